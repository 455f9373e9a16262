"""A cluster of three that loses nodes while a run is applied and candidates ask: nothing is lost, few notice.

Run alone (`make test-cluster`), on a cluster that may be broken: its processes are killed and started again.
"""

import os
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch
from fastapi.testclient import TestClient

from crawl_runs import crawl_run, day
from indexes import ELASTICSEARCH, prefix_of
from matching.offers import JobOffer
from samples import CAHORS, FIGEAC, SOUILLAC, job_offer
from service.api import following
from service.api.app import create_app
from service.comparing import compare
from service.indexing import make_understanding, open_index
from service.records.apply import apply_run
from service.records.database import Records
from service.settings import Settings

PIDS = [int(pid) for pid in os.environ.get("ELASTICSEARCH_PIDS", "").split(",") if pid]

pytestmark = [
    pytest.mark.cluster,
    pytest.mark.skipif(
        len(PIDS) != 3, reason="ELASTICSEARCH_PIDS does not name the processes of three nodes that may be killed"
    ),
]

TITLES = ("Boulanger", "Infirmier", "Soudeur", "Menuisier", "Comptable", "Aide à domicile", "Maçon", "Serveur")
PLACES = (CAHORS, FIGEAC, SOUILLAC)
BEFORE, MORE = 200, 3000
READERS = 3
ASKED = {"wanted_jobs": ["boulanger"], "commune_insee": "46102"}


def offers(numbers: range) -> list[JobOffer]:
    return [
        job_offer(TITLES[n % len(TITLES)], f"Poste numéro {n}.", number=str(n), place=PLACES[n % len(PLACES)])
        for n in numbers
    ]


@dataclass
class Node:
    """A process of the cluster, and all that it takes to start it again as it was."""

    url: str
    pid: int
    command: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    folder: str = ""

    def __post_init__(self) -> None:
        process = Path("/proc") / str(self.pid)
        self.command = (process / "cmdline").read_bytes().decode().rstrip("\0").split("\0")
        lines = (process / "environ").read_bytes().decode().split("\0")
        self.environment = dict(line.split("=", 1) for line in lines if "=" in line)
        self.folder = str((process / "cwd").readlink())

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        wait_for(lambda: not self._alive())

    @contextmanager
    def started_again(self) -> Iterator[None]:
        process = subprocess.Popen(
            self.command, env=self.environment, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield
        finally:
            process.kill()
            process.wait()

    def _alive(self) -> bool:
        try:
            return "Z" not in (Path("/proc") / str(self.pid) / "stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return False


@contextmanager
def readers(client: TestClient) -> Iterator[Counter[int]]:
    """Let candidates ask for recommendations as long as the context is open; yield how often each status came."""
    seen: Counter[int] = Counter()
    ended = threading.Event()

    def ask() -> None:
        while not ended.is_set():
            seen[client.post("/api/v1/recommendations", json=ASKED).status_code] += 1

    threads = [threading.Thread(target=ask) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def test_nodes_die_and_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(following, "AFTER_FAILURE_SECONDS", 0.5)
    settings = Settings(
        data_dir=tmp_path,
        index="elasticsearch",
        elasticsearch_urls=",".join(ELASTICSEARCH),
        elasticsearch_prefix=prefix_of(tmp_path),
    )
    nodes = [Node(url, pid) for url, pid in zip(ELASTICSEARCH, PIDS, strict=True)]
    with (
        closing(Records(settings.records_url)) as records,
        TestClient(create_app(settings), raise_server_exceptions=False) as client,
        Elasticsearch(ELASTICSEARCH, request_timeout=20, retry_on_timeout=True, max_retries=5) as cluster,
    ):

        def counts() -> dict[str, int]:
            answer = client.get("/readyz")
            return dict(answer.json()["counts"]) if answer.status_code == 200 else {}

        def in_step(number: int) -> Callable[[], bool]:
            return lambda: counts() == {"published": number, "indexed": number}

        apply(records, range(BEFORE), 1)
        wait_for(in_step(BEFORE))
        cluster.cluster.health(wait_for_status="green", timeout="60s")
        primary, copy = holders(cluster, settings, nodes)

        # one node dies while a run is applied
        with readers(client) as seen:
            wait_for(lambda: seen[200] > READERS)
            apply(records, range(BEFORE + MORE), 2)
            wait_for(lambda: cluster.count(index=f"{settings.elasticsearch_prefix}-offers")["count"] > BEFORE)
            assert not in_step(BEFORE + MORE)(), "the node must die in the middle"
            primary.kill()
            wait_for(in_step(BEFORE + MORE))
            asked = seen.total()
            wait_for(lambda: seen.total() > asked + READERS)
        assert set(seen) == {200}, seen
        assert_nothing_is_lost(settings, records)

        # a second one dies: nobody is left who holds the offers
        copy.kill()
        wait_for(lambda: client.post("/api/v1/recommendations", json=ASKED).status_code == 503)
        answer = client.get("/api/v1/offers")
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        apply(records, range(BEFORE + MORE + 50), 3)

        # it comes back: what waited in the outbox is taken in, without anybody's doing
        with copy.started_again():
            wait_for(in_step(BEFORE + MORE + 50), seconds=120)
            assert client.post("/api/v1/recommendations", json=ASKED).status_code == 200
            assert_nothing_is_lost(settings, records)


def apply(records: Records, numbers: range, on: int) -> None:
    run = crawl_run(day(on), offers(numbers))
    with records.write() as session:
        apply_run(session, run, by="Anne", trusted=True, now=day(on), today=day(on).date())


def holders(cluster: Elasticsearch, settings: Settings, nodes: list[Node]) -> tuple[Node, Node]:
    """Return the node that holds the offers' only primary shard, and the one that holds its copy."""
    shards = cluster.cat.shards(index=f"{settings.elasticsearch_prefix}-offers", format="json", h="prirep,node")
    by_role = {str(shard["prirep"]): str(shard["node"]) for shard in shards.body}  # type: ignore[index]
    by_name = {}
    for node in nodes:
        with Elasticsearch(node.url) as one:
            by_name[str(one.info()["name"])] = node
    return by_name[by_role["p"]], by_name[by_role["r"]]


def assert_nothing_is_lost(settings: Settings, records: Records) -> None:
    with closing(open_index(settings, make_understanding(settings))) as index:
        assert not compare(records, index)


def wait_for(reached: Callable[[], bool], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, f"not reached in {seconds:.0f} s"
        time.sleep(0.05)
