"""The areas that a text names: départements, regions, countries of the Lot."""

import re
from collections.abc import Iterator, Mapping

from matching.places.communes import LOT, Commune
from matching.places.gazetteer import Gazetteer
from matching.places.names import commune_key
from matching.places.regions import REGIONS


def _spellings(name: str) -> str:
    """Return the pattern of a folded name, with or without its accents and hyphens."""
    return re.sub(r"[- ']", r"[-\\s'’]", re.sub("e", "[eéèêë]", re.sub("o", "[oô]", re.sub("i", "[iîï]", name))))


_BY_CODES = re.compile(
    r"(?:^|\b(?:dans|departements?|dept|dpt|du) )(?:le )?(?:\d\d|2[ab])"
    r"(?:(?: ou| et)?(?: dans)?(?: le)? (?:\d\d|2[ab]))*\b(?! (?:km|kilo|m|h|min|ans|eur|e\b|k\b))"
)
"""Départements called by their codes: "dans le 46 ou le 12"."""
_COUNTRIES: Mapping[str, tuple[str, ...]] = {
    "bouriane": ("Gourdon",),
    "causses du quercy": ("Gramat", "Cœur de Causse", "Limogne-en-Quercy"),
    "figeacois": ("Figeac",),
    "quercy blanc": ("Castelnau-Montratier", "Montcuq-en-Quercy-Blanc"),
    "segala": ("Latronquière", "Sousceyrac-en-Quercy"),
    "vallee de la dordogne": ("Souillac", "Vayrac", "Bretenoux"),
    "vallee du cele": ("Cabrerets", "Marcilhac-sur-Célé"),
}
"""Countries of the Lot, by the names that people here have for them, and the towns in their midst."""
ORDINARY = frozenset({"aube", "cher", "creuse", "landes", "manche", "nord", "somme"})
"""Names of départements that are ordinary words when written small."""
_QUERCY = "quercy"
"""The old province, most of which is the Lot."""
_REGIONS = {commune_key(name): codes for name, codes in REGIONS.items()}
_REGION = re.compile(
    rf"\b(?:{'|'.join(_spellings(name) for name in sorted(REGIONS, key=len, reverse=True))})\b", re.IGNORECASE
)


def named_departements(text: str, communes: Gazetteer) -> Iterator[tuple[int, str]]:
    """Yield where the départements that a text names begin, and their codes; the longer name first."""
    words = list(re.finditer(r"[^\W_]+", _REGION.sub(lambda region: " " * len(region[0]), text)))
    first = 0
    while first < len(words):
        for last in range(min(len(words), first + 5), first, -1):
            if code := communes.departement_code(text[words[first].start() : words[last - 1].end()]):
                yield words[first].start(), code
                first = last - 1
                break
        first += 1


def named_regions(text: str) -> Iterator[tuple[int, frozenset[str]]]:
    """Yield where the regions that a text names begin, and the codes of their départements."""
    for region in _REGION.finditer(text):
        if codes := _REGIONS.get(commune_key(region[0])):
            yield region.start(), codes


def coded_departements(text: str) -> Iterator[str]:
    """Yield the codes of the départements that a text calls by them: "dans le 46 ou le 12"."""
    for codes in _BY_CODES.finditer(commune_key(text)):
        yield from (code.upper() for code in re.findall(r"\d\d|2[ab]", codes.group()))


def names_the_quercy(text: str) -> bool:
    """Whether a text names the old province most of which is the Lot."""
    return _QUERCY in commune_key(text).split()


def towns_of_countries(text: str, communes: Gazetteer) -> tuple[Commune, ...]:
    """Return the towns in the midst of the countries of the Lot that a text names."""
    key = commune_key(text)
    towns = (town for country, towns in _COUNTRIES.items() if re.search(rf"\b{country}\b", key) for town in towns)
    return tuple(commune for town in towns for commune in communes.named(town, LOT)[:1])
