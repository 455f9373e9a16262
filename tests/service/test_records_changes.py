from datetime import date
from typing import Any

import pytest

from crawl_runs import day, seen_at
from matching.offers import Contract, Display, JobOffer
from matching.parsed import Origin, Parsed
from samples import CAHORS, FIGEAC, job_offer
from service.records.changes import changes

OFFER = job_offer("Boulanger", "Du pain.", place=CAHORS, number="1")


def with_posted(raw: str | None, value: date | None, origin: Origin) -> JobOffer:
    return OFFER.model_copy(update={"posted_on": Parsed[date](raw=raw, value=value, origin=origin)})


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        pytest.param(OFFER, {}, id="the same"),
        pytest.param(seen_at(day(9), OFFER), {}, id="seen again"),
        pytest.param(
            job_offer("Boulangère", "Du pain.", place=CAHORS, number="1"),
            {"title": ("Boulanger", "Boulangère"), "raw_title": ("Boulanger", "Boulangère")},
            id="title",
        ),
        pytest.param(
            job_offer("Boulanger", "Du pain.", place=CAHORS, number="1", display=Display.FULL),
            {"display": ("extract", "full")},
            id="the employer agrees to more",
        ),
        pytest.param(
            OFFER.model_copy(update={"provenance": OFFER.provenance.model_copy(update={"url": "https://x.example/"})}),
            {"provenance.url": ("https://exemple.example/1", "https://x.example/")},
            id="moved page",
        ),
    ],
)
def test_what_differs_is_told_field_by_field(new: JobOffer, expected: dict[str, Any]) -> None:
    assert changes(OFFER, new) == expected


def test_a_parsed_value_is_told_with_its_raw_text() -> None:
    new = job_offer("Boulanger", "Du pain.", place=FIGEAC, number="1", contract=Contract.CDI)
    differences = changes(OFFER, new)
    assert list(differences) == ["places", "contract"]
    old_places, new_places = differences["places"]
    assert (old_places["raw"], new_places["raw"]) == ("Cahors", "Figeac")
    assert new_places["value"][0]["commune"] == "46102"


DAY = date(2026, 6, 28)


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        pytest.param(
            with_posted("il y a 3 jours", DAY, Origin.COMPUTED),
            with_posted("il y a 4 jours", DAY, Origin.COMPUTED),
            False,
            id="the same day, counted from another",
        ),
        pytest.param(
            with_posted("il y a 3 jours", DAY, Origin.COMPUTED),
            with_posted("il y a 3 jours", date(2026, 6, 29), Origin.COMPUTED),
            True,
            id="another day",
        ),
        pytest.param(
            with_posted("28/06/2026", DAY, Origin.STATED),
            with_posted("28 juin 2026", DAY, Origin.STATED),
            True,
            id="the employer writes it otherwise",
        ),
        pytest.param(
            with_posted("hier ?", None, Origin.COMPUTED),
            with_posted("avant-hier ?", None, Origin.COMPUTED),
            True,
            id="not understood: the raw text is all there is",
        ),
    ],
)
def test_a_computed_value_changes_with_its_value_alone(old: JobOffer, new: JobOffer, changed: bool) -> None:
    assert bool(changes(old, new)) is changed
