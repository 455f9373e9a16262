"""The one page that staff name, fetched as a crawl fetches it: robots.txt, pace, limits and recording are the same."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from crawlers.codes import CrawlCode
from crawlers.registry import SchemaOrgEntry
from crawlers.running.archive import RecordedRequest, RecordedResponse, Recording, recorded_statuses
from crawlers.running.crawl import crawl
from crawlers.running.folder import RESPONSES
from crawlers.running.job import CrawlOptions
from crawlers.running.report import CrawlReport
from matching.offers import Display

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5

_WHY = {
    CrawlCode.ROBOTS_CLOSED: "robots.txt ne permet pas de lire cette page ; saisissez l'offre avec --form",
    CrawlCode.HOST_STOPPED: "le site refuse d'être lu par un logiciel ; saisissez l'offre avec --form",
    CrawlCode.OFFSITE: "la page renvoie vers un autre site : donnez l'adresse où elle mène",
    CrawlCode.GONE: "cette page n'existe pas, ou plus",
    CrawlCode.SAYS_CLOSED: "la page dit que l'offre n'est plus ouverte",
    CrawlCode.HTTP_ERROR: "le site répond par une erreur",
    CrawlCode.CONNECTION_FAILED: "le site ne répond pas",
    CrawlCode.NOT_RECORDED: "absente de l'enregistrement",
}


class FetchError(Exception):
    """A page that could not be had; says why (French)."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was fetched."""

    address: str
    """Where it was in the end, after redirects."""
    content_type: str | None
    body: bytes
    recording: bytes
    """What was asked and answered, a WARC file: kept as evidence."""


def fetch_page(address: str, options: CrawlOptions) -> Page:
    """Fetch a page once.

    Raises:
        FetchError: it cannot be had, or it says that its offer is over.
    """
    address = urldefrag(address).url
    host = urlsplit(address).netloc.rpartition("@")[2].lower()
    entry = SchemaOrgEntry(
        key="une-page",
        name=host,
        verified=False,
        platform="schema_org",
        mode="pages",
        start_urls=(address,),
        allowed_hosts=(host, host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"),
        trusted=False,
        access="public",
        display=Display.EXTRACT,
        example=address,
    )
    with tempfile.TemporaryDirectory() as folder:
        run = crawl(entry, options.model_copy(update={"out": Path(folder), "cache": None, "quiet": True}))
        recording = run.folder / RESPONSES
        if why := _why_not(run.report, answered=bool(recorded_statuses(recording))):
            raise FetchError(f"{address} : {why}")
        where, answer = _last_answer(Recording(recording), address)
        return Page(where, _header(answer, "content-type"), answer.body, recording.read_bytes())


def _why_not(report: CrawlReport, *, answered: bool) -> str | None:
    if report.codes.get(CrawlCode.ROBOTS_CLOSED) and not answered:  # not even robots.txt was
        return _WHY[CrawlCode.CONNECTION_FAILED]
    for code, why in _WHY.items():
        if report.codes.get(code):
            statuses = sorted(status for status in report.responses if not status.startswith(("2", "3")))
            return why + (f" ({', '.join(statuses)})" if code is CrawlCode.HTTP_ERROR and statuses else "")
    return None if report.finished else f"la lecture n'est pas allée à son terme ({report.detail or report.outcome})"


def _last_answer(recording: Recording, address: str) -> tuple[str, RecordedResponse]:
    for _ in range(_MOST_REDIRECTS + 1):
        answer = recording.answer(RecordedRequest("GET", address))
        if answer is None:
            break
        target = _header(answer, "location")
        if answer.status not in _REDIRECTS or target is None:
            return address, answer
        address = urljoin(address, target)
    raise FetchError(f"{address} : pas de réponse")


def _header(answer: RecordedResponse, name: str) -> str | None:
    return next((value for given, value in answer.headers if given.lower() == name), None)
