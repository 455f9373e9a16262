"""What staff read for each code, in French."""

from collections.abc import Mapping

from crawlers.postings import FlagCode, ScreeningCode

SENTENCES: Mapping[str, str] = {
    ScreeningCode.OUTSIDE_TERRITORY: "Le lieu de travail n'est pas dans le territoire, ou rien ne dit qu'il y est.",
    ScreeningCode.INCOMPLETE: "Il manque un titre qui nomme un métier, ou un texte qui dise en quoi consiste le poste.",
    ScreeningCode.CLOSED: "La date limite de candidature est passée.",
    ScreeningCode.TOO_OLD: "L'annonce a plus de six mois et aucune liste de l'employeur ne la montre encore.",
    ScreeningCode.NOT_AN_OFFER: "Ce n'est pas un poste : candidature spontanée, vivier, événement ou formation.",
    ScreeningCode.PLACEHOLDER: "C'est un essai ou un formulaire laissé vide, mis en ligne par erreur.",
    ScreeningCode.ASKS_FOR_MONEY: "L'annonce demande de l'argent au candidat.",
    FlagCode.DISCRIMINATING: "À relire : des mots visent l'âge, le sexe, l'origine, la famille ou la santé (L1132-1).",
    FlagCode.NOT_FRENCH: "À relire : le texte n'est pas en français (L5331-4).",
    FlagCode.SAME_TEXT: "À relire : le même texte figure sous plusieurs titres différents de la collecte.",
}


def sentence(code: str) -> str:
    """Return the sentence of a code; a code that this version does not know is shown as it is."""
    return SENTENCES.get(code, code)
