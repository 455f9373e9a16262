"""The occupation of a job title: a vote of the nearest titles that ROME knows."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.embeddings.embedder import Embedder
from matching.embeddings.jobs import job_vectors
from matching.occupations.rome import Rome

NEIGHBOURS, SHARPNESS = 20, 10
"""How many titles vote, each with its cosine to this power. Chosen on the development benchmark, where any number
from 10 to 20 and any power from 6 to 10 comes within 0.01 nDCG@10."""

KEPT, LEAST = 3, 0.1
"""How many occupations of a guess are kept, and the least share of the vote to be kept."""

NEAREST = 0.5
"""Cosine that the nearest title must reach: below it the occupation is unknown."""

MOBILITY = 1 / 3
"""How far an official mobility serves instead of the occupation itself: the share of the benchmark's gains
(2^1 - 1 against 2^2 - 1)."""


class OccupationGuesser:
    """Guesses occupations with one embedding model."""

    def __init__(self, embedder: Embedder, rome: Rome) -> None:
        self._embedder = embedder
        self._rome = rome
        self._titles = embedder.encode([title for title, _ in rome.plain_titles])
        self._codes = np.array([code for _, code in rome.plain_titles])

    def guess(self, titles: Sequence[str]) -> list[dict[str, float]]:
        """Return for each title its ROME parent codes with their share of the vote, most likely first.

        Empty when the title resembles none that is known.
        """
        if not titles:
            return []
        vectors = job_vectors(self._embedder, titles)
        return [self._vote(similarities) for similarities in vectors @ self._titles.T]

    def reach(self, occupations: Mapping[str, float]) -> dict[str, float]:
        """Return how well each occupation would serve someone who looks for these: itself, or an official mobility."""
        reach: dict[str, float] = {}
        for code, share in occupations.items():
            for other, value in {**dict.fromkeys(self._rome.mobilities(code), MOBILITY), code: 1.0}.items():
                reach[other] = reach.get(other, 0.0) + share * value
        return reach

    def _vote(self, similarities: NDArray[np.float32]) -> dict[str, float]:
        nearest = np.argpartition(-similarities, NEIGHBOURS)[:NEIGHBOURS]
        if similarities[nearest].max() < NEAREST:
            return {}
        votes: dict[str, float] = {}
        for title in nearest:
            code = str(self._codes[title])
            votes[code] = votes.get(code, 0.0) + max(float(similarities[title]), 0.0) ** SHARPNESS
        total = sum(votes.values())
        shares = sorted(((share / total, code) for code, share in votes.items()), reverse=True)
        return {code: share for share, code in shares[:KEPT] if share >= LEAST}
