"""Softy boards: server-made pages without markup, whose CSS classes change but whose words do not."""

import html
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

from parsel import Selector
from scrapy.http import Response
from w3lib.url import add_or_replace_parameter

from crawlers.codes import CrawlCode
from crawlers.postings import RawPlace, RawPosting
from crawlers.registry import BoardEntry
from crawlers.spiders.base import BadAnswerError, PlatformSpider, Result, html_page
from matching.text.fold import fold

_OFFER = re.compile(r"/(?:offers|offre)/(\d+)(?:-[^/?#]*)?$")
_PAGE = 21
"""Offers on a full page."""

_FACTS = {
    "posted": re.compile(r"(?:mise? en ligne|publiee?) le (?:\d{2}/){2}\d{4}"),
    "contract": re.compile(
        r"(?:cdi|cdd|stage|alternance|apprentissage|interim|saisonnier|vacation|titulaire|independant|freelance"
        r"|contrat (?:d'|de )[\w' ]+)(?: ?[-–(:] ?.+)?"
    ),
    "working_time": re.compile(r"temps (?:plein|partiel|complet)\b.*"),
    "salary": re.compile(r"salaire brut\b.*"),
}
_HIDDEN_TOWNS = re.compile(r"\+ ?\d+")
"""A chip: this many more towns, which the page does not name."""

_SECTIONS = re.compile(
    r"l'entreprise|a propos|le poste|description|mission|(?:votre )?profil|avantages|nous vous offrons"
)
_BODY = "following::*[self::p or self::li or self::h3 or self::h4][count(preceding::h2) = $number][not(ancestor::li)]"
"""What stands between the ``number``-th heading of a page and the next."""


class SoftySpider(PlatformSpider[BoardEntry]):
    """Pages through boards such as ``https://{tenant}.softy.pro/offers``, in their new and their old shape."""

    name = "softy"

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the first page of each board."""
        for board in self.entry.start_urls:
            yield self.ask(board, self.parse_board, page=1)

    def parse_board(self, response: Response, page: int) -> Iterator[Result]:
        """Ask for the offers of a page, then for the next one as long as the page links to a later one."""
        listing = html_page(response)
        found: dict[str, Selector] = {}
        for link in listing.css("a[href]"):
            address = response.urljoin(link.attrib["href"])
            if _OFFER.search(address):
                found.setdefault(address, link)
        if not found and page == 1:
            raise BadAnswerError(CrawlCode.NO_LINKS, "expected links to /offers/NUMBER or /offre/NUMBER-NAME")
        for address, link in found.items():
            if self.is_new(address):
                self.listed += 1
                card = read_card(address, link)
                yield self.ask(address, self.parse_offer, offer_page=True, card=card)
        pages = [int(number) for number in listing.css('a[href*="page="]::attr(href)').re(r"[?&]page=(\d+)")]
        if found and max(pages, default=0) > page:
            yield self.ask(
                add_or_replace_parameter(response.url, "page", str(page + 1)), self.parse_board, page=page + 1
            )
        elif not pages and len(found) == _PAGE:
            self.count(CrawlCode.TRUNCATED)

    def parse_offer(self, response: Response, card: RawPosting) -> Iterator[Result]:
        """Read an offer page; what it does not say, its card in the list does."""
        page = html_page(response, CrawlCode.NO_POSTING)
        head = _texts(page.xpath("//body//*[not(self::script or self::style)]/text()[not(preceding::h2)]"))
        places = _places(page.css('[data-slot="joboffer-locations"] p::text').getall())
        yield card.model_copy(
            update={
                "title": next(iter(_texts(page.css("h1").xpath("string()"))), card.title),
                "description": read_sections(page.selector),
                "places": places or card.places,
                **read_facts(head),
            }
        )


def read_card(address: str, link: Selector) -> RawPosting:
    """Read the card of the list that a link belongs to: title, then town, then facts, all unnamed."""
    match = _OFFER.search(address)
    card = next(iter(link.xpath("ancestor-or-self::*[.//h3][1]")), link)
    title = next(iter(_texts(card.css("h3").xpath("string()"))), None)
    texts = _texts(card.xpath(".//text()"))
    after = texts[texts.index(title) + 1 :] if title in texts else []
    towns = [text for text in after if not any(pattern.fullmatch(fold(text)) for pattern in _FACTS.values())]
    return RawPosting(
        source_id=match[1] if match else address,
        url=address,
        title=title,
        places=_places(towns[:1]),
        **read_facts(texts),
    )


def read_facts(texts: Sequence[str]) -> dict[str, str]:
    """Return the facts that are told by their own words, by their field; the first of each kind."""
    facts: dict[str, str] = {}
    for number, text in enumerate(texts):
        for field, pattern in _FACTS.items():
            if field not in facts and pattern.fullmatch(fold(text)):
                # a label of its own: its value is the next text
                alone = field == "salary" and not re.search(r"\d", text)
                facts[field] = " ".join(texts[number : number + 2]) if alone else text
    return facts


def read_sections(page: Selector) -> str | None:
    """Return the texts under the headings that belong to an offer, and not those of the site around it."""
    parts = []
    for number, heading in enumerate(page.xpath("//h2"), 1):
        title = " ".join(heading.xpath("string()").get("").split())
        if _SECTIONS.match(fold(title)):
            parts.append(f"<h3>{html.escape(title)}</h3>")
            nodes = heading.xpath(_BODY, number=number)
            parts += [f"<ul>{node.get()}</ul>" if node.root.tag == "li" else node.get() for node in nodes]
    return "\n".join(parts) or None


def _texts(found: Any) -> list[str]:
    return [text for one in found.getall() if (text := " ".join(one.split()))]


def _places(towns: Sequence[str]) -> tuple[RawPlace, ...]:
    return tuple(
        RawPlace(text=town.strip()) for town in towns if town.strip() and not _HIDDEN_TOWNS.match(town.strip())
    )
