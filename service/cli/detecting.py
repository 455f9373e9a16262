"""`employers detect`: from the address of a careers page to a registry entry."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from service.cli.console import fail, failing_on, say
from service.cli.crawling import RegistryFile, crawl_options, employers_app
from service.cli.opening import read_settings

if TYPE_CHECKING:
    from tomlkit.items import Table

    from crawlers.detection.visiting import Visitor
    from crawlers.registry import CrawledEntry


def register(app: typer.Typer) -> None:
    """Add the commands to those of `employers`."""
    employers_app.command()(detect)


def detect(
    address: Annotated[str, typer.Argument(metavar="URL", help="Page de recrutement, ou page d'une offre.")],
    add: Annotated[
        bool, typer.Option("--add", help="Écrire l'entrée dans le registre, si une collecte d'essai trouve des offres.")
    ] = False,
    name: Annotated[
        str | None, typer.Option(metavar="NOM", help="Nom de l'employeur ; sinon celui de la page.")
    ] = None,
    key: Annotated[str | None, typer.Option(metavar="CLÉ", help="Clé de l'entrée ; sinon tirée du nom.")] = None,
    commune: Annotated[str | None, typer.Option(metavar="COMMUNE", help="Où siège l'employeur.")] = None,
    registry: RegistryFile = None,
    replay: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, help="Répondre depuis un WARC, sans réseau."),
    ] = None,
) -> None:
    """Dire sur quelle plateforme est une page de recrutement, preuves à l'appui, et proposer son entrée de registre.

    L'entrée est écrite sur la sortie standard, prête à coller.
    """
    from crawlers.detection import entry_key, entry_table, entry_toml
    from crawlers.detection.investigating import investigate
    from crawlers.detection.naming import employer_name
    from crawlers.detection.visiting import VisitError
    from crawlers.registry.entries import PLATFORMS
    from crawlers.screening import Territory

    with failing_on(VisitError):
        visitor = open_visitor(replay, address)
        page = visitor.page(address)
    found = investigate(page, visitor, say)
    for one in found:
        told = "" if one.platform in PLATFORMS else " (plateforme qui n'est pas collectée)"
        say(f"{one.platform}{told} : " + " ; ".join(one.evidence))
    known = [one for one in found if one.platform in PLATFORMS]
    if not known:
        fail(f"{address} : aucune plateforme connue, rien à proposer")
    chosen = known[0]
    name = name or (employer_name(page.title, page.host) if page.title else page.host)
    territory = Territory.parse(read_settings().territory)
    table = entry_table(
        chosen, key=key or entry_key(name), name=name, commune=commune, departements=sorted(territory.departements)
    )
    print(entry_toml(table), end="")  # noqa: T201
    if add:
        _add(table, registry, replay)


def open_visitor(replay: Path | None, address: str) -> "Visitor":
    """Return a visitor of an address, or of a recording; without contact address the command ends."""
    from crawlers.detection.visiting import Visitor, from_network, from_recording
    from crawlers.running.archive import Recording
    from crawlers.running.budget import DailyBudget
    from crawlers.running.job import software
    from crawlers.running.reach import reach_of
    from crawlers.running.robots_cache import RobotsCache

    settings = read_settings()
    if replay is not None:
        return Visitor(from_recording(Recording(replay)), software(), delay=0.0)
    if settings.contact is None:
        fail("LOT_RECRUTE_CONTACT manque : l'adresse à laquelle les sites visités peuvent vous joindre")
    agent = f"{software()} (+{settings.contact})"
    reach = reach_of(urlsplit(address).hostname or "")
    budget = DailyBudget(settings.counts_dir, settings.crawl_daily_requests)
    return Visitor(
        from_network(agent, reach),
        agent,
        delay=max(1.0, settings.crawl_delay),
        budget=budget,
        robots=RobotsCache(settings.robots_dir),
    )


def _add(table: "Table", registry: Path | None, replay: Path | None) -> None:
    """Write an entry to the registry after a trial crawl that found offers."""
    from crawlers.detection import add_entry
    from crawlers.registry import RegistryError, UnknownEntry, parse_registry

    path = registry or read_settings().registry
    if path is None:
        fail("nommez votre registre : --registry FILE, ou LOT_RECRUTE_REGISTRY")
    with failing_on(RegistryError, OSError, ValueError):
        changed = add_entry(path.read_text("utf-8") if path.exists() else "", table)
        *_, entry = parse_registry(changed, str(path))
    assert not isinstance(entry, UnknownEntry)  # noqa: S101 - for the type checker
    found = _trial(entry, replay)
    if not found:
        fail(f"{entry.key} : la collecte d'essai n'a trouvé aucune offre, rien n'est écrit")
    replace_file(path, changed)
    say(f"{path} : {entry.key} ajouté ({found} offres à l'essai), à vérifier par une personne")


def _trial(entry: "CrawledEntry", replay: Path | None) -> int:
    """Return the number of offers that a crawl of an entry finds; nothing of it is kept."""
    from crawlers.running.crawl import crawl

    with tempfile.TemporaryDirectory() as folder:
        report = crawl(entry, crawl_options(None, None, replay, Path(folder))).report
    codes = ", ".join(f"{code} {count}" for code, count in [*report.refused.items(), *report.codes.items()])
    say(f"collecte d'essai : {report.found} offres, {report.kept} retenues" + (f" ({codes})" if codes else ""))
    return report.found


def replace_file(path: Path, text: str) -> None:
    """Write a file as a whole or not at all."""
    new = path.with_name(f".{path.name}.new")
    new.write_text(text, "utf-8")
    new.replace(path)
