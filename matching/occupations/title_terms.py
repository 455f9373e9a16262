"""Titles compared letter by letter: TF-IDF of their terms and of the runs of letters inside their words.

It sees what the embedding cannot: rare words, spelling mistakes ("boucheron"), parts of compounds.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from matching.text.terms import terms

PACKAGED = Path(str(files("matching") / "data" / "rome" / "title_terms.npz"))

RUN = 3
"""Letters of a run, the word's borders included. Runs of two to five rank no better and cost two to three times as
much (development benchmark)."""

LEAST = 2
"""Titles that a run of letters must occur in to count."""


class TitleTerms:
    """The TF-IDF vectors of the known titles.

    Each title has two halves of equal weight, terms and runs of letters; a half has unit length, so that two titles
    that share everything have the similarity 1.

    Args:
        features: name of each column.
        idf: inverse document frequency of each column, float32.
        titles: one row a title, shape (titles, features).
    """

    def __init__(self, features: Sequence[str], idf: NDArray[np.float32], titles: csr_matrix) -> None:
        self._columns = {feature: number for number, feature in enumerate(features)}
        self._idf = idf
        self._titles = titles
        self._by_feature = titles.T.tocsr()

    @classmethod
    def of(cls, titles: Sequence[str]) -> "TitleTerms":
        """Count the features of titles that `matching.text.gender.neutral` has left."""
        documents = [Counter(_features(title)) for title in titles]
        frequency = Counter(feature for document in documents for feature in document)
        kept = sorted(feature for feature, count in frequency.items() if count >= LEAST or feature[0] == _TERM)
        idf = np.log((1 + len(titles)) / (1 + np.array([frequency[feature] for feature in kept]))) + 1
        empty = csr_matrix((0, len(kept)), dtype=np.float32)
        counted = cls(kept, idf.astype(np.float32), empty)
        return cls(kept, counted._idf, counted._vectors(documents))

    @classmethod
    def read(cls, path: Path = PACKAGED) -> "TitleTerms":
        """Read what `write` wrote."""
        with np.load(path) as stored:
            shape = (len(stored["indptr"]) - 1, len(stored["idf"]))
            parts = (stored["data"].astype(np.float32), stored["indices"].astype(np.int32), stored["indptr"])
            return cls(bytes(stored["features"]).decode().split("\n"), stored["idf"], csr_matrix(parts, shape))

    def write(self, path: Path) -> None:
        """Write arrays, compressed; weights in half precision."""
        np.savez_compressed(
            path,
            features=np.frombuffer("\n".join(self._columns).encode(), np.uint8),
            idf=self._idf,
            data=self._titles.data.astype(np.float16),
            indices=self._titles.indices.astype(np.uint16),
            indptr=self._titles.indptr.astype(np.int32),
        )

    def similarities(self, titles: Sequence[str]) -> NDArray[np.float32]:
        """Return the similarity of each title with each known one, 0 to 1, shape (titles, known titles)."""
        vectors = self._vectors([Counter(_features(title)) for title in titles])
        found: NDArray[np.float32] = (vectors @ self._by_feature).toarray()
        return found

    def _vectors(self, documents: Sequence[Counter[str]]) -> csr_matrix:
        rows: list[int] = []
        columns: list[int] = []
        weights: list[float] = []
        for row, document in enumerate(documents):
            for half in _halves(document):
                known = [(self._columns[feature], count) for feature, count in half if feature in self._columns]
                values = np.array([(1 + np.log(count)) * self._idf[column] for column, count in known])
                rows += [row] * len(known)
                columns += [column for column, _ in known]
                weights += (values / np.linalg.norm(values) * np.sqrt(0.5)).tolist() if known else []
        return csr_matrix((np.array(weights, np.float32), (rows, columns)), (len(documents), len(self._idf)))


_TERM = " "
"""First sign of a feature that is a term; runs of letters have "_" for the border of a word."""


def _features(title: str) -> Iterator[str]:
    for term in terms(title):
        yield _TERM + term
    for word in title.split():
        bordered = f"_{word}_"
        for start in range(max(1, len(bordered) - RUN + 1)):
            yield bordered[start : start + RUN]


def _halves(document: Counter[str]) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    words = [(feature, count) for feature, count in document.items() if feature[0] == _TERM]
    runs = [(feature, count) for feature, count in document.items() if feature[0] != _TERM]
    return words, runs
