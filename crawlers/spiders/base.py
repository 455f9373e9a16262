"""What every spider does: ask, count what goes wrong, and never lose a posting silently."""

import json
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, ClassVar, Generic, Literal, TypeVar, cast

from scrapy import Request, Spider
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import HtmlResponse, JsonResponse, Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawlers.codes import CrawlCode
from crawlers.markup.closed import says_closed
from crawlers.markup.job_posting import read_page
from crawlers.markup.words import first_number, words_at
from crawlers.postings import GoneOffer, RawPosting
from crawlers.registry import CrawledEntry
from crawlers.running.folder import note_gone
from crawlers.running.readings import Reading
from crawlers.running.refusals import RefusedRequest
from crawlers.running.work import Work

logger = logging.getLogger(__name__)

E = TypeVar("E", bound=CrawledEntry)

Result = Request | RawPosting
Callback = Callable[..., Iterable[Result]]

MAX_PAGES = 1000
"""Pages of listings that one crawl follows; a board of 12,000 offers has 600 of 20."""

MAX_OFFERS = 20_000
"""Offers that one crawl follows or takes: more than the whole territory has at a time."""

_ADDRESS = re.compile(r"https?://[^\s/]\S*")

Otherwise = Callable[[CrawlCode], Iterable[Result]]

_OTHERWISE = "otherwise"
_OFFER_PAGE = "offer_page"
"""Key in a request's meta: it asks for one offer, so a 404 means that this offer is gone."""

_PUBLIC_PAGES = "public_pages"
"""Key in a request's meta: the public pages of the offer asked for, where another address is asked."""


class BadAnswerError(Exception):
    """An answer that cannot be used; raised in a callback, counted by its code."""

    def __init__(self, code: CrawlCode, why: str) -> None:
        super().__init__(why)
        self.code = code


class PlatformSpider(Spider, Generic[E]):
    """Base of the spiders, one for each platform; `start` is what a platform must write.

    Attributes:
        max_pages: Pages of listings that are followed; beyond lies a calendar without end, or a trap.
        announced: Number of offers that the site announces, summed over its lists; None when it does not.
        listed: Number of rows or links that its lists held.
        says_empty: Whether the entry's marker for "no offers" was seen.
        unchanged: Number of offer pages that were not parsed again.
        skipped: Why nothing was asked at all.
    """

    max_pages: ClassVar[int] = MAX_PAGES

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._taken: Counter[str] = Counter()
        self._counted: Counter[CrawlCode] = Counter()
        self.work = work
        self.entry = cast(E, work.job.entry)
        self.announced: int | None = None
        self.listed = 0
        self.says_empty = False
        self.unchanged = 0
        self.skipped: str | None = None
        self._asked: set[str] = set()

    @property
    def is_live_listing(self) -> bool:
        """Whether what this spider finds is listed by the employer today, so that its age does not matter."""
        return True

    def ask(
        self,
        address: str,
        callback: Callback,
        *,
        data: Any = None,
        form: str | None = None,
        headers: dict[str, str] | None = None,
        offer_page: bool = False,
        otherwise: Otherwise | None = None,
        meta: dict[str, Any] | None = None,
        public_pages: Sequence[str] = (),
        **arguments: Any,
    ) -> Request:
        """Return a request; ``data`` is posted as JSON, ``form`` url-encoded; ``arguments`` go to the callback.

        ``otherwise`` is called with the reason code where there is no answer to read, and counts what it likes.
        ``offer_page``: it asks for one offer, so its answer may say that the offer is gone, and is parsed only when it
        changed: ``callback`` then reads the answer and its ``arguments``, plain values, and nothing else.
        ``public_pages`` are the addresses that the offer has in public, where another one is asked.
        """
        headers = dict(headers or {})
        body: bytes = b""
        if data is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(data, sort_keys=True).encode()
        elif form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = form.encode()
        return Request(
            address,
            method="POST" if body else "GET",
            body=body,
            headers=headers,
            # a POST that is redirected would become a GET
            meta={
                _OFFER_PAGE: offer_page,
                _PUBLIC_PAGES: tuple(public_pages),
                _OTHERWISE: otherwise,
                "dont_redirect": bool(body),
            }
            | (meta or {}),
            callback=self._guarded(callback),
            errback=self._failed,
            cb_kwargs=arguments,
        )

    def is_new(self, address: str) -> bool:
        """Whether this crawl comes across an address for the first time."""
        if address in self._asked:
            return False
        self._asked.add(address)
        return True

    def count_repeated(self) -> None:
        """Count a next page that brings nothing new, unless the offers that the site announces are all there."""
        if self.announced is None or self.announced != self.listed:
            self.count(CrawlCode.REPEATED_LISTING)

    def announce(self, total: int) -> None:
        """Add what one list of the site announces."""
        self.announced = (self.announced or 0) + total

    def announce_if_told(self, total: int | None, what: str) -> None:
        """Add what one list announces; where it does not say, count `no_total`: its rows are read all the same."""
        if total is None:
            logger.warning("expected a number of offers: %s", what)
            self.count(CrawlCode.NO_TOTAL)
        else:
            self.announce(total)

    def announce_at(self, response: TextResponse, selector: str) -> None:
        """Add the first number that a page shows at a CSS selector, or count `no_total`."""
        self.announce_if_told(first_number(words_at(response.selector, selector) or ""), selector)

    def count(self, code: CrawlCode, times: int = 1) -> None:
        """Count a reason code."""
        self._counted[code] += times
        self.crawler.stats.inc_value(f"code/{code}", times)

    def each(self, found: Iterable[Any], read: Callable[[Any], Iterable[Result]]) -> Iterator[Result]:
        """Read rows one by one. One that makes no sense is counted as malformed, and does not cost the others."""
        for number, row in enumerate(found, 1):
            try:
                if not isinstance(row, dict):
                    raise BadAnswerError(CrawlCode.MALFORMED, f"expected an object, got {type(row).__name__}")
                results = list(read(row))
            except Exception as error:
                self.malformed(number, error)
            else:
                yield from results

    def malformed(self, number: int, why: Exception) -> None:
        """Count a row that makes no sense; the log says why."""
        known = isinstance(why, BadAnswerError)
        logger.warning("row %d: %s", number, why if known else repr(why), exc_info=None if known else why)
        self.count(CrawlCode.MALFORMED)

    def _note_gone(self, request: Request, code: Literal[CrawlCode.GONE, CrawlCode.SAYS_CLOSED]) -> None:
        public: tuple[str, ...] = request.meta[_PUBLIC_PAGES]
        addresses = public or [*request.meta.get("redirect_urls", ()), request.url]
        note_gone(self.work.job.folder, GoneOffer(addresses=tuple(dict.fromkeys(addresses)), code=code.value))

    def is_gone(self, response: Response) -> bool:
        """Whether an error answer to an offer's page says that the offer no longer exists."""
        return response.status in (404, 410)

    def read_markup(self, response: Response) -> Iterator[RawPosting]:
        """Read the JobPosting markup of an offer page, and count what it took to make it readable.

        Raises:
            BadAnswerError: `no_posting` or, where some of it is beyond repair, `bad_json`.
        """
        page = html_page(response, CrawlCode.NO_POSTING)
        reading = read_page(page.text, page.url)
        if reading.repaired:
            self.count(CrawlCode.JSON_REPAIRED, reading.repaired)
        yield from reading.postings
        if reading.broken:
            raise BadAnswerError(CrawlCode.BAD_JSON, f"{reading.broken} JSON-LD block(s) beyond repair")
        if not reading.postings:
            raise BadAnswerError(CrawlCode.NO_POSTING, "no JobPosting in JSON-LD, microdata or RDFa")

    def _guarded(self, callback: Callback) -> Callable[..., Iterator[Result]]:
        def read(response: Response, **arguments: Any) -> Iterator[Result]:
            try:
                yield from filter(self._is_within_limits, self._results(callback, response, arguments))
            except BadAnswerError as bad:
                logger.warning("%s: %s: %s", response.url, bad.code, bad)
                self.count(bad.code)
            except Exception:
                logger.exception("%s: reading the answer failed", response.url)
                self.count(CrawlCode.SPIDER_ERROR)

        return read

    def _results(self, callback: Callback, response: Response, arguments: dict[str, Any]) -> Iterable[Result]:
        """Return what an answer gives, in the case of an offer page also from what it gave before."""
        request, readings = response.request, self.work.readings
        if request is None or not request.meta.get(_OFFER_PAGE):
            return callback(response, **arguments)
        if readings is None:
            return () if self._says_closed(response, request) else callback(response, **arguments)
        kind = response.headers.get("Content-Type") or b""
        key = readings.key(response.url, kind, response.body, callback.__name__, arguments)
        if (known := readings.find(key)) is not None:
            self.unchanged += 1
            for code, times in known.codes.items():
                self.count(code, times)
            return known.postings
        if self._says_closed(response, request):
            return ()
        return self._read_and_keep(key, callback(response, **arguments))

    def _read_and_keep(self, key: str, results: Iterable[Result]) -> Iterator[Result]:
        """Yield what a page gives, then keep it, if it is postings alone and without fault."""
        before, found = self._counted.copy(), list[Result]()
        try:
            for result in results:  # all at once: what is counted meanwhile is the page's
                found.append(result)
        except Exception:
            yield from found  # what precedes an error counts
            raise
        codes = self._counted - before
        postings = tuple(one for one in found if isinstance(one, RawPosting))
        yield from found
        if self.work.readings and postings and len(postings) == len(found) and not any(code.is_fault for code in codes):
            self.work.readings.keep(key, Reading(postings=postings, codes=codes))

    def _says_closed(self, response: Response, request: Request) -> bool:
        """Whether an offer page says that its offer is gone; if so, it is noted."""
        if not isinstance(response, HtmlResponse) or not says_closed(response.text):
            return False
        logger.info("%s: %s", response.url, CrawlCode.SAYS_CLOSED)
        self.count(CrawlCode.SAYS_CLOSED)
        self._note_gone(request, CrawlCode.SAYS_CLOSED)
        return True

    def _is_within_limits(self, result: Result) -> bool:
        """Whether a request or a posting is one that a crawl still takes; if not, it is counted."""
        is_page = isinstance(result, Request) and not result.meta.get(_OFFER_PAGE)
        limit, code = (self.max_pages, CrawlCode.TOO_MANY_PAGES) if is_page else (MAX_OFFERS, CrawlCode.TOO_MANY_OFFERS)
        kind = code if isinstance(result, Request) else "posting"  # an offer is asked for, then comes as a posting
        self._taken[kind] += 1
        if self._taken[kind] <= limit:
            return True
        self.count(code)
        return False

    def _failed(self, failure: Failure) -> Iterable[Result]:
        error = failure.value
        request: Request = failure.request  # type: ignore[attr-defined]
        if isinstance(error, RefusedRequest):
            code = error.code
        elif isinstance(error, HttpError):
            gone = request.meta[_OFFER_PAGE] and self.is_gone(error.response)
            code = CrawlCode.GONE if gone else CrawlCode.HTTP_ERROR
            if code is CrawlCode.GONE:
                self._note_gone(request, code)
        elif isinstance(error, DownloadCancelledError) or (error and isinstance(error.__cause__, ValueError)):
            code = CrawlCode.TOO_LARGE  # as it came; or, told by the cause of an IgnoreRequest, unpacked
        elif isinstance(error, IgnoreRequest):  # too many redirects
            code = CrawlCode.HTTP_ERROR
        else:
            code = CrawlCode.CONNECTION_FAILED
        level = logging.WARNING if code.is_fault else logging.INFO
        why = "" if isinstance(error, RefusedRequest) else f": {error!r}"
        logger.log(level, "%s: %s%s", request.url, code, why)
        otherwise: Otherwise | None = request.meta[_OTHERWISE]
        if otherwise is not None:
            if code is CrawlCode.BUDGET_SPENT:  # whatever stands in for the answer, the crawl is partial
                self.count(code)
            return filter(self._is_within_limits, otherwise(code))
        self.count(code)
        return ()


def html_page(response: Response, otherwise: CrawlCode = CrawlCode.NO_LINKS) -> TextResponse:
    """Return an answer that is text.

    Raises:
        BadAnswerError: `no_links`, or the code named by ``otherwise``.
    """
    if not isinstance(response, TextResponse) or isinstance(response, JsonResponse):
        raise BadAnswerError(otherwise, "expected an HTML page")
    return response


def json_object(response: Response) -> dict[str, Any]:
    """Return the JSON object of an answer.

    Raises:
        BadAnswerError: `bad_json`.
    """
    try:
        value = json.loads(response.body)
    except ValueError as error:
        raise BadAnswerError(CrawlCode.BAD_JSON, f"expected JSON: {error}") from error
    if not isinstance(value, dict):
        raise BadAnswerError(CrawlCode.BAD_JSON, f"expected an object, got {type(value).__name__}")
    return value


def rows(value: Any, what: str) -> list[Any]:
    """Return a list of rows within an answer, for `PlatformSpider.each`, which counts those that are no objects.

    Raises:
        BadAnswerError: `bad_json`: it is no list, or holds rows and not one object.
    """
    if not isinstance(value, list) or (value and not any(isinstance(row, dict) for row in value)):
        raise BadAnswerError(CrawlCode.BAD_JSON, f"expected {what!r} to be a list of objects")
    return value


def text(value: Any) -> str | None:
    """Return a text or number as text; None for anything else, and for nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def address_of(value: Any) -> str | None:
    """Return a whole web address, with its scheme and host; None for anything else."""
    found = text(value)
    return found if found is not None and _ADDRESS.fullmatch(found) else None


def total_of(value: Any) -> int | None:
    """Return the number of offers that an answer announces, a number or digits; None for anything else."""
    found = text(value) or ""
    return int(found) if found.isascii() and found.isdecimal() and len(found) < 10 else None


def part(value: dict[str, Any], key: str) -> dict[str, Any]:
    """Return an object within an object, an empty one where there is none."""
    found = value.get(key)
    return found if isinstance(found, dict) else {}
