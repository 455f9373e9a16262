"""From the clues of a page to the platforms that they speak for, the surest first. Pure functions."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

from parsel import Selector

from crawlers.detection.clues import Clues
from crawlers.detection.signs import SIGNS, SITE, Sign
from crawlers.markup.job_posting import read_page

MARKUP = SITE
"""Weight of JobPosting markup in the page, or in an offer's page that it links to."""
GUESS = 0
"""Weight of a list of links that look like offers, and nothing more."""

_JOB_LIKE = re.compile(r"job|career|carriere|posting|vacanc|offre|emploi|poste|annonce|recrut|embauche", re.IGNORECASE)
_EVIDENCE = 120
"""Characters of evidence that are shown."""


@dataclass(frozen=True, slots=True)
class Detection:
    """A platform, what speaks for it, and what its registry entry says."""

    platform: str
    start_url: str
    weight: int
    evidence: tuple[str, ...]
    """Parts of the page that gave it away."""
    hosts: tuple[str, ...] = ()
    """Hosts beside that of the start address."""
    more: Mapping[str, object] = field(default_factory=dict)
    """Further keys of the entry."""


def detect(page: Clues, offer: Clues | None = None, sitemap: Iterable[str] = ()) -> tuple[Detection, ...]:
    """Return the platforms that a careers page speaks for, none where it gives nothing away.

    Args:
        page: the careers page, or one offer's page.
        offer: one of the pages that `offer_links` names, where it was fetched.
        sitemap: addresses of the site's sitemap, where it was fetched.
    """
    found: dict[tuple[str, str], list[_Match]] = defaultdict(list)
    for sign in SIGNS:
        for text in (page.html, page.headers) if sign.in_source else page.addresses:
            for match in sign.expression.finditer(text):
                groups = {name: value or "" for name, value in match.groupdict().items()}
                start = sign.start.format(page=page.address, origin=page.origin, **groups)
                found[sign.platform, start].append(_Match(sign, groups, _evidence(match)))
    detections = [_detection(start, matches) for (_, start), matches in found.items()]
    named = {one.platform for one in detections if one.weight > SITE}
    detections = [one for one in detections if one.weight != SITE or one.platform not in named]
    # the tenant that the page names most often comes first; `sorted` keeps the order of equals
    detections.sort(key=lambda one: -len(found[one.platform, one.start_url]))
    unsigned = (_markup(page, offer, tuple(sitemap)), _listing(page))
    return tuple(sorted([*detections, *filter(None, unsigned)], key=lambda one: -one.weight))


def offer_links(page: Clues) -> tuple[str, ...]:
    """Return the links of the page's own site that look like offers: the largest family below one job-like path."""
    families: dict[str, list[str]] = defaultdict(list)
    here = urlsplit(page.address)
    for link in page.links:
        parts = urlsplit(link)
        parent = parts.path.rstrip("/").rpartition("/")[0]
        if parts.netloc == here.netloc and link != page.address and _JOB_LIKE.search(f"{parent} {parts.path}"):
            families[parent].append(link)
    family = max(families.items(), key=lambda one: (bool(_JOB_LIKE.search(one[0])), len(one[1])), default=("", []))
    return tuple(family[1])


class _Match(NamedTuple):
    sign: Sign
    groups: dict[str, str]
    evidence: str


def _detection(start: str, matches: list[_Match]) -> Detection:
    sign, groups, _ = max(matches, key=lambda one: one.sign.weight)
    return Detection(
        platform=sign.platform,
        start_url=start,
        weight=sign.weight,
        evidence=tuple(dict.fromkeys(one.evidence for one in matches))[:3],
        hosts=tuple(host.format(**groups) for host in sign.hosts),
        more={name: True if value == "true" else value.format(**groups) for name, value in sign.more.items()},
    )


def _markup(page: Clues, offer: Clues | None, sitemap: tuple[str, ...]) -> Detection | None:
    """Return the entry of a site whose pages carry JobPosting markup."""
    own = read_page(page.html, page.address).postings
    if offer is not None and read_page(offer.html, offer.address).postings:
        pattern = _family(offer.address)
        more = {"mode": "listing", "offer_pattern": pattern, **_next_link(page)}
        return Detection("schema_org", page.address, MARKUP, ("JobPosting", offer.address), more=more)
    if not own:
        return None
    evidence = (f"JobPosting × {len(own)}", page.address)
    pattern = _family(page.address)
    if len(own) == 1 and page.sitemaps and sum(re.search(pattern, address) is not None for address in sitemap) > 1:
        more = {"mode": "sitemap", "offer_pattern": pattern}
        return Detection("schema_org", page.sitemaps[0], MARKUP, evidence, more=more)
    return Detection("schema_org", page.address, MARKUP, evidence, more={"mode": "pages"})


def _listing(page: Clues) -> Detection | None:
    """Return the entry of a list of links, or of PDF files, that nothing but their words makes offers."""
    files = [link for link in page.links if link.lower().endswith(".pdf") and _JOB_LIKE.search(link)]
    links = offer_links(page)
    if len(links) < 2 and not files:
        return None
    if len(files) >= len(links):
        more: dict[str, object] = {"row": "a[href$='.pdf']", **_next_link(page)}
        return Detection("listing", page.address, GUESS, tuple(files[:3]), more=more)
    parent = urlsplit(links[0]).path.rstrip("/").rpartition("/")[0] + "/"
    more = {"row": f"a[href*='{parent}']", "on_page": {"title": "h1", "body": "main"}, **_next_link(page)}
    return Detection("listing", page.address, GUESS, links[:3], more=more)


def _next_link(page: Clues) -> dict[str, object]:
    """Return the key of an entry that leads to a listing's next page, where the page marks one."""
    marked = Selector(page.html or "<html/>", type="html").css("a[rel~=next]")
    return {"next_link": "a[rel~=next]"} if marked else {}


def _family(address: str) -> str:
    """Return a pattern of the addresses beside one."""
    parts = urlsplit(address)
    parent = parts.path.rstrip("/").rpartition("/")[0]
    return f"^{re.escape(f'{parts.scheme}://{parts.netloc}{parent}/')}[^/?#]+"


def _evidence(match: re.Match[str]) -> str:
    """Return the match and the rest of its word."""
    rest = re.match(r"[^\s\"'<>]*", match.string[match.end() :])
    return (match[0] + (rest[0] if rest else ""))[:_EVIDENCE]
