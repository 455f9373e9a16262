"""Personio: a whole board as XML, in one language an answer."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import SplitResult, urlsplit

from scrapy.http import Response

from crawlers.codes import CrawlCode
from crawlers.postings import RawPlace, RawPosting
from crawlers.running.work import Work
from crawlers.spiders.base import text
from crawlers.spiders.board import BoardSpider, headed, pay, required, xml_root, xml_text

_LANGUAGES = ("", "language=fr", "language=en", "language=de")
"""Queries of one board, in this order: its own language may leave positions out, and texts."""


class PersonioSpider(BoardSpider):
    """Reads ``/xml`` in each language. A position is taken from the first that has its text, else from the last.

    A start address that is the feed itself is the only one asked.
    """

    name = "personio"
    is_feed = r"/xml(\?|$)"
    accept = "application/xml"

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._without_text: dict[str, dict[str, Any]] = {}
        """Positions that no answer gave a text so far, by host and id."""

    def feed(self, board: SplitResult) -> str:
        """Return the feed in the board's own language."""
        return f"{board.scheme}://{board.netloc}/xml"

    def rows(self, response: Response) -> Iterator[Any]:
        """Return the positions that no earlier answer gave, those without a text after the last answer."""
        waiting = self._without_text.setdefault(urlsplit(response.url).netloc, {})
        for position in xml_root(response, "workzag-jobs").iterfind("position"):
            number = xml_text(position, "id")
            if number is None:
                yield position  # to be counted as malformed
            elif _description(position):
                if self.is_new(_page(position, response.url)):
                    yield position
            else:
                waiting[number] = position
        if self.following(response, 0, 0) is None:
            yield from (one for one in waiting.values() if self.is_new(_page(one, response.url)))

    def posting(self, row: Any, page: str) -> RawPosting:
        """Read a position."""
        offices = [xml_text(row, "office"), *(text(one.text) for one in row.iterfind("additionalOffices/office"))]
        words = [xml_text(row, "employmentType"), xml_text(row, "schedule")]
        return RawPosting(
            source_id=required(xml_text(row, "id"), "id", CrawlCode.BAD_XML),
            url=_page(row, page),
            title=xml_text(row, "name"),
            description=_description(row),
            employer_name=xml_text(row, "subcompany"),
            places=tuple(RawPlace(text=office) for office in offices if office),
            contract=" | ".join(filter(None, words)) or None,
            working_time=words[1],
            salary=_salary(row),
            experience=_experience(xml_text(row, "yearsOfExperience")),
            posted=xml_text(row, "createdAt"),
        )

    def following(self, response: Response, found: int, fresh: int) -> str | None:
        """Return the same board in the next language."""
        parts = urlsplit(response.url)
        if response.url in self.entry.start_urls or parts.query not in _LANGUAGES[:-1]:
            return None
        return parts._replace(query=_LANGUAGES[_LANGUAGES.index(parts.query) + 1]).geturl()


def _salary(position: Any) -> str | None:
    given = position.find("salaryInformation")
    if given is None:
        return None
    unit = (xml_text(given, "type") or "").upper()  # YEARLY, MONTHLY, HOURLY
    return pay(xml_text(given, "min"), xml_text(given, "max"), xml_text(given, "currencyCode"), unit or None)


def _experience(years: str | None) -> str | None:
    """Write "lt-1", "2-5" and "gt-15" in words."""
    words = re.sub(r"\bgt-", "plus de ", re.sub(r"\blt-", "moins de ", years or ""))
    return f"{words} ans" if words else None


def _page(position: Any, feed: str) -> str:
    parts = urlsplit(feed)
    return f"{parts.scheme}://{parts.netloc}/job/{required(xml_text(position, 'id'), 'id', CrawlCode.BAD_XML)}"


def _description(position: Any) -> str | None:
    sections: Iterable[Any] = position.iterfind("jobDescriptions/jobDescription")
    return headed((xml_text(section, "name"), xml_text(section, "value")) for section in sections)
