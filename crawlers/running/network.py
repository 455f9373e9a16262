"""Connections of a crawl: made only to addresses within its reach, looked at after the name was resolved.

A host name says nothing: anybody's may resolve to 127.0.0.1, today or at the second look (DNS rebinding). So the
check sits between the resolver and the connection, on the very address that is connected to.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadFailedError
from scrapy.http import Response
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer

from crawlers.codes import CrawlCode
from crawlers.running.headers import BoundedFactory, is_header_too_large
from crawlers.running.reach import Reach
from crawlers.running.refusals import RefusedRequest
from crawlers.running.work import work_of


@implementer(IHostnameResolver)
class GuardedResolver:
    """Resolves names as another resolver does, and withholds the addresses out of reach.

    Attributes:
        withheld: Hosts of which an address was withheld.
    """

    def __init__(self, resolver: IHostnameResolver, reach: Reach) -> None:
        self._resolver: Any = resolver  # zope's interfaces mean nothing to the type checker
        self._reach = reach
        self.withheld: set[str] = set()

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        """Tell the receiver of the addresses within reach."""
        receiver = _Receiver(resolutionReceiver, hostName, self)
        resolution: IHostResolution = self._resolver.resolveHostName(
            receiver, hostName, portNumber, addressTypes, transportSemantics
        )
        return resolution

    def permits(self, host: str, address: str) -> bool:
        """Whether an address is within reach; if not, its host is noted."""
        if self._reach.permits(address):
            return True
        self.withheld.add(host)
        return False


@implementer(IResolutionReceiver)
class _Receiver:
    def __init__(self, receiver: IResolutionReceiver, host: str, guard: GuardedResolver) -> None:
        self._receiver: Any = receiver
        self._host = host
        self._guard = guard

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802 - Twisted's name
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        if self._guard.permits(self._host, getattr(address, "host", "")):
            self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        self._receiver.resolutionComplete()


class GuardedHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP and HTTPS, behind a `GuardedResolver`, with a bound on what is read of a header."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedFactory
        from twisted.internet import reactor

        reach = Reach.OWN_MACHINE if work_of(crawler).job.entry.is_own_machine else Reach.PUBLIC
        resolver: Any = reactor.nameResolver
        # one for both schemes, so that it is the one that knows what was withheld
        self._guard = resolver if isinstance(resolver, GuardedResolver) else GuardedResolver(resolver, reach)
        reactor.installNameResolver(self._guard)

    async def download_request(self, request: Request) -> Response:
        """Answer a request.

        Raises:
            RefusedRequest: `private_address`; `too_large`: the answer's header.
        """
        try:
            return await super().download_request(request)
        except CannotResolveHostError as error:
            if urlsplit(request.url).hostname in self._guard.withheld:
                raise RefusedRequest(CrawlCode.PRIVATE_ADDRESS, request.url) from error
            raise
        except DownloadFailedError as error:
            if is_header_too_large(error.__cause__):
                raise RefusedRequest(CrawlCode.TOO_LARGE, request.url) from error
            raise
