"""Rankings that need nothing of ours, as they come out of the box: what the matcher has to be better than."""

from collections.abc import Callable, Collection, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray
from Stemmer import Stemmer

from matching.evaluation.run import DEPTH, Ranker, Ranking
from matching.offers import JobOffer
from matching.profiles import CandidateProfile

TITLE_WEIGHT = 3
"""How often BM25 counts a title's words, as in our own index."""
LONGEST = 128
"""Pieces of title and text that the teacher reads of an offer: the start says the work, and a processor has limits."""
CONSTANT = 60
"""Of reciprocal rank fusion, as search engines have it."""

Scores = NDArray[np.float32]
Scorer = Callable[[CandidateProfile], Scores]
"""A score for each offer of the benchmark."""


def words_of(profile: CandidateProfile) -> str:
    """Return all that a profile says of work, as one text."""
    parts = [*profile.wanted_jobs, *profile.skills, profile.experience, profile.text]
    return " ".join(part for part in parts if part)


def ranker(offers: Sequence[JobOffer], score: Scorer) -> Ranker:
    """Turn scores into rankings."""
    ids = np.array([offer.id for offer in offers])

    def rank(profile: CandidateProfile, pool: Collection[str] | None) -> Ranking:
        scores = score(profile)
        best = np.argsort(-scores, kind="stable")
        if pool is not None:
            best = best[np.isin(ids[best], list(pool))]
        return [(str(ids[number]), float(scores[number])) for number in best[:DEPTH]]

    return rank


def chance(offers: Sequence[JobOffer]) -> Scorer:
    """Return scores that mean nothing, the same in every run."""

    def score(profile: CandidateProfile) -> Scores:
        seed = int.from_bytes(sha256((profile.id or "").encode()).digest()[:8])
        return np.random.default_rng(seed).random(len(offers), np.float32)

    return score


def tfidf(offers: Sequence[JobOffer]) -> Scorer:
    """Return the cosine of TF-IDF over titles and texts, with scikit-learn's defaults.

    Raises:
        ModuleNotFoundError: scikit-learn is not installed.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer()
    table = vectorizer.fit_transform([f"{offer.title}\n{offer.description}" for offer in offers]).T.tocsr()

    def score(profile: CandidateProfile) -> Scores:
        scores: Scores = (vectorizer.transform([words_of(profile)]) @ table).toarray()[0].astype(np.float32)
        return scores

    return score


def bm25(offers: Sequence[JobOffer]) -> Scorer:
    """Return BM25 with bm25s's own French: its tokens, its stop words, Snowball's stems."""
    stemmer = Stemmer("french")

    def tokens(texts: list[str]) -> list[list[str]]:
        found = bm25s.tokenize(texts, stopwords="fr", stemmer=stemmer, return_ids=False, show_progress=False)
        return [list(one) for one in found]

    retriever = bm25s.BM25(method="lucene")
    texts = [f"{(offer.title + ' ') * TITLE_WEIGHT}\n{offer.description}" for offer in offers]
    retriever.index(tokens(texts), show_progress=False)

    def score(profile: CandidateProfile) -> Scores:
        known = [token for token in tokens([words_of(profile)])[0] if token in retriever.vocab_dict]
        if not known:
            return np.zeros(len(offers), np.float32)
        scores: Scores = retriever.get_scores(known)
        return scores

    return score


def teacher(offers: Sequence[JobOffer], model: str | Path) -> Scorer:
    """Return the cosine of a sentence-transformers model, with the prompts of its family ("query: ", "passage: ").

    Raises:
        ModuleNotFoundError: sentence-transformers is not installed.
    """
    from sentence_transformers import SentenceTransformer

    encoder = SentenceTransformer(str(model), device="cpu")
    encoder.max_seq_length = LONGEST
    passages = [f"passage: {offer.title}\n{offer.description}" for offer in offers]
    rows = encoder.encode(passages, normalize_embeddings=True, show_progress_bar=False)

    def score(profile: CandidateProfile) -> Scores:
        query = encoder.encode(f"query: {words_of(profile)}", normalize_embeddings=True, show_progress_bar=False)
        scores: Scores = rows @ query
        return scores

    return score


def hybrid(*scorers: Scorer) -> Scorer:
    """Return the reciprocal ranks of several scores, summed: what a search engine offers for mixing them."""

    def score(profile: CandidateProfile) -> Scores:
        total: Scores = np.sum([1 / (CONSTANT + _ranks(one(profile))) for one in scorers], axis=0, dtype=np.float32)
        return total

    return score


def baselines(offers: Sequence[JobOffer], model: str | Path | None) -> Iterator[tuple[str, Scorer | str]]:
    """Yield names and scores; where a library is not at hand, its name instead of the scores.

    Args:
        offers: what is ranked.
        model: the teacher's folder; None leaves it and the hybrid out.
    """
    words = bm25(offers)
    yield "random", chance(offers)
    try:
        yield "TF-IDF (scikit-learn's defaults)", tfidf(offers)
    except ModuleNotFoundError as error:
        yield "TF-IDF (scikit-learn's defaults)", str(error.name)
    yield "BM25 (bm25s, French stems)", words
    if model is None:
        return
    try:
        meaning = teacher(offers, model)
    except ModuleNotFoundError as error:
        yield Path(model).name, str(error.name)
        return
    yield Path(model).name, meaning
    yield f"hybrid: {Path(model).name} + BM25, reciprocal rank", hybrid(meaning, words)


def folder_megabytes(model: str | Path) -> float:
    """Return the size of a model's weights and tokenizer on disk."""
    wanted = (".safetensors", ".bin", ".json", ".model")
    return sum(file.stat().st_size for file in Path(model).rglob("*") if file.suffix in wanted) / 1e6


def _ranks(scores: Scores) -> Scores:
    ranks = np.empty(len(scores), np.float32)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1, dtype=np.float32)
    return ranks
