"""Can the candidate get there?"""

from collections.abc import Iterator, Sequence
from functools import cache, partial
from operator import attrgetter
from typing import NamedTuple

from matching.criteria.weighing import Hurdle, Obstacle
from matching.facts import OfferFacts
from matching.index.protocol import Area
from matching.offers import JobOffer, Place
from matching.places.communes import Commune
from matching.places.gazetteer import gazetteer
from matching.places.travel import (
    BUS_KM_H,
    ROAD_KM_PER_KM,
    distance_km,
    reach_km,
    rounded_minutes,
    travel_minutes,
)
from matching.places.wishes import Anchor
from matching.profiles import CandidateProfile, Transport
from matching.recommendations import Criterion, Reason, Verdict
from matching.understanding import ProfileReading

USUAL_MINUTES = 40
"""The longest way that is taken for accepted where nobody named one, by whatever means."""

LEAST_MINUTES = 5
"""The shortest way that is told apart from none: estimates are rounded to it."""

FARTHEST = 2.0
"""Times the longest way that a candidate named, from which an offer is left out: the estimate is rough, and a way a
little longer than one wished for is worth a caution, not silence."""

NEAR = 0.15
"""Share of its merits that an offer loses for a way of just the longest accepted length."""

BEYOND, MOST = 0.35, 0.7
"""Share that it loses on top of it for each time more of that length, and the most that it can lose so."""

WAIT = 1.3
"""The least share of the longest accepted way that depending on a bus or a train counts for, as we know nothing of
timetables."""

_MEANS = {Transport.CAR: "en voiture", Transport.BICYCLE: "à vélo", Transport.NONE: "à pied"}


class _Way(NamedTuple):
    """A way to work: from a commune, or from the nearest point of a département that is wished for as a whole."""

    km: float
    """As the crow flies."""
    home: Commune | None
    departement: str | None
    """The name of the département, where there is no commune."""
    place: Place


def areas_within_reach(reading: ProfileReading) -> tuple[Area, ...]:
    """Return the circles outside of which offers are too far; none where the candidate set no limit.

    Nor where a whole département is wished for, which is no circle.
    """
    profile = reading.profile
    if reading.anchor is None or reading.anchor.departements or profile.max_minutes is None:
        return ()
    radius = reach_km(accepted_minutes(profile) * FARTHEST, _transport(profile))
    return tuple(
        Area(commune.latitude, commune.longitude, radius)
        for commune in reading.anchor.communes
        if commune.latitude is not None and commune.longitude is not None
    )


def accepted_minutes(profile: CandidateProfile) -> int:
    """Return the longest way to work that a candidate accepts, one way; "0" means nearly next door."""
    return USUAL_MINUTES if profile.max_minutes is None else max(profile.max_minutes, LEAST_MINUTES)


def distance_hurdle(reading: ProfileReading) -> Hurdle | None:
    """Return what weighs the way to work; None where the candidate's end of it is not known, or does not count."""
    if reading.anchor is None:
        return None
    profile, anchor = reading.profile, reading.anchor
    transport, limit = _transport(profile), accepted_minutes(profile)
    unknown = Obstacle(0.0, partial(_unknown, anchor))

    def weigh(offer: OfferFacts) -> Obstacle:
        way = min(_ways(anchor, offer.places), key=attrgetter("km"), default=None)
        if way is None:
            return unknown
        minutes = travel_minutes(way.km, transport)
        travel = way.km * ROAD_KM_PER_KM / BUS_KM_H * 60 if minutes is None else minutes
        least = WAIT if minutes is None else 0.0
        share = max(travel / limit, least)
        lost = _lost(share)
        if travel > limit:  # naming a limit, however long, never makes a way beyond it cheaper than naming none
            lost = max(lost, _lost(max(travel / USUAL_MINUTES, least)))
        return Obstacle(lost, partial(_reason, profile, way, minutes, share <= 1))

    return weigh


def _lost(share: float) -> float:
    """Return the share of its merits that a way of so many times the longest accepted one costs an offer."""
    return NEAR * min(share, 1.0) + min(BEYOND * max(share - 1, 0.0), MOST)


def _reason(profile: CandidateProfile, way: _Way, minutes: float | None, fits: bool, offer: JobOffer) -> Reason:
    return Reason(
        criterion=Criterion.DISTANCE,
        verdict=Verdict.FITS if fits else Verdict.CAUTION,
        sentence=_sentence(way, minutes, profile, fits),
        profile_quote=way.home.name if way.home else way.departement,
        offer_quote=offer.places.raw or way.place.name,
    )


def _unknown(anchor: Anchor, offer: JobOffer) -> Reason:
    names = [commune.name for commune in anchor.communes]
    return Reason(
        criterion=Criterion.DISTANCE,
        verdict=Verdict.UNKNOWN,
        sentence="Le lieu de travail n'est pas précisé",
        profile_quote=", ".join([*names, *map(_name, anchor.departements)]),
        offer_quote=offer.places.raw,
    )


def _ways(anchor: Anchor, places: Sequence[Place]) -> Iterator[_Way]:
    """Yield the ways from each home to each place; to a whole département, to its nearest commune."""
    for place in places:
        for home in anchor.communes:
            if (km := _km(home, place)) is not None:
                yield _Way(km, home, None, place)
        for code in anchor.departements:
            if (km := _km_from_departement(code, place)) is not None:
                yield _Way(km, None, _name(code), place)


def _km(home: Commune, place: Place) -> float | None:
    if home.latitude is None or home.longitude is None:
        return None
    if home.insee == place.commune:
        return 0.0
    if place.latitude is not None and place.longitude is not None:
        return distance_km(home.latitude, home.longitude, place.latitude, place.longitude)
    if place.departement != home.departement:
        return _nearest_km(home.latitude, home.longitude, place.departement)
    return None


def _km_from_departement(code: str, place: Place) -> float | None:
    if place.departement == code:
        return 0.0
    if place.latitude is not None and place.longitude is not None:
        return _nearest_km(place.latitude, place.longitude, code)
    return _apart_km(code, place.departement)


@cache
def _nearest_km(latitude: float, longitude: float, departement: str) -> float | None:
    """Return the distance to the nearest commune of a département; None where none has coordinates, as overseas."""
    ways = (
        distance_km(latitude, longitude, commune.latitude, commune.longitude)
        for commune in gazetteer().in_departement(departement)
        if commune.latitude is not None and commune.longitude is not None
    )
    return min(ways, default=None)


@cache
def _apart_km(departement: str, other: str) -> float | None:
    """Return the distance between the nearest communes of two départements; None where one has no coordinates."""
    ways = (
        _nearest_km(commune.latitude, commune.longitude, other)
        for commune in gazetteer().in_departement(departement)
        if commune.latitude is not None and commune.longitude is not None
    )
    return min((way for way in ways if way is not None), default=None)


def _sentence(way: _Way, minutes: float | None, profile: CandidateProfile, fits: bool) -> str:
    place = way.place
    if way.home and way.home.insee == place.commune:
        return f"À {way.home.name} même"
    if way.departement and not way.km:
        return f"Dans le département souhaité ({way.departement})"
    start = f"de {way.home.name}" if way.home else f"du département souhaité ({way.departement})"
    where = f"À {max(1, round(way.km))} km {'au moins ' if place.commune is None else ''}{start}"
    if minutes is None:
        return f"{where} ({place.name}) : sans voiture, vérifiez qu'un bus ou un train y mène"
    transport = _transport(profile)
    shown = rounded_minutes(minutes)
    estimate = f"environ {shown} min {_MEANS[transport]} (estimation)"
    too_long = "" if fits else _too_long(shown, profile)
    return f"{where}, {estimate}{too_long}"


def _too_long(shown: int, profile: CandidateProfile) -> str:
    if profile.max_minutes is None:
        return " : c'est loin"
    limit = accepted_minutes(profile)
    # told, or learnt from what was too far: the words have to be true of both
    return f" ; votre limite : {limit} min" if shown > limit else f", un peu plus que votre limite de {limit} min"


def _name(departement: str) -> str:
    return gazetteer().departements[departement]


def _transport(profile: CandidateProfile) -> Transport:
    """Return the means of travel; a car where the candidate did not say, as most people here have one."""
    return profile.transport or Transport.CAR
