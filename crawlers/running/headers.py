"""How much of an answer's header is read.

Twisted bounds each line of a header, but not their number: a server that goes on sending lines would fill the memory
until the time for an answer is up.
"""

from typing import Any

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory, _LenientHTTP11ClientProtocol
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS, ResponseFailed

MAX_HEADER_BYTES = 256 * 1024
"""As much as Chromium reads, answers of status 1xx that come first included."""


class HeaderTooLargeError(Exception):
    """An answer's header that goes on beyond `MAX_HEADER_BYTES`."""


def is_header_too_large(error: BaseException | None) -> bool:
    """Whether an answer failed (`ResponseFailed`) by its header's size."""
    return isinstance(error, ResponseFailed) and any(reason.check(HeaderTooLargeError) for reason in error.reasons)


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    _header_bytes = 0

    def request(self, request: Any) -> Any:
        answered = super().request(request)
        parser: Any = self._parser
        parser.MAX_LENGTH = MAX_HEADER_BYTES  # of a line; Twisted's own bound would look like a lost connection
        return answered

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        if self._parser is None or self._parser.state not in (STATUS, HEADER):
            self._header_bytes = 0
            return
        self._header_bytes += len(data)
        if self._header_bytes > MAX_HEADER_BYTES:
            self._giveUp(Failure(HeaderTooLargeError()))  # type: ignore[no-untyped-call]


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Makes Scrapy's connections, whose answers fail once their header is larger than `MAX_HEADER_BYTES`."""

    def buildProtocol(self, addr: Any) -> _BoundedProtocol:  # noqa: N802 - Twisted's name
        """Make one."""
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
