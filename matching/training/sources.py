"""The open tables that the model and the word lists are made from, read as they are published."""

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a gzipped CSV file as dictionaries.

    Raises:
        FileNotFoundError: the file is not there; the message says which tables are expected.
    """
    if not path.is_file():
        raise FileNotFoundError(
            f"{path}: not found; --sources must hold the published tables of rome/ (France Travail) and esco/"
        )
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def rome_titles(sources: Path) -> list[tuple[str, str]]:
    """Return every job title of ROME, as published ("X / Y"), with its parent code."""
    return [
        (row["libelle_appellation_long"], row["code_rome_parent"])
        for row in rows(sources / "rome" / "appellation_v460.csv.gz")
    ]


def esco_titles(sources: Path) -> list[tuple[str, ...]]:
    """Return the titles of each ESCO occupation in French: the preferred one, then the alternatives."""
    return [
        (row["preferredLabel"], *filter(None, row["altLabels"].split("\n")))
        for row in rows(sources / "esco" / "occupations_fr.csv.gz")
    ]
