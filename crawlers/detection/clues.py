"""What a page shows of the software behind it: its addresses, its source, its name. Pure functions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from parsel import Selector

_ADDRESSES = "//@href | //@src | //@action | //@data-src | //@data-url | //@content[starts-with(., 'http')]"
_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_LOC = re.compile(r"<(?:\w+:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]+)")


@dataclass(frozen=True, slots=True)
class Clues:
    """One page, as detection sees it."""

    address: str
    """Where the page was in the end, after redirects."""
    html: str
    headers: str
    """One ``name: value`` a line, names in lower case."""
    addresses: tuple[str, ...]
    """The page's own address, then every absolute address that it or the site's robots.txt names, each once."""
    links: tuple[str, ...]
    """The addresses that a visitor can follow, without fragments, each once."""
    sitemaps: tuple[str, ...]
    """Sitemaps that robots.txt names."""
    title: str | None
    """What the site calls itself, or the page."""

    @property
    def host(self) -> str:
        """Host of the page, with its port if it has one."""
        return urlsplit(self.address).netloc

    @property
    def origin(self) -> str:
        """Scheme and host of the page."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"


def read_clues(address: str, html: str, headers: Mapping[str, str] | None = None, robots: str = "") -> Clues:
    """Read a page; ``robots`` is the text of its host's robots.txt."""
    page = Selector(html or "<html/>", type="html")
    named = [urljoin(address, found.strip()) for found in page.xpath(_ADDRESSES).getall() if _is_address(found)]
    hrefs = [urldefrag(urljoin(address, found.strip())).url for found in page.xpath("//a/@href").getall()]
    sitemaps = tuple(_SITEMAP_LINE.findall(robots))
    title = page.xpath("//meta[@property='og:site_name']/@content").get() or page.xpath("//title/text()").get()
    return Clues(
        address=address,
        html=html,
        headers="\n".join(f"{name.lower()}: {value}" for name, value in (headers or {}).items()),
        addresses=tuple(dict.fromkeys([address, *named, *sitemaps])),
        links=tuple(dict.fromkeys(href for href in hrefs if href.startswith("http"))),
        sitemaps=sitemaps,
        title=" ".join((title or "").split()) or None,
    )


def sitemap_addresses(text: str) -> tuple[str, ...]:
    """Return the addresses that a sitemap names, whatever its namespace; none for a page that is no sitemap."""
    return tuple(dict.fromkeys(address.replace("&amp;", "&") for address in _LOC.findall(text)))


def _is_address(value: str) -> bool:
    return bool(value.strip()) and not value.strip().lower().startswith(
        ("javascript:", "mailto:", "tel:", "data:", "#")
    )
