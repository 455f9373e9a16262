import pytest

from matching.occupations.reach import CLOSED, MOBILITY, reach, reach_of_any, shared_occupation
from matching.occupations.regulated import OPEN_TO
from matching.occupations.rome import rome


def test_reach_goes_through_mobilities() -> None:
    found = reach(rome(), {"D1102": 0.9})
    assert found["D1102"] == pytest.approx(0.9)
    assert found["D1104"] == pytest.approx(0.3)
    assert set(found) == {"D1102", *rome().mobilities("D1102")}


def test_any_of_several_serves_wholly() -> None:
    found = reach_of_any(rome(), ["D1102", "D1104"])  # each a mobility of the other
    assert found["D1102"] == found["D1104"] == 1.0
    assert max(value for code, value in found.items() if code not in {"D1102", "D1104"}) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("code", "near", "is_open"),
    [
        ("J1404", "J1403", False),  # a physiotherapist is no occupational therapist
        ("K1302", "J1501", False),
        ("J1502", "J1102", False),
        ("J1506", "J1505", True),
        ("J1506", "J1502", True),
        ("D1102", "D1104", True),
    ],
)
def test_mobilities_hardly_lead_to_a_diploma_that_the_law_asks_for(code: str, near: str, is_open: bool) -> None:
    assert near in rome().mobilities(code)
    assert reach(rome(), {code: 1.0})[near] == pytest.approx(MOBILITY if is_open else CLOSED)


def test_who_may_teach_a_trade_may_not_teach_all() -> None:
    assert "K2111" in rome().mobilities("A1504")
    assert reach(rome(), {"A1504": 1.0})["K2111"] == pytest.approx(CLOSED)


def test_regulated_occupations_are_those_of_the_register() -> None:
    assert OPEN_TO.keys() | set().union(*OPEN_TO.values()) <= rome().occupations.keys()


@pytest.mark.parametrize(
    ("occupations", "expected"),
    [
        ({"D1102": 1.0}, 0.9),
        ({"D1104": 1.0}, 0.3),
        ({"D1102": 0.5, "D1104": 0.5}, 0.6),
        ({"G1602": 1.0}, 0.0),
        ({}, 0.0),
    ],
)
def test_shared_occupation(occupations: dict[str, float], expected: float) -> None:
    assert shared_occupation({"D1102": 0.9, "D1104": 0.3}, occupations) == pytest.approx(expected)
