"""Fixture folders: one registry entry and what its site answers, written by hand, replayed like a recording.

A folder holds ``entry.toml``, the keys of one registry entry (key, name, verified, trusted, access, display and example
may be left out), and ``exchanges.toml``, what the site answers, in tables ``[[exchange]]`` of

- ``url``, and for a POST one of ``form`` (url-encoded text) or ``json`` (a table);
- ``status`` (200), ``headers`` (a table), and ``body`` (text) or ``file`` (a file of the folder) or ``pdf`` (text that
  is printed; "" is a page without any). The Content-Type is guessed from the file's name, a body is HTML; ``headers``
  may say otherwise.
"""

import json
import mimetypes
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawlers.registry import CrawledEntry, RegistryError, UnknownEntry, parse_registry
from crawlers.running.archive import RecordedRequest, RecordedResponse, RecordingWriter

Exchange = tuple[RecordedRequest, RecordedResponse]

EXCHANGES = "exchanges.toml"
ENTRY = "entry.toml"

_TYPES = {".html": "text/html; charset=utf-8", ".xml": "application/xml", ".csv": "text/csv"}
_NEEDED = {
    "name": '"Exemple"',
    "verified": "true",
    "trusted": "false",
    "access": '"public"',
    "display": '"extract"',
    "example": '"voir le site"',
}


class FixtureError(ValueError):
    """A folder that is no fixture; says what was expected."""


@dataclass(frozen=True)
class Fixture:
    """An entry and what its site answers."""

    entry: CrawledEntry
    exchanges: tuple[Exchange, ...]

    def write(self, path: Path) -> None:
        """Write the answers as a recording.

        Raises:
            OSError: The file cannot be written.
        """
        with RecordingWriter(path, "fixture") as writer:
            for request, response in self.exchanges:
                writer.write(request, response)


def read_fixture(folder: Path) -> Fixture:
    """Read a fixture folder.

    Raises:
        FixtureError: Something is missing or wrong in it.
    """
    try:
        entry = fixture_entry((folder / ENTRY).read_text("utf-8"), key=folder.name.replace("_", "-"))
        tables = tomllib.loads((folder / EXCHANGES).read_text("utf-8"))["exchange"]
        return Fixture(entry, tuple(exchange(table, folder) for table in tables))
    except (OSError, KeyError, tomllib.TOMLDecodeError, RegistryError) as error:
        raise FixtureError(f"{folder}: expected {ENTRY} and {EXCHANGES} of a fixture: {error!r}") from error


def read_fixtures(folder: Path) -> list[Fixture]:
    """Read every fixture folder within a folder, in the order of their names; or the folder itself, if it is one.

    Raises:
        FixtureError: There is none, or one is wrong.
    """
    found = sorted(path.parent for pattern in (EXCHANGES, f"*/{EXCHANGES}") for path in folder.glob(pattern))
    if not found:
        raise FixtureError(f"{folder}: expected folders with {ENTRY} and {EXCHANGES}")
    return [read_fixture(one) for one in found]


def fixture_entry(text: str, key: str) -> CrawledEntry:
    """Return the entry of one TOML table; what every entry needs is added where it is missing.

    Raises:
        RegistryError: It is wrong.
        FixtureError: It is an entry that cannot be crawled.
    """
    needed = {"key": f'"{key}"'} | _NEEDED
    lines = [f"{name} = {value}" for name, value in needed.items() if f"{name} =" not in text]
    (entry,) = parse_registry("\n".join(["[[employer]]", *lines, text]), "fixture").entries
    if isinstance(entry, UnknownEntry):
        raise FixtureError(f"{key}: expected a platform that is crawled")
    return entry


def print_pdf(text: str) -> bytes:
    """Return a text printed as a PDF file of one font; without text, a page with a grey square like a scan."""
    from fpdf import FPDF  # of the extra "test"

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


def exchange(table: dict[str, Any], folder: Path) -> Exchange:
    """Return the request and the answer of a table of ``exchanges.toml``."""
    sent, kind = b"", ""
    if "json" in table:
        sent, kind = json.dumps(table["json"], sort_keys=True).encode(), "application/json"
    elif "form" in table:
        sent, kind = table["form"].encode(), "application/x-www-form-urlencoded"
    request = RecordedRequest("POST" if sent else "GET", table["url"], (("Content-Type", kind),) if kind else (), sent)
    name = table.get("file", "body.pdf" if "pdf" in table else "body.html")
    if "file" in table:
        body = (folder / name).read_bytes()
    else:
        body = print_pdf(table["pdf"]) if "pdf" in table else table.get("body", "").encode()
    guessed = _TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    headers = {"Content-Type": guessed} | table.get("headers", {})
    return request, RecordedResponse(table.get("status", 200), tuple(headers.items()), body)
