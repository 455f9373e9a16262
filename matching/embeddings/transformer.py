"""Serves any sentence-transformers model that the settings name; needs the extra ``training`` (torch)."""

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


class SentenceTransformerEmbedder:
    """A sentence-transformers model, by folder or hub name."""

    def __init__(self, model: str | Path) -> None:
        """Load the model; prompts that it defines for queries are not used, since both sides are job text.

        Raises:
            ModuleNotFoundError: sentence-transformers is not installed; the message names the extra.
        """
        try:
            from sentence_transformers import SentenceTransformer
        except ModuleNotFoundError as error:
            raise ModuleNotFoundError(
                f"the model {str(model)!r} needs sentence-transformers: pip install 'lot-recrute[training]'"
            ) from error
        self.name = str(model)
        self._model = SentenceTransformer(str(model), device="cpu")

    @cached_property
    def version(self) -> str:
        """First 12 hexadecimal digits of SHA-256 over the weights."""
        digest = hashlib.sha256(self.name.encode())
        for name, tensor in sorted(self._model.state_dict().items()):
            digest.update(name.encode())
            digest.update(tensor.numpy().tobytes())
        return digest.hexdigest()[:12]

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row a text; zeros where a text is empty."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        rows = self._model.encode(list(texts), normalize_embeddings=True, convert_to_numpy=True)
        rows = np.array(rows, dtype=np.float32)
        rows[[not text.strip() for text in texts]] = 0.0
        return rows
