"""Vague wishes ("un boulot dehors", "vente ou restauration") as the occupations that they may mean."""

import re
from collections.abc import Mapping
from functools import cache

from matching.text.fold import fold
from matching.text.terms import STOP_WORDS, terms

_VAGUE = re.compile(
    r"^(?:(?:je |j')?(?:cherche|veux|voudrais|souhaite|aime(?:rais)?)\s+)?"
    r"(?:(?:un|du|le|quelque)\s+)?(?:(?:petit\s+)?(?:boulot|job|travail|emploi|poste|metier|chose)|travailler|bosser|etre"
    r"|n'importe quo?i|un truc|a job|work(?:ing)?|something|anything)\b"
)
"""A wish that names no job begins so; "poste de nuit" does as well, and has no theme."""

_ANYTHING = re.compile(
    r"(?:je (?:prends|fais|accepte|suis ouverte? a) )?"
    r"(?:tout(?:es?)?|peu importe|n'importe quo?i|n'importe quel(?:le)?|any(?:thing)?)"
    r"(?: (?:type|sorte|genre)s? (?:de |d'))?(?: ?(?:travail|travaux|emploi|boulot|job|poste|metier|work)s?)?"
    r"(?: (?:pres|proche|autour|vers|dans|sur|a|near|around)\b.*)?"
)
"""Who takes anything; the end may say where."""
_OPEN = ("N1103", "N1105", "H3302", "K2204", "G1605", "G1603", "G1501", "D1507", "K1304", "A1401")
"""What is open to everyone nearly everywhere, for who takes anything."""
_CLEANING = r"menage|nettoyage|cleaning"
"""Who wants to clean offices or schools looks for no other work there."""

_LINKS = STOP_WORDS | {"d", "l", "domaine", "secteur", "in", "job", "jobs", "or", "the", "with", "work"}
"""Words that may stand beside the themes of a wish that is nothing but themes ("vente ou restauration")."""

_NO_JOB = re.compile(r"\b(?:quelque chose|n'importe quo?i|un truc|something|anything)\b")

_FILLERS = """
    accepte accepter actif active aime aimerais an annee annees ans any anything apprendre assidu avance besoin bien
    bonjour bonne bonsoir bosser boulot bref capable chose coin contact cordialement courage courageux debutant
    dispo disponibilite disponible dynamique ecoute emploi esprit etre experience hello job libre looking maintenant
    merci mobile motivation motive offre opportunite ouvert peu plein polyvalent ponctualite ponctuel poste prendre
    prends proche profil proposition quelque rapide rapidement reprendre rien rigoureux rigueur sais savoir semaine
    serieux souriant stable suis suite toute travail travaille travailler trop trouver urgent vite volontaire
    volonte voudrais work
"""
"""What people say of themselves, and of every work: it says nothing of which."""
_SHORT = 8
"""Words up to which what somebody tells is read as a wish, where they name no job."""

_THEMES: Mapping[str, tuple[str, ...]] = {
    r"dehors|exterieur|plein air|grand air|nature|outdoors?|outside": ("A1203", "A1202", "A1402", "A1401", "F1702"),
    r"animaux|animal|animals|betes|chevaux|cheval": ("A1403", "A1501", "A1503", "D1210", "A1407"),
    r"enfants?|petits|bebes|children|kids": ("K1303", "J1304", "G1203", "K2104"),
    r"personnes agees|anciens|seniors|personnes fragiles|handicap\w*|elderly": ("K1302", "J1501", "K1304"),
    r"cuisine|restauration|restaurant|kitchen": ("G1602", "G1603", "G1605"),
    r"cantine": ("G1603",),
    r"garderie|ecole": ("G1203", "K2104", "K1303"),
    r"hotel|hotellerie|tourisme|camping|hospitality": ("G1501", "G1703", "G1502"),
    r"sante|hopital|ehpad|soins?": ("J1301", "J1501", "K1302"),
    r"usine|industrie|production|factory": ("H3302", "H2909", "H2102", "N1105"),
    r"entrepot|logistique|warehouse": ("N1103", "N1105", "N1101"),
    r"batiment|chantiers?|construction": ("F1704", "F1703", "F1606"),
    r"agriculture|ferme|champs|vignes?|farm\w*": ("A1402", "A1401", "A1403"),
    r"informatique|ordinateurs?|computers?": ("M1810", "M1805"),
    r"bois|wood": ("H2206", "F1503", "H2205"),
    r"voitures?|mecanique|cars?": ("I1604", "I1606"),
    r"plantes|jardins?|fleurs|garden\w*": ("A1203", "A1402", "D1209"),
    r"bureau|administratif|administration|secretariat|office": ("M1607", "M1602", "M1601"),
    r"manuel\w*|mains": ("F1704", "A1203", "I1203", "H2909", "N1105"),
    _CLEANING: ("K2204", "K1304"),
    r"magasin|commerce|boutique|vente|shop": ("D1507", "D1505", "D1214"),
    r"conduire|conduite|route|volant|driving": ("N4105", "N4103", "N4101"),
}
"""Words of a wish to ROME parent codes, most open to beginners first."""


def vague_occupations(wish: str) -> tuple[str, ...]:
    """Return the occupations that a vague wish means, each of which serves it wholly; none where it names a job.

    Args:
        wish: what the candidate looks for, as typed, in French or English.
    """
    plain = fold(wish)
    begins = _VAGUE.match(plain)
    if _ANYTHING.fullmatch(plain):
        return _OPEN
    if begins is None and not _themes_alone(plain):
        return ()
    rest = plain[begins.end() :] if begins else plain
    themes = [theme for theme in _THEMES if re.search(rf"\b(?:{theme})\b", rest)]
    if _CLEANING in themes:
        themes = [_CLEANING]
    return tuple(dict.fromkeys(code for theme in themes for code in _THEMES[theme]))


def vague_words() -> frozenset[str]:
    """Return the words that vague wishes and fillers are made of, folded: they are right as they are."""
    return frozenset(re.findall(r"[a-z]+", " ".join((*_THEMES, _FILLERS))))


def names_no_job(wish: str) -> bool:
    """Whether a wish says outright that it names no job ("quelque chose de moins physique")."""
    return _NO_JOB.search(fold(wish)) is not None


def tells_nothing(told: str) -> bool:
    """Whether what somebody tells says nothing of any work ("Bonjour, je suis motivé, libre de suite")."""
    return all(term in _filler_terms() or term.isdigit() for term in terms(told))


def told_occupations(told: str) -> tuple[str, ...]:
    """Return what a few words mean that were told instead of a wish; none where they are more than a vague wish."""
    return vague_occupations(told) if len(told.split()) <= _SHORT else ()


@cache
def _filler_terms() -> frozenset[str]:
    return frozenset(terms(_FILLERS))


def _themes_alone(plain: str) -> bool:
    words = [word for word in re.findall(r"\w+", plain) if word not in _LINKS]
    return bool(words) and all(any(re.fullmatch(theme, word) for theme in _THEMES) for word in words)
