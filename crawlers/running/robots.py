"""robots.txt as RFC 9309 reads it, per host.

A 4xx means no rules; 5xx or silence closes the host; five redirects are followed, a sixth means no rules; a 200 in
``text/html`` is a web application's shell, not a rules file.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawlers.codes import CrawlCode
from crawlers.running.archive import RecordedRequest, RecordedResponse
from crawlers.running.refusals import RefusedRequest
from crawlers.running.robots_cache import MAX_AGE, RobotsAnswer
from crawlers.running.work import work_of

ROBOTS_REQUEST = "robots_txt"
"""Key in a request's meta: this is the request for robots.txt itself."""

MAX_REDIRECTS = 5
"""RFC 9309, 2.3.1.2."""

MAX_BYTES = 500 * 1024
"""RFC 9309, 2.5: at least this much of a rules file is read; the rest is not."""

MAX_ANSWER = 5 * 1024 * 1024
"""An answer to ``/robots.txt`` that is larger, packed or unpacked, is no answer."""

Rules = Callable[[str], bool]
"""Whether an address may be fetched."""


def closed(address: str) -> bool:
    """No address may be fetched."""
    return False


def no_rules(address: str) -> bool:
    """Every address may be fetched."""
    return True


def parse_robots(status: int, content_type: str, body: bytes) -> Protego | Rules:
    """Return the rules that an answer to ``/robots.txt`` means: a parsed file, `no_rules` or `closed`."""
    if status >= 500 or status == 429:
        return closed
    if not 200 <= status < 300 or "text/html" in content_type.lower():
        return no_rules
    return Protego.parse(body[:MAX_BYTES].decode("utf-8-sig", "replace"))


def robots_answer(status: int, content_type: str, body: bytes) -> RobotsAnswer:
    """Return what a host answers now, as it may be kept."""
    return RobotsAnswer(
        at=datetime.now(UTC), status=status, content_type=content_type, text=body[:MAX_BYTES].decode("latin-1")
    )


class RobotsMiddleware:
    """Asks each host's robots.txt once a day and refuses what it forbids; its Crawl-delay sets the pace."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._agent: str = crawler.settings["USER_AGENT"].partition("/")[0]
        self._work = work_of(crawler)
        self._rules: dict[str, tuple[Rules, datetime]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RobotsMiddleware":
        """Create it."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let through what the host's rules allow.

        Raises:
            RefusedRequest: `robots_closed`, or why robots.txt itself was not asked for.
        """
        if request.meta.get(ROBOTS_REQUEST):
            return
        parts = urlsplit(request.url)
        host = f"{parts.scheme}://{parts.netloc}"
        now = datetime.now(UTC)
        rules, read_at = self._rules.get(host, (closed, now - MAX_AGE))
        if now - read_at >= MAX_AGE:
            answer = self._kept(host, now) or await self._fetch(host)
            rules = self._read(host, answer) if isinstance(answer, RobotsAnswer) else answer
            self._rules[host] = rules, answer.at if isinstance(answer, RobotsAnswer) else now
        if not rules(request.url):
            raise RefusedRequest(CrawlCode.ROBOTS_CLOSED, request.url)

    def _kept(self, host: str, now: datetime) -> RobotsAnswer | None:
        """Return what the host answered to an earlier crawl of the day; it belongs into this recording, too."""
        answer = self._work.robots.get(host, now) if self._work.robots else None
        if answer is not None:
            self._work.writer.write(
                RecordedRequest("GET", f"{host}/robots.txt"),
                RecordedResponse(answer.status, (("Content-Type", answer.content_type),), answer.body),
                note=f"answered to an earlier crawl, {answer.at.isoformat(timespec='seconds')}",
            )
        return answer

    async def _fetch(self, host: str) -> RobotsAnswer | Rules:
        request = Request(
            f"{host}/robots.txt",
            callback=NO_CALLBACK,
            meta={ROBOTS_REQUEST: True, "redirect_ttl": MAX_REDIRECTS, "download_maxsize": MAX_ANSWER},
            dont_filter=True,
        )
        try:
            response: Response = await self._crawler.engine.download_async(request)
        except RefusedRequest as refusal:
            if refusal.code in (CrawlCode.PRIVATE_ADDRESS, CrawlCode.BUDGET_SPENT):
                raise  # the better reason, and one that may pass
            # a replay causes no traffic: a robots.txt that was not recorded closes nothing
            return no_rules if refusal.code == CrawlCode.NOT_RECORDED else closed
        except IgnoreRequest as error:  # more redirects than MAX_REDIRECTS, or unpacked too large
            return no_rules if error.__cause__ is None else closed
        except Exception:  # no answer, whatever the network's reason
            return closed
        answer = robots_answer(
            response.status, (response.headers.get("Content-Type") or b"").decode("latin-1"), response.body
        )
        if self._work.robots and parse_robots(answer.status, answer.content_type, answer.body) is not closed:
            self._work.robots.put(host, answer)
        return answer

    def _read(self, host: str, answer: RobotsAnswer) -> Rules:
        rules = parse_robots(answer.status, answer.content_type, answer.body)
        if not isinstance(rules, Protego):
            return rules
        if (delay := rules.crawl_delay(self._agent)) is not None:
            self._work.pace.slow_down(urlsplit(host).netloc, float(delay))
        return lambda address: bool(rules.can_fetch(address, self._agent))
