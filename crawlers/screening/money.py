"""Whether an offer asks the candidate for money: fees, a kit to buy, a sum to send, a franchise's entry."""

import re

from crawlers.screening.sentences import sentences

_SUM = r"\d[\d .]*\s?(?:€|euros?|eur\b|k€)"
_FEES = r"frais (?:de dossier|d'inscription|de formation|administratifs|d'adhesion|de visa)"
_YOURS = r"a (?:votre charge|la charge (?:du|de la|des) candidat)"
_KIT = r"kit (?:de demarrage|de depart|d'activite)"
_PAY = r"(?:verse[rz]|envoye[rz]|regle[rz]|paye[rz]|vire[rz]|avance[rz])"
_PATTERNS = (
    rf"\b{_FEES}\b[^.]{{0,60}}?(?:{_YOURS}|\ba (?:regler|payer|verser)|{_SUM})",
    rf"\bformation\b[^.]{{0,40}}\b{_YOURS}",
    r"\bformation (?:initiale |obligatoire )?payante\b",
    rf"\b{_KIT}\b[^.]{{0,40}}(?:payant|{_YOURS}|a acheter|{_SUM})",
    rf"\b(?:achat|acheter|acquisition) (?:\w+ ){{0,2}}{_KIT}",
    rf"\b{_PAY} (?:\w+ ){{0,2}}(?:une?|la|les|des|de) (?:caution|somme|acompte|avance|{_FEES})\b"
    r"(?! (?:de )?(?:des|aux?|les|pour les) (?:client|fournisseur|locataire|eleve|usager|famille|resident))",
    r"\b(?:western union|moneygram|paysafecard|(?:coupon|recharge)s? (?:pcs|transcash|neosurf))\b",
    rf"\bdroits? d'entree\b[^.]{{0,30}}{_SUM}",
    rf"\bapport (?:personnel|financier|initial|minimum)\b[^.]{{0,40}}{_SUM}",
    rf"\binvestissement (?:de depart|initial|personnel|minimum)\b[^.]{{0,30}}{_SUM}",
)
_ASKS = re.compile("|".join(_PATTERNS))
_NOT_ASKED = re.compile(
    r"\b(?:sans|aucune?|ni|jamais|rembours\w+|financee?s?|offert\w*|prise?s? en charge|pas d[e'])"
    r"|\b(?:gestion|gerer|suivi|suivre|encaiss\w+|factur\w+|traite\w*|budget)\b"
)


def asks_for_money(text: str) -> bool:
    """Whether a sentence asks the candidate to pay; one that says that nothing is to be paid does not."""
    return any(_ASKS.search(sentence) and not _NOT_ASKED.search(sentence) for sentence in sentences(text))
