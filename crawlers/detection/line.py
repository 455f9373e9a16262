"""The line on which a visit asks: it leads only to addresses within reach, and is cut when time is up."""

import http.client
import socket
import threading
import urllib.request
from types import TracebackType
from typing import Any, Self

from crawlers.running.reach import Reach


class Line:
    """Makes the connections of one visit; a context that ends them after some seconds, whatever drips out of them.

    Raises:
        TimeoutError: On leaving the context, if the line was cut: what came is not the whole answer.
    """

    def __init__(self, reach: Reach, seconds: float) -> None:
        self._reach = reach
        self._seconds = seconds
        self._sockets: list[socket.socket] = []
        self._cut = threading.Event()
        self._clock = threading.Timer(seconds, self._end)

    def __enter__(self) -> Self:
        self._clock.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._clock.cancel()
        if self._cut.is_set():
            raise TimeoutError(f"pas de réponse entière en {self._seconds:g} s") from error

    def handlers(self) -> tuple[urllib.request.BaseHandler, ...]:
        """Return urllib's handlers that connect by this line; proxies are not used: they would connect unseen."""
        line = self

        class Plain(http.client.HTTPConnection):
            def __init__(self, *args: Any, **more: Any) -> None:
                super().__init__(*args, **more)
                self._create_connection = line.connect

        class Secured(http.client.HTTPSConnection):
            def __init__(self, *args: Any, **more: Any) -> None:
                super().__init__(*args, **more)
                self._create_connection = line.connect

        class Http(urllib.request.HTTPHandler):
            def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
                return self.do_open(Plain, request)

        class Https(urllib.request.HTTPSHandler):
            def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
                return self.do_open(Secured, request)

        return Http(), Https(), urllib.request.ProxyHandler({})

    def connect(self, address: tuple[str, int], timeout: Any = None, source: Any = None) -> socket.socket:
        """Connect to the first address of a host that is within reach; the address looked at is the one connected to.

        Raises:
            OSError: None is, or none answers.
        """
        host, port = address
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        within = [ip for ip in dict.fromkeys(found) if self._reach.permits(ip)]
        if not within:
            raise OSError(f"{host} mène à {', '.join(dict.fromkeys(found))}, hors du web public")
        connection = socket.create_connection((within[0], port), timeout, source)
        self._sockets.append(connection)
        return connection

    def _end(self) -> None:
        self._cut.set()
        for one in self._sockets:
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:  # closed already
                continue
