import pytest

from matching.criteria.competences import competences_remark
from matching.profiles import CandidateProfile
from matching.recommendations import Criterion, Verdict
from matching.text.terms import terms

MAINTENANCE = "I1304"


@pytest.mark.parametrize(
    ("skills", "text", "verdict", "sentence"),
    [
        (
            ["automatisme"],
            "Vous maîtrisez l'automatisme et la pneumatique.",
            Verdict.UNKNOWN,
            "Vous citez : Automatisme ; l'offre demande aussi : Pneumatique",
        ),
        (
            ["lire un plan"],
            "Connaissances en pneumatique.",
            Verdict.UNKNOWN,
            "L'offre demande aussi : Pneumatique ; votre profil n'en parle pas",
        ),
        (["pneumatique"], "De la pneumatique.", Verdict.FITS, "L'offre demande ce que vous citez : Pneumatique"),
        (["pneumatique"], "Poste de jour.", None, None),
        ([], "De la pneumatique.", None, None),
    ],
)
def test_competences(skills: list[str], text: str, verdict: Verdict | None, sentence: str | None) -> None:
    remark = competences_remark(CandidateProfile(wanted_jobs=("technicien",), skills=tuple(skills)))
    reason = remark(terms(f"Technicien de maintenance. {text}"), {MAINTENANCE: 0.8}) if remark else None
    assert (reason.verdict if reason else None, reason.sentence if reason else None) == (verdict, sentence)
    assert reason is None or (reason.criterion, reason.weight) == (Criterion.SKILLS, 0.0)


@pytest.mark.parametrize("occupations", [{}, {MAINTENANCE: 0.2}])
def test_of_an_occupation_that_is_not_sure_nothing_is_said(occupations: dict[str, float]) -> None:
    remark = competences_remark(CandidateProfile(skills=("soudure",)))
    assert remark is not None
    assert remark(terms("Pneumatique et hydraulique"), occupations) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Le respect des règles de sécurité.", True),
        ("Respect des règles strictes de sécurité.", True),
        ("Sécurité de l'emploi, ambiance familiale, primes, repas, et des règles du jeu simples.", False),
    ],
)
def test_a_competence_is_named_in_one_breath(text: str, named: bool) -> None:
    remark = competences_remark(CandidateProfile(skills=("soudure",)))
    assert remark is not None
    assert (remark(terms(text), {MAINTENANCE: 0.8}) is not None) == named


def test_three_are_named_at_most() -> None:
    remark = competences_remark(CandidateProfile(skills=("vente",)))
    assert remark is not None
    reason = remark(terms("Pneumatique, hydraulique, automatisme, électrotechnique, mécanique"), {MAINTENANCE: 0.8})
    assert reason is not None
    assert reason.sentence.count(",") == 2
