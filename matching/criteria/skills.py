"""Which of the candidate's skills does the offer name?"""

from collections.abc import Set

from matching.offers import JobOffer
from matching.profiles import CandidateProfile
from matching.recommendations import Criterion, Reason, Verdict
from matching.text.terms import terms

SKILL, MOST = 0.05, 0.2
"""Points for a skill that the offer names, and the most that all of them can bring."""


def skills_reason(profile: CandidateProfile, offer: JobOffer, offer_terms: Set[str]) -> Reason | None:
    """Name the skills that the offer asks for; None when it names none of them.

    A skill is found when every term of it stands in the offer, so that "cuisson" is found in "cuissons" and
    "pose de perfusion" is not found in "poser des questions".

    Args:
        profile: the candidate.
        offer: the offer.
        offer_terms: the terms of the offer's title and text.
    """
    found = [skill for skill in profile.skills if (wanted := set(terms(skill))) and wanted <= offer_terms]
    if not found:
        return None
    named = ", ".join(found)
    return Reason(
        criterion=Criterion.SKILLS,
        verdict=Verdict.FITS,
        sentence=f"L'offre mentionne ce que vous savez faire : {named}",
        profile_quote=named,
        offer_quote=_line_with(offer, found[0]),
        weight=min(SKILL * len(found), MOST),
    )


def _line_with(offer: JobOffer, skill: str) -> str | None:
    """Return the line of the offer that names a skill, where one line names all of it."""
    wanted = set(terms(skill))
    lines = [offer.title, *offer.description.splitlines()]
    return next((line.strip()[:200] for line in lines if wanted <= set(terms(line))), None)
