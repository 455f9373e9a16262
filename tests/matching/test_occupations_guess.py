"""Occupations of job titles as people and recruiters write them."""

from pathlib import Path

import numpy as np
import pytest

from matching.embeddings import load_embedder
from matching.occupations.classifier import Classifier, Regression
from matching.occupations.features import Weighting, text_features, title_features
from matching.occupations.guess import OccupationGuesser
from matching.occupations.rome import rome
from matching.occupations.title_terms import TitleTerms
from matching.text.abbreviations import spelled_out
from matching.text.gender import neutral


@pytest.fixture(scope="module", params=[True, False], ids=["with the classifier", "by vote alone"])
def guesser(request: pytest.FixtureRequest) -> OccupationGuesser:
    classifier = Classifier.read() if request.param else None
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


@pytest.mark.parametrize(
    ("prose", "code"),
    [
        ("J'ai travaillé 10 ans comme maçon", "F1703"),
        ("je sais m'occuper des personnes âgées, faire la toilette et les repas", "K1302"),
        ("Excel, Word, accueil téléphonique, facturation", "M1607"),
        ("mère au foyer 10 ans, avant caissière", "D1505"),
        ("conduite de tracteur, moissonneuse", "A1101"),
        ("CAP cuisine, stages en brasserie", "G1602"),
        ("J'ai tenu une boutique de vêtements pendant 12 ans", "D1214"),
    ],
)
def test_what_people_tell_of_themselves_speaks_of_an_occupation(
    guesser: OccupationGuesser, prose: str, code: str
) -> None:
    (guess,) = guesser.guess_prose([prose])
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


def test_the_classifier_knows_the_codes_of_the_register() -> None:
    """Where this fails, ROME has changed: fit the classifier anew (`matching.training.occupations`)."""
    assert Classifier.read().codes == sorted(rome().occupations)


@pytest.fixture
def small() -> Classifier:
    random = np.random.default_rng(0)

    def regression(weighting: Weighting) -> Regression:
        shapes = ((len(weighting.features), 4), (4, 3), (3,))
        return Regression(weighting, *(random.normal(size=shape).astype(np.float32) for shape in shapes))

    title = regression(Weighting.of([title_features("boulanger"), title_features("soudeur tig")], least=1))
    text = regression(Weighting.of([text_features("du pain et des tartes"), text_features("souder")], least=1))
    return Classifier(["A1101", "B1101", "C1101"], title, text, [0.3, 0.5], [0.2, 0.4, 0.5])


def test_a_classifier_is_read_as_it_was_written(small: Classifier, tmp_path: Path) -> None:
    small.write(tmp_path / "c.safetensors")
    again = Classifier.read(tmp_path / "c.safetensors")
    vote = np.array([[0.5, 0.5, 0.0], [0.0, 0.0, 1.0]], np.float32)
    asked = vote, ["boulanger", "soudeur"], ["du pain", ""]
    assert again.codes == small.codes
    assert again.shares(*asked) == pytest.approx(small.shares(*asked), abs=1e-2)
    assert again.shares(*asked).sum(axis=1) == pytest.approx(np.ones(2), abs=1e-5)


def test_a_text_counts_only_where_there_is_one(small: Classifier) -> None:
    vote = np.full((2, 3), 1 / 3, np.float32)
    titles = ["boulanger", "boulanger"]
    told, untold = small.shares(vote, titles, ["du pain et des tartes", " "])
    assert untold == pytest.approx(small.shares(vote, titles, None)[1])
    assert told != pytest.approx(untold, abs=1e-3)


def test_the_vote_stands_alone_where_no_word_is_known(small: Classifier) -> None:
    vote = np.array([[0.8, 0.2, 0.0]], np.float32)
    assert small.shares(vote, ["baker"], None) == pytest.approx(vote, abs=0.01)
    assert small.shares(vote, ["boulanger"], None) != pytest.approx(vote, abs=0.01)


@pytest.mark.parametrize(
    ("title", "code"), [("nurse", "J1506"), ("baker", "D1102"), ("network administrator", "M1801")]
)
def test_english_titles_are_guessed_as_well(guesser: OccupationGuesser, title: str, code: str) -> None:
    (guess,) = guesser.guess([spelled_out(title)])
    assert code in list(guess)[:3]
    assert sum(guess.values()) > 0.5


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("cuistot", "G1602"),
        ("lignard", "F1605"),
        ("faire les vendanges", "A1401"),
        ("castration de maïs", "A1402"),
        ("vendeur rayon chaussures", "D1214"),
        ("employé communal", "I1203"),
        ("dame de cantine", "G1603"),
        ("croque-mort", "K2601"),
    ],
)
def test_everyday_titles_are_known(guesser: OccupationGuesser, title: str, code: str) -> None:
    (guess,) = guesser.guess([spelled_out(title)])
    assert next(iter(guess)) == code


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("infirmière", "INFIRMIER(E) (H/F)"),
        ("Boulanger / Boulangère", "boulanger"),
        ("Chef d'équipe / Cheffe d'équipe", "CHEF D'ÉQUIPE"),
    ],
)
def test_features_are_the_same_in_every_gender(one: str, other: str) -> None:
    assert title_features(neutral(one)) == title_features(neutral(other))


def test_a_document_has_unit_length_and_unknown_features_do_not_count() -> None:
    known = [title_features("boulanger patissier"), title_features("soudeur tig")]
    weighting = Weighting.of(known, least=1)
    same, longer, unknown = weighting.rows(
        [known[0], title_features("boulanger patissier xyzw"), title_features("qqq")]
    )
    assert np.linalg.norm(same.toarray()) == pytest.approx(1)
    assert longer.toarray() == pytest.approx(same.toarray())
    assert unknown.nnz == 0


def test_rare_and_common_features_are_left_out() -> None:
    documents = [text_features(text) for text in ("soudure acier", "soudure inox", "soudure acier", "pain")]
    assert len(Weighting.of(documents, least=2, most=0.5).features) == 1


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


def test_the_packaged_letters_are_those_of_the_known_titles() -> None:
    """Where this fails, ROME's titles have changed: make the tables anew (`matching.occupations.build`)."""
    made = TitleTerms.of([title for title, _ in rome().known_titles])
    titles = ["boulangere", "soudeur tig", "responsable qualite", "xyz"]
    assert TitleTerms.read().similarities(titles) == pytest.approx(made.similarities(titles), abs=2e-3)


def test_a_classifier_of_other_occupations_is_refused() -> None:
    classifier = Classifier.read()
    classifier.codes = [*classifier.codes[1:], "Z9999"]
    with pytest.raises(ValueError, match="fit it again"):
        OccupationGuesser(load_embedder(), rome(), TitleTerms.read(), classifier)
