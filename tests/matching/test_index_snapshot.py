import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.facts import OfferFacts
from matching.index.best import best, best_of_each
from matching.index.limits import points_of
from matching.index.protocol import Area, OfferFilter
from matching.index.snapshot import OfferRow, Snapshot, Vocabulary
from matching.offers import Place
from matching.places.gazetteer import gazetteer
from matching.places.travel import distance_km


def row(name: str, *points: tuple[float, float]) -> OfferRow:
    places = tuple(Place(departement="46", name=name, latitude=north, longitude=east) for north, east in points)
    return OfferRow(
        facts=OfferFacts(name, contract=None, working_time=None, places=places, recruiter=None),
        version=1,
        terms=np.array([], np.int32),
        occupations={},
        employer="exemple",
        closes=1,
        posted=1,
    )


def snapshot(rows: list[OfferRow]) -> Snapshot:
    return Snapshot(rows, np.ones((len(rows), 1), np.float32), Vocabulary())


@pytest.mark.parametrize("km", [0.5, 5.0, 12.0, 40.0, 20_100.0])
def test_a_circle_holds_what_is_as_near(km: float) -> None:
    lot = [c for c in gazetteer().in_departement("46") if c.latitude is not None and c.longitude is not None]
    rows = [row(c.insee, (c.latitude, c.longitude)) for c in lot if c.latitude is not None and c.longitude is not None]
    found = snapshot(rows).mask(OfferFilter(areas=[Area(44.6064, 2.0236, km)]))
    assert found.tolist() == [distance_km(44.6064, 2.0236, *points_of(one.facts.places)[0]) <= km for one in rows]


def test_every_commune_lies_in_the_circle_around_it_even_without_extent() -> None:
    lot = [c for c in gazetteer().in_departement("46") if c.latitude is not None and c.longitude is not None]
    points = {c.insee: (c.latitude, c.longitude) for c in lot if c.latitude is not None and c.longitude is not None}
    everywhere = snapshot([row(insee, point) for insee, point in points.items()])
    found = {insee: everywhere.mask(OfferFilter(areas=[Area(*point, 0.0)])) for insee, point in points.items()}
    assert [everywhere.number[insee] for insee in points if found[insee].tolist().count(True) != 1] == []
    assert all(mask[everywhere.number[insee]] for insee, mask in found.items())


def test_any_of_several_places_will_do_and_an_unknown_one() -> None:
    rows = [row("both", (44.45, 1.44), (44.61, 2.02)), row("far", (44.45, 1.44)), row("unknown")]
    found = snapshot(rows).mask(OfferFilter(areas=[Area(44.6064, 2.0236, 5.0)]))
    assert found.tolist() == [True, False, True]


@given(
    st.lists(st.tuples(st.integers(-5, 40), st.booleans()), max_size=800),
    st.integers(1, 300),
)
def test_the_best_are_the_best(rows: list[tuple[int, bool]], limit: int) -> None:
    scores, mask = np.array([score for score, _ in rows], np.float32), np.array([kept for _, kept in rows], bool)
    expected = sorted((n for n, (_, kept) in enumerate(rows) if kept), key=lambda n: (-rows[n][0], n))[:limit]
    assert best(scores, mask, limit) == expected


@given(st.integers(0, 2**32 - 1), st.integers(1, 1_500), st.integers(1, 100), st.integers(2, 2_000))
def test_the_best_of_each_are_the_best(seed: int, offers: int, limit: int, different: int) -> None:
    draw = np.random.default_rng(seed)
    table = draw.integers(different, size=(4, offers)).astype(np.float32)
    masks = [draw.random(offers) < share for share in (0.0, 0.05, 0.5, 1.0)]
    expected = [best(scores, mask, limit) for scores, mask in zip(table, masks, strict=True)]
    assert list(best_of_each(table, masks, limit)) == expected


def test_terms_are_spelt_and_told_apart_by_text() -> None:
    vocabulary = Vocabulary()
    texts = [["pain", "cuir", "pain"], [], ["soud"]]
    spelt = vocabulary.spell([vocabulary.take_in(text) for text in texts])
    assert [list(text) for text in spelt] == texts
    assert [[term in text for term in ("pain", "soud", "bois")] for text in spelt] == [
        [True, False, False],
        [False, False, False],
        [False, True, False],
    ]
    assert (len(spelt[0]), spelt[0][1], spelt[0][1:]) == (3, "cuir", ["cuir", "pain"])
    assert vocabulary.spell([]) == []
