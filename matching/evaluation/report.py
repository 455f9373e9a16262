"""The figures of the README, line by line as they are measured: Markdown tables."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from matching.embeddings import PACKAGED_MODEL
from matching.evaluation.ablation import INGREDIENTS, without
from matching.evaluation.baselines import baselines, folder_megabytes, ranker
from matching.evaluation.benchmark import Benchmark
from matching.evaluation.concentration import concentration
from matching.evaluation.equal_treatment import REWRITINGS, Forms, Treatment, compare, forms, rewritten
from matching.evaluation.run import BATCH, DEPTH, LONG_AGO, Measures, Ranker, Ranking, measure, rank_profiles
from matching.evaluation.speed import nightly, recommending
from matching.exposure import recruiter
from matching.index.embedded import EmbeddedIndex
from matching.index.protocol import OfferEntry
from matching.occupations.rome import rome
from matching.offers import JobOffer
from matching.profiles import CandidateProfile
from matching.recommender import Recommender, TooLittleToGoOnError
from matching.understanding import ProfileReading, Understanding

LABEL = 60
"""Signs of a free text that stand for a profile that names no job."""

TITLES = 300
"""Titles of ROME, evenly drawn, that are ranked in each of their forms."""


class Report:
    """Measures one benchmark.

    Args:
        benchmark: offers, profiles and answers.
        understanding: with the model that is measured.
        model: folder of the model, for its size; the packaged one by default.
    """

    def __init__(self, benchmark: Benchmark, understanding: Understanding, model: Path = PACKAGED_MODEL) -> None:
        self._benchmark = benchmark
        self._understanding = understanding
        self._model = model
        self._entries = _entries(understanding, benchmark.offers)

    def quality(self, teacher: str | Path | None) -> Iterator[str]:
        """Compare with what comes out of the box."""
        yield "| ranking | nDCG@10 (95 %) | recall@50 | MRR | ms | model, MB |"
        yield "|---|---|---|---|---|---|"
        offers = self._benchmark.offers
        for name, score in baselines(offers, teacher):
            if isinstance(score, str):
                yield f"| {name} | not measured: {score} is not installed |||||"
            else:
                size = folder_megabytes(teacher) if teacher is not None and Path(teacher).name in name else 0.0
                yield _row(name, self._measured(ranker(offers, score)), size)
        with _filled(self._understanding, self._entries) as recommender:
            yield _row("**ours**", self._measured(self._ours(recommender)), folder_megabytes(self._model))

    def ablation(self) -> Iterator[str]:
        """Take one ingredient away at a time."""
        yield "| without | nDCG@10 | difference | recall@50 |"
        yield "|---|---|---|---|"
        untold = _entries(self._understanding, [one.model_copy(update={"description": ""}) for one in self._offers()])
        readings = [self._understanding.profile(profile) for profile in self._benchmark.profiles]
        with _filled(self._understanding, self._entries) as recommender:
            whole = self._measured(self._ours(recommender))
            yield f"| (nothing) | {whole.ndcg:.3f} | | {whole.recall:.3f} |"
            for ingredient in INGREDIENTS:
                entries = [ingredient.offer(*pair) for pair in zip(self._entries, untold, strict=True)]
                poorer = without(ingredient, readings)
                if all(one is other for one, other in zip(entries, self._entries, strict=True)):
                    if poorer is None:
                        continue
                    found = self._measured(self._ours(recommender, ingredient.profile))
                else:
                    with _filled(self._understanding, entries) as other:
                        found = self._measured(self._ours(other))
                difference = found.ndcg - whole.ndcg
                yield f"| {ingredient.name} | {found.ndcg:.3f} | {difference:+.3f} | {found.recall:.3f} |"

    def exposure(self) -> Iterator[str]:
        """Measure how evenly employers are shown, and what that costs."""
        yield "| lists | Gini over employers | lists with more than 3 of one employer | nDCG@10 |"
        yield "|---|---|---|---|"
        offers = {offer.id: recruiter(offer) for offer in self._offers()}
        named = {name for name in offers.values() if name is not None}
        with _filled(self._understanding, self._entries) as recommender:
            for title, fair in (("by score alone", False), ("balanced", True)):
                rank = self._ours(recommender, fair=fair)
                rankings = {name: ranking for name, ranking, _ in rank_profiles(self._benchmark, rank)}
                found = concentration([[offers[one] for one, _ in ranking] for ranking in rankings.values()], named)
                quality = measure(rankings, [0.0], self._benchmark).ndcg
                yield f"| {title} | {found.gini:.3f} | {found.crowded:.1%} | {quality:.3f} |"
        yield f"\n{found.employers} employers are named."

    def equal_treatment(self) -> Iterator[str]:
        """Write the same people otherwise."""
        yield "| the same person, written otherwise | profiles | same ten, same order | overlap | rank-biased |"
        yield "|---|---|---|---|---|"
        found: list[Treatment | None] = []
        with _filled(self._understanding, self._entries) as recommender:
            ours = self._ours(recommender)

            def ten(profile: CandidateProfile) -> list[str]:
                pools = self._benchmark.pools
                pool = pools.get(profile.id or "", frozenset()) if pools is not None and profile.id else None
                return [offer for offer, _ in ours(profile, pool)[:10]]

            for name, variant in _variants():
                found.append(compare(name, _titles(ten, variant)))
            for name, first, then in REWRITINGS:
                pairs = rewritten(self._benchmark.profiles, first, then)
                found.append(compare(name, ((_label(one, other), ten(one), ten(other)) for one, other in pairs)))
        known = [one for one in found if one is not None]
        for one in known:
            figures = f"{one.identical:.1%} | {one.overlap:.3f} | {one.rank_biased:.3f}"
            yield f"| {one.name} | {one.profiles} | {figures} |"
        for one in known:
            for example in one.examples:
                yield f"- {one.name}: {example}"

    def speed(self, sizes: Sequence[int] = (10_000, 100_000), night: int = 10_000) -> Iterator[str]:
        """Time recommendations among drawn offers, and the nightly matching of as many profiles as offers."""
        yield "Processor time; it is the time on the clock where one thread is used.\n"
        yield "| offers | median, ms | 95 of 100 within, ms | first answer, s | memory, MB |"
        yield "|---|---|---|---|---|"
        people = self._benchmark.profiles
        for size in sizes:
            found = recommending(self._understanding, self._entries, people, size)
            times = f"{found.median_ms:.1f} | {found.slowest_ms:.1f} | {found.first_s:.1f}"
            yield f"| {found.offers:,} | {times} | {found.memory_mb:.0f} |"
        done = nightly(self._understanding, self._entries, people, night)
        yield (
            f"\nNightly, {done.profiles:,} profiles x {done.offers:,} offers: retrieved in {done.retrieve_s:.1f} s, "
            f"{done.ratio:.1f} times the bare product ({done.product_s:.1f} s); read, weighed and explained "
            f"in {done.whole_s:.0f} s."
        )

    def _offers(self) -> Sequence[JobOffer]:
        return self._benchmark.offers

    def _measured(self, rank: Ranker) -> Measures:
        rankings, seconds = {}, []
        for name, ranking, took in rank_profiles(self._benchmark, rank):
            rankings[name] = ranking
            seconds.append(took)
        return measure(rankings, seconds, self._benchmark)

    def _ours(
        self,
        recommender: Recommender,
        change: Callable[[ProfileReading], ProfileReading] = lambda reading: reading,
        *,
        fair: bool = False,
    ) -> Ranker:
        def rank(profile: CandidateProfile, pool: Collection[str] | None) -> Ranking:
            reading = change(self._understanding.profile(profile))
            try:
                found = recommender.rank(reading, today=LONG_AGO, limit=DEPTH, only=pool, fair=fair)
            except TooLittleToGoOnError:
                return []
            return [(one.offer.id, one.score) for one in found]

        return rank


@contextmanager
def _filled(understanding: Understanding, entries: Sequence[OfferEntry]) -> Iterator[Recommender]:
    """Give a recommender on an index of its own, filled with these entries."""
    with TemporaryDirectory() as folder, closing(EmbeddedIndex(Path(folder), understanding.model)) as index:
        index.put_offers(entries)
        yield Recommender(index, understanding)


def _entries(understanding: Understanding, offers: Sequence[JobOffer]) -> list[OfferEntry]:
    starts = range(0, len(offers), BATCH)
    batches = ([(offer, 1) for offer in offers[start : start + BATCH]] for start in starts)
    return [entry for batch in batches for entry in understanding.offers(batch)]


def _variants() -> Iterator[tuple[str, Callable[[Forms], str]]]:
    yield "ROME's titles: feminine", lambda one: one.feminine
    yield "ROME's titles: inclusive", lambda one: one.inclusive
    yield "ROME's titles: with brackets", lambda one: one.bracketed
    yield "ROME's titles: both, with a slash", lambda one: f"{one.masculine} / {one.feminine}"
    yield "ROME's titles: (H/F)", lambda one: f"{one.masculine} (H/F)"
    yield "ROME's titles: in capitals", lambda one: one.feminine.upper()


def _titles(
    ten: Callable[[CandidateProfile], list[str]], variant: Callable[[Forms], str]
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield titles with their first ten in the masculine and in another form."""
    known = [found for title, _ in rome().titles if (found := forms(title)) is not None]
    for one in known[:: max(1, len(known) // TITLES)]:
        before, after = (CandidateProfile(wanted_jobs=(title,)) for title in (one.masculine, variant(one)))
        yield _label(before, after), ten(before), ten(after)


def _label(before: CandidateProfile, after: CandidateProfile) -> str:
    one, other = (", ".join(profile.wanted_jobs) or _shortened(profile.text or "") for profile in (before, after))
    return one if one == other else f"{one} -> {other}"


def _shortened(text: str) -> str:
    return text if len(text) <= LABEL else f"{text[:LABEL].rstrip()}…"


def _row(name: str, found: Measures, megabytes: float) -> str:
    size = f"{megabytes:.0f}" if megabytes else "-"
    quality = f"{found.ndcg:.3f} ± {found.ndcg_margin:.3f} | {found.recall:.3f} | {found.mrr:.3f}"
    return f"| {name} | {quality} | {found.latency_ms:.1f} | {size} |"
