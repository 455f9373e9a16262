"""Vague wishes ("un boulot dehors", "travailler avec les animaux") as the occupations that they may mean."""

import re
from collections.abc import Mapping

from matching.text.fold import fold

_VAGUE = re.compile(
    r"^(?:(?:je |j')?(?:cherche|veux|voudrais|souhaite|aime(?:rais)?)\s+)?"
    r"(?:(?:un|du|le|quelque)\s+)?(?:(?:petit\s+)?(?:boulot|job|travail|emploi|poste|metier|chose)|travailler|bosser|etre"
    r"|a job|work(?:ing)?|something)\b"
)
"""A wish that names no job begins so; "poste de nuit" does as well, and has no theme."""

_THEMES: Mapping[str, tuple[str, ...]] = {
    r"dehors|exterieur|plein air|grand air|nature|outdoors?|outside": ("A1203", "A1202", "A1402", "A1401", "F1702"),
    r"animaux|animal|animals|betes|chevaux|cheval": ("A1403", "A1501", "A1503", "D1210", "A1407"),
    r"enfants?|petits|bebes|children|kids": ("K1303", "J1304", "G1203", "K2104"),
    r"personnes agees|anciens|seniors|personnes fragiles|handicap\w*|elderly": ("K1302", "J1501", "K1304"),
    r"cuisine|restauration|restaurant|kitchen": ("G1602", "G1603", "G1605"),
    r"bois|wood": ("H2206", "F1503", "H2205"),
    r"voitures?|mecanique|cars?": ("I1604", "I1606"),
    r"plantes|jardins?|fleurs|garden\w*": ("A1203", "A1402", "D1209"),
    r"bureau|office": ("M1607", "M1602", "M1601"),
    r"menage|nettoyage|cleaning": ("K2204", "K1304"),
    r"magasin|commerce|boutique|vente|shop": ("D1507", "D1505", "D1214"),
    r"conduire|route|volant|driving": ("N4105", "N4103", "N4101"),
}
"""Words of a wish to ROME parent codes, most open to beginners first."""


def vague_occupations(wish: str) -> dict[str, float]:
    """Return the occupations that a vague wish may mean, each with an equal share; empty where it names a job.

    Args:
        wish: what the candidate looks for, as typed, in French or English.
    """
    plain = fold(wish)
    begins = _VAGUE.match(plain)
    if begins is None:
        return {}
    rest = plain[begins.end() :]
    codes = [code for words, codes in _THEMES.items() if re.search(rf"\b(?:{words})\b", rest) for code in codes]
    return {code: 1 / len(set(codes)) for code in codes}
