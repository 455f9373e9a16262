"""Spelling mistakes in what people type ("reseptioniste", "femme de menaje"), mended where the word meant is sure."""

import re
from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from matching.text.fold import fold

_WORD = re.compile(r"[a-z]{4,}+(?!')")
"""A word that can be mended: shorter ones have too many neighbours; before an apostrophe two are often run together."""

_SLIPS = ((10, 2), (6, 1))
"""From so many letters a word may differ from the one meant by so many slips (a letter lost, added, wrong or swapped
with the next); a shorter one must sound the same."""

_SAME_SOUND = 0.4
"""Share of its letters in which a word may differ from one that sounds the same: "chofeur" is "chauffeur"."""

_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"),
        (r"h", ""),
        (r"qu|q|ck", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"g(?=[eiy])", "j"),
        (r"ti(?=on)", "si"),
        (r"y", "i"),
        (r"z", "s"),
        (r"eau|au", "o"),
        (r"m(?=[bp])", "n"),
        (r"ain|ein", "in"),
        (r"ai|ei", "e"),
        (r"e(?=n(?:[^aeiouyn]|$))", "a"),
        (r"er$|ez$", "e"),
        (r"(.)\1+", r"\1"),
        (r"[esdtx]+$", ""),
    )
)
"""What French writes in several ways, brought to one; in this order. Accents are folded before."""


class Speller:
    """Mends words that are in no list to the likeliest one that is.

    Args:
        frequent: folded words that may be meant, each with how often it is used.
        known: further words that are right as they are, and never meant by another.
    """

    def __init__(self, frequent: Mapping[str, int], known: frozenset[str] = frozenset()) -> None:
        self._frequent = frequent
        self._known = known | frequent.keys()
        self._words = [word for word in frequent if _WORD.fullmatch(word)]
        self._sounds: dict[str, str] = {}
        for word in sorted(self._words, key=lambda word: frequent[word]):
            self._sounds[sound(word)] = word  # the most frequent one stays

    def mended(self, text: str) -> str:
        """Return the text folded, its misspelt words mended; what is like no word stays. Case tells nothing."""
        return _WORD.sub(lambda match: self._mended(match.group()), fold(text))

    def _mended(self, word: str) -> str:
        if word in self._known:
            return word
        alike = self._sounds.get(sound(word))
        if alike and OSA.normalized_distance(word, alike) <= _SAME_SOUND:
            return alike
        most = next((slips for letters, slips in _SLIPS if len(word) >= letters), 0)
        if not most:
            return word
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=most, limit=None)
        return min(near, key=lambda found: (found[1], -self._frequent[found[0]]), default=(word, 0, 0))[0]


def sound(word: str) -> str:
    """Return roughly how a folded word sounds in French, its silent end left out."""
    for pattern, becomes in _SOUNDS:
        word = pattern.sub(becomes, word)
    return word
