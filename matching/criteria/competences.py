"""Which of its occupation's competences does an offer name, and which of them does the candidate?"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache

from matching.occupations.rome import rome
from matching.profiles import CandidateProfile
from matching.recommendations import Criterion, Reason, Verdict
from matching.text.terms import terms

SURE = 0.4
"""Weight from which an offer's occupation is sure enough to say what it takes."""

NEAR = 2
"""Other terms that may stand among those of a competence: "gestion des stocks" is named by "gestion quotidienne des
stocks", and not by two sentences."""

NAMED = 3
"""Competences that are named at most, of each sort."""


Competence = tuple[str, frozenset[str]]
"""A name and its terms."""
CompetencesRemark = Callable[[Sequence[str], Mapping[str, float]], Reason | None]
"""Remarks on an offer by the terms of its title and text, in their order, and its occupations; None: nothing to say."""


def competences_remark(profile: CandidateProfile) -> CompetencesRemark | None:
    """Return what names the competences that offers ask for; None when the candidate tells nothing of themselves.

    Those are named that ROME links to the offer's occupation. One that the candidate does not speak of may be theirs
    all the same: it counts for nothing in the score, and nothing is said of one that they speak of in part.
    """
    told = " ".join(filter(None, [*profile.skills, profile.experience, profile.text]))
    if not told:
        return None
    spoken_of = {*terms(told), *(term for job in profile.wanted_jobs for term in terms(job))}

    def remark(offer_terms: Sequence[str], occupations: Mapping[str, float]) -> Reason | None:
        sure = next((code for code, weight in occupations.items() if weight >= SURE), None)
        asked = list(_named(_competences(sure), offer_terms)) if sure else []
        shared = [name for name, wanted in asked if spoken_of.issuperset(wanted)]
        missing = [name for name, wanted in asked if spoken_of.isdisjoint(wanted)]
        return _reason(", ".join(shared[:NAMED]), ", ".join(missing[:NAMED]))

    return remark


def _reason(shared: str, missing: str) -> Reason | None:
    if shared and missing:
        verdict, sentence = Verdict.UNKNOWN, f"Vous citez : {shared} ; l'offre demande aussi : {missing}"
    elif missing:
        verdict, sentence = Verdict.UNKNOWN, f"L'offre demande aussi : {missing} ; votre profil n'en parle pas"
    elif shared:
        verdict, sentence = Verdict.FITS, f"L'offre demande ce que vous citez : {shared}"
    else:
        return None
    return Reason(criterion=Criterion.SKILLS, verdict=verdict, sentence=sentence, profile_quote=shared or None)


@cache
def _competences(code: str) -> tuple[Competence, ...]:
    """Return the competences of an occupation with their terms."""
    named = ((name, frozenset(terms(name))) for name in rome().competences(code))
    return tuple((name, wanted) for name, wanted in named if wanted)


def _named(competences: Collection[Competence], offer_terms: Sequence[str]) -> Iterator[Competence]:
    """Yield the competences whose terms stand close together."""
    held = frozenset(offer_terms)
    whole = [competence for competence in competences if competence[1] <= held]
    if not whole:
        return
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, term in enumerate(offer_terms):
        places[term].append(place)
    for name, wanted in whole:
        if _close([places[term] for term in wanted]):
            yield name, wanted


def _close(places: Sequence[Sequence[int]]) -> bool:
    """Whether one place of each term lies within a short stretch."""
    most = len(places) + NEAR
    return any(all(any(0 <= at - first < most for at in other) for other in places) for one in places for first in one)
