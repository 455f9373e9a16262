"""Whether the sources of the registry are still where their entries say, by a visit to each."""

from collections.abc import Sequence
from enum import StrEnum
from urllib.parse import urlsplit

from crawlers.codes import CrawlCode
from crawlers.registry import CrawledEntry
from crawlers.running.archive import recorded_statuses
from crawlers.running.crawl import crawl
from crawlers.running.folder import RESPONSES
from crawlers.running.job import CrawlOptions
from crawlers.running.report import CrawlReport


class Health(StrEnum):
    """What a visit to a source shows."""

    ALIVE = "alive"
    """An offer was read."""
    MOVED = "moved"
    """The listing is no longer there (404, 410), or leads to a host that the entry does not allow."""
    EMPTY = "empty"
    """The listing answers and holds no offer. Whether there are none, or none that we find, a person must see."""
    BLOCKED = "blocked"
    """robots.txt, a refusal, or a challenge page keeps us out."""
    UNKNOWN = "unknown"
    """Nothing can be said: no answer, a server's error, credentials missing, an answer of another shape."""


def check(entry: CrawledEntry, options: CrawlOptions) -> tuple[Health, CrawlReport]:
    """Visit a source: a crawl that stops at its first offer, into the run folders that the options name."""
    run = crawl(entry, options.model_copy(update={"visit": True}))
    return health(run.report, recorded_statuses(run.folder / RESPONSES)), run.report


def health(report: CrawlReport, statuses: Sequence[tuple[str, int]]) -> Health:
    """Judge a visit by its report and by the answers that were recorded, address and status each."""
    codes = report.codes
    answers = {status for address, status in statuses if urlsplit(address).path != "/robots.txt"}
    if report.found:
        return Health.ALIVE
    if codes.get(CrawlCode.ROBOTS_CLOSED) or codes.get(CrawlCode.HOST_STOPPED) or answers & {401, 403, 429}:
        return Health.BLOCKED
    if codes.get(CrawlCode.OFFSITE) or (answers and answers <= {404, 410} | set(range(300, 400))):
        return Health.MOVED
    faults = {code for code, count in codes.items() if code.is_fault and count}
    if 200 in answers and faults <= {CrawlCode.NO_LINKS, CrawlCode.NO_TOTAL, CrawlCode.NO_POSTING}:
        return Health.EMPTY
    return Health.UNKNOWN
