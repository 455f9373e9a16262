"""How the name of a place is compared, however it is written."""

import re
from collections.abc import Sequence

from matching.text.fold import fold

_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "s/s": " sous ", "s/": " sur "}
_ABBREVIATION = re.compile(r"\b(ste?\b|s/s\b|s/)")
_SEPARATOR = "|"
_BARS = re.compile("[|\N{FULLWIDTH VERTICAL LINE}]")
_SIGNS = re.compile(r"[^a-z0-9|]+")
_AROUND_SEPARATOR = re.compile(r" *\| *")
_ARTICLES = frozenset({"le", "la", "les", "l"})


def commune_keys(names: Sequence[str]) -> list[str]:
    """Return what each name is compared by: plain lower case words, "st" and "ste" written out.

    Hyphens, apostrophes and spaces are alike: "ST CIRQ-LAPOPIE" gives "saint cirq lapopie". Many names cost
    little more than one, because they are folded together.

    Raises:
        ValueError: a name contains "|".
    """
    joined = _ABBREVIATION.sub(lambda match: _ABBREVIATIONS[match[1]], fold(_SEPARATOR.join(names)))
    keys = _AROUND_SEPARATOR.sub(_SEPARATOR, _SIGNS.sub(" ", joined)).strip().split(_SEPARATOR)
    if len(keys) != max(len(names), 1):
        raise ValueError(f"the name of a place has no {_SEPARATOR!r} in it")
    return keys[: len(names)]


def commune_key(name: str) -> str:
    """Return what a name is compared by; see `commune_keys`. A "|", of any width, counts as a space."""
    return commune_keys([_BARS.sub(" ", name)])[0]


def loose_keys(key: str) -> tuple[str, ...]:
    """Return what a key is compared by where nothing has exactly its words.

    Without its spaces, and also without its leading article: "la bastide murat" meets "labastide murat", "montat"
    meets "le montat".
    """
    first, _, rest = key.partition(" ")
    joined = key.replace(" ", "")
    return (joined, rest.replace(" ", "")) if rest and first in _ARTICLES else (joined,)
