"""Measures on what was not fitted: `python -m matching.training.cross_validation --bench DIR` (extra `training`).

The occupation classifier was fitted on the benchmark's offers and job titles: ranking these with it would flatter.
Here every job is understood by a classifier that was fitted on the other folds only.
"""

import argparse
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

import numpy as np

from matching.embeddings import load_embedder
from matching.embeddings.embedder import Embedder
from matching.evaluation.benchmark import Benchmark, read_benchmark
from matching.evaluation.run import Ranking, measure, rank_profiles, ranker
from matching.index.embedded import EmbeddedIndex
from matching.index.protocol import OfferEntry
from matching.occupations.classifier import Classifier, Rows
from matching.occupations.guess import OccupationGuesser
from matching.occupations.rome import Rome, rome
from matching.occupations.title_terms import TitleTerms
from matching.recommender import Recommender
from matching.training.labelled import Examples, Folds, Labelled, Numbers, by_occupation, by_territory, read_examples
from matching.training.occupations import Vote, held_out, likeliest_powers, title_regression
from matching.training.pairs import read
from matching.understanding import Understanding

Figure = tuple[str, float]
"""The name of a measure, and its value."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure occupations and rankings on what was not fitted.")
    parser.add_argument("--bench", type=Path, required=True, help="benchmark folder whose offers carry a ROME code")
    parser.add_argument(
        "--fit", type=Path, help="benchmark folder of judged people, on the same offers: measure it too"
    )
    parser.add_argument(
        "--sources", type=Path, help="folder that holds rome/ and esco/: measure on held-out titles too"
    )
    arguments = parser.parse_args()
    examples, embedder = read_examples(arguments.bench), load_embedder()
    benchmark = read_benchmark(arguments.bench)
    for name, folds in (("territory", by_territory(examples)), ("occupation", by_occupation(examples))):
        folded = Folded(examples, folds, embedder)
        _print(f"by {name}", folded.occupations())
        _print(f"by {name}", folded.ranking(benchmark))
        if arguments.fit:
            _print(f"by {name}", folded.judged_people(read_benchmark(arguments.fit)))
    if arguments.sources:
        _print("ROME's held-out titles", on_held_out_titles(examples, embedder, read(arguments.sources).held_out))


class Folded:
    """A benchmark's jobs, each understood by a classifier that was not fitted on it.

    Args:
        examples: the jobs.
        folds: which of them are held out together.
        embedder: the meaning of words; not fitted here.
    """

    def __init__(self, examples: Examples, folds: Folds, embedder: Embedder) -> None:
        self._examples, self._folds = examples, folds
        self._vote = Vote(examples, embedder)
        self._parts = list(held_out(examples, folds))
        self._powers = likeliest_powers(examples, self._vote, self._parts)
        codes = sorted(rome().occupations)
        self._classifiers = [Classifier(codes, *part.regressions, *self._powers) for part in self._parts]
        self._understandings = [Understanding(embedder, classifier) for classifier in self._classifiers]

    def occupations(self) -> Iterator[Figure]:
        """Yield the powers of the sources, the accuracies, and how often the first guess is right at each share."""
        yield from (
            ("power of " + name, value) for name, value in zip(_SOURCES, np.concatenate(self._powers), strict=True)
        )
        offers, profiles = self._examples.offers, self._examples.profiles
        held_offers, held_profiles = ([getattr(part, kind) for part in self._parts] for kind in ("offers", "profiles"))
        for kind, jobs, voted, held in (
            ("offers", offers, self._vote.offers, held_offers),
            ("profiles", profiles, self._vote.profiles, held_profiles),
        ):
            shares = self._shares(jobs, voted, held)
            yield from _accuracies(f"{kind}, vote alone", voted, jobs.codes)
            yield from _accuracies(kind, shares, jobs.codes)
            yield from _bands(kind, shares, jobs.codes)

    def ranking(self, benchmark: Benchmark) -> Iterator[Figure]:
        """Yield the measures of ranking the benchmark's offers for its profiles.

        Among all offers, each understood by its fold's classifier, and among those of the profile's own fold, where
        neither side was fitted on (as in the half that is kept aside, though with fewer offers).
        """
        entries = self._entries(benchmark)
        everything = [entry for fold in entries for entry in fold]
        for name, indexed, judged in (
            ("all offers", [everything] * len(entries), benchmark),
            ("own fold", entries, _within(benchmark, self._examples, self._folds)),
        ):
            rankings: dict[str, Ranking] = {}
            for part, understanding, listed in zip(self._parts, self._understandings, indexed, strict=True):
                wanted = {self._examples.profiles.ids[n] for n in part.profiles}
                rankings |= _rankings(listed, understanding, benchmark, wanted)
            measures = measure(rankings, [0.0], judged)
            yield f"{name}, nDCG@10", measures.ndcg
            yield f"{name}, nDCG@10, 95 % margin", measures.ndcg_margin
            yield f"{name}, recall@50", measures.recall

    def judged_people(self, benchmark: Benchmark) -> Iterator[Figure]:
        """Yield the measures for people who are in no fold: the means over the folds' readings of them."""
        everything = [entry for fold in self._entries(benchmark) for entry in fold]
        people = {profile.id or "" for profile in benchmark.profiles}
        measures = [
            measure(_rankings(everything, understanding, benchmark, people), [0.0], benchmark)
            for understanding in self._understandings
        ]
        yield "judged people, nDCG@10", fmean(one.ndcg for one in measures)
        yield "judged people, nDCG@10, 95 % margin", fmean(one.ndcg_margin for one in measures)

    def _shares(self, jobs: Labelled, voted: Rows, held: Sequence[Numbers]) -> Rows:
        shares = np.zeros_like(voted)
        for classifier, chosen in zip(self._classifiers, held, strict=True):
            titles, texts = [jobs.titles[n] for n in chosen], [jobs.texts[n] for n in chosen]
            shares[chosen] = classifier.shares(voted[chosen], titles, texts)
        return shares

    def _entries(self, benchmark: Benchmark) -> list[list[OfferEntry]]:
        """Return the offers of each fold, understood by its classifier; in the first one those of no fold, too."""
        fold_of = dict(zip(self._examples.offers.ids, self._folds.offers, strict=True))
        return [
            understanding.offers([(offer, 1) for offer in benchmark.offers if fold_of.get(offer.id, 0) == fold])
            for fold, understanding in enumerate(self._understandings)
        ]


def on_held_out_titles(examples: Examples, embedder: Embedder, held_out: Mapping[str, str]) -> Iterator[Figure]:
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
        title_regression(examples, *everything, register),
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


def _print(about: str, figures: Iterator[Figure]) -> None:
    for figure, value in figures:
        print(f"{about}: {figure:<50} {value:.3f}", flush=True)  # noqa: T201


def _rankings(
    entries: Sequence[OfferEntry], understanding: Understanding, benchmark: Benchmark, wanted: set[str]
) -> dict[str, Ranking]:
    profiles = tuple(profile for profile in benchmark.profiles if profile.id in wanted)
    with TemporaryDirectory() as folder, closing(EmbeddedIndex(Path(folder), understanding.model)) as index:
        index.put_offers(entries)
        asked = Benchmark(benchmark.offers, profiles, benchmark.grades, benchmark.pools)
        return {name: found for name, found, _ in rank_profiles(asked, ranker(Recommender(index, understanding)))}


def _within(benchmark: Benchmark, examples: Examples, folds: Folds) -> Benchmark:
    """Keep the answers of each profile that are in its own fold."""
    fold_of = dict(zip(examples.offers.ids, folds.offers, strict=True))
    grades = {
        name: {offer: grade for offer, grade in benchmark.grades.get(name, {}).items() if fold_of.get(offer) == fold}
        for name, fold in zip(examples.profiles.ids, folds.profiles, strict=True)
    }
    return Benchmark(benchmark.offers, benchmark.profiles, grades, None)


def _accuracies(name: str, shares: Rows, codes: Numbers) -> Iterator[Figure]:
    ranked = np.argsort(-shares, axis=1, kind="stable")[:, :5] == codes[:, None]
    yield f"{name}, accuracy at 1", float(ranked[:, 0].mean())
    yield f"{name}, accuracy at 5", float(ranked.any(axis=1).mean())


def _bands(name: str, shares: Rows, codes: Numbers) -> Iterator[Figure]:
    """Yield how often the first occupation is right, by its share."""
    first, right = shares.max(axis=1), shares.argmax(axis=1) == codes
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        inside = (first >= low) & (first < low + 0.2 if low < 0.8 else True)
        if inside.any():
            yield f"{name}, right where the share is from {low:.1f}", float(right[inside].mean())


if __name__ == "__main__":
    main()
