"""Flatchr boards: the whole board with its texts in one answer, as JSON or within a page."""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import SplitResult

from scrapy.http import Response

from crawlers.codes import CrawlCode
from crawlers.postings import RawPlace, RawPosting
from crawlers.spiders.base import BadAnswerError, html_page, json_object, part, rows, text
from crawlers.spiders.board import BoardSpider, headed, pay, required

_TEXTS = ("description", "mission", "profile")
_PERIODS = {"h": "HOUR", "m": "MONTH", "y": "YEAR"}


class FlatchrSpider(BoardSpider):
    """Reads the page of a board, or its ``company/{tenant}.json``: what the start address names."""

    name = "flatchr"
    is_feed = r"\.json$"
    accept = "application/json, text/html;q=0.9"

    def feed(self, board: SplitResult) -> str:
        """Return the page itself, which holds what the JSON does."""
        return board.geturl()

    def rows(self, response: Response) -> Iterable[Any]:
        """Return all published vacancies; a row for spontaneous applications has neither title nor text."""
        items = rows(_board(response).get("items"), "items")
        items = [row for row in items if not isinstance(row, dict) or row.get("published") is not False]
        vacancies = [row.get("vacancy") if isinstance(row, dict) else row for row in items]
        return [
            one for one in vacancies if not isinstance(one, dict) or not one or any(map(one.get, ("title", *_TEXTS)))
        ]

    def posting(self, row: dict[str, Any], page: str) -> RawPosting:
        """Read a vacancy, without the pay and the town that the employer does not show."""
        address = part(row, "address")
        shows_town = row.get("show_address") is not False
        shows_pay = row.get("show_salary") is not False
        period = text(row.get("mensuality")) or ""
        return RawPosting(
            source_id=required(row.get("id"), "id"),
            url=f"https://careers.flatchr.io/vacancy/{required(row.get('slug'), 'slug')}/",
            apply_url=text(row.get("apply_url")),
            title=text(row.get("title")),
            description=headed((None, text(row.get(key))) for key in _TEXTS),
            employer_name=text(part(row, "company").get("name")),
            places=(
                RawPlace(
                    text=text(row.get("addressFormatted"))
                    if shows_town and not text(address.get("locality"))
                    else None,
                    locality=text(address.get("locality")) if shows_town else None,
                    postcode=text(address.get("postal_code")) if shows_town else None,
                    region=text(address.get("administrative_area_level_2")),
                    country=text(address.get("country")),
                ),
            ),
            contract=text(row.get("contract_type")),
            # false is also what nobody filled in
            working_time="temps partiel" if row.get("partial") is True else None,
            salary=pay(row.get("salary"), row.get("salary_max"), row.get("currency"), _PERIODS.get(period, period))
            if shows_pay
            else None,
            remote=text(row.get("remote")),
            posted=text(row.get("created_at")),
            starts=text(row.get("start_date")),
        )


def _board(response: Response) -> dict[str, Any]:
    if response.body.lstrip()[:1] != b"<":
        return json_object(response)
    script = html_page(response, CrawlCode.BAD_JSON).css("script#__NEXT_DATA__::text").get()
    try:
        state = json.loads(script or "")
    except ValueError as error:
        raise BadAnswerError(CrawlCode.BAD_JSON, f"expected __NEXT_DATA__: {error}") from error
    return part(part(state, "props"), "data") if isinstance(state, dict) else {}
