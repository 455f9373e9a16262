"""What the indices look like: strict mappings and settings, and the note of what they were made from."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from matching.index.elasticsearch.analysis import CODE, JOB_TITLE, KEY, TERMS, analysis

REFRESH_INTERVAL = "500ms"
"""A reader sees a change within a second."""
DELETES_REMEMBERED = "1h"
"""How long a removed document's version is known, so that an older put cannot bring it back; Elasticsearch's own
minute is less than a paused process may be late by."""
RESULT_WINDOW = 10_000
"""Elasticsearch's default `index.max_result_window`: pages beyond it are reached by `search_after`."""
BM25 = {"type": "BM25", "k1": 1.5, "b": 0.75}
"""The constants of the embedded index (bm25s' defaults)."""

_CODE = {"type": "keyword", "normalizer": CODE}
_KEY = {"type": "keyword", "normalizer": KEY}
_EXACT = {"type": "keyword"}
_DAY = {"type": "date", "format": "strict_date"}
_DEGREES = {"type": "double"}
_STORED = {"type": "object", "enabled": False}
"""In `_source` and nowhere else."""
_STORED_TEXT = {"type": "keyword", "index": False, "doc_values": False}

OFFERS: Mapping[str, Any] = {
    "id": _EXACT,
    "title": {"type": "text", "analyzer": JOB_TITLE},
    "terms": {"type": "text", "analyzer": TERMS, "similarity": TERMS},
    "occupation": _CODE,  # the most likely one, counted in facets
    "occupations": _CODE,
    "employer": _KEY,
    "contract": _EXACT,
    "working_time": _EXACT,
    "closes": _DAY,
    "posted": _DAY,
    "points": {"type": "geo_point"},
    "communes": _CODE,
    "weights": _STORED,  # of the occupations
    "packed_vector": _STORED_TEXT,
    "document": _STORED,
}
PROFILES: Mapping[str, Any] = {
    "id": _EXACT,
    "contracts": _EXACT,
    # a box around all places within reach; absent where there is no limit
    "south": _DEGREES,
    "north": _DEGREES,
    "west": _DEGREES,
    "east": _DEGREES,
    "areas": _STORED,
    "packed_vector": _STORED_TEXT,
    "document": _STORED,
}
STATE: Mapping[str, Any] = {"position": {"type": "long"}, "after": _EXACT}


@dataclass(frozen=True, slots=True)
class Layout:
    """What an installation chooses of its indices."""

    model: str
    """Name and version of the embedding model, as ``name@version``."""
    dimension: int
    shards: int = 1
    replicas: int | None = None
    """None: one where there is a second node."""

    @property
    def meta(self) -> Mapping[str, Any]:
        """What an index notes of its making; shards and replicas may change without a rebuild."""
        name, _, version = self.model.rpartition("@")
        return {"model": name, "version": version, "dimension": self.dimension, "layout": _fingerprint()}

    def mappings(self, properties: Mapping[str, Any]) -> dict[str, Any]:
        """Return the mapping of offers or of profiles."""
        return {
            "dynamic": "strict",
            "_meta": dict(self.meta),
            "_source": {"excludes": ["vector"]},  # the packed one is a tenth of its size
            "properties": {**properties, "vector": _vector(self.dimension)},
        }

    @property
    def settings(self) -> dict[str, Any]:
        """Return the settings of an index of profiles."""
        return self.state_settings | {"refresh_interval": REFRESH_INTERVAL, "gc_deletes": DELETES_REMEMBERED}

    @property
    def offer_settings(self) -> dict[str, Any]:
        """Return the settings of an index of offers, which has text."""
        return self.settings | {"similarity": {TERMS: BM25}, "analysis": analysis()}

    @property
    def state_settings(self) -> dict[str, Any]:
        """Return the settings of the small index that notes positions."""
        copies = {"auto_expand_replicas": "0-1"} if self.replicas is None else {"number_of_replicas": self.replicas}
        return {"number_of_shards": self.shards, **copies}


def _vector(dimension: int) -> dict[str, Any]:
    return {
        "type": "dense_vector",
        "dims": dimension,
        "index": True,
        "similarity": "cosine",
        "index_options": {"type": "int8_hnsw"},
    }


@cache
def _fingerprint() -> str:
    """Return what changes whenever the mapping or the analysis does."""
    described = json.dumps([OFFERS, PROFILES, _vector(0), analysis(), BM25], sort_keys=True)
    return hashlib.sha256(described.encode()).hexdigest()[:16]
