"""Fits the occupation classifier: `python -m matching.occupations.fit --bench DIR` (extra `training`).

What it is fitted on, the benchmark's offers, is not open data: the offers are for research and stay outside; only the
weights are shipped, in a file of their own, which the guesser can do without. `--cross-validate` measures what it adds.
"""

import argparse
import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from matching.embeddings import load_embedder
from matching.embeddings.embedder import Embedder
from matching.occupations.classifier import PACKAGED, LinearClassifier, Rows
from matching.occupations.guess import OccupationGuesser
from matching.occupations.rome import rome
from matching.occupations.title_terms import TitleTerms
from matching.text.gender import neutral

STRENGTH = {"title": 100.0, "text": 100.0}
"""Inverse regularisation (C) of each regression, on vectors of unit length."""

OFFER_WEIGHT = 2.0
"""How much a recruiter's title counts beside one of ROME's."""

FOLDS = 5


class Labelled(NamedTuple):
    """Offers whose occupation is known."""

    titles: Sequence[str]
    texts: Sequence[str]
    codes: Sequence[str]


def main() -> None:
    """Fit and write, or cross-validate and print."""
    parser = argparse.ArgumentParser(description="Fit the occupation classifier on labelled offers.")
    parser.add_argument("--bench", type=Path, required=True, help="benchmark folder whose offers carry a ROME code")
    parser.add_argument("--out", type=Path, default=PACKAGED, help="file to write")
    parser.add_argument("--cross-validate", action="store_true", help="measure by folds of the offers, write nothing")
    arguments = parser.parse_args()
    offers, embedder = read_labelled(arguments.bench), load_embedder()
    if arguments.cross_validate:
        for name, value in cross_validate(offers, embedder).items():
            print(f"{name:<40} {value:.3f}")  # noqa: T201
    else:
        fit(offers, embedder).write(arguments.out)


def read_labelled(bench: Path) -> Labelled:
    """Read the offers of a benchmark whose code is one of ROME's parent codes."""
    known = rome().occupations
    with gzip.open(bench / "offers.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row.get("rome") in known]
    return Labelled([r["title"] for r in rows], [r.get("description") or "" for r in rows], [r["rome"] for r in rows])


def fit(offers: Labelled, embedder: Embedder) -> LinearClassifier:
    """Fit both regressions: titles of ROME and of the offers; texts of the offers."""
    codes = sorted(rome().occupations)
    known = rome().plain_titles
    titles = embedder.encode([title for title, _ in known] + [neutral(title) for title in offers.titles])
    labels = [code for _, code in known] + list(offers.codes)
    importance = np.r_[np.ones(len(known)), np.full(len(offers.codes), OFFER_WEIGHT)]
    texts = embedder.encode([neutral(text) for text in offers.texts])
    weights = {
        "title": _regression("title", titles, labels, codes, importance),
        "text": _regression("text", texts, list(offers.codes), codes, None),
    }
    return LinearClassifier(codes, weights, f"{embedder.name}@{embedder.version}")


def cross_validate(offers: Labelled, embedder: Embedder) -> dict[str, float]:
    """Return accuracy at 1 and 5 of the vote alone and with the classifier, on offers that it was not fitted on."""
    letters = TitleTerms.read()
    vote = OccupationGuesser(embedder, rome(), letters, None)
    hits: dict[str, list[bool]] = {}
    shares: list[tuple[float, bool]] = []
    for chosen, held_out in KFold(FOLDS, shuffle=True, random_state=0).split(offers.codes):
        fitted = OccupationGuesser(embedder, rome(), letters, fit(_some(offers, chosen), embedder))
        tested = _some(offers, held_out)
        for name, guesser in (("vote", vote), ("vote and classifier", fitted)):
            for guess, code in zip(guesser.guess(tested.titles, tested.texts), tested.codes, strict=True):
                ranked = list(guess)
                hits.setdefault(f"{name}, accuracy at 1", []).append(ranked[:1] == [code])
                hits.setdefault(f"{name}, accuracy at 5", []).append(code in ranked)
                if guesser is fitted and ranked:
                    shares.append((guess[ranked[0]], ranked[0] == code))
    measured = {name: float(np.mean(values)) for name, values in hits.items()}
    return measured | {
        f"right where the first share is {low:.1f}-{low + 0.2:.1f}": _right(shares, low) for low in _BANDS
    }


_BANDS = (0.0, 0.2, 0.4, 0.6, 0.8)


def _right(shares: Sequence[tuple[float, bool]], low: float) -> float:
    inside = [right for share, right in shares if low <= share < low + 0.2 or (low == _BANDS[-1] and share >= low)]
    return float(np.mean(inside)) if inside else float("nan")


def _some(offers: Labelled, numbers: Sequence[int]) -> Labelled:
    return Labelled(*([column[n] for n in numbers] for column in offers))


def _regression(
    kind: str, vectors: Rows, labels: Sequence[str], codes: Sequence[str], importance: Rows | None
) -> tuple[Rows, Rows]:
    """Fit one regression; a code that no example has keeps the lowest intercept, so that it is never proposed."""
    model = LogisticRegression(C=STRENGTH[kind], max_iter=300)
    model.fit(vectors, labels, sample_weight=importance)
    coefficients = np.zeros((len(codes), vectors.shape[1]), np.float32)
    intercepts = np.full(len(codes), -50.0, np.float32)
    rows = [codes.index(code) for code in model.classes_]
    coefficients[rows], intercepts[rows] = model.coef_, model.intercept_
    return coefficients, intercepts


if __name__ == "__main__":
    main()
