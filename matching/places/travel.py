"""How far, and about how long on the way. Estimates: no route is computed."""

import math

from matching.profiles import Transport

EARTH_RADIUS_KM = 6371.0088
"""Mean radius (IUGG)."""
ROAD_KM_PER_KM = 1.3
"""Kilometres on the road per kilometre as the crow flies.

Detours of 1.2 to 1.4 are usual between places of rural Europe; Cahors to Figeac is 54 km as the crow flies and some
70 km by road.
"""
CAR_KM_H = 50.0
"""Door to door on country roads: limits of 80 between villages and 50 or 30 within, bends, a place to park."""
BICYCLE_KM_H = 15.0
"""An everyday rider on hilly ground; in towns on the flat 15 to 20 is usual."""
WALK_KM_H = 4.5
"""The unhurried pace of an adult."""
WALK_LIMIT_KM = 3.0
"""As the crow flies: some 50 minutes. Beyond it, without a car, only a timetable could tell, and we have none."""

BUS_KM_H = 25.0
"""What a bus or a train makes of the road, stops and waiting included. Chosen by us, half the pace of a car: we
have no timetable."""

_KM_H = {Transport.CAR: CAR_KM_H, Transport.BICYCLE: BICYCLE_KM_H, Transport.NONE: WALK_KM_H}


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the great-circle distance of two points given in degrees, in kilometres (haversine)."""
    phi, other_phi = math.radians(latitude), math.radians(other_latitude)
    across = math.radians(other_longitude - longitude)
    chord = math.sin((other_phi - phi) / 2) ** 2 + math.cos(phi) * math.cos(other_phi) * math.sin(across / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def travel_minutes(km: float, transport: Transport) -> float | None:
    """Return about how many minutes one way takes, None where nobody can tell.

    Args:
        km: as the crow flies.
        transport: `Transport.NONE` walks up to `WALK_LIMIT_KM`; farther depends on buses and trains we know not.
    """
    if transport is Transport.NONE and km > WALK_LIMIT_KM:
        return None
    return km * ROAD_KM_PER_KM / _KM_H[transport] * 60


def reach_km(minutes: float, transport: Transport) -> float:
    """Return how far one gets in so many minutes, in kilometres as the crow flies: `travel_minutes` turned round.

    Without a vehicle as far as a bus may go, for nobody can tell that none does.
    """
    km_h = BUS_KM_H if transport is Transport.NONE else _KM_H[transport]
    return minutes / 60 * km_h / ROAD_KM_PER_KM


def rounded_minutes(minutes: float) -> int:
    """Return minutes as they are shown: to the nearest five, at least five; more would feign precision."""
    return max(5, 5 * round(minutes / 5))
