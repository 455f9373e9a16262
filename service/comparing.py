"""Index and records side by side: what the one lacks, has too much, or has otherwise than the other."""

import operator
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from sqlalchemy.orm import Session

from matching.index.protocol import Index
from matching.offers import JobOffer
from matching.profiles import CandidateProfile
from service.records import catalogue, outbox, profiles
from service.records.changes import changes
from service.records.database import Records

_AT_ONCE = 500
T = TypeVar("T", JobOffer, CandidateProfile)


@dataclass(slots=True)
class Differences:
    """Ids of the documents of one kind that are not the same in both."""

    missing: list[str] = field(default_factory=list)
    """In the records only."""
    extra: list[str] = field(default_factory=list)
    """In the index only: no longer public, or erased."""
    changed: list[str] = field(default_factory=list)
    """In both, and not the same; which crawl saw an offer last makes no difference."""

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra or self.changed)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What tells index and records apart."""

    behind: int
    """Sequence numbers of the outbox that the index has not taken in yet."""
    offers: Differences
    profiles: Differences

    def __bool__(self) -> bool:
        return bool(self.behind or self.offers or self.profiles)


def compare(records: Records, index: Index) -> Comparison:
    """Read everything in both, a few documents at a time, and compare; nothing is written.

    The records are read at one moment and the index at another: what is written in between may be told as different.
    """
    with records.read() as session:
        behind = outbox.last_sequence(session) - index.position()
        return Comparison(
            behind=max(behind, 0),
            offers=_differences(
                index.all_offers(), session, catalogue.published, catalogue.published_ids(session), changes
            ),
            profiles=_differences(
                index.all_profiles(), session, profiles.profiles, profiles.profile_ids(session), operator.ne
            ),
        )


def _differences(
    held: Iterable[T],
    session: Session,
    read: Callable[[Session, Collection[str]], Mapping[str, T]],
    expected: Iterable[str],
    differ: Callable[[T, T], object],
) -> Differences:
    found = Differences()
    seen: set[str] = set()
    for block in _blocks(held):
        truth = read(session, list(block))
        seen.update(block)
        found.extra += [name for name in block if name not in truth]
        found.changed += [name for name, one in block.items() if name in truth and differ(truth[name], one)]
    found.missing += [name for name in expected if name not in seen]
    return found


def _blocks(held: Iterable[T]) -> Iterator[dict[str, T]]:
    coming = iter(held)
    while block := {str(one.id): one for one in islice(coming, _AT_ONCE)}:
        yield block
