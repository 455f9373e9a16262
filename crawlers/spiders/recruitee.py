"""Recruitee: a whole board as JSON, or as XML of the same fields."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import SplitResult

from lxml import etree
from scrapy import Request
from scrapy.http import Response

from crawlers.postings import RawPlace, RawPosting
from crawlers.spiders.base import Result, json_object, part, rows, text
from crawlers.spiders.board import BoardSpider, headed, pay, required, required_address, xml_root

_TEXTS = ("title", "description", "requirements")

_REMOTE = {"remote": "remote", "hybrid": "hybrid", "on_site": "on-site"}
"""Flags that overlap, each with its word."""


class RecruiteeSpider(BoardSpider):
    """Reads ``/api/offers/``; where that wants the token asked for from 10 February 2027 on, the open XML feed."""

    name = "recruitee"
    is_feed = r"/api/"

    def feed(self, board: SplitResult) -> str:
        """Return the JSON of the whole board, on Recruitee's host or on the employer's own."""
        return f"{board.scheme}://{board.netloc}/api/offers/"

    def ask_board(self, address: str) -> Request:
        """Return the request for a board; being asked for a token is an answer, too."""
        request = super().ask_board(address)
        request.meta["handle_httpstatus_list"] = [] if address.endswith(".xml") else [401]
        return request

    def parse_board(self, response: Response) -> Iterator[Result]:
        """Read a board, or ask for its XML feed."""
        if response.status == 401:
            yield self.ask_board(response.urljoin("/api/feeds/offers.xml"))
        else:
            yield from super().parse_board(response)

    def rows(self, response: Response) -> Iterable[dict[str, Any]]:
        """Return the published offers of either form."""
        if response.body.lstrip().startswith(b"<"):
            return [_as_row(offer) for offer in xml_root(response, "offers").iterfind("offer")]
        found = rows(json_object(response).get("offers"), "offers")
        return [row for row in found if not isinstance(row, dict) or _is_published(row.get("status"))]

    def posting(self, row: dict[str, Any], page: str) -> RawPosting:
        """Read an offer: flat (``city``, ``salary_min``) or rich (``locations``, ``salary``), in French where it is."""
        row = row | _in_french(row)
        money = part(row, "salary")
        kind = (text(row.get("employment_type_code")) or "").replace("_", " ")
        least, most = (row.get(f"{end}_hours") or row.get(f"{end}_hours_per_week") for end in ("min", "max"))
        hours = pay(least, most, None, None)
        return RawPosting(
            source_id=required(row.get("id"), "id"),
            url=required_address(row.get("careers_url"), "careers_url"),
            apply_url=text(row.get("careers_apply_url")) or text(row.get("apply_url")),
            title=text(row.get("title")),
            description=headed((None, text(row.get(name))) for name in ("description", "requirements")),
            employer_name=text(row.get("company_name")),
            places=tuple(_places(row)),
            contract=kind or None,
            working_time=" | ".join(filter(None, (kind, hours and f"{hours} h par semaine"))) or None,
            salary=pay(
                money.get("min", row.get("salary_min")),
                money.get("max", row.get("salary_max")),
                money.get("currency", row.get("salary_currency")),
                (text(money.get("period", row.get("salary_period"))) or "").upper() or None,
            ),
            remote=" | ".join(word for flag, word in _REMOTE.items() if row.get(flag) in (True, "true")) or None,
            posted=text(row.get("published_at")) or text(row.get("created_at")),
            closes=text(row.get("close_at")),
        )


def _is_published(status: Any) -> bool:
    """Whether a status lets an offer be shown: one that is missing or makes no sense does not hide it."""
    return (text(status) if isinstance(status, str) else None) in (None, "published")


def _in_french(row: dict[str, Any]) -> dict[str, Any]:
    """Return the texts of the French translation, if it has one; those of the row are in the board's own language."""
    french = part(part(row, "translations"), "fr")
    if not text(french.get("description")):
        return {}
    return {name: french.get(name) for name in _TEXTS} | {"title": text(french.get("title")) or row.get("title")}


def _places(row: dict[str, Any]) -> Iterator[RawPlace]:
    several = row.get("locations")
    for one in several if isinstance(several, list) and several else [row]:
        if not isinstance(one, dict):
            continue
        town = text(one.get("city"))
        place = RawPlace(
            text=None if town else text(one.get("location")) or text(one.get("name")),
            locality=town,
            postcode=text(one.get("postal_code")),
            region=text(one.get("state")),
            country=text(one.get("country_code")) or text(one.get("country")),
        )
        if place != RawPlace():
            yield place


def _as_row(offer: etree._Element) -> dict[str, Any]:
    """Return an XML offer in the form of the JSON: fields by name, ``locations`` a list."""
    row: dict[str, Any] = {str(field.tag): "".join(field.itertext()) for field in offer if not len(field)}
    row |= {str(field.tag): _as_row(field) for field in offer if len(field) and field.tag != "locations"}
    return row | {"locations": [_as_row(place) for place in offer.iterfind("locations/location")]}
