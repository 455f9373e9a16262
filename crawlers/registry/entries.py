"""What a registry entry says: one class a platform that needs words of its own."""

import ipaddress
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Literal, get_args
from urllib.parse import urlsplit

from parsel.csstranslator import css2xpath
from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from matching.offers import Display
from matching.parsed import Record


def _rhythm(value: object) -> object:
    if not isinstance(value, str) or value.startswith("P"):  # ISO 8601: how an entry travels to its crawl
        return value
    match = re.fullmatch(r"(\d+)\s*([hd])", value.strip())
    if match is None:
        raise ValueError('expected a number of hours or days, such as "12h" or "1d"')
    return timedelta(hours=int(match[1])) if match[2] == "h" else timedelta(days=int(match[1]))


def _positive(value: timedelta) -> timedelta:
    if value < timedelta(hours=1):
        raise ValueError('expected at least one hour, such as "12h" or "1d"')
    return value


def _css(value: str) -> str:
    try:
        css2xpath(value)
    except Exception as error:  # cssselect raises several unrelated types
        raise ValueError(f"expected a CSS selector: {error}") from error
    return value


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("expected an address that starts with http:// or https:// and names a host")
    return value


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"expected a regular expression: {error}") from error
    return value


Rhythm = Annotated[timedelta, BeforeValidator(_rhythm), AfterValidator(_positive)]
Address = Annotated[str, AfterValidator(_address)]
Css = Annotated[str, AfterValidator(_css)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Departement = Annotated[str, Field(pattern=r"^(\d{2}|2[AB]|97\d)$")]


class _Entry(Record):
    """What is known of every employer."""

    key: Key = Field(description="Lower-case letters, digits and hyphens; never reused for another employer.")
    name: str = Field(min_length=1)
    commune: str | None = Field(None, description="Where the employer sits, by name.")
    verified: bool = Field(description="A person has seen offers at the start addresses.")


class UnknownEntry(_Entry):
    """An employer whose careers page or platform is not known: listed, never crawled."""

    platform: Literal["unknown"]
    site: str | None = Field(None, description="Web site as far as known; nothing is asked of it.")


class _CrawledEntry(_Entry):
    """An employer that can be crawled."""

    start_urls: tuple[Address, ...] = Field(min_length=1)
    allowed_hosts: tuple[str, ...] = Field(
        min_length=1, description="Hosts that may be asked, as `host` or `host:port`; nothing else is."
    )
    trusted: bool = Field(description="Clean offers of this source are published without a person.")
    access: Literal["public", "contract"] = Field(
        description="`contract`: an API called under its terms with own credentials; robots.txt does not apply."
    )
    display: Display
    example: str = Field(min_length=1, description="Address of one offer page, or where to find one.")
    enabled: bool = Field(True, description="Crawled by `--all` and by the schedule.")
    every: Rhythm = Field(timedelta(days=1), description='Rhythm of the schedule, such as "12h" or "1d".')
    daily_requests: int | None = Field(
        None, ge=1, description="Requests to each host in a day, where it is another number than the settings'."
    )
    local: bool = Field(False, description="All its work is in the territory: an offer that names no place is kept.")

    def allows(self, address: str) -> bool:
        """Whether an address lies within the allowed hosts."""
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and (
            parts.netloc.rpartition("@")[2].lower() in self.allowed_hosts
            or (parts.hostname or "") in self.allowed_hosts
        )

    @property
    def is_own_machine(self) -> bool:
        """Whether everything that may be asked is this machine itself, as in the demo."""
        return all(_is_loopback(urlsplit(f"//{host}").hostname or "") for host in self.allowed_hosts)

    @property
    def employer_name(self) -> str | None:
        """Name of the employer of every offer found here, unless the offer names another."""
        return self.name

    @model_validator(mode="after")
    def _starts_within_allowed_hosts(self) -> "_CrawledEntry":
        for address in self.start_urls:
            if not self.allows(address):
                raise ValueError(f"expected allowed_hosts to name the host of every start address: {address!r}")
        return self


class SchemaOrgEntry(_CrawledEntry):
    """A site whose offer pages carry schema.org JobPosting markup."""

    platform: Literal["schema_org"]
    mode: Literal["listing", "sitemap", "pages"] = Field(
        description="What the start addresses are: listing pages, sitemaps, or offer pages themselves."
    )
    offer_links: Css | None = Field(None, description="Listing: CSS of the links to offers.")
    offer_pattern: Pattern | None = Field(
        None, description="Listing, sitemap: regular expression found in offer addresses."
    )
    next_link: Css | None = Field(None, description="Listing: CSS of the link to the next page.")
    total: Css | None = Field(
        None, description="Listing: CSS of the element whose first number is the site's own count of offers."
    )
    empty_marker: str | None = Field(
        None, min_length=1, description='Listing: words that the page shows when there are "no offers".'
    )

    @model_validator(mode="after")
    def _mode_has_its_selectors(self) -> "SchemaOrgEntry":
        if self.mode == "listing" and not (self.offer_links or self.offer_pattern):
            raise ValueError('expected offer_links or offer_pattern with mode = "listing"')
        if self.mode == "sitemap" and not self.offer_pattern:
            raise ValueError('expected offer_pattern with mode = "sitemap"')
        for name in ("offer_links", "next_link", "total", "empty_marker"):
            if self.mode != "listing" and getattr(self, name) is not None:
                raise ValueError(f'expected {name} only with mode = "listing"')
        return self


class BoardEntry(_CrawledEntry):
    """A board on a hosted platform, named by its start addresses alone: each is the board's public page."""

    platform: Literal[
        "teamtailor",
        "recruitee",
        "greenhouse",
        "lever",
        "ashby",
        "personio",
        "softgarden",
        "smartrecruiters",
        "flatchr",
        "taleez",
        "digitalrecruiters",
        "beetween",
        "softy",
        "talentsoft",
        "werecruit",
    ]


class WorkdayEntry(_CrawledEntry):
    """A Workday board. Each start address is a board's public page: ``https://{host}/{site}``."""

    platform: Literal["workday"]
    tenant: str = Field(pattern=r"^[\w-]+$", description="Tenant, in its own capitals.")
    search: tuple[str, ...] = Field((), description="Words to search for, one query each; empty: the whole board.")
    facets: Mapping[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Facet name (per tenant) to value ids, applied to every query."
    )

    @model_validator(mode="after")
    def _start_is_a_board(self) -> "WorkdayEntry":
        for address in self.start_urls:
            if not re.fullmatch(r"/(?:[a-z]{2}-[A-Z]{2}/)?[\w-]+", urlsplit(address).path):
                raise ValueError(f"expected start_urls of the form https://HOST/SITE: {address!r}")
        return self


class FranceTravailEntry(_CrawledEntry):
    """France Travail's API "Offres d'emploi v2". The start address is its search."""

    platform: Literal["france_travail"]
    departements: tuple[Departement, ...] = Field(min_length=1)
    token_url: Address = "https://entreprise.francetravail.fr/connexion/oauth2/access_token?realm=%2Fpartenaire"  # noqa: S105

    @property
    def employer_name(self) -> None:
        """None: the board is not the employer."""
        return

    @model_validator(mode="after")
    def _token_host_is_safe(self) -> "FranceTravailEntry":
        for address in (self.token_url, *self.start_urls):
            if not self.allows(address):
                raise ValueError(f"expected allowed_hosts to name the host of token_url: {address!r}")
            parts = urlsplit(address)
            if parts.scheme != "https" and not _is_loopback(parts.hostname or ""):
                raise ValueError(f"expected https, since credentials are sent: {address!r}")
        return self


class EmploiTerritorialEntry(_CrawledEntry):
    """The offers of local authorities. The start address is the search: ``https://www.emploi-territorial.fr/rechercher``."""

    platform: Literal["emploi_territorial"]
    departements: tuple[Departement, ...] = Field(min_length=1)

    @property
    def employer_name(self) -> None:
        """None: the board is not the employer."""
        return


class ChoisirServicePublicEntry(_CrawledEntry):
    """The open data of Choisir le service public. The start address is the data set at data.gouv.fr's API."""

    platform: Literal["choisir_service_public"]
    departements: tuple[Departement, ...] = Field(min_length=1)
    pages: Address = Field(description="Where an offer's page is: its reference is added.")
    without_territorial: bool = Field(
        description="Leave out offers that emploi-territorial.fr publishes, where it is a source of its own."
    )

    @property
    def employer_name(self) -> None:
        """None: the portal is not the employer."""
        return


class FhfEntry(_CrawledEntry):
    """The offers of public hospitals. The start address is the search: ``https://emploi.fhf.fr/emploi/search``."""

    platform: Literal["fhf"]
    departements: tuple[Departement, ...] = Field(min_length=1)

    @property
    def employer_name(self) -> None:
        """None: the federation is not the employer."""
        return


class OfferSelectors(Record):
    """Where an offer's facts are, each a CSS selector within its row or page."""

    title: Css | None = None
    place: Css | None = None
    contract: Css | None = None
    working_time: Css | None = None
    salary: Css | None = None
    posted: Css | None = None
    closes: Css | None = None
    starts: Css | None = None
    body: Css | None = None


class ListingEntry(_CrawledEntry):
    """A site without any markup, whose listing pages have a row an offer. Links to PDF files are followed and read."""

    platform: Literal["listing"]
    row: Css = Field(description="CSS of the element that holds one offer; it may be the link itself.")
    link: Css = Field("a[href]", description="CSS of the link within a row; a row without one is all there is.")
    on_list: OfferSelectors = OfferSelectors()
    on_page: OfferSelectors | None = Field(None, description="If given, the links are followed.")
    next_link: Css | None = Field(None, description="CSS of the link to the next page.")
    total: Css | None = Field(
        None, description="CSS of the element whose first number is the site's own count of offers."
    )
    empty_marker: str | None = Field(
        None, min_length=1, description='Words that the page shows when there are "no offers".'
    )


class WpJobManagerEntry(_CrawledEntry):
    """A WordPress site with the plugin WP Job Manager. The start address is the site's home page."""

    platform: Literal["wp_job_manager"]


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


CrawledEntry = (
    SchemaOrgEntry
    | BoardEntry
    | WorkdayEntry
    | FranceTravailEntry
    | EmploiTerritorialEntry
    | ChoisirServicePublicEntry
    | FhfEntry
    | ListingEntry
    | WpJobManagerEntry
)
Entry = CrawledEntry | UnknownEntry

PLATFORMS = tuple(
    platform for kind in get_args(Entry) for platform in get_args(kind.model_fields["platform"].annotation)
)
