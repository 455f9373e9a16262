"""Jobs whose occupation is known, and the folds that hold some of them out."""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.occupations.features import text_features, title_features
from matching.occupations.rome import rome
from matching.text.gender import neutral

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


def _fold_of_code() -> Numbers:
    return np.random.default_rng(0).permutation(len(rome().occupations)) % FOLDS


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    known = rome().occupations
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (row for row in map(json.loads, lines) if row.get("rome") in known)
