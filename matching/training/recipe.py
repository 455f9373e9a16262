"""How the packaged model is made."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Recipe:
    """The numbers of a training; the packaged model is made with these defaults."""

    pieces: int = 24_000
    """At most: a piece must occur twice."""
    dimension: int = 256
    epochs: int = 6
    batch_size: int = 256
    learning_rate: float = 5e-3
    scale: float = 12.0
    """Inverse temperature of the loss."""
    seed: int = 46
