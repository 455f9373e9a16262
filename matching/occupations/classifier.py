"""Occupations by a linear model on embeddings: what recruiters' own wordings teach beyond ROME's titles."""

from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

PACKAGED = Path(str(files("matching") / "data" / "occupations" / "classifier.safetensors"))

Rows = NDArray[np.float32]


class LinearClassifier:
    """Multinomial logistic regressions on the vector of a title and on the vector of a text.

    Args:
        codes: ROME parent codes, the order of the classes.
        weights: per kind of vector ("title", "text"), coefficients (codes, dimension) and intercepts (codes,).
        model: name and version of the embedding model that it was fitted on.
    """

    def __init__(self, codes: list[str], weights: dict[str, tuple[Rows, Rows]], model: str) -> None:
        self.codes = codes
        self.model = model
        self._weights = weights

    @classmethod
    def read(cls, path: Path = PACKAGED) -> "LinearClassifier":
        """Read what `write` wrote."""
        stored = load_file(path)
        weights = {
            kind: (stored[f"{kind}.coefficients"].astype(np.float32), stored[f"{kind}.intercepts"].astype(np.float32))
            for kind in ("title", "text")
        }
        return cls(_text(stored["codes"]).split(" "), weights, _text(stored["model"]))

    def write(self, path: Path) -> None:
        """Write half-precision arrays as safetensors."""
        arrays = {"codes": _bytes(" ".join(self.codes)), "model": _bytes(self.model)}
        for kind, (coefficients, intercepts) in self._weights.items():
            arrays[f"{kind}.coefficients"] = coefficients.astype(np.float16)
            arrays[f"{kind}.intercepts"] = intercepts.astype(np.float16)
        save_file(arrays, path)
        path.chmod(0o644)  # safetensors lets nobody else read

    def shares(self, kind: str, vectors: Rows) -> Rows:
        """Return the probability of each code for each vector, shape (vectors, codes)."""
        coefficients, intercepts = self._weights[kind]
        scores = vectors @ coefficients.T + intercepts
        grown = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares: Rows = grown / grown.sum(axis=1, keepdims=True)
        return shares


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), np.uint8)


def _text(stored: NDArray[np.uint8]) -> str:
    return stored.tobytes().decode()
