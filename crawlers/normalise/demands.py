"""How much an employer wants what a sentence names: required, appreciated, not needed, or not said.

The word nearest to the name decides: one in the same part of the sentence (between commas), else the next one after it,
else the last one before it.
"""

import re
from enum import Enum

_PLUS = (
    r"souhait\w*|appreci\w*|(?:est|serait|sont|seraient) un(?: vrai| reel)? (?:plus"
    r"|atout|avantage)\b|\bun (?:plus|atout)\b"
    r"|\bideal\w*|facultati\w*|option\w*|prefer\w*|bienvenu\w*|valoris\w*"
    r"|\bplus appreci\w*|\bnice to have\b|\bdesired\b"
    r"|\(s\)(?=\s*$)"
)
_NOT = (
    r"\b(?:non|pas|n'est pas|sans)(?: \w+)? (?:obligatoires?|exigee?s?"
    r"|indispensables?|requise?s?|necessaires?|demandee?s?)\b"
    r"|\bsans (?:permis|caces|fimo)\b"
)
_MUST = (
    r"obligatoire\w*|exig\w*|indispensable\w*|imperati\w*|requis\w*|necessaire\w*|demand(?:e|es|ee|ees)\b|\bdevez\b"
    r"|\brequired\b|\bmandatory\b|\bmust\b|\(e\)(?=\s*$)"
)
# What a sentence takes for granted ("vous avez le permis B"), unless it says how much ("... serait un plus").
_HELD = (
    r"titulaire\w*|detent\w*|detenez|possed\w*|\bavez (?:le|la|un|votre|vos)\b|\bmuni\w*|valides?\b|\ba jour\b"
    r"|en cours de validite|\bmaitris\w*|\bparle[zr]\b|courant\w*|couramment|bilingue\w*|\bfluent\b"
)
_DEMAND = re.compile(rf"(?P<plus>{_PLUS})|(?P<not>{_NOT})|(?P<must>{_MUST})|(?P<held>{_HELD})")
_IDEALLY = re.compile(r"\W*idealement\b")
_PART = re.compile(r",(?! ?\d)|\bmais\b|\(|\)(?! ?$)")


class Demand(Enum):
    """How much something is wanted."""

    REQUIRED = True
    APPRECIATED = False
    NOT_NEEDED = "not_needed"
    NOT_SAID = None


def demand_for(clause: str, start: int, end: int) -> Demand:
    """Return how much a folded sentence wants what it names between two places."""
    if _IDEALLY.match(clause):
        return Demand.APPRECIATED
    words = list(_DEMAND.finditer(clause))
    if not words:
        return Demand.NOT_SAID
    begins = max((match.end() for match in _PART.finditer(clause[:start])), default=0)
    stop = _PART.search(clause, end)
    ends = stop.start() if stop else len(clause)
    beside = [word for word in words if begins <= word.start() and word.end() <= ends]
    if beside:
        telling = [word for word in beside if not word["held"]] or beside
        return _said(min(telling, key=lambda word: min(abs(word.start() - end), abs(start - word.end()))))
    return _said(next((word for word in words if word.start() >= end), words[-1]))


def _said(match: re.Match[str]) -> Demand:
    if match["plus"]:
        return Demand.APPRECIATED
    return Demand.NOT_NEEDED if match["not"] else Demand.REQUIRED
