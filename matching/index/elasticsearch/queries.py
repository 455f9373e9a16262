"""The bodies of the searches: plain query clauses, no scripts."""

from collections.abc import Mapping, Sequence
from typing import Any

from matching.index.elasticsearch.documents import listed
from matching.index.limits import points_of
from matching.index.protocol import LEAST_KM, OfferFilter, Vector, Wish
from matching.offers import JobOffer

Clause = dict[str, Any]

FACETS: Mapping[str, tuple[str, int]] = {
    "contract": ("contract", 100),
    "occupation": ("occupation", 2_000),
    "employer": ("employer", 20_000),
    "commune": ("communes", 40_000),
}
"""Name of a facet to its field and more values than there can be (France has 35,000 communes)."""

WORDS = "words"
"""Name of the clause whose score is the BM25 of the words."""
_ABOVE_ALL_WORDS = 1e6
"""Weight of nearness: puts the nearest before all that only share words, so that one request returns both."""
_MOST = 10_000
"""Elasticsearch's limit for neighbours, and for hits."""
_STRONG = 0.5
"""Share of the best reach from which an occupation is searched for."""


def filters(where: OfferFilter) -> list[Clause]:
    """Return the limits as clauses that let through what is unknown."""
    clauses: list[Clause] = []
    if where.today is not None:
        clauses.append(_none_of({"range": {"closes": {"lt": where.today.isoformat()}}}))
    if where.contracts:
        clauses.append(_unknown_or("contract", {"terms": {"contract": sorted(where.contracts)}}))
    if where.working_time is not None:
        clauses.append(_unknown_or("working_time", {"term": {"working_time": where.working_time}}))
    if where.areas:
        circles = [
            {
                "geo_distance": {
                    "distance": f"{max(area.radius_km, LEAST_KM)}km",
                    "points": {"lat": area.latitude, "lon": area.longitude},
                }
            }
            for area in where.areas
        ]
        clauses.append(_unknown_or("points", *circles))
    if where.occupations:
        clauses.append({"terms": {"occupations": sorted(where.occupations)}})
    if where.employers:
        clauses.append({"terms": {"employer": sorted(where.employers)}})
    if where.ids is not None:
        clauses.append({"ids": {"values": sorted(where.ids)}})
    return clauses


def page(terms: Sequence[str] | None, where: OfferFilter) -> dict[str, Any]:
    """Return the search for one page: the best first where there are words (None: none), else the newest."""
    query: Clause = {"bool": {"filter": filters(where)}}
    if terms is not None:
        query["bool"]["must"] = _shares(terms)
    return {
        "query": query,
        "sort": [{"posted": "desc"} if terms is None else {"_score": "desc"}, {"id": "asc"}],
        "track_total_hits": True,
    }


def facets() -> dict[str, Any]:
    """Return the aggregations that count values."""
    return {name: {"terms": {"field": field, "size": size}} for name, (field, size) in FACETS.items()}


def hybrid(terms: Sequence[str], wish: Wish, limit: int) -> dict[str, Any]:
    """Return one search: first what `by_occupation` finds, then the best ``limit`` of the others by words."""
    neighbours = _neighbours(wish, limit, boost=_ABOVE_ALL_WORDS) if wish.vector.any() else []
    body: dict[str, Any] = {"size": min((len(neighbours) + 1) * limit, _MOST), "track_total_hits": False}
    if terms:
        body["query"] = {"bool": {"must": _shares(terms), "filter": filters(wish.where)}}
    if neighbours:
        body["knn"] = neighbours
    return body


def by_occupation(wish: Wish, limit: int) -> dict[str, Any]:
    """Return one search for the nearest offers of all, and of the occupations that serve best."""
    neighbours = _neighbours(wish, limit)
    return {"knn": neighbours, "size": min(len(neighbours) * limit, _MOST), "track_total_hits": False}


def nearest(vector: Vector, limits: Sequence[Clause], limit: int, boost: float = 1.0) -> dict[str, Any]:
    """Return the clause for the nearest ``limit`` documents within limits."""
    limit = min(limit, _MOST)
    return {
        "field": "vector",
        "query_vector": listed(vector),
        "k": limit,
        "num_candidates": min(max(2 * limit, 100), _MOST),
        "filter": list(limits),
        "boost": boost,
    }


def letting_through(offer: JobOffer) -> list[Clause]:
    """Return the limits of profiles that an offer passes, as far as clauses can tell: reach is a box here."""
    clauses: list[Clause] = []
    if offer.contract_kind is not None:
        clauses.append(_unknown_or("contracts", {"term": {"contracts": offer.contract_kind}}))
    if points := points_of(offer.communes):
        boxes = [
            {
                "bool": {
                    "filter": [
                        {"range": {"south": {"lte": latitude}}},
                        {"range": {"north": {"gte": latitude}}},
                        {"range": {"west": {"lte": longitude}}},
                        {"range": {"east": {"gte": longitude}}},
                    ]
                }
            }
            for latitude, longitude in points
        ]
        clauses.append(_unknown_or("south", *boxes))
    return clauses


def _neighbours(wish: Wish, limit: int, boost: float = 1.0) -> list[Clause]:
    """Return the clauses for the nearest of all, and of the occupations that serve best.

    Those that merely border on them are found by nearness or not at all: each clause costs as much again.
    """
    limits = filters(wish.where)
    clauses = [nearest(wish.vector, limits, limit, boost)]
    best = max(wish.reach.values(), default=0.0)
    if serving := sorted(code for code, share in wish.reach.items() if share >= _STRONG * best):
        clauses.append(nearest(wish.vector, [*limits, {"terms": {"occupations": serving}}], limit, boost))
    return clauses


def _shares(terms: Sequence[str]) -> Clause:
    return {"match": {"terms": {"query": " ".join(terms), "_name": WORDS}}}


def _unknown_or(field: str, *clauses: Clause) -> Clause:
    return {"bool": {"should": [*clauses, _none_of({"exists": {"field": field}})], "minimum_should_match": 1}}


def _none_of(clause: Clause) -> Clause:
    return {"bool": {"must_not": clause}}
