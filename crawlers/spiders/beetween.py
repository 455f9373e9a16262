"""Beetween career sites: a paged list (POST) that holds the texts."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import Response

from crawlers.codes import CrawlCode
from crawlers.postings import RawPlace, RawPosting
from crawlers.registry import BoardEntry
from crawlers.spiders.base import BadAnswerError, PlatformSpider, Result, json_object, rows, text, total_of
from crawlers.spiders.board import headed, pay, required_address

_PAGE = 100
_JSON = {"Accept": "application/json"}
_UNITS = {"DAY": "jours", "WEEK": "semaines", "MONTH": "mois", "YEAR": "ans"}


class BeetweenSpider(PlatformSpider[BoardEntry]):
    """Reads the board of a career site: ``https://{tenant}.jobs.beetween.com`` or the employer's own host."""

    name = "beetween"

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the first page of each board."""
        for board in self.entry.start_urls:
            yield self._ask_page(board, 1)

    def _ask_page(self, board: str, page: int) -> Request:
        query = {"page": page, "rows": _PAGE}
        return self.ask(
            urljoin(board, "/api/job/list"), self.parse_page, data=query, headers=_JSON, board=board, page=page
        )

    def parse_page(self, response: Response, board: str, page: int) -> Iterator[Result]:
        """Read a page of offers and ask for the next."""
        answer = json_object(response)
        found, total = rows(answer.get("jobs"), "jobs"), total_of(answer.get("numFound"))
        if page == 1:
            self.announce_if_told(total, "numFound")
        self.listed += len(found)
        yield from self.each(found, lambda row: [to_posting(row, board)])
        new = [row for row in found if isinstance(row, dict) and self.is_new(f"{board} {row.get('wid')}")]
        more = new if total is None else found and page * _PAGE < total
        if more:
            yield self._ask_page(board, page + 1)


def to_posting(row: dict[str, Any], board: str) -> RawPosting:
    """Turn a row of a board into a posting.

    Raises:
        BadAnswerError: `bad_json`: it has no key of ten letters and digits.
    """
    wid = text(row.get("wid")) or ""
    if not re.fullmatch(r"[a-z0-9]{10}", wid):
        raise BadAnswerError(CrawlCode.BAD_JSON, "expected 'wid' to be ten letters and digits")
    length, unit = text(row.get("contractDurationValue")), _UNITS.get(text(row.get("contractDurationUnit")) or "")
    contract = (text(row.get("contractType")), f"{length} {unit}" if length not in (None, "0") and unit else None)
    texts = (text(row.get(key)) for key in ("descriptionCompany", "descriptionMission", "descriptionProfile"))
    return RawPosting(
        source_id=wid,
        url=required_address(row.get("url") or urljoin(board, f"/job/{wid}"), "url"),
        title=text(row.get("title")),
        description=headed((None, one) for one in texts),
        places=(
            RawPlace(locality=text(row.get("city")), region=text(row.get("region")), country=text(row.get("country"))),
        ),
        contract=" | ".join(filter(None, contract)) or None,
        salary=pay(row.get("salaryMin"), row.get("salaryMax"), None, text(row.get("salaryUnit"))),
        posted=text(row.get("creationDate")),
    )
