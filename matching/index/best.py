"""The best few of many scores."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

_SAMPLED = 16
"""Every so manieth score is looked at to guess how high the best ones are."""
_SPARE = 8
"""How many more of the sampled scores than expected may be among the best."""
_FEW = 512
"""So many scores are sorted faster than the best of them are parted from the rest."""


def best(scores: NDArray[Any], mask: Mask, limit: int) -> list[int]:
    """Return the numbers of the best scores in a mask, best first; equal scores in the order of their numbers."""
    above = scores >= _height(scores, mask, limit)
    above &= mask
    numbers = above.nonzero()[0]
    return _first(scores, numbers if len(numbers) >= limit else mask.nonzero()[0], limit)


def best_of_each(table: NDArray[np.float32], masks: Sequence[Mask], limit: int) -> Iterator[list[int]]:
    """Yield what `best` returns for each row of scores and its mask; for many rows, faster than one by one.

    Args:
        table: finite scores, shape (rows, offers).
        masks: one a row.
        limit: how many of each row at most.
    """
    heights = np.array([_height(scores, mask, limit) for scores, mask in zip(table, masks, strict=True)], table.dtype)
    above = table >= heights[:, np.newaxis]
    above &= np.stack(masks)
    for scores, mask, promising in zip(table, masks, above, strict=True):
        numbers = promising.nonzero()[0]
        yield _first(scores, numbers if len(numbers) >= limit else mask.nonzero()[0], limit)


def _height(scores: NDArray[Any], mask: Mask, limit: int) -> Any:
    """Return a score that hardly ever fewer than `limit` in a mask reach; -inf where no sample could tell."""
    sample = scores[::_SAMPLED][mask[::_SAMPLED]]
    at = len(sample) - limit // _SAMPLED - _SPARE
    if at <= 0:
        return -np.inf
    sample.partition(at)
    return sample[at]


def _first(scores: NDArray[Any], numbers: NDArray[np.intp], limit: int) -> list[int]:
    """Return the best of these numbers, which are given in their order."""
    found = scores[numbers]
    if max(limit, _FEW) < len(numbers):
        least = np.partition(found, len(found) - limit)[len(found) - limit]
        kept = found >= least
        numbers, found = numbers[kept], found[kept]
    order: list[int] = numbers[np.argsort(-found, kind="stable")[:limit]].tolist()
    return order
