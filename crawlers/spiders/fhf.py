"""emploi.fhf.fr, the offers of public hospitals: cards on pages counted from 0, and a page an offer."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urlencode

from parsel import Selector
from scrapy import Request
from scrapy.http import Response, TextResponse

from crawlers.codes import CrawlCode
from crawlers.markup.words import first_number, words, words_at
from crawlers.postings import RawPlace, RawPosting
from crawlers.registry import FhfEntry
from crawlers.spiders.base import BadAnswerError, PlatformSpider, Result
from matching.text.fold import fold

_OFFER_PATH = re.compile(r"/emploi/(\d+)(?:[/?#]|$)")
_TOTAL = re.compile(r"\d[\d\s.]*(?= (?:offres?|résultats?|annonces?)\b)", re.IGNORECASE)

_OLDEST = 24 * 3600
"""Seconds. The site's cache keeps pages for a week; a list from before yesterday is no list of today."""


class FhfSpider(PlatformSpider[FhfEntry]):
    """Pages through each département's cards until one brings nothing new."""

    name = "fhf"

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the first page of each département."""
        for departement in self.entry.departements:
            yield self._ask_page(departement, 0)

    def _ask_page(self, departement: str, page: int) -> Request:
        query = {
            "keyword": "",
            "type": "",
            "department": departement,  # as a list, which the site's own form sends, it finds nothing
            "structure": "",
            "page": page,
            "jour": self.work.job.as_of.isoformat(),  # means nothing to the site, but its cache does not know the page
        }
        address = f"{self.entry.start_urls[0]}?{urlencode(query)}"
        return self.ask(address, self.parse_page, departement=departement, page=page)

    def parse_page(self, response: Response, departement: str, page: int) -> Iterator[Result]:
        """Follow the cards of a page; past the end it has none."""
        if not isinstance(response, TextResponse):
            raise BadAnswerError(CrawlCode.NO_LINKS, "expected an HTML page")
        age = response.headers.get("Age") or b""
        if age.isdigit() and int(age) > _OLDEST:
            self.count(CrawlCode.STALE)
        if page == 0:
            self.announce_if_told(_total(response.selector), "in the text of the page")
        before = self.listed
        for card in response.css("article.card-offer"):
            links = map(response.urljoin, card.css("a::attr(href)").getall())
            address = next(filter(_OFFER_PATH.search, links), None)
            if address is None:
                self.count(CrawlCode.BAD_PATH)
            elif self.is_new(address):
                self.listed += 1
                told = {
                    "title": words_at(card, "h3.card-title"),
                    "employer": words_at(card, ".field--name-field-establishment"),
                    "posted": words_at(card, ".field--name-field-publish-date"),
                    "closes": words_at(card, ".field--name-field-limit-date"),
                }
                yield self.ask(address, self.parse_offer, offer_page=True, card=told)
        if self.listed > before:
            yield self._ask_page(departement, page + 1)

    def parse_offer(self, response: Response, card: dict[str, str | None]) -> Iterator[Result]:
        """Read an offer's page, which stays when the offer is over; ``card`` is what the list told of it."""
        if not isinstance(response, TextResponse):
            raise BadAnswerError(CrawlCode.NO_POSTING, "expected an HTML page")
        fields = {fold(name).rstrip(" :"): field for field in response.css(".field") if (name := _label(field))}
        text = fields.get("descriptif")
        if text is None:
            raise BadAnswerError(CrawlCode.NO_POSTING, "expected a field 'Descriptif'")
        number = _OFFER_PATH.search(response.url)
        page = response.selector
        yield RawPosting(
            source_id=number[1] if number else response.url,
            url=response.url,
            apply_url=self._elsewhere(response),
            title=words_at(page, "h1") or card["title"],
            description="".join(text.css(".field__item, .field__items").getall()[:1]),
            employer_name=words_at(page, ".field--name-field-establishment .field__item") or card["employer"],
            places=(
                RawPlace(
                    text=words_at(page, ".address"),
                    locality=words_at(page, ".address .locality"),
                    postcode=words_at(page, ".address .postal-code"),
                    country=words_at(page, ".address .country"),
                ),
            ),
            contract=next((_items(field) for name, field in fields.items() if "contrat" in name), None),
            posted=words_at(page, ".field--name-field-publish-date .field__item") or card["posted"],
            closes=words_at(page, ".field--name-field-limit-date .field__item") or card["closes"],
        )

    def _elsewhere(self, response: TextResponse) -> str | None:
        """Return the link to apply that leads to another site."""
        for link in response.css("main a[href^=http]"):
            if "postuler" in fold(words(link) or "") and not self.entry.allows(link.attrib["href"]):
                return link.attrib["href"]
        return None


def _total(page: Selector) -> int | None:
    found = _TOTAL.search(words_at(page, "main") or words_at(page, "body") or "")
    return first_number(found[0]) if found else None


def _label(field: Selector) -> str | None:
    return words(next(iter(field.xpath('./*[contains(@class, "field__label")]')), None))


def _items(field: Selector) -> str | None:
    return " | ".join(filter(None, map(words, field.css(".field__item")))) or None
