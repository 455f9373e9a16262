"""Makes the packaged tables of communes: ``python -m matching.places.build communes_france.csv.gz``.

The source is one row per commune, joined from the tables of INSEE / Etalab (Code officiel géographique, populations,
coordinates, communes déléguées) and La Poste (postcodes), Licence Ouverte 2.0. The same source gives the same bytes.
"""

import argparse
import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from matching.data_files import write_table
from matching.places.communes import Commune, departement_of, read_commune
from matching.places.names import commune_keys

PACKAGED = Path(__file__).parents[1] / "data"
COMMUNES = "communes.tsv.gz"
NAMES = "communes_names.tsv.gz"
POSTCODES = "communes_postcodes.tsv.gz"
DEPARTEMENTS = "communes_departements.tsv.gz"
_COLUMNS = (
    "code_insee",
    "nom",
    "codes_postaux",
    "departement",
    "departement_nom",
    "population",
    "latitude",
    "longitude",
    "communes_deleguees",
)
_PARENTHESIS = re.compile(r" *\(.*\)")


def build(source: Path, target: Path) -> None:
    """Write the tables of communes, names, postcodes and départements into the folder ``target``.

    Raises:
        ValueError: the source has other columns, or a row whose code and département disagree.
    """
    with gzip.open(source, "rt", encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if missing := set(_COLUMNS) - set(reader.fieldnames or ()):
            raise ValueError(f"{source}: columns {', '.join(sorted(missing))} are missing")
        rows = sorted(reader, key=lambda row: row["code_insee"])
    departements = {row["departement"]: row["departement_nom"] for row in rows}
    written = [_commune(row) for row in rows]
    communes = sorted(map(read_commune, written), key=lambda commune: -commune.population)
    write_table(target / COMMUNES, written)
    write_table(target / NAMES, _joined(_names(communes)))
    write_table(target / POSTCODES, _joined((code, one.insee) for one in communes for code in one.postcodes))
    write_table(target / DEPARTEMENTS, sorted(departements.items()))


def _commune(row: Mapping[str, str]) -> tuple[str, ...]:
    insee = row["code_insee"]
    if departement_of(insee) != row["departement"]:
        raise ValueError(f"commune {insee}: its code and its département, {row['departement']!r}, disagree")
    return (
        insee,
        row["nom"].strip(),
        row["codes_postaux"].replace("|", " "),
        row["population"] or "0",
        _degrees(row["latitude"]),
        _degrees(row["longitude"]),
        row["communes_deleguees"],
    )


def _names(communes: Sequence[Commune]) -> Iterator[tuple[str, str]]:
    """Yield every name's key with the code of one that bears it: current names first."""
    current = [(name, commune) for commune in communes for name in _current_names(commune)]
    former = [(name, commune) for commune in communes for name in _former_names(commune)]
    named = current + former
    for key, (_, commune) in zip(commune_keys([name for name, _ in named]), named, strict=True):
        yield key, commune.insee


def _current_names(commune: Commune) -> Iterable[str]:
    yield commune.name
    if "(" in commune.name:  # "Bors (Canton de Charente-Sud)": nobody writes the parenthesis
        yield _PARENTHESIS.sub("", commune.name)


def _former_names(commune: Commune) -> Iterable[str]:
    yield from commune.former_names
    if len(commune.former_names) > 1:
        # several merged communes were first called so, and sources still do: "Castelnau Montratier-Sainte Alauzie"
        yield " ".join(commune.former_names)
    if len(commune.former_names) == 2:
        yield " ".join(reversed(commune.former_names))


def _joined(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return each first of the pairs with all its seconds, each once, in their order."""
    seconds: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for first, second in pairs:
        seconds[first][second] = None
    return [(first, " ".join(joined)) for first, joined in sorted(seconds.items())]


def _degrees(text: str) -> str:
    return f"{float(text):.4f}" if text else ""  # four decimals are ten metres


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m matching.places.build", description=__doc__)
    parser.add_argument("source", type=Path, metavar="COMMUNES_CSV_GZ")
    build(parser.parse_args().source, PACKAGED)
