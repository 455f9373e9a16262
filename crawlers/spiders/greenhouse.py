"""Greenhouse: a whole board as JSON from the platform's own host (FORMATS 5)."""

import html
from collections.abc import Iterable
from typing import Any
from urllib.parse import SplitResult, parse_qs

from scrapy.http import Response

from crawlers.postings import RawPlace, RawPosting
from crawlers.spiders.base import json_object, part, rows, text
from crawlers.spiders.board import BoardSpider, required


class GreenhouseSpider(BoardSpider):
    """Reads a board's ``jobs``. Start addresses: ``https://boards.greenhouse.io/{tenant}`` and its like."""

    name = "greenhouse"
    is_feed = r"/v1/boards/"

    def feed(self, board: SplitResult) -> str:
        """Return the board with its texts; an embedded board names its tenant in the query."""
        (tenant,) = parse_qs(board.query).get("for") or [board.path.strip("/").partition("/")[0]]
        return f"https://boards-api.greenhouse.io/v1/boards/{tenant}/jobs?content=true"

    def rows(self, response: Response) -> Iterable[dict[str, Any]]:
        """Return the jobs."""
        return rows(json_object(response).get("jobs"), "jobs")

    def posting(self, row: dict[str, Any], page: str) -> RawPosting:
        """Read a job. ``updated_at`` moves for a whole board at once: it is no posting date."""
        where = text(part(row, "location").get("name"))
        offices = row.get("offices") or []
        return RawPosting(
            source_id=required(row.get("id"), "id"),
            url=required(row.get("absolute_url"), "absolute_url"),
            title=text(row.get("title")),
            description=html.unescape(text(row.get("content")) or "") or None,  # encoded once more than it should be
            employer_name=text(row.get("company_name")),
            places=tuple(RawPlace(text=name) for name in [where] if name)
            or tuple(RawPlace(text=name) for office in offices if (name := text(office.get("name")))),
            posted=text(row.get("first_published")),
        )
