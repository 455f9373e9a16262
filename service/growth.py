"""The table of growth: both indexes in one run, each size in a process of its own, so that memory is told apart."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

from matching.evaluation.benchmark import Benchmark, read_benchmark
from matching.evaluation.growth import Footprint, Growth, grow, own_memory
from matching.evaluation.run import BATCH
from matching.evaluation.speed import drawn_offers
from matching.index.embedded import EmbeddedIndex
from matching.index.protocol import OfferEntry
from matching.understanding import Understanding
from service.indexing import make_understanding
from service.settings import Settings

BULK_COMPARED = 10_000
"""Offers that are also written with the client's bare bulk helper."""

_MB = 1024 * 1024


def growth_table(bench: Path, sizes: Sequence[int], settings: Settings) -> Iterator[str]:
    """Yield the lines of the table as they are measured.

    Args:
        bench: folder of the benchmark whose offers and profiles are drawn from.
        sizes: numbers of offers, one line each for each index.
        settings: name the model and, where the index is `elasticsearch`, the cluster that is measured too.
    """
    yield "| index | offers | put a second | disk, MB | memory, MB | answer, ms (p50 / p95 / p99) | retrieval, ms |"
    yield "|---|---|---|---|---|---|---|"
    clustered = settings.index == "elasticsearch"
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as apart:
        for size in sizes:
            yield _row("embedded", apart.submit(_embedded, bench, size, settings).result())
            if clustered:
                yield _row("Elasticsearch", apart.submit(_elasticsearch, bench, size, settings).result())
        if clustered:
            ours, bare = apart.submit(_bulk, bench, settings).result()
            yield f"\n{BULK_COMPARED:,} offers into Elasticsearch: {ours:,.0f} a second; bare bulk helper: {bare:,.0f}."


def _row(index: str, grown: Growth) -> str:
    return (
        f"| {index} | {grown.offers:,} | {grown.put_per_s:,.0f} "
        f"| {grown.footprint.disk_mb:,.0f} | {grown.footprint.memory_mb:,.0f} "
        f"| {grown.median_ms:.1f} / {grown.p95_ms:.1f} / {grown.p99_ms:.1f} | {grown.retrieval_ms:.1f} |"
    )


def _embedded(bench: Path, size: int, settings: Settings) -> Growth:
    understanding, benchmark, entries = _read(bench, settings)
    with TemporaryDirectory() as folder, closing(EmbeddedIndex(Path(folder), understanding.model)) as index:
        memory = own_memory()

        def footprint() -> Footprint:
            disk = sum(file.stat().st_blocks * 512 for file in Path(folder).iterdir()) / _MB
            return Footprint(disk, memory())

        return grow(index, footprint, understanding, entries, benchmark.profiles, size)


def _elasticsearch(bench: Path, size: int, settings: Settings) -> Growth:
    from matching.index.elasticsearch.measuring import disk_mb, heap_mb
    from service.cluster import open_client, open_cluster

    understanding, benchmark, entries = _read(bench, settings)
    apart = settings.model_copy(update={"elasticsearch_prefix": f"{settings.elasticsearch_prefix}-{token_hex(4)}"})
    with (
        open_client(settings) as client,
        closing(open_cluster(apart, understanding.model, understanding.dimension)) as index,
    ):

        def footprint() -> Footprint:
            return Footprint(disk_mb(client, apart.elasticsearch_prefix), heap_mb(client))

        try:
            return grow(index, footprint, understanding, entries, benchmark.profiles, size)
        finally:
            index.erase()


def _bulk(bench: Path, settings: Settings) -> tuple[float, float]:
    """Return offers a second, ours and the bare helper's."""
    from matching.index.elasticsearch.measuring import bare_bulk_rate
    from service.cluster import layout_of, open_client

    understanding, _, entries = _read(bench, settings)
    drawn = list(drawn_offers(entries, BULK_COMPARED))
    ours = _elasticsearch(bench, BULK_COMPARED, settings).put_per_s
    layout = layout_of(settings, understanding.model, understanding.dimension)
    with open_client(settings) as client:
        return ours, bare_bulk_rate(client, layout, f"{settings.elasticsearch_prefix}-bare-{token_hex(4)}", drawn)


def _read(bench: Path, settings: Settings) -> tuple[Understanding, Benchmark, list[OfferEntry]]:
    understanding, benchmark = make_understanding(settings), read_benchmark(bench)
    entries: list[OfferEntry] = []
    for start in range(0, len(benchmark.offers), BATCH):
        entries += understanding.offers([(offer, 1) for offer in benchmark.offers[start : start + BATCH]])
    return understanding, benchmark, entries
