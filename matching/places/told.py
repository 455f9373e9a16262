"""Where somebody wants to work, or lives, told amid other things: "je cherche un poste de serveuse vers Figeac"."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from matching.places.areas import ORDINARY, coded_departements, named_departements, names_the_quercy, towns_of_countries
from matching.places.communes import LOT, TOWN
from matching.places.gazetteer import Gazetteer
from matching.places.names import commune_key
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
_MOST = 50
"""Prepositions that are looked behind: more stand in no sentences of this length."""
_LONGEST = 200
"""Characters that are read of what names places: as many as a profile's own field for them may have."""
_NAME = 50
"""Characters of the longest names of communes, and a few more."""


def place_told(wishes: Iterable[str], text: str, communes: Gazetteer) -> str | None:
    """Return the words, in small letters, that name where somebody wants to work, or else lives; None: there are none.

    A name counts behind a preposition, where it is the Lot's or a town's: people mention many other things. Capitals
    count for nothing, as some write with nothing else.

    Args:
        wishes: jobs looked for ("boulanger à Figeac").
        text: sentences about oneself.
        communes: the names that are known.
    """
    told = [clause.group() for clause in _CLAUSE.finditer(text) if _NOW.search(plain_letters(clause.group()))]
    clauses = (*wishes, *told)
    places = ((clause, at) for clause in clauses for at in _AT.finditer(plain_letters(clause)))
    for clause, at in islice(places, _MOST):
        words, behind = clause[at.start() :][:_LONGEST].lower(), at.end() - at.start()
        if any(start <= behind for start in _names(words[: behind + _NAME], communes)):
            return words
    return None


def _names(words: str, communes: Gazetteer) -> Iterator[int]:
    """Yield where the places begin that are named in words; "au moule" is a way to blow glass, not a town overseas."""
    for mention in communes.mentioned(words):
        is_town = mention.whole and mention.communes[0].population >= TOWN and not words.startswith("au")
        if is_town or communes.named(mention.name, LOT):
            yield mention.start
    for start, code in named_departements(words, communes):
        if commune_key(communes.departements[code]) not in ORDINARY:
            yield start
    few = " ".join(words.split()[:4])
    if towns_of_countries(few, communes) or names_the_quercy(few) or any(coded_departements(few)):
        yield 0
