"""What a cluster takes up, and how fast its client can write: for benchmarks only."""

from collections.abc import Sequence
from time import perf_counter

from elasticsearch import Elasticsearch
from elasticsearch.helpers import parallel_bulk

from matching.index.elasticsearch.documents import offer_document
from matching.index.elasticsearch.mapping import OFFERS, Layout
from matching.index.elasticsearch.writing import AT_ONCE
from matching.index.protocol import OfferEntry

_MB = 1024 * 1024


def disk_mb(client: Elasticsearch, prefix: str) -> float:
    """Return the size of an installation's primary shards on disk."""
    stats = client.indices.stats(index=f"{prefix}-*", metric="store")
    return float(stats["_all"]["primaries"]["store"]["size_in_bytes"]) / _MB


def heap_mb(client: Elasticsearch) -> float:
    """Return the Java heap that all nodes use. Their page cache, which speeds up searches, is not in it."""
    nodes = client.nodes.stats(metric="jvm")["nodes"].values()
    return float(sum(node["jvm"]["mem"]["heap_used_in_bytes"] for node in nodes)) / _MB


def bare_bulk_rate(client: Elasticsearch, layout: Layout, name: str, entries: Sequence[OfferEntry]) -> float:
    """Return how many of these offers a second the client's bare `parallel_bulk` writes, into an index of this name.

    The documents are made beforehand and nothing is checked; the index is removed at the end.
    """
    client.indices.create(index=name, mappings=layout.mappings(OFFERS), settings=layout.offer_settings)
    try:
        actions = [{"_index": name, "_id": one.offer.id, "_source": offer_document(one)} for one in entries]
        began = perf_counter()
        for _ in parallel_bulk(client.options(request_timeout=60), actions, thread_count=4, chunk_size=AT_ONCE):
            pass
        client.indices.refresh(index=name)
        return len(actions) / (perf_counter() - began)
    finally:
        client.indices.delete(index=name)
