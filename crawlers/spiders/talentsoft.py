"""Talentsoft (Cegid) careers sites: a list and details in HTML, or the API under contract.

The RSS feed of these sites is not read: on some it holds the twenty newest offers only.
"""

import json
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

from parsel import Selector
from scrapy.http import Response
from w3lib.url import add_or_replace_parameter

from crawlers.codes import CrawlCode
from crawlers.markup.words import first_number, words_at
from crawlers.postings import RawPlace, RawPosting
from crawlers.registry import BoardEntry
from crawlers.spiders.base import BadAnswerError, PlatformSpider, Result, html_page, part, rows, text
from crawlers.spiders.board import headed, required, required_address

_JSON = {"Accept": "application/json"}
_LINKS = "a.ts-offer-list-item__title-link, a.ts-offer-card__title-link"
_TOTAL = '.ts-ol-pagination__title, [id$="_TotalOffers"]'
_TOTAL_IN_TITLE = re.compile(r"\((\d+) (?:offres?|vacanc\w+|offers?|jobs?)\b", re.IGNORECASE)
_ID = re.compile(r"_(\d+)\.aspx|[?&]idOffre=(\d+)", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)\d{2}/\d{2}/\d{4}(?!\d)")
_WHOLE_OFFER = "#contenu-ficheoffre, .ts-offer-page__content-details"
"""What holds the offer, in the older and the newer dress; its facts stand among its texts."""
_TEXT = re.compile(r"fld\w+?_(?:description|longtext|freecriteria)\d*")
"""Ids of the elements that hold text; the others that begin with "fld" hold facts."""


class TalentsoftSpider(PlatformSpider[BoardEntry]):
    """Reads a site's list (``.../liste-offres.aspx``) or, where the start address is below ``/api/``, its API."""

    name = "talentsoft"

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the first page of each list."""
        for address in self.entry.start_urls:
            if "/api/" in address.lower():
                yield self.ask(address, self.parse_answer, headers=_JSON)
            else:
                yield self.ask(address, self.parse_list, page=1)

    def parse_list(self, response: Response, page: int) -> Iterator[Result]:
        """Ask for the offers of a page, then for the next one; behind the last, the site repeats itself."""
        listing = html_page(response)
        if page == 1:
            self.announce_if_told(read_total(listing.selector), _TOTAL)
        new = 0
        for link in listing.css(_LINKS):
            address = response.urljoin(link.attrib.get("href", ""))
            if not self.is_new(address):
                continue
            new += 1
            yield self.ask(address, self.parse_offer, offer_page=True, posted=read_day(link))
        self.listed += new
        if new and (self.announced is None or self.listed < self.announced):
            following = add_or_replace_parameter(response.url, "page", str(page + 1))
            yield self.ask(following, self.parse_list, page=page + 1)

    def parse_offer(self, response: Response, posted: str | None) -> Iterator[Result]:
        """Read an offer page by the ids of its elements, which all sites share; labels differ."""
        page = html_page(response, CrawlCode.NO_POSTING)
        title = _field(page.selector, "jobdescription_jobtitle") or text(page.css("h1").xpath("string()").get())
        match = _ID.search(response.url)
        if title is None or not page.css('[id^="fld"]'):
            raise BadAnswerError(CrawlCode.NO_POSTING, "expected elements with ids such as fldjobdescription_jobtitle")
        area = _field(page.selector, "location_location_geographicalareacollection")
        contract = (_field(page.selector, f"jobdescription_{name}") for name in ("contract", "contractlength"))
        yield RawPosting(
            source_id=match[1] or match[2] if match else response.url,
            url=response.url,
            title=title,
            description=read_texts(page.selector) or page.css(_WHOLE_OFFER).get(),
            places=(RawPlace(text=_field(page.selector, "location_joblocation") or area, region=area),),
            contract=" | ".join(filter(None, contract)) or None,
            salary=_field(page.selector, "jobdescription_salaryrange"),
            posted=posted,
        )

    def parse_answer(self, response: Response) -> Iterator[Result]:
        """Read a page of the API, bare or within ``data``, and ask for the next."""
        try:
            answer = json.loads(response.body)
        except ValueError as error:
            raise BadAnswerError(CrawlCode.BAD_JSON, f"expected JSON: {error}") from error
        found = answer.get("data") if isinstance(answer, dict) else answer
        found = rows(found, "data")
        self.listed += len(found)
        yield from self.each(found, lambda row: [to_posting(row)])
        links = part(answer, "_pagination").get("links") if isinstance(answer, dict) else None
        for link in links if isinstance(links, list) else ():
            if not isinstance(link, dict):
                self.count(CrawlCode.BAD_JSON)  # it may have been the next page
                continue
            following = response.urljoin(text(link.get("href")) or "")
            if link.get("rel") == "next" and self.is_new(following):
                yield self.ask(following, self.parse_answer, headers=_JSON)


def read_total(listing: Selector) -> int | None:
    """Return the number of offers that a list announces: above or below it, else in the title of the page."""
    match = _TOTAL_IN_TITLE.search(listing.css("title").xpath("string()").get(""))
    return first_number(words_at(listing, _TOTAL) or (match[1] if match else ""))


def read_day(link: Selector) -> str | None:
    """Return the day in the facts below a title: items of their own, or one line between bars."""
    facts = link.xpath("following::ul[1]")
    own = facts.xpath("preceding::a[contains(@class, '__title-link')][1]")
    if not own or own[0].root is not link.root:
        return None
    days = _DAY.findall(" ".join(facts.xpath(".//text()").getall()))
    return days[0] if days else None


def read_texts(page: Selector) -> str | None:
    """Return the texts of an offer page with their headings, without its facts and the site around it."""
    parts: list[str] = []
    for section in page.css("h2.JobDescription, h2.ApplicantCriteria"):
        heading = ""
        for node in section.xpath("following-sibling::*"):
            if node.root.tag == "h2":
                break
            name = node.attrib.get("id", "")
            if node.root.tag == "h3":
                heading = node.get()
            elif not name.startswith("fldjobdescription") or _TEXT.match(name):
                parts.append(heading + node.get())
                heading = ""
    return "\n".join(parts) or None


def to_posting(row: dict[str, Any]) -> RawPosting:
    """Turn a row of the API into a posting. What ``country``, ``region`` and ``salaryRange`` mean, each site decides.

    Raises:
        BadAnswerError: `bad_json`: it has no reference or no page.
    """
    texts = (text(row.get(f"description{n}Formatted")) or text(row.get(f"description{n}")) for n in (1, 2))
    places = (
        label for key in ("geographicalLocation", "department", "region", "country") for label in _labels(row, key)
    )
    return RawPosting(
        source_id=required(row.get("reference"), "reference"),
        url=required_address(row.get("offerUrl"), "offerUrl"),
        apply_url=text(row.get("urlRedirectionApplicant")),
        title=text(row.get("title")),
        description=headed((None, one) for one in texts),
        employer_name=text(row.get("organisationName")),
        places=(RawPlace(text=", ".join(places) or None),),
        contract=text(part(row, "contractType").get("label")),
        salary=text(part(row, "salaryRange").get("label")),
        posted=text(row.get("startPublicationDate")),
        starts=text(row.get("beginningDate")),
    )


def _labels(row: dict[str, Any], key: str) -> list[str]:
    value = row.get(key)
    ones = value if isinstance(value, list) else [value]
    return [label for one in ones if isinstance(one, dict) and (label := text(one.get("label")))]


def _field(page: Selector, name: str) -> str | None:
    """Return the text of an element. Text in blocks is put behind a paragraph that was meant to hold it."""
    found = page.xpath(
        "//*[@id=$id] | //*[@id=$id][not(normalize-space())]/following-sibling::*[1][self::div]", id=f"fld{name}"
    )
    return next((words for one in found.xpath("string()").getall() if (words := " ".join(one.split()))), None)
