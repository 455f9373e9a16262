from heapq import nlargest

import pytest

from matching.embeddings import load_embedder
from matching.profiles import CandidateProfile
from matching.understanding import Understanding


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding(load_embedder())


@pytest.mark.parametrize(
    ("text", "named", "codes"),
    [
        ("Dix ans d'usine, je n'en peux plus. Je voudrais travailler dehors.", True, {"A1203", "A1202", "A1402"}),
        ("Je cherche un poste de secrétaire, j'ai tenu un garage.", True, {"M1607"}),
        ("Je suis infirmière diplômée, on arrive dans le Lot cet été.", False, {"J1506"}),
        ("J'ai mon permis poids lourd depuis 10 ans.", False, {"N4101"}),
        ("J'ai le BAFA et j'ai fait deux colos.", False, {"G1203"}),
        ("J'ai gardé des enfants et fait du ménage.", False, {"K1303", "K1304"}),
    ],
)
def test_who_lists_no_job_is_read_by_what_they_tell(
    understanding: Understanding, text: str, named: bool, codes: set[str]
) -> None:
    (work,) = understanding.profile(CandidateProfile(text=text)).wanted
    assert work.named is named
    assert nlargest(1, work.reach, key=work.reach.__getitem__)[0] in codes


def test_a_job_that_is_listed_comes_before_what_is_told(understanding: Understanding) -> None:
    profile = CandidateProfile(wanted_jobs=("boulanger",), text="Je cherche un poste de secrétaire.")
    assert [work.words for work in understanding.profile(profile).wanted] == ["boulanger"]


def test_no_more_than_a_few_wishes_are_searched_for(understanding: Understanding) -> None:
    wishes = ", ".join(["boulanger", "serveur", "maçon", "plombier", "vendeur", "caissier"])
    profile = CandidateProfile(wanted_jobs=(wishes, wishes.replace("boulanger", "peintre")))
    assert len(understanding.profile(profile).wanted) == 2
