"""A visitor's search of the offers: what may be asked, and what it means to the index."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from matching.index.protocol import Area, OfferFilter, OfferSearch
from matching.offers import Contract
from matching.places.communes import Commune
from service.api.communes import UnknownCommuneError, commune_of

DEFAULT_RADIUS_KM = 20.0
MAX_PAGE = 500
MAX_PAGE_SIZE = 100


class OfferQuery(BaseModel):
    """What to search for. Offers that do not say pass every filter but `occupation`, which is our own guess."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    q: str = Field("", max_length=200, description="Words, in French.", examples=["menuisier"])
    commune: str = Field(
        "", max_length=100, description="INSEE code or name of a commune.", examples=["46102", "Figeac"]
    )
    radius_km: float = Field(
        DEFAULT_RADIUS_KM, ge=0, le=500, description="Kilometres around `commune`, as the crow flies."
    )
    contract: tuple[Contract, ...] = Field((), description="Any of these kinds of contract.")
    occupation: tuple[Annotated[str, Field(pattern=r"^[A-N]\d{4}$")], ...] = Field(
        (), description="Any of these occupations (ROME parent codes).", examples=[["H2206"]]
    )
    employer: tuple[Annotated[str, Field(max_length=100)], ...] = Field(
        (), description="Any of these employers (their keys)."
    )
    page: int = Field(1, ge=1, le=MAX_PAGE, description="Page of the results, from 1.")
    page_size: int = Field(20, ge=1, le=MAX_PAGE_SIZE, description="Offers a page.")

    def search(self, today: date) -> OfferSearch:
        """Return the search as the index understands it.

        Raises:
            UnknownCommuneError: no commune has this code or name, or several have.
        """
        areas: tuple[Area, ...] = ()
        if self.commune:
            areas = (area_around(commune_of(self.commune), self.radius_km),)
        return OfferSearch(
            text=self.q,
            filter=OfferFilter(
                today=today,
                contracts=self.contract,
                occupations=self.occupation,
                employers=self.employer,
                areas=areas,
            ),
            offset=(self.page - 1) * self.page_size,
            limit=self.page_size,
        )


def area_around(commune: Commune, radius_km: float) -> Area:
    """Return the circle around a commune's centre.

    Raises:
        UnknownCommuneError: the official list does not say where the commune is.
    """
    if commune.latitude is None or commune.longitude is None:
        raise UnknownCommuneError(commune.name)
    return Area(commune.latitude, commune.longitude, radius_km)
