"""Trains the project's static model with sentence-transformers, and measures it on held-out titles."""

import random
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from datasets import Dataset
from sentence_transformers import (
    SentenceTransformer,
    SentenceTransformerTrainer,
    SentenceTransformerTrainingArguments,
)
from sentence_transformers.base.sampler import DefaultBatchSampler
from sentence_transformers.sentence_transformer.evaluation import InformationRetrievalEvaluator
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from torch.utils.data import SequentialSampler

from matching.training.batches import batches
from matching.training.distil import distil
from matching.training.pairs import Sources, draw
from matching.training.recipe import Recipe
from matching.training.tokenizer import UNKNOWN, train_tokenizer


def untrained(sources: Sources, teacher: str, recipe: Recipe) -> SentenceTransformer:
    """Return the distilled model: pieces of job text, each with its vector from the teacher."""
    tokenizer = train_tokenizer(sources.texts, recipe.pieces)
    vectors = distil(
        tokenizer, SentenceTransformer(teacher, device="cpu"), sources.published, recipe.dimension, recipe.seed
    )
    vectors[tokenizer.token_to_id(UNKNOWN)] = 0.0
    return SentenceTransformer(modules=[StaticEmbedding(tokenizer, vectors), Normalize()], device="cpu")


def train(model: SentenceTransformer, sources: Sources, recipe: Recipe, workspace: Path) -> None:
    """Train the model in place; ``workspace`` takes the trainer's files."""
    random.seed(recipe.seed)
    np.random.seed(recipe.seed)
    torch.manual_seed(recipe.seed)
    pairs = [
        pair
        for epoch in range(recipe.epochs)
        for batch in batches(draw(sources, recipe.seed + epoch), recipe.batch_size)
        for pair in batch
    ]
    SentenceTransformerTrainer(
        model=model,
        args=SentenceTransformerTrainingArguments(
            output_dir=str(workspace),
            num_train_epochs=1,  # every epoch's pairs are drawn anew above
            per_device_train_batch_size=recipe.batch_size,
            learning_rate=recipe.learning_rate,
            warmup_steps=0.05,
            lr_scheduler_type="cosine",
            batch_sampler=in_order,
            seed=recipe.seed,
            use_cpu=True,
            save_strategy="no",
            report_to="none",
            logging_steps=100,
        ),
        train_dataset=Dataset.from_dict(
            {"anchor": [pair.anchor for pair in pairs], "positive": [pair.positive for pair in pairs]}
        ),
        loss=MultipleNegativesRankingLoss(model, scale=recipe.scale),
    ).train()
    module = static(model)
    with torch.no_grad():
        module.embedding.weight[module.tokenizer.token_to_id(UNKNOWN)] = 0.0  # an unknown word says nothing


def static(model: SentenceTransformer) -> StaticEmbedding:
    """Return the module that holds the pieces and their vectors."""
    return cast(StaticEmbedding, model[0])


def in_order(dataset: Dataset, batch_size: int, drop_last: bool, **_: object) -> DefaultBatchSampler:
    """Return a batch sampler that keeps the batches as they were put together."""
    return DefaultBatchSampler(SequentialSampler(dataset), batch_size=batch_size, drop_last=drop_last)


def held_out_figures(model: SentenceTransformer, sources: Sources) -> dict[str, float]:
    """Find each held-out ROME title among the other titles of all occupations: is the first of its occupation?"""
    corpus: dict[str, Any] = {}
    relevant: dict[str, set[str]] = {}
    for code, occupation in sources.occupations.items():
        if "/" not in code:  # ESCO's occupations are addresses
            for title in occupation.titles:
                corpus[f"{code} {title}"] = title
                relevant.setdefault(code, set()).add(f"{code} {title}")
    queries: dict[str, Any] = {title: title for title, code in sources.held_out.items() if code in relevant}
    evaluator = InformationRetrievalEvaluator(
        queries,
        corpus,
        {title: relevant[sources.held_out[title]] for title in queries},
        accuracy_at_k=[1, 5],
        precision_recall_at_k=[10],
        mrr_at_k=[10],
        ndcg_at_k=[10],
        map_at_k=[100],
        name="rome",
    )
    figures: dict[str, float] = evaluator(model)
    return {
        "titles": len(queries),
        "accuracy@1": figures["rome_cosine_accuracy@1"],
        "accuracy@5": figures["rome_cosine_accuracy@5"],
        "mrr@10": figures["rome_cosine_mrr@10"],
    }
