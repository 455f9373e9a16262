"""How well occupations serve somebody who looks for one: itself wholly, its official mobilities less."""

from collections.abc import Mapping, Sequence

from matching.occupations.regulated import is_open
from matching.occupations.rome import Rome

MOBILITY = 1 / 3
"""How far an official mobility serves instead of the occupation itself: the share of the benchmark's gains
(2^1 - 1 against 2^2 - 1)."""

CLOSED = 0.1
"""The same for a mobility into an occupation that the law keeps for holders of another diploma: some hold it, most do
not. Anything from 0.05 to 0.15 ranks alike (development benchmarks). And for one into teaching, official for 243 of the
532 occupations: they teach their own trade, and an offer's code does not say which it is about."""

_TEACHING = "K2111"
"""ROME parent code of the trainers (formateur)."""


def reach(rome: Rome, occupations: Mapping[str, float]) -> dict[str, float]:
    """Return how well each occupation would serve someone who looks for one of these: itself, or a mobility.

    Args:
        rome: the register.
        occupations: codes to how likely each is the one that is meant.
    """
    found: dict[str, float] = {}
    for code, share in occupations.items():
        for other, value in _serving(rome, code).items():
            found[other] = found.get(other, 0.0) + share * value
    return found


def reach_of_any(rome: Rome, codes: Sequence[str]) -> dict[str, float]:
    """Return how well each occupation would serve someone whom any of these serves, these first."""
    found = dict.fromkeys(codes, 1.0)
    for code in codes:
        for other, value in _serving(rome, code).items():
            found[other] = max(found.get(other, 0.0), value)
    return found


def shared_occupation(reach: Mapping[str, float], occupations: Mapping[str, float]) -> float:
    """Return how far an offer's occupations are within a candidate's reach, 0 to 1."""
    shared = 0.0
    for code, weight in occupations.items():
        if code in reach:
            shared += weight * reach[code]
    return shared


def _serving(rome: Rome, code: str) -> dict[str, float]:
    """Return how well the occupations serve instead of one, by the official mobilities."""
    near = {
        other: MOBILITY if other != _TEACHING and is_open(other, comes_from=code) else CLOSED
        for other in rome.mobilities(code)
    }
    return near | {code: 1.0}
