"""What offer pages gave when they were read: a page that is the same today is not parsed again.

Only what a spider reads is kept, raw; it is normalised and screened anew at each crawl, which depends on the day.
A reading is found by all that it was made from: the software, the registry entry, the page's address and content, and
what the listing told. So a changed page, entry or spider finds none, and where a server ignores conditional requests
and sends the same page again, that is not parsed either.
"""

import gzip
import hashlib
import zlib
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pydantic import Field
from pydantic_core import to_json

from crawlers.codes import CrawlCode
from crawlers.postings import RawPosting
from crawlers.registry import CrawledEntry
from matching.parsed import Record

_SOURCES = ("crawlers", "matching/text")
_LIBRARIES = ("extruct", "lxml", "parsel", "pypdf", "scrapy")


class Reading(Record):
    """What a page gave."""

    postings: tuple[RawPosting, ...]
    codes: Mapping[CrawlCode, int] = Field(default_factory=dict, description="What reading it counted.")


class Readings:
    """The readings of an entry's pages, a file each, touched when used: see `crawlers.running.forgetting`."""

    def __init__(self, folder: Path, entry: CrawledEntry) -> None:
        self._folder = folder
        self._made_by = f"{software_digest()}\n{entry.model_dump_json()}".encode()

    def key(self, address: str, kind: bytes, body: bytes, reader: str, arguments: Mapping[str, Any]) -> str:
        """Return the name of a reading.

        Args:
            address: of the page.
            kind: its Content-Type.
            body: its content.
            reader: name of the callback that reads it.
            arguments: what the callback is told besides.

        Raises:
            ValueError: An argument is no plain value, so that nobody can tell whether it is the same.
        """
        digest = hashlib.sha256()
        for part in (self._made_by, address.encode(), kind, body, reader.encode(), to_json(arguments)):
            digest.update(hashlib.sha256(part).digest())
        return digest.hexdigest()

    def find(self, key: str) -> Reading | None:
        """Return a reading, None when there is none (or it was torn by a kill)."""
        path = self._path(key)
        try:
            reading = Reading.model_validate_json(gzip.decompress(path.read_bytes()))
            path.touch()
        except (OSError, EOFError, ValueError, zlib.error):
            return None
        return reading

    def keep(self, key: str, reading: Reading) -> None:
        """Write a reading.

        Raises:
            OSError: The folder cannot be written to.
        """
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(reading.model_dump_json().encode(), compresslevel=6))

    def _path(self, key: str) -> Path:
        return self._folder / "readings" / key[:2] / key


def software_digest(root: Path = Path(__file__).parents[2]) -> str:
    """Return a digest of all the code below a folder that reads pages, the libraries' versions included."""
    digest = hashlib.sha256()
    for folder in _SOURCES:
        for path in sorted((root / folder).rglob("*.py")):
            digest.update(f"{path.relative_to(root)}\n".encode() + path.read_bytes())
    for library in _LIBRARIES:
        try:
            digest.update(f"{library} {version(library)}\n".encode())
        except PackageNotFoundError:  # an extra that is not installed
            continue
    return digest.hexdigest()
