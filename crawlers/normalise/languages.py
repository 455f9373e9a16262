"""Words that name languages, in a field or in an offer's text, to ISO 639-1 codes and CEFR levels."""

import re

from crawlers.normalise.clauses import clauses, clauses_about
from crawlers.normalise.demands import Demand, demand_for
from crawlers.normalise.refusals import Refusal
from matching.languages import named_languages
from matching.offers import LanguageSkill
from matching.parsed import Parsed
from matching.text.fold import fold

_LEVEL = re.compile(r"\b([ABC][12])\b ?(?:[-/àa] ?([ABC][12])\b)?")
_TAUGHT = re.compile(
    r"\b(?:professeure?|profs?|enseign\w+|formateur|formatrice|cours|lecons?|traduct\w+|interpretes?)\b"
)
_OF_A_COUNTRY = re.compile(
    r"\b(?:groupe|leader|client|marche|public|droit|territoire|sol|constructeur"
    r"|fabricant|numero un|etat|systeme) (?:\w+ )?$"
)
_OF_SKILL = re.compile(
    r"\b(?:maitris\w*|parle\w*|parlant|pratiqu\w*|connaiss\w*|niveau|notions?|langues?|courant\w*|courament|couramment"
    r"|bilingue\w*|lue?s?|ecrite?s?|orale?(?:ment)?|a l'aise|professionnel\w*"
    r"|technique|scolaire|operationnel\w*|intermediaire"
    r"|fluent|spoken|speak\w*|written|level|exige\w*|obligatoire\w*|indispensable\w*"
    r"|souhait\w*|appreci\w*|un plus|un atout"
    r"|requis\w*|imperati\w*|[abc][12])\b"
)
_SUBJECT = re.compile(
    r"\b(?:anglais|espagnol|allemand|italien|portugais|néerlandais|français|arabe|russe|chinois|polonais|roumain|catalan"
    r"|occitan|english|french|german|spanish|dutch|turc|ukrainien)\b",
    re.IGNORECASE,
)
_REACH = 45
"""Characters around a language's name within which a word of skill makes it one that is asked for."""


def language_words(text: str) -> str | None:
    """Return the sentences of an offer's text that ask for a language, not those that only name a country's people."""
    words = clauses_about(text, _SUBJECT)
    asked = [
        clause for clause in (words or "").split(" | ") if any(_is_asked(clause, *ends) for _, *ends in _named(clause))
    ]
    return " | ".join(asked) or None


def parse_languages(raw: str | None) -> Parsed[tuple[LanguageSkill, ...]]:
    """Read languages: "Anglais (E)", "Anglais B2 exigé", "espagnol apprécié".

    A level is read only where it is one of the European framework's ("B2"): what "courant" is, each says differently.
    Of two levels ("B1/B2") the lower counts.
    """
    if raw is None or not raw.strip():
        return Parsed[tuple[LanguageSkill, ...]]()
    found: dict[str, LanguageSkill] = {}
    for clause in clauses(raw):
        folded = fold(clause)
        named = _named(clause)
        for number, (code, start, end) in enumerate(named):
            if _TAUGHT.search(folded[:start]):
                continue
            demand = demand_for(folded, start, end)
            if demand is Demand.NOT_NEEDED:
                continue
            until = named[number + 1][1] if number + 1 < len(named) else len(folded)
            level = _LEVEL.search(folded[end:until].upper()) or (
                _LEVEL.search(folded[:start].upper()) if len(named) == 1 else None
            )
            required = None if demand is Demand.NOT_SAID else demand is Demand.REQUIRED
            found.setdefault(code, LanguageSkill(code=code, level=level[1] if level else None, required=required))
    if found:
        return Parsed[tuple[LanguageSkill, ...]](raw=raw, value=tuple(found.values()))
    return Parsed[tuple[LanguageSkill, ...]](raw=raw, refusal=Refusal.SAYS_NOTHING_SURE)


def _named(clause: str) -> list[tuple[str, int, int]]:
    return sorted(named_languages(clause), key=lambda one: one[1])


def _is_asked(clause: str, start: int, end: int) -> bool:
    folded = fold(clause)
    around = folded[max(0, start - _REACH) : start] + " | " + folded[end : end + _REACH]
    named_otherwise = _TAUGHT.search(folded[:start]) or _OF_A_COUNTRY.search(folded[:start])
    return bool(_OF_SKILL.search(around)) and not named_otherwise
