"""What weighing needs to know of an offer: little enough to be held for every offer, without its text."""

from dataclasses import dataclass
from typing import Self

from matching.exposure import recruiter
from matching.offers import Contract, JobOffer, Place, WorkingTime


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """The facts of an offer that criteria weigh. What is None or empty is unknown."""

    id: str
    contract: Contract | None
    working_time: WorkingTime | None
    places: tuple[Place, ...]
    recruiter: str | None
    """As `matching.exposure.recruiter` names them."""

    @classmethod
    def of(cls, offer: JobOffer) -> Self:
        """Return the facts of an offer."""
        hours = offer.working_time.value
        return cls(
            id=offer.id,
            contract=offer.contract_kind,
            working_time=hours.time if hours else None,
            places=offer.communes,
            recruiter=recruiter(offer),
        )
