"""What a candidate says they do not want: kinds of work, contracts, and what an offer may speak of ("pas de nuit")."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from matching.conditions import named_contract
from matching.occupations.wishes import named_occupations
from matching.offers import Contract
from matching.profiles import CandidateProfile
from matching.text.denials import denied
from matching.text.terms import terms

_IN_OFFERS: Mapping[str, tuple[str, ...]] = {
    r"nuits?|nights?(?: (?:shifts?|work))?": ("nuit",),
    r"soirs?|soirees?|evenings?": ("soir", "soirée"),
    r"week-? ?ends?(?: work)?": ("week-end", "weekend", "samedi", "dimanche"),
    r"samedis?|saturdays?": ("samedi", "week-end", "weekend"),
    r"dimanches?|sundays?": ("dimanche", "week-end", "weekend"),
    r"(?:charges?|choses?) (?:trop )?lourdes?|ports? de charges?.*|lourd|heavy lifting": (
        "port de charges",
        "charges lourdes",
    ),
    r"horaires? (?:decales?|postes?)": ("horaires décalés", "horaires postés", "2x8", "3x8", "5x8", "nuit"),
    r"phones?|telephone": ("téléphone",),
}
"""How offers name what people do not want, where they word it otherwise."""
_OF_WORK = re.compile(r"(?:travail(?:ler)?|horaires?|postes?) (?:de |du |en |les? |la )")


@dataclass(frozen=True, slots=True)
class Unwanted:
    """One thing that a candidate does not want."""

    quote: str
    """As typed, with what denies it."""
    contract: Contract | None
    """The contract that is meant, if one is."""
    occupations: frozenset[str]
    """ROME parent codes of the work that is meant; empty where none is."""
    mentions: tuple[frozenset[str], ...]
    """Terms by which an offer speaks of it: all of any of these."""


def unwanted_in(profile: CandidateProfile) -> Iterator[Unwanted]:
    """Yield what a profile denies in its wishes and in its text, once each; what was done so far is no wish.

    Not the contracts, where it lists those that are accepted.
    """
    quotes = {what: quote for told in (*profile.wanted_jobs, profile.text or "") for quote, what in denied(told)}
    for what, quote in quotes.items():
        contract = named_contract(what)
        if not (contract and profile.contracts):
            yield Unwanted(quote, contract, named_occupations(what), tuple(_mentions(what)))


def _mentions(what: str) -> Iterator[frozenset[str]]:
    plain = _OF_WORK.sub("", what)
    words = next((words for pattern, words in _IN_OFFERS.items() if re.fullmatch(pattern, plain)), (plain,))
    return filter(None, (frozenset(terms(word)) for word in words))
