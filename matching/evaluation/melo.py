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

from matching.embeddings.embedder import Embedder
from matching.embeddings.jobs import job_vectors


@dataclass(frozen=True, slots=True)
class Melo:
    """One data set in memory."""

    queries: Mapping[str, str]
    elements: Mapping[str, str]
    answers: Mapping[str, frozenset[str]]
    """Query id to the elements of the right concept, each as good as the other."""


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


def mean_reciprocal_rank(melo: Melo, embedder: Embedder) -> float:
    """Return the mean of 1 / rank of each query's best answer, all elements ranked by cosine.

    Elements that are as near as the best answer stand in the order of the file.
    """
    places = {element: place for place, element in enumerate(melo.elements)}
    labels = job_vectors(embedder, list(melo.elements.values()))
    queries = list(melo.answers)
    titles = job_vectors(embedder, [melo.queries[query] for query in queries])
    ranks: list[int] = []
    for query, title in zip(queries, titles, strict=True):
        order = np.argsort(-(labels @ title), kind="stable")
        right = [places[element] for element in melo.answers[query]]
        ranks.append(1 + int(np.isin(order, right).argmax()))
    return fmean(1 / rank for rank in ranks)


def _table(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
