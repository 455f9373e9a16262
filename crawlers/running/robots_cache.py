"""robots.txt answers, kept for a day and shared by all crawls and visits of an operator (RFC 9309, 2.4)."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from pydantic import AwareDatetime

from matching.parsed import Record

MAX_AGE = timedelta(days=1)
"""RFC 9309, 2.4: a rules file is not used longer."""


class RobotsAnswer(Record):
    """What a host answered, at the end of all redirects."""

    at: AwareDatetime
    status: int
    content_type: str
    text: str
    """The body, a character a byte (Latin-1)."""

    @property
    def body(self) -> bytes:
        """The body as it came, as much of it as counts."""
        return self.text.encode("latin-1")


class RobotsCache:
    """A file a host. Only what tells the rules belongs here: a host that failed is asked again by the next crawl."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, host: str, now: datetime) -> RobotsAnswer | None:
        """Return what a host answered within a day; ``host`` is "https://scierie.example"."""
        try:
            answer = RobotsAnswer.model_validate_json(self._file(host).read_bytes())
        except (FileNotFoundError, ValueError):  # ValueError: of another version
            return None
        return answer if timedelta() <= now - answer.at < MAX_AGE else None

    def put(self, host: str, answer: RobotsAnswer) -> None:
        """Keep what a host answered, and forget what is too old.

        Raises:
            OSError: The folder cannot be written to.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        for file in self._folder.iterdir():
            try:
                if answer.at.timestamp() - file.stat().st_mtime > MAX_AGE.total_seconds():
                    file.unlink()
            except FileNotFoundError:  # another crawl forgot it
                continue
        new = self._folder / f".{os.getpid()}"
        new.write_text(answer.model_dump_json(), "utf-8")
        new.replace(self._file(host))

    def _file(self, host: str) -> Path:
        return self._folder / quote(host.lower(), safe="")
