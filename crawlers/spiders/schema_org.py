"""Any site whose offer pages carry JobPosting markup, found through a listing, a sitemap, or named pages."""

import gzip
import io
import re
import zlib
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urldefrag

from scrapy.http import Response, TextResponse
from scrapy.utils.sitemap import Sitemap

from crawlers.codes import CrawlCode
from crawlers.registry import SchemaOrgEntry
from crawlers.spiders.base import BadAnswerError, PlatformSpider, Result

_JOB_LIKE = re.compile(r"job|career|carriere|posting|vacanc|offre|emploi|poste|annonce|recrut", re.IGNORECASE)
_SITEMAP_BYTES = 50 * 1024 * 1024
"""Limit of the sitemap protocol, unpacked."""
_END = re.compile(rb"</(?:[\w.-]+:)?(?:urlset|sitemapindex)\s*>")
_LONGEST_END = 5000
"""Bytes that are searched for the end: some software adds a comment about itself."""
_SITEMAP_DEPTH = 3
"""Indexes of indexes are against the protocol, and exist; more than one level of them does not."""


class SchemaOrgSpider(PlatformSpider[SchemaOrgEntry]):
    """Follows the entry's links to offer pages and reads their markup."""

    name = "schema_org"
    max_pages = 200

    @property
    def is_live_listing(self) -> bool:
        """Only a listing page: sitemaps keep expired offers, and a page named in the entry is named for ever."""
        return self.entry.mode == "listing"

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the start addresses, as what the entry says they are."""
        for address in self.entry.start_urls:
            self.is_new(address)
            if self.entry.mode == "listing":
                yield self.ask(address, self.parse_listing, first=True)
            elif self.entry.mode == "sitemap":
                yield self.ask(address, self.parse_sitemap)
            else:
                self.listed += 1
                yield self.ask(address, self.parse_offer, offer_page=True)

    def parse_listing(self, response: Response, first: bool = False) -> Iterator[Result]:
        """Follow the offers of a listing page, then the next page while pages bring new offers."""
        if not isinstance(response, TextResponse):
            raise BadAnswerError(CrawlCode.NO_LINKS, "expected an HTML page")
        if first and self.entry.total:
            self.announce_at(response, self.entry.total)
        links = self._offer_links(response)
        if not links and first:
            if not (self.entry.empty_marker and self.entry.empty_marker in response.text):
                raise BadAnswerError(CrawlCode.NO_LINKS, "expected links to offers, or the empty_marker")
            self.says_empty = True
        new = [link for link in links if self.is_new(link)]
        self.listed += len(new)
        for link in new:
            yield self.ask(link, self.parse_offer, offer_page=True)
        if links and not new and not first:
            self.count_repeated()
        if new and self.entry.next_link:
            for href in response.css(self.entry.next_link).xpath("@href").getall()[:1]:
                page = response.urljoin(href)
                if self.is_new(page):
                    yield self.ask(page, self.parse_listing)

    def parse_sitemap(self, response: Response, depth: int = 1) -> Iterator[Result]:
        """Follow the children of an index, the job-like ones first, or the offers of a list."""
        try:
            body = _unpacked(response.body)
            sitemap = Sitemap(body)
            addresses = [entry["loc"] for entry in sitemap]
        except (
            SyntaxError,
            OSError,
            EOFError,
            zlib.error,
            StopIteration,
            ValueError,
        ) as error:  # lxml raises the first
            raise BadAnswerError(CrawlCode.BAD_XML, f"expected a sitemap: {error}") from error
        if addresses and not _END.search(body[-_LONGEST_END:]):
            self.count(CrawlCode.BAD_XML)  # cut off: what is left is followed, and proves nothing about the rest
        if sitemap.type == "sitemapindex":
            for address in sorted(addresses, key=lambda a: not _JOB_LIKE.search(a)):
                if depth == _SITEMAP_DEPTH:
                    self.count(CrawlCode.TOO_DEEP)
                elif self.is_new(address):
                    yield self.ask(address, self.parse_sitemap, depth=depth + 1)
        elif sitemap.type == "urlset":
            for address in filter(self._is_offer, addresses):
                if self.is_new(address):
                    self.listed += 1
                    yield self.ask(address, self.parse_offer, offer_page=True)
        else:
            raise BadAnswerError(CrawlCode.BAD_XML, f"expected a sitemap, got <{sitemap.type}>")

    def parse_offer(self, response: Response) -> Iterator[Result]:
        """Read the postings of an offer page."""
        yield from self.read_markup(response)

    def _offer_links(self, response: TextResponse) -> list[str]:
        """Return the addresses of offers, each once, without fragments."""
        hrefs = response.css(self.entry.offer_links or "a").xpath("@href").getall()
        links = (urldefrag(response.urljoin(href)).url for href in hrefs)
        return [link for link in dict.fromkeys(links) if self._is_offer(link)]

    def _is_offer(self, address: str) -> bool:
        pattern = self.entry.offer_pattern
        return address.startswith("http") and (pattern is None or re.search(pattern, address) is not None)


def _unpacked(body: bytes) -> bytes:
    """Return a sitemap that may be a gzip file.

    Raises:
        BadAnswerError: `too_large`.
        OSError, EOFError, zlib.error: It is broken or cut off.
    """
    if not body.startswith(b"\x1f\x8b"):
        return body
    with gzip.open(io.BytesIO(body)) as file:
        unpacked = file.read(_SITEMAP_BYTES + 1)
    if len(unpacked) > _SITEMAP_BYTES:
        raise BadAnswerError(CrawlCode.TOO_LARGE, f"expected a sitemap of {_SITEMAP_BYTES} bytes at most")
    return unpacked
