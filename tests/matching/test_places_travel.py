"""Distances against known ones, and how long the way is said to take."""

import pytest

from matching.places.travel import distance_km, reach_km, rounded_minutes, travel_minutes
from matching.profiles import Transport


@pytest.mark.parametrize(
    ("start", "end", "km"),
    [
        ((48.8566, 2.3522), (48.8566, 2.3522), 0.0),
        ((48.8566, 2.3522), (45.7640, 4.8357), 391.5),  # Paris, Lyon
        ((0.0, 0.0), (0.0, 180.0), 20015.1),  # half way round
        ((44.4491, 1.4364), (44.6083, 2.0317), 50.4),  # Cahors, Figeac
    ],
)
def test_distance(start: tuple[float, float], end: tuple[float, float], km: float) -> None:
    assert distance_km(*start, *end) == pytest.approx(km, abs=0.5)
    assert distance_km(*end, *start) == pytest.approx(distance_km(*start, *end))


@pytest.mark.parametrize(
    ("km", "transport", "minutes"),
    [
        (14, Transport.CAR, 22),
        (0, Transport.CAR, 0),
        (5, Transport.BICYCLE, 26),
        (1, Transport.NONE, 17),
        (3, Transport.NONE, 52),
    ],
)
def test_travel_minutes(km: float, transport: Transport, minutes: float) -> None:
    assert travel_minutes(km, transport) == pytest.approx(minutes, abs=0.5)


def test_without_a_car_nobody_can_tell_beyond_a_walk() -> None:
    assert travel_minutes(3.1, Transport.NONE) is None


@pytest.mark.parametrize("transport", [Transport.CAR, Transport.BICYCLE])
@pytest.mark.parametrize("minutes", [10, 45])
def test_reach_is_travel_turned_round(minutes: float, transport: Transport) -> None:
    assert travel_minutes(reach_km(minutes, transport), transport) == pytest.approx(minutes)


def test_without_a_car_reach_is_what_a_bus_may_make_of_it() -> None:
    assert reach_km(60, Transport.NONE) == pytest.approx(19.2, abs=0.1)


@pytest.mark.parametrize(("minutes", "shown"), [(0, 5), (4, 5), (21.8, 20), (23, 25), (58, 60)])
def test_rounded_minutes(minutes: float, shown: int) -> None:
    assert rounded_minutes(minutes) == shown
