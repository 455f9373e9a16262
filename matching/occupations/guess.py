"""The occupation of a job: a vote of the nearest titles that ROME knows, and what recruiters' wordings teach."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matching.embeddings.embedder import Embedder
from matching.occupations.classifier import Classifier
from matching.occupations.rome import Rome
from matching.occupations.title_terms import TitleTerms
from matching.text.gender import neutral

NEIGHBOURS, SHARPNESS = 20, 10
"""How many titles vote, each with its similarity to this power. Chosen on the development benchmark, where any number
from 10 to 40 and any power from 8 to 10 comes within 0.005 nDCG@10."""

LETTERS = 0.5
"""Share of the letters in a similarity; the rest is meaning (cosine)."""

KEPT, LEAST = 10, 0.01
"""How many occupations of a guess are kept, and the least share to be kept. Keeping half or twice as many changes
nDCG@10 by less than 0.003 (development benchmark, cross-validated)."""

NEAREST = 0.3
"""Similarity that the nearest title must reach: below it the occupation is unknown."""

Rows = NDArray[np.float32]


class OccupationGuesser:
    """Guesses occupations with one embedding model.

    Args:
        embedder: the model.
        rome: the register.
        letters: TF-IDF of `rome.known_titles`, in their order.
        classifier: what recruiters' wordings teach; None: the vote alone.

    Raises:
        ValueError: the classifier was fitted on other occupations than the register's.
    """

    def __init__(self, embedder: Embedder, rome: Rome, letters: TitleTerms, classifier: Classifier | None) -> None:
        self._embedder = embedder
        self._letters = letters
        self._classifier = classifier
        self._codes = sorted(rome.occupations)
        if classifier is not None and classifier.codes != self._codes:
            raise ValueError(
                "the classifier was fitted on other occupations than the register's: "
                "fit it again (python -m matching.training.occupations)"
            )
        number = {code: n for n, code in enumerate(self._codes)}
        self._title_codes = np.array([number[code] for _, code in rome.known_titles])
        self._titles = embedder.encode([title for title, _ in rome.known_titles])

    def guess(self, titles: Sequence[str], texts: Sequence[str] | None = None) -> list[dict[str, float]]:
        """Return for each job its ROME parent codes with their shares, most likely first.

        Empty when the title resembles none that is known, or has no letter ("1234" is near "SSIAP 1").

        Args:
            titles: job titles, as written.
            texts: what else is said of each job, where anything is.
        """
        if not titles:
            return []
        plain = [neutral(title) for title in titles]
        shares, known = self.vote(plain)
        if self._classifier is not None:
            shares = self._classifier.shares(shares, plain, texts)
        return [
            self._kept(row) if sure and any(map(str.isalpha, title)) else {}
            for row, sure, title in zip(shares, known, plain, strict=True)
        ]

    def guess_prose(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """Return for each text the occupations that it speaks of, as `guess` does for titles.

        A text that speaks of none gets small shares of many: sentences are never as near to a title as titles are.

        Args:
            texts: what people tell of themselves, where they name no job that they look for.
        """
        if not texts:
            return []
        shares, _ = self.vote([neutral(text) for text in texts])
        if self._classifier is not None:
            shares = self._classifier.shares_of_prose(shares, texts)
        return [self._kept(row) if any(map(str.isalpha, text)) else {} for row, text in zip(shares, texts, strict=True)]

    def vote(self, titles: Sequence[str]) -> tuple[Rows, NDArray[np.bool_]]:
        """Return each code's share in the vote of the known titles, shape (titles, codes), and whether one is near.

        Args:
            titles: as `matching.text.gender.neutral` left them.
        """
        vectors = self._embedder.encode(titles)
        # known titles first: with few wishes the product is twice as fast so
        meanings = np.ascontiguousarray((self._titles @ vectors.T).T)
        similarities = (1 - LETTERS) * meanings + LETTERS * self._letters.similarities(titles)
        nearest = np.argpartition(-similarities, NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
        votes = np.maximum(np.take_along_axis(similarities, nearest, axis=1), 0.0) ** SHARPNESS
        shares = np.zeros((len(titles), len(self._codes)), np.float32)
        np.add.at(shares, (np.arange(len(titles))[:, None], self._title_codes[nearest]), votes)
        totals = shares.sum(axis=1, keepdims=True)
        np.divide(shares, totals, out=shares, where=totals > 0)
        return shares, similarities.max(axis=1) >= NEAREST

    def _kept(self, shares: Rows) -> dict[str, float]:
        best = np.argsort(-shares, kind="stable")[:KEPT]
        return {self._codes[n]: float(shares[n]) for n in best if shares[n] >= LEAST}
