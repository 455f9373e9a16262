"""`employers survey`: what a list of employers would bring, employer by employer."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.console import err, fail, failing_on, say, show
from service.cli.crawling import RegistryFile, crawl_options, employers_app, open_registry
from service.cli.detecting import open_visitor
from service.cli.moments import AsOf, day

if TYPE_CHECKING:
    from crawlers.survey.finding import Finding

REPORT = "rapport.md"
FINDINGS = "employeurs.jsonl"


def register(app: typer.Typer) -> None:
    """Add the command to those of `employers`."""
    employers_app.command()(survey)


def survey(
    employers: Annotated[
        Path,
        typer.Argument(
            metavar="FICHIER", help="Tableau CSV (colonnes nom, site, commune) ou TOML ([[employer]], mêmes clés)."
        ),
    ],
    out_dir: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Où écrire ; sinon enquete-FICHIER, ici.")
    ] = None,
    registry: RegistryFile = None,
    territory: Annotated[str | None, typer.Option(metavar="46|46,12|all", help="Départements retenus, ou all.")] = None,
    replay: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, help="Répondre depuis un WARC, sans réseau."),
    ] = None,
    as_of: AsOf = None,
) -> None:
    """Enquêter sur une liste d'employeurs : page de recrutement, plateforme, collecte d'essai, entrée proposée.

    Rien n'est appliqué. Le rapport est dans rapport.md, une ligne JSON par employeur dans employeurs.jsonl.
    Interrompue, l'enquête reprend où elle en était ; relancée, elle ne revisite que les sites sans réponse.
    """
    from crawlers.survey.finding import Verdict
    from crawlers.survey.report import VERDICTS, write_report
    from crawlers.survey.roster import RosterError, read_roster
    from crawlers.survey.surveying import survey as visit

    with failing_on(RosterError):
        listed = read_roster(employers)
    folder = out_dir or Path(f"enquete-{employers.stem}")
    options = crawl_options(territory, as_of, replay, folder)
    taken = {entry.key for entry in open_registry(registry)}
    found = _read_findings(folder / FINDINGS)
    waiting = [one for one in listed if one.site not in found or found[one.site].verdict is Verdict.DOWN]
    if len(waiting) < len(listed):
        say(f"{len(listed) - len(waiting)} employeurs déjà visités (voir {folder / FINDINGS})")
    folder.mkdir(parents=True, exist_ok=True)

    def report() -> None:
        findings = [found[one.site] for one in listed if one.site in found]
        (folder / REPORT).write_text(write_report(findings, len(listed), employers.name, day(as_of)), "utf-8")

    try:
        for number, one in enumerate(waiting, start=1):
            keys = taken | {other.key for other in found.values() if other.key}
            with err.status(f"{number}/{len(waiting)} {one.name}"):
                finding = visit(one, open_visitor(replay, one.site), options, keys)
            found[one.site] = finding
            with (folder / FINDINGS).open("a", encoding="utf-8") as lines:
                lines.write(finding.model_dump_json() + "\n")
            report()
            told = f" : {finding.trial.postings} annonces, {finding.trial.offers} offres" if finding.trial else ""
            say(f"{number}/{len(waiting)} {one.name} : {VERDICTS[finding.verdict]}{told}")
    except KeyboardInterrupt:
        report()
        say(f"interrompu ; la même commande reprend l'enquête. Rapport jusqu'ici : {folder / REPORT}")
        raise typer.Exit(130) from None
    report()
    show(str(folder / REPORT))


def _read_findings(path: Path) -> "dict[str, Finding]":
    """Return the findings of an earlier start by site; a torn last line is visited again."""
    from crawlers.survey.finding import Finding

    if not path.exists():
        return {}
    kept = [line for line in path.read_text("utf-8").splitlines(keepends=True) if line.endswith("\n")]
    path.write_text("".join(kept), "utf-8")
    try:
        findings = [Finding.model_validate_json(line) for line in kept]
    except ValueError:
        fail(f"{path} n'est pas d'une enquête de cette version : donnez un autre dossier avec --out")
    return {one.site: one for one in findings}
