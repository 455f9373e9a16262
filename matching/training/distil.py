"""First vectors of the pieces, from a teacher that understands French."""

import re
from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sklearn.decomposition import PCA
from tokenizers import Tokenizer

from matching.text.fold import fold

_RARITY = 1e-3
"""Constant of the SIF weighting (Arora et al. 2017): a / (a + frequency)."""


def distil(
    tokenizer: Tokenizer, teacher: SentenceTransformer, texts: Iterable[str], dimension: int, seed: int
) -> NDArray[np.float32]:
    """Return a vector a piece, shape (pieces, dimension): the teacher's, reduced by PCA, rare pieces longer.

    The pieces are folded, the teacher reads accents: each whole word is shown to it as the texts mostly write it.
    """
    spelled, counts = _spellings(tokenizer, texts)
    pieces = [piece for piece, _ in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])]
    shown = [f"query: {spelled.get(piece, piece.removeprefix('##'))}" for piece in pieces]
    vectors = teacher.encode(shown, batch_size=128, normalize_embeddings=True, convert_to_numpy=True)
    reduced = PCA(n_components=dimension, random_state=seed).fit_transform(vectors)
    reduced /= np.linalg.norm(reduced, axis=1, keepdims=True)
    frequency = np.array([counts[index] for index in range(len(pieces))], dtype=np.float64)
    weight = _RARITY / (_RARITY + frequency / frequency.sum())
    return np.asarray(reduced * weight[:, None], dtype=np.float32)


def _spellings(tokenizer: Tokenizer, texts: Iterable[str]) -> tuple[dict[str, str], Counter[int]]:
    """Return each folded word's usual spelling, and how often each piece occurs."""
    words: Counter[str] = Counter()
    pieces: Counter[int] = Counter()
    for text in texts:
        words.update(re.findall(r"\w+", text.lower()))
        pieces.update(tokenizer.encode(text, add_special_tokens=False).ids)
    spelled: dict[str, str] = {}
    for word, _ in words.most_common():
        spelled.setdefault(fold(word), word)
    return spelled, pieces
