"""Fits the occupation classifier: `python -m matching.training.occupations --bench DIR` (extra `training`).

What it is fitted on, the benchmark's offers and job titles, is not open data: they are for research and stay outside;
only the weights are shipped, in a file of their own, which the guesser can do without. `--cross-validate` measures it;
with `--sources DIR`, on the titles of ROME too that the embedding's training left out.
"""

import argparse
import gzip
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from matching.embeddings import load_embedder
from matching.embeddings.embedder import Embedder
from matching.evaluation.benchmark import Benchmark, read_benchmark
from matching.evaluation.run import Ranking, measure, rank_profiles, ranker
from matching.index.embedded import EmbeddedIndex
from matching.index.protocol import OfferEntry
from matching.occupations.classifier import FLOOR, PACKAGED, Classifier, Regression, Rows, log_softmax
from matching.occupations.features import Document, text_features, title_features
from matching.occupations.guess import OccupationGuesser
from matching.occupations.rome import Rome, rome
from matching.occupations.title_terms import TitleTerms
from matching.recommender import Recommender
from matching.text.gender import neutral
from matching.training.pairs import read
from matching.training.softmax import Shape, fit_regression
from matching.understanding import Understanding

TITLE = Shape(least=2, most=1.0, dropout=0.3, evenness=0.5)
TEXT = Shape(least=3, most=0.3, dropout=0.5, evenness=0.3)

OFFER_WEIGHT, PROFILE_WEIGHT = 2.0, 3.0
"""How much a recruiter's title counts beside one of ROME's: an offer's, and one that is there as a profile."""

FOLDS = 4

Numbers = NDArray[np.int64]


class Labelled:
    """Jobs whose occupation is known, read once.

    Args:
        rows: of a benchmark's file.
        titles: of the jobs.
    """

    def __init__(self, rows: Sequence[dict[str, Any]], titles: Sequence[str]) -> None:
        numbers = {code: number for number, code in enumerate(sorted(rome().occupations))}
        self.ids: list[str] = [row["id"] for row in rows]
        self.titles = [neutral(title) for title in titles]
        self.texts = [row.get("description") or "" for row in rows]
        self.codes = np.array([numbers[row["rome"]] for row in rows], np.int64)
        self.departements = np.array([(row.get("commune_insee") or "?")[:2] for row in rows])
        self.title_features = [title_features(title) for title in self.titles]
        self.text_features = [text_features(text) for text in self.texts]


@dataclass(frozen=True, slots=True)
class Examples:
    """A benchmark's offers and profiles."""

    offers: Labelled
    profiles: Labelled


@dataclass(frozen=True, slots=True)
class Folds:
    """The fold of each offer and of each profile."""

    offers: Numbers
    profiles: Numbers


def main() -> None:
    """Fit and write, or cross-validate and print."""
    parser = argparse.ArgumentParser(description="Fit the occupation classifier on labelled offers.")
    parser.add_argument("--bench", type=Path, required=True, help="benchmark folder whose offers carry a ROME code")
    parser.add_argument("--out", type=Path, default=PACKAGED, help="file to write")
    parser.add_argument("--cross-validate", action="store_true", help="measure on what was not fitted, write nothing")
    parser.add_argument(
        "--sources", type=Path, help="folder that holds rome/ and esco/: measure on held-out titles too"
    )
    arguments = parser.parse_args()
    examples, embedder = read_examples(arguments.bench), load_embedder()
    if arguments.cross_validate:
        benchmark = read_benchmark(arguments.bench)
        for name, folds in (("territory", by_territory(examples)), ("occupation", by_occupation(examples))):
            for figure, value in cross_validate(examples, folds, embedder, benchmark):
                print(f"by {name}: {figure:<50} {value:.3f}", flush=True)  # noqa: T201
        if arguments.sources:
            for figure, value in on_held_out_titles(examples, embedder, read(arguments.sources).held_out):
                print(f"ROME's held-out titles: {figure:<38} {value:.3f}", flush=True)  # noqa: T201
    else:
        fit(examples, embedder).write(arguments.out)


def read_examples(bench: Path) -> Examples:
    """Read the jobs of a benchmark whose code is one of ROME's parent codes."""
    offers, profiles = (list(_rows(bench / f"{name}.jsonl.gz")) for name in ("offers", "profiles"))
    return Examples(
        Labelled(offers, [row["title"] for row in offers]),
        Labelled(profiles, [row["wanted_jobs"][0] for row in profiles]),
    )


def by_territory(examples: Examples) -> Folds:
    """Put whole départements into folds of about equal size, and profiles by their code.

    As in the half that is kept aside: other territories, other people's titles, much the same occupations. (Profiles
    with the same code are together because such titles are often variants of one.)
    """
    random = np.random.default_rng(0)
    names, counts = np.unique(examples.offers.departements, return_counts=True)
    filled = np.zeros(FOLDS)
    fold_of = {}
    for name, count in sorted(zip(names, counts, strict=True), key=lambda pair: -pair[1]):
        if name != "?":
            fold_of[name] = int(filled.argmin())
            filled[fold_of[name]] += count
    offers = [fold_of.get(name, random.integers(FOLDS)) for name in examples.offers.departements]
    return Folds(np.array(offers), _fold_of_code()[examples.profiles.codes])


def by_occupation(examples: Examples) -> Folds:
    """Put all jobs of a code into one fold: only ROME's own titles teach what they are."""
    fold_of = _fold_of_code()
    return Folds(fold_of[examples.offers.codes], fold_of[examples.profiles.codes])


def fit(examples: Examples, embedder: Embedder) -> Classifier:
    """Fit on everything; the powers of the sources by what they were worth in folds by territory."""
    vote = _Vote(examples, embedder)
    powers = _powers(examples, vote, [*_held_out(examples, by_territory(examples))])
    everything = np.ones(len(examples.offers.ids), bool), np.ones(len(examples.profiles.ids), bool)
    return Classifier(sorted(rome().occupations), *_regressions(examples, *everything), *powers)


def cross_validate(
    examples: Examples, folds: Folds, embedder: Embedder, benchmark: Benchmark
) -> Iterator[tuple[str, float]]:
    """Yield the name and value of what the classifier is worth on jobs that it was not fitted on.

    Accuracy on offers and profiles; how often the first occupation is right at each share; and the benchmark's
    measures: among all offers, each understood by its fold's classifier, and among those of the profile's own fold,
    where neither side was fitted on (as in the half that is kept aside, though with fewer offers).
    """
    codes = sorted(rome().occupations)
    vote = _Vote(examples, embedder)
    parts = list(_held_out(examples, folds))
    powers = _powers(examples, vote, parts)
    yield from (("power of " + name, value) for name, value in zip(_SOURCES, np.concatenate(powers), strict=True))
    documents = {offer.id: offer for offer in benchmark.offers}
    understandings = [Understanding(embedder, Classifier(codes, *part.regressions, *powers)) for part in parts]
    shares = {kind: np.zeros((len(jobs.ids), len(codes)), np.float32) for kind, jobs in _kinds(examples)}
    entries: list[list[OfferEntry]] = []
    for part, understanding in zip(parts, understandings, strict=True):
        classifier = Classifier(codes, *part.regressions, *powers)
        for (kind, jobs), chosen, voted in (
            (("offers", examples.offers), part.offers, vote.offers),
            (("profiles", examples.profiles), part.profiles, vote.profiles),
        ):
            titles, texts = [jobs.titles[n] for n in chosen], [jobs.texts[n] for n in chosen]
            shares[kind][chosen] = classifier.shares(voted[chosen], titles, texts)
        entries.append(understanding.offers([(documents[examples.offers.ids[n]], 1) for n in part.offers]))
    for kind, jobs in _kinds(examples):
        voted = vote.offers if kind == "offers" else vote.profiles
        yield from _accuracies(f"{kind}, vote alone", voted, jobs.codes)
        yield from _accuracies(kind, shares[kind], jobs.codes)
        yield from _bands(kind, shares[kind], jobs.codes)
    everything = [entry for part_entries in entries for entry in part_entries]
    for name, indexed in (("all offers", [everything] * FOLDS), ("own fold", entries)):
        rankings: dict[str, Ranking] = {}
        for part, understanding, listed in zip(parts, understandings, indexed, strict=True):
            wanted = {examples.profiles.ids[n] for n in part.profiles}
            rankings |= _rankings(listed, understanding, benchmark, wanted)
        judged = benchmark if name == "all offers" else _within(benchmark, examples, folds)
        measures = measure(rankings, [0.0], judged)
        yield f"{name}, nDCG@10", measures.ndcg
        yield f"{name}, nDCG@10, 95 % margin", measures.ndcg_margin
        yield f"{name}, recall@50", measures.recall


def on_held_out_titles(
    examples: Examples, embedder: Embedder, held_out: Mapping[str, str]
) -> Iterator[tuple[str, float]]:
    """Yield the accuracies on titles of ROME that neither embedding, vote nor regression was given.

    Args:
        examples: all are fitted on.
        embedder: whose training left the titles out.
        held_out: title to ROME parent code.
    """
    register = _RomeWithout(held_out)
    letters = TitleTerms.of([title for title, _ in register.known_titles])
    titles, codes = list(held_out), sorted(register.occupations)
    right = np.array([codes.index(held_out[title]) for title in titles], np.int64)
    voted, _ = OccupationGuesser(embedder, register, letters, None).vote(titles)
    everything = np.ones(len(examples.offers.ids), bool), np.ones(len(examples.profiles.ids), bool)
    packaged = Classifier.read()
    classifier = Classifier(
        codes,
        _title_regression(examples, *everything, register),
        packaged.text,
        packaged.powers.tolist(),
        packaged.powers_with_text.tolist(),
    )
    yield "titles", len(titles)
    yield from _accuracies("vote alone", voted, right)
    yield from _accuracies("vote and classifier", classifier.shares(voted, titles, None), right)


class _RomeWithout(Rome):
    """The register without some of its titles."""

    def __init__(self, titles: Collection[str]) -> None:
        super().__init__()
        self._without = titles

    @cached_property
    def known_titles(self) -> tuple[tuple[str, str], ...]:
        return tuple(known for known in rome().known_titles if known[0] not in self._without)


_SOURCES = ("vote, title only", "title, title only", "vote", "title", "text")


@dataclass(frozen=True, slots=True)
class _Part:
    """What a fold holds out, and what was fitted on the rest."""

    offers: Numbers
    profiles: Numbers
    regressions: tuple[Regression, Regression]


class _Vote:
    """The vote of ROME's titles for every job; nothing is fitted."""

    def __init__(self, examples: Examples, embedder: Embedder) -> None:
        guesser = OccupationGuesser(embedder, rome(), TitleTerms.read(), None)
        self.offers, _ = guesser.vote(examples.offers.titles)
        self.profiles, _ = guesser.vote(examples.profiles.titles)


def _held_out(examples: Examples, folds: Folds) -> Iterator[_Part]:
    for fold in range(FOLDS):
        offers, profiles = folds.offers == fold, folds.profiles == fold
        yield _Part(np.flatnonzero(offers), np.flatnonzero(profiles), _regressions(examples, ~offers, ~profiles))


def _regressions(
    examples: Examples, offers: NDArray[np.bool_], profiles: NDArray[np.bool_]
) -> tuple[Regression, Regression]:
    """Fit both regressions: on ROME's titles and those chosen; on ROME's words of each code and the chosen texts."""
    described, described_codes = _rome_texts()
    codes = np.r_[described_codes, examples.offers.codes[offers]]
    documents = [*described, *_some(examples.offers.text_features, offers)]
    text = fit_regression(documents, codes, np.ones(len(codes), np.float32), len(rome().occupations), TEXT)
    return _title_regression(examples, offers, profiles, rome()), text


def _title_regression(
    examples: Examples, offers: NDArray[np.bool_], profiles: NDArray[np.bool_], register: Rome
) -> Regression:
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


def _powers(examples: Examples, vote: _Vote, parts: Sequence[_Part]) -> tuple[list[float], list[float]]:
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


def _rankings(
    entries: Sequence[OfferEntry], understanding: Understanding, benchmark: Benchmark, wanted: set[str]
) -> dict[str, Ranking]:
    profiles = tuple(profile for profile in benchmark.profiles if profile.id in wanted)
    with TemporaryDirectory() as folder, closing(EmbeddedIndex(Path(folder), understanding.model)) as index:
        index.put_offers(entries)
        asked = Benchmark(benchmark.offers, profiles, benchmark.grades, None)
        return {name: found for name, found, _ in rank_profiles(asked, ranker(Recommender(index, understanding)))}


def _within(benchmark: Benchmark, examples: Examples, folds: Folds) -> Benchmark:
    """Keep the answers of each profile that are in its own fold."""
    fold_of = dict(zip(examples.offers.ids, folds.offers, strict=True))
    grades = {
        name: {offer: grade for offer, grade in benchmark.grades.get(name, {}).items() if fold_of.get(offer) == fold}
        for name, fold in zip(examples.profiles.ids, folds.profiles, strict=True)
    }
    return Benchmark(benchmark.offers, benchmark.profiles, grades, None)


def _accuracies(name: str, shares: Rows, codes: Numbers) -> Iterator[tuple[str, float]]:
    ranked = np.argsort(-shares, axis=1, kind="stable")[:, :5] == codes[:, None]
    yield f"{name}, accuracy at 1", float(ranked[:, 0].mean())
    yield f"{name}, accuracy at 5", float(ranked.any(axis=1).mean())


def _bands(name: str, shares: Rows, codes: Numbers) -> Iterator[tuple[str, float]]:
    """Yield how often the first occupation is right, by its share."""
    first, right = shares.max(axis=1), shares.argmax(axis=1) == codes
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        inside = (first >= low) & (first < low + 0.2 if low < 0.8 else True)
        if inside.any():
            yield f"{name}, right where the share is from {low:.1f}", float(right[inside].mean())


def _kinds(examples: Examples) -> tuple[tuple[str, Labelled], ...]:
    return ("offers", examples.offers), ("profiles", examples.profiles)


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


def _fold_of_code() -> Numbers:
    return np.random.default_rng(0).permutation(len(rome().occupations)) % FOLDS


def _some(items: Sequence[Document], chosen: NDArray[np.bool_]) -> list[Document]:
    return [item for item, kept in zip(items, chosen, strict=True) if kept]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    known = rome().occupations
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (row for row in map(json.loads, lines) if row.get("rome") in known)


if __name__ == "__main__":
    main()
