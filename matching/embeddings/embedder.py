"""What an embedding model is to the rest of the project."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Embedder(Protocol):
    """Texts to vectors. It encodes what it is given; ``matching.embeddings.jobs`` prepares job text for it."""

    @property
    def name(self) -> str:
        """What the model is called: a hub name or a folder's."""

    @property
    def version(self) -> str:
        """Changes whenever vectors do: vectors of different versions are never compared."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row a text, shape ``(len(texts), dimension)``, each of unit length.

        A text without any known piece (an empty one, say) gives a row of zeros, which is similar to nothing.
        """
