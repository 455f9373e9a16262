"""What the tests of crawling share: entries, options, and a site's pages."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from fpdf import FPDF

from crawlers.registry import CrawledEntry, UnknownEntry, parse_registry
from crawlers.running.job import CrawlOptions

FIXTURES = Path(__file__).parent / "fixtures"

AS_OF = date(2026, 3, 10)
"""The day on which the fixtures' dates are judged."""


def make_entry(text: str) -> CrawledEntry:
    """Return the entry of one TOML table; what every entry needs is added where it is missing."""
    needed = {
        "key": '"exemple"',
        "name": '"Exemple"',
        "verified": "true",
        "trusted": "false",
        "access": '"public"',
        "display": '"extract"',
        "example": '"voir le site"',
    }
    lines = [f"{key} = {value}" for key, value in needed.items() if f"{key} =" not in text]
    (entry,) = parse_registry("\n".join(["[[employer]]", *lines, text]), "test").entries
    assert not isinstance(entry, UnknownEntry)
    return entry


def make_options(out: Path, **changes: Any) -> CrawlOptions:
    """Return options for a crawl of one's own machine."""
    return CrawlOptions(
        **{"out": out, "territory": "all", "contact": "https://example.org", "as_of": AS_OF, "delay": 0.0} | changes
    )


def make_pdf(text: str) -> bytes:
    """Return a text printed as a PDF file of one font; without text, a page with a grey square like a scan."""
    pdf = FPDF()
    pdf.core_fonts_encoding = "windows-1252"  # its own default lacks the euro sign
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    if text:
        pdf.multi_cell(0, 6, text)
    else:
        pdf.set_fill_color(200)
        pdf.rect(20, 20, 170, 250, style="F")
    return bytes(pdf.output())


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
