from collections.abc import Sequence

import pytest

from matching.criteria.unwanted import OFTEN, UNWANTED, unwanted_merits
from matching.embeddings import load_embedder
from matching.facts import OfferFacts
from matching.index.protocol import Candidate
from matching.offers import Contract, JobOffer
from matching.profiles import CandidateProfile
from matching.recommendations import Verdict
from matching.understanding import ProfileReading, Understanding
from matching.unwanted import Unwanted, unwanted_in
from samples import job_offer


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding(load_embedder())


def told(*wanted: str, text: str = "", contracts: Sequence[Contract] = ()) -> CandidateProfile:
    return CandidateProfile(wanted_jobs=tuple(wanted), text=text, contracts=tuple(contracts))


def warnings(reading: ProfileReading, offer: JobOffer, understanding: Understanding) -> list[tuple[str, float]]:
    """Return what the candidate is warned of, with its points."""
    (entry,) = understanding.offers([(offer, 1)])
    candidate = Candidate(
        OfferFacts.of(offer), entry.vector, entry.terms, entry.occupations, lambda: offer, terms=0.0, similarity=0.0
    )
    merits = unwanted_merits(reading.unwanted, candidate)
    found = [(merit.explain(offer), merit.points) for merit in merits]
    assert all(reason.verdict is Verdict.CAUTION for reason, _ in found)
    return [(reason.sentence, points) for reason, points in found]


NIGHTS, WEEK_ENDS = "pas de nuit", "pas le week-end"


@pytest.mark.parametrize(
    ("unwanted", "offer", "sentence", "share"),
    [
        (NIGHTS, job_offer("Veilleur de nuit"), "Vous écrivez « pas de nuit » ; l'offre : Veilleur de nuit", 1.0),
        (
            NIGHTS,
            job_offer("Agent", "Une nuit par mois."),
            "Vous écrivez « pas de nuit » ; l'offre en parle",
            1 / OFTEN,
        ),
        (NIGHTS, job_offer("Agent", "En journée. Pas de travail de nuit."), None, 0.0),
        (NIGHTS, job_offer("Agent", "En journée."), None, 0.0),
        (WEEK_ENDS, job_offer("Agent", "Un dimanche sur deux."), "l'offre en parle", 1 / OFTEN),
        ("pas de charges lourdes", job_offer("Agent", "Ports de charges."), "l'offre en parle", 1 / OFTEN),
        ("pas de plonge", job_offer("Plongeur (H/F)"), "l'offre : Plongeur (H/F)", 1.0),
        ("plus jamais d'usine", job_offer("Agent de conditionnement"), "l'offre : Agent de conditionnement", 1.0),
        ("pas de vente", job_offer("Employé de bureau", "Le service de la vente."), None, 0.0),
        ("pas d'intérim", job_offer("Maçon", contract=Contract.INTERIM), "l'offre : intérim", 1.0),
        ("pas d'intérim", job_offer("Maçon", "Après un intérim.", contract=Contract.CDI), None, 0.0),
        ("pas d'intérim", job_offer("Maçon", "Contrat : intérim."), "l'offre en parle", 1 / OFTEN),
    ],
)
def test_what_is_not_wanted_speaks_against_an_offer(
    understanding: Understanding, unwanted: str, offer: JobOffer, sentence: str | None, share: float
) -> None:
    reading = understanding.profile(told("boulanger", text=unwanted))
    found = warnings(reading, offer, understanding)
    assert [points for _, points in found] == pytest.approx([UNWANTED * share] if share else [], abs=0.25)
    assert all(sentence and sentence in said for said, _ in found)


def test_what_was_done_before_is_not_unwanted() -> None:
    profile = CandidateProfile(experience="De tout, sauf de la plonge.", text="Plus de nuits.")
    assert [one.quote for one in unwanted_in(profile)] == ["Plus de nuits"]


def test_what_is_said_twice_counts_once() -> None:
    assert len(list(unwanted_in(told("vendeur hors frais / vendeuse hors frais", text="Pas de frais.")))) == 1


def test_contracts_are_denied_where_none_is_listed() -> None:
    assert [one.contract for one in unwanted_in(told(text="pas d'intérim"))] == [Contract.INTERIM]
    assert [one.contract for one in unwanted_in(told(text="pas de contrat saisonnier"))] == [Contract.SEASONAL]
    assert [one.contract for one in unwanted_in(told(text="pas d'alternance"))] == [Contract.APPRENTICESHIP]
    assert not list(unwanted_in(told(text="pas d'intérim", contracts=[Contract.CDI])))


@pytest.mark.parametrize(
    ("wish", "wanted", "serves", "does_not"),
    [
        ("tout sauf la vente", "tout", "N1103", "D1507"),
        ("n'importe quoi sauf usine", "n'importe quoi", "K2204", "H3302"),
        ("un boulot en restauration mais pas en cuisine", "un boulot en restauration", "G1803", "G1602"),
        ("infirmière pas en EHPAD", "infirmière", "J1506", "J1501"),
    ],
)
def test_what_is_not_wanted_is_not_searched_for(
    understanding: Understanding, wish: str, wanted: str, serves: str, does_not: str
) -> None:
    (work,) = understanding.profile(told(wish)).wanted
    assert work.words == wanted
    assert work.reach[serves] > 0.5 > work.reach.get(does_not, 0.0)


def test_a_job_that_is_named_is_wanted_whatever_else_is_said(understanding: Understanding) -> None:
    (unwanted,) = understanding.profile(told("aide-soignante", text="Surtout pas d'EHPAD.")).unwanted
    assert "J1501" not in unwanted.occupations
    assert unwanted.mentions == (frozenset({"ehpad"}),)


def test_who_only_says_what_they_do_not_want_names_no_work(understanding: Understanding) -> None:
    reading = understanding.profile(told("pas d'usine", text="Plus de nuits !"))
    assert reading.wanted == ()
    assert not reading.told.any()


def test_what_is_not_wanted_is_not_read_as_what_somebody_can_do(understanding: Understanding) -> None:
    said, silent = (understanding.profile(told(text=text)) for text in ("Du jardinage, pas d'usine", "Du jardinage"))
    assert said.told == pytest.approx(silent.told)
    assert isinstance(said.unwanted[0], Unwanted)
