"""Which links of a page lead to an employer's offers, by their words and addresses. Pure functions."""

import re
from collections.abc import Iterable
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from parsel import Selector

from crawlers.detection import Clues
from crawlers.markup.words import words
from matching.text.fold import fold

_OFFERS = re.compile(
    r"\b(?:nos |les |toutes les )?offres? (?:d )?emplois?\b|\bnos offres\b|\b(?:postes?|emplois?) a pourvoir\b"
    r"|\boffres? (?:en cours|de postes?)\b|\bannonces? d emploi\b|\bopen positions\b|\bjob offers\b"
)
_CAREERS = re.compile(
    r"\brecrut(?:e|ons|ement|ements)\b|\bcarrieres?\b|\bcareers?\b|\b(?:nous )?rejoindre\b|\brejoignez\b"
    r"|\btravailler (?:chez|avec|a|au)\b|\bjoin us\b"
)
_JOBS = re.compile(r"\bemplois?\b|\bjobs?\b|\bpostuler\b|\bcandidatures?\b|\bstages?\b")
_OTHER = re.compile(
    r"\bmodes? d emploi\b|\bemplois? du temps\b|\bpole emploi\b|\bmission locale\b|\bmarches? publics?\b"
    r"|\bmentions\b|\bconfidentialite\b|\bcookies?\b|\bcookie\b|\bconnexion\b|\bespace candidat\b"
)
_ELSEWHERE = re.compile(
    r"(?:^|\.)(?:linkedin|facebook|instagram|twitter|x|youtube|tiktok|indeed|hellowork|leboncoin|meteojob|monster"
    r"|jobijoba|cadremploi|apec|welcometothejungle|francetravail|pole-emploi)\.(?:com|fr)$"
)
"""Networks and job boards: they are not the employer's own site, and most forbid robots."""
_FILES = (".pdf", ".doc", ".docx", ".odt", ".jpg", ".png", ".zip")


def careers_links(page: Clues) -> tuple[str, ...]:
    """Return the links of a page that speak of offers, of recruitment, or of jobs, in this order."""
    found: dict[str, int] = {}
    for link in Selector(page.html or "<html/>", type="html").css("a[href]"):
        address = urldefrag(urljoin(page.address, link.attrib["href"].strip())).url
        text = " ".join(filter(None, (words(link), link.attrib.get("title"), link.attrib.get("aria-label"))))
        score = max(_score(text), _path_score(address))
        if score and _may_lead(address, page.address):
            found[address] = max(score, found.get(address, 0))
    return tuple(sorted(found, key=lambda address: -found[address]))


def careers_addresses(addresses: Iterable[str], site: str) -> tuple[str, ...]:
    """Return the addresses of a site's sitemap that speak of offers, the shortest of the best first."""
    scores = {address: _path_score(address) for address in addresses if _may_lead(address, site)}
    return tuple(sorted(filter(scores.__getitem__, scores), key=lambda one: (-scores[one], len(one))))


def speaks_of_offers(address: str) -> bool:
    """Whether an address itself says that its page is about offers or recruitment."""
    return bool(_path_score(address))


def _may_lead(address: str, from_page: str) -> bool:
    parts = urlsplit(address)
    return (
        parts.scheme in ("http", "https")
        and address != from_page
        and not _ELSEWHERE.search(parts.hostname or "")
        and not parts.path.lower().endswith(_FILES)
    )


def _score(text: str) -> int:
    plain = re.sub(r"[^a-z0-9]+", " ", fold(text)).strip()
    if len(plain) > 80 or _OTHER.search(plain):  # a whole article is no link to a section
        return 0
    return 3 if _OFFERS.search(plain) else 2 if _CAREERS.search(plain) else 1 if _JOBS.search(plain) else 0


def _path_score(address: str) -> int:
    parts = urlsplit(address)
    host = (parts.hostname or "").partition(".")[0]
    return max(_score(unquote(parts.path).rstrip("/").rpartition("/")[2].partition(".")[0]), _score(host))
