"""The index in Elasticsearch, for as many processes and machines as there are."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from matching.facts import OfferFacts
from matching.index.elasticsearch import queries
from matching.index.elasticsearch.connection import answering
from matching.index.elasticsearch.documents import offer_document, offer_entry, profile_document, profile_entry
from matching.index.elasticsearch.generations import Generations, Names
from matching.index.elasticsearch.mapping import RESULT_WINDOW, Layout
from matching.index.elasticsearch.writing import AT_ONCE, Action, put_action, remove_action, write
from matching.index.limits import lets_through
from matching.index.protocol import (
    Candidate,
    Index,
    IndexUnreachableError,
    OfferEntry,
    OfferPage,
    OfferSearch,
    ProfileCandidate,
    ProfileEntry,
    Vector,
    Wish,
)
from matching.offers import JobOffer
from matching.profiles import CandidateProfile
from matching.text.terms import terms

log = logging.getLogger(__name__)

_CACHED_OFFERS = 20_000
_WISHES_AT_ONCE = 32
_KEEP_ALIVE = "2m"
"""How long a point in time waits for its next page."""

Body = dict[str, Any]
Hit = Mapping[str, Any]


class ElasticsearchIndex:
    """An `Index` in a cluster. Nothing is sent until it is used; it may be used from several threads.

    Args:
        client: the cluster.
        layout: the model and how the indices are spread.
        prefix: what the names of all indices begin with.
        building: whether the indices that are being built beside the present ones are meant.
    """

    def __init__(
        self, client: Elasticsearch, layout: Layout, prefix: str = "lot-recrute", *, building: bool = False
    ) -> None:
        self._client = client
        self._layout = layout
        self._names = Names(prefix, building)
        self._generations = Generations(client, self._names, layout)
        self._opened = False
        self._following: int | None = None
        self._read: dict[tuple[str, str, int], _Known] = {}

    @answering()
    def put_offers(self, entries: Iterable[OfferEntry]) -> None:
        """Add or replace offers."""
        alias = self._names.offers
        self._write([put_action(alias, one.offer.id, one.version, offer_document(one)) for one in entries])

    @answering()
    def remove_offers(self, versions: Mapping[str, int]) -> None:
        """Remove the offers of these ids, each at the version of its removal."""
        self._write([remove_action(self._names.offers, name, version) for name, version in versions.items()])

    @answering()
    def put_profiles(self, entries: Iterable[ProfileEntry]) -> None:
        """Add or replace profiles.

        Raises:
            ValueError: a profile has no id.
        """
        self._write([_put_profile(self._names.profiles, one) for one in entries])

    @answering()
    def remove_profiles(self, versions: Mapping[str, int]) -> None:
        """Remove the profiles of these ids, each at the version of its removal."""
        self._write([remove_action(self._names.profiles, name, version) for name, version in versions.items()])

    @answering()
    def rebuild(
        self,
        offers: Callable[[str], Iterable[OfferEntry]],
        profiles: Iterable[ProfileEntry],
        position: int,
        catch_up: Callable[[Index], object] = lambda _: None,
    ) -> None:
        """Build new indices beside the present ones and swap the aliases; one that broke off is resumed."""
        names = self._names.under_construction
        generations = Generations(self._client, names, self._layout)
        number = self._to_be_filled(generations)
        generations.refresh_seldom(number, True)
        before, new = self._client.count(index=names.offers)["count"], 0
        generations.advance(number, generations.position(number) or position)
        coming = iter(offers(generations.filled_up_to(number)))
        while batch := list(islice(coming, AT_ONCE)):
            actions = [put_action(names.offers, one.offer.id, one.version, offer_document(one)) for one in batch]
            new += write(self._client, actions, refresh=False)[1]
            generations.note_filled(number, batch[-1].offer.id)
        write(self._client, (_put_profile(names.profiles, one) for one in profiles), refresh=False)
        generations.refresh_seldom(number, False)
        counted = self._client.count(index=names.offers)["count"]
        if counted != before + new:
            raise RuntimeError(f"{before + new} offers were written and {counted} counted: the old index stays")
        catch_up(ElasticsearchIndex(self._client, self._layout, names.prefix, building=True))
        self._client.cluster.health(index=f"{names.offers},{names.profiles}", wait_for_status="yellow")
        self._generations.swap(number, names)
        self._opened = False

    @answering()
    def search(self, search: OfferSearch) -> OfferPage:
        """Return one page of offers: best first where there are words, newest first where there are none."""
        words = terms(search.text) if search.text.strip() else None
        body = queries.page(words, search.filter)
        source = ["document"]
        if search.offset + search.limit <= RESULT_WINDOW:
            found = self._search(**body, aggs=queries.facets(), from_=search.offset, size=search.limit, source=source)
        else:
            found = self._far_page(body, search.offset, search.limit, source)
        return OfferPage(
            [JobOffer.model_validate(hit["_source"]["document"]) for hit in found["hits"]["hits"]],
            found["hits"]["total"]["value"],
            {
                name: {bucket["key"]: bucket["doc_count"] for bucket in counted["buckets"]}
                for name, counted in found["aggregations"].items()
            },
        )

    @answering()
    def offers_for(self, words: str, wish: Wish, limit: int) -> Sequence[Candidate]:
        """Return the union of the best `limit` offers by words and by occupation and vector, from one request.

        Where there is no vector to compare with, the words alone decide, and the log says so.
        """
        if not wish.vector.any():
            log.warning("no vector to search by: offers are found by their words alone")
        searched = terms(words)
        if not searched and not wish.vector.any():
            return []
        body = queries.hybrid(searched, wish, limit)
        hits = self._search(**body, source=False, version=True, include_named_queries_score=True)["hits"]["hits"]
        known = self._known(hits)
        candidates = [_candidate(known[hit["_id"]], hit, wish.vector) for hit in hits if hit["_id"] in known]
        by_words = sorted((one for one in candidates if one.terms > 0), key=lambda one: -one.terms)
        served = sorted(candidates, key=lambda one: -wish.served_by(one.occupations, one.similarity))
        chosen = {one.facts.id: one for one in (*by_words[:limit], *(served[:limit] if wish.vector.any() else ()))}
        return [chosen[name] for name in sorted(chosen)]

    def offers_for_each(self, wishes: Iterable[Wish], limit: int) -> Iterator[Sequence[str]]:
        """Yield for each wish the ids of the best `limit` offers by occupation and vector, best first."""
        coming = iter(wishes)
        while block := list(islice(coming, _WISHES_AT_ONCE)):
            with answering():
                found = list(self._best_for_each(block, limit))
            yield from found

    @answering()
    def profiles_for(self, entry: OfferEntry, limit: int) -> Sequence[ProfileCandidate]:
        """Return the kept profiles nearest to an offer, of those whose limits let it through."""
        if not entry.vector.any():
            return []
        limits = queries.letting_through(entry.offer)
        # twice as many as asked for: reach is a box to Elasticsearch, and circles to us
        hits = self._search(
            index=self._names.profiles,
            knn=queries.nearest(entry.vector, limits, 2 * limit),
            size=min(2 * limit, RESULT_WINDOW),
            source=["document", "packed_vector", "contracts", "areas"],
            version=True,
        )["hits"]["hits"]
        kept = [profile_entry(hit["_source"], hit["_version"]) for hit in hits]
        found = [
            ProfileCandidate(one.profile, float(one.vector @ entry.vector))
            for one in kept
            if lets_through(one, entry.offer)
        ]
        return sorted(found, key=lambda one: (-one.similarity, one.profile.id or ""))[:limit]

    @answering()
    def position(self) -> int:
        """Return the sequence number up to which the outbox has been taken in."""
        self._following = self._generations.ensure()
        return self._generations.position(self._following)

    @answering()
    def advance(self, position: int) -> None:
        """Note that the outbox has been taken in up to this sequence number.

        It is noted of the indices whose `position` was asked for last: where others have taken their place since,
        those have a position of their own.
        """
        number = self._following if self._following is not None else self._generations.ensure()
        self._generations.advance(number, position)

    @answering()
    def counts(self) -> tuple[int, int]:
        """Return the number of offers and of profiles."""
        self._open()
        return (
            self._client.count(index=self._names.offers)["count"],
            self._client.count(index=self._names.profiles)["count"],
        )

    def all_offers(self) -> Iterator[JobOffer]:
        """Yield every offer, all of one moment."""
        for hit in self._all(self._names.offers):
            yield JobOffer.model_validate(hit["_source"]["document"])

    def all_profiles(self) -> Iterator[CandidateProfile]:
        """Yield every kept profile, all of one moment."""
        for hit in self._all(self._names.profiles):
            yield CandidateProfile.model_validate(hit["_source"]["document"])

    @answering()
    def erase(self) -> None:
        """Remove the indices, those of this prefix and no others."""
        for number in self._generations.all():
            self._generations.remove(number)
        self._client.indices.delete(index=self._names.state, ignore_unavailable=True)
        self._opened = False

    def close(self) -> None:
        """Release the connections."""
        self._client.close()

    def _open(self) -> None:
        """Make the indices if there are none, look at them otherwise: once, and whenever others show up."""
        if not self._opened:
            self._generations.ensure()
            self._opened = True

    def _write(self, actions: Sequence[Action]) -> None:
        if actions:
            self._open()
            for index in write(self._client, actions)[0]:
                self._see(index)

    def _see(self, name: str) -> None:
        if name not in (self._names.offers, self._names.profiles):  # what an alias without index is told as
            self._generations.check(name)

    def _search(self, **body: Any) -> dict[str, Any]:
        """Search the offers, or what ``index`` says; once more where the indices were swapped meanwhile."""
        self._open()
        asked: dict[str, Any] = {"index": self._names.offers, "allow_partial_search_results": False} | body
        if "pit" in asked:
            del asked["index"], asked["allow_partial_search_results"]
        try:
            found = self._client.search(**asked)
        except NotFoundError:
            self._opened = False
            self._open()
            found = self._client.search(**asked)
        for index in {hit["_index"] for hit in found["hits"]["hits"]}:
            self._see(index)
        answer: dict[str, Any] = found.body
        return answer

    def _far_page(self, body: Body, offset: int, limit: int, source: Sequence[str]) -> Body:
        """Return a page beyond Elasticsearch's window: walk to it at one point in time."""
        with self._point_in_time(self._names.offers) as pit:
            found = self._search(**body, pit=pit, aggs=queries.facets(), size=0)
            after: Body = {}
            while offset > 0:
                step = min(offset, RESULT_WINDOW)
                hits = self._search(**body, **after, pit=pit, size=step, source=False)["hits"]["hits"]
                if len(hits) < step:
                    limit = 0
                    break
                offset -= step
                after = {"search_after": hits[-1]["sort"]}
            page = self._search(**body, **after, pit=pit, size=limit, source=source)
        return {**page, "aggregations": found["aggregations"]}

    def _all(self, alias: str) -> Iterator[Hit]:
        with answering():
            self._open()
            with self._point_in_time(alias) as pit:
                after: Body = {}
                while True:
                    body = {"sort": ["_shard_doc"], "source": ["document"], "size": 1000, "pit": pit}
                    hits = self._search(**body, **after, track_total_hits=False)["hits"]["hits"]
                    yield from hits
                    if not hits:
                        return
                    after = {"search_after": hits[-1]["sort"]}

    @contextmanager
    def _point_in_time(self, alias: str) -> Iterator[Body]:
        self._open()
        name = self._client.open_point_in_time(index=alias, keep_alive=_KEEP_ALIVE)["id"]
        try:
            yield {"id": name, "keep_alive": _KEEP_ALIVE}
        finally:
            self._client.options(ignore_status=404).close_point_in_time(id=name)

    def _known(self, hits: Iterable[Hit]) -> "dict[str, _Known]":
        """Return the offers of hits by id; those not read lately are fetched, one that is gone is left out."""
        keys = {hit["_id"]: (hit["_index"], hit["_id"], hit["_version"]) for hit in hits}
        known = {name: self._read[key] for name, key in keys.items() if key in self._read}
        if missing := [name for name in keys if name not in known]:
            fetched = self._client.mget(
                index=self._names.offers,
                ids=missing,
                source_includes=["document", "packed_vector", "terms", "weights"],
            )
            for one in fetched["docs"]:
                _refuse_failures(one)
                if one.get("found"):
                    self._see(one["_index"])
                    entry = offer_entry(one["_source"], one["_version"])
                    read = _Known(entry, OfferFacts.of(entry.offer))
                    known[one["_id"]] = self._read[one["_index"], one["_id"], one["_version"]] = read
            for key in list(islice(self._read, max(0, len(self._read) - _CACHED_OFFERS))):
                self._read.pop(key, None)
        return known

    def _best_for_each(self, wishes: Sequence[Wish], limit: int) -> Iterator[Sequence[str]]:
        self._open()
        searches: list[Body] = []
        for wish in wishes:
            if wish.vector.any():
                body = queries.by_occupation(wish, limit) | {"_source": False, "version": True}
                searches += {"index": self._names.offers}, body
        responses = self._client.msearch(searches=searches)["responses"] if searches else []
        for response in responses:
            _refuse_failures(response)
        answers = iter(responses)
        found = [next(answers)["hits"]["hits"] if wish.vector.any() else [] for wish in wishes]
        known = self._known(hit for hits in found for hit in hits)
        for wish, hits in zip(wishes, found, strict=True):
            offers = [known[name].entry for name in {hit["_id"]: None for hit in hits} if name in known]
            best = sorted(offers, key=lambda one: (-_served(wish, one), one.offer.id))[:limit]
            yield [one.offer.id for one in best]

    def _to_be_filled(self, generations: Generations) -> int:
        """Return the number of the generation that is being built: one that was broken off, else a new one."""
        number = generations.present()
        if number is not None and not generations.usable(number):
            number = None
        for leftover in generations.all() - {number, self._generations.present()}:
            generations.remove(leftover)
        if number is None:
            number = max(generations.all(), default=0) + 1
            generations.make(number)
        return number


@dataclass(frozen=True, slots=True)
class _Known:
    """An offer that has been read."""

    entry: OfferEntry
    facts: OfferFacts


def _candidate(known: _Known, hit: Hit, vector: Vector) -> Candidate:
    entry = known.entry
    return Candidate(
        known.facts,
        entry.vector,
        entry.terms,
        entry.occupations,
        lambda: entry.offer,
        terms=_score(hit),
        similarity=float(entry.vector @ vector),
    )


def _put_profile(alias: str, entry: ProfileEntry) -> Action:
    document = profile_document(entry)
    return put_action(alias, document["id"], entry.version, document)


def _refuse_failures(part: Body) -> None:
    """Stop at a part of an answer that failed while others did not: a shard is away."""
    if "error" in part:
        raise IndexUnreachableError(f"Elasticsearch est incomplet ({part['error'].get('type')}).")


def _score(hit: Hit) -> float:
    """Return the BM25 of the words, which the clause of that name has told."""
    return float(hit.get("matched_queries", {}).get(queries.WORDS, 0.0))


def _served(wish: Wish, entry: OfferEntry) -> float:
    return wish.served_by(entry.occupations, float(entry.vector @ wish.vector))
