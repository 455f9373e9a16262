"""The sentences of a text that speak of one subject."""

import re

_END = re.compile(
    r"\s*(?:\n|\s\|\s|;|•|\*{2,})\s*|(?<=[^\W\d]{2}[.!?])(?<!\bcat\.)(?<!\bniv\.)(?<!\bmin\.)\s+", re.IGNORECASE
)
LONGEST = 300
"""Characters of a sentence that are kept; a longer one is a list without punctuation, cut around the subject."""


def clauses(text: str) -> list[str]:
    """Split a text into sentences, list items and fields."""
    return [part.strip() for part in _END.split(text) if part.strip()]


def clauses_about(text: str, subject: re.Pattern[str]) -> str | None:
    """Return the sentences in which a subject is named, joined by " | "; None when it is in none."""
    found = (_around(clause, match) for clause in clauses(text) if (match := subject.search(clause)))
    return " | ".join(dict.fromkeys(found)) or None


def _around(clause: str, match: re.Match[str]) -> str:
    if len(clause) <= LONGEST:
        return clause
    first = max(0, match.start() - LONGEST // 3)
    return clause[first : first + LONGEST].strip()
