"""How fast a crawl is: ``python -m crawlers.measuring``.

A server on this machine holds a listing and its offer pages. In one run they are fetched twice: by a bare Scrapy
spider that only fetches, one request at a time as ours does, and by a crawl as it is run every day (robots.txt read,
postings read, normalised and screened, everything recorded). Both are told in pages a second of the time between their
first and last request, so that the start of a process counts for neither; and their ratio.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from crawlers.running.crawl import crawl
from crawlers.running.fixtures import fixture_entry
from crawlers.running.job import CrawlOptions

_BARE = """
import sys
from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess

class Bare(Spider):
    name = "bare"

    async def start(self):
        yield Request(sys.argv[1])

    def parse(self, response):
        for link in response.css("a.offre::attr(href)").getall():
            yield Request(response.urljoin(link), self.fetched)

    def fetched(self, response):
        pass

process = CrawlerProcess({"CONCURRENT_REQUESTS": 1, "DOWNLOAD_DELAY": 0, "LOG_LEVEL": "WARNING",
                          "TELNETCONSOLE_ENABLED": False})
process.crawl(Bare)
process.start()
"""

_DUTIES = "<p>Vous conduisez la ligne de sciage, contrôlez les débits et entretenez les outils de coupe.</p>"


class _Server(ThreadingHTTPServer):
    """A listing of offers; remembers when its pages were asked for."""

    daemon_threads = True

    def __init__(self, offers: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages = {f"/offres/{number}": _offer(number) for number in range(offers)}
        links = "".join(f'<li><a class="offre" href="{path}">Scieur</a></li>' for path in self.pages)
        self.pages["/"] = f"<html><body><ul>{links}</ul></body></html>".encode()
        self.asked: list[float] = []


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, _Server)  # noqa: S101 - for the type checker
        body = server.pages.get(self.path)
        if body is not None:
            server.asked.append(time.perf_counter())
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: Any) -> None:
        pass


def _offer(number: int) -> bytes:
    posting = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "identifier": f"sciage-{number}",
        "title": "Scieur / Scieuse (H/F)",
        "description": _DUTIES * 12,
        "datePosted": "2026-03-01",
        "employmentType": "FULL_TIME",
        "hiringOrganization": {"@type": "Organization", "name": "Scierie de la Bouriane (exemple)"},
        "jobLocation": {"@type": "Place", "address": {"addressLocality": "Gourdon", "postalCode": "46300"}},
    }
    menu = "".join(f'<li class="menu"><a href="/rubrique/{n}">Rubrique {n}</a></li>' for n in range(60))
    return (
        f'<html><head><title>Scieur</title><script type="application/ld+json">{json.dumps(posting)}</script></head>'
        f"<body><nav><ul>{menu}</ul></nav><main><h1>Scieur</h1>{_DUTIES * 12}</main></body></html>"
    ).encode()


@contextmanager
def _served(offers: int) -> Iterator[_Server]:
    server = _Server(offers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def bare_rate(offers: int) -> float:
    """Return the pages a second of a bare Scrapy spider.

    Raises:
        RuntimeError: It did not fetch every page.
    """
    with _served(offers) as server:
        command = [sys.executable, "-c", _BARE, f"http://127.0.0.1:{server.server_port}/"]
        subprocess.run(command, check=True)  # noqa: S603 - our own words
        return _rate(server, offers)


def crawl_rate(offers: int) -> float:
    """Return the pages a second of a crawl, without the waits that it owes to other people's sites.

    Raises:
        RuntimeError: It did not fetch every page, or not every page became an offer.
    """
    with _served(offers) as server, tempfile.TemporaryDirectory() as folder:
        host = f"127.0.0.1:{server.server_port}"
        text = f"""
            platform = "schema_org"
            mode = "listing"
            offer_links = "a.offre"
            start_urls = ["http://{host}/"]
            allowed_hosts = ["{host}"]
        """
        options = CrawlOptions(out=Path(folder), territory="46", contact="https://scierie.example", delay=0.0)
        report = crawl(fixture_entry(text, key="scierie"), options).report
        if report.found != offers:
            raise RuntimeError(f"expected {offers} offers, found {report.found}: {report.codes}, {report.detail}")
        return _rate(server, offers)


def _rate(server: _Server, offers: int) -> float:
    if len(server.asked) != offers + 1:
        raise RuntimeError(f"expected {offers + 1} pages to be fetched, got {len(server.asked)}")
    return offers / (server.asked[-1] - server.asked[0])


def main() -> None:
    """Print both speeds and their ratio; the better of several turns each, taken in alternation."""
    parser = argparse.ArgumentParser(description="Crawl speed beside a bare Scrapy spider.")
    parser.add_argument("--offers", type=int, default=300, help="offer pages (default: 300)")
    parser.add_argument("--turns", type=int, default=3, help="turns of each (default: 3)")
    chosen = parser.parse_args()
    turns = [(bare_rate(chosen.offers), crawl_rate(chosen.offers)) for _ in range(chosen.turns)]
    bare, ours = (max(rates) for rates in zip(*turns, strict=True))
    sys.stdout.write(
        f"bare Scrapy  {bare:6.1f} pages/s\nour crawl    {ours:6.1f} pages/s\nratio        {ours / bare:6.2f}\n"
    )


if __name__ == "__main__":
    main()
