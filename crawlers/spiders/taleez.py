"""Taleez boards: a list without texts, and an offer page with JSON-LD for each row."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urljoin

from scrapy.http import Response

from crawlers.codes import CrawlCode
from crawlers.postings import RawPlace
from crawlers.registry import BoardEntry
from crawlers.spiders.base import PlatformSpider, Result, json_object, part, rows, text

_JSON = {"Accept": "application/json"}


class TaleezSpider(PlatformSpider[BoardEntry]):
    """Reads the list of ``https://{tenant}.taleez.com``, then the page of each offer on ``taleez.com``.

    An empty list proves nothing: one board answered none, then three.
    """

    name = "taleez"

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the list of each board."""
        for board in self.entry.start_urls:
            yield self.ask(urljoin(board, "/api/careez"), self.parse_list, headers=_JSON)

    def parse_list(self, response: Response) -> Iterator[Result]:
        """Ask for the page of each row."""
        found = rows(json_object(response).get("jobs"), "jobs")
        self.listed += len(found)
        yield from self.each(found, self._ask_offer)

    def _ask_offer(self, row: dict[str, Any]) -> Iterator[Result]:
        slug = text(row.get("slug")) or ""
        if re.fullmatch(r"[\w-]+", slug):
            yield self.ask(f"https://taleez.com/apply/{slug}", self.parse_offer, offer_page=True, row=row)
        else:
            self.count(CrawlCode.BAD_PATH)

    def parse_offer(self, response: Response, row: dict[str, Any]) -> Iterator[Result]:
        """Read an offer page; the contract ("CDI") and the id that no new title changes are the list's."""
        place = part(row, "location")
        for posting in self.read_markup(response):
            listed = RawPlace(
                locality=text(place.get("city")),
                postcode=text(place.get("postalCode")),
                region=text(place.get("region")),
                country=text(place.get("country")),
            )
            words = (text(row.get("contract")), posting.contract)
            yield posting.model_copy(
                update={
                    "source_id": text(row.get("id")) or posting.source_id,
                    "apply_url": f"{posting.url}/applying",
                    "places": posting.places or (listed,),
                    "contract": " | ".join(filter(None, words)) or None,
                }
            )
