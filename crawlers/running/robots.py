"""robots.txt as RFC 9309 reads it, per host (DESIGN rule 8).

A 4xx means no rules; 5xx or silence closes the host; five redirects are followed, a sixth means no rules; a 200 in
``text/html`` is a web application's shell, not a rules file.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawlers.codes import CrawlCode
from crawlers.running.refusals import RefusedRequest
from crawlers.running.work import work_of

ROBOTS_REQUEST = "robots_txt"
"""Key in a request's meta: this is the request for robots.txt itself."""

MAX_REDIRECTS = 5
"""RFC 9309, 2.3.1.2."""

MAX_BYTES = 500 * 1024
"""RFC 9309, 2.5: at least this much of a rules file is read; the rest is not."""

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


class RobotsMiddleware:
    """Asks each host's robots.txt once and refuses what it forbids; its Crawl-delay sets the pace."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._agent: str = crawler.settings["USER_AGENT"].partition("/")[0]
        self._pace = work_of(crawler).pace
        self._rules: dict[str, Rules] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RobotsMiddleware":
        """Create it."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let through what the host's rules allow.

        Raises:
            RefusedRequest: `robots_closed`.
        """
        if request.meta.get(ROBOTS_REQUEST):
            return
        parts = urlsplit(request.url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._rules:
            self._rules[host] = await self._fetch(host)
        if not self._rules[host](request.url):
            raise RefusedRequest(CrawlCode.ROBOTS_CLOSED, request.url)

    async def _fetch(self, host: str) -> Rules:
        request = Request(
            f"{host}/robots.txt",
            callback=NO_CALLBACK,
            meta={ROBOTS_REQUEST: True, "redirect_ttl": MAX_REDIRECTS},
            dont_filter=True,
        )
        try:
            response: Response = await self._crawler.engine.download_async(request)
        except RefusedRequest as refusal:
            # a replay causes no traffic: a robots.txt that was not recorded closes nothing
            return no_rules if refusal.code == CrawlCode.NOT_RECORDED else closed
        except IgnoreRequest:  # more redirects than MAX_REDIRECTS
            return no_rules
        except Exception:  # no answer, whatever the network's reason
            return closed
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        rules = parse_robots(response.status, content_type, response.body)
        if not isinstance(rules, Protego):
            return rules
        if (delay := rules.crawl_delay(self._agent)) is not None:
            self._pace.slow_down(urlsplit(host).netloc, float(delay))
        return lambda address: bool(rules.can_fetch(address, self._agent))
