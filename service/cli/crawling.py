"""`crawl` and `employers`: collecting, and who is collected from."""

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.console import fail, failing_on, say, show
from service.cli.moments import AsOf
from service.cli.opening import read_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawlers.registry import CrawledEntry, Registry
    from crawlers.running.folder import Run
    from crawlers.running.job import CrawlOptions
    from crawlers.running.report import CrawlReport

RegistryFile = Annotated[
    Path | None, typer.Option("--registry", metavar="FILE", help="Autre registre que celui du paquet ou des réglages.")
]

employers_app = typer.Typer(no_args_is_help=True, help="Les employeurs du registre.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(crawl)
    app.add_typer(employers_app, name="employers")


def crawl(
    employers: Annotated[list[str] | None, typer.Argument(metavar="[EMPLOYEUR]...", help="Clés du registre.")] = None,
    everyone: Annotated[bool, typer.Option("--all", help="Toutes les sources actives du registre.")] = False,
    registry: RegistryFile = None,
    territory: Annotated[
        str | None,
        typer.Option(metavar="46|46,12|all", help="Départements retenus, ou all."),
    ] = None,
    as_of: AsOf = None,
    replay: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE|DIR",
            exists=True,
            help="Répondre sans réseau : depuis un WARC ; ou, avec --all, collecter tous les exemples d'un dossier.",
        ),
    ] = None,
    out_dir: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Où écrire les dossiers de collecte.")
    ] = None,
) -> None:
    """Collecter les offres : un dossier de collecte par source, dont le chemin est écrit sur la sortie standard.

    Une collecte n'écrit rien d'autre ; elle ne compte qu'une fois appliquée (review, apply). Avec --all, un tableau dit
    à la fin ce que les réponses contenaient et ce qui en a été retenu.
    """
    if replay is not None and replay.is_dir():
        if employers or not everyone or registry:
            fail("--replay DIR collecte les exemples du dossier, et eux seuls : avec --all, sans registre ni employeur")
        _crawl_fixtures(replay, territory, as_of, out_dir)
        return
    entries = chosen_entries(open_registry(registry), employers or [], everyone)
    options = crawl_options(territory, as_of, replay, out_dir)
    reports = [_crawl_one(entry, options) for entry in entries]
    if everyone:
        say("\n".join(_table(reports)))
    _expect_finished(reports)


@employers_app.command("list")
def list_employers(
    registry: RegistryFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="En JSON.")] = False,
) -> None:
    """Lister les employeurs du registre : plateforme, vérifié, de confiance, actif, rythme."""
    entries = list(open_registry(registry))
    if as_json:
        print(json.dumps([entry.model_dump(mode="json") for entry in entries], ensure_ascii=False, indent=2))  # noqa: T201
        return
    for entry in entries:
        verified = "vérifié" if entry.verified else "non vérifié"
        if entry.platform == "unknown":
            told = ["non collecté", verified]
        else:
            trusted, enabled = "de confiance" if entry.trusted else "à relire", "actif" if entry.enabled else "inactif"
            told = [entry.platform, verified, trusted, enabled, f"toutes les {entry.every.total_seconds() / 3600:g} h"]
        show(f"{entry.key:<32} {entry.name} ({', '.join(told)})")


def open_registry(path: Path | None) -> "Registry":
    """Read a registry, or that of the settings; a wrong one ends the command."""
    from crawlers.registry import RegistryError, load_registry

    with failing_on(RegistryError):
        return load_registry(path or read_settings().registry)


def chosen_entries(registry: "Registry", keys: list[str], everyone: bool) -> list["CrawledEntry"]:
    """Return the entries that are named, or all; one that cannot be crawled ends the command."""
    from crawlers.registry import UnknownEntry

    if everyone == bool(keys):
        fail("nommez des employeurs du registre, ou bien --all")
    if everyone:
        return list(registry.enabled)
    chosen = []
    for key in keys:
        try:
            entry = registry[key]
        except KeyError:
            fail(f"aucun employeur {key!r} dans le registre (voir : lot-recrute employers list)")
        if isinstance(entry, UnknownEntry):
            fail(f"{key} : la page de recrutement de cet employeur n'est pas connue, il ne peut pas être collecté")
        chosen.append(entry)
    return chosen


def crawl_options(
    territory: str | None, as_of: date | None, replay: Path | None, out_dir: Path | None
) -> "CrawlOptions":
    """Return the circumstances of a crawl; what is missing or wrong ends the command."""
    from crawlers.running.job import CrawlOptions
    from crawlers.screening import Territory

    settings = read_settings()
    named = territory or settings.territory
    with failing_on(ValueError):
        Territory.parse(named)
    if replay is None and settings.contact is None:
        fail("LOT_RECRUTE_CONTACT manque : l'adresse à laquelle les sites visités peuvent vous joindre")
    return CrawlOptions(
        out=out_dir or settings.runs_dir,
        territory=named,
        contact=settings.contact or "replay",
        as_of=as_of,
        replay=replay,
        delay=settings.crawl_delay,
        cache=None if replay else settings.cache_dir,
        counts=None if replay else settings.counts_dir,
        robots=None if replay else settings.robots_dir,
        daily_requests=settings.crawl_daily_requests,
    )


def _crawl_fixtures(fixtures: Path, territory: str | None, as_of: date | None, out_dir: Path | None) -> None:
    """Crawl the entries of fixture folders from their own answers and print the table; ``--out`` keeps the runs."""
    from crawlers.running.fixtures import FixtureError, read_fixtures

    with failing_on(FixtureError):
        found = read_fixtures(fixtures)
    reports = []
    with TemporaryDirectory() as folder:
        for number, fixture in enumerate(found):
            recording = Path(folder, f"{number}.warc.gz")
            fixture.write(recording)
            options = crawl_options(territory, as_of, recording, out_dir or Path(folder))
            reports.append(_crawl_one(fixture.entry, options, told=out_dir is not None))
    show("\n".join(_table(reports)))
    _expect_finished(reports)


def _table(reports: "Sequence[CrawlReport]") -> list[str]:
    from service.cli.coverage import coverage_table

    return coverage_table(reports)


def _expect_finished(reports: "Sequence[CrawlReport]") -> None:
    if not all(report.finished for report in reports):
        raise typer.Exit(1)


def _crawl_one(entry: "CrawledEntry", options: "CrawlOptions", told: bool = True) -> "CrawlReport":
    """Crawl one entry, with progress; print the folder, if it is to be told."""
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from crawlers.running.crawl import crawl as run_crawl
    from service.cli.console import err

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task(entry.key)
        run = run_crawl(
            entry,
            options,
            lambda at: progress.update(
                task, description=f"{entry.key} : {at.requests} requêtes, {at.found} offres, {at.kept} retenues"
            ),
        )
    if told:
        show(str(run.folder))
    say(f"{entry.key} : {_told(run)}")
    return run.report


def _told(run: "Run") -> str:
    report = run.report
    if not report.finished:
        return f"{report.outcome}" + (f" ({report.detail})" if report.detail else "")
    told = [f"{report.found} offres, {report.kept} retenues"]
    told += [f"{code} {count}" for code, count in [*report.refused.items(), *report.codes.items()]]
    return ", ".join(told) + ("" if report.complete else " ; liste incomplète")
