"""The best few of many scores."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

_SAMPLED = 16
"""Every so manieth score is looked at to guess how high the best ones are."""
_SPARE = 8
"""How many more of the sampled scores than expected may be among the best."""


def best(scores: NDArray[Any], mask: Mask, limit: int) -> list[int]:
    """Return the numbers of the best scores in a mask, best first; equal scores in the order of their numbers."""
    numbers = _promising(scores, mask, limit)
    if limit < len(numbers):
        found = scores[numbers]
        least = np.partition(found, len(found) - limit)[len(found) - limit]
        above = numbers[found > least]
        numbers = np.sort(np.concatenate([above, numbers[found == least][: limit - len(above)]]))
    order: list[int] = numbers[np.argsort(-scores[numbers], kind="stable")].tolist()
    return order


def _promising(scores: NDArray[Any], mask: Mask, limit: int) -> NDArray[np.intp]:
    """Return the numbers in a mask, without most of those whose scores are surely not among the best."""
    sample = scores[::_SAMPLED][mask[::_SAMPLED]]
    expected = limit // _SAMPLED + _SPARE
    if expected < len(sample):
        height = np.partition(sample, len(sample) - expected)[len(sample) - expected]
        numbers = np.flatnonzero(mask & (scores >= height))
        if len(numbers) >= limit:
            return numbers
    return np.flatnonzero(mask)
