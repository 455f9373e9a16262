from datetime import UTC, date, datetime

import pytest

from crawlers.postings import ScreeningCode
from matching.offers import OfferStatus, StatusReason
from service.france import local_day
from service.records.rules import EXPIRED, FLAGGED, REFUSED, Standing, State, decided_knowing, new_state, next_state

TRUSTED = State(OfferStatus.PUBLISHED, StatusReason.TRUSTED_SOURCE)
UNTRUSTED = State(OfferStatus.PENDING, StatusReason.UNTRUSTED_SOURCE)
STAFF_PUBLISHED = State(OfferStatus.PUBLISHED, StatusReason.STAFF_DECISION)
WITHDRAWN = State(OfferStatus.WITHDRAWN, StatusReason.STAFF_DECISION)
PUBLISHED_AGAIN = State(OfferStatus.PUBLISHED, StatusReason.SEEN_AGAIN)
PENDING_AGAIN = State(OfferStatus.PENDING, StatusReason.SEEN_AGAIN)

CLEAN: tuple[ScreeningCode, ...] = ()
CLOSED = (ScreeningCode.CLOSED,)
BROKEN = (ScreeningCode.INCOMPLETE,)
BOTH = (ScreeningCode.INCOMPLETE, ScreeningCode.CLOSED)


@pytest.mark.parametrize(("trusted", "state"), [(True, TRUSTED), (False, UNTRUSTED)])
def test_a_new_offer_has_the_trust_of_its_source(trusted: bool, state: State) -> None:
    assert new_state(trusted) == state


@pytest.mark.parametrize(
    ("before", "refusals", "trusted", "after"),
    [
        # nobody decided
        (TRUSTED, CLEAN, True, None),
        (TRUSTED, CLEAN, False, UNTRUSTED),
        (UNTRUSTED, CLEAN, False, None),
        (UNTRUSTED, CLEAN, True, TRUSTED),
        (TRUSTED, CLOSED, True, EXPIRED),
        (UNTRUSTED, CLOSED, False, EXPIRED),
        (TRUSTED, BROKEN, True, REFUSED),
        (UNTRUSTED, BROKEN, False, REFUSED),
        (TRUSTED, BOTH, True, EXPIRED),
        (REFUSED, BROKEN, True, None),
        (REFUSED, CLOSED, True, EXPIRED),
        (REFUSED, CLEAN, True, TRUSTED),
        (REFUSED, CLEAN, False, UNTRUSTED),
        (EXPIRED, CLOSED, True, None),
        (EXPIRED, BROKEN, True, None),
        (EXPIRED, CLEAN, True, PUBLISHED_AGAIN),
        (EXPIRED, CLEAN, False, PENDING_AGAIN),
        (PUBLISHED_AGAIN, CLEAN, True, None),
        (PENDING_AGAIN, CLEAN, False, None),
        (PENDING_AGAIN, CLEAN, True, TRUSTED),
    ],
)
def test_a_newer_version_moves_what_nobody_decided(
    before: State, refusals: tuple[ScreeningCode, ...], trusted: bool, after: State | None
) -> None:
    assert next_state(Standing(before), refusals, trusted=trusted) == after


@pytest.mark.parametrize("trusted", [True, False])
def test_a_flagged_offer_waits_for_a_person_whatever_its_source(trusted: bool) -> None:
    assert new_state(trusted, flagged=True) == FLAGGED


@pytest.mark.parametrize(
    ("before", "decided", "refusals", "after"),
    [
        (TRUSTED, False, CLEAN, FLAGGED),
        (UNTRUSTED, False, CLEAN, FLAGGED),
        (REFUSED, False, CLEAN, FLAGGED),
        (EXPIRED, False, CLEAN, FLAGGED),
        (FLAGGED, False, CLEAN, None),
        (FLAGGED, False, BROKEN, REFUSED),
        (FLAGGED, False, CLOSED, EXPIRED),
        (STAFF_PUBLISHED, True, CLEAN, None),
        (WITHDRAWN, True, CLEAN, None),
        (EXPIRED, True, CLEAN, PUBLISHED_AGAIN),
    ],
)
def test_a_flag_brings_back_to_a_person_what_nobody_decided(
    before: State, decided: bool, refusals: tuple[ScreeningCode, ...], after: State | None
) -> None:
    assert next_state(Standing(before, decided=decided), refusals, trusted=True, flagged=True) == after


@pytest.mark.parametrize(("trusted", "after"), [(True, TRUSTED), (False, UNTRUSTED)])
def test_without_its_flag_an_offer_has_the_trust_of_its_source_again(trusted: bool, after: State) -> None:
    assert next_state(Standing(FLAGGED), CLEAN, trusted=trusted) == after


@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize(
    ("before", "refusals", "knows_closed", "after"),
    [
        (STAFF_PUBLISHED, CLEAN, False, None),
        (STAFF_PUBLISHED, BROKEN, False, None),
        (STAFF_PUBLISHED, CLOSED, False, EXPIRED),
        (STAFF_PUBLISHED, CLOSED, True, None),
        (EXPIRED, CLEAN, False, PUBLISHED_AGAIN),
        (EXPIRED, CLOSED, False, None),
        (WITHDRAWN, CLEAN, False, None),
        (WITHDRAWN, BROKEN, False, None),
        (WITHDRAWN, CLOSED, False, None),
    ],
)
def test_a_decision_stands(
    before: State, refusals: tuple[ScreeningCode, ...], knows_closed: bool, trusted: bool, after: State | None
) -> None:
    standing = Standing(before, decided=True, knows_closed=knows_closed)
    assert next_state(standing, refusals, trusted=trusted) == after


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 7, 5, 21, 59, tzinfo=UTC), date(2026, 7, 5)),
        (datetime(2026, 7, 5, 22, 0, tzinfo=UTC), date(2026, 7, 6)),
        (datetime(2026, 1, 5, 22, 59, tzinfo=UTC), date(2026, 1, 5)),
        (datetime(2026, 1, 5, 23, 0, tzinfo=UTC), date(2026, 1, 6)),
    ],
)
def test_a_day_ends_at_midnight_in_france(moment: datetime, day: date) -> None:
    assert local_day(moment) == day


@pytest.mark.parametrize(
    ("decided_at", "closes_on", "knowing"),
    [
        (None, date(2026, 7, 5), False),
        (datetime(2026, 7, 5, 12, tzinfo=UTC), None, False),
        (datetime(2026, 7, 5, 12, tzinfo=UTC), date(2026, 7, 5), False),
        (datetime(2026, 7, 6, 12, tzinfo=UTC), date(2026, 7, 5), True),
    ],
)
def test_who_decides_after_the_closing_date_knows(
    decided_at: datetime | None, closes_on: date | None, knowing: bool
) -> None:
    assert decided_knowing(decided_at, closes_on) is knowing
