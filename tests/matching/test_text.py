import pytest

from matching.text.fold import fold
from matching.text.terms import terms


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Aide à domicile", "aide a domicile"),
        ("AIDE À DOMICILE", "aide a domicile"),
        ("Maître d’œuvre", "maitre d'oeuvre"),
        ("Ouvrier – Cœur de Causse", "ouvrier - coeur de causse"),
        ("bio\u2011nettoyage", "bio-nettoyage"),
        ("sala\u00adrié", "salarie"),
        ("e\u0301lectricien", "electricien"),
        ("étudiant•e", "etudiant·e"),
        ("Saint-Céré\u00a0(46)\n\tLot", "saint-cere (46) lot"),
        ("A.T.S.E.M.", "atsem"),
        ("Agent d'entretien B.T.P", "agent d'entretien btp"),
        ("H.F.", "h.f."),
        ("ﬁnition", "finition"),
        ("", ""),
    ],
)
def test_fold(written: str, read: str) -> None:
    assert fold(written) == read
    assert fold(read) == read


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Infirmière de nuit (H/F)", "infirmiers de nuit"),
        ("Recherche aide à domicile", "aide a domicile"),
        ("L'aide-soignante", "aide soignant"),
        ("Conducteur d'engins", "conducteurs d’engin"),
        ("Nous recherchons un maçon", "maçons"),
        ("électricité bâtiment", "ELECTRICITE BATIMENT"),
    ],
)
def test_terms_that_must_meet(written: str, same: str) -> None:
    assert terms(written) == terms(same) != []


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("AS", ["as"]),
        ("I.D.E. de nuit", ["ide", "nuit"]),
        ("permis B et CACES 3", ["perm", "b", "caces", "3"]),
        ("chauffeur PL / SPL", ["chauffeur", "pl", "spl"]),
        ("soudeur TIG, jour", ["soudeur", "tig", "jour"]),
        ("développeur C++", ["developpeur", "c++"]),
        ("nous sommes à vous", ["somm"]),
        ("", []),
    ],
)
def test_terms_that_must_stay(written: str, found: list[str]) -> None:
    assert terms(written) == found
