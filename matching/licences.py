"""Licences that work asks for: a frozen vocabulary, and the words that name its entries.

Driving licences are those of directive 2006/126/CE; CACES families and categories those of the Cnam's recommendations
R482 to R490 (2020); electrical authorisations the symbols of NF C 18-510.
"""

import re
from collections.abc import Iterator, Mapping

from matching.text.fold import fold

_DRIVING = {
    "AM": "Permis AM (cyclomoteur)",
    "A1": "Permis A1",
    "A2": "Permis A2",
    "A": "Permis A (moto)",
    "B": "Permis B",
    "B96": "Permis B96",
    "BE": "Permis BE",
    "C1": "Permis C1",
    "C1E": "Permis C1E",
    "C": "Permis C (poids lourd)",
    "CE": "Permis CE (super poids lourd)",
    "D1": "Permis D1",
    "D1E": "Permis D1E",
    "D": "Permis D (transport en commun)",
    "DE": "Permis DE",
    "BATEAU": "Permis bateau",
}
_CACES = {
    "R482": ("engins de chantier", "A B1 B2 B3 C1 C2 C3 D E F G"),
    "R483": ("grues mobiles", "A B"),
    "R484": ("ponts roulants", "1 2"),
    "R485": ("gerbeurs", "1 2"),
    "R486": ("nacelles", "A B C"),
    "R487": ("grues à tour", "1 2 3"),
    "R489": ("chariots", "1A 1B 2A 2B 3 4 5 6 7"),
    "R490": ("grues de chargement", ""),
}
_ELECTRICAL = "B0 B1 B1V B2 B2V BC BE BF BP BR BS H0 H0V H1 H1V H2 H2V HC HE HF"
_OTHERS = {
    "FIMO": "FIMO",
    "FCO": "FCO",
    "CARTE_CONDUCTEUR": "Carte conducteur",
    "ADR": "ADR (matières dangereuses)",
    "AIPR": "AIPR (travaux près des réseaux)",
    "SST": "SST (secouriste du travail)",
    "CERTIPHYTO": "Certiphyto",
}

LICENCES: Mapping[str, str] = {
    **_DRIVING,
    "CACES": "CACES (catégorie non précisée)",
    **{f"CACES-{family}": f"CACES {family} ({what})" for family, (what, _) in _CACES.items()},
    **{
        f"CACES-{family}-{category}": f"CACES {family} catégorie {category}"
        for family, (_, categories) in _CACES.items()
        for category in categories.split()
    },
    "ELEC": "Habilitation électrique",
    **{f"ELEC-{symbol}": f"Habilitation électrique {symbol}" for symbol in _ELECTRICAL.split()},
    **_OTHERS,
}
"""Code of a licence to its French name. A family without a category ("CACES-R489") is one of its categories."""

_COVERS: Mapping[str, tuple[str, ...]] = {
    "A1": ("AM",),
    "A2": ("A1", "AM"),
    "A": ("A2", "A1", "AM"),
    "B": ("AM",),
    "B96": ("B", "AM"),
    "BE": ("B96", "B", "AM"),
    "C1": ("B", "AM"),
    "C1E": ("C1", "BE", "B96", "B", "AM"),
    "C": ("C1", "B", "AM"),
    "CE": ("C", "C1E", "C1", "BE", "B96", "B", "AM"),
    "D1": ("B", "AM"),
    "D1E": ("D1", "BE", "B96", "B", "AM"),
    "D": ("D1", "B", "AM"),
    "DE": ("D", "D1E", "D1", "BE", "B96", "B", "AM"),
    "FCO": ("FIMO",),
}
"""What a licence also allows: directive 2006/126/EC, article 6 (who has C, CE, D or DE has B already: 6(1)). The FCO
renews the FIMO."""

# The recommendations before 2020 named machines by other numbers: the family goes on, and these categories.
_OLD_FAMILIES = {"R372": "R482", "R377": "R487", "R383": "R483", "R386": "R486", "R389": "R489", "R390": "R490"}
_SAME_CATEGORIES = {"R389": ("3", "4", "5")}
_MACHINES = {
    "R482": r"engins?|mini-?pelles?|pelles?|pelleteuses?|chargeuses?|tractopelles?"
    r"|compacteurs?|niveleuses?|tombereaux?",
    "R483": r"grues? mobiles?",
    "R484": r"ponts? roulants?|ponts?\b",
    "R485": r"gerbeurs?",
    "R486": r"nacelles?|pemp\b",
    "R487": r"grues? a tours?",
    "R489": r"caristes?|chariots?(?: elevateurs?)?|fenwick",
    "R490": r"grues? (?:auxiliaires?|de chargement)|bras de grue",
}

_CLASS = r"(?:am|a[12]?|b96|be|b|c1e|c1|ce|c|d1e|d1|d|e\([bcd]\)|eb|ec|ed|vl|pl|spl"
_CLASS += r"|de(?=$| ?[,;.)/]| exig| oblig| souhait))(?![a-z0-9])"
_JOIN = r"(?: ?(?:,|/|\+|-|&|et(?:/ou)?|ou) ?(?:(?:le|du|de|un) )?(?:permis )?)"
_PERMIT = re.compile(
    r"\bpermis (?:de (?:conduire|conduite) )?(?:de )?(?:categories? )?(?:\(|\[|:|-)? ?[\"«]? ?"
    rf"(?P<classes>{_CLASS}(?:{_JOIN}{_CLASS})*)"
)
_WORDED_PERMIT = re.compile(
    r"\bpermis (?:de conduire )?(?P<word>poids[- ]lourds?|super[- ](?:poids[- ])?lourds?"
    r"|voiture|vehicule leger|auto\b|moto"
    r"|bateau|fluvial|cotier|hauturier|transports? en communs?|bus\b|remorque)"
    r"|\b(?P<code>am|a[12]?|b96|be|b|c1e|c1|ce|c|d1e|d1|de|d) - (?:vehicule"
    r"|poids|transport|moto|cyclo|voiture|remorque)"
    r"|\bdriving licen[cs]e \(?(?P<english>b|c|d)\b"
)
_WORDS = {
    "poids": "C",
    "super": "CE",
    "voiture": "B",
    "vehicule": "B",
    "auto": "B",
    "moto": "A",
    "bateau": "BATEAU",
    "fluvial": "BATEAU",
    "cotier": "BATEAU",
    "hauturier": "BATEAU",
    "transport": "D",
    "transports": "D",
    "bus": "D",
    "remorque": "BE",
}
_ALIASES = {"VL": "B", "PL": "C", "SPL": "CE", "EB": "BE", "EC": "CE", "ED": "DE"}
_CATEGORY = r"(?:[1-7][ab]?|[a-g][1-3]?)"
_CATEGORIES = (
    rf"(?:n° ?|cat(?:egories?|\.)? ?:? ?)?(?P<%s>{_CATEGORY}\b(?:(?: ?[,/+&-] ?"
    rf"| et | ou )(?:cat(?:egorie|\.)? ?)?{_CATEGORY}\b)*)"
)
_FAMILY = re.compile(
    r"\b(?:caces )?\(?(?P<family>r ?-?(?:372|377|383|386|389|390|48[2-7]|489|490))m?\b\)?[ :-]*(?:"
    + _CATEGORIES % "categories"
    + r")?"
)
_PLAIN_CACES = re.compile(
    r"\bcaces\b(?! ?\(?r ?-?[34]\d\d)(?:[ :]*" + _CATEGORIES % "categories" + r")?(?P<after>[^,;.|]{0,40})"
)
_ELECTRIC = re.compile(
    r"\bhabilit(?:ations?|ee?s?)(?: de type)? (?:electriques?|elec\b|basse tension"
    r"|haute tension|bt\b|ht\b)(?P<after>[^.;|]{0,60})"
)
_SYMBOL = re.compile(rf"(?<![a-z0-9])(?:h0b0|h0-b0|{'|'.join(_ELECTRICAL.lower().split())})(?![a-z0-9])")
_SYMBOLS_ALONE = re.compile(
    rf"\bhabilit(?:ations?|ee?s?) (?P<after>(?:{'|'.join(_ELECTRICAL.lower().split())}|h0b0)\b[^.;|]{{0,40}})"
)
_NAMES = {
    "FIMO": r"\bfimos?\b",
    "FCO": r"\bfcos?\b",
    "CARTE_CONDUCTEUR": r"\bcartes? (?:de )?(?:conducteur|chauffeur|(?:chrono)?tachygraphe|chrono(?:tachygraphe)?)\b",
    "ADR": r"\badr\b",
    "AIPR": r"\baipr\b",
    "SST": r"\bsst\b|\bsauveteur secouriste du travail\b",
    "CERTIPHYTO": r"\bcertiphyto\w*",
}
_BARE = re.compile(
    r"(?:am|a[12]?|b96|be|b|c1e|c1|ce|c|d1e|d1|de|d|eb|ec|ed|vl|pl|spl)(?: ?[,/+] ?(?:be|b|ce|c|d|eb|ec))*"
)

_CLAUSE_END = re.compile(r"[.,;!?()]| mais | et ")
_NOT_HELD = re.compile(
    r"\b(?:pas|sans|ni|aucun|jamais|n'ai plus|perdu|je (?:passe|prepare|repasse)|(?:re)?passer|preparer|obtenir"
    r"|inscrite? a)\b"
)
"""Before a licence, within its clause: it is not held, or not yet."""
_NOT_YET = re.compile(r" ?\(?(?:en cours|bientot|prochainement|prevu|suspendu|annule|non\b|pas encore|perime)")
"""Right behind it."""


def named_licences(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the code of every licence that a text names, and where in the folded text its name begins and ends."""
    folded = fold(text)
    if _BARE.fullmatch(folded):  # a field that holds nothing but the class: "B", "C, CE"
        yield from ((code, 0, len(folded)) for code in _classes(folded))
        return
    for match in _PERMIT.finditer(folded):
        yield from ((code, match.start(), match.end()) for code in _classes(match["classes"]))
    for match in _WORDED_PERMIT.finditer(folded):
        word = match["word"]
        code = _WORDS[re.split(r"[ -]", word)[0]] if word else (match["code"] or match["english"]).upper()
        yield code, match.start(), match.end()
    families = list(_FAMILY.finditer(folded))
    for match in families:
        yield from ((code, match.start(), match.end()) for code in _of_family(match))
    for match in _PLAIN_CACES.finditer(folded):
        if not any(family.start() <= match.start() < family.end() for family in families):
            yield from ((code, *ends) for code, ends in _plain(match, folded))
    for match in (*_ELECTRIC.finditer(folded), *_SYMBOLS_ALONE.finditer(folded)):
        found = [symbol[0].upper().replace("-", "") for symbol in _SYMBOL.finditer(match["after"])]
        symbols = [one for symbol in found for one in (("H0", "B0") if symbol == "H0B0" else (symbol,))]
        codes = [f"ELEC-{symbol}" for symbol in symbols] or ["ELEC"]
        start, end = match.start(), match.start("after")
        yield from ((code, start, end) for code in codes)
    for code, pattern in _NAMES.items():
        yield from ((code, match.start(), match.end()) for match in re.finditer(pattern, folded))


def held_licences(told: str) -> list[str]:
    """Return the codes of the licences that somebody says they hold: not "pas de permis B", nor "permis B en cours"."""
    folded = fold(told)
    return [
        code
        for code, start, end in named_licences(told)
        if not (_NOT_HELD.search(_CLAUSE_END.split(folded[:start])[-1]) or _NOT_YET.match(folded, end))
    ]


def allows(held: str, wanted: str) -> bool:
    """Whether who holds one licence has the other: it is the same, a family of it, or a class above it."""
    return held == wanted or held.startswith(f"{wanted}-") or wanted in _COVERS.get(held, ())


def may_be(held: str, wanted: str) -> bool:
    """Whether a licence told without its category may be the wanted one."""
    return wanted.startswith(f"{held}-")


def _classes(text: str) -> Iterator[str]:
    for word in re.findall(r"e\([bcd]\)|[a-z]+\d*e?", text):
        code = word.replace("(", "").replace(")", "").upper()
        code = _ALIASES.get(code, code)
        if code in _DRIVING:
            yield code


def _of_family(match: re.Match[str]) -> Iterator[str]:
    number = re.sub(r"[ -]", "", match["family"]).upper()
    family = _OLD_FAMILIES.get(number, number)
    allowed = _SAME_CATEGORIES.get(number, ()) if number in _OLD_FAMILIES else tuple(_CACES[family][1].split())
    categories = [one.upper() for one in re.findall(rf"{_CATEGORY}(?![a-z0-9])", match["categories"] or "")]
    known = [f"CACES-{family}-{category}" for category in categories if category in allowed]
    yield from known or [f"CACES-{family}"]


def _plain(match: re.Match[str], text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield what "CACES" without a family names: a machine beside it tells the family, a category alone does not."""
    around = text[max(0, match.start() - 20) : match.start()] + " " + match["after"]
    families = [family for family, machine in _MACHINES.items() if re.search(rf"\b(?:{machine})", around)]
    ends = match.start(), match.start("after")
    if len(families) != 1:
        yield "CACES", ends
        return
    (family,) = families
    categories = [one.upper() for one in re.findall(rf"{_CATEGORY}(?![a-z0-9])", match["categories"] or "")]
    known = [category for category in categories if category in _CACES[family][1].split()]
    yield from ((f"CACES-{family}-{category}", ends) for category in known)
    if not known:
        yield f"CACES-{family}", ends
