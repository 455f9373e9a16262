from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from matching.criteria.unwanted import UNWANTED
from matching.embeddings import load_embedder
from matching.index.embedded import EmbeddedIndex
from matching.offers import Contract
from matching.profiles import CandidateProfile
from matching.recommendations import Criterion, Recommendation
from matching.recommender import Recommender, TooLittleToGoOnError
from matching.understanding import Understanding
from samples import CAHORS, FIGEAC, SOUILLAC, job_offer

TODAY = date(2026, 7, 1)
OFFERS = [
    job_offer("Boulanger / Boulangère", "Pétrissage, façonnage et cuisson.", place=FIGEAC, contract=Contract.CDI),
    job_offer("BOULANGER (H/F)", "Pain au levain.", place=CAHORS, contract=Contract.CDD),
    job_offer("Pâtissier-chocolatier", "Entremets et chocolats.", place=FIGEAC),
    job_offer("Infirmier / Infirmière de nuit", "Soins aux résidents.", place=SOUILLAC, contract=Contract.CDI),
    job_offer("Aide-soignant·e", "Toilettes, repas.", place=CAHORS, contract=Contract.CDI),
    job_offer("Soudeur TIG", "Lecture de plan.", place=FIGEAC, contract=Contract.INTERIM),
    job_offer("Maçon", "Murs en pierre.", closes=date(2026, 6, 30)),
    job_offer("Maçonne", "Murs en pierre."),
]


@pytest.fixture(scope="module")
def recommender(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recommender]:
    understanding = Understanding(load_embedder())
    index = EmbeddedIndex(Path(tmp_path_factory.mktemp("index")), understanding.model)
    index.put_offers(understanding.offers([(offer, 1) for offer in OFFERS]))
    yield Recommender(index, understanding)
    index.close()


def ranked(recommender: Recommender, **told: object) -> tuple[Recommendation, ...]:
    return recommender.recommend(CandidateProfile.model_validate(told), today=TODAY)


def titles(found: tuple[Recommendation, ...]) -> list[str]:
    return [one.offer.title for one in found]


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("boulanger", {"Boulanger / Boulangère", "BOULANGER (H/F)"}),
        ("boulangere", {"Boulanger / Boulangère", "BOULANGER (H/F)"}),
        ("infirmiere", {"Infirmier / Infirmière de nuit"}),
        ("soudeuse", {"Soudeur TIG"}),
        ("maçon", {"Maçonne"}),
    ],
)
def test_the_work_comes_first(recommender: Recommender, wanted: str, first: set[str]) -> None:
    assert set(titles(ranked(recommender, wanted_jobs=[wanted]))[: len(first)]) == first


def test_what_is_not_wanted_counts_against_an_offer(recommender: Recommender) -> None:
    wanted = {"wanted_jobs": ["infirmière"]}
    silent, said = ranked(recommender, **wanted)[0], ranked(recommender, **wanted, text="Pas de nuits.")[0]
    assert said.offer.title == silent.offer.title == "Infirmier / Infirmière de nuit"
    (warning,) = (reason for reason in said.reasons if reason.criterion is Criterion.UNWANTED)
    assert said.score == pytest.approx(silent.score + UNWANTED)
    assert warning.weight == pytest.approx(UNWANTED)


@pytest.mark.parametrize(
    "forms",
    [
        ("infirmier", "infirmière", "infirmier·ère", "infirmier (H/F)", "INFIRMIER(E)", "Infirmier / Infirmière"),
        ("boulanger", "boulangère", "boulanger·e", "Boulanger (F/H)"),
        ("aide-soignant", "aide-soignante", "aide-soignant·e", "AIDE-SOIGNANT(E)"),
        ("soudeur", "soudeuse", "soudeur/soudeuse", "soudeur(se)"),
    ],
)
def test_equal_treatment(recommender: Recommender, forms: tuple[str, ...]) -> None:
    rankings = [
        [(one.offer.id, one.score) for one in ranked(recommender, wanted_jobs=[form], commune_insee="46102")]
        for form in forms
    ]
    assert all(ranking == rankings[0] for ranking in rankings)


@pytest.mark.parametrize("told", [{"wanted_jobs": ["boulanger"]}, {"text": "Je cherche un travail de boulanger."}])
@pytest.mark.parametrize("sentence", ["Je m'appelle Fatima.", "J'ai 58 ans.", "Je suis mère de deux enfants.", "RQTH."])
def test_personal_attributes_are_not_read(recommender: Recommender, told: dict[str, object], sentence: str) -> None:
    introduced = told | {"text": f"{sentence} {told.get('text', '')}"}
    assert ranked(recommender, **introduced) == ranked(recommender, **told)


@pytest.mark.parametrize(
    "told",
    [
        {"experience": "J'ai travaillé 10 ans comme boulanger, le pain et la viennoiserie."},
        {"skills": ["pétrir", "cuire le pain"], "text": "J'étais dans une boulangerie, j'ai le permis B."},
        {"wanted_jobs": ["quelque chose de moins physique"], "experience": "10 ans comme boulanger."},
        {"wanted_jobs": ["mi-temps", "travail de jour"], "experience": "10 ans comme boulanger."},
    ],
)
def test_who_names_no_job_gets_the_work_they_speak_of(recommender: Recommender, told: dict[str, object]) -> None:
    best, *_ = ranked(recommender, **told)
    assert "boulanger" in best.offer.title.lower()
    assert "d'après ce que vous dites de vous" in best.reasons[0].sentence


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("un boulot dehors", "Maçonne"), ("travailler dans le btp", "Maçonne"), ("m'occuper des personnes agées", "Aide")],
)
def test_a_vague_wish_finds_what_shares_no_word_with_it(
    recommender: Recommender, monkeypatch: pytest.MonkeyPatch, wanted: str, found: str
) -> None:
    monkeypatch.setattr("matching.recommender.RETRIEVED", 1)
    profile = CandidateProfile(wanted_jobs=(wanted,))
    (best,) = recommender.recommend(profile, today=TODAY, limit=1)
    assert best.offer.title.startswith(found)


def test_each_job_of_a_wish_is_looked_for(recommender: Recommender) -> None:
    first, second, *_ = ranked(recommender, wanted_jobs=["infirmiere ou aide soignante"])
    assert {first.reasons[0].profile_quote, second.reasons[0].profile_quote} == {"infirmiere", "aide soignante"}
    assert {first.offer.title, second.offer.title} == {"Infirmier / Infirmière de nuit", "Aide-soignant·e"}


TOLD = {
    "wanted_jobs": ["boulanger"],
    "skills": ["façonnage"],
    "commune_insee": "46042",
    "contracts": ["CDI", "CDD"],
    "working_time": "full",
}


def by_offer(recommender: Recommender, told: dict[str, object]) -> dict[str, Recommendation]:
    return {one.offer.id: one for one in ranked(recommender, **told)}


def test_the_score_is_the_sum_of_the_reasons(recommender: Recommender) -> None:
    found = by_offer(recommender, TOLD)
    for one in found.values():
        assert one.score == pytest.approx(sum(reason.weight for reason in one.reasons))
    skilled = found[OFFERS[0].id]
    assert any(reason.criterion is Criterion.SKILLS and reason.weight > 0 for reason in skilled.reasons)
    assert any(reason.criterion is Criterion.DISTANCE and reason.weight < 0 for reason in skilled.reasons)


@pytest.mark.parametrize(
    ("criterion", "field"),
    [
        (Criterion.DISTANCE, "commune_insee"),
        (Criterion.CONTRACT, "contracts"),
        (Criterion.WORKING_TIME, "working_time"),
    ],
)
def test_without_an_obstacle_the_score_moves_by_its_weight(
    recommender: Recommender, criterion: Criterion, field: str
) -> None:
    whole = by_offer(recommender, TOLD)
    poorer = by_offer(recommender, {name: value for name, value in TOLD.items() if name != field})
    for offer, one in whole.items():
        weight = sum(reason.weight for reason in one.reasons if reason.criterion is criterion)
        assert one.score - poorer[offer].score == pytest.approx(weight)


def test_without_a_merit_the_score_moves_by_what_is_left_of_it(recommender: Recommender) -> None:
    whole = by_offer(recommender, TOLD)
    poorer = by_offer(recommender, {name: value for name, value in TOLD.items() if name != "skills"})
    for offer, one in whole.items():
        merits = sum(reason.weight for reason in one.reasons if reason.weight > 0)
        skills = sum(reason.weight for reason in one.reasons if reason.criterion is Criterion.SKILLS)
        left = one.score / merits if merits else 0.0
        assert one.score - poorer[offer].score == pytest.approx(skills * left)


def test_excluded_contracts_are_left_out_and_unknown_ones_stay(recommender: Recommender) -> None:
    found = titles(ranked(recommender, wanted_jobs=["boulanger"], contracts=["CDI"]))
    assert found[0] == "Boulanger / Boulangère"
    assert "BOULANGER (H/F)" not in found
    assert "Pâtissier-chocolatier" in found


def test_a_contract_that_a_wish_names_comes_first_and_leaves_none_out(recommender: Recommender) -> None:
    by_wish = {wish: ranked(recommender, wanted_jobs=[wish]) for wish in ("boulanger", "boulanger en CDI")}
    first = by_wish["boulanger en CDI"][0]
    assert first.offer.contract.value is not None
    assert first.offer.contract.value.kind is Contract.CDI
    assert "CDI, comme souhaité" in [reason.sentence for reason in first.reasons]
    assert {*titles(by_wish["boulanger en CDI"])} == {*titles(by_wish["boulanger"])}


def test_too_far_is_left_out_and_an_unknown_place_stays(recommender: Recommender) -> None:
    told = {"wanted_jobs": ["boulanger", "maçon"], "commune_insee": "46102", "transport": "car", "max_minutes": 20}
    found = titles(ranked(recommender, **told))
    assert "Boulanger / Boulangère" in found
    assert "BOULANGER (H/F)" not in found
    assert "Maçonne" in found


def test_what_has_nothing_to_do_with_a_profile_is_left_out(recommender: Recommender) -> None:
    assert titles(ranked(recommender, wanted_jobs=["notaire"])) == []
    assert "Soudeur TIG" not in titles(ranked(recommender, wanted_jobs=["infirmière"]))


def test_named_offers_are_all_ranked(recommender: Recommender) -> None:
    told = {"wanted_jobs": ["boulanger"], "commune_insee": "46102", "max_minutes": 20, "contracts": ["CDI"]}
    pool = [OFFERS[1].id, OFFERS[5].id]
    found = recommender.recommend(CandidateProfile.model_validate(told), today=TODAY, only=pool)
    assert [one.offer.id for one in found] == pool


def test_closed_offers_are_left_out(recommender: Recommender) -> None:
    assert "Maçon" not in titles(ranked(recommender, wanted_jobs=["maçon"]))


def test_the_best_of_several_wishes_counts(recommender: Recommender) -> None:
    found = ranked(recommender, wanted_jobs=["astronaute", "infirmière"])
    assert titles(found)[0] == "Infirmier / Infirmière de nuit"
    assert found[0].reasons[0].profile_quote == "infirmière"


def test_without_a_wish_skills_and_text_speak(recommender: Recommender) -> None:
    found = titles(ranked(recommender, skills=["soudure TIG", "lecture de plan"]))
    assert found[0] == "Soudeur TIG"


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"commune_insee": "46102"},
        {"wanted_jobs": ["", "  "]},
        {"wanted_jobs": ["quelque chose de moins physique"]},
        {"contracts": ["CDI"]},
        {"text": "Je m'appelle Fatima."},
        {"text": "Bonjour, je suis motivée, ponctuelle et libre de suite. J'ai le permis B."},
    ],
)
def test_too_little_to_go_on(recommender: Recommender, told: dict[str, object]) -> None:
    with pytest.raises(TooLittleToGoOnError, match="Ajoutez au moins un métier"):
        ranked(recommender, **told)


def test_equal_scores_take_turns_by_the_day_alone(tmp_path: Path) -> None:
    understanding = Understanding(load_embedder())
    index = EmbeddedIndex(tmp_path, understanding.model)
    twins = [job_offer("Boulanger", "Pain.", employer=f"fournil-{n}") for n in range(6)]
    index.put_offers(understanding.offers([(offer, 1) for offer in twins]))
    recommender = Recommender(index, understanding)

    def order(day: date) -> list[str]:
        profile = CandidateProfile(wanted_jobs=("boulanger",))
        return [one.offer.employer.key for one in recommender.recommend(profile, today=day)]

    days = [date(2026, 7, number) for number in range(1, 15)]
    assert all(order(day) == order(day) for day in days)
    assert len({order(day)[0] for day in days}) > 2
    index.close()


def test_the_number_of_offers_is_limited(recommender: Recommender) -> None:
    found = recommender.recommend(CandidateProfile(wanted_jobs=("boulanger",)), today=TODAY, limit=2)
    assert [one.rank for one in found] == [1, 2]


def test_one_employer_cannot_fill_the_list_but_where_it_is_measured(tmp_path: Path) -> None:
    understanding = Understanding(load_embedder())
    index = EmbeddedIndex(tmp_path, understanding.model)
    large = [job_offer("Boulanger", "Pain.", employer="usine", number=str(n)) for n in range(12)]
    small = [job_offer("Boulanger", "Pain, à quatre mains.", employer=f"fournil-{n}") for n in range(8)]
    index.put_offers(understanding.offers([(offer, 1) for offer in [*large, *small]]))
    profile = CandidateProfile(wanted_jobs=("boulanger",))

    def employers(fair: bool) -> list[str]:
        found = Recommender(index, understanding).recommend(profile, today=TODAY, limit=10, fair=fair)
        return [one.offer.employer.key for one in found]

    assert employers(fair=False).count("usine") > 3
    assert employers(fair=True).count("usine") == 3
    index.close()


def test_the_first_few_are_the_first_of_all(tmp_path: Path) -> None:
    understanding = Understanding(load_embedder())
    index = EmbeddedIndex(tmp_path, understanding.model)
    works, places = ["Boulanger", "Pâtissier", "Vendeur en boulangerie", "Soudeur"], [FIGEAC, CAHORS, SOUILLAC, None]
    contracts = [Contract.CDI, Contract.CDD, None]
    offers = [
        job_offer(work, "Pain.", place=place, contract=contract, employer=f"fournil-{n}", number=f"{work}-{n}")
        for n, (work, place, contract) in enumerate(product(works, places, contracts))
    ]
    index.put_offers(understanding.offers([(offer, 1) for offer in offers]))
    profile = CandidateProfile(
        wanted_jobs=("boulanger", "vendeuse"), skills=("pain",), commune_insee="46102", contracts=(Contract.CDI,)
    )
    ids = [offer.id for offer in offers]

    def first(limit: int) -> tuple[Recommendation, ...]:
        return Recommender(index, understanding).recommend(profile, today=TODAY, limit=limit, only=ids, fair=False)

    whole = first(len(offers))
    assert [one.score for one in whole] == pytest.approx(sorted((one.score for one in whole), reverse=True), abs=1e-6)
    assert len({one.offer.id for one in whole}) == len(offers)
    assert all(first(limit) == whole[:limit] for limit in (1, 3, 10, 25, 47))
    index.close()
