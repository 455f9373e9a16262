"""Flatchr boards: the whole board with its texts in one answer, as JSON or within a page (FORMATS 6)."""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy.http import Response

from crawlers.codes import CrawlCode
from crawlers.postings import RawPlace, RawPosting
from crawlers.registry import BoardEntry
from crawlers.spiders.base import BadAnswerError, PlatformSpider, Result, html_page, json_object, part, rows, text

_PERIODS = {"h": "HOUR", "m": "MONTH", "y": "YEAR"}


class FlatchrSpider(PlatformSpider[BoardEntry]):
    """Reads the page of a board, or its ``company/{tenant}.json``."""

    name = "flatchr"

    async def start(self) -> AsyncIterator[Any]:
        """Ask for each board."""
        for board in self.entry.start_urls:
            yield self.ask(board, self.parse_board)

    def parse_board(self, response: Response) -> Iterator[Result]:
        """Read all vacancies of a board; a row for spontaneous applications has neither title nor text."""
        for row in rows(_board(response), "items"):
            vacancy = part(row, "vacancy")
            if any(text(vacancy.get(key)) for key in ("title", "description", "mission", "profile")):
                self.listed += 1
                yield to_posting(vacancy)


def to_posting(vacancy: dict[str, Any]) -> RawPosting:
    """Turn a vacancy into a posting, without the pay and the town that the employer does not show.

    Raises:
        BadAnswerError: `bad_json`: it has no id, or nothing that its page could be named by.
    """
    source_id, slug = text(vacancy.get("id")), text(vacancy.get("slug"))
    if source_id is None or slug is None:
        raise BadAnswerError(CrawlCode.BAD_JSON, "expected a vacancy to have 'id' and 'slug'")
    address = part(vacancy, "address")
    shows_town = vacancy.get("show_address") is not False
    texts = (text(vacancy.get(key)) for key in ("description", "mission", "profile"))
    return RawPosting(
        source_id=source_id,
        url=f"https://careers.flatchr.io/vacancy/{slug}/",
        apply_url=text(vacancy.get("apply_url")),
        title=text(vacancy.get("title")),
        description="\n".join(filter(None, texts)) or None,
        employer_name=text(part(vacancy, "company").get("name")),
        places=(
            RawPlace(
                locality=text(address.get("locality")) if shows_town else None,
                postcode=text(address.get("postal_code")) if shows_town else None,
                region=text(address.get("administrative_area_level_2")),
                country=text(address.get("country")),
            ),
        ),
        contract=text(vacancy.get("contract_type")),
        # false is also what nobody filled in
        working_time="temps partiel" if vacancy.get("partial") is True else None,
        salary=_salary(vacancy) if vacancy.get("show_salary") is not False else None,
        posted=text(vacancy.get("created_at")),
        starts=text(vacancy.get("start_date")),
    )


def _salary(vacancy: dict[str, Any]) -> str | None:
    amounts = [amount for key in ("salary", "salary_max") if (amount := text(vacancy.get(key)))]
    if not amounts:
        return None
    period = text(vacancy.get("mensuality")) or ""
    words = (" - ".join(dict.fromkeys(amounts)), text(vacancy.get("currency")), _PERIODS.get(period, period))
    return " ".join(filter(None, words))


def _board(response: Response) -> dict[str, Any]:
    if response.body.lstrip()[:1] == b"{":
        return json_object(response)
    script = html_page(response, CrawlCode.BAD_JSON).css("script#__NEXT_DATA__::text").get()
    try:
        state = json.loads(script or "")
    except ValueError as error:
        raise BadAnswerError(CrawlCode.BAD_JSON, f"expected __NEXT_DATA__: {error}") from error
    return part(part(state, "props"), "data") if isinstance(state, dict) else {}
