"""How fast a host is asked."""

import time
from urllib.parse import urlsplit

MAX_CRAWL_DELAY = 30.0
"""Seconds. A longer Crawl-delay is cut to this: whole days between two pages mean a mistake, not a wish."""

MAX_WAIT = 120.0
"""Seconds. A Retry-After beyond this is not waited for within a crawl; the next crawl comes anyway."""


class Pace:
    """Seconds between two requests to one host, and the moments before which a host is not asked again."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._delays: dict[str, float] = {}
        self._not_before: dict[str, float] = {}

    @property
    def backoff_base(self) -> float:
        """Seconds to wait before the first retry; doubled for each further one."""
        return 4 * self._delay

    def slow_down(self, host: str, crawl_delay: float) -> None:
        """Take a host's Crawl-delay into account, except where the crawl goes without any delay (replay, demo)."""
        if self._delay:
            self._delays[host] = max(self._delay, min(crawl_delay, MAX_CRAWL_DELAY))

    def hold(self, host: str, seconds: float) -> None:
        """Do not ask a host for some seconds."""
        if self._delay:
            self._not_before[host] = max(self._not_before.get(host, 0.0), time.monotonic() + min(seconds, MAX_WAIT))

    def wait(self, host: str) -> float:
        """Return the seconds to wait before asking a host now."""
        return max(0.0, self._not_before.get(host, 0.0) - time.monotonic())

    def asked(self, host: str) -> None:
        """Note that a host is being asked."""
        self.hold(host, self._delays.get(host, self._delay))


def host_of(address: str) -> str:
    """Return host and port of an address, as paces and stops are kept."""
    return urlsplit(address).netloc.rpartition("@")[2].lower()
