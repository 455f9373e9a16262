"""What a crawl says of itself: ``report.json`` of its run folder."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from crawlers.codes import CrawlCode
from crawlers.postings import FlagCode, ScreeningCode
from matching.offers import JobOffer
from matching.parsed import Record

REPORT_VERSION = 1


class Outcome(StrEnum):
    """How a crawl ended."""

    RUNNING = "running"
    """Under way; or killed, if its process is gone."""
    FINISHED = "finished"
    INTERRUPTED = "interrupted"
    """Stopped by Ctrl-C or a signal."""
    FAILED = "failed"
    """A fault of ours; `detail` says which."""
    SKIPPED = "skipped"
    """Nothing was asked; `detail` says why."""


class CrawlReport(Record):
    """Counts and circumstances of one crawl of one registry entry."""

    schema_version: int = REPORT_VERSION
    run: str = Field(description="Id of the run: the name of its folder.")
    employer: str = Field(description="Key of the registry entry.")
    platform: str
    started: datetime = Field(description="UTC.")
    updated: datetime = Field(description="UTC; when this report was written: at the end, if it ended.")
    duration: float = Field(0.0, description="Seconds from `started` to `updated`.")
    as_of: date = Field(description="The day that dates are judged by.")
    territory: str
    replay: bool = Field(description="Answered from a recording: never proves that an offer is gone.")
    finished: bool = Field(False, description="The crawl came to its own end. An unfinished run is never applied.")
    outcome: Outcome = Outcome.RUNNING
    detail: str | None = Field(None, description="More about the outcome, in words.")
    requests: int = 0
    responses: Mapping[str, int] = Field(default_factory=dict, description="Answers by HTTP status.")
    not_modified: int = Field(0, description="Answers 304, whose body came from an earlier crawl.")
    unchanged: int = Field(
        0, description="Offer pages whose content an earlier crawl read already, so that they were not parsed again."
    )
    announced: int | None = Field(
        None, description="Number of offers that the site itself announces; null when it does not."
    )
    listed: int = Field(0, description="Rows of the listing, or offer pages named: what `announced` is compared with.")
    found: int = Field(0, description="Offers in offers.jsonl.")
    kept: int = Field(0, description="Offers that the screening lets through.")
    refused: Mapping[ScreeningCode, int] = Field(
        default_factory=dict, description="Refused offers by reason; one offer may have several."
    )
    flagged: Mapping[FlagCode, int] = Field(
        default_factory=dict, description="Offers that a person looks at first, by reason; refused ones among them."
    )
    codes: Mapping[CrawlCode, int] = Field(
        default_factory=dict, description="What did not go as hoped, by reason code."
    )
    complete: bool = Field(
        False, description="The listing came whole: only then may absence mean that an offer is gone."
    )
    coverage: Mapping[str, int] = Field(
        default_factory=dict, description="Field to number of offers found in which it is known."
    )


def is_complete(
    *,
    finished: bool,
    codes: Mapping[CrawlCode, int],
    listed: int,
    announced: int | None,
    says_empty: bool,
) -> bool:
    """Whether a listing came whole.

    It ended without faults, and as many offers were listed as the site announces; where it announces none, it
    is not empty or shows the entry's marker for "no offers" (``says_empty``).
    """
    if not finished or any(code.is_fault and count for code, count in codes.items()):
        return False
    if announced is not None:
        return listed == announced
    return listed > 0 or says_empty


COVERED = (
    "employer",
    "places",
    "contract",
    "working_time",
    "salary",
    "experience",
    "licences",
    "languages",
    "remote",
    "posted_on",
    "closes_on",
    "starts_on",
)


def known_fields(offer: JobOffer) -> list[str]:
    """Return the fields of `COVERED` that are known in an offer."""
    return [
        field
        for field in COVERED
        if (offer.employer.name is not None if field == "employer" else getattr(offer, field).known)
    ]
