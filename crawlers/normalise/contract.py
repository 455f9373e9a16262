"""Contract words to a kind of contract and its length."""

import re

from crawlers.normalise.refusals import Refusal
from matching.offers import Contract, ContractTerms
from matching.parsed import Parsed
from matching.text.fold import fold

# France Travail's typeContrat codes. DIN is the "CDI intérimaire" (L1251-58-1: an open-ended contract), DDI the CDD
# of insertion, TTI temporary work of insertion; LIB, FRA and CCE are no salaried jobs.
_CODES = {
    "mis": Contract.INTERIM,
    "tti": Contract.INTERIM,
    "sai": Contract.SEASONAL,
    "lib": Contract.INDEPENDENT,
    "fra": Contract.INDEPENDENT,
    "cce": Contract.INDEPENDENT,
    "din": Contract.CDI,
    "ddi": Contract.CDD,
}

# In this order, each taking its words away from the next: "CDI intérimaire" is a CDI, "fonctionnaire stagiaire" no
# internship, "emploi non salarié" not an "emploi". Mutation, détachement and intégration directe are ways in which only
# a fonctionnaire comes to a post (CGFP L511-1 to L513-32); a "contrat de projet" is public (CGFP L332-24); the "contrat
# vendanges" is seasonal (CRPM L718-4).
_WORDS: tuple[tuple[Contract, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            Contract.CDI,
            r"\b(c\.?d\.?i\.?|contrat a duree indeterminee) (interim(aire)?|intermittent)\b|\bcdii\b",
        ),
        (
            Contract.CIVIL_SERVANT,
            r"\bfonctionnaires?( stagiaires?)?\b|\btitulaires?\b(?! d[eu'](?! la fonction publique))"
            r"|\bvoie statutaire\b|\bmutation\b|\bdetachement\b|\bintegration directe\b",
        ),
        (Contract.PUBLIC_CONTRACT, r"\bc\.?d\.?d\.? de droit public\b|\bcontrat de projet\b"),
        (Contract.APPRENTICESHIP, r"\bapprenti(e|s|es|ssage)?\b|\bapprenticeship\b"),
        (Contract.PROFESSIONALISATION, r"\bprofessionn?alisation\b|\bcontrat pro\b"),
        (Contract.INTERNSHIP, r"\bstages?\b|\bstagiaires?\b"),
        (
            Contract.INDEPENDENT,
            r"\bemploi non salarie\b|\bindependant(e|s|es)?\b|\bfree-? ?lances?\b|\b(auto|micro)-? ?entrepreneur\w*"
            r"|\bprofession liberale\b|\b(en|statut) liberal\b|\bliberale?\b|\bfranchise\b|\bagent commercial\b"
            r"|\bprofession commerciale\b",
        ),
        (Contract.INTERIM, r"\binterim(aires?)?\b|\btravail temporaire\b"),
        (Contract.SEASONAL, r"\bsaison(nier|niere|niers|nieres)?\b|\bjobs? d'ete\b|\bcontrat (de )?vendanges?\b"),
        (Contract.INTERMITTENT, r"\bintermitten(t|te|ts|ce)\b"),
        (Contract.CDI, r"\bc\.?d\.?i\b|\bcdic\b|\bduree ?indeterminee?\b"),
        (Contract.CDD, r"\bc\.?d\.?d\b|\bcdd[iu]\b|\bduree ?determinee?\b"),
        (Contract.PUBLIC_CONTRACT, r"\bcontractuel(le|s|les)?\b"),
    )
)
_STUDY = {Contract.APPRENTICESHIP, Contract.PROFESSIONALISATION}
_FORMS = {Contract.CDI, Contract.CDD}
_KINDS_OF_CDD = _STUDY | {Contract.SEASONAL, Contract.INTERMITTENT, Contract.PUBLIC_CONTRACT}
_OPEN_ENDED = {Contract.CDI, Contract.CIVIL_SERVANT}

# Labels of France Travail's natureContrat that say what a contract is for, whatever its form in another field.
_NATURES = {
    "contrat apprentissage": Contract.APPRENTICESHIP,
    "cont. professionnalisation": Contract.PROFESSIONALISATION,
}
_ALTERNATIVE = re.compile(r"\b(ou|et|or|and)\b|[/,;+]")
# What the job may become is not what is offered: "CDD évolutif vers un CDI".
_PROSPECT = re.compile(
    r"\b(evoluti\w*|puis|pouvant|en vue d|debouch\w*|possibilite|suivie? d|transformable|perspective)\b.*"
)
_NUMBERS = {
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "neuf": 9,
    "dix": 10,
    "douze": 12,
}
_NUMBER_WORD = re.compile(rf"\b({'|'.join(_NUMBERS)})(?= (?:jour|semaine|mois|an))")
_LENGTH = re.compile(r"\b(\d{1,3}(?:[.,]\d+)?) ?(jours?|semaines?|mois|ans?|annees?)\b(?:\(s\))?")
_RANGE = re.compile(r"\d ?(?:a|-|/|ou|et) ?\d{1,3} ?(?:jour|semaine|mois|an)")
_YEARS_AND_MONTHS = re.compile(r"\b(\d) ?an(?:s|\(s\))? (?:et )?(\d{1,2}) ?mois\b")
_OR_SALARIED = re.compile(r"\b(ou|et) (en |statut )?salariee?\b|\bsalariee?s? (ou|et)\b|/ ?salariee?\b|\bsalariee? ?/")
# The permanent post of the fonction publique is held by a fonctionnaire, or by way of exception under a contract (CGFP
# L311-1, L332-8): alone it says neither.
_PERMANENT_POST = re.compile(r"\bemplois? permanents?\b")
_OPEN_TO_CONTRACTS = re.compile(r"ouvert aux contractuels ?:? ?(oui|non)\b.*")
"""The form of emploi-territorial.fr says for whom such a post is."""
_ALTERNANCE = re.compile(r"\balternan(ce|t|te|ts|tes)\b")
_MONTHS = {"jour": 12 / 365.25, "semaine": 12 * 7 / 365.25, "mois": 1.0, "an": 12.0, "annee": 12.0}
_LONGEST_MONTHS = 72
"""The longest fixed term that French law knows: six years (public contract, L332-9 CGFP). Beyond it is a slip."""
_TRIAL = re.compile(r"\b(periode d'essai|essai|experience|formation de)\b[^|]*")


def parse_contract(raw: str | None) -> Parsed[ContractTerms]:
    """Read contract words, several fields joined by " | ".

    What a contract is made for beats its legal form: a CDD that is an apprenticeship is an apprenticeship, and the
    same for "CDD saisonnier". An open-ended contract has no length.
    """
    if raw is None or not raw.strip():
        return Parsed[ContractTerms]()
    segments = [_PROSPECT.sub("", fold(segment)) for segment in raw.split(" | ")]
    named = [_segment_kinds(segment) for segment in segments]
    kinds = set().union(*named)
    nature = next((_NATURES[segment] for segment in segments if segment in _NATURES), None)
    kind = nature or (None if any(len(found) > 1 for found in named) else _together(kinds))
    or_salaried = kind is Contract.INDEPENDENT and any(map(_OR_SALARIED.search, segments))
    if or_salaried or (kind is None and kinds):
        return Parsed[ContractTerms](raw=raw, refusal=Refusal.SEVERAL)
    if kind not in _STUDY and any(_ALTERNANCE.search(segment) for segment in segments):
        reason = Refusal.AMBIGUOUS if kinds <= {Contract.CDD} else Refusal.SEVERAL
        return Parsed[ContractTerms](raw=raw, refusal=reason)
    if kind is None:
        permanent = any(map(_PERMANENT_POST.search, segments))
        reason = Refusal.AMBIGUOUS if permanent else Refusal.SAYS_NOTHING_SURE
        return Parsed[ContractTerms](raw=raw, refusal=reason)
    months = None if kind in _OPEN_ENDED else _months(segments)
    return Parsed[ContractTerms](raw=raw, value=ContractTerms(kind=kind, months=months))


def _segment_kinds(segment: str) -> set[Contract]:
    """Return the kinds that one field names, "CDD d'apprentissage" being one and "CDD ou apprentissage" two."""
    if segment in _CODES:
        return {_CODES[segment]}
    if match := _OPEN_TO_CONTRACTS.fullmatch(segment):
        return {Contract.CIVIL_SERVANT} | ({Contract.PUBLIC_CONTRACT} if match[1] == "oui" else set())
    found: dict[Contract, re.Match[str]] = {}
    rest = segment
    for kind, pattern in _WORDS:
        if match := pattern.search(rest):
            found.setdefault(kind, match)
            rest = pattern.sub(lambda taken: " " * len(taken[0]), rest)
    purpose = set(found) - _FORMS
    if len(found) == 2 and len(purpose) == 1 and (purpose <= _STUDY or Contract.CDD in found):
        first, second = sorted(found.values(), key=lambda match: match.start())
        if purpose <= _KINDS_OF_CDD and not _ALTERNATIVE.search(segment[first.end() : second.start()]):
            return purpose
    return set(found)


def _together(kinds: set[Contract]) -> Contract | None:
    """Return the one kind that the names of all fields mean together, None when they mean none or several."""
    special = kinds - {Contract.CDD}
    if len(special) == 1 and special <= _KINDS_OF_CDD:
        return special.pop()
    return next(iter(kinds)) if len(kinds) == 1 else None


def _months(segments: list[str]) -> float | None:
    """Return the one length that the words give, in months to two decimals; None when none or several."""
    text = _TRIAL.sub("", " | ".join(segments))
    text = _NUMBER_WORD.sub(lambda word: str(_NUMBERS[word[0]]), text)
    if _RANGE.search(text):
        return None
    lengths = {12.0 * int(years) + int(months) for years, months in _YEARS_AND_MONTHS.findall(text)}
    for number, unit in _LENGTH.findall(_YEARS_AND_MONTHS.sub("", text)):
        unit = unit if unit == "mois" else unit.removesuffix("s")
        lengths.add(round(float(number.replace(",", ".")) * _MONTHS[unit], 2))
    if len(lengths) != 1:
        return None
    months = lengths.pop()
    return months if 0 < months <= _LONGEST_MONTHS else None
