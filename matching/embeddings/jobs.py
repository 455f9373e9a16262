"""Job titles and texts to vectors: the one place where text is prepared for a model."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matching.embeddings.embedder import Embedder
from matching.text.gender import neutral

TEXT_SHARE = 0.5
"""Weight of the text's vector beside the title's, chosen on the development benchmark."""


def job_vectors(embedder: Embedder, titles: Sequence[str], texts: Sequence[str] | None = None) -> NDArray[np.float32]:
    """Return one unit row a job: its title and, where given, its text (description, experience).

    Both are made gender-neutral first, as they were when the packaged model was trained. A job without any known
    word gives zeros. ``texts`` has one entry a title, empty where there is none.
    """
    rows = embedder.encode([neutral(title) for title in titles])
    if texts is None:
        return rows
    rows = rows + np.float32(TEXT_SHARE) * embedder.encode([neutral(text) for text in texts])
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float32] = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return unit
