"""Can the candidate get there?"""

from collections.abc import Iterator

from matching.index.protocol import Area
from matching.offers import JobOffer, Place
from matching.places.communes import Commune
from matching.places.travel import distance_km, reach_km, rounded_minutes, travel_minutes
from matching.profiles import CandidateProfile, Transport
from matching.recommendations import Criterion, Reason, Verdict
from matching.understanding import ProfileReading

USUAL_MINUTES = 40
"""What people with a car accept one way, where they did not say."""

FARTHEST = 2.0
"""Times the longest way that a candidate named, from which an offer is left out: the estimate is rough, and a way a
little longer than one wished for is worth a caution, not silence."""

NEAR, BEYOND = -0.2, -0.6
"""Points that a way of the longest accepted length costs, and one of twice that length on top of it."""

_MEANS = {Transport.CAR: "en voiture", Transport.BICYCLE: "à vélo", Transport.NONE: "à pied"}


def areas_within_reach(reading: ProfileReading) -> tuple[Area, ...]:
    """Return the circles outside of which offers are too far; none where the candidate set no limit."""
    minutes = reading.profile.max_minutes
    if reading.anchor is None or minutes is None:
        return ()
    radius = max(reach_km(minutes * FARTHEST, _transport(reading.profile)), 1.0)
    return tuple(
        Area(commune.latitude, commune.longitude, radius)
        for commune in reading.anchor.communes
        if commune.latitude is not None and commune.longitude is not None
    )


def distance_reason(reading: ProfileReading, offer: JobOffer) -> Reason | None:
    """Weigh the way to work; None where the candidate's end of it is not known, or does not count."""
    if reading.anchor is None:
        return None
    ways = sorted(_ways(reading.anchor.communes, offer.communes), key=lambda way: way[0])
    names = ", ".join(commune.name for commune in reading.anchor.communes)
    if not ways:
        return Reason(
            criterion=Criterion.DISTANCE,
            verdict=Verdict.UNKNOWN,
            sentence="Le lieu de travail n'est pas précisé",
            profile_quote=names,
            offer_quote=offer.places.raw,
        )
    km, home, place = ways[0]
    transport = _transport(reading.profile)
    minutes = travel_minutes(km, transport)
    limit = reading.profile.max_minutes or USUAL_MINUTES
    share = 1 + FARTHEST if minutes is None else minutes / limit
    fits = share <= 1
    return Reason(
        criterion=Criterion.DISTANCE,
        verdict=Verdict.FITS if fits else Verdict.CAUTION,
        sentence=_sentence(km, home, place, minutes, reading.profile, fits),
        profile_quote=home.name,
        offer_quote=offer.places.raw or place.name,
        weight=NEAR * min(share, 1.0) + BEYOND * min(max(share - 1, 0.0), 1.0),
    )


def _ways(homes: tuple[Commune, ...], places: tuple[Place, ...]) -> Iterator[tuple[float, Commune, Place]]:
    for home in homes:
        for place in places:
            if home.latitude is None or home.longitude is None or place.latitude is None or place.longitude is None:
                continue
            if home.insee == place.commune:
                yield 0.0, home, place
            else:
                yield distance_km(home.latitude, home.longitude, place.latitude, place.longitude), home, place


def _sentence(
    km: float, home: Commune, place: Place, minutes: float | None, profile: CandidateProfile, fits: bool
) -> str:
    where = f"À {home.name}" if home.insee == place.commune else f"À {max(1, round(km))} km de {home.name}"
    if minutes is None:
        return f"{where} ({place.name}) : sans voiture, vérifiez qu'un bus ou un train y mène"
    transport = _transport(profile)
    estimate = f"environ {rounded_minutes(minutes)} min {_MEANS[transport]} (estimation)"
    too_long = "" if fits else _limit(profile)
    if home.insee == place.commune:
        return f"{where} même"
    return f"{where}, {estimate}{too_long}"


def _limit(profile: CandidateProfile) -> str:
    if profile.max_minutes is None:
        return " : c'est loin"
    return f" ; vous souhaitez {profile.max_minutes} min au plus"


def _transport(profile: CandidateProfile) -> Transport:
    """Return the means of travel; a car where the candidate did not say, as most people here have one."""
    return profile.transport or Transport.CAR
