"""Crawl runs for tests of what comes after a crawl."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawlers.codes import CrawlCode
from crawlers.postings import CollectedOffer, GoneOffer, ScreeningCode
from crawlers.running.folder import OFFERS, Run, write_report
from crawlers.running.report import CrawlReport, Outcome
from matching.offers import JobOffer
from service.records.runs import CrawlRun

SOURCE = "exemple"


def day(number: int, hour: int = 12) -> datetime:
    """A moment of July 2026, UTC."""
    return datetime(2026, 7, number, hour, tzinfo=UTC)


def seen_at(moment: datetime, offer: JobOffer) -> JobOffer:
    """The offer as a crawl of that moment writes it."""
    dates = {"first_seen": moment, "last_seen": moment}
    return offer.model_copy(update={"provenance": offer.provenance.model_copy(update=dates)})


def crawl_run(
    started: datetime,
    kept: Iterable[JobOffer] = (),
    refused: Iterable[tuple[JobOffer, ScreeningCode]] = (),
    *,
    source: str = SOURCE,
    outcome: Outcome = Outcome.FINISHED,
    replay: bool = False,
    announced: int | None = None,
    fault: CrawlCode | None = None,
    gone: Iterable[GoneOffer] = (),
) -> CrawlRun:
    """A run that found these offers."""
    lines = [CollectedOffer(offer=seen_at(started, offer)) for offer in kept]
    lines += [CollectedOffer(offer=seen_at(started, offer), refusals=(code,)) for offer, code in refused]
    finished = outcome is Outcome.FINISHED
    report = CrawlReport(
        run=f"{started:%Y%m%dT%H%M%SZ}-{source}",
        employer=source,
        platform="schema_org",
        started=started,
        updated=started + timedelta(minutes=5),
        as_of=started.date(),
        territory="46",
        replay=replay,
        finished=finished,
        outcome=outcome,
        listed=len(lines),
        found=len(lines),
        kept=sum(not line.refusals for line in lines),
        announced=announced,
        codes={fault: 1} if fault else {},
        complete=finished and not fault and announced in (None, len(lines)),
    )
    return CrawlRun(report, tuple(lines), tuple(gone))


def write_run(folder: Path, run: CrawlRun) -> Run:
    """Write the run as a run folder below a folder, and open it."""
    own = folder / run.report.run
    own.mkdir(parents=True)
    (own / OFFERS).write_text("".join(line.model_dump_json() + "\n" for line in run.offers), "utf-8")
    write_report(own, run.report)
    return Run(own, run.report)
