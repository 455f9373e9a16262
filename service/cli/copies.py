"""`offers merges`, `lookalikes`, `merge` and `part`: offers that are one job, or may be."""

import json
from typing import Annotated, Any

import typer

from service.cli.catalogue import STATUS, AsJson, By, OfferId, Why, offers_app
from service.cli.console import failing_on, say, show
from service.cli.moments import now
from service.cli.opening import follow, open_records, read_settings

CopyId = Annotated[str, typer.Argument(metavar="COPIE", help="Identifiant de l'offre à ne plus montrer.")]
KeptId = Annotated[str, typer.Argument(metavar="GARDÉE", help="Identifiant de celle que le public voit à sa place.")]
OtherId = Annotated[str, typer.Argument(metavar="AUTRE", help="Identifiant de l'autre offre.")]


def register(_: typer.Typer) -> None:
    """Add the commands to `offers`."""
    for command in (merges, lookalikes, merge, part):
        offers_app.command()(command)


def merges(as_json: AsJson = False) -> None:
    """Lister les offres fusionnées : la copie, celle que le public voit, et combien leurs textes se ressemblent."""
    from crawlers.duplicates import likeness
    from service.records.catalogue import get_offer
    from service.records.merging import merges

    with open_records(read_settings()) as records, records.read() as session:
        found = [(one, get_offer(session, one.kept_id), get_offer(session, one.copy_id)) for one in merges(session)]
    alike = [round(likeness(kept.document, copy.document)) for _, kept, copy in found]
    if as_json:
        lines = [
            {"kept": one.kept_id, "merged": one.copy_id, "since": one.since.isoformat(), "likeness": like}
            for (one, _, _), like in zip(found, alike, strict=True)
        ]
        print(json.dumps(lines, ensure_ascii=False, indent=2))  # noqa: T201
        return
    for (one, kept, copy), like in zip(found, alike, strict=True):
        show(
            f"{one.since:%d/%m/%Y}  {copy.id} ({copy.source}) -> {kept.id} ({kept.source})  {kept.document.title}"
            f"  (textes semblables à {like} %)"
        )
    say(f"{len(found)} offres fusionnées")


def lookalikes(as_json: AsJson = False) -> None:
    """Lister les offres publiques de deux sources qui sont peut-être un même poste, les plus semblables d'abord."""
    from crawlers.duplicates import likeness
    from service.records.judging import to_judge

    with open_records(read_settings()) as records, records.read() as session:
        found = [(one, other, round(likeness(one.document, other.document))) for one, other in to_judge(session)]
    if as_json:
        lines = [{"offers": [one.id, other.id], "likeness": like} for one, other, like in found]
        print(json.dumps(lines, ensure_ascii=False, indent=2))  # noqa: T201
        return
    for one, other, like in found:
        for offer in (one, other):
            show(f"{offer.id} ({offer.source})  {offer.document.title}  {offer.document.provenance.url}")
        show(f"  textes semblables à {like} %")
    say(f"{len(found)} paires à juger")


def merge(copy: CopyId, kept: KeptId, by: By, why: Why) -> None:
    """Dire que deux offres sont un même poste : le public n'en voit qu'une, tant qu'elle dure."""
    from service.records import judging

    _judge(judging.join, copy, kept, by, why)


def part(offer: OfferId, other: OtherId, by: By, why: Why) -> None:
    """Dire que deux offres sont deux postes ; aucune collecte ne les fusionnera, et la copie revient."""
    from service.records import judging

    _judge(judging.part, offer, other, by, why)


def _judge(verdict: Any, offer: str, other: str, by: str, why: str) -> None:
    from service.records.catalogue import get_offer
    from service.records.errors import RecordsError
    from service.records.merging import shown_for

    settings = read_settings()
    with open_records(settings) as records:
        with failing_on(RecordsError), records.write() as session:
            verdict(session, offer, other, by=by, why=why, now=now())
            judged = [(get_offer(session, one), shown_for(session, one)) for one in (offer, other)]
        follow(settings, records)
    for one, shown in judged:
        say(f"{one.id} {one.document.title} : {f'le public voit {shown}' if shown else STATUS[one.status]}")
