"""DigitalRecruiters sites: a paged list (POST) and a detail request for each ad, on the vendor's host."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit

from scrapy import Request
from scrapy.http import Response

from crawlers.codes import CrawlCode
from crawlers.markup.job_posting import find_postings, to_raw_postings
from crawlers.postings import RawPlace, RawPosting
from crawlers.registry import BoardEntry
from crawlers.spiders.base import BadAnswerError, PlatformSpider, Result, json_object, part, rows, text, total_of
from crawlers.spiders.board import headed, required

_API = "https://api.digitalrecruiters.com/public/v1/careers-site/job-ads"
_LOCALE = "fr_FR"
_PAGE = 200
_JSON = {"Accept": "application/json"}


class DigitalRecruitersSpider(PlatformSpider[BoardEntry]):
    """Reads the careers site that a start address names by its host.

    An ad for several towns is several rows with one text: it is asked for once and gives an offer a row.
    """

    name = "digitalrecruiters"

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the first page of each site."""
        for site in self.entry.start_urls:
            yield self._ask_page(urlsplit(site).netloc, 1, [])

    def _ask_page(self, host: str, page: int, before: list[Any]) -> Request:
        query = urlencode({"domainName": host, "locale": _LOCALE, "limit": _PAGE, "page": page})
        # a GET is answered 403
        return self.ask(
            f"{_API}?{query}",
            self.parse_page,
            data={},
            headers=_JSON,
            otherwise=partial(self._without_page, host, before),
            host=host,
            page=page,
            before=before,
        )

    def _without_page(self, host: str, before: list[Any], code: CrawlCode) -> Iterator[Result]:
        """Ask for the ads of the pages before one that cannot be had."""
        if code is not CrawlCode.BUDGET_SPENT:  # counted already
            self.count(code)
        yield from self._ask_ads(host, before)

    def parse_page(self, response: Response, host: str, page: int, before: list[Any]) -> Iterator[Result]:
        """Ask for the next page, or after the last one for the details of all ads."""
        try:
            answer = json_object(response)
            found, total = rows(answer.get("items"), "items"), total_of(answer.get("count"))
        except BadAnswerError:
            yield from self._ask_ads(host, before)
            raise
        if page == 1 or total is None:
            self.announce_if_told(total, "count")
        self.listed += len(found)
        listed = before + found
        if found and (len(listed) < total if total is not None else len(found) == _PAGE):
            yield self._ask_page(host, page + 1, listed)
        else:
            yield from self._ask_ads(host, listed)

    def _ask_ads(self, host: str, listed: list[Any]) -> Iterator[Result]:
        towns = defaultdict(list)
        for number, row in enumerate(listed, 1):
            try:
                towns[required(row.get("job_ad_id"), "job_ad_id")].append(row)
            except (AttributeError, BadAnswerError) as error:
                self.malformed(number, error)
        query = urlencode({"domainName": host, "locale": _LOCALE, "withJsonld": 1})
        for ad, its_rows in towns.items():
            pages = [_page(host, row) for row in its_rows if text(row.get("url"))]
            yield self.ask(
                f"{_API}/{ad}?{query}",
                self.parse_detail,
                headers=_JSON,
                offer_page=True,
                public_pages=pages,
                host=host,
                listed=its_rows,
            )

    def parse_detail(self, response: Response, host: str, listed: list[dict[str, Any]]) -> Iterator[Result]:
        """Read an ad once for each of its rows."""
        detail = json_object(response)
        yield from self.each(listed, lambda row: [to_posting(row, detail, host)])


def to_posting(row: dict[str, Any], detail: dict[str, Any], host: str) -> RawPosting:
    """Turn a row of the list and the details of its ad into a posting.

    Raises:
        BadAnswerError: `bad_json`: the row has no id, or no address of its page.
    """
    page = _page(host, row)
    markup = next(iter(to_raw_postings(list(find_postings(detail.get("jsonld"))), page)), None)
    return RawPosting(
        source_id=required(row.get("id"), "id"),
        url=page,
        title=text(row.get("title")) or text(detail.get("title")),
        description=headed((None, text(detail.get(key))) for key in ("description", "profile")),
        employer_name=text(detail.get("brand_name")),
        places=(_place(row, detail),),
        contract=text(detail.get("contract")) or text(row.get("contract")),
        working_time=text(detail.get("working_time")),
        salary=markup and markup.salary,
        posted=(markup and markup.posted) or text(detail.get("republished_at")),
    )


def _page(host: str, row: dict[str, Any]) -> str:
    return f"https://{host}/fr/annonce/{required(row.get('url'), 'url')}"


def _place(row: dict[str, Any], detail: dict[str, Any]) -> RawPlace:
    """Return the place of a row: the postal address is that of one of the ad's towns only."""
    if detail.get("id") != row.get("id"):
        return RawPlace(text=text(row.get("location")))
    address = part(detail, "address")
    return RawPlace(
        text=text(row.get("location")),
        locality=text(address.get("city")),
        postcode=text(address.get("zip")),
        region=text(address.get("state")),
        country=text(address.get("country")),
    )
