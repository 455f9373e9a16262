"""The text of a PDF file, read in a process of its own: a file made to exhaust its reader exhausts nobody else."""

import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

SECONDS = 20
"""Of processor time that reading may take; an offer takes less than one."""
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
    text = _extracted(body)
    text = unicodedata.normalize("NFC", text.translate(_LIGATURES))
    lines = (" ".join(line.split()) for line in text.splitlines())
    text = _GOES_ON.sub(" ", "\n".join(filter(None, lines)))
    return text if sum(char.isalpha() for char in text) >= LEAST_LETTERS else None


def _extracted(body: bytes) -> str:
    root = str(Path(__file__).parents[2])
    try:
        child = subprocess.run(
            # of the same code as this process, wherever it is run
            [sys.executable, "-P", "-m", "crawlers.markup.pdf_child"],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))},
            input=body,
            capture_output=True,
            timeout=3 * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadablePdfError(f"expected a PDF that is read within {SECONDS} s") from error
    if child.returncode != 0:
        told = child.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise UnreadablePdfError(
            f"expected a PDF that can be read in {SECONDS} s and 1 GB: {told or f'status {child.returncode}'}"
        )
    return child.stdout.decode("utf-8", "replace")
