"""Recordings and sites made on the spot."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from crawl_support import Record, Site

from crawlers.running.archive import RecordedRequest, RecordedResponse, RecordingWriter


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Return a function that writes a recording: pairs of request (address or more) and answer."""

    def write(*pairs: tuple[str | RecordedRequest, str | bytes | RecordedResponse], name: str = "made.warc.gz") -> Path:
        path = tmp_path / name
        with RecordingWriter(path, "test") as writer:
            for request, response in pairs:
                if isinstance(request, str):
                    request = RecordedRequest("GET", request)
                if not isinstance(response, RecordedResponse):
                    body = response.encode() if isinstance(response, str) else response
                    kind = "application/json" if body.startswith((b"{", b"[")) else "text/html; charset=utf-8"
                    response = RecordedResponse(200, (("Content-Type", kind),), body)
                writer.write(request, response)
        return path

    return write


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve a site on 127.0.0.1 for the time of a test; without a robots.txt unless the test puts one."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            here.asked.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}))
            if self.path.startswith("/lent"):
                here.hold.wait(30)
            status, headers, body = here.pages.get(self.path, (404, {}, b"rien ici"))
            if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 - http.server's name

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            pass  # a crawl that is killed hangs up

    server = Server(("127.0.0.1", 0), Handler)
    host = f"127.0.0.1:{server.server_port}"
    here = Site(f"http://{host}", host)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield here
    here.hold.set()
    server.shutdown()
    server.server_close()
