"""softgarden: a feed of schema.org postings, or on older boards a list of ids and a page an offer."""

import json
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import Response, TextResponse

from crawlers.codes import CrawlCode
from crawlers.markup.job_posting import find_postings, read_page, to_raw_postings
from crawlers.postings import RawPosting
from crawlers.registry import BoardEntry
from crawlers.spiders.base import BadAnswerError, PlatformSpider, Result, json_object, part, rows, total_of
from crawlers.spiders.board import required_address

_IDS = re.compile(r"complete_job_id_list\s*=\s*(\[[^\]]*\])")


class SoftgardenSpider(PlatformSpider[BoardEntry]):
    """Reads ``/jobs.feed.json``. A start address that ends in ``/vacancies`` is an older board's list."""

    name = "softgarden"

    async def start(self) -> AsyncIterator[Any]:
        """Ask for each board's feed or list."""
        for board in self.entry.start_urls:
            parts = urlsplit(board)
            if parts.path.rstrip("/").endswith("/vacancies"):
                yield self.ask(board, self.parse_list)
            else:
                yield self.ask(f"{parts.scheme}://{parts.netloc}/jobs.feed.json", self.parse_feed)

    def parse_feed(self, response: Response) -> Iterator[Result]:
        """Read the postings of a DataFeed."""
        feed = json_object(response)
        found = rows(feed.get("dataFeedElement"), "dataFeedElement")
        total = total_of(feed.get("numberOfItems"))
        if total is not None:
            self.announce(total)
        self.listed += len(found)
        yield from self.each(found, _of_element)

    def parse_list(self, response: Response) -> Iterator[Result]:
        """Ask for the page of every id that the list names."""
        match = _IDS.search(response.text) if isinstance(response, TextResponse) else None
        if match is None:
            raise BadAnswerError(CrawlCode.NO_LINKS, "expected complete_job_id_list")
        numbers = [str(number) for number in _ids(match[1])]
        self.announce(len(numbers))
        links = _links(response.css("a::attr(href)").getall())
        for number in numbers:
            self.listed += 1
            address = response.urljoin(links.get(number, f"/job/{number}/"))
            if self.is_new(address):
                yield self.ask(address, self.parse_offer, offer_page=True, number=number)

    def parse_offer(self, response: Response, number: str) -> Iterator[Result]:
        """Read the markup of an offer's page; its id is the list's."""
        reading = read_page(response.text, response.url) if isinstance(response, TextResponse) else None
        if reading is None or not reading.postings:
            raise BadAnswerError(CrawlCode.NO_POSTING, "no JobPosting in the page")
        if reading.repaired:
            self.count(CrawlCode.JSON_REPAIRED, reading.repaired)
        yield reading.postings[0].model_copy(update={"source_id": number})


def _of_element(element: dict[str, Any]) -> Iterable[RawPosting]:
    item = part(element, "item")
    address, postings = required_address(item.get("url"), "url"), list(find_postings(item))
    if not postings:
        raise BadAnswerError(CrawlCode.MALFORMED, "expected 'item' to be a JobPosting")
    return to_raw_postings(postings, address)


def _ids(listed: str) -> list[Any]:
    try:
        return list(json.loads(listed))
    except ValueError as error:
        raise BadAnswerError(CrawlCode.BAD_JSON, f"expected a list of ids: {error}") from error


def _links(addresses: Iterable[str]) -> dict[str, str]:
    """Return the addresses of offers by their number."""
    return {match[1]: address for address in addresses if (match := re.search(r"/job/(\d+)", address))}
