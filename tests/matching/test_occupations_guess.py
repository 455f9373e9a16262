"""Occupations of job titles as people and recruiters write them."""

from pathlib import Path

import numpy as np
import pytest

from matching.embeddings import load_embedder
from matching.occupations.classifier import LinearClassifier
from matching.occupations.guess import OccupationGuesser
from matching.occupations.rome import rome
from matching.occupations.title_terms import TitleTerms


@pytest.fixture(scope="module", params=[True, False], ids=["with the classifier", "by vote alone"])
def guesser(request: pytest.FixtureRequest) -> OccupationGuesser:
    classifier = LinearClassifier.read() if request.param else None
    return OccupationGuesser(load_embedder(), rome(), TitleTerms.read(), classifier)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("boulanger", "D1102"),
        ("BOULANGÈRE (H/F)", "D1102"),
        ("boulangé", "D1102"),
        ("Infirmier(e) de nuit en EHPAD", "J1506"),
        ("aide-soignante", "J1501"),
        ("auxiliaire de vie", "K1302"),
        ("soudeur TIG", "H2913"),
        ("usineur sur commande numérique", "H2903"),
        ("conducteur poids lourd SPL", "N4101"),
        ("macon", "F1703"),
        ("boucheron", "D1101"),
        ("secrétaire de mairie", "K1404"),
        ("ATSEM", "K1303"),
        ("vendangeur", "A1401"),
        ("serveuse", "G1803"),
    ],
)
def test_the_occupation_is_among_the_first_three(guesser: OccupationGuesser, title: str, code: str) -> None:
    (guess,) = guesser.guess([title])
    assert code in list(guess)[:3], guess


@pytest.mark.parametrize("title", ["", "xqzw", "1234", "!!!"])
def test_nonsense_is_unknown(guesser: OccupationGuesser, title: str) -> None:
    assert guesser.guess([title]) == [{}]


def test_shares_are_sorted_and_sum_to_one_at_most(guesser: OccupationGuesser) -> None:
    for guess in guesser.guess(["boulanger", "agent polyvalent", "responsable"], ["pain", "", "équipe"]):
        shares = list(guess.values())
        assert shares == sorted(shares, reverse=True)
        assert 0 < sum(shares) <= 1 + 1e-5


def test_gender_and_case_change_nothing(guesser: OccupationGuesser) -> None:
    first, *others = guesser.guess(["infirmier", "Infirmière", "INFIRMIER(E)", "infirmier·ère (H/F)"])
    assert all(other == first for other in others)


def test_no_title_no_guess(guesser: OccupationGuesser) -> None:
    assert guesser.guess([]) == []


def test_reach_goes_through_mobilities(guesser: OccupationGuesser) -> None:
    reach = guesser.reach({"D1102": 0.9})
    assert reach["D1102"] == pytest.approx(0.9)
    assert reach["D1104"] == pytest.approx(0.3)
    assert set(reach) == {"D1102", *rome().mobilities("D1102")}


def test_the_classifier_belongs_to_the_packaged_model() -> None:
    """Where this fails, the model has changed: fit the classifier anew (`matching.occupations.fit`)."""
    embedder = load_embedder()
    classifier = LinearClassifier.read()
    assert classifier.model == f"{embedder.name}@{embedder.version}"
    assert classifier.codes == sorted(rome().occupations)


def test_a_classifier_is_read_as_it_was_written(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    weights = {
        kind: (random.normal(size=(3, 4)).astype(np.float32), np.zeros(3, np.float32)) for kind in ("title", "text")
    }
    classifier = LinearClassifier(["A1101", "B1101", "C1101"], weights, "test@1")
    classifier.write(tmp_path / "c.safetensors")
    again = LinearClassifier.read(tmp_path / "c.safetensors")
    vectors = random.normal(size=(5, 4)).astype(np.float32)
    assert (again.codes, again.model) == (classifier.codes, classifier.model)
    for kind in weights:
        assert again.shares(kind, vectors) == pytest.approx(classifier.shares(kind, vectors), abs=2e-3)
        assert again.shares(kind, vectors).sum(axis=1) == pytest.approx(np.ones(5))


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("boulanger", "boulanger", 0.999, 1.001),
        ("boucher", "bouche", 0.2, 0.9),
        ("boulanger", "comptable", 0.0, 0.1),
        ("", "boulanger", 0.0, 0.0),
    ],
)
def test_letters(one: str, other: str, least: float, most: float) -> None:
    known = TitleTerms.of([other, "soudeur", "boucher", "bouche", "boulanger", "comptable"])
    similarity = known.similarities([one])[0, 0]
    assert least <= similarity <= most


def test_title_terms_are_read_as_they_were_written(tmp_path: Path) -> None:
    known = TitleTerms.of(["boulanger", "boulanger patissier", "soudeur tig"])
    known.write(tmp_path / "t.npz")
    again = TitleTerms.read(tmp_path / "t.npz")
    titles = ["boulangere", "soudeur", "xyz"]
    assert again.similarities(titles) == pytest.approx(known.similarities(titles), abs=2e-3)


def test_the_packaged_letters_are_those_of_the_plain_titles() -> None:
    """Where this fails, ROME's titles have changed: make the tables anew (`matching.occupations.build`)."""
    made = TitleTerms.of([title for title, _ in rome().plain_titles])
    titles = ["boulangere", "soudeur tig", "responsable qualite", "xyz"]
    assert TitleTerms.read().similarities(titles) == pytest.approx(made.similarities(titles), abs=2e-3)
