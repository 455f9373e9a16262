"""What a survey finds out about one employer: one JSON line."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from pydantic import Field

from crawlers.codes import CrawlCode
from crawlers.postings import ScreeningCode
from crawlers.running.report import CrawlReport
from matching.parsed import Record

FINDING_VERSION = 1


class Verdict(StrEnum):
    """How far the road from home page to offers went."""

    PROPOSED = "proposed"
    """A trial crawl of the proposed entry found offers."""
    EMPTY = "empty"
    """An entry is proposed; its trial crawl found no offer."""
    PORTAL = "portal"
    """Its offers are on a portal of many employers, which is one source for all of them."""
    NOT_COLLECTED = "not_collected"
    """Its offers are on a platform that is known and that no spider reads."""
    UNRECOGNISED = "unrecognised"
    """It has a careers page that gives no platform away."""
    NO_CAREERS = "no_careers"
    """No link of its site speaks of recruitment."""
    ROBOTS_CLOSED = "robots_closed"
    """robots.txt closes the site, or its careers page."""
    DOWN = "down"
    """No answer, an error, or a page that wants proof of a human: worth another try."""
    FAILED = "failed"
    """A fault of ours; the log has the traceback."""


class Trial(Record):
    """What a trial crawl saw; it counts nothing."""

    postings: int = Field(description="Offers found.")
    offers: int = Field(description="Offers that the screening lets through.")
    refused: Mapping[ScreeningCode, int]
    codes: Mapping[CrawlCode, int]
    announced: int | None
    cut: bool = Field(description="The trial was cut short: the board holds more.")

    @classmethod
    def of(cls, report: CrawlReport, *, cut: bool) -> "Trial":
        """Return what a report says."""
        return cls(
            postings=report.found,
            offers=report.kept,
            refused=report.refused,
            codes=report.codes,
            announced=report.announced,
            cut=cut,
        )


class Finding(Record):
    """One employer of the list."""

    schema_version: int = FINDING_VERSION
    name: str
    site: str
    commune: str | None = None
    at: datetime = Field(description="UTC; when the visit ended.")
    verdict: Verdict
    careers: str | None = Field(None, description="The page that speaks of its offers.")
    pages: tuple[str, ...] = Field((), description="Pages that were read, in order.")
    robots: Mapping[str, str] = Field(default_factory=dict, description="Host to what its robots.txt says (French).")
    platform: str | None = None
    evidence: tuple[str, ...] = ()
    key: str | None = Field(None, description="Key of the proposed entry.")
    entry: str | None = Field(None, description="Proposed registry entry, TOML.")
    trial: Trial | None = None
    notes: tuple[str, ...] = Field((), description="What did not go as hoped (French).")
