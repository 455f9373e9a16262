"""The text of a PDF file."""

import io
import re
import unicodedata

from pypdf import PdfReader

LONGEST = 30
"""Pages that are read: an offer has one or two."""
LEAST_LETTERS = 40
"""Letters below which a file holds a picture of a text (a scan), not a text."""

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\xad": ""})
_GOES_ON = re.compile(r"(?<=[^\s.:;!?])\n(?=[a-zà-ÿœ(])(?!o )")
"""A line that goes on where the one before it ended in the middle of a sentence."""


class UnreadablePdfError(ValueError):
    """A file that is no PDF, is broken or is locked."""


def pdf_text(body: bytes) -> str | None:
    """Return the text of a file, a paragraph a line; None for a scan, which has no text.

    Raises:
        UnreadablePdfError: the file cannot be opened; says why.
    """
    try:
        pages = PdfReader(io.BytesIO(body)).pages
        text = "\n".join(page.extract_text() for page in pages[:LONGEST])
    except Exception as error:  # the library raises its own errors and, on broken files, nearly any other
        raise UnreadablePdfError(f"expected a PDF that can be read: {error}") from error
    text = unicodedata.normalize("NFC", text.translate(_LIGATURES))
    lines = (" ".join(line.split()) for line in text.splitlines())
    text = _GOES_ON.sub(" ", "\n".join(filter(None, lines)))
    return text if sum(char.isalpha() for char in text) >= LEAST_LETTERS else None
