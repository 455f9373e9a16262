"""The embedded index in memory: columns over all offers, searched without touching the disk."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, islice, repeat
from typing import overload

import bm25s
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from matching.facts import OfferFacts
from matching.index.best import Mask, best_of_each
from matching.index.limits import points_of
from matching.index.protocol import LEAST_KM, OCCUPATION, Area, OfferFilter, Vector, Wish
from matching.offers import Contract, WorkingTime
from matching.places.travel import EARTH_RADIUS_KM

_CONTRACTS = {contract: number for number, contract in enumerate(Contract)}
_WORKING_TIMES = {time: number for number, time in enumerate(WorkingTime)}
_UNKNOWN = -1
_SCORES = 2_560_000
"""Scores of wishes with offers that are held at a time, as far as `_WISHES` lets it: more is hardly faster."""
_WISHES = 32
"""The fewest wishes that are multiplied with all vectors at a time."""
_TILE = 512
"""Offers whose scores are turned over at a time."""
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class OfferRow:
    """What searching and weighing need of one offer: everything but its vector and its document."""

    facts: OfferFacts
    version: int
    terms: NDArray[np.int32]
    """Numbers in the vocabulary."""
    occupations: Mapping[str, float]
    employer: str
    """Key of the registry entry."""
    closes: int
    """Ordinal of the closing date; `date.max`'s when unknown."""
    posted: int
    """Ordinal of the day of publication, else of the day first seen."""

    @property
    def id(self) -> str:
        """Id of the offer."""
        return self.facts.id


class Vocabulary:
    """Terms and their numbers. Only grows, so that rows read at different times agree."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.numbers: dict[str, int] = {}

    def take_in(self, terms: Iterable[str]) -> NDArray[np.int32]:
        """Return the numbers of these terms, new ones added."""
        for term in terms:
            if term not in self.numbers:
                self.numbers[term] = len(self.words)
                self.words.append(term)
        return np.fromiter((self.numbers[term] for term in terms), np.int32)

    def known(self, terms: Iterable[str]) -> list[int]:
        """Return the numbers of those terms that are known."""
        return [self.numbers[term] for term in terms if term in self.numbers]

    def spell(self, texts: Sequence[NDArray[np.int32]]) -> Sequence[Sequence[str]]:
        """Return the terms of several texts, spelt when they are read; which texts have a term is quickly told."""
        holders = _Holders(self, texts)
        return [_Spelling(self, text, at, holders) for at, text in enumerate(texts)]


class _Holders(dict[str, frozenset[int]]):
    """Which of several texts have a term, looked for in all of them when the term is first asked for."""

    def __init__(self, vocabulary: Vocabulary, texts: Sequence[NDArray[np.int32]]) -> None:
        super().__init__()
        self._vocabulary, self._texts = vocabulary, texts

    def __missing__(self, term: str) -> frozenset[int]:
        number = self._vocabulary.numbers.get(term)
        found = () if number is None else self._owners[self._together == number].tolist()
        self[term] = frozenset(found)
        return self[term]

    @cached_property
    def _together(self) -> NDArray[np.int32]:
        return np.concatenate(self._texts)

    @cached_property
    def _owners(self) -> NDArray[np.intp]:
        return np.repeat(np.arange(len(self._texts)), [len(text) for text in self._texts])


class _Spelling(Sequence[str]):
    __slots__ = ("_at", "_holders", "_numbers", "_vocabulary")

    def __init__(self, vocabulary: Vocabulary, numbers: NDArray[np.int32], at: int, holders: _Holders) -> None:
        self._vocabulary, self._numbers, self._at, self._holders = vocabulary, numbers, at, holders

    def __contains__(self, term: object) -> bool:
        return self._at in self._holders[term]  # type: ignore[index]

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        words = self._vocabulary.words
        if isinstance(at, slice):
            return [words[number] for number in self._numbers[at].tolist()]
        return words[int(self._numbers[at])]

    def __iter__(self) -> Iterator[str]:
        return map(self._vocabulary.words.__getitem__, self._numbers.tolist())


class Snapshot:
    """All offers at one moment. Never changes: a change of the index makes a new one, while readers keep theirs.

    Args:
        rows: the offers.
        vectors: theirs, one row each, shape (offers, dimension).
        vocabulary: of their terms.
    """

    def __init__(self, rows: Iterable[OfferRow], vectors: Scores, vocabulary: Vocabulary) -> None:
        self.rows = list(rows)
        self.ids = [row.id for row in self.rows]
        self.number = {name: number for number, name in enumerate(self.ids)}
        self.vectors = vectors
        facts = [row.facts for row in self.rows]
        self._contracts = _column(_CONTRACTS[one.contract] if one.contract else _UNKNOWN for one in facts)
        self._working_times = _column(
            _WORKING_TIMES[one.working_time] if one.working_time else _UNKNOWN for one in facts
        )
        self._closes = _column(row.closes for row in self.rows)
        self._posted = _column(row.posted for row in self.rows)
        self._place_row = _column(n for n, one in enumerate(facts) for _ in points_of(one.places))
        self._points = _on_the_globe([point for one in facts for point in points_of(one.places)])
        self._placeless = np.ones(len(self.rows), bool)
        self._placeless[self._place_row] = False
        self._bm25 = _bm25([row.terms for row in self.rows], vocabulary)
        self._words = len(vocabulary.words)

    def word_scores(self, terms: Sequence[int]) -> Scores:
        """Return the BM25 score (Lucene's variant) of every offer for these numbers of the vocabulary.

        Numbers that the vocabulary gave after this moment score nothing.
        """
        known = [term for term in terms if term < self._words]
        if self._bm25 is None or not known:
            return np.zeros(len(self.rows), np.float32)
        scores: Scores = self._bm25.get_scores_from_ids(known)
        return scores

    def similarities(self, vector: Vector) -> Scores:
        """Return the cosine of every offer's vector with this one."""
        if not self.rows:
            return np.zeros(0, np.float32)
        scores: Scores = self.vectors @ vector
        return scores

    def occupation_scores(self, reaches: Sequence[Mapping[str, float]]) -> Scores:
        """Return what occupations count for each offer and wish, shape (offers, wishes)."""
        numbers, weights = self._occupied
        nobodys = len(numbers)
        codes = np.fromiter(map(numbers.get, chain.from_iterable(reaches), repeat(nobodys)), np.intp)
        shares = np.fromiter(chain.from_iterable(reach.values() for reach in reaches), np.float32)
        wanted = np.zeros((nobodys + 1, len(reaches)), np.float32)
        wanted[codes, np.repeat(np.arange(len(reaches)), [len(reach) for reach in reaches])] = OCCUPATION * shares
        scores: Scores = weights @ wanted
        return scores

    def best_for_each(self, wishes: Iterable[Wish], limit: int) -> Iterator[list[int]]:
        """Yield for each wish the numbers of the best offers by occupation and vector, best first."""
        if not self.rows:
            yield from ([] for _ in wishes)
            return
        mask = cache(self.mask)
        coming = iter(wishes)
        at_once = max(_SCORES // len(self.rows), _WISHES)
        while block := list(islice(coming, at_once)):
            table = self.vectors @ np.stack([wish.vector for wish in block]).T
            table += self.occupation_scores([wish.reach for wish in block])
            yield from best_of_each(_turned(table), [mask(wish.where) for wish in block], limit)

    def newest_first(self) -> NDArray[np.int64]:
        """Return a number per offer that grows with the day of its publication."""
        return self._posted

    def mask(self, where: OfferFilter) -> Mask:
        """Return which offers a filter lets through. A stated value that is unknown lets an offer through."""
        mask = np.ones(len(self.rows), bool)
        if where.today is not None:
            mask &= self._closes >= where.today.toordinal()
        if where.contracts:
            accepted = np.zeros(len(_CONTRACTS) + 1, bool)
            accepted[[_UNKNOWN, *(_CONTRACTS[contract] for contract in where.contracts)]] = True
            mask &= accepted[self._contracts]
        if where.working_time is not None:
            mask &= np.isin(self._working_times, [_WORKING_TIMES[where.working_time], _UNKNOWN])
        if where.areas:
            mask &= np.logical_or.reduce([self._inside(area) for area in where.areas])
        if where.occupations:
            wanted = set(where.occupations)
            mask &= np.fromiter((not wanted.isdisjoint(row.occupations) for row in self.rows), bool, len(self.rows))
        if where.employers:
            mask &= np.fromiter((row.employer in where.employers for row in self.rows), bool, len(self.rows))
        if where.ids is not None:
            chosen = np.zeros(len(self.rows), bool)
            chosen[[self.number[i] for i in where.ids if i in self.number]] = True
            mask &= chosen
        return mask

    def facets(self, mask: Mask) -> Mapping[str, Mapping[str, int]]:
        """Count the values of the offers in a mask, the most frequent first."""
        return {name: facet.counted(mask) for name, facet in self._facets.items()}

    def _inside(self, area: Area) -> Mask:
        centre = _on_the_globe([(area.latitude, area.longitude)])[0]
        near = self._points @ centre >= math.cos(min(max(area.radius_km, LEAST_KM) / EARTH_RADIUS_KM, math.pi))
        inside = self._placeless.copy()
        inside[self._place_row[near]] = True
        return inside

    @cached_property
    def _facets(self) -> Mapping[str, "_Facet"]:
        facts = [row.facts for row in self.rows]
        return {
            "contract": _Facet([one.contract.value] if one.contract else [] for one in facts),
            "occupation": _Facet([*row.occupations][:1] for row in self.rows),
            "employer": _Facet([row.employer] for row in self.rows),
            "commune": _Facet([place.commune for place in one.places if place.commune] for one in facts),
        }

    @cached_property
    def _occupied(self) -> tuple[Mapping[str, int], csr_array]:
        """The occupations that offers have, with their columns in a table of weights, shape (offers, occupations + 1).

        The last column is empty: of the occupations that no offer has.
        """
        numbers: dict[str, int] = {}
        found = [
            (numbers.setdefault(code, len(numbers)), offer, weight)
            for offer, row in enumerate(self.rows)
            for code, weight in row.occupations.items()
        ]
        codes, offers, weights = zip(*found, strict=True) if found else ((), (), ())
        places = np.array(offers, int), np.array(codes, int)
        shape = len(self.rows), len(numbers) + 1
        return numbers, csr_array((np.array(weights, np.float32), places), shape=shape)


class _Facet:
    """The values that offers have of one kind, numbered, to be counted quickly."""

    def __init__(self, values: Iterable[Sequence[str]]) -> None:
        numbers: dict[str, int] = {}
        found = [
            (offer, numbers.setdefault(value, len(numbers))) for offer, theirs in enumerate(values) for value in theirs
        ]
        self._values = list(numbers)
        self._offers, self._numbers = np.array(found, np.intp).reshape(-1, 2).T

    def counted(self, mask: Mask) -> dict[str, int]:
        """Return the values of the offers in a mask with their numbers, the most frequent first."""
        counts = np.bincount(self._numbers[mask[self._offers]], minlength=len(self._values))
        return {self._values[n]: int(counts[n]) for n in np.argsort(-counts, kind="stable") if counts[n]}


def _turned(table: Scores) -> Scores:
    """Return the columns as rows, copied tile by tile: in one go it would miss the processor's cache at every score."""
    turned = np.empty(table.shape[::-1], table.dtype)
    for start in range(0, len(table), _TILE):
        turned[:, start : start + _TILE] = table[start : start + _TILE].T
    return turned


def _on_the_globe(degrees: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    """Return points of the unit sphere: the dot product of two is the cosine of the angle between them."""
    latitudes, longitudes = np.radians(np.array(degrees, np.float64).reshape(-1, 2)).T
    flat = np.cos(latitudes)
    return np.stack([flat * np.cos(longitudes), flat * np.sin(longitudes), np.sin(latitudes)], axis=1)


def _column(values: Iterable[int]) -> NDArray[np.int64]:
    return np.fromiter(values, np.int64)


def _bm25(documents: Sequence[NDArray[np.int32]], vocabulary: Vocabulary) -> bm25s.BM25 | None:
    if not any(len(document) for document in documents):
        return None
    retriever = bm25s.BM25(method="lucene")
    retriever.index(([document.tolist() for document in documents], vocabulary.numbers), show_progress=False)
    return retriever
