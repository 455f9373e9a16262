"""How criteria make a score: merits add up, obstacles take their share of them.

Far away, or under the wrong contract, the right work is worth less, but still more than other work next door.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from matching.recommendations import Reason

MOST_LOST = 0.9
"""Share of its merits that an offer can lose to all obstacles together."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A reason, and the share of an offer's merits that it costs (0: it is none)."""

    reason: Reason
    share: float = 0.0


def weigh(merits: Sequence[Reason], obstacles: Sequence[Obstacle]) -> tuple[Reason, ...]:
    """Return all reasons with their weights, whose sum is the score."""
    merit = sum(reason.weight for reason in merits)
    lost = sum(obstacle.share for obstacle in obstacles)
    scale = min(1.0, MOST_LOST / lost) if lost else 0.0
    weighed = (obstacle.reason.model_copy(update={"weight": -merit * obstacle.share * scale}) for obstacle in obstacles)
    return (*merits, *weighed)
