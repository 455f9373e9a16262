import pytest

from matching.occupations.rome import rome
from matching.occupations.themes import THEMES
from matching.occupations.wishes import (
    names_no_job,
    says_when_or_how,
    single_wishes,
    vague_occupations,
)


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ("un boulot dehors", "A1203"),
        ("travailler dehors", "A1402"),
        ("Je cherche un travail en plein air", "A1202"),
        ("travailler avec les animaux", "A1403"),
        ("Bosser avec des chevaux", "A1403"),
        ("travailler avec les enfants", "K1303"),
        ("un job auprès des personnes âgées", "K1302"),
        ("un petit boulot en cuisine", "G1602"),
        ("travailler le bois", "H2206"),
        ("something outdoors", "A1203"),
        ("work with children", "K1303"),
        ("un emploi de bureau", "M1607"),
        ("usine", "H3302"),
        ("vente ou restauration", "D1214"),
        ("vente ou restauration", "G1603"),
        ("dans le bâtiment", "F1704"),
        ("cantine ou garderie", "K2104"),
        ("cantine", "G1603"),
        ("Hôtellerie, restauration", "G1501"),
        ("un travail en usine", "H2909"),
        ("farm work", "A1402"),
        ("n'importe quoi dehors", "A1203"),
        ("travail avec mes mains", "F1704"),
        ("ménage bureau", "K2204"),
        ("je prends tout", "N1105"),
        ("n'importe quel boulot", "K2204"),
        ("tout type de poste", "H3302"),
        ("anything", "G1605"),
        ("n'importe quoi près de Cahors", "N1103"),
        ("travailler dans le BTP", "F1704"),
        ("la santé", "J1301"),
        ("la vente", "D1507"),
        ("les métiers de la petite enfance", "K1303"),
        ("dans une école", "K2104"),
        ("hôtellerie restauration", "G1501"),
        ("transport logistique", "N4105"),
        ("mécanique auto", "I1604"),
        ("sécurité", "K2503"),
        ("mairie", "M1602"),
        ("dans les vignes", "A1405"),
        ("travailler à la mairie ou dans une école", "M1602"),
        ("boulot dans une usine près de l'école", "H3302"),
        ("job d'été", "G1605"),
        ("apprendre la menuiserie", "H2206"),
        ("je veut travaillé avec des enfant", "K1303"),
        ("recherche emploi personne agée", "K1302"),
        ("travaille de nuit", "N1105"),
        ("aider les gens", "K1302"),
        ("contact humain", "G1803"),
        ("accueil ? vente ?", "D1507"),
        ("hôtellerie-restauration", "G1602"),
        ("travailler dans une école avec des enfants", "J1304"),
        ("n'importe quel boulot de nuit", "H3302"),
        ("reconversion dans le social", "K1302"),
        ("me reconvertir dans l'informatique", "M1810"),
        ("mi-temps", "D1507"),
        ("sans diplôme", "N1105"),
        ("un travail", "N1103"),
        ("poste de nuit", "H3302"),
    ],
)
def test_vague_wishes(wish: str, code: str) -> None:
    assert code in vague_occupations(wish)


@pytest.mark.parametrize(
    "wish",
    [
        "boulanger",
        "éducateur de jeunes enfants",
        "vendeur en animalerie",
        "agent d'entretien des espaces verts",
        "cuisinier",
        "un poste de boulangère dans une école",
        "emploi de secrétaire médicale",
        "poste d'aide-soignante en EHPAD",
        "vente automobile",
        "sécurité informatique",
        "conduite de chantier",
        "soins aux animaux",
        "infirmière de nuit",
        "travailleur social",
        "vendeur en boutique",
        "chef de cuisine",
        "agent de production",
        "directeur d'hôtel",
        "tous corps d'état",
        "quelque chose de moins physique",
        "",
    ],
)
def test_a_job_or_nothing_is_no_vague_wish(wish: str) -> None:
    assert vague_occupations(wish) == ()


@pytest.mark.parametrize(
    ("wish", "singles"),
    [
        ("serveur ou femme de chambre", ("serveur", "femme de chambre")),
        ("infirmiere ou aide soignante", ("infirmiere", "aide soignante")),
        ("Cuisinier, plongeur; commis de salle", ("Cuisinier", "plongeur", "commis de salle")),
        ("baker or cook", ("baker", "cook")),
        ("soudeur/chaudronnier", ("soudeur", "chaudronnier")),
        ("chauffeur PL et manutentionnaire", ("chauffeur PL", "manutentionnaire")),
        ("boulanger / boulangère", ("boulanger / boulangère",)),
        ("boulanger ou boulangère", ("boulanger ou boulangère",)),
        ("Agent / Agente d'entretien", ("Agent / Agente d'entretien",)),
        ("Directeur et animateur du contrat de rivière", ("Directeur et animateur du contrat de rivière",)),
        ("électricien industriel ou bâtiment", ("électricien industriel ou bâtiment",)),
        ("agent de nettoyage ou d'entretien", ("agent de nettoyage ou d'entretien",)),
        ("vente ou restauration", ("vente ou restauration",)),
        ("ouvrier agricole ou viticole", ("ouvrier agricole ou viticole",)),
        ("infirmière, de nuit", ("infirmière, de nuit",)),
        ("maçon,", ("maçon,",)),
        ("", ("",)),
    ],
)
def test_jobs_of_one_wish(wish: str, singles: tuple[str, ...]) -> None:
    assert single_wishes(wish) == singles


@pytest.mark.parametrize(
    ("wish", "whether"),
    [
        ("mi-temps", True),
        ("CDI temps plein", True),
        ("Poste de nuit, week-end", True),
        ("job étudiant", True),
        ("sans voiture ni permis", True),
        ("près de chez moi", True),
        ("boulanger à mi-temps", False),
        ("veilleur de nuit", False),
        ("usine de nuit", False),
        ("quelque chose de moins physique", False),
        ("je prends tout", False),
        ("", False),
    ],
)
def test_wishes_that_say_when_or_how(wish: str, whether: bool) -> None:
    assert says_when_or_how(wish) is whether


@pytest.mark.parametrize("wish", ["ménage bureau", "ménage dans les écoles", "nettoyage d'usine"])
def test_who_cleans_offices_looks_for_no_office_work(wish: str) -> None:
    assert vague_occupations(wish) == ("K2204", "K1304")


def test_who_cleans_or_cooks_looks_for_both() -> None:
    assert vague_occupations("ménage ou cantine ou autre") == ("K2204", "K1304", "G1603")


def test_all_codes_are_romes() -> None:
    assert {code for codes in THEMES.values() for code in codes} <= set(rome().occupations)


@pytest.mark.parametrize(
    ("wish", "nothing"),
    [
        ("quelque chose de moins physique", True),
        ("N'importe quoi près de Cahors", False),
        ("quelque chose dehors", False),
        ("something less tiring", True),
        ("boulanger", False),
        ("professeur d'éducation physique", False),
    ],
)
def test_wishes_that_name_no_job(wish: str, nothing: bool) -> None:
    assert names_no_job(wish) is nothing
