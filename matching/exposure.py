"""Fair exposure: one employer cannot fill a list, so that small employers are seen."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from matching.offers import JobOffer
from matching.text.fold import fold

AT_ONCE, WINDOW = 3, 10
"""At most so many offers of one employer among any so many in a row ..."""

CLOSE = 0.25
"""... as long as another employer's offer comes within these points of the one that would wait for it: nobody is shown
other work for the sake of variety."""

T = TypeVar("T")


def recruiter(offer: JobOffer) -> str | None:
    """Return who recruits, as far as one can tell; None where nobody is named.

    Two offers that came through one source may be of two employers: the name counts, not only the source's key.
    """
    name = offer.employer.name
    return f"{offer.employer.key} {fold(name)}" if name else None


def balanced(ranked: Iterable[T], who: Callable[[T], str | None], score: Callable[[T], float]) -> Iterator[T]:
    """Yield a ranking with the offers of an employer who has had enough of the list held back a little.

    Everything is yielded, and offers of one employer keep their order among themselves. Offers that name no employer
    are never held back.

    Args:
        ranked: best first.
        who: the employer of an item; None: not named.
        score: what it was ranked by.
    """
    coming, held = iter(ranked), deque[T]()
    following: T | None = None
    shown: deque[str | None] = deque(maxlen=WINDOW - 1)
    while True:
        counts = Counter(shown)
        taken = next((one for one in held if not _enough(counts, who(one))), None)
        if taken is not None:
            held.remove(taken)
        while taken is None:
            if following is None and (following := next(coming, None)) is None:
                break
            if held and score(held[0]) - score(following) > CLOSE:
                taken = held.popleft()
                continue
            if _enough(counts, who(following)):
                held.append(following)
            else:
                taken = following
            following = None
        if taken is None:
            if not held:
                return
            taken = held.popleft()
        shown.append(who(taken))
        yield taken


def _enough(counts: Counter[str | None], employer: str | None) -> bool:
    return employer is not None and counts[employer] >= AT_ONCE
