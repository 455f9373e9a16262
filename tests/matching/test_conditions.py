import pytest

from matching.conditions import conditions_of, without_conditions
from matching.offers import Contract, WorkingTime
from matching.profiles import CandidateProfile

APPRENTICE, SEASON = Contract.APPRENTICESHIP, Contract.SEASONAL
FULL, PART = WorkingTime.FULL, WorkingTime.PART


@pytest.mark.parametrize(
    ("wish", "contracts", "hours", "left"),
    [
        ("boulangère", [], None, "boulangère"),
        ("CDI temps plein", [Contract.CDI], FULL, ""),
        ("comptable en alternance", [APPRENTICE], None, "comptable"),
        ("APPRENTI(E) PLAQUISTE", [APPRENTICE], None, "PLAQUISTE"),
        ("Apprenti charcutier / Apprentie charcutière", [APPRENTICE], None, "charcutier / charcutière"),
        ("place d'apprenti boulanger", [APPRENTICE], None, "boulanger"),
        ("alternant·e menuisier", [APPRENTICE], None, "menuisier"),
        ("vendeuse à mi-temps", [], PART, "vendeuse"),
        ("Secrétaire à temps partiel", [], PART, "Secrétaire"),
        ("serveur saison été", [SEASON], None, "serveur"),
        ("serveuse pour la saison", [SEASON], None, "serveuse"),
        ("job d'été", [SEASON, Contract.CDD, Contract.INTERIM], None, ""),
        ("BARBER / COIFFEUR - CDI", [Contract.CDI], None, "BARBER / COIFFEUR"),
        ("Carrossier en CDD ou contrat d'apprentissage", [Contract.CDD, APPRENTICE], None, "Carrossier"),
        ("CARROSSIER EN CDD OU CONTRAT D'APPRENTISSAGE", [Contract.CDD, APPRENTICE], None, "CARROSSIER"),
        ("missions d'intérim cariste", [Contract.INTERIM], None, "cariste"),
        ("employée en contrat pro", [Contract.PROFESSIONALISATION], None, "employée"),
        ("CDI ou CDD secrétaire", [Contract.CDI, Contract.CDD], None, "secrétaire"),
        ("stage marketing", [Contract.INTERNSHIP], None, "marketing"),
        ("part-time cook", [], PART, "cook"),
        ("apprenticeship as a baker", [APPRENTICE], None, "as a baker"),
        ("temps plein ou temps partiel", [], None, ""),
        # of somebody else
        ("maître d'apprentissage", [], None, "maître d'apprentissage"),
        ("chargée de recrutement en agence d'intérim", [], None, "chargée de recrutement en agence d'intérim"),
        ("formateur d'apprentis", [], None, "formateur d'apprentis"),
        ("animateur de stages", [], None, "animateur de stages"),
        ("fonctionnaire stagiaire", [], None, "fonctionnaire stagiaire"),
    ],
)
def test_conditions_named_in_a_wish(wish: str, contracts: list[Contract], hours: WorkingTime | None, left: str) -> None:
    assert conditions_of(CandidateProfile(), [wish]) == (tuple(contracts), hours)
    assert without_conditions(wish) == left


def test_what_is_listed_counts_before_what_is_told() -> None:
    profile = CandidateProfile(contracts=(Contract.CDI,), working_time=FULL)
    assert conditions_of(profile, ["boulanger en alternance à mi-temps"]) == ((Contract.CDI,), FULL)
