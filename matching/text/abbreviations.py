"""Abbreviations, everyday and English names of the trades ("AS", "kiné", "truck driver") written out as ROME does."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from matching.text.gender import neutral

ENGLISH: Traversable = files("matching") / "data" / "english_titles.tsv"
"""Written by hand: English names of trades that a rural département looks for, and the French ones."""

ABBREVIATIONS: Traversable = files("matching") / "data" / "abbreviations.tsv"
"""Written by hand: a short form and what it stands for.

Left out is what ROME itself writes in many titles ("BTP", "SAV", "VRD"), and what means too many things ("TP", "ME").
"""

_SAID_IN_ENGLISH = re.compile(r"\b(?:i|the|and|with|was|have)\b")


def spelled_out(title: str) -> str:
    """Return a job title as `matching.text.gender.neutral` leaves it, its abbreviations written out.

    For titles and wishes alone: in running text "as" is a verb.
    """
    meanings, pattern = _lexicon(abbreviated=True)
    return pattern.sub(lambda match: meanings[match.group()], neutral(title))


def in_french(text: str) -> str:
    """Return a text in English with its names of trades in French and small letters; any other as it is."""
    if not _SAID_IN_ENGLISH.search(text.lower()):
        return text
    meanings, pattern = _lexicon(abbreviated=False)
    return pattern.sub(lambda match: meanings[match.group()], neutral(text))


def abbreviations() -> Mapping[str, str]:
    """Return short, everyday and English names, each with what it stands for, both in one gender."""
    meanings, _ = _lexicon(abbreviated=True)
    return meanings


@cache
def _lexicon(*, abbreviated: bool) -> tuple[Mapping[str, str], re.Pattern[str]]:
    tables = (ENGLISH, ABBREVIATIONS) if abbreviated else (ENGLISH,)
    lines = (line.split("\t") for table in tables for line in table.read_text(encoding="utf-8").splitlines())
    meanings = {neutral(short): neutral(meaning) for short, meaning in lines}
    longest_first = sorted(meanings, key=len, reverse=True)
    return meanings, re.compile(rf"(?<![\w'-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w'-])")
