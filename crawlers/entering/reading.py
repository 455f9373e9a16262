"""A page or a file of one offer, or of several, to postings: by markup, else by its words. Pure functions.

Beside markup, a text says what its labels and usual sentences say; a person sees it before it counts.
"""

import hashlib
import re
from urllib.parse import urldefrag

from parsel import Selector
from w3lib.encoding import html_to_unicode

from crawlers.markup.job_posting import read_page
from crawlers.markup.pdf import UnreadablePdfError, pdf_text
from crawlers.markup.plain_offer import read_plain_offer
from crawlers.markup.words import words
from crawlers.normalise.description import clean_description
from crawlers.postings import RawPlace, RawPosting
from matching.text.fold import fold

_NOT_READ = "nav, header, footer, aside, form, script, style, noscript, template"
_MAIN = ("main", "[role=main]", "article", "body")
_NO_TITLE = re.compile(
    r"(?:(?:nos |les |nous |on )?(?:offres?|recrut\w+|emplois?|postes?|annonces?|actualites?|rejoi\w+|carrieres?)"
    r"(?: d'emploi| a pourvoir| en cours)?|accueil)"
)
"""Headings over an offer that name no job."""
_PDF = b"%PDF-"
_KINDS = "une page HTML, un fichier PDF, un texte, ou un formulaire (.toml, .json)"


class UnreadableError(ValueError):
    """A document without an offer that can be read; says why (French)."""


def read_document(body: bytes, address: str, content_type: str | None = None) -> tuple[RawPosting, ...]:
    """Return the postings of a document, at least one; what it does not say is left open.

    Args:
        body: the page or file: HTML, PDF or plain text.
        address: where the public reads it; "" where it is nowhere yet.
        content_type: as its server says.

    Raises:
        UnreadableError: it is none of these, or broken.
    """
    address = urldefrag(address).url
    if _PDF in body[:1024]:
        return (_read_pdf(body, address),)
    if b"\0" in body[:1024] or not body.strip():
        raise UnreadableError(f"le document est vide, ou n'est pas d'un genre lisible ; attendu : {_KINDS}")
    _, text = html_to_unicode(content_type, body, default_encoding="utf-8")
    if not re.search(r"<(?:html|head|body|div|p|h1|script|main|br)\b", text, re.IGNORECASE):
        return (_told(_blank(address), text),)
    found = read_page(text, address).postings
    return tuple(found) if found else (_read_plain_page(text, address),)


def source_id(posting: RawPosting, *, alone: bool) -> str:
    """Return the id of an offer that is entered: the same when it is entered again.

    Args:
        posting: the offer, its facts complete.
        alone: whether its link is the page of this offer and of no other. Then the link is enough; else title and place
            tell it from other offers with the same link.
    """
    address = urldefrag(posting.url).url
    if alone:
        return address
    told = [posting.employer_name, posting.title, *(place.text or place.locality for place in posting.places)]
    return f"{address}#{hashlib.sha256(repr([fold(one or '') for one in told]).encode()).hexdigest()[:8]}"


def _blank(address: str) -> RawPosting:
    return RawPosting(source_id=address or "-", url=address)


def _read_pdf(body: bytes, address: str) -> RawPosting:
    try:
        text = pdf_text(body)
    except UnreadablePdfError as error:
        raise UnreadableError(f"ce PDF ne s'ouvre pas : {error}") from error
    return _blank(address) if text is None else _told(_blank(address), text)


def _read_plain_page(text: str, address: str) -> RawPosting:
    page = Selector(text, type="html")
    heading = words(next(iter(page.css("h1")), None))
    page.css(_NOT_READ).drop()
    main = next((found for css in _MAIN for found in page.css(css)), None)
    html = main.get() if main is not None else ""
    posting = _told(_blank(address), clean_description(html).text)
    title = heading if heading and not _NO_TITLE.fullmatch(fold(heading)) else posting.title
    return posting.model_copy(update={"title": title, "description": html})


def _told(posting: RawPosting, text: str) -> RawPosting:
    """Return a posting with a text and what the text says."""
    told = read_plain_offer(text)
    return posting.model_copy(
        update={
            "title": told.title,
            "description": text,
            "places": (RawPlace(text=told.place),) if told.place else (),
            "contract": told.contract,
            "working_time": told.working_time,
            "salary": told.salary,
            "closes": told.closes,
            "starts": told.starts,
        }
    )
