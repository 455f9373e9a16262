"""The process that reads one PDF file: ``python -m crawlers.markup.pdf_child``, the file on standard input.

Its text comes on standard output. Apart from `crawlers.markup.pdf`, so that a crawl does not load the reader.
"""

import io
import resource
import sys

from pypdf import PdfReader

from crawlers.markup.pdf import SECONDS

LONGEST = 30
"""Pages that are read: an offer has one or two."""

_MEMORY = 1024**3
"""Bytes, the interpreter's own included."""
_LARGEST_TEXT = 1_000_000
"""Characters; an offer has some thousands."""


def main() -> int:
    """Read within the limits of time and memory; exit status 1, and why on standard error, where it cannot be read."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        pages = PdfReader(io.BytesIO(sys.stdin.buffer.read())).pages
        text = "\n".join(page.extract_text() for page in pages[:LONGEST])
    except Exception as error:  # the library raises its own errors and, on broken files, nearly any other
        sys.stderr.write(f"{error!r}\n")
        return 1
    sys.stdout.buffer.write(text[:_LARGEST_TEXT].encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
