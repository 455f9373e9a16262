"""Fits the occupation classifier's regressions with torch: embeddings of features, summed, then a softmax."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from matching.occupations.classifier import Regression
from matching.occupations.features import Document, Weighting


@dataclass(frozen=True, slots=True)
class Shape:
    """What a regression is fitted with."""

    least: int
    """Documents that a feature must occur in."""
    most: float
    """Share of the documents that it may occur in."""
    dropout: float
    """Share of a document's features that each step leaves out: no single word may carry an occupation."""
    evenness: float
    """0: every example counts alike; 1: every code does."""
    width: int = 128
    epochs: int = 10
    batch: int = 256
    rate: float = 0.02


def fit_regression(
    documents: Sequence[Document], codes: NDArray[np.int64], importance: NDArray[np.float32], among: int, shape: Shape
) -> Regression:
    """Fit one regression.

    Args:
        documents: the examples.
        codes: number of each example's code.
        importance: how much each example counts.
        among: how many codes there are; one without an example gets no more than chance.
        shape: how.
    """
    torch.manual_seed(0)
    random = np.random.default_rng(0)
    weighting = Weighting.of(documents, shape.least, shape.most)
    rows = weighting.rows(documents)
    totals = np.bincount(codes, weights=importance, minlength=among)
    weights = torch.tensor(importance * totals[codes] ** -shape.evenness, dtype=torch.float32)
    labels = torch.tensor(codes)
    inner = torch.nn.EmbeddingBag(rows.shape[1], shape.width, mode="sum", sparse=True)
    outer = torch.nn.Linear(shape.width, among)
    for layer in (inner, outer):
        torch.nn.init.normal_(layer.weight, 0, 0.05)
    steps = shape.epochs * -(-rows.shape[0] // shape.batch)
    optimisers: tuple[torch.optim.Optimizer, ...] = (
        torch.optim.SparseAdam(list(inner.parameters()), lr=shape.rate),
        torch.optim.Adam(outer.parameters(), lr=shape.rate / 4),
    )
    schedules = [torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.0, steps) for optimiser in optimisers]
    for _ in range(shape.epochs):
        order = random.permutation(rows.shape[0])
        for chosen in np.array_split(order, steps // shape.epochs):
            part: csr_matrix = rows[chosen]
            part.data *= (random.random(len(part.data)) > shape.dropout) / np.float32(1 - shape.dropout)
            columns, starts, values = _bags(part)
            scores = outer(inner(columns, starts, per_sample_weights=values))
            losses = torch.nn.functional.cross_entropy(scores, labels[chosen], reduction="none")
            loss = (losses * weights[chosen]).sum() / weights[chosen].sum()
            for optimiser in optimisers:
                optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            for optimiser, schedule in zip(optimisers, schedules, strict=True):
                optimiser.step()
                schedule.step()
    return Regression(weighting, _array(inner.weight), _array(outer.weight).T, _array(outer.bias))


def _bags(rows: csr_matrix) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return what an EmbeddingBag takes: columns, where each row starts, weights."""
    columns = torch.tensor(rows.indices.astype(np.int64))
    return columns, torch.tensor(rows.indptr[:-1].astype(np.int64)), torch.tensor(rows.data)


def _array(weights: torch.Tensor) -> NDArray[np.float32]:
    return weights.detach().numpy()
