"""A recommendation and the reasons that explain it."""

from enum import StrEnum

from pydantic import Field

from matching.offers import JobOffer
from matching.parsed import Record


class Criterion(StrEnum):
    """What a reason speaks of."""

    WORK = "work"
    SKILLS = "skills"
    DISTANCE = "distance"
    CONTRACT = "contract"
    WORKING_TIME = "working_time"
    LICENCES = "licences"
    UNWANTED = "unwanted"
    FEEDBACK = "feedback"


class Verdict(StrEnum):
    """What a reason says for the candidate."""

    FITS = "fits"
    CAUTION = "caution"
    UNKNOWN = "unknown"


class Reason(Record):
    """One criterion, with what the candidate said and what the offer says."""

    criterion: Criterion
    verdict: Verdict
    sentence: str = Field(description="French, addressed to the candidate.")
    profile_quote: str | None = Field(None, description="The candidate's own words.")
    offer_quote: str | None = Field(None, description="The offer's own words.")
    weight: float = Field(0.0, description="What the criterion adds to the score (negative: takes away).")


class Recommendation(Record):
    """An offer at its rank for one candidate. There is no probability: a score only orders."""

    rank: int = Field(ge=1)
    offer: JobOffer
    score: float = Field(description="Sum of the reasons' weights; comparable only within one answer.")
    reasons: tuple[Reason, ...]

    @property
    def is_other_work(self) -> bool:
        """Whether the offer is for other work than what the candidate looks for: near, but hardly what they want."""
        return any(reason.criterion is Criterion.WORK and reason.verdict is Verdict.CAUTION for reason in self.reasons)
