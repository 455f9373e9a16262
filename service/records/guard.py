"""Holds a run that finds far fewer offers than its predecessors: more often a broken page than a closed company."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

PREDECESSORS = 5
"""The median of five runs forgives two odd ones, and follows a season within a week of daily runs."""
SMALLEST_USUAL = 4
"""Below four offers, losing half is an ordinary week: two people were hired."""


class Counts(NamedTuple):
    """How many postings a run found, and how many of them the screening kept."""

    found: int
    kept: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a run is held for staff, and why (French; None when it is not held)."""

    why: str | None = None

    @property
    def held(self) -> bool:
        """Whether a person has to look at the run first."""
        return self.why is not None


def verdict(run: Counts, predecessors: Sequence[Counts]) -> Verdict:
    """Compare a run with the applied runs before it, newest first.

    A run is held when it found, or kept, less than half of the median of its last five predecessors. Kept counts too:
    a site that moves its titles is still found whole, and refused whole.
    """
    recent = predecessors[:PREDECESSORS]
    for word, count, usual in (
        ("trouvées", run.found, [counts.found for counts in recent]),
        ("retenues", run.kept, [counts.kept for counts in recent]),
    ):
        if usual and median(usual) >= SMALLEST_USUAL and 2 * count < median(usual):
            return Verdict(
                f"offres {word} : {count}, contre {median(usual):g} d'ordinaire "
                f"(médiane des collectes précédentes : {', '.join(map(str, usual))})"
            )
    return Verdict()
