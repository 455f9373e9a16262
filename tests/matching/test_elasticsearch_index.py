"""What only the index in Elasticsearch has: its analyzers, its bulk requests, its pages, its generations."""

import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import elastic_transport
import numpy as np
import pytest
from elastic_transport._node import NodeApiResponse
from elasticsearch import Elasticsearch

from indexes import ELASTICSEARCH, NO_ELASTICSEARCH, Open, elasticsearch, embedded, forgotten_afterwards, prefix_of
from matching.embeddings import load_embedder
from matching.evaluation.benchmark import Benchmark, read_benchmark
from matching.evaluation.run import measure, rank_all
from matching.index.elasticsearch import ElasticsearchIndex, Layout, NotIndexedError, connect
from matching.index.elasticsearch.generations import LayoutMismatchError
from matching.index.elasticsearch.writing import put_action, write
from matching.index.protocol import (
    Area,
    IndexUnreachableError,
    ModelMismatchError,
    OfferEntry,
    OfferSearch,
    ProfileEntry,
    Wish,
)
from matching.offers import JobOffer
from matching.profiles import CandidateProfile
from matching.text.terms import terms
from matching.understanding import Understanding
from samples import FIGEAC, job_offer

BENCH = os.environ.get("LOT_RECRUTE_BENCH")
on_a_server = pytest.mark.skipif(not ELASTICSEARCH, reason=NO_ELASTICSEARCH)
EAST = np.array([1, 0], np.float32)


def entry(offer: JobOffer, version: int = 1) -> OfferEntry:
    return OfferEntry(offer, EAST, terms(offer.title), {}, version)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ElasticsearchIndex]:
    with forgotten_afterwards(tmp_path):
        opened = elasticsearch(tmp_path, "test@1")
        yield opened
        opened.close()


@pytest.fixture
def client() -> Iterator[Elasticsearch]:
    with connect(ELASTICSEARCH) as opened:
        yield opened


@pytest.fixture(scope="module")
def analyzed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Elasticsearch, str]]:
    folder = tmp_path_factory.mktemp("analyzed")
    with forgotten_afterwards(folder), connect(ELASTICSEARCH) as client:
        elasticsearch(folder, "test@1").counts()
        yield client, f"{prefix_of(folder)}-offers"


@on_a_server
@pytest.mark.parametrize(
    ("text", "as_well_as"),
    [
        ("infirmière", "infirmier"),
        ("INFIRMIERE", "infirmier"),
        ("Infirmier·ère (H/F)", "infirmier"),
        ("infirmier(ère) de nuit", "infirmier nuit"),
        ("Infirmières", "infirmier"),
        ("l’aide-soignante", "aide soignant"),
        ("Conductrice de travaux H/F", "conducteur travaux"),
        ("femme de chambre", "valet de chambre"),
        ("ASH", "agente de service hospitalier"),
        ("AS de nuit", "aide-soignante nuit"),
        ("dame de cantine", "employé de cantine"),
        ("ASH en EHPAD", "ash ehpad"),
        ("chef d'équipe", "CHEFFE D'EQUIPE"),
        ("Nous recherchons un maçon", "macon"),
    ],
)
def test_titles_meet(analyzed: tuple[Elasticsearch, str], text: str, as_well_as: str) -> None:
    assert tokens(*analyzed, text) == tokens(*analyzed, as_well_as) != []


@on_a_server
@pytest.mark.parametrize(
    ("text", "expected"), [("agent de nuit", ["agent", "nuit"]), ("CACES", ["caces"]), ("de la", [])]
)
def test_what_is_left_of_a_title(analyzed: tuple[Elasticsearch, str], text: str, expected: list[str]) -> None:
    assert tokens(*analyzed, text) == expected


def tokens(client: Elasticsearch, index: str, text: str) -> list[str]:
    return [one["token"] for one in client.indices.analyze(index=index, field="title", text=text)["tokens"]]


@on_a_server
def test_the_mapping_is_strict_and_says_which_model(
    index: ElasticsearchIndex, client: Elasticsearch, tmp_path: Path
) -> None:
    index.put_offers([entry(job_offer("Boulanger"))])
    for alias in (f"{prefix_of(tmp_path)}-offers", f"{prefix_of(tmp_path)}-profiles"):
        ((name, found),) = client.indices.get(index=alias).items()
        assert name == f"{alias}-000001"
        assert found["mappings"]["dynamic"] == "strict"
        assert found["mappings"]["_meta"].items() >= {"model": "test", "version": "1", "dimension": 2}.items()
        assert found["mappings"]["properties"]["vector"]["index_options"]["type"] == "int8_hnsw"


@on_a_server
def test_a_profile_is_kept_with_what_it_says_and_its_limits_only(
    index: ElasticsearchIndex, client: Elasticsearch, tmp_path: Path
) -> None:
    profile = CandidateProfile(id="anne", wanted_jobs=("maçon",))
    index.put_profiles([ProfileEntry(profile, EAST, 1, areas=(Area(44.6, 2.0, 20),))])
    (hit,) = client.search(index=f"{prefix_of(tmp_path)}-profiles")["hits"]["hits"]
    assert hit["_source"]["document"] == {"id": "anne", "wanted_jobs": ["maçon"]}
    assert set(hit["_source"]) == {"id", "document", "areas", "packed_vector", "north", "south", "east", "west"}


@on_a_server
def test_an_index_of_another_layout_is_refused_and_left_as_it_is(
    index: ElasticsearchIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.put_offers([entry(job_offer("Boulanger"))])
    monkeypatch.setattr("matching.index.elasticsearch.mapping._fingerprint", lambda: "newer")
    newer = elasticsearch(tmp_path, "test@1")
    with pytest.raises(LayoutMismatchError, match="index rebuild"):
        newer.search(OfferSearch())
    newer.rebuild(lambda _: [entry(job_offer("Maçon"), 2)], [], 2)
    assert [offer.title for offer in newer.search(OfferSearch()).offers] == ["Maçon"]
    newer.close()


@on_a_server
def test_a_running_process_notices_a_model_that_is_not_its_own(index: ElasticsearchIndex, tmp_path: Path) -> None:
    """Another process has rebuilt the index with another model meanwhile."""
    baker = job_offer("Boulanger")
    index.put_offers([entry(baker)])
    assert index.offers_for("", Wish(EAST, {}), 1)
    other = elasticsearch(tmp_path, "other@1")
    other.rebuild(lambda _: [entry(baker, 2)], [], 2)
    other.close()
    with pytest.raises(ModelMismatchError):
        index.offers_for("boulanger", Wish(EAST, {}), 1)
    with pytest.raises(ModelMismatchError):
        index.position()


@on_a_server
def test_a_follower_that_is_late_notes_nothing_of_an_index_built_meanwhile(
    index: ElasticsearchIndex, tmp_path: Path
) -> None:
    assert index.position() == 0
    other = elasticsearch(tmp_path, "test@1")
    other.rebuild(lambda _: [], [], 5)
    other.close()
    index.advance(9)  # of the old one: what came between 5 and 9 is not in the new one
    assert index.position() == 5


@on_a_server
def test_what_killed_rebuildings_left_is_cleared_away(
    index: ElasticsearchIndex, client: Elasticsearch, tmp_path: Path
) -> None:
    """One died between its two indices, one between the swap and the removal of the old pair."""
    assert index.counts() == (0, 0)
    prefix = prefix_of(tmp_path)
    client.indices.create(index=f"{prefix}-offers-000002", aliases={f"{prefix}-offers-building": {}})
    client.indices.create(index=f"{prefix}-profiles-000007")
    client.indices.create(index=f"{prefix}-offers-other-offers-000009")  # another installation's
    index.rebuild(lambda _: [entry(job_offer("Boulanger"))], [], 1)
    assert index.counts() == (1, 0)
    assert set(client.indices.get(index=f"{prefix}-*")) == {
        f"{prefix}-offers-000002",
        f"{prefix}-profiles-000002",
        f"{prefix}-state",
        f"{prefix}-offers-other-offers-000009",
    }


@on_a_server
def test_pages_beyond_the_window(index: ElasticsearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    offers = [job_offer(f"Maçon {number}", place=FIGEAC) for number in range(25)]
    index.put_offers([entry(offer) for offer in offers])
    expected = sorted(offer.id for offer in offers)
    monkeypatch.setattr("matching.index.elasticsearch.index.RESULT_WINDOW", 10)
    for text in ("", "maçon"):
        pages = [index.search(OfferSearch(text, offset=offset, limit=5)) for offset in range(0, 35, 5)]
        assert [offer.id for page in pages for offer in page.offers] == expected
        assert {page.total for page in pages} == {25}
        assert {page.facets["commune"]["46102"] for page in pages} == {25}


@on_a_server
def test_without_a_vector_the_words_decide_and_the_log_says_so(
    index: ElasticsearchIndex, caplog: pytest.LogCaptureFixture
) -> None:
    index.put_offers([entry(job_offer("Boulanger")), entry(job_offer("Maçon"))])
    with caplog.at_level(logging.WARNING):
        found = index.offers_for("boulangère", Wish(np.zeros(2, np.float32), {}), 5)
    assert [one.document() for one in found] == [job_offer("Boulanger")]
    assert "by their words alone" in caplog.text


@on_a_server
def test_what_the_server_refuses_is_told_by_document(
    index: ElasticsearchIndex, client: Elasticsearch, tmp_path: Path
) -> None:
    assert index.counts() == (0, 0)
    alias = f"{prefix_of(tmp_path)}-offers"
    documents: dict[str, dict[str, Any]] = {"good": {"id": "good"}, "bad": {"id": "bad", "surprise": 1}}
    with pytest.raises(NotIndexedError) as refused:
        write(client, [put_action(alias, name, 1, document) for name, document in documents.items()])
    assert list(refused.value.reasons) == ["bad"]
    assert "strict_dynamic_mapping_exception" in refused.value.reasons["bad"]
    assert index.counts() == (1, 0)


class Busy(elastic_transport.BaseNode):
    """A node that refuses one document twice for being busy, and then takes it."""

    asked: ClassVar[list[list[str]]] = []

    def perform_request(self, method: str, target: str, body: bytes | None = None, **_: Any) -> Any:
        lines = [json.loads(line) for line in (body or b"").splitlines()]
        ids = [line["index"]["_id"] for line in lines if "index" in line]
        self.asked.append(ids)
        items = [
            {"_index": "x", "_id": one, **({"status": 429, "error": {"type": "rejected"}} if busy else {"status": 200})}
            for one, busy in ((one, one == "late" and len(self.asked) < 3) for one in ids)
        ]
        answer = json.dumps({"items": [{"index": item} for item in items], "errors": True}).encode()
        headers = {"x-elastic-product": "Elasticsearch", "content-type": "application/json"}
        meta = elastic_transport.ApiResponseMeta(200, "1.1", elastic_transport.HttpHeaders(headers), 0.0, self.config)
        return NodeApiResponse(meta, answer)

    def close(self) -> None:
        pass


def test_what_a_busy_node_refuses_is_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    monkeypatch.setattr(Busy, "asked", [])
    client = Elasticsearch("http://127.0.0.1:9200", node_class=Busy)
    assert write(client, [put_action("x", name, 1, {}) for name in ("early", "late")]) == ({"x"}, 0)
    assert Busy.asked == [["early", "late"], ["late"], ["late"]]
    assert len(waits) == 2
    assert waits[0] < waits[1]


def test_a_cluster_that_is_away_is_told_without_credentials() -> None:
    client = connect(["http://127.0.0.1:1"], basic=("lot", "very-secret"))
    index = ElasticsearchIndex(client, Layout("test@1", 2))
    with pytest.raises(IndexUnreachableError) as away:
        index.search(OfferSearch())
    assert "injoignable" in str(away.value)
    assert "secret" not in f"{away.value!r} {client!r} {away.value.__cause__!r}"
    index.close()


class Refusing(elastic_transport.BaseNode):
    """A node that answers everything with one status."""

    status: ClassVar[int] = 503

    def perform_request(self, *_: Any, **__: Any) -> Any:
        headers = {"x-elastic-product": "Elasticsearch", "content-type": "application/json"}
        answered = elastic_transport.HttpHeaders(headers)
        meta = elastic_transport.ApiResponseMeta(self.status, "1.1", answered, 0.0, self.config)
        return NodeApiResponse(meta, b'{"error": {"type": "some_exception"}}')

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("status", "told"), [(401, "mot de passe"), (403, "clé d'API"), (429, "débordé"), (503, "incomplet")]
)
def test_a_cluster_that_refuses_is_told(monkeypatch: pytest.MonkeyPatch, status: int, told: str) -> None:
    monkeypatch.setattr(Refusing, "status", status)
    index = ElasticsearchIndex(Elasticsearch("http://127.0.0.1:9200", node_class=Refusing), Layout("test@1", 2))
    for asked in (index.counts, index.position, lambda: index.search(OfferSearch()), lambda: list(index.all_offers())):
        with pytest.raises(IndexUnreachableError, match=told):
            asked()


def sample(bench: Benchmark, offers: int, profiles: int) -> Benchmark:
    """Return the first profiles that have answers, their answers, and other offers."""
    chosen = [profile for profile in bench.profiles if any(bench.grades.get(profile.id or "", {}).values())][:profiles]
    wanted = {offer for profile in chosen for offer in bench.grades[profile.id or ""]}
    ranked = sorted(bench.offers, key=lambda offer: offer.id not in wanted)
    return Benchmark(tuple(ranked[:offers]), tuple(chosen), bench.grades, bench.pools)


@on_a_server
@pytest.mark.skipif(not BENCH, reason="LOT_RECRUTE_BENCH names no benchmark folder")
def test_both_indexes_rank_a_benchmark_alike(tmp_path: Path) -> None:
    bench = sample(read_benchmark(Path(str(BENCH))), offers=800, profiles=40)
    understanding = Understanding(load_embedder())
    measured = []
    opened: dict[str, Open] = {"embedded": embedded, "elasticsearch": elasticsearch}
    with forgotten_afterwards(tmp_path / "elasticsearch"):
        for name, make in opened.items():
            index = make(tmp_path / name, understanding.model, understanding.dimension)
            rankings = {profile: ranking for profile, ranking, _ in rank_all(bench, index, understanding)}
            index.close()
            measured.append(measure(rankings, [0.0], bench).ndcg)
    assert measured[0] == pytest.approx(measured[1], abs=0.01)
