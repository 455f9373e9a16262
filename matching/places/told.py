"""Where somebody wants to work, or lives, told amid other things: "je cherche un poste de serveuse vers Figeac"."""

import re
from collections.abc import Iterable, Iterator

from matching.places.areas import coded_departements, named_departements, names_the_quercy, towns_of_countries
from matching.places.communes import LOT, Gazetteer
from matching.text.fold import plain_letters

_CLAUSE = re.compile(r"[^.;!?\n]+")
_NOW = re.compile(
    r"\b(?:cherch\w+|recherch\w+|voudrais|voudrions|souhait\w+|aimerais|habit(?:e|ons)|vis|vivre|vivons|install\w+"
    r"|emmenag\w+|demenag\w+|arriv\w+|looking|moving|move|live|living|would like)\b"
)
"""A sentence with one of these says where somebody is or wants to be, not where they have been."""
_AT = re.compile(
    r"(?<![\w'])(?:a|aux?|(?:autour|pres|proche|du cote) d[eu]|vers|sur|secteur|dans|en|around|near|in|to)"
    r" (?:les? |la |l'|the )?|(?<![\w'])(?:autour|pres|proche|du cote) d'"
)


def place_told(wishes: Iterable[str], text: str, communes: Gazetteer) -> str | None:
    """Return the words that name where somebody wants to work, or else lives; None where none are found.

    A name counts behind a preposition, where it is the Lot's or written as names are: people mention many other things.

    Args:
        wishes: jobs looked for ("boulanger à Figeac").
        text: sentences about oneself.
        communes: the names that are known.
    """
    clauses = [clause.group() for clause in _CLAUSE.finditer(text) if _NOW.search(plain_letters(clause.group()))]
    return next((place for clause in (*wishes, *clauses) for place in _places(clause, communes)), None)


def _places(clause: str, communes: Gazetteer) -> Iterator[str]:
    for at in _AT.finditer(plain_letters(clause)):
        words, behind = clause[at.start() :], at.end() - at.start()
        if any(start <= behind for start in _names(words, communes, shouted=clause.isupper())):
            yield words


def _names(words: str, communes: Gazetteer, *, shouted: bool) -> Iterator[int]:
    """Yield where the places begin that are named in words."""
    for mention in communes.mentioned(words):
        if (mention.words[0].isupper() and not shouted) or communes.named(mention.name, LOT):
            yield mention.start
    for start, code in named_departements(words, communes):
        if words[start].isupper() or code == LOT:
            yield start
    few = " ".join(words.split()[:4])
    if towns_of_countries(few, communes) or names_the_quercy(few) or any(coded_departements(few)):
        yield 0
