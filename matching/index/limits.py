"""Whether a candidate's hard limits let an offer through. What an offer does not say never counts against it."""

from collections.abc import Iterable

from matching.index.protocol import ProfileEntry
from matching.offers import JobOffer, Place
from matching.places.travel import distance_km


def lets_through(kept: ProfileEntry, offer: JobOffer) -> bool:
    """Whether the contract is accepted and one of the places is within reach."""
    return _contract(kept, offer) and _place(kept, offer)


def _contract(kept: ProfileEntry, offer: JobOffer) -> bool:
    return not kept.contracts or offer.contract_kind is None or offer.contract_kind in kept.contracts


def _place(kept: ProfileEntry, offer: JobOffer) -> bool:
    points = points_of(offer.communes)
    return not (kept.areas and points) or any(
        distance_km(area.latitude, area.longitude, latitude, longitude) <= area.radius_km
        for area in kept.areas
        for latitude, longitude in points
    )


def points_of(places: Iterable[Place]) -> tuple[tuple[float, float], ...]:
    """Return the places that have coordinates: degrees north and east."""
    return tuple(
        (place.latitude, place.longitude)
        for place in places
        if place.latitude is not None and place.longitude is not None
    )
