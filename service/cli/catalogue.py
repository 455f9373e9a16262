"""`review`, `apply` and `offers`: what a crawl would change, changing it, and what people decide."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from service.cli.console import fail, failing_on, say, show
from service.cli.crawling import RegistryFile
from service.cli.moments import AsOf, day, now
from service.cli.opening import follow, open_records, read_settings

if TYPE_CHECKING:
    from service.records.plan import Absence
    from service.records.review import Review
    from service.records.runs import CrawlRun
    from service.records.tables import HistoryEntry, OfferRecord

RunFolder = Annotated[
    Path, typer.Argument(metavar="COLLECTE", help="Dossier d'une collecte, ou son nom parmi ceux des collectes.")
]
By = Annotated[str, typer.Option(metavar="NOM", help="Qui décide.")]
Why = Annotated[str, typer.Option(metavar="MOTIF", help="Pourquoi ; gardé dans l'historique de l'offre.")]
OfferId = Annotated[str, typer.Argument(metavar="ID", help="Identifiant de l'offre.")]
AsJson = Annotated[bool, typer.Option("--json", help="En JSON.")]

offers_app = typer.Typer(no_args_is_help=True, help="Les offres du catalogue.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(review)
    app.command()(apply)
    app.add_typer(offers_app, name="offers")


def review(run: RunFolder, registry: RegistryFile = None, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Montrer ce qu'une collecte changerait au catalogue ; rien n'est écrit."""
    from service.records.review import review_run

    settings = read_settings()
    read = _read(run)
    with open_records(settings) as records, records.read() as session:
        found = review_run(session, read, trusted=_trusted(read, registry), today=day(as_of))
    if as_json:
        print(json.dumps(_as_json(found), ensure_ascii=False, indent=2))  # noqa: T201
    else:
        print_review(found)


def apply(
    run: RunFolder,
    by: By,
    registry: RegistryFile = None,
    as_of: AsOf = None,
    override: Annotated[
        bool, typer.Option("--override", help="Appliquer bien que la collecte soit retenue pour vérification.")
    ] = False,
) -> None:
    """Appliquer une collecte terminée au catalogue, d'un seul bloc ; une seconde fois ne change rien."""
    from service.records.apply import apply_run
    from service.records.errors import RecordsError

    settings = read_settings()
    read = _read(run)
    with open_records(settings) as records:
        with failing_on(RecordsError), records.write() as session:
            done = apply_run(
                session,
                read,
                by=by,
                trusted=_trusted(read, registry),
                now=now(),
                today=day(as_of),
                override=override,
            )
        follow(settings, records)
    if done.already:
        say(f"{done.run} avait déjà été appliquée : rien n'a changé")
        return
    statuses = ", ".join(f"{count} {STATUS[status]}" for status, count in done.statuses.items())
    say(
        f"{done.run} : {done.added} nouvelles, {done.changed} modifiées, {done.unchanged} inchangées, "
        f"{done.refused} refusées" + (f" ({statuses})" if statuses else "")
    )


@offers_app.command("list")
def list_offers(
    status: Annotated[
        list[str] | None, typer.Option(metavar="pending|published|withdrawn|expired", help="Seulement ces états.")
    ] = None,
    source: Annotated[str | None, typer.Option(metavar="EMPLOYEUR", help="Seulement cette source.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 100,
    as_json: AsJson = False,
) -> None:
    """Lister les offres, les dernières vues d'abord."""
    from matching.offers import OfferStatus
    from service.records import catalogue

    with failing_on(ValueError):
        statuses = [OfferStatus(one) for one in status or []]
    with open_records(read_settings()) as records, records.read() as session:
        found = catalogue.list_offers(session, statuses=statuses, source=source, limit=limit)
    if as_json:
        print(json.dumps([_offer_json(offer) for offer in found.offers], ensure_ascii=False, indent=2))  # noqa: T201
        return
    for offer in found.offers:
        places = ", ".join(place.name for place in offer.document.communes) or "lieu inconnu"
        show(f"{offer.id}  {STATUS[offer.status]:<11} {offer.document.title}  ({places} ; {offer.source})")
    say(f"{len(found.offers)} offres sur {found.total}")


@offers_app.command("show")
def show_offer(offer: OfferId, as_json: AsJson = False) -> None:
    """Montrer une offre et son historique."""
    from crawlers.screening.discrimination import discriminating_words
    from crawlers.screening.wording import sentence
    from service.pages.wording import requirements
    from service.records.catalogue import get_offer
    from service.records.errors import RecordsError
    from service.records.history import history_of

    with open_records(read_settings()) as records, records.read() as session, failing_on(RecordsError):
        found, history = get_offer(session, offer), history_of(session, offer)
    if as_json:
        content = _offer_json(found) | {"history": [_history_json(line) for line in history]}
        print(json.dumps(content, ensure_ascii=False, indent=2))  # noqa: T201
        return
    document = found.document
    show(f"{document.title} ({STATUS[found.status]}, {found.reason})")
    show(f"source : {document.provenance.url}")
    show(f"vue du {found.first_seen:%d/%m/%Y} au {found.last_seen:%d/%m/%Y}, collecte {found.last_run}")
    if found.refusals:
        show("la dernière version vue est refusée :")
    for code in (*found.refusals, *found.flags):
        show(f"  {sentence(code)}")
    for one in discriminating_words(f"{document.raw_title}\n{document.description}"):
        show(f"  mots à relire ({one.ground}) : {one.words}")
    for label, value in requirements(document):
        show(f"{label} : {value}")
    show(document.description)
    for line in history:
        show(_history_line(line))


@offers_app.command()
def faults(as_json: AsJson = False) -> None:
    """Lister ce que les visiteurs et les candidats disent de fautif, le plus récent d'abord."""
    from service.records.catalogue import get_offer
    from service.records.feedback import faults

    with open_records(read_settings()) as records, records.read() as session:
        told = [(one, get_offer(session, one.offer_id)) for one in faults(session)]
    if as_json:
        lines = [{"at": one.at.isoformat(), "kind": one.kind, "offer": offer.id} for one, offer in told]
        print(json.dumps(lines, ensure_ascii=False, indent=2))  # noqa: T201
        return
    for one, offer in told:
        show(f"{one.at:%d/%m/%Y}  {_FAULTS[one.kind]:<16}  {offer.id}  {offer.document.title} ({STATUS[offer.status]})")
    say(f"{len(told)} signalements")


@offers_app.command()
def publish(offer: OfferId, by: By, why: Why) -> None:
    """Publier une offre ; aucune collecte ne reviendra sur cette décision."""
    from service.records import decisions

    _decide(decisions.publish, offer, by, why)


@offers_app.command()
def withdraw(offer: OfferId, by: By, why: Why) -> None:
    """Retirer une offre de la vue du public ; aucune collecte ne reviendra sur cette décision."""
    from service.records import decisions

    _decide(decisions.withdraw, offer, by, why)


STATUS = {"pending": "à vérifier", "published": "publiée", "withdrawn": "retirée", "expired": "expirée"}
_FAULTS = {
    "expired": "n'est plus à pourvoir",
    "wrong_place": "lieu faux",
    "duplicate": "en double",
    "misleading": "trompeuse",
}
_COMPLETENESS = {
    "complete": "collecte complète",
    "partial": "collecte partielle : l'absence n'y prouve rien",
    "suspicious": "collecte suspecte, retenue pour vérification",
}
_OVER = {
    "page_gone": "sa page n'existe plus",
    "page_says_closed": "sa page dit qu'elle est close",
    "absent_twice": "absente de deux listes complètes",
}


def _decide(decision: Any, offer: str, by: str, why: str) -> None:
    from service.records.errors import RecordsError

    settings = read_settings()
    with open_records(settings) as records:
        with failing_on(RecordsError), records.write() as session:
            decided = decision(session, offer, by=by, why=why, now=now())
        follow(settings, records)
    say(f"{decided.document.title} : {STATUS[decided.status]}")


def _read(folder: Path) -> "CrawlRun":
    from crawlers.running.folder import RunError, read_run
    from service.records.runs import CrawlRun

    known = read_settings().runs_dir
    found = next((one for one in (folder, known / folder) if one.is_dir()), None)
    if found is None:
        fail(f"{folder} : aucune collecte de ce nom, ni ici ni dans {known}")
    with failing_on(RunError):
        return CrawlRun.of(read_run(found))


def _trusted(run: "CrawlRun", registry: Path | None) -> bool:
    """Whether the registry trusts a run's source; one that is no longer in it is not trusted."""
    from crawlers.entering import ENTERED
    from crawlers.registry import RegistryError, UnknownEntry, load_registry

    if run.report.employer == ENTERED:
        return False
    with failing_on(RegistryError):
        entries = load_registry(registry or read_settings().registry)
    try:
        entry = entries[run.report.employer]
    except KeyError:
        say(f"{run.report.employer} n'est pas dans le registre : ses offres attendront une décision (voir --registry)")
        return False
    return not isinstance(entry, UnknownEntry) and entry.trusted


def print_review(found: "Review") -> None:
    """Print what a run would do: + new, ~ changed, ? not seen again, - refused."""
    from crawlers.screening.wording import sentence

    show(f"{found.run} ({found.source})")
    if not found.finished:
        show("  collecte non terminée : elle ne peut pas être appliquée")
    if found.applied_at:
        show(f"  déjà appliquée le {found.applied_at:%d/%m/%Y}")
    show(f"  {_COMPLETENESS[found.conclusion.kind]}" + (f" : {found.conclusion.why}" if found.conclusion.why else ""))
    for addition in found.added:
        show(f"  + {addition.offer.title} ({STATUS[addition.state.status]})")
        for code in addition.flags:
            show(f"      {sentence(code)}")
    for update in found.changed:
        show(f"  ~ {update.offer.title}" + (f" ({STATUS[update.state.status]})" if update.state else ""))
        for code in update.flags:
            show(f"      {sentence(code)}")
        for name, (old, new) in update.changes.items():
            show(f"      {name} : {_short(old)} -> {_short(new)}")
    for absence in found.gone:
        show(f"  ? {absence.record.document.title} : {_fate(absence)}")
    for line in found.refused:
        show(f"  - {line.offer.title or line.offer.provenance.url}")
        for refusal in line.refusals:
            show(f"      {sentence(refusal)}")
    show(
        f"  {len(found.added)} nouvelles, {len(found.changed)} modifiées, {found.unchanged} inchangées, "
        f"{len(found.gone)} non revues, {len(found.refused)} refusées, {len(found.outdated)} dépassées"
    )


def _fate(absence: "Absence") -> str:
    if absence.reason is None:
        return f"non revue (listes complètes sans elle : {absence.missed})" if absence.missed else "non revue"
    why = _OVER[absence.reason]
    return f"{why} (expirée)" if absence.state else f"{why}, mais une personne a décidé : à revoir"


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 160 else f"{text[:157]}..."


def _as_json(found: "Review") -> dict[str, Any]:
    return {
        "run": found.run,
        "source": found.source,
        "finished": found.finished,
        "applied_at": found.applied_at.isoformat() if found.applied_at else None,
        "completeness": found.conclusion.kind,
        "why": found.conclusion.why,
        "held": found.conclusion.held,
        "added": [
            {"id": one.offer.id, "title": one.offer.title, "status": one.state.status, "reason": one.state.reason}
            | {"flags": list(one.flags)}
            for one in found.added
        ],
        "changed": [
            {
                "id": one.offer.id,
                "title": one.offer.title,
                "changes": {name: {"old": old, "new": new} for name, (old, new) in one.changes.items()},
                "status": one.state.status if one.state else None,
            }
            for one in found.changed
        ],
        "unchanged": found.unchanged,
        "gone": [
            {
                "id": absence.record.id,
                "title": absence.record.document.title,
                "missed": absence.missed,
                "reason": absence.reason,
                "status": absence.state.status if absence.state else None,
            }
            for absence in found.gone
        ],
        "refused": [
            {"id": line.offer.id, "title": line.offer.title, "codes": list(line.refusals)} for line in found.refused
        ],
        "outdated": [{"id": line.offer.id, "title": line.offer.title} for line in found.outdated],
    }


def _offer_json(record: "OfferRecord") -> dict[str, Any]:
    return {
        "status": record.status,
        "reason": record.reason,
        "decided_by": record.decided_by,
        "refusals": record.refusals,
        "flags": record.flags,
        "offer": record.document.model_dump(mode="json"),
    }


def _history_json(line: "HistoryEntry") -> dict[str, Any]:
    return {
        "at": line.at.isoformat(),
        "by": line.by,
        "kind": line.kind,
        "from": line.from_status,
        "to": line.to_status,
        "reason": line.reason,
        "why": line.why,
        "run": line.run_id,
        "changes": line.changes,
    }


def _history_line(line: "HistoryEntry") -> str:
    told = f"{line.at:%d/%m/%Y %H:%M} {line.by} : {line.kind}"
    if line.to_status:
        told += f" {STATUS[line.from_status] + ' -> ' if line.from_status else ''}{STATUS[line.to_status]}"
    if line.changes:
        told += f" ({', '.join(line.changes)})"
    return told + (f", {line.reason}" if line.reason else "") + (f", {line.why}" if line.why else "")
