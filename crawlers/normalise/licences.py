"""Words that name licences, in a field or in an offer's text, to codes of `matching.licences`."""

import re

from crawlers.normalise.clauses import clauses, clauses_about
from crawlers.normalise.demands import Demand, demand_for
from crawlers.normalise.refusals import Refusal
from matching.licences import named_licences
from matching.offers import Licence
from matching.parsed import Parsed
from matching.text.fold import fold

_SUBJECT = re.compile(
    r"\bpermis (?!(?:de|d'|a|à|aux?|la|le|les|l')\b(?! ?conduire| ?conduite))|\bpermis$|\bpermis de conduire|\bcaces\b"
    r"|\br ?-?48[2-79]\b|\bhabilitations? [ée]lec|\bhabilit[ée]\w* (?:[BH][0-2CERSP])|\bFIMO\b|\bFCO\b|\bADR\b|\bAIPR\b"
    r"|\bSST\b|\bcertiphyto|\bcarte (?:de )?(?:conducteur|chauffeur|(?:chrono)?tachy|chrono)|\bdriving licen",
    re.IGNORECASE,
)
_LEARNT_HERE = re.compile(
    r"\b(?:formations?|formateur\w*|former|formons|passer|passage|obtenir|obtention|recyclage|centre|testeur|prepar\w*"
    r"|financ\w*|pris\w* en charge|permis (?:a|de) (?:points|construire|travail|feu))\b"
)


def licence_words(text: str) -> str | None:
    """Return the sentences of an offer's text that name a licence."""
    return clauses_about(text, _SUBJECT)


def parse_licences(raw: str | None) -> Parsed[tuple[Licence, ...]]:
    """Read licences: "Permis B exigé", "B - Véhicule léger (E)", "CACES R489 cat. 1A, 3 et 5 souhaités".

    A licence that the employer teaches or pays for, and one that is "non obligatoire", is not asked for. A driving
    licence without its class is refused: it may be any.
    """
    if raw is None or not raw.strip():
        return Parsed[tuple[Licence, ...]]()
    found: dict[str, bool | None] = {}
    dropped = False
    for clause in clauses(raw):
        folded = fold(clause)
        for code, start, end in named_licences(clause):
            demand = demand_for(folded, start, end)
            if demand is Demand.NOT_NEEDED or (_LEARNT_HERE.search(folded) and demand is Demand.NOT_SAID):
                dropped = True
                continue
            required = None if demand is Demand.NOT_SAID else demand is Demand.REQUIRED
            found[code] = required if found.get(code) is None else found[code] or required
    precise = {code for code in found if not any(other.startswith(f"{code}-") for other in found)}
    licences = tuple(Licence(code=code, required=found[code]) for code in found if code in precise)
    if licences:
        return Parsed[tuple[Licence, ...]](raw=raw, value=licences)
    permit = re.search(r"\bpermis\b", fold(raw))
    if permit and not dropped and demand_for(fold(raw), *permit.span()) is not Demand.NOT_NEEDED:
        return Parsed[tuple[Licence, ...]](raw=raw, refusal=Refusal.AMBIGUOUS)
    return Parsed[tuple[Licence, ...]](raw=raw, refusal=Refusal.SAYS_NOTHING_SURE)
