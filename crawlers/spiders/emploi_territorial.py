"""emploi-territorial.fr, offers of local authorities: a search kept in a session, and a page an offer."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar
from urllib.parse import urlencode, urljoin

from parsel import Selector
from scrapy import Request
from scrapy.http import Response, TextResponse

from crawlers.codes import CrawlCode
from crawlers.markup.words import words
from crawlers.postings import RawPlace, RawPosting
from crawlers.registry import EmploiTerritorialEntry
from crawlers.spiders.base import BadAnswerError, PlatformSpider, Result, total_of
from matching.text.fold import fold

_OFFER_PATH = re.compile(r"/offre/(o\w{3}\d{12})\b", re.IGNORECASE)
_VALUE = (
    'following-sibling::*[1][contains(concat(" ", @class, " "), " offre-item-value ")'
    ' or contains(concat(" ", @class, " "), " offre-item-text ")]'
)
_NOT_THE_JOB = frozenset({"modalites de candidature", "travailleurs handicapes", "contact"})
"""Sections that say how to write to whom, or the same in every offer."""
_FACTS_OF_THE_TEXT = ("Métier(s)", "Grade(s) recherché(s)", "Expérience souhaitée", "Télétravail", "Management")
"""Labels that no field of a posting takes up, and that say what the work is."""


class EmploiTerritorialSpider(PlatformSpider[EmploiTerritorialEntry]):
    """Opens a session, posts the filter once, then takes the pages by number: the server remembers the filter."""

    name = "emploi_territorial"
    custom_settings: ClassVar[dict[str, Any]] = {"COOKIES_ENABLED": True}  # type: ignore[misc]

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the search page, which gives the session."""
        yield self.ask(self.entry.start_urls[0], self.parse_session)

    def parse_session(self, response: Response) -> Iterator[Result]:
        """Post the filter. A code of two digits would be answered with no rows and no error."""
        form = [("search_offre_form[searchdept][]", code.zfill(3)) for code in self.entry.departements]
        yield self.ask(response.url, self.parse_page, form=urlencode([*form, ("btn_rechercher", "")]), page=1)

    def _ask_page(self, response: Response, page: int) -> Request:
        return self.ask(
            urljoin(response.url, "/recherche_emploi_mobilite/"),
            self.parse_page,
            form=f"page={page}&ajax=1",
            # only here: the filter's own answer would come without the total
            headers={"X-Requested-With": "XMLHttpRequest"},
            page=page,
        )

    def parse_page(self, response: Response, page: int) -> Iterator[Result]:
        """Follow the rows of a page, each of which is rendered twice, then ask for the next."""
        if not isinstance(response, TextResponse):
            raise BadAnswerError(CrawlCode.NO_LINKS, "expected an HTML page")
        if page == 1:
            self.announce_if_told(total_of(response.css("#nb-offres::attr(value)").get()), "#nb-offres")
        before = self.listed
        for row in response.xpath('//tr[.//a[contains(@class, "lien-details-offre")]]'):
            address = response.urljoin(row.css("a.lien-details-offre::attr(href)").get(""))
            reference = _OFFER_PATH.search(address)
            if reference is None:
                self.count(CrawlCode.BAD_PATH)
            elif self.is_new(reference[1].upper()):
                self.listed += 1
                told = {
                    "employer": words(next(iter(row.css(".detail-offre-collectivite .valeur")), None)),
                    "posted": _tooltip(row, "publi"),
                    "closes": _tooltip(row, "limite"),
                }
                yield self.ask(address, self.parse_offer, offer_page=True, reference=reference[1].upper(), row=told)
        if before < self.listed and (self.announced is None or self.listed < self.announced):
            yield self._ask_page(response, page + 1)

    def parse_offer(self, response: Response, reference: str, row: dict[str, str | None]) -> Iterator[Result]:
        """Read an offer's page; ``row`` is what its row told."""
        if not isinstance(response, TextResponse) or not (title := words(next(iter(response.css("h2")), None))):
            raise BadAnswerError(CrawlCode.NO_POSTING, "expected an offer's title in h2")
        values = _labelled(response.selector)
        told = {label: words(value) for label, value in values.items()}
        links = values["lien de candidature"].css("a::attr(href)").getall() if "lien de candidature" in values else []
        yield RawPosting(
            source_id=reference,
            url=response.url,
            apply_url=response.urljoin(links[0]) if links else None,
            title=title,
            description=_description(response.selector, told),
            employer_name=told.get("employeur") or row["employer"],
            places=(RawPlace(text=told.get("lieu de travail")),),
            contract=_contract(told),
            working_time=told.get("temps de travail"),
            salary=told.get("remuneration indicative"),
            experience=told.get("experience souhaitee"),
            remote=told.get("teletravail"),
            posted=row["posted"] or _day_put_up(response.selector),
            closes=told.get("date limite de candidature") or row["closes"],
            starts=told.get("poste a pourvoir le"),
        )


def _contract(told: dict[str, str | None]) -> str | None:
    """Return the kind of post, its length and, where the page says so, whether it is for a fonctionnaire alone."""
    open_to = told.get("ouvert aux contractuels")
    facts = (
        told.get("type d'emploi"),
        told.get("duree de la mission"),
        open_to and f"Ouvert aux contractuels : {open_to}",
    )
    return " | ".join(filter(None, facts)) or None


def _tooltip(row: Selector, word: str) -> str | None:
    """Return the tooltip that holds a word; only tooltips give real dates ("publié le 05/08/2026")."""
    tips: list[str] = row.xpath(".//@data-tooltip").getall()
    return next((tip for tip in tips if word in fold(tip) and any(map(str.isdigit, tip))), None)


def _day_put_up(page: Selector) -> str | None:
    """Return the day above the title ("Publiée le 05/08/2026"), for a row without its tooltip."""
    lines = (words(line) for line in page.xpath('//*[starts-with(normalize-space(text()), "Publi")]'))
    return next((line for line in lines if line and re.fullmatch(r"Publiée? le :? ?\d{2}/\d{2}/\d{4}", line)), None)


def _labelled(page: Selector) -> dict[str, Selector]:
    """Return values by their folded labels, paired by structure: a label whose value is missing has none."""
    pairs = ((words(label), label.xpath(_VALUE)) for label in page.css(".offre-item-label"))
    found: dict[str, Selector] = {}
    for label, value in pairs:
        if label and value:
            found.setdefault(fold(label).rstrip(" :"), value[0])
    return found


def _description(page: Selector, told: dict[str, str | None]) -> str:
    parts = []
    for text in page.css(".offre-item-text"):
        heading = words(next(iter(text.xpath("preceding-sibling::*[1]")), None)) or ""
        if fold(heading).rstrip(" :") not in _NOT_THE_JOB:
            parts.append(f"<h4>{heading}</h4>{text.get()}")
    facts = (f"<p>{label} : {told[fold(label)]}</p>" for label in _FACTS_OF_THE_TEXT if told.get(fold(label)))
    return "".join([*parts, *facts])
