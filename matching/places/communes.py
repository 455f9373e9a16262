"""The communes of France, each read from the packaged table when it is asked for.

The table is made by `matching.places.build` from the commune tables of INSEE / Etalab (Code officiel géographique,
populations, coordinates) and La Poste (postcodes), Licence Ouverte 2.0.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

LOT = "46"
"""The département whose employers this is about: of several communes of one name, people here mean the Lot's."""
TOWN = 5_000
"""Inhabitants from which a name outside the Lot is the commune's even when written small, as people type."""


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of the official list."""

    insee: str
    """Its INSEE code, which is no postcode: "46102"."""
    name: str
    departement: str
    """Code of the département: "46", "2A", "974"."""
    postcodes: tuple[str, ...]
    population: int
    latitude: float | None
    """Degrees north of its centre (WGS 84); None for some communes overseas."""
    longitude: float | None
    former_names: tuple[str, ...]
    """Names of the communes that were merged into it."""


class Communes(Mapping[str, Commune]):
    """Communes by INSEE code, from rows of the packaged table.

    A row is read when its commune is first asked for: all 35,000 take a sixth of a second, and a crawl needs a few.

    Args:
        rows: as `matching.places.build` writes them, columns separated by tabs.
    """

    def __init__(self, rows: Iterable[str]) -> None:
        self._rows = {row[: row.index("\t")]: row for row in rows}
        self._read: dict[str, Commune] = {}

    def __getitem__(self, insee: str) -> Commune:
        if insee not in self._read:
            self._read[insee] = read_commune(self._rows[insee].split("\t"))
        return self._read[insee]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def departement_of(insee: str) -> str:
    """Return the code of the département that an INSEE code belongs to: the first two signs, three overseas."""
    return insee[:3] if insee.startswith(("97", "98")) else insee[:2]


def read_commune(row: Sequence[str]) -> Commune:
    """Return the commune of a row of the packaged table."""
    insee, name, postcodes, population, latitude, longitude, former = row
    return Commune(
        insee=insee,
        name=name,
        departement=departement_of(insee),
        postcodes=tuple(postcodes.split()),
        population=int(population),
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
        former_names=tuple(former.split("|")) if former else (),
    )
