"""Whether a posting is a trial or a form left unfilled, put online by mistake."""

import re

from matching.text.fold import fold

_TITLES = (
    r"(?:annonce|offre|poste|job|page)?\s?(?:de )?tests?(?:\s?\d+)?|test(?: test)+",
    r"[\[<]?titre (?:du poste|de l'offre|de l'annonce)[\]>]?",
    r"lorem ipsum.*|x{3,}|a{4,}|azerty\w*|qwerty\w*",
    r"a (?:definir|completer|supprimer|remplacer)|brouillon|draft|demo|(?:.{0,40}\W)?ne pas (?:postuler|repondre)\b.*",
    r"tests? .{0,20}(?:offre|annonce|publication|integration|api|flux|technique|interne).*",
    r"(?:offre|annonce) (?:fictive|d'essai|pour test)",
    r".{0,40}\b(?:offre|annonce) (?:de )?tests?(?: \d+)?\W*",
    r"(?:exemple|modele) d'(?:offre|annonce)(?: d'emploi)?|nouvelle (?:offre|annonce)|copie de (?:offre|annonce).*",
)
_TITLE = re.compile("|".join(_TITLES))
_TEXTS = (
    r"\blorem ipsum\b|\bdolor sit amet\b",
    r"\bceci est une? (?:test|exemple|(?:annonce|offre) (?:de )?test)\b",
    r"\b(?:offre|annonce) (?:de |en )?test,? (?:merci de )?ne pas (?:postuler|repondre|en tenir compte)",
    r"^\W*(?:merci de )?ne pas (?:postuler|repondre)\b(?! (?:par|sans|si|directement|via|sur))",
    r"^\W*tests?\W*$|^\W*(?:offre|annonce) (?:de )?tests?\W*$",
    r"\[(?:nom de (?:l'entreprise|la societe)|(?:intitule|titre) du poste|ville|a completer|votre texte)[^\]]*\]",
    r"\{\{\s?[a-z_. ]+\s?\}\}",
    r"\b(?:inserez|inserer|saisissez|tapez) (?:ici |votre )(?:le |la |votre )?(?:texte|description|contenu)",
    r"\b(?:texte|description|contenu) (?:a (?:completer|remplacer|venir)|de remplissage)\b(?! (?:par|les|des|le))",
)
_TEXT = re.compile("|".join(_TEXTS))


def is_placeholder(title: str, text: str) -> bool:
    """Whether the title or the text is no more than a form's own words."""
    return bool(_TITLE.fullmatch(fold(title)) or _TEXT.search(fold(text)))
