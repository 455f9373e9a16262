"""Teamtailor: an RSS feed in pages, or a JSON feed with a schema.org object an offer."""

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

from scrapy.http import Response

from crawlers.codes import CrawlCode
from crawlers.markup.job_posting import find_postings, to_raw_postings
from crawlers.postings import RawPlace, RawPosting
from crawlers.spiders.base import BadAnswerError, json_object, part, rows, text
from crawlers.spiders.board import BoardSpider, required_address, xml_root, xml_text

_PAGE = 100


class TeamtailorSpider(BoardSpider):
    """Reads ``/jobs.rss``; a start address that ends in ``/jobs.json`` is read as the JSON feed that it is.

    An offer has the same id in both: the number in its address.
    """

    name = "teamtailor"
    is_feed = r"/jobs\.(rss|json)"
    accept = "application/rss+xml, application/json"

    def feed(self, board: SplitResult) -> str:
        """Return the first page of the RSS feed; careers sites are per language, `/fr` is kept."""
        language = re.match(r"/[a-z]{2}(-[A-Z]{2})?(?=/|$)", board.path)
        return f"{board.scheme}://{board.netloc}{language[0] if language else ''}/jobs.rss?offset=0&per_page={_PAGE}"

    def rows(self, response: Response) -> Iterable[Any]:
        """Return the items of either feed."""
        if response.body.lstrip().startswith(b"{"):
            return rows(json_object(response).get("items"), "items")
        return list(xml_root(response, "rss").iterfind("channel/item"))

    def posting(self, row: Any, page: str) -> RawPosting:
        """Read an item. Contract, working time and pay are in neither feed."""
        return _from_json(row) if isinstance(row, dict) else _from_rss(row)

    def following(self, response: Response, found: int, fresh: int) -> str | None:
        """Return the next page: where the JSON feed names it, or while pages are full."""
        is_json = response.body.lstrip().startswith(b"{")
        told = json.loads(response.body).get("next_url") if is_json else None
        named = told if isinstance(told, str) and told.strip() else None
        if told and not named:
            self.count(CrawlCode.BAD_JSON)  # there is a next page, and nobody can tell where
        if not named and found < _PAGE:
            return None
        if not fresh:
            self.count_repeated()
            return None
        if named:
            return response.urljoin(named)
        parts = urlsplit(response.url)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if is_json:
            return parts._replace(query=urlencode(query | {"page": int(query.get("page", 1)) + 1})).geturl()
        if "offset" not in query:
            return None
        return parts._replace(query=urlencode(query | {"offset": int(query["offset"]) + found})).geturl()


def _from_rss(item: Any) -> RawPosting:
    link = required_address(xml_text(item, "link"), "link", CrawlCode.BAD_XML)
    return RawPosting(
        source_id=_number(link),
        url=link,
        title=xml_text(item, "title"),
        description=xml_text(item, "description"),
        places=tuple(_places(item)),
        remote=xml_text(item, "remoteStatus"),
        posted=xml_text(item, "pubDate"),
    )


def _places(item: Any) -> Iterable[RawPlace]:
    for node in item.iterfind(".//{*}locations/{*}location"):
        town = xml_text(node, "city")
        place = RawPlace(
            text=None if town else xml_text(node, "name"),  # an office's own name: "Siège", "Remote"
            locality=town,
            postcode=xml_text(node, "zip"),
            country=xml_text(node, "country"),
        )
        if place != RawPlace():
            yield place


def _from_json(item: dict[str, Any]) -> RawPosting:
    link = required_address(item.get("url"), "url")
    found = list(find_postings({"@type": "JobPosting"} | part(item, "_jobposting")))
    if not found:
        raise BadAnswerError(CrawlCode.BAD_JSON, "expected '_jobposting' to be a JobPosting")
    (posting,) = to_raw_postings(found[:1], link)
    return posting.model_copy(
        update={
            "source_id": _number(link),
            "url": link,
            "title": posting.title or text(item.get("title")),
            "description": posting.description or text(item.get("content_html")),
            "posted": posting.posted or text(item.get("date_published")),
        }
    )


def _number(link: str) -> str:
    """Return the offer's number: its GUID is found in no link."""
    match = re.search(r"/jobs/(\d+)", link)
    return match[1] if match else link
