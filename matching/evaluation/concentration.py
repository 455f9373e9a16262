"""How unevenly a ranking shows employers."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Concentration:
    """Exposure in the first ten of every list, over all employers who have an offer."""

    gini: float
    """0: all are shown equally often; 1: one has everything."""
    crowded: float
    """Share of lists in which one employer has more than three of the first ten."""
    employers: int


def gini(values: Iterable[float]) -> float:
    """Return the Gini coefficient of amounts that are zero or more; 0 where there is nothing to divide."""
    amounts = np.sort(np.fromiter(values, float))
    total = amounts.sum()
    if not total:
        return 0.0
    ranks = np.arange(1, len(amounts) + 1)
    return float((2 * ranks - len(amounts) - 1) @ amounts / (len(amounts) * total))


def concentration(lists: Collection[Sequence[str | None]], employers: Collection[str]) -> Concentration:
    """Measure lists of employers, one a profile, best offer first; offers without a named employer do not count.

    Args:
        lists: who recruits at each rank.
        employers: everybody who has an offer, shown or not.
    """
    tens = [[name for name in ranked[:DEPTH] if name is not None] for ranked in lists]
    shown = Counter(name for ten in tens for name in ten)
    most = [max(Counter(ten).values(), default=0) for ten in tens]
    return Concentration(
        gini=gini(shown[employer] for employer in set(employers)),
        crowded=sum(count > 3 for count in most) / len(most) if most else 0.0,
        employers=len(set(employers)),
    )
