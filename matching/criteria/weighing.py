"""How criteria make a score: merits add up, obstacles take their share of them.

Far away, or under the wrong contract, the right work is worth less, but still more than other work next door.

A criterion weighs the facts of hundreds of offers and is explained for the few that are shown: it says at once what it
counts for, and holds its explanation back until it is asked for and the whole offer is at hand.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from matching.facts import OfferFacts
from matching.offers import JobOffer
from matching.recommendations import Reason

MOST_LOST = 0.9
"""Share of its merits that an offer can lose to all obstacles together."""

Explain = Callable[[JobOffer], Reason]
"""Puts a criterion into words for the offer that was weighed; the weight of the reason is left to `Weighed`."""


class Merit(NamedTuple):
    """What a criterion adds to a score (negative: takes away), in points."""

    points: float
    explain: Explain


class Obstacle(NamedTuple):
    """The share of an offer's merits that a criterion costs (0: it is none)."""

    share: float
    explain: Explain


Hurdle = Callable[[OfferFacts], Obstacle]
"""What one candidate said, ready to be held against many offers."""


class Weighed(NamedTuple):
    """A score and what it was made of."""

    score: float
    merits: Sequence[Merit]
    obstacles: Sequence[Obstacle]
    taken: float
    """Points that one whole share of an obstacle takes away."""
    afterwards: Sequence[Merit]

    def reasons(self, offer: JobOffer) -> tuple[Reason, ...]:
        """Explain the score of this offer: the weights of the reasons add up to it."""
        lost = (Merit(-self.taken * one.share, one.explain) for one in self.obstacles)
        return tuple(
            part.explain(offer).model_copy(update={"weight": part.points})
            for part in (*self.merits, *lost, *self.afterwards)
        )


def weigh(merits: Sequence[Merit], obstacles: Sequence[Obstacle], afterwards: Sequence[Merit] = ()) -> Weighed:
    """Weigh the criteria of one offer.

    Args:
        merits: what speaks for the offer.
        obstacles: what takes its share of the merits.
        afterwards: what no obstacle makes smaller.
    """
    merit = added = lost = 0.0
    for one in merits:
        merit += one.points
    for obstacle in obstacles:
        lost += obstacle.share
    for one in afterwards:
        added += one.points
    taken = merit * (MOST_LOST / lost if lost > MOST_LOST else 1.0)
    return Weighed(merit - taken * lost + added, merits, obstacles, taken, afterwards)
