"""Is it the work that the candidate looks for?"""

from functools import partial

from matching.criteria.weighing import Merit
from matching.index.protocol import Candidate
from matching.occupations.reach import shared_occupation
from matching.offers import JobOffer
from matching.recommendations import Criterion, Reason, Verdict
from matching.understanding import WantedWork

OCCUPATION, SIMILARITY, TERMS = 1.5, 0.4, 0.15
"""Points for the same occupation, for the same meaning (cosine 1) and for the most words in common.

Four to one between occupation and meaning is the middle of what ranks best (development benchmark, cross-validated):
more meaning finds a few more answers among the first fifty, less puts more of them among the first ten."""

FITS, DOUBTFUL = 0.9, 0.45
"""Points from which the work fits, and below which it is doubtful."""


def work_merit(wanted: WantedWork, candidate: Candidate, terms_share: float) -> Merit:
    """Weigh an offer's work against one kind of work looked for.

    Args:
        wanted: what the candidate looks for.
        candidate: the offer, retrieved for it.
        terms_share: the offer's BM25 score divided by the best one's, 0 to 1.
    """
    points = (
        OCCUPATION * shared_occupation(wanted.reach, candidate.occupations)
        + SIMILARITY * max(candidate.similarity, 0.0)
        + TERMS * terms_share
    )
    return Merit(points, partial(_reason, wanted, points))


def _reason(wanted: WantedWork, points: float, offer: JobOffer) -> Reason:
    title, sought = offer.title, f"que vous cherchez ({wanted.words})" if wanted.named else "dont vous parlez"
    if points < DOUBTFUL:
        verdict, sentence = Verdict.CAUTION, f"Un autre travail que celui {sought} : {title}"
    elif not wanted.named:
        verdict, sentence = Verdict.FITS, f"Sans métier nommé, d'après ce que vous dites de vous : {title}"
    elif points < FITS:
        verdict, sentence = Verdict.FITS, f"Travail voisin de ce {sought} : {title}"
    else:
        verdict, sentence = Verdict.FITS, f"Vous cherchez : {wanted.words} ; l'offre : {title}"
    return Reason(
        criterion=Criterion.WORK,
        verdict=verdict,
        sentence=sentence,
        profile_quote=wanted.words,
        offer_quote=title,
    )
