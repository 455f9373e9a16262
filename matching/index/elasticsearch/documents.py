"""Offers and profiles as Elasticsearch keeps them, and back."""

import base64
import math
from collections.abc import Mapping, Sequence
from sys import intern
from typing import Any

import numpy as np

from matching.index.limits import points_of
from matching.index.protocol import Area, OfferEntry, ProfileEntry, Vector
from matching.offers import Contract, JobOffer
from matching.places.travel import EARTH_RADIUS_KM
from matching.profiles import CandidateProfile


def offer_document(entry: OfferEntry) -> dict[str, Any]:
    """Return an offer as it is kept. What is not known is absent."""
    offer = entry.offer
    hours, closes = offer.working_time.value, offer.stated_closing
    kept = {
        "id": offer.id,
        "title": offer.title,
        "terms": " ".join(entry.terms),
        "occupation": next(iter(entry.occupations), None),
        "occupations": list(entry.occupations),
        "weights": dict(entry.occupations),
        "employer": offer.employer.key,
        "contract": offer.contract_kind,
        "working_time": hours.time if hours else None,
        "closes": closes.isoformat() if closes else None,
        "posted": (offer.posted_on.value or offer.provenance.first_seen.date()).isoformat(),
        "points": [{"lat": latitude, "lon": longitude} for latitude, longitude in points_of(offer.communes)],
        "communes": [place.commune for place in offer.communes if place.commune],
        "document": offer.model_dump(mode="json", exclude_defaults=True),
    }
    return _known(kept) | _vectors(entry.vector)


def offer_entry(kept: Mapping[str, Any], version: int) -> OfferEntry:
    """Return an offer as it was put."""
    return OfferEntry(
        JobOffer.model_validate(kept["document"]),
        _unpacked(kept["packed_vector"]),
        tuple(map(intern, kept["terms"].split())),
        kept.get("weights", {}),
        version,
    )


def profile_document(entry: ProfileEntry) -> dict[str, Any]:
    """Return a profile as it is kept, without contact data. What is not limited is absent.

    Raises:
        ValueError: the profile has no id.
    """
    if entry.profile.id is None:
        raise ValueError("a kept profile needs an id, this one has none")
    kept = {
        "id": entry.profile.id,
        "contracts": sorted(entry.contracts),
        "areas": [{"lat": area.latitude, "lon": area.longitude, "km": area.radius_km} for area in entry.areas],
        "document": entry.profile.model_dump(mode="json", exclude_defaults=True),
    }
    return _known(kept) | _box(entry.areas) | _vectors(entry.vector)


def profile_entry(kept: Mapping[str, Any], version: int) -> ProfileEntry:
    """Return a profile as it was put."""
    return ProfileEntry(
        CandidateProfile.model_validate(kept["document"]),
        _unpacked(kept["packed_vector"]),
        version,
        contracts=frozenset(map(Contract, kept.get("contracts", ()))),
        areas=tuple(Area(area["lat"], area["lon"], area["km"]) for area in kept.get("areas", ())),
    )


def listed(vector: Vector) -> list[float]:
    """Return a vector as JSON holds it, to six decimals: more than its bytes in the index tell apart."""
    numbers: list[float] = np.round(vector.astype(np.float64), 6).tolist()
    return numbers


def _known(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in kept.items() if value is not None and value != []}


def _vectors(vector: Vector) -> dict[str, Any]:
    """Return the vector to search by, and packed for reading; one of zeros has no direction and is not searched."""
    packed = {"packed_vector": base64.b64encode(vector.astype("<f2").tobytes()).decode()}
    return packed | {"vector": listed(vector)} if vector.any() else packed


def _unpacked(packed: str) -> Vector:
    return np.frombuffer(base64.b64decode(packed), "<f2").astype(np.float32)


def _box(areas: Sequence[Area]) -> dict[str, float]:
    """Return the degrees between which all circles lie."""
    if not areas:
        return {}
    sides = [_sides(area) for area in areas]
    return {
        "south": min(side[0] for side in sides),
        "north": max(side[1] for side in sides),
        "west": min(side[2] for side in sides),
        "east": max(side[3] for side in sides),
    }


def _sides(area: Area) -> tuple[float, float, float, float]:
    angle = min(area.radius_km / EARTH_RADIUS_KM, math.pi)
    height = math.degrees(angle)
    narrow = math.sin(min(angle, math.pi / 2)) / max(math.cos(math.radians(area.latitude)), 1e-9)
    width = math.degrees(math.asin(narrow)) if narrow < 1 else 180.0
    return area.latitude - height, area.latitude + height, area.longitude - width, area.longitude + width
