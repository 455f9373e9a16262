"""What a guest does on somebody else's site: stay within the hosts named, wait, back off, leave when told to."""

import asyncio
import logging
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

from crawlers.codes import CrawlCode
from crawlers.running.pace import MAX_WAIT, host_of
from crawlers.running.refusals import RefusedRequest
from crawlers.running.work import work_of

logger = logging.getLogger(__name__)

_CHALLENGE_STATUSES = frozenset({202, 403, 405, 503})
_CHALLENGE_HEADERS = {
    b"cf-mitigated": b"challenge",  # Cloudflare
    b"x-amzn-waf-action": b"",  # AWS WAF: captcha, challenge
    b"x-datadome": b"",  # DataDome
}
_CHALLENGE_MARKS = re.compile(
    rb"/cdn-cgi/challenge-platform|cf-chl-|<title>Just a moment|_Incapsula_Resource|captcha-delivery\.com"
    rb"|awsWafCookieDomainList|px-captcha|Pardon Our Interruption"
    rb"|challenges\.cloudflare\.com|class=[\"'][^\"']*(?:g-recaptcha|h-captcha|cf-turnstile|geetest)",
    re.IGNORECASE,
)
_CHALLENGE_WITH_200 = re.compile(
    rb"<title>Just a moment.{0,5000}(?:/cdn-cgi/challenge-platform|cf-chl-|_cf_chl_opt)"  # Cloudflare
    rb"|<iframe[^>]+src=[\"']/_Incapsula_Resource"  # Imperva
    rb"|<script[^>]+src=[\"']https?://(?:geo|ct)\.captcha-delivery\.com/(?:c|i|captcha)",  # DataDome
    re.IGNORECASE | re.DOTALL,
)
"""Only what stands in no page of content: sites behind these firewalls carry some of their scripts on every page."""

_LARGEST_CHALLENGE = 20_000
"""Bytes. A page of content that happens to load a firewall's script is larger."""


def is_challenge(status: int, headers: dict[bytes, bytes], body: bytes) -> bool:
    """Whether an answer is a firewall's challenge page; header names in lower case."""
    if status == 200:
        return len(body) <= _LARGEST_CHALLENGE and _CHALLENGE_WITH_200.search(body) is not None
    if status not in _CHALLENGE_STATUSES:
        return False
    return any(name in headers and mark in headers[name].lower() for name, mark in _CHALLENGE_HEADERS.items()) or bool(
        _CHALLENGE_MARKS.search(body[:50_000])
    )


def retry_after(value: str, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for, None when it cannot be read."""
    if value.strip().isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())


class PolitenessMiddleware:
    """Keeps to the allowed hosts, and asks a host nothing more once it answered 429 or a challenge page.

    An API called under its terms (``access = "contract"``) answers 429 as a matter of course: there the retries
    wait as long as Retry-After says, and only the last 429 stops the host.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._entry = work_of(crawler).job.entry
        self._stopped: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let through what may be asked.

        Raises:
            RefusedRequest: `offsite` or `host_stopped`.
        """
        if not self._entry.allows(request.url):
            raise RefusedRequest(CrawlCode.OFFSITE, request.url)
        if host_of(request.url) in self._stopped:
            raise RefusedRequest(CrawlCode.HOST_STOPPED, request.url)

    def process_response(self, request: Request, response: Response) -> Response:
        """Stop the host if the answer (after all retries) says so."""
        headers = {name.lower(): b",".join(values) for name, values in response.headers.items()}
        challenge = is_challenge(response.status, headers, response.body)
        if response.status == 429 or challenge:
            logger.warning("%s: %s", request.url, "a challenge page" if challenge else "too many requests (429)")
            self._stopped.add(host_of(request.url))
            raise RefusedRequest(CrawlCode.HOST_STOPPED, request.url)
        return response


class PaceMiddleware:
    """Waits for a host's turn, within the day's budget.

    A crawl has one request under way at a time, so waiting here is all it takes. Sits next to the network: retries,
    robots.txt and conditional requests count, too.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._pace = work_of(crawler).pace
        self._budget = work_of(crawler).budget

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create it."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Wait, but not beyond the end of the crawl.

        Raises:
            RefusedRequest: `budget_spent`.
        """
        host = host_of(request.url)
        if self._budget is not None and not self._budget.take(host, datetime.now(UTC).date()):
            raise RefusedRequest(CrawlCode.BUDGET_SPENT, request.url)
        while (seconds := self._pace.wait(host)) and self._crawler.crawling:
            await asyncio.sleep(min(seconds, 0.5))
        self._pace.asked(host)


class BackoffMiddleware(RetryMiddleware):
    """Scrapy's retries, each after twice the wait of the one before, or after what Retry-After asks for."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Retry what is worth it; a host that asks for more than `MAX_WAIT` seconds is not asked again."""
        header = response.headers.get("Retry-After")
        seconds = retry_after(header.decode("latin-1"), datetime.now(UTC)) if header else None
        if seconds is not None and seconds > MAX_WAIT:
            return response
        # Workday answers a burst of POSTs with 303; following it by GET leads nowhere
        again = response.status == 303 and request.method == "POST"
        if again or response.status in self._codes():
            return self._again(request, f"{response.status}", seconds) or response
        return response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:  # type: ignore[override]
        """Retry what the network did."""
        if isinstance(exception, self.exceptions_to_retry):
            return self._again(request, exception, None)
        return None

    def _codes(self) -> set[int]:
        contract = work_of(self.crawler).job.entry.access == "contract"
        return self.retry_http_codes | {429} if contract else self.retry_http_codes - {429}

    def _again(self, request: Request, reason: str | Exception, seconds: float | None) -> Request | None:
        retry = self._retry(request, reason)
        if retry is not None:
            pace = work_of(self.crawler).pace
            backoff = pace.backoff_base * 2 ** int(request.meta.get("retry_times", 0))
            pace.hold(host_of(request.url), backoff if seconds is None else seconds)
        return retry
