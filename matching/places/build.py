"""Makes the packaged tables of communes: ``python -m matching.places.build communes_france.csv.gz``.

The source is one row per commune, joined from the tables of INSEE / Etalab (Code officiel géographique, populations,
coordinates, communes déléguées) and La Poste (postcodes), Licence Ouverte 2.0. The same source gives the same bytes.
"""

import argparse
import csv
import gzip
from collections.abc import Mapping
from pathlib import Path

from matching.data_files import write_table
from matching.places.communes import departement_of

PACKAGED = Path(__file__).parents[1] / "data"
COMMUNES = "communes.tsv.gz"
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


def build(source: Path, target: Path) -> None:
    """Write the tables of communes and départements into the folder ``target``.

    Raises:
        ValueError: the source has other columns, or a row whose code and département disagree.
    """
    with gzip.open(source, "rt", encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if missing := set(_COLUMNS) - set(reader.fieldnames or ()):
            raise ValueError(f"{source}: columns {', '.join(sorted(missing))} are missing")
        rows = sorted(reader, key=lambda row: row["code_insee"])
    departements = {row["departement"]: row["departement_nom"] for row in rows}
    write_table(target / COMMUNES, map(_commune, rows))
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


def _degrees(text: str) -> str:
    return f"{float(text):.4f}" if text else ""  # four decimals are ten metres


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m matching.places.build", description=__doc__)
    parser.add_argument("source", type=Path, metavar="COMMUNES_CSV_GZ")
    build(parser.parse_args().source, PACKAGED)
