"""Experience words to the months that an employer asks for at least."""

import re

from crawlers.normalise.clauses import clauses_about
from crawlers.normalise.refusals import Refusal
from matching.offers import Experience
from matching.parsed import Parsed
from matching.text.fold import fold

LONGEST = 20 * 12
"""Months beyond which a number is something else: the age of the house, a year."""

_BEGINNER = re.compile(
    r"\b(?:debutant|junior)\w*(?:\(e\)|·e|/e)?s? ?(?:\w+ )?(?:accepte|bienvenu|admis|possible)"
    r"|\bdebutante?s?\b(?! (?:non|s'abstenir|refuse|exclu))|\b(?:sans|aucune) experience\b(?! s'abstenir)"
    r"|\bexperience (?:non|pas) (?:exigee|requise|necessaire|demandee)|\bpas d'experience (?:exigee|requise)"
    r"|\bpas d'experience necessaire|\btou(?:s|t)(?: les)? niveaux? d'experience|\bno experience\b|\bentry[- ]level\b"
    r"|\bmoins (?:de |d')(?:\d|une? |deux )"  # an upper end alone
)
_NO_BEGINNER = re.compile(r"\bdebutante?s? (?:non|s'abstenir|refuse|exclu)|\bsans experience s'abstenir")
_NUMBERS = {
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "dix": 10,
    "douze": 12,
    "quinze": 15,
    "dix-huit": 18,
}
_NUMBER = rf"\d{{1,3}}(?:[.,]5)?|{'|'.join(_NUMBERS)}"
_LENGTH = re.compile(
    rf"(?<![\d.,])\b(?P<least>{_NUMBER})(?: ?\+)?(?: ?(?P<first>ans?|mois))?"
    rf"(?: ?(?:a|-|et|/|ou|to) ?(?P<most>{_NUMBER}))?"
    r" ?\(?(?P<unit>ans?|annees?|years?|mois|months?)\b"
)

_DIPLOMA = re.compile(r"\bbac ?\+ ?\d(?: ?[/à-] ?(?:bac ?)?\+? ?\d)?")
_UNIT = r"(?:ans?|ann[ée]es?|mois)"
_SUBJECT = re.compile(
    rf"\b{_UNIT}(?: (?:minimum|min\.|au moins|ou plus|et plus))? d['’]exp[ée]rience"
    rf"|\bexp[ée]riences?\b[^.;\n]{{0,60}}?\b(?:\d{{1,2}}|un|deux|trois|quatre|cinq|six|dix) ?(?:an|mois)"
    r"|\bd[ée]butant\S{0,10} (?:\w+ )?(?:accept|bienvenu|admis)|\b(?:ouvert"
    r"|accessible)\S{0,3} (?:aux|à des|à tout) d[ée]butant"
    r"|\b(?:sans|aucune) exp[ée]rience\b|\bexp[ée]rience (?:non|pas) (?:exig|requis|n[ée]cessaire)",
    re.IGNORECASE,
)
_OF_THE_FIRM = re.compile(r"\b(?:notre|nos|son|ses|leurs?|fort|forts|forte|riche|fondee?|creee?|depuis|garantie)\b")


def experience_words(text: str) -> str | None:
    """Return the sentences of an offer's text that say how much experience is asked for, not how old the firm is."""
    words = clauses_about(text, _SUBJECT) or ""
    return " | ".join(one for one in words.split(" | ") if one and not _OF_THE_FIRM.search(fold(one))) or None


def parse_experience(raw: str | None) -> Parsed[Experience]:
    """Read experience words: "Débutant accepté", "2 ans", "1 An(s)", "Expérience exigée de 3 à 5 ans".

    Of a range the lower end counts. Beginners who are welcome beside a wished length are welcome. Experience without
    a length ("exigée", "significative") is told as such and refused.
    """
    if raw is None or not raw.strip():
        return Parsed[Experience]()
    text = _DIPLOMA.sub(" ", fold(raw))
    if _BEGINNER.search(text) and not _NO_BEGINNER.search(text):
        return Parsed[Experience](raw=raw, value=Experience(months=0))
    lengths = {_months(match) for match in _LENGTH.finditer(text)}
    if not lengths:
        return Parsed[Experience](raw=raw, refusal=Refusal.SAYS_NOTHING_SURE)
    if len(lengths) > 1:
        return Parsed[Experience](raw=raw, refusal=Refusal.SEVERAL)
    months = lengths.pop()
    if months > LONGEST:
        return Parsed[Experience](raw=raw, refusal=Refusal.IMPLAUSIBLE)
    return Parsed[Experience](raw=raw, value=Experience(months=months))


def _months(match: re.Match[str]) -> int:
    least = match["least"]
    number = float(_NUMBERS.get(least) or least.replace(",", "."))
    unit = match["first"] or match["unit"]
    return round(number if unit.startswith("mo") else number * 12)
