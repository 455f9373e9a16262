"""Fits the occupation classifier: `python -m matching.training.occupations --bench DIR` (extra `training`).

What it is fitted on, the benchmark's offers and job titles, is not open data: they are for research and stay outside;
only the weights are shipped, in a file of their own, which the guesser can do without.
`matching.training.cross_validation` measures it.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from matching.embeddings import load_embedder
from matching.embeddings.embedder import Embedder
from matching.occupations.classifier import FLOOR, PACKAGED, Classifier, Regression, Rows, log_softmax
from matching.occupations.features import Document, text_features, title_features
from matching.occupations.guess import OccupationGuesser
from matching.occupations.rome import Rome, rome
from matching.occupations.title_terms import TitleTerms
from matching.training.labelled import FOLDS, Examples, Folds, Numbers, by_territory, read_examples
from matching.training.softmax import Shape, fit_regression

TITLE = Shape(least=2, most=1.0, dropout=0.3, evenness=0.5)
TEXT = Shape(least=3, most=0.3, dropout=0.5, evenness=0.3)

OFFER_WEIGHT, PROFILE_WEIGHT = 2.0, 3.0
"""How much a recruiter's title counts beside one of ROME's: an offer's, and one that is there as a profile."""


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description="Fit the occupation classifier on labelled offers.")
    parser.add_argument("--bench", type=Path, required=True, help="benchmark folder whose offers carry a ROME code")
    parser.add_argument("--out", type=Path, default=PACKAGED, help="file to write")
    arguments = parser.parse_args()
    fit(read_examples(arguments.bench), load_embedder()).write(arguments.out)


def fit(examples: Examples, embedder: Embedder) -> Classifier:
    """Fit on everything; the powers of the sources by what they were worth in folds by territory."""
    vote = Vote(examples, embedder)
    powers = likeliest_powers(examples, vote, [*held_out(examples, by_territory(examples))])
    everything = np.ones(len(examples.offers.ids), bool), np.ones(len(examples.profiles.ids), bool)
    return Classifier(sorted(rome().occupations), *_regressions(examples, *everything), *powers)


@dataclass(frozen=True, slots=True)
class Part:
    """What a fold holds out, and what was fitted on the rest."""

    offers: Numbers
    profiles: Numbers
    regressions: tuple[Regression, Regression]


class Vote:
    """The vote of ROME's titles for every job; nothing is fitted."""

    def __init__(self, examples: Examples, embedder: Embedder) -> None:
        guesser = OccupationGuesser(embedder, rome(), TitleTerms.read(), None)
        self.offers, _ = guesser.vote(examples.offers.titles)
        self.profiles, _ = guesser.vote(examples.profiles.titles)


def held_out(examples: Examples, folds: Folds) -> Iterator[Part]:
    """Yield each fold with both regressions fitted on the others."""
    for fold in range(FOLDS):
        offers, profiles = folds.offers == fold, folds.profiles == fold
        yield Part(np.flatnonzero(offers), np.flatnonzero(profiles), _regressions(examples, ~offers, ~profiles))


def _regressions(
    examples: Examples, offers: NDArray[np.bool_], profiles: NDArray[np.bool_]
) -> tuple[Regression, Regression]:
    """Fit both regressions: on ROME's titles and those chosen; on ROME's words of each code and the chosen texts."""
    described, described_codes = _rome_texts()
    codes = np.r_[described_codes, examples.offers.codes[offers]]
    documents = [*described, *_some(examples.offers.text_features, offers)]
    text = fit_regression(documents, codes, np.ones(len(codes), np.float32), len(rome().occupations), TEXT)
    return title_regression(examples, offers, profiles, rome()), text


def title_regression(
    examples: Examples, offers: NDArray[np.bool_], profiles: NDArray[np.bool_], register: Rome
) -> Regression:
    """Fit on the titles that a register knows and those of the chosen offers and profiles."""
    number = {code: n for n, code in enumerate(sorted(register.occupations))}
    known = np.array([number[code] for _, code in register.known_titles])
    jobs, wishes = examples.offers, examples.profiles
    return fit_regression(
        [
            *(title_features(title) for title, _ in register.known_titles),
            *_some(jobs.title_features, offers),
            *_some(wishes.title_features, profiles),
        ],
        np.r_[known, jobs.codes[offers], wishes.codes[profiles]],
        np.repeat(
            np.array([1.0, OFFER_WEIGHT, PROFILE_WEIGHT], np.float32), [len(known), offers.sum(), profiles.sum()]
        ),
        len(number),
        TITLE,
    )


def likeliest_powers(examples: Examples, vote: Vote, parts: Sequence[Part]) -> tuple[list[float], list[float]]:
    """Return the powers under which the held-out codes are likeliest: for profiles, then for offers."""
    among = len(rome().occupations)
    titles = np.zeros((len(examples.profiles.ids), among), np.float32)
    offers = np.zeros((2, len(examples.offers.ids), among), np.float32)
    for part in parts:
        title, text = part.regressions
        titles[part.profiles] = title.log_shares([examples.profiles.title_features[n] for n in part.profiles])
        offers[0, part.offers] = title.log_shares([examples.offers.title_features[n] for n in part.offers])
        offers[1, part.offers] = text.log_shares([examples.offers.text_features[n] for n in part.offers])
    return (
        _likeliest([_floored(vote.profiles), titles], examples.profiles.codes),
        _likeliest([_floored(vote.offers), *offers], examples.offers.codes),
    )


def _likeliest(opinions: Sequence[Rows], codes: Numbers) -> list[float]:
    stacked, rows = np.stack(opinions), np.arange(len(codes))

    def loss(powers: NDArray[np.float64]) -> float:
        pooled = log_softmax(np.tensordot(powers.astype(np.float32), stacked, axes=1))
        return -float(pooled[rows, codes].mean())

    found = minimize(loss, np.full(len(opinions), 0.5), method="Nelder-Mead", options={"xatol": 0.01, "fatol": 1e-4})
    return [float(power) for power in found.x]


def _floored(vote: Rows) -> Rows:
    logarithms: Rows = np.log((1 - FLOOR) * vote + FLOOR)
    return logarithms


def _rome_texts() -> tuple[list[Document], Numbers]:
    """Return two documents a code: its competences, and its titles."""
    register = rome()
    documents: list[Document] = []
    codes: list[int] = []
    for number, code in enumerate(sorted(register.occupations)):
        titles = (title for title, of in register.known_titles if of == code)
        for text in (" ".join(register.competences(code)), " ".join(titles)):
            documents.append(text_features(text))
            codes.append(number)
    return documents, np.array(codes, np.int64)


def _some(items: Sequence[Document], chosen: NDArray[np.bool_]) -> list[Document]:
    return [item for item, kept in zip(items, chosen, strict=True) if kept]


if __name__ == "__main__":
    main()
