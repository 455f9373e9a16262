"""Embedding models. Importing this package loads neither torch nor a model."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from matching.embeddings.embedder import Embedder

PACKAGED_MODEL = Path(str(files("matching") / "data" / "model"))
"""The project's own static model; its README.md says what it was made from."""

__all__ = ["PACKAGED_MODEL", "Embedder", "load_embedder", "packaged_words"]


@cache
def load_embedder(model: str | None = None) -> Embedder:
    """Return the packaged model, or the sentence-transformers model of this name or folder; loaded once a process."""
    if model is None:
        from matching.embeddings.static import StaticEmbedder

        return StaticEmbedder(PACKAGED_MODEL)
    from matching.embeddings.transformer import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(model)


def packaged_words() -> frozenset[str]:
    """Return the whole words that the packaged model has a piece of its own for: folded job French and job English."""
    from tokenizers import Tokenizer

    pieces = Tokenizer.from_file(str(PACKAGED_MODEL / "tokenizer.json")).get_vocab()
    return frozenset(piece for piece in pieces if piece.isalpha())
