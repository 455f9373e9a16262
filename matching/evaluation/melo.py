"""MELO: job titles of one national list looked up among the labels of ESCO (Retyk et al. 2024).

A folder holds `queries.tsv.gz` (id, title), `corpus_elements.tsv.gz` (id, label) and `annotations.tsv.gz` (query id,
iteration, element id, relevance), the form of the published data sets.
"""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from matching.embeddings.embedder import Embedder
from matching.embeddings.jobs import job_vectors
from matching.occupations.guess import LETTERS
from matching.occupations.title_terms import TitleTerms
from matching.text.gender import neutral


@dataclass(frozen=True, slots=True)
class Melo:
    """One data set in memory."""

    queries: Mapping[str, str]
    elements: Mapping[str, str]
    answers: Mapping[str, frozenset[str]]
    """Query id to the elements of the right concept, each as good as the other."""

    @property
    def asked(self) -> list[str]:
        """The titles of the queries that have an answer, in the order of the answers."""
        return [self.queries[query] for query in self.answers]


def read_melo(folder: Path) -> Melo:
    """Read a folder.

    Raises:
        FileNotFoundError: the folder lacks one of the files.
        ValueError: an annotation names an element that the corpus lacks, or no query has one.
    """
    queries = dict(_table(folder / "queries.tsv.gz"))
    elements = dict(_table(folder / "corpus_elements.tsv.gz"))
    answers: defaultdict[str, set[str]] = defaultdict(set)
    for query, _, element, relevance in _table(folder / "annotations.tsv.gz"):
        if element not in elements:
            raise ValueError(f"{folder}: {query} is annotated with {element}, which corpus_elements.tsv.gz lacks")
        if query in queries and float(relevance) > 0:
            answers[query].add(element)
    if not answers:
        raise ValueError(f"{folder}: no query has an annotation: there is nothing to measure")
    return Melo(queries, elements, {query: frozenset(found) for query, found in answers.items()})


@dataclass(frozen=True, slots=True)
class WordFigures:
    """Mean reciprocal ranks of the right elements, by each of the ways in which titles are compared."""

    embedding: float
    """By the cosine of the vectors alone; the elements may be in another language than the queries."""
    titles: float
    """As `matching.occupations.guess` compares titles: meaning and letters mixed. Letters know one language only."""


def measure_words(melo: Melo, embedder: Embedder) -> WordFigures:
    """Rank all elements for each query, both ways."""
    meaning = _meaning(melo, embedder)
    mixed = (1 - LETTERS) * meaning + LETTERS * _letters(melo)
    return WordFigures(embedding=mean_reciprocal_rank(melo, meaning), titles=mean_reciprocal_rank(melo, mixed))


def mean_reciprocal_rank(melo: Melo, similarities: NDArray[np.float32]) -> float:
    """Return the mean of 1 / rank of each query's best answer.

    Elements that are as near as the best answer stand in the order of the file.

    Args:
        melo: the data set.
        similarities: one row a query that has an answer, one column an element, in the orders of the data set.
    """
    places = {element: place for place, element in enumerate(melo.elements)}
    ranks: list[int] = []
    for answers, row in zip(melo.answers.values(), similarities, strict=True):
        order = np.argsort(-row, kind="stable")
        ranks.append(1 + int(np.isin(order, [places[element] for element in answers]).argmax()))
    return fmean(1 / rank for rank in ranks)


def _meaning(melo: Melo, embedder: Embedder) -> NDArray[np.float32]:
    elements = job_vectors(embedder, list(melo.elements.values()))
    similarities: NDArray[np.float32] = job_vectors(embedder, melo.asked) @ elements.T
    return similarities


def _letters(melo: Melo) -> NDArray[np.float32]:
    """Return the similarities by terms and runs of letters, as rare as they are among the elements."""
    known = TitleTerms.of([neutral(label) for label in melo.elements.values()])
    return known.similarities([neutral(title) for title in melo.asked])


def _table(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
