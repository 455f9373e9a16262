"""A small site without markup: its registry entry says where things are; offers may be PDF files (town halls)."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urldefrag, urlsplit

from parsel import Selector
from scrapy.http import Response, TextResponse

from crawlers.codes import CrawlCode
from crawlers.markup.pdf import UnreadablePdfError, pdf_text
from crawlers.markup.plain_offer import read_plain_offer
from crawlers.markup.words import words, words_at
from crawlers.postings import RawPlace, RawPosting
from crawlers.registry import ListingEntry, OfferSelectors
from crawlers.spiders.base import BadAnswerError, PlatformSpider, Result
from matching.text.fold import fold

_PDF = b"%PDF-"
_KIND_OF_FILE = re.compile(r"[(\[][^)\]]*\b(?:pdf|docx?|[kmo]o)\b[^)\]]*[)\]]|\.pdf\b", re.IGNORECASE)
_CALL = re.compile(
    r"(?:(?:cliquez|ici|telecharger|consulter|voir|lire|ouvrir|en savoir plus|la suite|plus|d'infos?|details?|fichier"
    r"|pdf|le|la|l'|les|cette|offre|d'emploi|emploi|annonce|fiche|de|du|poste|profil|document|joint|complete?)[\s:.>»-]*)*"
)
"""What links say that name no job: "Télécharger l'annonce", "Voir la fiche de poste"."""


class ListingSpider(PlatformSpider[ListingEntry]):
    """Reads rows, follows their links where the entry describes the pages or they lead to PDF files."""

    name = "listing"
    max_pages = 200

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the listing pages."""
        for address in self.entry.start_urls:
            self.is_new(address)
            yield self.ask(address, self.parse_listing, first=True)

    def parse_listing(self, response: Response, first: bool = False) -> Iterator[Result]:
        """Read the rows of a page, then ask for the next page while pages bring new offers."""
        if not isinstance(response, TextResponse):
            raise BadAnswerError(CrawlCode.NO_LINKS, "expected an HTML page")
        if first and self.entry.total:
            self.announce_at(response, self.entry.total)
        found = response.css(self.entry.row)
        if not found and first:
            if not (self.entry.empty_marker and self.entry.empty_marker in response.text):
                raise BadAnswerError(CrawlCode.NO_LINKS, f"expected rows at {self.entry.row!r}, or the empty_marker")
            self.says_empty = True
        before = self.listed
        for row in found:
            yield from self._read_row(row, response)
        if found and self.listed == before and not first:
            self.count_repeated()
        if self.listed > before and self.entry.next_link:
            for href in response.css(self.entry.next_link).xpath("@href").getall()[:1]:
                page = response.urljoin(href)
                if self.is_new(page):
                    yield self.ask(page, self.parse_listing)

    def _read_row(self, row: Selector, response: TextResponse) -> Iterator[Result]:
        link = next(iter(row.css(self.entry.link)), None)
        address = urldefrag(response.urljoin(link.attrib["href"])).url if link and link.attrib.get("href") else ""
        title = words_at(row, self.entry.on_list.title) or link_title(words(link) if link else None)
        if not address.startswith("http") or address == response.url:  # all that is told is in the row
            if not title:
                self.count(CrawlCode.NO_POSTING)
                return
            name = f"{response.url}#{fold(title).replace(' ', '-')}"
            posting = RawPosting(source_id=name, url=response.url, title=title)
        else:
            posting = RawPosting(source_id=address, url=address, title=title)
        if not self.is_new(posting.source_id):
            return
        self.listed += 1
        posting = _filled(posting, row, self.entry.on_list)
        is_pdf = urlsplit(address).path.lower().endswith(".pdf")
        if posting.url == address and (is_pdf or self.entry.on_page is not None):
            yield self.ask(address, self.parse_offer, offer_page=True, posting=posting)
        else:
            yield posting

    def parse_offer(self, response: Response, posting: RawPosting) -> Iterator[Result]:
        """Complete what the row told by the offer's page or file."""
        if _PDF in response.body[:1024]:
            yield self._read_pdf(response, posting)
        elif isinstance(response, TextResponse) and self.entry.on_page is not None:
            yield _filled(posting, response.selector, self.entry.on_page)
        else:
            raise BadAnswerError(CrawlCode.NO_POSTING, "expected an HTML page, described by on_page, or a PDF file")

    def _read_pdf(self, response: Response, posting: RawPosting) -> RawPosting:
        """Add what the file says; of a scan only what the row told is known, and nothing is guessed."""
        try:
            text = pdf_text(response.body)
        except UnreadablePdfError as error:
            raise BadAnswerError(CrawlCode.BAD_PDF, str(error)) from error
        if text is None:
            self.count(CrawlCode.PDF_WITHOUT_TEXT)
            return posting
        told = read_plain_offer(text)
        return posting.model_copy(
            update={
                "title": told.title or posting.title,
                "description": text,
                "places": (RawPlace(text=told.place),) if told.place else posting.places,
                "contract": told.contract or posting.contract,
                "working_time": told.working_time or posting.working_time,
                "salary": told.salary or posting.salary,
                "closes": told.closes or posting.closes,
                "starts": told.starts or posting.starts,
            }
        )


def link_title(text: str | None) -> str | None:
    """Return the job that a link names; None where it only calls to open a file."""
    title = " ".join(_KIND_OF_FILE.sub(" ", text or "").split())
    return None if _CALL.fullmatch(fold(title)) else title


def _filled(posting: RawPosting, within: Selector, selectors: OfferSelectors) -> RawPosting:
    """Return a posting with the fields that selectors find."""
    found: dict[str, Any] = {name: words_at(within, css) for name, css in selectors if name not in ("place", "body")}
    if place := words_at(within, selectors.place):
        found["places"] = (RawPlace(text=place),)
    if selectors.body and (body := "".join(within.css(selectors.body).getall())):
        found["description"] = body
    return posting.model_copy(update={name: value for name, value in found.items() if value})
