"""Every index there is, each below a folder of its own, for tests that all of them must pass."""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from matching.index.elasticsearch import ElasticsearchIndex, Layout, connect
from matching.index.embedded import EmbeddedIndex
from matching.index.protocol import Index

ELASTICSEARCH = [url for url in os.environ.get("ELASTICSEARCH_URL", "").split(",") if url]
"""Addresses of a cluster that tests may write to."""
NO_ELASTICSEARCH = "ELASTICSEARCH_URL is not set: not tried on Elasticsearch"

Open = Callable[[Path, str, int], Index]
"""Opens the index below a folder for a model of a name and a dimension."""


def embedded(folder: Path, model: str, _dimension: int = 2) -> Index:
    return EmbeddedIndex(folder, model)


def elasticsearch(folder: Path, model: str, dimension: int = 2) -> ElasticsearchIndex:
    if not ELASTICSEARCH:
        pytest.skip(NO_ELASTICSEARCH)
    return ElasticsearchIndex(connect(ELASTICSEARCH), Layout(model, dimension), prefix_of(folder))


def prefix_of(folder: Path) -> str:
    """Return a name of its own for each folder."""
    return f"test-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"


@contextmanager
def forgotten_afterwards(folder: Path) -> Iterator[None]:
    """Remove what is in Elasticsearch of a folder at the end."""
    try:
        yield
    finally:
        if ELASTICSEARCH:
            with connect(ELASTICSEARCH) as client:
                if found := list(client.indices.get(index=f"{prefix_of(folder)}-*")):
                    client.indices.delete(index=found)


INDEXES: Mapping[str, Open] = {"embedded": embedded, "elasticsearch": elasticsearch}
