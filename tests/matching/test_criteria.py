import re

import numpy as np
import pytest

from matching.conditions import conditions_of
from matching.criteria.contract import accepted_contracts, contract_hurdle, working_time_hurdle
from matching.criteria.distance import areas_within_reach, distance_hurdle
from matching.criteria.licences import licences_remark
from matching.criteria.skills import skills_merit
from matching.criteria.weighing import MOST_LOST, Hurdle, Merit, Obstacle, weigh
from matching.criteria.work import work_merit
from matching.facts import OfferFacts
from matching.index.protocol import Candidate
from matching.offers import Contract, JobOffer, Licence, Place, WorkingHours, WorkingTime
from matching.parsed import Parsed
from matching.places.wishes import anchor_of
from matching.profiles import CandidateProfile
from matching.recommendations import Criterion, Reason, Verdict
from matching.text.terms import terms
from matching.understanding import ProfileReading, WantedWork
from samples import CAHORS, FIGEAC, SOUILLAC, job_offer

BAKERY = job_offer("Boulanger / Boulangère")
BAKER = WantedWork("boulanger", "boulanger", np.zeros(2, np.float32), {"D1102": 0.9, "D1104": 0.3})


def candidate(occupations: dict[str, float], similarity: float) -> Candidate:
    facts = OfferFacts.of(BAKERY)
    return Candidate(facts, BAKER.vector, [], occupations, lambda: BAKERY, terms=1.0, similarity=similarity)


@pytest.mark.parametrize(
    ("occupations", "similarity", "terms_share", "verdict", "begins"),
    [
        ({"D1102": 1.0}, 0.9, 1.0, Verdict.FITS, "Vous cherchez : boulanger ; l'offre : Boulanger / Boulangère"),
        ({"D1104": 1.0}, 0.5, 0.0, Verdict.FITS, "Travail voisin de ce que vous cherchez (boulanger)"),
        ({}, 0.1, 0.0, Verdict.CAUTION, "Un autre travail que celui que vous cherchez (boulanger)"),
        ({}, -0.4, 0.0, Verdict.CAUTION, "Un autre travail"),
    ],
)
def test_work(
    occupations: dict[str, float], similarity: float, terms_share: float, verdict: Verdict, begins: str
) -> None:
    merit = work_merit(BAKER, candidate(occupations, similarity), terms_share)
    reason = merit.explain(BAKERY)
    assert reason.verdict is verdict
    assert reason.sentence.startswith(begins)
    assert (reason.profile_quote, reason.offer_quote) == ("boulanger", "Boulanger / Boulangère")
    assert merit.points >= 0


@pytest.mark.parametrize(
    ("skills", "text", "found"),
    [
        (["pétrissage"], "Le pétrissage et la cuisson.", "pétrissage"),
        (["Cuissons"], "La cuisson du pain.", "Cuissons"),
        (["pose de perfusion"], "Poser des questions.", None),
        (["CACES 3", "permis B"], "CACES 3 exigé.", "CACES 3"),
        (["soudage TIG", "lecture de plan"], "Lecture de plans, soudage au TIG", "soudage TIG, lecture de plan"),
        (["de la"], "de la tenue", None),
        ([], "tout", None),
    ],
)
def test_skills(skills: list[str], text: str, found: str | None) -> None:
    offer = job_offer("Poste", text)
    weigh_skills = skills_merit(CandidateProfile(skills=tuple(skills)))
    merit = weigh_skills(terms(f"Poste {text}"), 0.0) if weigh_skills else None
    assert (merit.explain(offer).profile_quote if merit else None) == found


@pytest.mark.parametrize(
    ("told", "likeness", "verdict"),
    [
        ({"experience": "Dix ans de fournil."}, 0.6, Verdict.FITS),
        ({"text": "J'aime le pain."}, 0.1, Verdict.UNKNOWN),
        ({"skills": ["pétrissage"]}, -0.2, Verdict.UNKNOWN),
        ({}, 0.9, None),
    ],
)
def test_likeness_to_what_the_candidate_tells(
    told: dict[str, object], likeness: float, verdict: Verdict | None
) -> None:
    profile = CandidateProfile.model_validate(told)
    weigh_skills = skills_merit(profile)
    merit = weigh_skills(["boulang", "pain"], likeness) if weigh_skills else None
    assert (merit.explain(job_offer("Boulanger", "Pain.")).verdict if merit else None) is verdict
    assert merit is None or merit.points >= 0


def a_reason(_: JobOffer) -> Reason:
    return Reason(criterion=Criterion.WORK, verdict=Verdict.FITS, sentence="x")


@pytest.mark.parametrize(
    ("merits", "shares", "weights"),
    [
        ([1.0], [], [1.0]),
        ([1.0, 0.5], [0.2], [1.0, 0.5, -0.3]),
        ([1.0], [0.0, 0.3], [1.0, 0.0, -0.3]),
        ([1.0], [0.9, 0.9], [1.0, -MOST_LOST / 2, -MOST_LOST / 2]),
        ([0.0], [0.5], [0.0, 0.0]),
    ],
)
def test_obstacles_take_their_share_of_the_merits(
    merits: list[float], shares: list[float], weights: list[float]
) -> None:
    weighed = weigh([Merit(merit, a_reason) for merit in merits], [Obstacle(share, a_reason) for share in shares])
    assert [reason.weight for reason in weighed.reasons(BAKERY)] == pytest.approx(weights)
    assert weighed.score == pytest.approx(sum(weights))


def test_what_comes_afterwards_is_taken_as_it_is() -> None:
    weighed = weigh([Merit(1.0, a_reason)], [Obstacle(0.5, a_reason)], [Merit(-0.6, a_reason)])
    assert [reason.weight for reason in weighed.reasons(BAKERY)] == pytest.approx([1.0, -0.5, -0.6])


def test_only_what_is_shown_is_explained() -> None:
    def refuse(_: JobOffer) -> Reason:
        raise AssertionError("explained although nobody asked")

    assert weigh([Merit(1.0, refuse)], [Obstacle(0.25, refuse)]).score == pytest.approx(0.75)


def held_against(hurdle: Hurdle | None, offer: JobOffer) -> tuple[float, Reason]:
    """Return the share that an offer loses to what the candidate said, and why."""
    assert hurdle is not None
    share, explain = hurdle(OfferFacts.of(offer))
    return share, explain(offer)


def reading(**told: object) -> ProfileReading:
    profile = CandidateProfile.model_validate(told)
    return ProfileReading(profile, (BAKER,), np.zeros(2, np.float32), anchor_of(profile), conditions_of(profile, ()))


LOT = Place(departement="46", name="Lot")
WALLIS = Place(departement="986", name="Wallis et Futuna")


@pytest.mark.parametrize(
    ("told", "place", "verdict", "sentence"),
    [
        ({"commune_insee": "46102"}, FIGEAC, Verdict.FITS, "À Figeac même"),
        (
            {"commune_insee": "46102", "transport": "car"},
            CAHORS,
            Verdict.CAUTION,
            "À 49 km de Figeac, environ 75 min en voiture (estimation) : c'est loin",
        ),
        (
            {"commune_insee": "46102", "transport": "car", "max_minutes": 90},
            CAHORS,
            Verdict.FITS,
            "À 49 km de Figeac, environ 75 min en voiture (estimation)",
        ),
        (
            {"commune_insee": "46102", "transport": "car", "max_minutes": 45},
            CAHORS,
            Verdict.CAUTION,
            "À 49 km de Figeac, environ 75 min en voiture (estimation) ; votre limite : 45 min",
        ),
        (
            {"commune_insee": "46102", "transport": "none"},
            CAHORS,
            Verdict.CAUTION,
            "À 49 km de Figeac (Cahors) : sans voiture, vérifiez qu'un bus ou un train y mène",
        ),
        ({"commune_insee": "46102"}, None, Verdict.UNKNOWN, "Le lieu de travail n'est pas précisé"),
        ({"commune_insee": "46102"}, WALLIS, Verdict.UNKNOWN, "Le lieu de travail n'est pas précisé"),
        ({"commune_insee": "46102"}, LOT, Verdict.UNKNOWN, "Le lieu de travail n'est pas précisé"),
        ({"commune_insee": "69123", "moving_to": "autour de Souillac"}, SOUILLAC, Verdict.FITS, "À Souillac même"),
        ({"moving_to": "le Lot"}, CAHORS, Verdict.FITS, "Dans le département souhaité (Lot)"),
        ({"moving_to": "le Lot"}, LOT, Verdict.FITS, "Dans le département souhaité (Lot)"),
        ({"moving_to": "le Lot"}, None, Verdict.UNKNOWN, "Le lieu de travail n'est pas précisé"),
        ({"moving_to": "le Lot"}, WALLIS, Verdict.UNKNOWN, "Le lieu de travail n'est pas précisé"),
        (
            {"moving_to": "l'Aveyron"},
            FIGEAC,
            Verdict.FITS,
            "À 6 km du département souhaité (Aveyron), environ 10 min en voiture (estimation)",
        ),
        (
            {"moving_to": "en Ardèche", "max_minutes": 30},
            LOT,
            Verdict.CAUTION,
            "À 136 km au moins du département souhaité (Ardèche), environ 210 min en voiture (estimation)"
            " ; votre limite : 30 min",
        ),
    ],
)
def test_distance(told: dict[str, object], place: Place | None, verdict: Verdict, sentence: str) -> None:
    share, reason = held_against(distance_hurdle(reading(**told)), job_offer("Boulanger", place=place))
    assert (reason.verdict, reason.sentence) == (verdict, sentence)
    assert (share > 0.15) == (verdict is Verdict.CAUTION)


@pytest.mark.parametrize("told", [{}, {"commune_insee": "69123", "moving_to": "peu importe"}])
def test_distance_does_not_count(told: dict[str, object]) -> None:
    assert distance_hurdle(reading(**told)) is None


def test_the_nearest_of_several_places_counts() -> None:
    offer = job_offer("Boulanger").model_copy(update={"places": Parsed(raw="x", value=(CAHORS, FIGEAC))})
    _, reason = held_against(distance_hurdle(reading(commune_insee="46102")), offer)
    assert reason.sentence == "À Figeac même"


@pytest.mark.parametrize("transport", ["car", "bicycle", "none"])
def test_a_longer_way_never_costs_less(transport: str) -> None:
    places = [Place(departement="46", name=str(n), latitude=44.6064 + n / 40, longitude=2.0236) for n in range(40)]
    hurdle = distance_hurdle(reading(commune_insee="46102", transport=transport))
    shares = [held_against(hurdle, job_offer("Boulanger", place=place))[0] for place in places]
    assert shares == sorted(shares)
    assert len(set(shares)) > 5


@pytest.mark.parametrize("transport", ["car", "bicycle"])
@pytest.mark.parametrize("limit", [20, 40, 60, 90])
def test_beyond_a_limit_a_way_is_never_cheaper_than_without_one(limit: int, transport: str) -> None:
    told = {"commune_insee": "46102", "transport": transport}
    for step in range(80):
        place = Place(departement="46", name="x", latitude=44.6064 + step / 40, longitude=2.0236)
        offer = job_offer("Boulanger", place=place)
        limited, reason = held_against(distance_hurdle(reading(**told, max_minutes=limit)), offer)
        free, _ = held_against(distance_hurdle(reading(**told)), offer)
        if reason.verdict is Verdict.CAUTION and "votre limite" in reason.sentence:
            assert limited >= free


@pytest.mark.parametrize("transport", ["car", "bicycle", "none"])
@pytest.mark.parametrize("limit", [0, 20, 60, 240])
def test_what_is_left_out_is_twice_as_far_as_the_limit(limit: int, transport: str) -> None:
    asked = reading(commune_insee="46102", transport=transport, max_minutes=limit)
    (area,) = areas_within_reach(asked)
    # a degree of latitude is some 111 km
    place = Place(departement="46", name="x", latitude=area.latitude + area.radius_km / 111, longitude=area.longitude)
    share, reason = held_against(distance_hurdle(asked), job_offer("Boulanger", place=place))
    assert (share > 0.4, reason.verdict) == (True, Verdict.CAUTION)


@pytest.mark.parametrize("limit", range(5, 60))
def test_a_way_beyond_the_limit_is_never_shown_as_within_it(limit: int) -> None:
    place = Place(departement="46", name="x", latitude=44.6064 + 10 / 111, longitude=2.0236)
    hurdle = distance_hurdle(reading(commune_insee="46102", max_minutes=limit))
    _, reason = held_against(hurdle, job_offer("Boulanger", place=place))
    told = re.search(r"environ (\d+) min", reason.sentence)
    assert told
    within = int(told[1]) <= limit and "un peu plus que votre limite" not in reason.sentence
    assert within == (reason.verdict is Verdict.FITS)


@pytest.mark.parametrize(
    ("told", "radius"),
    [
        ({"commune_insee": "46102", "max_minutes": 30, "transport": "car"}, pytest.approx(38.46, abs=0.01)),
        ({"commune_insee": "46102", "max_minutes": 30, "transport": "bicycle"}, pytest.approx(11.54, abs=0.01)),
        ({"commune_insee": "46102", "max_minutes": 60, "transport": "none"}, pytest.approx(38.46, abs=0.01)),
        ({"commune_insee": "46102", "max_minutes": 0}, pytest.approx(6.41, abs=0.01)),
        ({"commune_insee": "46102"}, None),
        ({"max_minutes": 30}, None),
    ],
)
def test_areas_within_reach(told: dict[str, object], radius: object) -> None:
    areas = areas_within_reach(reading(**told))
    assert [area.radius_km for area in areas] == ([] if radius is None else [radius])


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ([], set()),
        ([Contract.CDI], {Contract.CDI, Contract.CIVIL_SERVANT}),
        ([Contract.CDD], {Contract.CDD, Contract.PUBLIC_CONTRACT, Contract.SEASONAL}),
        ([Contract.INTERIM], {Contract.INTERIM}),
        ([Contract.APPRENTICESHIP], {Contract.APPRENTICESHIP, Contract.PROFESSIONALISATION}),
    ],
)
def test_accepted_contracts(accepted: list[Contract], expected: set[Contract]) -> None:
    assert accepted_contracts(accepted) == expected


@pytest.mark.parametrize(
    ("wanted", "stated", "verdict", "sentence"),
    [
        (Contract.CDI, Contract.CDI, Verdict.FITS, "CDI, comme souhaité"),
        (Contract.CDI, Contract.CIVIL_SERVANT, Verdict.FITS, "Poste de titulaire ; vous cherchez : CDI"),
        (Contract.CDI, Contract.INTERIM, Verdict.CAUTION, "Intérim ; vous cherchez : CDI"),
        (Contract.CDD, None, Verdict.UNKNOWN, "Le contrat n'est pas précisé ; vous cherchez : CDD"),
    ],
)
def test_contract(wanted: Contract, stated: Contract | None, verdict: Verdict, sentence: str) -> None:
    hurdle = contract_hurdle([wanted])
    share, reason = held_against(hurdle, job_offer("Poste", contract=stated))
    assert (reason.verdict, reason.sentence) == (verdict, sentence)
    assert (share > 0) == (verdict is Verdict.CAUTION)


def test_no_wish_no_reason() -> None:
    assert contract_hurdle([]) is None
    assert working_time_hurdle(None) is None


@pytest.mark.parametrize(
    ("stated", "verdict", "sentence"),
    [
        (WorkingTime.FULL, Verdict.FITS, "Temps plein, comme souhaité"),
        (WorkingTime.PART, Verdict.CAUTION, "Temps partiel ; vous cherchez : temps plein"),
        (None, Verdict.UNKNOWN, "La durée du travail n'est pas précisée ; vous cherchez : temps plein"),
    ],
)
def test_working_time(stated: WorkingTime | None, verdict: Verdict, sentence: str) -> None:
    hours = Parsed(raw=str(stated), value=WorkingHours(time=stated)) if stated else Parsed[WorkingHours]()
    offer = job_offer("Poste").model_copy(update={"working_time": hours})
    share, reason = held_against(working_time_hurdle(WorkingTime.FULL), offer)
    assert (reason.verdict, reason.sentence) == (verdict, sentence)
    assert (share > 0) == (verdict is Verdict.CAUTION)


def requiring(*codes: str, required: bool | None = True) -> JobOffer:
    named = tuple(Licence(code=code, required=required) for code in codes)
    return job_offer("Chauffeur").model_copy(update={"licences": Parsed(raw="exigés", value=named)})


@pytest.mark.parametrize(
    ("held", "required", "verdict", "sentence"),
    [
        (["B"], ["B"], Verdict.FITS, "Vous avez ce que l'offre exige : Permis B"),
        (["permis C"], ["B"], Verdict.FITS, "Vous avez ce que l'offre exige : Permis B"),
        (["B"], ["B", "CE"], Verdict.CAUTION, "L'offre exige, et vous n'indiquez pas : Permis CE (super poids lourd)"),
        (["CACES R489 3"], ["B"], Verdict.CAUTION, "L'offre exige, et vous n'indiquez pas : Permis B"),
        (["B", "CACES"], ["CACES-R486-A"], Verdict.UNKNOWN, "L'offre exige, vérifiez que vous l'avez : CACES R486"),
        (["CACES R489 3"], ["CACES-R489-1A", "CACES-R489-3"], Verdict.UNKNOWN, "L'offre exige, vérifiez"),
        (["CACES R489 3"], ["CACES-R489"], Verdict.FITS, "Vous avez ce que l'offre exige : CACES R489 (chariots)"),
        (["CACES R489 3"], ["CACES-R486-A"], Verdict.CAUTION, "L'offre exige, et vous n'indiquez pas : CACES R486"),
        (
            ["CACES R489 3"],
            ["CACES-R489", "CACES-R482"],
            Verdict.CAUTION,
            "L'offre exige, et vous n'indiquez pas : CACES R482",
        ),
        (["C"], ["C1"], Verdict.FITS, "Vous avez ce que l'offre exige : Permis C1"),
        (["DE"], ["B96"], Verdict.FITS, "Vous avez ce que l'offre exige : Permis B96"),
        (["B"], ["AM"], Verdict.FITS, "Vous avez ce que l'offre exige : Permis AM"),
        (["C"], ["CE"], Verdict.CAUTION, "L'offre exige, et vous n'indiquez pas : Permis CE"),
        (["FCO"], ["FIMO"], Verdict.FITS, "Vous avez ce que l'offre exige : FIMO"),
    ],
)
def test_licences(held: list[str], required: list[str], verdict: Verdict, sentence: str) -> None:
    reason = licences_remark(CandidateProfile(licences=tuple(held)), requiring(*required))
    assert reason is not None
    assert reason.verdict is verdict
    assert reason.sentence.startswith(sentence)
    assert (reason.profile_quote, reason.offer_quote) == (", ".join(held), "exigés")


def test_a_licence_that_is_told_elsewhere_is_held_too() -> None:
    profile = CandidateProfile(licences=("CACES R489 3",), text="J'ai aussi le permis B et une voiture.")
    reason = licences_remark(profile, requiring("B"))
    assert reason is not None
    assert reason.verdict is Verdict.FITS


@pytest.mark.parametrize(
    "told",
    [
        {"licences": ["SST"], "text": "Je n'ai pas le permis B."},
        {"licences": ["AM"], "text": "Bonjour, pas de permis B mais un scooter"},
        {"licences": ["AM", "pas de permis B"]},
        {"licences": ["pas de permis B"]},
        {"licences": ["AM", "permis B en cours"]},
        {"licences": ["AM"], "experience": "Je passe le permis B en mars"},
        {"licences": ["AM"], "experience": "n'ai plus mon permis B"},
    ],
)
def test_a_licence_that_is_denied_is_not_held(told: dict[str, object]) -> None:
    reason = licences_remark(CandidateProfile.model_validate(told), requiring("B"))
    assert reason
    assert (reason.verdict, reason.sentence) == (Verdict.CAUTION, "L'offre exige, et vous n'indiquez pas : Permis B")


@pytest.mark.parametrize("told", ["Pas de souci, j'ai le permis B", "permis B obtenu en 2010, pas de voiture", "B"])
def test_what_is_denied_beside_a_licence_does_not_take_it_away(told: str) -> None:
    reason = licences_remark(CandidateProfile(licences=("SST",), skills=(told,)), requiring("B"))
    assert reason
    assert reason.verdict is Verdict.FITS


@pytest.mark.parametrize("profile", [CandidateProfile(), CandidateProfile(licences=("PSC1",), text="permis B")])
def test_who_names_no_licence_that_is_known_is_not_asked_for_any(profile: CandidateProfile) -> None:
    assert licences_remark(profile, requiring("CE")) is None


@pytest.mark.parametrize("offer", [job_offer("Poste"), requiring("CE", required=False), requiring("CE", required=None)])
def test_a_licence_that_is_only_appreciated_is_not_missing(offer: JobOffer) -> None:
    assert licences_remark(CandidateProfile(licences=("B",)), offer) is None
