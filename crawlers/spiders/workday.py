"""Workday boards: a paged search (POST) and one detail request a posting."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from crawlers.codes import CrawlCode
from crawlers.postings import RawPlace, RawPosting
from crawlers.registry import WorkdayEntry
from crawlers.spiders.base import BadAnswerError, PlatformSpider, Result, json_object, part, rows, text, total_of

_PAGE = 20
"""Rows a request; more is answered by 400."""

_REACHABLE = 2000
"""Some tenants list no more than this for one query."""

_JSON = {"Accept": "application/json"}


class WorkdaySpider(PlatformSpider[WorkdayEntry]):
    """Searches each board for each of the entry's words."""

    name = "workday"

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the first page of each search."""
        for board in self.entry.start_urls:
            for words in self.entry.search or ("",):
                yield self._ask_page(board, words, 0)

    def _ask_page(self, board: str, words: str, offset: int, total: int = 0) -> Request:
        query = {
            "appliedFacets": {name: list(ids) for name, ids in self.entry.facets.items()},
            "limit": _PAGE,
            "offset": offset,
            "searchText": words,
        }
        address = f"{self._api(board)}/jobs"
        return self.ask(
            address, self.parse_page, data=query, headers=_JSON, board=board, words=words, offset=offset, total=total
        )

    def parse_page(self, response: Response, board: str, words: str, offset: int, total: int) -> Iterator[Result]:
        """Ask for the details of a page of rows, then for the next page."""
        answer = json_object(response)
        found = rows(answer.get("jobPostings"), "jobPostings")
        if offset == 0:  # later pages say 0, or anything
            told = total_of(answer.get("total"))
            self.announce_if_told(told, "total")
            total = _REACHABLE if told is None else told  # a page without rows ends it, too
            if told is not None and told >= _REACHABLE:
                self.count(CrawlCode.TRUNCATED)
        self.listed += len(found)
        yield from self.each(found, lambda row: self._ask_detail(board, row))
        if found and offset + _PAGE < total:
            yield self._ask_page(board, words, offset + _PAGE, total)

    def _ask_detail(self, board: str, row: dict[str, Any]) -> Iterator[Result]:
        path = text(row.get("externalPath")) or ""
        if not re.fullmatch(r"/job/[^\s?#]+", path) or ".." in path:
            self.count(CrawlCode.BAD_PATH)
        elif self.is_new(board + path):
            address, page = self._api(board) + path, board + path
            yield self.ask(address, self.parse_detail, headers=_JSON, offer_page=True, public_pages=(page,), page=page)

    def parse_detail(self, response: Response, page: str) -> Iterator[Result]:
        """Read one posting; ``page`` is its public address."""
        answer = json_object(response)
        info = part(answer, "jobPostingInfo")
        if not info:
            raise BadAnswerError(CrawlCode.BAD_JSON, "expected 'jobPostingInfo'")
        further = info.get("additionalLocations")
        country = part(info, "country") or part(part(info, "jobRequisitionLocation"), "country")
        yield RawPosting(
            source_id=text(info.get("jobReqId")) or page,
            url=page,
            title=text(info.get("title")),
            description=text(info.get("jobDescription")),
            employer_name=text(part(answer, "hiringOrganization").get("name")),
            places=(
                RawPlace(text=text(info.get("location")), country=text(country.get("descriptor"))),
                *(RawPlace(text=text(one)) for one in (further if isinstance(further, list) else ()) if text(one)),
            ),
            contract=text(info.get("workerSubType")),
            working_time=text(info.get("timeType")),
            remote=text(info.get("remoteType")),
            posted=text(info.get("startDate")),
            closes=text(info.get("endDate")),
        )

    def is_gone(self, response: Response) -> bool:
        """Whether the posting was removed: 404, or 403 with the code S22. Any other 403 is a block."""
        if response.status != 403:
            return super().is_gone(response)
        try:
            return bool(json.loads(response.body).get("errorCode") == "S22")
        except (ValueError, AttributeError):
            return False

    def _api(self, board: str) -> str:
        parts = urlsplit(board)
        site = parts.path.rpartition("/")[2]
        return f"{parts.scheme}://{parts.netloc}/wday/cxs/{self.entry.tenant}/{site}"
