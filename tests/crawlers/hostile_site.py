"""A web site on this machine that answers as nobody should."""

import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[["Asked"], None]


class Asked(BaseHTTPRequestHandler):
    """One request to a hostile site."""

    def reply(self, body: bytes | str, kind: str = "text/html; charset=utf-8", status: int = 200, **more: str) -> None:
        """Answer; underscores in header names stand for hyphens."""
        content = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(content)), **more}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self) -> None:
        """Answer by the longest path that the asked one starts with."""
        server = self.server
        assert isinstance(server, HostileSite)
        server.asked.append(self.path)
        for path in sorted(server.answers, key=len, reverse=True):
            if self.path.startswith(path):
                return server.answers[path](self)
        return self.reply("rien ici", status=404)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class HostileSite(ThreadingHTTPServer):
    """Answers by path; remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.host = f"127.0.0.1:{self.server_port}"
        self.address = f"http://{self.host}"
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.closing = threading.Event()

    def put(self, path: str, body: bytes | str, *more: Any, **headers: str) -> None:
        """Answer a path always alike."""
        self.answers[path] = lambda asked: asked.reply(body, *more, **headers)

    def handle_error(self, *_: Any) -> None:
        """Let who hangs up hang up."""


@contextmanager
def hostile_site() -> Iterator[HostileSite]:
    """Serve a hostile site for the time of a block."""
    site = HostileSite()
    threading.Thread(target=site.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        site.closing.set()
        site.shutdown()
        site.server_close()


def pdf_of(content: bytes) -> bytes:
    """Return a PDF file of one page whose drawing instructions are packed twice."""
    packed = zlib.compress(zlib.compress(content, 9), 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /MediaBox [0 0 9 9] /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n%b\nendstream" % (len(packed), packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    file, offsets = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        offsets.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return file + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, len(file))
    )
