import pytest

from matching.occupations.rome import rome
from matching.occupations.wishes import _THEMES, names_no_job, vague_occupations


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
        ("Hôtellerie, restauration", "G1501"),
        ("un travail en usine", "H2909"),
        ("farm work", "A1402"),
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
        "poste de nuit",
        "un travail",
        "cuisinier",
        "travailleur social",
        "vendeur en boutique",
        "chef de cuisine",
        "agent de production",
        "directeur d'hôtel",
        "",
    ],
)
def test_a_job_or_nothing_is_no_vague_wish(wish: str) -> None:
    assert vague_occupations(wish) == {}


def test_shares_are_equal_and_sum_to_one() -> None:
    found = vague_occupations("travailler dehors avec les animaux")
    assert sum(found.values()) == pytest.approx(1)
    assert len(set(found.values())) == 1


def test_all_codes_are_romes() -> None:
    assert {code for codes in _THEMES.values() for code in codes} <= set(rome().occupations)


@pytest.mark.parametrize(
    ("wish", "nothing"),
    [
        ("quelque chose de moins physique", True),
        ("N'importe quoi près de Cahors", True),
        ("something less tiring", True),
        ("boulanger", False),
        ("professeur d'éducation physique", False),
    ],
)
def test_wishes_that_name_no_job(wish: str, nothing: bool) -> None:
    assert names_no_job(wish) is nothing
