from collections.abc import Callable

import pytest

from matching.evaluation.equal_treatment import Forms, forms
from matching.occupations.rome import rome
from matching.text.gender import neutral

SAME_PERSON = {
    "infirmier": [
        "Infirmier",
        "infirmière",
        "INFIRMIERE",
        "INFIRMIÈRE",
        "infirmiers",
        "infirmières",
        "infirmier·ère",
        "infirmier•ère",
        "infirmier.ère",
        "infirmier.e",
        "infirmier·e",
        "infirmier·e·s",
        "infirmier.ère.s",
        "infirmier·ère·s",
        "infirmier-ère",
        "infirmiers-ères",
        "infirmier/ère",
        "infirmier/e",
        "infirmiers/ères",
        "INFIRMIER/IERE",
        "INFIRMIER(E)",
        "INFIRMIER (E)",
        "INFIRMIERS(ES)",
        "infirmier(ère)",
        "infirmier(-ère)",
        "infirmier(ière)",
        "infirmier(e)s",
        "infirmier(e)(s)",
        "Infirmier (H/F)",
        "Infirmier H/F",
        "Infirmière F/H",
        "Infirmier (F/H)",
        "Infirmier (h/f/x)",
        "Infirmier H-F",
        "Infirmier - H/F",
        "Infirmier M/F",
        "Infirmier (m/w/d)",
        "Infirmier (HF)",
        "Infirmier H F",
        "Infirmier (homme/femme)",
        "Infirmier Homme/Femme",
        "Infirmier / Infirmière",
        "Infirmière / Infirmier",
        "Infirmier/Infirmière (H/F)",
        "Infirmier ou infirmière",
        "infirmières et infirmiers",
        "Infirmier (infirmière)",
        "Infirmier - Infirmière",
        "Infirmier, infirmière",
        "Infirmier | Infirmière",
        "  INFIRMIER(E)   H/F ",
    ],
    "boulanger": [
        "Boulanger (boulangère) F/H",
        "Boulangère",
        "Boulanger-ère",
        "boulangers/ères",
        "BOULANGER/BOULANGERE",
    ],
    "serveur": [
        "serveuse",
        "Serveur(se)",
        "serveur/euse",
        "serveur / se",
        "serveur·se",
        "serveur(veuse)",
        "SERVEUR-EUSE",
    ],
    "vendeur": ["Vendeur (se) H-F", "Vendeur/euse", "vendeuses", "Vendeur / Vendeuse", "vendeur·deuse"],
    "technicien": [
        "Technicien (ne)",
        "technicien·ne",
        "technicien.ne.s",
        "Technicien(cienne)",
        "TECHNICIENNE",
        "technicien-ne",
    ],
    "formateur": [
        "formatrice",
        "formateur·rice·s",
        "formateur/trice",
        "Formateur(trice)",
        "formateur·ice",
        "formateur.rice",
    ],
    "administreur": ["Administreur(trice)"],  # misspelt, as found
    "conducteur": ["conducteur-trice", "conducteurs/trices", "Conductrice", "conducteur(rice)", "CONDUCTEUR / TRICE"],
    "aide-soignant": [
        "aide-soignant·e",
        "Aide-soignante",
        "Aide-Soignant(e)s",
        "AIDE-SOIGNANT / AIDE-SOIGNANTE",
        "aide-soignant / soignante",
    ],
    "chef de projet": ["chef·fe de projet", "cheffe de projet", "Chef(fe) de projet", "Chef / Cheffe de projet"],
    "chef d'equipe du nettoiement": [
        "Chef d'équipe / Cheffe d'équipe du nettoiement",
        "Chef(fe) d’équipe du nettoiement",
    ],
    "educateur specialise": [
        "Éducateur/trice spécialisé·e H/F/NB",
        "éducatrice spécialisée",
        "Educateur spécialisé / Educatrice spécialisée",
    ],
    "assistant administratif": [
        "Assistante administrative",
        "ASSISTANT(E) ADMINISTRATIF(VE)",
        "assistant·e administratif·ive",
    ],
    "assistant social": ["Assistant(e) social(e) H/F", "assistante sociale", "Assistant social / Assistante sociale"],
    "chauffeur-livreur": [
        "Chauffeur-livreur / Chauffeuse-livreuse",
        "chauffeuse-livreuse",
        "Chauffeur(se)-livreur(se)",
    ],
    "dessinateur-projeteur": ["Dessinateur(trice)-projeteur(teuse)", "dessinatrice-projeteuse"],
    "ouvrier agricole en production porcine": ["Ouvrier agricole / Ouvrière agricole en production porcine"],
    "responsable commercial": ["Responsable Commercial / Commerciale", "Responsable commercial(e)"],
    "hote de caisse": ["HÔTE·SSE DE CAISSE", "Hôtesse de caisse", "Hôte(sse) de caisse", "Hôte / Hôtesse de caisse"],
    "valet de chambre": [
        "Femme de chambre",
        "Femme / valet de chambre",
        "Valet/femme de chambre H/F",
        "femmes de chambre",
    ],
    "homme de menage": ["femme de ménage", "Femmes de ménage"],
    "garcon de hall": ["Garçon / Fille de hall", "Fille de hall", "FILLE DE HALL", "garçon ou fille de hall"],
    "homme d'equipage": ["Homme / Femme d'équipage", "femme d'équipage"],
    "steward au sol": ["Steward / Hôtesse au sol", "Hôtesse au sol", "hôte(sse) au sol", "hôtesses au sol"],
    "dispatcher": ["Dispatcheur", "Dispatcheuse", "Dispatcher / Dispatcheuse", "dispatcheur·euse"],
    "agent de nettoyage des sols et des vitres en milieu hospitalier": [
        "Agent de nettoyage des sols et des vitres en milieu hospitalier / "
        "Agente de nettoyage des sols et des vitres en milieu hospitalier",
        "Agente de nettoyage des sols et des vitres en milieu hospitalier (agent de nettoyage des sols et des "
        "vitres en milieu hospitalier)",
    ],
    "accompagnant educatif et social aes": [
        "Accompagnant éducatif et social (AES) / Accompagnante éducative et sociale (AES)",
        "Accompagnante Educative et Sociale - AES",
    ],
    "responsable administratif comptable et financier": [
        "Responsable administratif, comptable et financier / Responsable administrative, comptable et financière",
    ],
    "sage-femme": ["Sage-femme / Maïeuticien", "sages-femmes", "maïeuticienne", "sage femme"],
    "steward": ["Hôtesse de l'air", "Steward / Hôtesse de l'air"],
    "un charge d'etudes": [
        "Un/une chargé.e d'études",
        "un·e chargé·e d’études",
        "Une chargée d'études",
        "UN(E) CHARGE(E) D'ETUDES",
    ],
    "coiffeur": ["Coiffeur-coiffeuse", "coiffeur(feuse)", "Coiffeur·euse"],
    "designer": ["designeuse", "Designer / Designeuse"],
    "barman": ["Barmaid", "Barman / Barmaid"],
    "reporter photographe": ["Reporter / Reportrice photographe", "reportrice photographe"],
    "ingenieur des travaux": ["Ingénieur(e)des travaux", "Ingénieure des travaux"],
    "cameraman": ["Cameraman / Camerawoman", "camerawoman"],
    "ambassadeur": ["ambassadeur·drice", "ambassadrice"],
    "ingenieur": ["ingénieure", "Ingénieur(e)", "ingénieur·e·s"],
    "motive et serieux": ["motivée et sérieuse", "motivé·e et sérieux·se", "MOTIVE(E) ET SERIEUX(SE)"],
}


@pytest.mark.parametrize(
    ("plain", "written"), [(plain, form) for plain, forms in SAME_PERSON.items() for form in forms]
)
def test_every_form_of_a_job_is_the_same(plain: str, written: str) -> None:
    assert neutral(written) == plain
    assert neutral(plain) == plain


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("la mer et la mère", "le mer et le mere"),
        ("La cuisinière à gaz", "le cuisinier a gaz"),
        ("Faites-le vous-même", "faites-le vous-meme"),
        ("dit-elle. Elle sourit", "dit-il il sourit"),
        ("Homme / Femme d'accueil", "homme femme d'accueil"),
        ("35 h / semaine, du lundi au vendredi", "35 h semaine du lundi au vendredi"),
        ("de jour ou de nuit", "de jour ou de nuit"),
        ("Magasinier / Cariste", "magasinier cariste"),
        ("Plombier(chauffagiste)", "plombier chauffagiste"),
        ("www.exemple.fr", "www exemple fr"),
        ("Développeur C++ / C#", "developpeur c++ c#"),
        ("CDD (6 mois)", "cdd 6 mois"),
        ("matrice, cicatrice, Vienne", "matrice cicatrice vienne"),
        ("Poste(s) à pourvoir", "poste a pourvoir"),
        ("va-et-vient", "va-et-vient"),
        ("Usine(s) de Biars-sur-Cère", "usine de biars-sur-cere"),
        ("maître d'œuvre", "maitre d'oeuvre"),
        ("ATSEM", "atsem"),
        ("", ""),
        (" - / ", ""),
    ],
)
def test_other_words_are_left_alone(written: str, read: str) -> None:
    assert neutral(written) == read


@pytest.mark.parametrize(
    "written",
    [
        lambda one: one.feminine,
        lambda one: one.feminine.upper(),
        lambda one: one.inclusive,
        lambda one: one.bracketed,
        lambda one: f"{one.masculine} / {one.feminine}",
        lambda one: f"{one.feminine} ou {one.masculine}",
    ],
    ids=["feminine", "capitals", "inclusive", "brackets", "both", "both, the feminine first"],
)
def test_nearly_all_titles_of_rome_are_the_same_in_every_form(written: Callable[[Forms], str]) -> None:
    known = [one for title, _ in rome().titles if (one := forms(title))]
    other = [one for one in known if neutral(written(one)) != neutral(one.masculine)]
    assert len(known) > 10_000
    assert len(other) / len(known) < 0.0005, other


def test_nearly_all_titles_of_rome_say_the_same_on_both_sides() -> None:
    sides = [title.split(" / ") for title, _ in rome().titles if title.count(" / ") == 1]
    other = [pair for pair in sides if not _goes_on(*(neutral(side).split() for side in pair))]
    assert len(other) / len(sides) < 0.002, other


def _goes_on(first: list[str], second: list[str]) -> bool:
    """Whether the first begins the second ("Boulanger / Boulangère bio"), or its end does ("Garde barrière / ...")."""
    return any(first[-length:] == second[:length] for length in range(1, len(first) + 1))
