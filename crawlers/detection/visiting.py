"""The few pages that detection asks for, one at a time, within robots.txt."""

import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException
from typing import Any
from urllib.parse import urljoin, urlsplit

from protego import Protego
from scrapy.utils.gz import gunzip
from w3lib.encoding import html_to_unicode

from crawlers.detection.clues import Clues, read_clues, sitemap_addresses
from crawlers.detection.line import Line
from crawlers.running.archive import RecordedRequest, RecordedResponse, Recording
from crawlers.running.budget import DailyBudget
from crawlers.running.pace import host_of
from crawlers.running.politeness import is_challenge
from crawlers.running.reach import Reach
from crawlers.running.robots import MAX_REDIRECTS, Rules, closed, no_rules, parse_robots, robots_answer
from crawlers.running.robots_cache import RobotsAnswer, RobotsCache

MAX_BYTES = 5 * 1024 * 1024
"""Of an answer; what goes on longer is cut, for a careers page gives itself away in its first megabyte."""

_TIMEOUT = 30.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

Fetch = Callable[[str], RecordedResponse]
"""Answers an address, redirects not followed.

Raises:
    OSError: no answer.
"""


class VisitError(Exception):
    """A page that could not be seen; the text says why, for people."""


class RobotsClosedError(VisitError):
    """A page that robots.txt closes."""


class NotAskedError(VisitError):
    """A page of a host that is not asked any more today: its budget is spent, or it told us to leave."""


@dataclass(frozen=True, slots=True)
class _Robots:
    text: str
    allows: Rules
    silent: bool = False
    """Nothing was answered: the host is down rather than closed."""
    delay: float | None = None
    """Seconds of its Crawl-delay."""

    @property
    def says(self) -> str:
        if self.silent:
            return "pas de réponse"
        if self.allows is closed:
            return "une erreur, qui ferme le site"
        if self.allows is no_rules:
            return "aucune règle"
        return "des règles" + (f", {self.delay:g} s entre deux demandes" if self.delay else "")


class Visitor:
    """Asks for pages on behalf of a person: robots.txt first, one request at a time, `delay` seconds apart.

    Its requests count in the day's budget of each host, if there is one; a host that answers 429 or a challenge page
    is asked nothing more. A robots.txt that a crawl of the day has read is not asked for again.
    """

    def __init__(
        self,
        fetch: Fetch,
        user_agent: str,
        *,
        delay: float,
        budget: DailyBudget | None = None,
        robots: RobotsCache | None = None,
    ) -> None:
        self._fetch = fetch
        self._agent = user_agent.partition("/")[0]
        self._delay = delay
        self._budget = budget
        self._robots_cache = robots
        self._stopped: set[str] = set()
        self._robots: dict[str, _Robots] = {}
        self._asked_at = float("-inf")

    def page(self, address: str) -> Clues:
        """Return what a page shows, after redirects.

        Raises:
            VisitError: robots.txt closes it, it does not answer, or it answers something else than a page.
        """
        for _ in range(MAX_REDIRECTS + 1):
            robots = self._rules(address)
            if robots.silent:
                raise VisitError(f"{address} : pas de réponse")
            if not robots.allows(address):
                raise RobotsClosedError(f"{address} : robots.txt ne permet pas de lire cette page")
            answer = self._ask(address)
            headers = {name.lower(): value for name, value in answer.headers}
            if answer.status in _REDIRECTS and "location" in headers:
                address = urljoin(address, headers["location"])
                continue
            if not 200 <= answer.status < 300:
                raise VisitError(f"{address} : réponse {answer.status}")
            _, text = html_to_unicode(headers.get("content-type"), answer.body)
            return read_clues(address, text, headers, robots.text)
        raise VisitError(f"{address} : trop de redirections")

    @property
    def robots_say(self) -> Mapping[str, str]:
        """What the robots.txt of each host asked so far says, in a few words (French)."""
        return {urlsplit(host).netloc: robots.says for host, robots in self._robots.items()}

    def sitemap(self, address: str) -> tuple[str, ...]:
        """Return the addresses that a sitemap names; none where it cannot be read."""
        try:
            if not self._rules(address).allows(address):
                return ()
            body = self._ask(address).body
            return sitemap_addresses((gunzip(body, max_size=MAX_BYTES) if body[:2] == b"\x1f\x8b" else body).decode())
        except (VisitError, OSError, ValueError):
            return ()

    def _rules(self, address: str) -> _Robots:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise VisitError(f"{address} : une adresse commence par http:// ou https:// et nomme un site")
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._robots:
            kept = self._robots_cache.get(host, datetime.now(UTC)) if self._robots_cache else None
            self._robots[host] = self._read_robots(kept) if kept else self._fetch_robots(host)
        return self._robots[host]

    def _fetch_robots(self, host: str) -> _Robots:
        address = f"{host}/robots.txt"
        for _ in range(MAX_REDIRECTS + 1):
            try:
                answer = self._ask(address)
            except NotAskedError:
                raise
            except VisitError:
                return _Robots("", closed, silent=True)
            headers = {name.lower(): value for name, value in answer.headers}
            if answer.status in _REDIRECTS and "location" in headers:
                address = urljoin(address, headers["location"])
                continue
            told = robots_answer(answer.status, headers.get("content-type", ""), answer.body)
            robots = self._read_robots(told)
            # rules that another host tells are not kept: a crawl goes there only where its entry allows
            if self._robots_cache and robots.allows is not closed and host_of(address) == host_of(host):
                self._robots_cache.put(host, told)
            return robots
        return _Robots("", no_rules)

    def _read_robots(self, answer: RobotsAnswer) -> _Robots:
        rules = parse_robots(answer.status, answer.content_type, answer.body)
        if not isinstance(rules, Protego):
            return _Robots("", rules)
        delay = float(rules.crawl_delay(self._agent) or 0)
        self._delay = max(self._delay, delay)
        return _Robots(answer.body.decode("utf-8", "replace"), self._allowed_by(rules), delay=delay)

    def _allowed_by(self, rules: Protego) -> Rules:
        return lambda address: bool(rules.can_fetch(address, self._agent))

    def _ask(self, address: str) -> RecordedResponse:
        host = host_of(address)
        if host in self._stopped:
            raise NotAskedError(f"{address} : le site ne veut plus répondre, il n'est plus interrogé")
        if self._budget is not None and not self._budget.take(host, datetime.now(UTC).date()):
            raise NotAskedError(f"{address} : site assez interrogé pour aujourd'hui, réessayez demain")
        time.sleep(max(0.0, self._asked_at + self._delay - time.monotonic()))
        self._asked_at = time.monotonic()
        try:
            answer = self._fetch(address)
        except (OSError, HTTPException) as error:
            raise VisitError(f"{address} : pas de réponse ({error})") from error
        headers = {name.lower().encode(): value.encode() for name, value in answer.headers}
        challenge = is_challenge(answer.status, headers, answer.body)
        if challenge or answer.status == 429:
            self._stopped.add(host)
            why = "le site demande de prouver que l'on est humain" if challenge else "le site demande d'arrêter (429)"
            raise NotAskedError(f"{address} : {why}")
        return answer


def from_network(user_agent: str, reach: Reach = Reach.PUBLIC, timeout: float = _TIMEOUT) -> Fetch:
    """Return a fetch over the network, within ``reach``; ``timeout`` is in seconds, for a whole answer."""

    def fetch(address: str) -> RecordedResponse:
        request = urllib.request.Request(address, headers={"User-Agent": user_agent, "Accept": "text/html, */*"})  # noqa: S310 - Visitor lets only http(s) through
        with Line(reach, timeout) as line:
            opener = urllib.request.build_opener(_NoRedirects, *line.handlers())
            try:
                answer = opener.open(request, timeout=timeout)
            except urllib.error.HTTPError as error:  # an answer, too
                answer = error
            with answer:
                return RecordedResponse(answer.status, tuple(answer.headers.items()), answer.read(MAX_BYTES))

    return fetch


def from_recording(recording: Recording) -> Fetch:
    """Return a fetch that a recording answers; what it does not hold gets no answer, but for robots.txt."""

    def fetch(address: str) -> RecordedResponse:
        answer = recording.answer(RecordedRequest("GET", address))
        if answer is not None:
            return answer
        if urlsplit(address).path == "/robots.txt":
            return RecordedResponse(404, (), b"")
        raise FileNotFoundError("absent de l'enregistrement")

    return fetch


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Leaves redirects to the visitor, who asks the robots.txt of each host on the way."""

    def redirect_request(self, *args: Any, **more: Any) -> None:
        return None
