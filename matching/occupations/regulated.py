"""Occupations that the law keeps for the holders of a diploma: official mobilities lead to them, the law does not.

Sources: Code de la santé publique, part 4 (health professions and care assistants); Code de l'action sociale et des
familles, L. 411-1 (assistant de service social); law 85-772, article 44 (psychologue); Code de la route, R. 212-2
(enseignant de la conduite); law 77-2 (architecte); Code rural, L. 241-1 (vétérinaire).
"""

from collections.abc import Mapping

_NURSES = frozenset({"J1502", "J1503", "J1504", "J1505", "J1506", "J1507"})
"""The specialised nurses and their managers hold the diploma of a nurse."""
_NOBODY_ELSE = frozenset[str]()

OPEN_TO: Mapping[str, frozenset[str]] = {
    "A1504": _NOBODY_ELSE,  # vétérinaire
    "F1101": _NOBODY_ELSE,  # architecte
    "J1101": frozenset({"J1102"}),  # médecin du travail
    "J1102": frozenset({"J1101"}),  # médecin
    "J1103": _NOBODY_ELSE,  # dentiste
    "J1104": _NOBODY_ELSE,  # sage-femme
    "J1201": frozenset({"J1101", "J1102", "J1202"}),  # biologiste médical
    "J1202": _NOBODY_ELSE,  # pharmacien
    "J1302": frozenset({"J1201"}),  # technicien de laboratoire médical
    "J1304": frozenset({"J1507"}),  # auxiliaire de puériculture
    "J1306": _NOBODY_ELSE,  # manipulateur d'électroradiologie
    "J1307": frozenset({"J1202"}),  # préparateur en pharmacie
    "J1401": _NOBODY_ELSE,  # audioprothésiste
    "J1402": _NOBODY_ELSE,  # diététicien
    "J1403": _NOBODY_ELSE,  # ergothérapeute
    "J1404": _NOBODY_ELSE,  # masseur-kinésithérapeute
    "J1405": _NOBODY_ELSE,  # opticien-lunetier
    "J1406": _NOBODY_ELSE,  # orthophoniste
    "J1407": _NOBODY_ELSE,  # orthoptiste
    "J1408": _NOBODY_ELSE,  # ostéopathe
    "J1409": _NOBODY_ELSE,  # pédicure-podologue
    "J1411": _NOBODY_ELSE,  # orthoprothésiste
    "J1412": _NOBODY_ELSE,  # psychomotricien
    "J1501": _NOBODY_ELSE,  # aide-soignant
    "J1502": _NURSES,  # cadre de santé
    "J1503": _NOBODY_ELSE,  # infirmier anesthésiste
    "J1504": _NOBODY_ELSE,  # infirmier de bloc opératoire
    "J1505": _NURSES,  # infirmier de prévention
    "J1506": _NURSES,  # infirmier en soins généraux
    "J1507": _NOBODY_ELSE,  # puériculteur
    "K1104": _NOBODY_ELSE,  # psychologue
    "K1201": _NOBODY_ELSE,  # assistant social
    "K2110": _NOBODY_ELSE,  # enseignant de la conduite
}
"""ROME parent codes of the regulated occupations to those of the others whose diploma opens them."""


def is_open(code: str, comes_from: str) -> bool:
    """Whether the law lets someone of one occupation do the work of another without a further diploma."""
    return code not in OPEN_TO or comes_from in OPEN_TO[code]
