"""The whole road with offers and profiles in Elasticsearch: crawl, review, apply, keep a profile, match, serve."""

import json
import os
import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import Result
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from crawl_runs import crawl_run, day, write_run
from indexes import ELASTICSEARCH, NO_ELASTICSEARCH, forgotten_afterwards, prefix_of
from matching.index.elasticsearch import connect
from matching.profiles import CandidateProfile
from samples import CAHORS, FIGEAC, job_offer
from service.api import following
from service.api.app import create_app
from service.cli import app
from service.demo.serving import running_sites
from service.indexing import make_understanding, open_index, trial_index
from service.records.database import Records
from service.records.decisions import withdraw
from service.records.profiles import save_profile
from service.settings import Settings

pytestmark = pytest.mark.skipif(not ELASTICSEARCH, reason=NO_ELASTICSEARCH)

NURSE = {"wanted_jobs": ["infirmière"], "commune_insee": "46042", "transport": "car", "max_minutes": 40}
BAKER_OFFER = job_offer("Boulanger", "Pétrissage et cuisson.", place=FIGEAC)
NURSE_OFFER = job_offer("Infirmier", "Soins.", place=CAHORS)

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Run a command in an empty installation whose index is in Elasticsearch."""
    for name in [name for name in os.environ if name.startswith("LOT_RECRUTE_")]:
        monkeypatch.delenv(name)
    for name, value in {
        "DATA_DIR": str(tmp_path / "data"),
        "REGISTRY": str(tmp_path / "employers.toml"),
        "CONTACT": "http://127.0.0.1",
        "CRAWL_DELAY": "0",
        "INDEX": "elasticsearch",
        "ELASTICSEARCH_URLS": ",".join(ELASTICSEARCH),
        "ELASTICSEARCH_PREFIX": prefix_of(tmp_path),
    }.items():
        monkeypatch.setenv(f"LOT_RECRUTE_{name}", value)
    monkeypatch.chdir(tmp_path)

    def invoke(*words: object, fails: bool = False) -> Result:
        result = CliRunner().invoke(app, [str(word) for word in words])
        assert (result.exit_code != 0) == fails, result.output
        return result

    with forgotten_afterwards(tmp_path):
        yield invoke


@pytest.fixture
def applied(run: Run, tmp_path: Path) -> Run:
    """The same installation, with two offers."""
    (tmp_path / "employers.toml").write_text(
        """
[[employer]]
key = "exemple"
name = "Exemple (exemple)"
platform = "schema_org"
mode = "pages"
start_urls = ["https://exemple.example/1"]
allowed_hosts = ["exemple.example"]
verified = false
trusted = true
access = "public"
display = "extract"
example = "https://exemple.example/1"
""",
        "utf-8",
    )
    run("apply", write_run(tmp_path, crawl_run(day(1), [BAKER_OFFER, NURSE_OFFER])).folder, "--by", "Anne")
    return run


def test_the_whole_road(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with running_sites(date.today()) as sites:  # noqa: DTZ011 (the crawl judges as of today)
        (tmp_path / "employers.toml").write_text(sites.registry, "utf-8")
        for name, value in sites.environment.items():
            monkeypatch.setenv(name, value)
        folders = run("crawl", "exemple-sante", "exemple-saveurs").stdout.split()
    assert len(folders) == 2
    added = 0
    for folder in folders:
        added += len(json.loads(run("review", folder, "--json").stdout)["added"])
        run("apply", folder, "--by", "Anne")
    (waiting, *_) = json.loads(run("offers", "list", "--status", "pending", "--json").stdout)
    run("offers", "publish", waiting["offer"]["id"], "--by", "Anne", "--why", "relue")

    file = tmp_path / "profile.json"
    file.write_text(json.dumps(NURSE), "utf-8")
    name = run("profile", "save", file).stdout.strip()
    matched = json.loads(run("match", "--profile", name, "--json").stdout)
    assert matched[0]["offer"]["title"].startswith("Infirmi")

    with TestClient(create_app(Settings())) as client:
        counts = client.get("/readyz").json()["counts"]
        assert added > counts["published"] == counts["indexed"] > 5
        told = client.post("/api/v1/recommendations", json=NURSE, params={"limit": 10}).json()["items"]
        assert [one["offer"]["id"] for one in told] == [one["offer"]["id"] for one in matched]
        found = client.get("/api/v1/offers", params={"q": "INFIRMIERE", "commune": "46042", "radius_km": 60}).json()
        assert found["total"] == len(found["items"]) > 0

    assert "même chose" in run("index", "check").stderr
    run("profile", "delete", name)
    rebuilt = run("index", "rebuild").stderr
    assert f"{counts['published']} offres, 0 profils" in rebuilt
    assert "même chose" in run("index", "check").stderr


def test_an_index_that_lags_shows_nothing_that_was_withdrawn(applied: Run, tmp_path: Path) -> None:
    settings = Settings()
    with closing(open_index(settings, make_understanding(settings))) as index:
        index.position()
        index.advance(1_000)  # follows the records no more
    with closing(Records(settings.records_url)) as records, records.write() as session:
        withdraw(session, BAKER_OFFER.id, by="Anne", why="pourvue", now=day(2))
    with TestClient(create_app(settings)) as client:
        assert client.get("/readyz").json()["counts"] == {"published": 1, "indexed": 2}
        shown = client.get("/api/v1/offers").json()["items"]
        recommended = client.post("/api/v1/recommendations", json={"wanted_jobs": ["boulanger"]}).json()["items"]
    assert [one["id"] for one in shown] == [NURSE_OFFER.id]
    assert BAKER_OFFER.id not in [one["offer"]["id"] for one in recommended]
    assert applied("index", "check", fails=True).stdout == f"offre {BAKER_OFFER.id} : est en trop dans l'index\n"


def test_check_says_what_differs(applied: Run, tmp_path: Path) -> None:
    settings = Settings()
    with closing(Records(settings.records_url)) as records, records.write() as session:
        save_profile(session, CandidateProfile(id="anne", wanted_jobs=("boulangère",)), now=day(2))
    with closing(open_index(settings, make_understanding(settings))) as index:
        index.remove_offers({NURSE_OFFER.id: 999})
    lines = applied("index", "check", fails=True).stdout.splitlines()
    assert lines[0].endswith("changements de retard")
    assert lines[1:] == [f"offre {NURSE_OFFER.id} : manque dans l'index", "profil anne : manque dans l'index"]
    applied("index", "rebuild")
    applied("index", "check")


def test_a_trial_leaves_nothing(run: Run, tmp_path: Path) -> None:
    settings = Settings()
    understanding = make_understanding(settings)
    with connect(ELASTICSEARCH) as client:
        with trial_index(settings, understanding) as index:
            index.put_offers(understanding.offers([(BAKER_OFFER, 1)]))
            assert index.counts() == (1, 0)
            assert len(client.indices.get_alias(index=f"{prefix_of(tmp_path)}-*")) == 3
        assert not client.indices.get_alias(index=f"{prefix_of(tmp_path)}-*")


@contextmanager
def forwarding(port: int) -> Iterator[None]:
    """Pass everything that comes to a port on to Elasticsearch."""
    target = urlsplit(ELASTICSEARCH[0])
    opened: list[socket.socket] = []

    class Forward(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            there = socket.create_connection((target.hostname, target.port))
            opened.extend([self.request, there])
            back = threading.Thread(target=_copy, args=(there, self.request), daemon=True)
            back.start()
            _copy(self.request, there)

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

    with Server(("127.0.0.1", port), Forward) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield
        finally:
            server.shutdown()
            for one in opened:
                one.close()


def _copy(one: socket.socket, other: socket.socket) -> None:
    try:
        while data := one.recv(65536):
            other.sendall(data)
    except OSError:
        return
    finally:
        one.close()
        other.close()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_a_site_recovers_by_itself(applied: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "AFTER_FAILURE_SECONDS", 0.2)
    port = free_port()
    monkeypatch.setenv("LOT_RECRUTE_ELASTICSEARCH_URLS", f"http://127.0.0.1:{port}")
    body = {"wanted_jobs": ["boulanger"]}
    with TestClient(create_app(Settings()), raise_server_exceptions=False) as client:

        def statuses() -> set[int]:
            answers = [client.get("/api/v1/offers"), client.post("/api/v1/recommendations", json=body)]
            answers.append(client.get("/readyz"))
            for answer in answers:
                assert answer.status_code == 200 or int(answer.headers["Retry-After"]) > 0
            return {answer.status_code for answer in answers}

        assert statuses() == {503}  # away when the site starts
        problem = client.get("/api/v1/offers").json()
        assert problem["type"] == "urn:lot-recrute:problem:not-ready"
        assert client.get("/healthz").status_code == 200
        page = client.get("/", headers={"Accept": "text/html"})
        assert page.status_code in (200, 503)
        with forwarding(port):
            wait_for(lambda: statuses() == {200})
        wait_for(lambda: statuses() == {503})  # gone while it runs
        with forwarding(port):
            wait_for(lambda: statuses() == {200})


def test_what_is_applied_while_it_is_away_is_not_lost(applied: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    monkeypatch.setenv("LOT_RECRUTE_ELASTICSEARCH_URLS", f"http://127.0.0.1:{port}")
    told = applied("offers", "withdraw", BAKER_OFFER.id, "--by", "Anne", "--why", "pourvue")
    assert "l'index suivra plus tard" in told.stderr
    assert "injoignable" in applied("index", "check", fails=True).stderr
    with forwarding(port):
        assert applied("index", "check", fails=True).stdout.startswith("l'index a ")
        applied("offers", "publish", NURSE_OFFER.id, "--by", "Anne", "--why", "relue")
        assert "même chose" in applied("index", "check").stderr


def wait_for(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not reached():
        assert time.monotonic() < deadline, "not reached in half a minute"
        time.sleep(0.1)
