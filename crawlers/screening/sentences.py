"""Text cut where a thought ends, so that a word is judged by its own sentence."""

import re
from collections.abc import Iterator

from matching.text.fold import fold

_END = re.compile(r"(?<=[!?;…])\s*|(?<=[.])\s+|\n+|\*{2,}|(?<=\s)[•*·](?=\s)|\s-\s")


def sentences(text: str) -> Iterator[str]:
    """Yield the folded sentences and list items of a text."""
    for part in _END.split(text):
        if folded := fold(part):
            yield folded
