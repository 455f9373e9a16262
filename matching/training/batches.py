"""Batches in which no two pairs speak of the same occupation, so that every negative is one."""

from collections import deque
from collections.abc import Iterable, Iterator

from matching.training.pairs import Pair


def batches(pairs: Iterable[Pair], size: int) -> Iterator[list[Pair]]:
    """Yield full batches of pairs of distinct groups, in the given order as far as that allows.

    It ends when the groups that are left cannot fill a batch.
    """
    waiting = deque(pairs)
    while True:
        batch: dict[str, Pair] = {}
        passed: list[Pair] = []
        while waiting and len(batch) < size:
            pair = waiting.popleft()
            if pair.group in batch:
                passed.append(pair)
            else:
                batch[pair.group] = pair
        if len(batch) < size:
            return
        yield list(batch.values())
        waiting.extendleft(reversed(passed))
