"""What the commands that visit employers ask of a host counts in its day's budget, as a crawl does."""

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from service.cli import app

OFFER = (
    '<script type="application/ld+json">{"@type": "JobPosting", "title": "Scieur", "description": "Du bois."}</script>'
)
PAGES = {"/": '<a href="/recrutement">Recrutement</a>', "/recrutement": '<a href="/emploi/1">Scieur</a>'}
PAGES |= {"/emploi/1": OFFER}


@dataclass
class Served:
    address: str
    pages: dict[str, str] = field(default_factory=PAGES.copy)
    status: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def served() -> Iterator[Served]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here.asked.append(self.path)
            page = here.pages.get(self.path)
            self.send_response(here.status.get(self.path, 404 if page is None else 200))
            body = (page or "rien ici").encode()
            self.send_header("Content-Type", "text/plain" if self.path == "/robots.txt" else "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here = Served(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield here
    server.shutdown()
    server.server_close()


@pytest.fixture
def run(served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator["Run"]:
    for name in [name for name in os.environ if name.startswith("LOT_RECRUTE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LOT_RECRUTE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("LOT_RECRUTE_CONTACT", "https://example.org")
    monkeypatch.setenv("LOT_RECRUTE_CRAWL_DELAY", "0")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "employeurs.csv").write_text(f"nom;site;commune\nScierie;{served.address}/;Gourdon\n", "utf-8")
    (tmp_path / "registre.toml").write_text(
        f"""[[employer]]
key = "scierie"
name = "Scierie"
platform = "schema_org"
mode = "listing"
start_urls = ["{served.address}/recrutement"]
offer_pattern = "/emploi/"
allowed_hosts = ["{served.address.removeprefix("http://")}"]
verified = false
trusted = false
access = "public"
display = "extract"
example = "{served.address}/emploi/1"
""",
        "utf-8",
    )
    yield Run(tmp_path / "data", monkeypatch)


@dataclass
class Run:
    data: Path
    monkeypatch: pytest.MonkeyPatch

    def __call__(self, words: str, budget: int = 100) -> Result:
        self.monkeypatch.setenv("LOT_RECRUTE_CRAWL_DAILY_REQUESTS", str(budget))
        return CliRunner().invoke(app, words.split())

    @property
    def counted(self) -> int:
        return sum(file.stat().st_size for file in self.data.glob("requests/*/*"))


COMMANDS = [
    "employers detect {site}/recrutement",
    "employers survey employeurs.csv --registry registre.toml",
    "employers check --registry registre.toml",
    "crawl scierie --registry registre.toml",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_request_is_counted(command: str, served: Served, run: Run) -> None:
    result = run(command.format(site=served.address))
    assert len(served.asked) > 1, result.output
    assert run.counted == len(served.asked)


@pytest.mark.parametrize("command", COMMANDS)
def test_what_others_asked_is_counted_too(command: str, served: Served, run: Run) -> None:
    run("employers check --registry registre.toml")
    before = len(served.asked)
    result = run(command.format(site=served.address), budget=before)
    assert len(served.asked) == before, result.output
    told = result.output + "".join(path.read_text("utf-8") for path in Path().glob("enquete-*/rapport.md"))
    assert "budget_spent" in told or "assez interrogé pour aujourd'hui" in told


@pytest.mark.parametrize("command", COMMANDS)
def test_robots_is_obeyed(command: str, served: Served, run: Run) -> None:
    served.pages["/robots.txt"] = "User-agent: *\nDisallow: /\n"
    run(command.format(site=served.address))
    assert set(served.asked) == {"/robots.txt"}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_host_that_says_stop_is_asked_nothing_more(command: str, served: Served, run: Run) -> None:
    first = "/" if "survey" in command else "/recrutement"
    served.status[first] = 429
    served.pages[first] = PAGES["/"]
    result = run(command.format(site=served.address))
    others = [path for path in served.asked if path not in ("/robots.txt", first)]
    assert others == [], result.output


@pytest.mark.parametrize("command", COMMANDS)
def test_robots_is_asked_for_once_a_day(command: str, served: Served, run: Run) -> None:
    run("employers check --registry registre.toml")
    run(command.format(site=served.address))
    assert served.asked.count("/robots.txt") == 1
