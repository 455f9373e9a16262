"""Is it what the candidate said they do not want?"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from matching.criteria.contract import contract_name
from matching.criteria.quoting import line_with
from matching.criteria.weighing import Merit
from matching.index.protocol import Candidate
from matching.offers import JobOffer
from matching.recommendations import Criterion, Reason, Verdict
from matching.understanding import TITLE_WEIGHT
from matching.unwanted import Unwanted

UNWANTED = -0.9
"""Points for what is not wanted, where the offer is wholly that: it comes behind the same work without it, and still
before work that is only near."""

OFTEN = TITLE_WEIGHT
"""Mentions from which an offer is about something; a mention in its title alone counts as many."""

LEAST = 0.25
"""Share of an offer's occupation that has to be unwanted for a candidate to be warned: less is a guess."""


def unwanted_merits(unwanted: Sequence[Unwanted], candidate: Candidate) -> Iterator[Merit]:
    """Weigh an offer against each thing that the candidate does not want; what it is silent on costs it nothing."""
    for one in unwanted:
        if share := _share(one, candidate):
            yield Merit(UNWANTED * share, partial(_reason, one))


def _share(unwanted: Unwanted, candidate: Candidate) -> float:
    """Return how far an offer is what is not wanted, 0 to 1."""
    contract = candidate.facts.contract
    if unwanted.contract is not None and contract is not None:
        return float(contract is unwanted.contract)
    named = max((_mentions(candidate.words, wanted) for wanted in unwanted.mentions), default=0) / OFTEN
    if not unwanted.occupations:
        return min(named, 1.0)
    if named >= 1.0:
        return 1.0
    # a shop that mentions its warehouse once is no warehouse
    work = sum(candidate.occupations.get(code, 0.0) for code in unwanted.occupations)
    return work if work >= LEAST else 0.0


def _mentions(words: Sequence[str], wanted: Iterable[str]) -> int:
    return min(words.count(term) if term in words else 0 for term in wanted)


def _reason(unwanted: Unwanted, offer: JobOffer) -> Reason:
    line = next((line for one in unwanted.mentions if (line := line_with(offer, one))), offer.title)
    if unwanted.contract is not None and offer.contract_kind is unwanted.contract:
        said, quote = f": {contract_name(unwanted.contract)}", offer.contract.raw
    elif line == offer.title:
        said, quote = f": {line}", line
    else:
        said, quote = "en parle", line
    return Reason(
        criterion=Criterion.UNWANTED,
        verdict=Verdict.CAUTION,
        sentence=f"Vous écrivez « {unwanted.quote} » ; l'offre {said}",
        profile_quote=unwanted.quote,
        offer_quote=quote,
    )
