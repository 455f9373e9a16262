"""Serves a sentence-transformers folder with a StaticEmbedding module by NumPy alone."""

import hashlib
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from model2vec import StaticModel
from numpy.typing import NDArray


class StaticEmbedder:
    """A static model (a vector a piece, averaged), read by model2vec: no torch."""

    def __init__(self, folder: Path) -> None:
        """Read the folder.

        Raises:
            FileNotFoundError: there is no such folder (model2vec would ask the network instead).
        """
        if not folder.is_dir():
            raise FileNotFoundError(f"{folder}: no such folder; a StaticEmbedding model was expected there")
        # A profile is a few short texts: handing them to threads takes longer than splitting them.
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        self.folder = folder
        self.name = folder.name
        self._model = StaticModel.from_pretrained(folder, normalize=True, quantize_to="float32", max_length=None)
        # sentence-transformers averages over unknown pieces too; model2vec skips the one that it knows as unknown.
        self._model.unk_token_id = None

    @cached_property
    def version(self) -> str:
        """First 12 hexadecimal digits of SHA-256 over tokenizer and weights."""
        digest = hashlib.sha256()
        for file in sorted(self.folder.rglob("*")):
            if file.name in ("tokenizer.json", "model.safetensors"):
                digest.update(file.read_bytes())
        return digest.hexdigest()[:12]

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.dim)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row a text; zeros where a text has no known piece."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.asarray(self._model.encode(list(texts), use_multiprocessing=False), dtype=np.float32)
