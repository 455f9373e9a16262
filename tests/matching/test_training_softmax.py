"""The fit of the occupation classifier's regressions."""

import numpy as np
import pytest

from matching.occupations.features import title_features

pytest.importorskip("torch", reason="torch (extra training) is not installed")

from matching.training.softmax import Shape, fit_regression

TITLES = ["boulanger", "boulanger patissier", "soudeur tig", "soudeur", "comptable", "aide comptable"] * 4
CODES = np.array([0, 0, 1, 1, 3, 3] * 4)
SHAPE = Shape(least=1, most=1.0, dropout=0.1, evenness=0.5, width=8, epochs=30, batch=8)


def test_a_regression_learns_its_examples_and_never_proposes_what_has_none() -> None:
    documents = [title_features(title) for title in TITLES]
    regression = fit_regression(documents, CODES, np.ones(len(CODES), np.float32), 4, SHAPE)
    shares = np.exp(regression.log_shares([title_features(t) for t in ("soudeur mig", "boulangerie", "comptable")]))
    assert shares.argmax(axis=1).tolist() == [1, 0, 3]
    assert shares[:, 2].max() < 0.25
    assert shares.sum(axis=1) == pytest.approx(np.ones(3), abs=1e-5)


def test_the_same_examples_give_the_same_weights() -> None:
    documents = [title_features(title) for title in TITLES]
    one, other = (fit_regression(documents, CODES, np.ones(len(CODES), np.float32), 4, SHAPE) for _ in range(2))
    assert np.array_equal(one.inner, other.inner)
    assert np.array_equal(one.outer, other.outer)
