"""Greenhouse: a whole board as JSON from the platform's own host."""

import html
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import SplitResult, parse_qs

from scrapy.http import Response

from crawlers.postings import RawPlace, RawPosting
from crawlers.spiders.base import json_object, part, rows, text, total_of
from crawlers.spiders.board import BoardSpider, pay, required, required_address

_CONTRACT = re.compile(r"\b(contra(?:ct|t)|(?:employment|worker|job|time) type)\b", re.IGNORECASE)
_WORKPLACE = re.compile(r"\b(workplace|remote|t[ée]l[ée]travail)\b", re.IGNORECASE)
"""Names that boards give to fields of their own: "Contract Type", "Type de contrat", "Workplace Type"."""

_ON_TARGET = re.compile(r"on[- ]target|\bote\b|commission", re.IGNORECASE)
_PERIODS = {"HOUR": r"hour|horaire", "MONTH": r"month|mensuel", "YEAR": r"annual|year|annuel|\bpar an\b"}


class GreenhouseSpider(BoardSpider):
    """Reads a board's ``jobs``. Start addresses: ``https://boards.greenhouse.io/{tenant}`` and its like."""

    name = "greenhouse"
    is_feed = r"/v1/boards/"

    def feed(self, board: SplitResult) -> str:
        """Return the board with its texts; an embedded board names its tenant in the query."""
        (tenant,) = parse_qs(board.query).get("for") or [board.path.strip("/").partition("/")[0]]
        return f"https://boards-api.greenhouse.io/v1/boards/{tenant}/jobs?content=true"

    def rows(self, response: Response) -> Iterable[dict[str, Any]]:
        """Return the jobs, beside their number, by which a list that came short is told."""
        answer = json_object(response)
        found = rows(answer.get("jobs"), "jobs")
        if "meta" in answer:  # some boards answer without it
            self.announce_if_told(total_of(part(answer, "meta").get("total")), "meta.total")
        return found

    def posting(self, row: dict[str, Any], page: str) -> RawPosting:
        """Read a job. ``updated_at`` moves for a whole board at once: it is no posting date."""
        where = text(part(row, "location").get("name"))
        offices = [office for office in row.get("offices") or [] if isinstance(office, dict)]
        return RawPosting(
            source_id=required(row.get("id"), "id"),
            url=required_address(row.get("absolute_url"), "absolute_url"),
            title=text(row.get("title")),
            description=html.unescape(text(row.get("content")) or "") or None,  # encoded once more than it should be
            employer_name=text(row.get("company_name")),
            places=tuple(RawPlace(text=name) for name in [where] if name)
            or tuple(RawPlace(text=name) for office in offices if (name := text(office.get("name")))),
            contract=_own_field(row, _CONTRACT),
            working_time=_own_field(row, _CONTRACT),
            salary=_salary(row.get("pay_input_ranges")),
            remote=_own_field(row, _WORKPLACE),
            posted=text(row.get("first_published")),
            closes=text(row.get("application_deadline")),
        )


def _own_field(row: dict[str, Any], name: re.Pattern[str]) -> str | None:
    """Return the values of the fields that the board added under such a name."""
    fields = row.get("metadata")
    found = [
        value
        for field in (fields if isinstance(fields, list) else ())
        if isinstance(field, dict) and name.search(text(field.get("name")) or "")
        for one in (field["value"] if isinstance(field.get("value"), list) else [field.get("value")])
        if (value := text(one))
    ]
    return " | ".join(dict.fromkeys(found)) or None


def _salary(ranges: Any) -> str | None:
    """Write the one range of pay, which is in cents; its title may name the period. Several are of several places."""
    given = [one for one in (ranges if isinstance(ranges, list) else ()) if isinstance(one, dict)]
    given = [one for one in given if not _ON_TARGET.search(text(one.get("title")) or "")]
    if len(given) != 1:
        return None
    low, high = (one / 100 if isinstance(one := given[0].get(end), int) else None for end in ("min_cents", "max_cents"))
    title = (text(given[0].get("title")) or "").lower()
    unit = next((unit for unit, words in _PERIODS.items() if re.search(words, title)), None)
    return pay(low, high, given[0].get("currency_type"), unit)
