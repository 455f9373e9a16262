"""Boards that answer with all their offers, texts included: where the answer lies, and how one row of it reads."""

import html
import logging
import re
from abc import abstractmethod
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any, ClassVar
from urllib.parse import SplitResult, urlsplit

from lxml import etree
from scrapy import Request
from scrapy.http import Response

from crawlers.codes import CrawlCode
from crawlers.postings import RawPosting
from crawlers.registry import BoardEntry
from crawlers.spiders.base import BadAnswerError, PlatformSpider, Result, address_of, text

logger = logging.getLogger(__name__)


class BoardSpider(PlatformSpider[BoardEntry]):
    """Asks each board once, or page by page, and reads its rows; one that makes no sense does not cost the others."""

    is_feed: ClassVar[str]
    """Found in an address that is the machine-readable answer itself: a start address like that is asked as it is."""

    accept: ClassVar[str] = "application/json"

    @abstractmethod
    def feed(self, board: SplitResult) -> str:
        """Return where the offers of a board's public page are answered."""

    @abstractmethod
    def rows(self, response: Response) -> Iterable[Any]:
        """Return the rows of an answer that are meant for the public, those that make no sense among them."""

    @abstractmethod
    def posting(self, row: Any, page: str) -> RawPosting:
        """Read one row; ``page`` is the address of the answer."""

    def following(self, response: Response, found: int, fresh: int) -> str | None:
        """Return the address of the next page after one with ``found`` rows, ``fresh`` of them not seen before."""
        return None

    async def start(self) -> AsyncIterator[Any]:
        """Ask for each board."""
        for board in self.entry.start_urls:
            yield self.ask_board(board if re.search(self.is_feed, board) else self.feed(urlsplit(board)))

    def ask_board(self, address: str) -> Request:
        """Return the request for an answer with rows."""
        return self.ask(address, self.parse_board, headers={"Accept": self.accept})

    def parse_board(self, response: Response) -> Iterator[Result]:
        """Read every row of an answer, then ask for the next page."""
        found = list(self.rows(response))
        fresh = 0
        for row in found:
            self.listed += 1
            try:
                posting = self.posting(row, response.url)
            except Exception as error:  # one strange row must not cost the others
                self.malformed(self.listed, error)
                fresh += self.is_new(repr(row))  # nor the next page
                continue
            fresh += self.is_new(posting.source_id)
            yield posting
        address = self.following(response, len(found), fresh)
        if address is not None:
            yield self.ask_board(address)


def required(value: Any, what: str, code: CrawlCode = CrawlCode.BAD_JSON) -> str:
    """Return a text that a row must have.

    Raises:
        BadAnswerError: with the code: it has none.
    """
    found = text(value)
    if found is None:
        raise BadAnswerError(code, f"expected {what!r} to be a text or a number")
    return found


def required_address(value: Any, what: str, code: CrawlCode = CrawlCode.BAD_JSON) -> str:
    """Return the address of a page that a row must have: a whole one, which leads a candidate there.

    Raises:
        BadAnswerError: with the code: it has none.
    """
    found = address_of(value)
    if found is None:
        raise BadAnswerError(code, f"expected {what!r} to be an address that begins with http:// or https://")
    return found


def xml_root(response: Response, tag: str) -> etree._Element:
    """Return the root of an XML answer. Entities are not resolved; a cut answer is none.

    Raises:
        BadAnswerError: `bad_xml`: it is not XML, or its root has another name.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(response.body, parser)
    except etree.XMLSyntaxError as error:
        raise BadAnswerError(CrawlCode.BAD_XML, f"expected XML: {error}") from error
    if root.tag != tag:
        raise BadAnswerError(CrawlCode.BAD_XML, f"expected <{tag}>, got <{root.tag!s}>")
    return root


def xml_text(node: etree._Element, name: str) -> str | None:
    """Return the text of the first child of a name, in whatever namespace."""
    child = next(node.iterchildren(f"{{*}}{name}"), None)
    return None if child is None else text("".join(child.itertext()))


def headed(parts: Iterable[tuple[str | None, str | None]]) -> str | None:
    """Join HTML texts, each below its heading; those without a text are left out."""
    joined = [(f"<h4>{html.escape(heading)}</h4>\n" if heading else "") + body for heading, body in parts if body]
    return "\n".join(joined) or None


def pay(low: Any, high: Any, currency: Any, unit: str | None) -> str | None:
    """Write structured pay as "1800 - 2200 EUR MONTH", an upper end alone as "0 - 2200"; None without an amount."""
    least, most = (amount if (amount := text(one)) and amount.strip("0.,") else None for one in (low, high))
    amounts = list(dict.fromkeys(filter(None, (least or (most and "0"), most))))
    words = (" - ".join(amounts), text(currency), unit)
    return " ".join(word for word in words if word) if amounts else None
