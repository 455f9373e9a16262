import pytest

from crawlers.detection.naming import employer_name


@pytest.mark.parametrize(
    ("title", "host", "name"),
    [
        ("Scierie de la Bouriane", "scierie.example", "Scierie de la Bouriane"),
        ("Recrutement - Scierie de la Bouriane", "www.scierie-bouriane.example", "Scierie de la Bouriane"),
        ("Nos offres d'emploi | Maison Durand | Cahors", "maisondurand.example", "Maison Durand"),
        ("Cahors | Maison Durand", "www.maison-durand.example", "Maison Durand"),
        ("Centre Hospitalier de Gourdon - Offres d'emploi", "www.ch-gourdon.example", "Centre Hospitalier de Gourdon"),
        ("Carrières chez Durand-Figeac", "careers.durand.example", "Durand-Figeac"),
        ("Jobs at Durand", "jobs.durand.example", "Durand"),
        ("Ville de Figeac : Accueil", "www.figeac.example", "Ville de Figeac"),
        ("Rejoignez-nous ! - Aide du Causse – Aide à domicile", "www.aide-causse.example", "Aide du Causse"),
        ("Lycée Saint-Étienne", "lycee.example", "Lycée Saint-Étienne"),
        # nothing stands out: a person takes the rest off
        ("Recrutement Maison Durand", "maison-durand.example", "Recrutement Maison Durand"),
    ],
)
def test_an_employer_is_named_by_the_title_of_its_page(title: str, host: str, name: str) -> None:
    assert employer_name(title, host) == name
