"""What a job's title and text are made of, for the occupation classifier: terms, pairs of terms, runs of letters.

Features are known by a hash alone (CRC-32): weights can be shipped without the words that they were fitted on.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from matching.text.terms import terms

RUNS = (3, 4, 5)
"""Letters of a run, the word's borders included."""

Document = tuple[Counter[int], ...]
"""How often each feature occurs, in one or more groups of equal weight."""


def title_features(title: str) -> Document:
    """Return the features of a title that `matching.text.gender.neutral` has left: words, then letters."""
    words = terms(title)
    return (
        Counter(map(_hash, [*words, *(f"{one} {other}" for one, other in pairwise(words))])),
        Counter(map(_hash, _runs(title))),
    )


def text_features(text: str) -> Document:
    """Return the features of a text: its terms."""
    return (Counter(map(_hash, terms(text))),)


class Weighting:
    """TF-IDF over the features of the documents that it was counted on; any other feature is passed over.

    Args:
        features: hashes, sorted.
        idf: inverse document frequency of each, float32.
    """

    def __init__(self, features: NDArray[np.uint32], idf: NDArray[np.float32]) -> None:
        self.features = features
        self.idf = idf
        self._columns = {int(feature): column for column, feature in enumerate(features)}

    @classmethod
    def of(cls, documents: Sequence[Document], least: int, most: float = 1.0) -> "Weighting":
        """Count documents.

        Args:
            documents: on which a model will be fitted.
            least: how many of them a feature must occur in to be kept.
            most: the share of them that it may occur in.
        """
        frequency = Counter(feature for document in documents for group in document for feature in group)
        kept = sorted(f for f, count in frequency.items() if least <= count <= most * len(documents))
        counts = np.array([frequency[feature] for feature in kept], np.float32)
        idf = np.log((1 + len(documents)) / (1 + counts)) + 1
        return cls(np.array(kept, np.uint32), idf.astype(np.float32))

    def knows(self, document: Document) -> bool:
        """Whether a document's first group has any known feature."""
        return any(feature in self._columns for feature in document[0])

    def rows(self, documents: Sequence[Document]) -> csr_matrix:
        """Return one row of unit length a document (shorter where a group has no known feature)."""
        columns: list[int] = []
        weights: list[NDArray[np.float32]] = []
        starts = [0]
        for document in documents:
            for group in document:
                known = [
                    (self._columns[feature], count) for feature, count in group.items() if feature in self._columns
                ]
                if known:
                    numbers, counts = np.array(known, np.int32).T
                    values = (1 + np.log(counts)) * self.idf[numbers]
                    columns += numbers.tolist()
                    weights.append(values / (np.linalg.norm(values) * np.sqrt(len(document))))
            starts.append(len(columns))
        data = np.concatenate(weights).astype(np.float32) if weights else np.zeros(0, np.float32)
        return csr_matrix((data, np.array(columns, np.int32), starts), (len(documents), len(self.features)))


def _hash(feature: str) -> int:
    return crc32(feature.encode())


def _runs(title: str) -> Iterator[str]:
    for word in title.split():
        bordered = f"_{word}_"
        for length in RUNS:
            for start in range(max(1, len(bordered) - length + 1)):
                yield bordered[start : start + length]
