"""How criteria make a score: merits add up, obstacles take their share of them.

Far away, or under the wrong contract, the right work is worth less, but still more than other work next door.

A criterion weighs hundreds of offers and is explained for the few that are shown: it says at once what it counts for,
and holds its explanation back until it is asked for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matching.recommendations import Reason

MOST_LOST = 0.9
"""Share of its merits that an offer can lose to all obstacles together."""

Explain = Callable[[], Reason]
"""Puts a criterion into words; the weight of the reason is left to `weigh`."""


@dataclass(frozen=True, slots=True)
class Merit:
    """What a criterion adds to a score (negative: takes away), in points."""

    points: float
    explain: Explain


@dataclass(frozen=True, slots=True)
class Obstacle:
    """The share of an offer's merits that a criterion costs (0: it is none)."""

    share: float
    explain: Explain


@dataclass(frozen=True, slots=True)
class Weighed:
    """A score and the parts that it is the sum of."""

    score: float
    parts: Sequence[Merit]

    def reasons(self) -> tuple[Reason, ...]:
        """Explain the score: the weights of the reasons add up to it."""
        return tuple(part.explain().model_copy(update={"weight": part.points}) for part in self.parts)


def weigh(merits: Sequence[Merit], obstacles: Sequence[Obstacle], afterwards: Sequence[Merit] = ()) -> Weighed:
    """Weigh the criteria of one offer.

    Args:
        merits: what speaks for the offer.
        obstacles: what takes its share of the merits.
        afterwards: what no obstacle makes smaller.
    """
    merit = sum(one.points for one in merits)
    lost = sum(one.share for one in obstacles)
    scale = min(1.0, MOST_LOST / lost) if lost else 0.0
    taken = [Merit(-merit * one.share * scale, one.explain) for one in obstacles]
    parts = (*merits, *taken, *afterwards)
    return Weighed(sum(part.points for part in parts), parts)
