"""The report of a survey, for people: Markdown, in French."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from crawlers.postings import ScreeningCode
from crawlers.screening.wording import sentence
from crawlers.survey.finding import Finding, Trial, Verdict

VERDICTS: Mapping[Verdict, str] = {
    Verdict.PROPOSED: "entrée proposée",
    Verdict.EMPTY: "entrée proposée, aucune offre à l'essai",
    Verdict.PORTAL: "publie sur un portail",
    Verdict.NOT_COLLECTED: "plateforme qui n'est pas collectée",
    Verdict.UNRECOGNISED: "page de recrutement sans plateforme reconnue",
    Verdict.NO_CAREERS: "aucune page de recrutement trouvée",
    Verdict.ROBOTS_CLOSED: "fermé par robots.txt",
    Verdict.DOWN: "pas de réponse",
    Verdict.FAILED: "erreur du logiciel",
}


def write_report(findings: Sequence[Finding], listed: int, source: str, day: date) -> str:
    """Return the report of the findings so far, of ``listed`` employers in the list ``source``."""
    counts = Counter(one.verdict for one in findings)
    lines = [f"# Enquête sur {source}, {day:%d/%m/%Y}", ""]
    lines += [
        f"{len(findings)} employeurs visités sur {listed}. Rien n'est appliqué : une entrée ne compte qu'une fois"
    ]
    lines += ["collée dans le registre, et ses offres qu'une fois collectées, relues et publiées.", ""]
    lines += [f"- {VERDICTS[verdict]} : {counts[verdict]}" for verdict in Verdict if counts[verdict]]
    lines += ["", "| employeur | verdict | plateforme | annonces | offres |", "|---|---|---|---|---|"]
    lines += [_row(one) for one in findings]
    for one in findings:
        lines += ["", f"## {one.name}", "", *_section(one)]
    return "\n".join(lines) + "\n"


def _row(one: Finding) -> str:
    trial = one.trial
    counts = (f"{trial.postings}{'+' if trial.cut else ''}", str(trial.offers)) if trial else ("", "")
    return f"| {_cell(one.name)} | {VERDICTS[one.verdict]} | {one.platform or ''} | {' | '.join(counts)} |"


def _section(one: Finding) -> list[str]:
    lines = [f"- verdict : {VERDICTS[one.verdict]}", f"- site : {one.site}"]
    if one.careers and one.careers != one.site:
        lines.append(f"- page de recrutement : {one.careers}")
    if one.pages:
        lines.append(f"- pages lues : {', '.join(one.pages)}")
    lines += [f"- robots.txt de {host} : {says}" for host, says in one.robots.items()]
    if one.platform:
        lines.append(f"- plateforme : {one.platform}, d'après {' ; '.join(one.evidence)}")
    lines += _trial(one.trial) if one.trial else []
    lines += [f"- à savoir : {note}" for note in one.notes]
    if one.entry:
        lines += ["", "```toml", one.entry.rstrip(), "```"]
    return lines


def _trial(trial: Trial) -> list[str]:
    announced = f", {trial.announced} annoncées par le site" if trial.announced is not None else ""
    cut = " (essai écourté, il y en a sans doute davantage)" if trial.cut else ""
    lines = [f"- collecte d'essai : {trial.postings} annonces{announced}, dont {trial.offers} offres retenues{cut}"]
    lines += [f"  - refusées, {count} : {sentence(code)}" for code, count in trial.refused.items()]
    if trial.codes:
        lines.append(f"  - incidents : {', '.join(f'{code} {count}' for code, count in trial.codes.items())}")
    if trial.refused.get(ScreeningCode.OUTSIDE_TERRITORY):
        lines.append("  - si tout son travail est dans le territoire, ajoutez `local = true` à l'entrée")
    return lines


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
