"""Lever: a board as a bare JSON list, in pages, from one host a region."""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

from scrapy.http import Response

from crawlers.codes import CrawlCode
from crawlers.postings import RawPlace, RawPosting
from crawlers.spiders.base import BadAnswerError, part, rows, text
from crawlers.spiders.board import BoardSpider, headed, pay, required, required_address

_PAGE = 100
_UNITS = {
    "per-hour-wage": "HOUR",
    "per-day-wage": "DAY",
    "per-week-salary": "WEEK",
    "per-month-salary": "MONTH",
    "per-year-salary": "YEAR",
}


class LeverSpider(BoardSpider):
    """Reads postings. Start addresses: ``https://jobs.lever.co/{tenant}``, ``https://jobs.eu.lever.co/{tenant}``."""

    name = "lever"
    is_feed = r"/v0/postings/"

    def feed(self, board: SplitResult) -> str:
        """Return the first page, in the board's own region: in the other the tenant is unknown."""
        host = board.netloc.replace("jobs.", "api.", 1)
        return f"https://{host}/v0/postings/{board.path.strip('/').partition('/')[0]}?mode=json&limit={_PAGE}&skip=0"

    def rows(self, response: Response) -> Iterable[dict[str, Any]]:
        """Return the postings."""
        try:
            found = json.loads(response.body)
        except ValueError as error:
            raise BadAnswerError(CrawlCode.BAD_JSON, f"expected JSON: {error}") from error
        return rows(found, "answer")

    def posting(self, row: dict[str, Any], page: str) -> RawPosting:
        """Read a posting. Requirements stand in ``lists``: all three texts belong together."""
        kinds, money = part(row, "categories"), part(row, "salaryRange")
        lists = [one for one in row.get("lists") or [] if isinstance(one, dict)]
        towns = kinds.get("allLocations") or [kinds.get("location")]
        interval = text(money.get("interval"))
        return RawPosting(
            source_id=required(row.get("id"), "id"),
            url=required_address(row.get("hostedUrl"), "hostedUrl"),
            apply_url=text(row.get("applyUrl")),
            title=text(row.get("text")),
            description=headed(
                [
                    (None, text(row.get("description")) or text(row.get("descriptionPlain"))),
                    *((text(one.get("text")), f"<ul>{text(one.get('content')) or ''}</ul>") for one in lists),
                    (None, text(row.get("salaryDescription")) or text(row.get("salaryDescriptionPlain"))),
                    (None, text(row.get("additional")) or text(row.get("additionalPlain"))),
                ]
            ),
            places=tuple(RawPlace(text=town, country=text(row.get("country"))) for town in map(text, towns) if town),
            contract=text(kinds.get("commitment")),
            working_time=text(kinds.get("commitment")),
            salary=pay(money.get("min"), money.get("max"), money.get("currency"), _UNITS.get(interval or "", interval))
            or text(row.get("salaryDescriptionPlain")),
            remote=text(row.get("workplaceType")),
            posted=text(row.get("createdAt")),
        )

    def following(self, response: Response, found: int, fresh: int) -> str | None:
        """Return the next page while pages are full and bring something new."""
        parts = urlsplit(response.url)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if "skip" not in query or found < _PAGE:
            return None
        if not fresh:
            self.count_repeated()
            return None
        return parts._replace(query=urlencode(query | {"skip": int(query["skip"]) + found})).geturl()
