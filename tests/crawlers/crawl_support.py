"""What the tests of crawling share: entries, options, and a site's pages."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from crawlers.registry import CrawledEntry
from crawlers.running.fixtures import fixture_entry, print_pdf
from crawlers.running.job import CrawlOptions

FIXTURES = Path(__file__).parent / "fixtures"

AS_OF = date(2026, 3, 10)
"""The day on which the fixtures' dates are judged."""


def make_entry(text: str) -> CrawledEntry:
    """Return the entry of one TOML table; what every entry needs is added where it is missing."""
    return fixture_entry(text, key="exemple")


def make_options(out: Path, **changes: Any) -> CrawlOptions:
    """Return options for a crawl of one's own machine."""
    return CrawlOptions(
        **{"out": out, "territory": "all", "contact": "https://example.org", "as_of": AS_OF, "delay": 0.0} | changes
    )


make_pdf = print_pdf

Record = Callable[..., Path]


@dataclass
class Site:
    """A web site on this machine. ``pages`` maps a path with query to status, headers and body."""

    address: str
    host: str
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    """Method, path and headers (lower case) of the requests, in order."""
    hold: threading.Event = field(default_factory=threading.Event)
    """Pages below ``/lent`` are answered when it is set."""

    def put(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> None:
        """Add a page."""
        content = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, {"Content-Type": "text/html; charset=utf-8"} | named, content)

    @property
    def paths(self) -> list[str]:
        """Paths asked, in order, without robots.txt."""
        return [path for _, path, _ in self.asked if path != "/robots.txt"]
