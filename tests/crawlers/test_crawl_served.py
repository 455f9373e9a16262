"""Whole crawls over HTTP, of a site on this machine."""

import gzip
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from crawl_support import FIXTURES, Site, make_entry, make_options

from crawlers.codes import CrawlCode
from crawlers.registry import CrawledEntry
from crawlers.running.archive import RecordedRequest, Recording
from crawlers.running.crawl import Progress, crawl, start_process
from crawlers.running.folder import RESPONSES, create_run_folder, read_run, write_report
from crawlers.running.job import CrawlJob
from crawlers.running.report import Outcome


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOT_RECRUTE_FRANCE_TRAVAIL_ID", "client-de-test")
    monkeypatch.setenv("LOT_RECRUTE_FRANCE_TRAVAIL_SECRET", "secret-de-test")


@pytest.fixture
def unused_address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def offer_page(number: int) -> str:
    posting = {"@type": "JobPosting", "title": f"Poste {number}", "description": "Du bois.", "identifier": number}
    return f'<html><head><script type="application/ld+json">{json.dumps(posting)}</script></head></html>'


def listing(*paths: str) -> str:
    return "".join(f'<a class="offre" href="{path}">Offre</a>' for path in paths)


def entry_of(site: Site, path: str = "/offres", more: str = "") -> CrawledEntry:
    return make_entry(f"""
platform = "schema_org"
mode = "listing"
start_urls = ["{site.address}{path}"]
offer_links = "a.offre"
allowed_hosts = ["{site.host}"]
{more}""")


def test_site_is_crawled_politely(site: Site, tmp_path: Path) -> None:
    site.put("/robots.txt", "User-agent: LotRecrute\nDisallow: /prive\n", Content_Type="text/plain")
    site.put("/offres", listing("/o/1", "/prive/2", "/o/3"))
    site.put("/o/1", offer_page(1))
    site.put("/o/3", offer_page(3))
    seen: list[Progress] = []
    run = crawl(entry_of(site), make_options(tmp_path), seen.append)
    assert run.report.codes == {CrawlCode.ROBOTS_CLOSED: 1}
    assert run.report.found == 2
    assert [path for _, path, _ in site.asked] == ["/robots.txt", "/offres", "/o/1", "/o/3"]
    agents = {headers["user-agent"] for _, _, headers in site.asked}
    assert all(agent.startswith("LotRecrute/") and agent.endswith(" (+https://example.org)") for agent in agents)
    assert seen[-1].found == 2


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (429, {}, ""),
        (403, {"cf-mitigated": "challenge"}, "<title>Just a moment...</title>"),
    ],
)
def test_host_that_says_stop_is_asked_nothing_more(
    status: int, headers: dict[str, str], body: str, site: Site, tmp_path: Path
) -> None:
    site.put("/offres", listing("/o/1", "/o/2", "/o/3", "/o/4"))
    site.put("/o/1", offer_page(1))
    site.put("/o/2", body, status, **headers)
    report = crawl(entry_of(site), make_options(tmp_path)).report
    assert site.paths == ["/offres", "/o/1", "/o/2"]
    assert report.codes == {CrawlCode.HOST_STOPPED: 3}
    assert (report.finished, report.complete, report.found) == (True, False, 1)


@pytest.mark.parametrize("status", [500, 503])
def test_robots_that_fails_closes_the_host(status: int, site: Site, tmp_path: Path) -> None:
    site.put("/robots.txt", "erreur", status)
    site.put("/offres", listing("/o/1"))
    report = crawl(entry_of(site), make_options(tmp_path)).report
    assert site.paths == []
    assert report.codes == {CrawlCode.ROBOTS_CLOSED: 1}


def test_robots_is_followed_through_redirects(site: Site, tmp_path: Path) -> None:
    site.put("/robots.txt", "", 301, Location="/r/robots.txt")
    site.put("/r/robots.txt", "User-agent: *\nDisallow: /\n", Content_Type="text/plain")
    assert crawl(entry_of(site), make_options(tmp_path)).report.codes == {CrawlCode.ROBOTS_CLOSED: 1}


def test_passing_errors_are_retried_and_lasting_ones_counted(site: Site, tmp_path: Path) -> None:
    site.put("/offres", listing("/o/1", "/o/2"))
    site.put("/o/1", "erreur", 503)
    site.put("/o/2", offer_page(2))
    report = crawl(entry_of(site), make_options(tmp_path)).report
    assert site.paths.count("/o/1") == 3
    assert report.codes == {CrawlCode.HTTP_ERROR: 1}
    assert report.responses == {"200": 2, "404": 1, "503": 3}


def test_retry_after_of_an_hour_is_not_waited_for(site: Site, tmp_path: Path) -> None:
    site.put("/offres", "erreur", 503, Retry_After="3600")
    report = crawl(entry_of(site), make_options(tmp_path)).report
    assert site.paths == ["/offres"]
    assert report.codes == {CrawlCode.HTTP_ERROR: 1}


def test_unchanged_pages_are_not_sent_again_but_are_asked_for(site: Site, tmp_path: Path) -> None:
    site.put("/offres", listing("/o/1"), ETag='"l1"', Cache_Control="max-age=86400")
    site.put("/o/1", offer_page(1), ETag='"o1"', Cache_Control="no-cache")
    options = make_options(tmp_path / "runs", cache=tmp_path / "cache")
    first, second = crawl(entry_of(site), options), crawl(entry_of(site), options)
    assert site.paths == ["/offres", "/o/1"] * 2
    assert (first.report.not_modified, second.report.not_modified) == (0, 2)
    assert second.report.complete
    assert [one.offer.id for one in second.offers()] == [one.offer.id for one in first.offers()]
    answer = Recording(second.folder / RESPONSES).answer(RecordedRequest("GET", f"{site.address}/o/1"))
    assert answer is not None
    assert answer.body == offer_page(1).encode()
    site.put("/o/1", "erreur", 500)
    assert crawl(entry_of(site), options).report.codes == {CrawlCode.HTTP_ERROR: 1}  # no old page instead


def test_no_answer_at_all_is_counted(tmp_path: Path, unused_address: str) -> None:
    entry = make_entry(f"""
platform = "france_travail"
access = "contract"
start_urls = ["{unused_address}/search"]
token_url = "{unused_address}/token"
allowed_hosts = ["{unused_address.removeprefix("http://")}"]
departements = ["46"]
""")
    assert crawl(entry, make_options(tmp_path)).report.codes == {CrawlCode.CONNECTION_FAILED: 1}


def test_contracted_api_is_called_with_credentials_that_are_not_recorded(site: Site, tmp_path: Path) -> None:
    row = (FIXTURES / "france_travail/offre.json").read_text()
    json_type = {"Content-Type": "application/json"}
    site.put("/robots.txt", "User-agent: *\nDisallow: /\n", Content_Type="text/plain")
    site.put("/token", '{"access_token": "jeton-de-test", "expires_in": 1499}', **json_type)
    search = "/search?departement=46&origineOffre={}&range=0-149"
    site.put(search.format(1), f'{{"resultats": [{row}]}}', **json_type, Content_Range="offres 0-0/1")
    site.put(search.format(2), "", 429, Retry_After="1")
    entry = make_entry(f"""
platform = "france_travail"
access = "contract"
start_urls = ["{site.address}/search"]
token_url = "{site.address}/token"
allowed_hosts = ["{site.host}"]
departements = ["46"]
""")
    run = crawl(entry, make_options(tmp_path))
    assert site.paths == ["/token", search.format(1), *[search.format(2)] * 3]  # 429 is retried here, then obeyed
    assert run.report.codes == {CrawlCode.HOST_STOPPED: 1}
    assert run.report.found == 1
    assert site.asked[1][2]["authorization"] == "Bearer jeton-de-test"
    recorded = gzip.decompress((run.folder / RESPONSES).read_bytes())
    assert b"grant_type=client_credentials" in recorded
    assert not any(secret in recorded for secret in (b"client-de-test", b"secret-de-test", b"jeton-de-test"))


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def start_child(entry: CrawledEntry, out: Path) -> tuple[Path, "subprocess.Popen[str]"]:
    """Start the process of a crawl, as `crawl` does."""
    started = datetime.now(UTC)
    folder = create_run_folder(out, started, entry.key)
    job = CrawlJob(entry=entry, options=make_options(out), folder=folder, started=started)
    write_report(folder, job.first_report())
    child = start_process()
    assert child.stdin
    child.stdin.write(job.model_dump_json())
    child.stdin.close()
    return folder, child


@pytest.mark.parametrize(
    ("sent", "outcome"),
    [
        (signal.SIGINT, Outcome.INTERRUPTED),
        (signal.SIGTERM, Outcome.INTERRUPTED),
        (signal.SIGKILL, Outcome.RUNNING),
    ],
)
def test_stopped_crawl_leaves_a_readable_unfinished_folder(
    sent: signal.Signals, outcome: Outcome, site: Site, tmp_path: Path
) -> None:
    site.put("/offres", listing("/o/1", "/lent/2", "/o/3"))
    site.put("/o/1", offer_page(1))
    site.put("/lent/2", offer_page(2))
    folder, child = start_child(entry_of(site), tmp_path)
    wait_for(lambda: "/lent/2" in site.paths)
    child.send_signal(sent)
    time.sleep(0.2)
    site.hold.set()
    child.wait(30)
    if child.stdout:
        child.stdout.close()
    run = read_run(folder)
    assert (run.report.finished, run.report.complete, run.report.outcome) == (False, False, outcome)
    assert "/o/3" not in site.paths
    assert next(run.offers()).offer.raw_title == "Poste 1"
    assert Recording(folder / RESPONSES).answer(RecordedRequest("GET", f"{site.address}/o/1")) is not None


def test_torn_last_line_of_an_unfinished_run_is_left_out(site: Site, tmp_path: Path) -> None:
    site.put("/offres", listing("/o/1"))
    site.put("/o/1", offer_page(1))
    run = crawl(entry_of(site), make_options(tmp_path))
    with (run.folder / "offers.jsonl").open("a") as lines:
        lines.write('{"schema_version": 1, "offer": {"id"')
    write_report(run.folder, run.report.model_copy(update={"finished": False, "outcome": Outcome.RUNNING}))
    assert len(list(read_run(run.folder).offers())) == 1


def test_ctrl_c_in_the_parent_ends_the_crawl_in_good_order(site: Site, tmp_path: Path) -> None:
    site.put("/offres", listing("/lent/1", "/o/2"))
    site.put("/lent/1", offer_page(1))
    # started in the background, a shell's child ignores Ctrl-C, and so would its own children
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "import sys; from crawlers.running.crawl import crawl; from crawlers.running.job import CrawlJob;"
        "job = CrawlJob.model_validate_json(sys.argv[1]); crawl(job.entry, job.options)"
    )
    job = CrawlJob(entry=entry_of(site), options=make_options(tmp_path), folder=tmp_path, started=datetime.now(UTC))
    parent = subprocess.Popen([sys.executable, "-c", code, job.model_dump_json()], stderr=subprocess.PIPE, text=True)
    wait_for(lambda: "/lent/1" in site.paths)
    parent.send_signal(signal.SIGINT)
    time.sleep(0.2)
    site.hold.set()
    _, errors = parent.communicate(timeout=30)
    assert "KeyboardInterrupt" in errors
    (folder,) = tmp_path.iterdir()
    report = read_run(folder).report
    assert (report.outcome, report.finished) == (Outcome.INTERRUPTED, False)
    assert "/o/2" not in site.paths


def test_crash_of_the_process_is_told(site: Site, tmp_path: Path) -> None:
    report = crawl(entry_of(site), make_options(tmp_path, territory="le Lot et environs")).report
    assert (report.outcome, report.finished) == (Outcome.FAILED, False)
    assert site.asked == []


def test_two_crawls_in_one_second_have_folders_of_their_own(tmp_path: Path) -> None:
    started = datetime(2026, 3, 10, 8, 30, tzinfo=UTC)
    names = [create_run_folder(tmp_path, started, "scierie").name for _ in range(3)]
    assert names == ["20260310T083000Z-scierie", "20260310T083000Z-scierie-2", "20260310T083000Z-scierie-3"]
