"""Werecruit boards: the whole board inline in its page, and an offer page with JSON-LD for each row."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy.http import Response

from crawlers.codes import CrawlCode
from crawlers.markup.job_posting import read_page
from crawlers.postings import RawPlace, RawPosting
from crawlers.registry import BoardEntry
from crawlers.spiders.base import BadAnswerError, PlatformSpider, Result, html_page, rows, text
from crawlers.spiders.board import required

_OFFERS = re.compile(r"window\.allOffers\s*=\s*")


class WerecruitSpider(PlatformSpider[BoardEntry]):
    """Reads boards such as ``https://careers.werecruit.io/fr/{tenant}``."""

    name = "werecruit"

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the page of each board."""
        for board in self.entry.start_urls:
            yield self.ask(board, self.parse_board)

    def parse_board(self, response: Response) -> Iterator[Result]:
        """Ask for the page of each offer; spontaneous applications are none."""
        found = inline_offers(html_page(response, CrawlCode.BAD_JSON).text)
        yield from self.each(found, lambda row: self._ask_offer(response.urljoin(required(row.get("Url"), "Url")), row))

    def _ask_offer(self, address: str, row: dict[str, Any]) -> Iterator[Result]:
        if "candidature-spontanee" not in address and self.is_new(address):
            self.listed += 1
            yield self.ask(address, self.parse_offer, offer_page=True, row=row)

    def parse_offer(self, response: Response, row: dict[str, Any]) -> Iterator[Result]:
        """Read an offer: the row names it, the page has the text, as markup or as plain HTML."""
        page = html_page(response, CrawlCode.NO_POSTING)
        reading = read_page(page.text, page.url)
        if reading.repaired:
            self.count(CrawlCode.JSON_REPAIRED, reading.repaired)
        markup = next(iter(reading.postings), None) or RawPosting(source_id=page.url, url=page.url)
        yield markup.model_copy(
            update={
                "source_id": text(row.get("Id")) or page.url,
                "url": page.url,
                "title": text(row.get("TitleTranslated")) or markup.title,
                "description": markup.description or page.css("div.description").get(),
                "places": markup.places or (_place(row),),
                "working_time": text(row.get("TimeTranslated")) or markup.working_time,
                "posted": text(row.get("PublicationStartDate")) or markup.posted,
            }
        )


def _place(row: dict[str, Any]) -> RawPlace:
    return RawPlace(
        locality=text(row.get("Address_City")),
        region=text(row.get("Address_Region")),
        country=text(row.get("Address_State")),  # so it is called
    )


def inline_offers(page: str) -> list[Any]:
    """Return the rows of a board's page.

    Raises:
        BadAnswerError: `bad_json`: there are none, as in a language that the employer does not use.
    """
    start = _OFFERS.search(page)
    if start is None:
        raise BadAnswerError(CrawlCode.BAD_JSON, "expected window.allOffers")
    try:
        found, _ = json.JSONDecoder().raw_decode(page, start.end())
    except ValueError as error:
        raise BadAnswerError(CrawlCode.BAD_JSON, f"expected window.allOffers to be JSON: {error}") from error
    return rows(found, "window.allOffers")
