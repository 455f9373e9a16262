"""Which status an offer has, and why. People decide; crawls and the calendar only fill in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from crawlers.postings import ScreeningCode
from matching.offers import OfferStatus, StatusReason
from service.france import local_day


class State(NamedTuple):
    """A status and its reason."""

    status: OfferStatus
    reason: StatusReason


EXPIRED = State(OfferStatus.EXPIRED, StatusReason.CLOSING_DATE_PASSED)
NOT_SEEN = State(OfferStatus.EXPIRED, StatusReason.NOT_SEEN)
NOT_CONFIRMED = State(OfferStatus.EXPIRED, StatusReason.NOT_CONFIRMED)
DUPLICATE = State(OfferStatus.EXPIRED, StatusReason.DUPLICATE)
NO_LONGER_DUPLICATE = State(OfferStatus.PUBLISHED, StatusReason.NO_LONGER_DUPLICATE)
REFUSED = State(OfferStatus.PENDING, StatusReason.REFUSED_BY_SCREENING)
FLAGGED = State(OfferStatus.PENDING, StatusReason.FLAGGED_BY_SCREENING)
_OF_THE_SCREENING = {REFUSED.reason, FLAGGED.reason}


@dataclass(frozen=True, slots=True)
class Standing:
    """An offer before its new version is judged."""

    state: State
    decided: bool = False
    """A person gave the status."""
    knows_closed: bool = False
    """That person knew the offer to be closed."""


def decided_knowing(decided_at: datetime | None, closes_on: date | None) -> bool:
    """Whether a person decided after the closing date: then the calendar does not contradict them."""
    return decided_at is not None and closes_on is not None and local_day(decided_at) > closes_on


def new_state(trusted: bool, flagged: bool = False) -> State:
    """Return the state of an offer that the screening keeps and on which nobody decided."""
    if flagged:
        return FLAGGED
    if trusted:
        return State(OfferStatus.PUBLISHED, StatusReason.TRUSTED_SOURCE)
    return State(OfferStatus.PENDING, StatusReason.UNTRUSTED_SOURCE)


def next_state(
    before: Standing, refusals: Collection[ScreeningCode], *, trusted: bool, flagged: bool = False
) -> State | None:
    """Return the state that a newer version gives a known offer, None where nothing changes.

    A withdrawn offer stays withdrawn. A published decision stands against the screening, but does not keep a closed
    offer alive, unless the person knew that it was closed; it holds again when the offer comes back.
    """
    status, reason = before.state
    if status is OfferStatus.WITHDRAWN:
        return None
    merged = before.state == DUPLICATE
    if ScreeningCode.CLOSED in refusals:
        return None if (status is OfferStatus.EXPIRED and not merged) or before.knows_closed else EXPIRED
    if merged:  # its merge says when it comes back
        return REFUSED if refusals else FLAGGED if flagged else None
    if refusals:
        return None if before.decided or status is OfferStatus.EXPIRED or before.state == REFUSED else REFUSED
    if status is OfferStatus.EXPIRED:
        if flagged and not before.decided:
            return FLAGGED
        public = OfferStatus.PUBLISHED if before.decided else new_state(trusted).status
        return State(public, StatusReason.SEEN_AGAIN)
    fresh = new_state(trusted, flagged)
    if before.decided or before.state == fresh:
        return None
    if status is fresh.status and not {reason, fresh.reason} & _OF_THE_SCREENING:
        return None
    return fresh
