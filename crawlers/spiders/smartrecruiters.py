"""SmartRecruiters: public offer pages with microdata.

The API's host closes its robots.txt. So offers are found where an open page links to them, the employer's careers page
or a sitemap; the API itself is read only by an entry whose ``access`` is a contract.
"""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy.http import Response
from w3lib.url import add_or_replace_parameter

from crawlers.codes import CrawlCode
from crawlers.postings import RawPlace, RawPosting
from crawlers.registry import BoardEntry
from crawlers.spiders.base import (
    BadAnswerError,
    PlatformSpider,
    Result,
    html_page,
    json_object,
    part,
    rows,
    text,
    total_of,
)
from crawlers.spiders.board import headed, pay, required

_OFFER = re.compile(r"https://jobs\.smartrecruiters\.com/[\w-]+/(\d{6,})(?:-[\w.-]*)?")
_API = re.compile(r"/v1/companies/[^/?]+/postings(?:\?|$)")
_JSON = {"Accept": "application/json"}
_CONTRACT = re.compile(r"\b(?:contract|contrat)\b", re.IGNORECASE)
"""Name of a field that many French companies add: "Contract Type", "Type de contrat"."""
_SECTIONS = ("companyDescription", "jobDescription", "qualifications", "additionalInformation")


class SmartRecruitersSpider(PlatformSpider[BoardEntry]):
    """Follows the links to offer pages, or pages through the API."""

    name = "smartrecruiters"

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the start addresses: pages that link to offers, offers themselves, or the API's list."""
        for address in self.entry.start_urls:
            if offer := _OFFER.fullmatch(address):
                self.listed += 1
                yield self.ask(address, self.parse_offer, offer_page=True, source_id=offer[1])
            elif _API.search(address):
                yield self.ask(address, self.parse_list, headers=_JSON, offset=0)
            else:
                yield self.ask(address, self.parse_board)

    def parse_board(self, response: Response) -> Iterator[Result]:
        """Follow every offer that a page or a sitemap names, wherever in it."""
        offers = {match[1]: match[0] for match in _OFFER.finditer(html_page(response).text)}
        if not offers:
            raise BadAnswerError(CrawlCode.NO_LINKS, "expected links to https://jobs.smartrecruiters.com/COMPANY/ID")
        for source_id, address in offers.items():
            if self.is_new(source_id):
                self.listed += 1
                yield self.ask(address, self.parse_offer, offer_page=True, source_id=source_id)

    def parse_offer(self, response: Response, source_id: str) -> Iterator[Result]:
        """Read an offer page. One that is closed keeps its title and a closing date just passed, and has no text."""
        for posting in self.read_markup(response):
            yield posting.model_copy(update={"source_id": source_id})

    def parse_list(self, response: Response, offset: int) -> Iterator[Result]:
        """Read a page of the API's list, or ask for the details where it has no texts."""
        answer = json_object(response)
        found = rows(answer.get("content"), "content")
        total = total_of(answer.get("totalFound"))
        if found and total == 0:
            total = None
        if offset == 0 and total != 0:  # 0 is also what a company that does not exist is answered
            self.announce_if_told(total, "totalFound")
        self.listed += len(found)
        yield from self.each(found, lambda row: [self._read_row(row, response.url.partition("?")[0])])
        offset += len(found)
        new = [row for row in found if isinstance(row, dict) and self.is_new(f"{row.get('id')}")]
        more = new if total is None else found and offset < total
        if more:
            address = add_or_replace_parameter(response.url, "offset", str(offset))
            yield self.ask(address, self.parse_list, headers=_JSON, offset=offset)

    def _read_row(self, row: dict[str, Any], address: str) -> Result:
        if part(row, "jobAd"):
            return to_posting(row)
        pages = (_page(row),) if text(part(row, "company").get("identifier")) else ()
        address = f"{address}/{required(row.get('id'), 'id')}"
        return self.ask(address, self.parse_detail, headers=_JSON, offer_page=True, public_pages=pages)

    def parse_detail(self, response: Response) -> Iterator[Result]:
        """Read one posting of the API."""
        yield to_posting(json_object(response))


def to_posting(row: dict[str, Any]) -> RawPosting:
    """Turn a row or a detail of the API into a posting.

    Raises:
        BadAnswerError: `bad_json`: it has no id, or no company.
    """
    company, kind, money = part(row, "company"), part(row, "typeOfEmployment"), part(row, "compensation")
    where = part(row, "location")
    sections = part(part(row, "jobAd"), "sections")
    texts = (text(part(sections, name).get("text")) for name in _SECTIONS)
    source_id = required(row.get("id"), "id")
    return RawPosting(
        source_id=source_id,
        url=_page(row),
        apply_url=text(row.get("applyUrl")),
        title=text(row.get("name")),
        description=headed((None, one) for one in texts),
        employer_name=text(company.get("name")),
        places=(_place(where),),
        contract=" | ".join(filter(None, (*_own_contract(row), text(kind.get("id")), text(kind.get("label"))))) or None,
        working_time=text(kind.get("label")),
        salary=pay(money.get("min"), money.get("max"), money.get("currency"), text(money.get("period"))),
        # false is also what nobody filled in
        remote=next((flag for flag in ("hybrid", "remote") if where.get(flag) is True), None),
        posted=text(row.get("releasedDate")),
    )


def _own_contract(row: dict[str, Any]) -> Iterator[str | None]:
    fields = row.get("customField")
    for field in fields if isinstance(fields, list) else ():
        if isinstance(field, dict) and _CONTRACT.search(text(field.get("fieldLabel")) or ""):
            yield text(field.get("valueLabel"))


def _page(row: dict[str, Any]) -> str:
    """Return the public page of a row."""
    company = required(part(row, "company").get("identifier"), "identifier")
    return f"https://jobs.smartrecruiters.com/{company}/{required(row.get('id'), 'id')}"


def _place(place: dict[str, Any]) -> RawPlace:
    """Return a place; region and country are often null, while the full location ("Cambes, Lot, France") has them."""
    full = [word.strip() for word in (text(place.get("fullLocation")) or "").split(",")]
    return RawPlace(
        locality=text(place.get("city")) or full[0] or None,
        postcode=text(place.get("postalCode")),
        region=text(place.get("region")) or (full[-2] if len(full) > 2 else None) or None,
        country=text(place.get("country")) or (full[-1] if len(full) > 1 else None),
    )
