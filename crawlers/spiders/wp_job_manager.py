"""WP Job Manager, offers inside a small employer's WordPress site: its feed, page by page."""

import html
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

from parsel import Selector
from scrapy import Request
from scrapy.http import Response

from crawlers.codes import CrawlCode
from crawlers.postings import RawPlace, RawPosting
from crawlers.registry import WpJobManagerEntry
from crawlers.spiders.base import BadAnswerError, PlatformSpider, Result

_PAGE = 100
"""Offers a page that are asked for; the default is 10, and a site may give fewer than asked."""


class WpJobManagerSpider(PlatformSpider[WpJobManagerEntry]):
    """Takes the pages of the feed until one brings nothing new."""

    name = "wp_job_manager"

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the first page."""
        for site in self.entry.start_urls:
            yield self._ask_page(site, 1)

    def _ask_page(self, site: str, page: int) -> Request:
        address = f"{site.rstrip('/')}/?feed=job_feed&posts_per_page={_PAGE}&paged={page}"
        # WordPress answers 404 past the end of a list
        past_the_end = self._past_the_end if page > 1 else None
        return self.ask(address, self.parse_page, offer_page=page > 1, otherwise=past_the_end, site=site, page=page)

    def _past_the_end(self, code: CrawlCode) -> Iterable[Result]:
        if code is not CrawlCode.GONE:
            self.count(code)
        return ()

    def parse_page(self, response: Response, site: str, page: int) -> Iterator[Result]:
        """Read a page of the feed, whose text is all there, and ask for the next."""
        feed = Selector(body=response.body, type="xml")
        if not feed.xpath("/rss/channel"):
            raise BadAnswerError(CrawlCode.BAD_XML, "expected an RSS feed")
        before = self.listed
        for item in feed.xpath("/rss/channel/item"):
            posting = to_posting(item)
            if posting is None:
                self.count(CrawlCode.NO_POSTING)
            elif self.is_new(posting.source_id):
                self.listed += 1
                yield posting
        if self.listed > before:
            yield self._ask_page(site, page + 1)


def to_posting(item: Selector) -> RawPosting | None:
    """Turn an item into a posting; None without a link. ``dc:creator`` is a person, and is not read."""
    link = _text(item, "link")
    if link is None:
        return None
    kind = _label(item, "job_listing:job_type")
    return RawPosting(
        source_id=_text(item, "guid") or link,
        url=link,
        title=_label(item, "title"),
        description=_text(item, "content:encoded") or _text(item, "description"),
        employer_name=_label(item, "job_listing:company"),
        places=(RawPlace(text=_label(item, "job_listing:location")),),
        contract=kind,
        working_time=kind,
        salary=_label(item, "job_listing:salary"),
        posted=_text(item, "pubDate"),
    )


def _label(item: Selector, name: str) -> str | None:
    """Return a short text; WordPress leaves its entities in CDATA sections as they are."""
    found = _text(item, name)
    return found and html.unescape(found)


def _text(item: Selector, name: str) -> str | None:
    """Return an element's text, found by its prefix: the namespace itself is the site's own address."""
    return (item.xpath("string(*[name()=$name])", name=name).get() or "").strip() or None
