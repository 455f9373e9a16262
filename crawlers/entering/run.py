"""The run folder of an offer that staff enter: reviewed and applied like a crawl's."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from crawlers.entering import ENTERED
from crawlers.entering.form import form_toml
from crawlers.normalise.posting import normalise
from crawlers.postings import CollectedOffer, RawPosting
from crawlers.running.folder import OFFERS, RESPONSES, Run, create_run_folder, write_report
from crawlers.running.report import CrawlReport, Outcome, known_fields
from crawlers.screening import Territory, screen, watch
from matching.offers import Display

FORM = "offre.toml"
"""What was entered, as a form file: to be corrected and entered again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Who enters an offer, when, and where it goes."""

    by: str
    """Name of the person."""
    out: Path
    """Folder below which the run folder is made."""
    now: datetime
    """The moment, UTC."""
    as_of: date
    """The day that dates are judged by."""
    territory: str


def write_run(posting: RawPosting, entry: Entry, recording: bytes | None = None) -> Run:
    """Normalise and screen an offer as a crawl does, and write its run folder.

    The run is never ``complete``: it says nothing of any other offer. ``recording`` is the WARC of the page, if it was
    fetched.

    Raises:
        OSError: the folder cannot be written.
    """
    started = entry.now.replace(microsecond=0)
    seen_at = started if entry.as_of == started.date() else datetime.combine(entry.as_of, time(12), UTC)
    folder = create_run_folder(entry.out.resolve(), started, ENTERED)
    offer = normalise(
        posting,
        employer_key=ENTERED,
        employer_name=None,
        platform=ENTERED,
        display=Display.EXTRACT,
        crawl=folder.name,
        seen_at=seen_at,
        as_of=entry.as_of,
    )
    refusals = screen(offer, Territory.parse(entry.territory), entry.as_of, listed=False, local=False)
    line = CollectedOffer(offer=offer, refusals=refusals, flags=watch(offer))
    (folder / OFFERS).write_text(line.model_dump_json() + "\n", "utf-8")
    (folder / FORM).write_text(form_toml(posting), "utf-8")
    if recording is not None:
        (folder / RESPONSES).write_bytes(recording)
    report = CrawlReport(
        run=folder.name,
        employer=ENTERED,
        platform=ENTERED,
        started=started,
        updated=started,
        as_of=entry.as_of,
        territory=entry.territory,
        replay=False,
        finished=True,
        outcome=Outcome.FINISHED,
        detail=f"saisie par {entry.by}",
        listed=1,
        found=1,
        kept=int(not line.refusals),
        refused=dict.fromkeys(line.refusals, 1),
        flagged=dict.fromkeys(line.flags, 1),
        coverage=dict.fromkeys(known_fields(offer), 1),
    )
    write_report(folder, report)
    return Run(folder, report)
