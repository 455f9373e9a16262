"""Where the employer of a registry entry is, as far as the entry says."""

from crawlers.registry import CrawledEntry
from crawlers.screening import Territory
from matching.places.gazetteer import gazetteer


def home_of(entry: CrawledEntry, territory: Territory) -> frozenset[str]:
    """Return the départements that an entry's offers are from: those it asks for, its territory, or its commune's."""
    asked: tuple[str, ...] = getattr(entry, "departements", ())
    if asked:
        return frozenset(asked)
    if entry.local:
        return territory.departements
    seats = frozenset(commune.departement for commune in gazetteer().named(entry.commune or ""))
    seats = seats & territory.departements or seats
    return seats if len(seats) == 1 else frozenset()
