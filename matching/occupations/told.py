"""What people tell of themselves where they name no job: nothing, a wish among other things, or a life at work."""

import re
from collections.abc import Iterator
from functools import cache

from matching.occupations.themes import THEMES
from matching.occupations.wishes import CONDITIONS, names_job, vague_occupations
from matching.text.fold import plain_letters
from matching.text.terms import terms

_FILLERS = """
    accepte accepter actif active aime aimerais an annee annees ans any anything apprendre assidu aucune avance besoin
    bien definir know neant precis preference ras voir
    bonjour bonne bonsoir bosser boulot bref capable chose coin contact cordialement courage courageux debutant deja
    dispo disponibilite disponible dynamique ecoute emploi esprit etre experience hello importe job juste libre looking
    maintenant merci mobile motivation motive offre opportunite ouvert peu plein polyvalent ponctualite ponctuel
    poste prendre prends proche profil proposition quelque rapide rapidement reprendre rien rigoureux rigueur sais
    savoir semaine seulement serieux souriant stable suis suite taf toute travail travaille travailler trop trouver
    uniquement urgent vite volontaire volonte voudrais work
"""
"""What people say of themselves, and of every work: it says nothing of which."""
_SHORT = 8
"""Words up to which what somebody tells is read as a wish, where they name no job."""

_WISHED = re.compile(
    r"\b(?:je (?:re)?cherche|je (?:veu[xt]|voudrais|souhaite(?:rais)?|vise|prends|prefere(?:rais)?)|j'aimerais"
    r"|a la recherche (?:de\b|d(?='))"
    r"|i(?:'m| am) looking for|(?:i(?:'d| would)?|would) (?:like|want)(?: to)?(?: (?:keep|go on|continue))?)\b"
    r"(?! (?:pas|plus|jamais))"
    r"(?: (?:bien|aussi|surtout|plutot|maintenant|desormais|donc|ensuite|vraiment))*"
    r"[ ']([^.,;:!?()]+?)(?= (?:pour|car|parce|mais|depuis|si|quand|because|et j[e'])\b|[.,;:!?()]|$)"
)
"""A wish in a sentence, to its end."""
_OF_WORK = re.compile(r"\b(?:travail\w*|boulots?|postes?|emplois?|metiers?|devenir|work\w*|jobs?)\b.*")
"""What it says of work, behind other things ("finir ma vie de travail avec des enfants")."""


def looked_for(told: str) -> Iterator[str]:
    """Yield what somebody says they look for amid other things, work or not, as typed ("un CDI", "un logement")."""
    return (told[slice(*wish.span(1))] for wish in _WISHED.finditer(plain_letters(told)))


def wishes_told(told: str) -> Iterator[str]:
    """Yield the jobs and kinds of work that somebody says they look for amid other things, as typed.

    Args:
        told: sentences about oneself ("Dix ans d'usine. Maintenant je voudrais travailler dehors.").
    """
    plain = plain_letters(told)
    for wish in _WISHED.finditer(plain):
        start, end = wish.span(1)
        of_work = _OF_WORK.search(plain, start, end)
        for begins in (start, of_work.start() if of_work else end):
            if names_job(told[begins:end]):
                yield told[begins:end]
                break


def vague_words() -> frozenset[str]:
    """Return the words that vague wishes and fillers are made of, folded: they are right as they are."""
    return frozenset(re.findall("[a-z]+", " ".join((*THEMES, CONDITIONS, _FILLERS))))


def tells_nothing(told: str) -> bool:
    """Whether what somebody tells says nothing of any work ("Bonjour, je suis motivé, libre de suite")."""
    return all(term in _filler_terms() or term.isdigit() for term in terms(told))


def means_nothing(wish: str) -> bool:
    """Whether what is written for a wish is none ("je ne sais pas"), nor that anything will do ("peu importe")."""
    return tells_nothing(wish) and not vague_occupations(wish)


def told_occupations(told: str) -> tuple[str, ...]:
    """Return what a few words mean that were told instead of a wish; none where they are more than a vague wish."""
    return vague_occupations(told) if len(told.split()) <= _SHORT else ()


@cache
def _filler_terms() -> frozenset[str]:
    return frozenset(terms(_FILLERS + CONDITIONS))
