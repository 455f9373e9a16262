"""Ashby: a whole board as JSON from the platform's own host."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import SplitResult

from scrapy.http import Response

from crawlers.postings import RawPlace, RawPosting
from crawlers.spiders.base import json_object, part, rows, text
from crawlers.spiders.board import BoardSpider, pay, required, required_address

_PERIODS = {"1 HOUR": "HOUR", "1 DAY": "DAY", "1 WEEK": "WEEK", "1 MONTH": "MONTH", "1 YEAR": "YEAR"}
"""Intervals; "1 TIME" is a single payment."""


class AshbySpider(BoardSpider):
    """Reads a job board. Start addresses: ``https://jobs.ashbyhq.com/{tenant}``.

    Its API host answers 401 to robots.txt, which RFC 9309 reads like any 4xx: there are no rules.
    """

    name = "ashby"
    is_feed = r"/posting-api/"

    def feed(self, board: SplitResult) -> str:
        """Return the board with its pay."""
        tenant = board.path.strip("/").partition("/")[0]
        return f"https://api.ashbyhq.com/posting-api/job-board/{tenant}?includeCompensation=true"

    def rows(self, response: Response) -> Iterable[dict[str, Any]]:
        """Return the jobs, without those that the employer does not list."""
        found = rows(json_object(response).get("jobs"), "jobs")
        return [row for row in found if not isinstance(row, dict) or str(row.get("isListed")).lower() != "false"]

    def posting(self, row: dict[str, Any], page: str) -> RawPosting:
        """Read a job. The vendor's own example has no id; it ends the address of the page, too."""
        address = required_address(row.get("jobUrl"), "jobUrl")
        return RawPosting(
            source_id=required(row.get("id") or address.rpartition("/")[2], "id"),
            url=address,
            apply_url=text(row.get("applyUrl")),
            title=text(row.get("title")),
            description=text(row.get("descriptionHtml")) or text(row.get("descriptionPlain")),
            places=tuple(_places(row)),
            contract=text(row.get("employmentType")),
            working_time=text(row.get("employmentType")),
            salary=_salary(part(row, "compensation")),
            remote=text(row.get("workplaceType")) or ("remote" if row.get("isRemote") is True else None),
            posted=text(row.get("publishedAt")) or text(row.get("publishedDate")),
        )


def _salary(pay_of_job: dict[str, Any]) -> str | None:
    """Write the salary of the first tier, else the summary, which names shares and bonuses besides."""
    tiers = pay_of_job.get("compensationTiers")
    for tier in tiers if isinstance(tiers, list) else ():
        components = tier.get("components") if isinstance(tier, dict) else None
        for one in components if isinstance(components, list) else ():
            unit = _PERIODS.get(text(one.get("interval")) or "")
            if one.get("compensationType") == "Salary" and unit:
                return pay(one.get("minValue"), one.get("maxValue"), one.get("currencyCode"), unit)
    return text(pay_of_job.get("compensationTierSummary"))


def _places(row: dict[str, Any]) -> Iterator[RawPlace]:
    further = row.get("secondaryLocations")
    for one in [row, *(further if isinstance(further, list) else [])]:
        if not isinstance(one, dict):
            continue
        address = part(part(one, "address"), "postalAddress") or part(one, "address")
        place = RawPlace(
            text=text(one.get("location")),
            locality=text(address.get("addressLocality")),
            postcode=text(address.get("postalCode")),
            region=text(address.get("addressRegion")),
            country=text(address.get("addressCountry")),
        )
        if place != RawPlace():
            yield place
