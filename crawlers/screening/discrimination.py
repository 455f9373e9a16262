"""Words of an offer that ask for an age, a sex, an origin, a family or a state of health (Code du travail L1132-1).

They are shown to staff and never rewritten. The patterns ask for a word *of the candidate*: "personnes âgées" are whom
one cares for, "homme toutes mains" is a trade, "16 à 29 ans" is the law of apprenticeship.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from crawlers.screening.sentences import sentences
from matching.text.fold import fold


class Ground(StrEnum):
    """What the words ask for; the values are shown to staff."""

    AGE = "âge"
    SEX = "sexe"
    ORIGIN = "origine"
    FAMILY = "famille"
    HEALTH = "santé"


@dataclass(frozen=True, slots=True)
class Words:
    """Words that were found."""

    ground: Ground
    words: str
    """Folded: lower case, without accents."""


_SEXED = r"(?:homme|femme|fille|garcon|dame|monsieur|demoiselle)s?"
_SEEK = (
    r"\b(?:recherch|cherch|recrut|embauch|souhait)(?:e|ons|ent)"
    r"\s(?:(?:un|une|des|deux|trois|quelques|plusieurs|notre|nos|son|sa) )*"
)
_WANTED = r"(?:exige|requis|imperati[fv]|obligatoire|indispensable|demande|souhaite|necessaire)e?s?\b"
_ONLY = r"(?:uniquement|exclusivement|seulement|de preference|imperativement)\b"
_TRADE = r"\b(?!\s?(?:/|ou\b|et\b|-|\(|d'|de\b|toutes?\b|tout\b|a tout|cles?\b|clefs?\b|pivot|ressource|orchestre))"
_ADULT = r"(?:1[89]|[2-6]\d)"
_NOT_WORKED = r"(?!\s?(?:minimum|min\b|et plus|revolus|d'|de (?:savoir|metier|carriere|presence)|dans\b|sur\b))"
_CANDIDATE = r"\b(?:vous avez|vous etes|avoir|etre|candidat\w*|profil)\s(?:: )?(?:\w+\s){0,3}?"
_DISABLED = r"(?:handicapee?s?|en situation de handicap|a mobilite reduite|handicap|rqth)\b"
_SOMEBODY_YOUNG = (
    rf"(?:{_SEXED}|personnes?|candidat\w*|collaborat\w*|employe\w*|vend\w+|serv\w+|ouvri\w+|retraite\w*|profils?)\b"
)

_PATTERNS = {
    Ground.AGE: (
        rf"{_SEEK}(?:\w+ )?jeunes?\s{_SOMEBODY_YOUNG}",
        rf"{_CANDIDATE}(?:entre )?{_ADULT}(?: ans)? (?:a|et) [2-6]\d\s?ans\b{_NOT_WORKED}",
        rf"{_CANDIDATE}moins de [2-6]\d\s?ans\b{_NOT_WORKED}",
        r"(?<!public )(?<!personne )\bage (?:maximum|maximal|ideal|souhaite|requis|demande)\b",
        rf"\b(?:age|age limite|limite d'age)\s?: (?:de |entre )?{_ADULT}\b(?! mois)",
        r"\b(?:2[5-9]|[3-6]\d)\s?ans (?:au plus|max(?:imum)?)\b(?! d')",
        r"\bmax(?:imum)? (?:2[5-9]|[3-6]\d)\s?ans\b(?! d')",
        r"\b(?:seniors?|retraites?|plus de [3-6]\d ans) s'abstenir",
    ),
    Ground.SEX: (
        rf"{_SEEK}(?:jeunes? )?{_SEXED}{_TRADE}",
        rf"\b(?:hommes?|femmes?) {_ONLY}",
        rf"\b{_ONLY} (?:un |une |des )?(?:hommes?|femmes?){_TRADE}",
        r"\b(?:poste|emploi|offre|mission|travail|annonce)s? (?:\w+ )?(?:reservee?|destinee?|ouverte?)s? "
        rf"(?:\w+ )?(?:a un |a une |aux? )(?:hommes?|femmes?){_TRADE}",
        rf"\b(?:hommes?|femmes?) {_WANTED}",
        rf"\bpresence (?:masculine|feminine) {_WANTED}",
        r"\bsexe\s?:?\s?(?:masculin|feminin)\b",
        r"\b(?:poste|profil|candidature)s? (?:masculin|feminin)e?s?\b",
        r"\b(?:hommes?|femmes?) s'abstenir",
    ),
    Ground.ORIGIN: (
        rf"\bnationalite francaise {_WANTED}",
        r"\b(?:vous etes|etre) (?:\w+ )?de nationalite francaise\b(?! ou\b)",
        r"\b(?:de type|d'apparence) (?:europeen|caucasien|africain|maghrebin|asiatique)(?:ne)?\b",
        rf"\borigine (?:europeenne|africaine|maghrebine|asiatique|francaise) {_WANTED}",
        r"\bfrancais\w* de souche\b",
        r"\bprofils? bbr\b",
        r"\b(?:parl\w+|francais|s'exprim\w+) (?:\w+ )?sans (?:aucun )?accent\b",
        r"\b(?:gens du voyage|etrangers|etrangeres|musulman\w*|non[- ]francais\w*) s'abstenir",
        rf"\b(?:confession|religion) (?:catholique|chretienne|musulmane|juive|protestante) {_WANTED}",
    ),
    Ground.FAMILY: (
        rf"\bcelibataires? (?:{_ONLY}|{_WANTED})",
        r"\b(?:etre|etes|profil|personne) celibataires?\b",
        rf"\bsans enfants? (?:{_ONLY}|{_WANTED})",
        r"\b(?:etre|etes|profil|personne) sans enfants?\b(?! a)",
        r"\b(?:libre|sans|aucune?|pas) (?:de )?(?:toute )?(?:contrainte|charge|attache|obligation|engagement)s? "
        r"(?:de famille|familiales?)",
        rf"\bsituation (?:familiale|maritale|de famille) (?:stable|{_WANTED})",
        r"\b(?:femmes? enceintes?|meres? de famille|parents? isoles?) s'abstenir",
        r"\b(?:pas|non) (?:etre )?enceintes?\b",
        r"\b(?:sans|pas de|aucun) projets? (?:de maternite|de grossesse|d'enfant)",
    ),
    Ground.HEALTH: (
        r"\b(?:etre|etes|jouir|jouissez) (?:d'une |en )(?:tres )?(?:bonne|parfaite|excellente) sante\b(?! fin)",
        rf"\b(?:bonne|parfaite|excellente) sante (?:physique |et \w+ \w+ )?{_WANTED}",
        r"(?<!ou )\b(?:sans|aucun|pas de|ni) (?:problemes?|soucis?|antecedents?) (?:de sante|de dos|medic\w+)",
        r"\bpas (?:de )?mal (?:au|de) dos\b",
        r"(?<!ou )\bsans (?:aucun )?handicap\b(?! ou\b)",
        r"(?<!ou )\b(?:pas|non) (?:de |d')?(?:rqth|handicapee?s?)\b",
        rf"\b(?:poste|emploi|mission) (?:\w+ )?(?:non|pas|in)[- ]?(?:ouvert|accessible|adapte|compatible)e?s? "
        rf"(?:\w+ )?(?:aux? |avec une? )?(?:personnes? )?{_DISABLED}",
        r"\b(?:handicapee?s?|rqth|fumeu(?:r|se)s?) s'abstenir",
        rf"\bnon[- ]fumeu(?:r|se)s? (?:{_WANTED}|{_ONLY})",
        r"\b(?:etre|etes|candidat\w*) non[- ]fumeu(?:r|se)",
    ),
}
_COMPILED = {ground: re.compile("|".join(patterns)) for ground, patterns in _PATTERNS.items()}

_OF_OTHERS = {
    Ground.AGE: re.compile(
        r"\bapprenti|\balternan|service civique|contrat (?:pro\b|de professionnalisation|aide|d'avenir|d'engagement)"
        r"|emplois? d'avenir|mission locale|\benfants?\b|\badolescents?\b|\bmineurs?\b|fonction publique"
        r"|demandeurs? d'emploi|\bresidents?\b|\bjeunes (?:de|ages)\b"
    ),
    Ground.SEX: re.compile(r"pret-a-porter|\brayon\b|\bcoiff|\bcoupe\b|\bclientele\b|\bhebergement\b|\bvestiaire"),
    Ground.ORIGIN: re.compile(r"fonction publique|concours|\bue\b|u\.e|union europeenne|ressortissant|habilitation"),
}
"""Sentences in which the law itself sets the condition, or the words are of others than the candidate."""

_STATE_SERVICE = re.compile(r"\b(?:gendarm\w+|militaires?|armee de|marine nationale|police nationale|reservistes?)\b")
"""Work to which the law admits by age and nationality."""


def discriminating_words(text: str) -> tuple[Words, ...]:
    """Return the words of a title or text that ask for what L1132-1 protects, in their order."""
    grounds = set(Ground)
    if _STATE_SERVICE.search(fold(text)):
        grounds -= {Ground.AGE, Ground.ORIGIN}
    return tuple(
        Words(ground, found.group().strip())
        for sentence in sentences(text)
        for ground, pattern in _COMPILED.items()
        if ground in grounds and (found := pattern.search(sentence)) and not _is_of_others(ground, sentence)
    )


def _is_of_others(ground: Ground, sentence: str) -> bool:
    pattern = _OF_OTHERS.get(ground)
    return bool(pattern and pattern.search(sentence))
