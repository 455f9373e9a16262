"""Does the offer ask for what the candidate can do?"""

from collections.abc import Callable, Collection, Sequence
from functools import partial

from matching.criteria.quoting import line_with
from matching.criteria.weighing import Merit
from matching.offers import JobOffer
from matching.profiles import CandidateProfile
from matching.recommendations import Criterion, Reason, Verdict
from matching.text.terms import terms

SKILL, MOST = 0.05, 0.2
"""Points for a skill that the offer names, and the most that all of them can bring."""

LIKENESS = 0.4
"""Points for an offer that means the same as all that the candidate tells of themselves (cosine 1)."""

ALIKE = 0.35
"""Cosine from which an offer is said to be like what the candidate has done."""


SkillsMerit = Callable[[Collection[str], float], Merit]
"""Weighs an offer by the terms of its title and text, and by its likeness (cosine) to all that the candidate tells."""


def skills_merit(profile: CandidateProfile) -> SkillsMerit | None:
    """Return what compares skills and experience with offers; None when the candidate told neither.

    A skill is found when every term of it stands in the offer, so that "cuisson" is found in "cuissons" and
    "pose de perfusion" is not found in "poser des questions".
    """
    if not (profile.skills or profile.experience or profile.text):
        return None
    skills = [(skill, wanted) for skill in profile.skills if (wanted := terms(skill))]

    def weigh(offer_terms: Collection[str], likeness: float) -> Merit:
        found = [skill for skill, wanted in skills if all(map(offer_terms.__contains__, wanted))]
        points = min(SKILL * len(found), MOST) + LIKENESS * max(likeness, 0.0)
        return Merit(points, partial(_reason, found, likeness))

    return weigh


def _reason(found: Sequence[str], likeness: float, offer: JobOffer) -> Reason:
    named = ", ".join(found)
    if found:
        verdict, sentence = Verdict.FITS, f"L'offre mentionne ce que vous savez faire : {named}"
    elif likeness >= ALIKE:
        verdict, sentence = Verdict.FITS, "L'offre ressemble à ce que vous avez fait"
    else:
        verdict, sentence = Verdict.UNKNOWN, "L'offre ne dit rien de ce que vous savez faire"
    return Reason(
        criterion=Criterion.SKILLS,
        verdict=verdict,
        sentence=sentence,
        profile_quote=named or None,
        offer_quote=line_with(offer, {*terms(found[0])}) if found else None,
    )
