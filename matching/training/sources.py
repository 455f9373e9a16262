"""The open tables that the model and the word lists are made from, read as they are published."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a gzipped CSV file as dictionaries.

    Raises:
        FileNotFoundError: the file is not there; the message says which tables are expected.
    """
    with _opened(path) as file:
        yield from csv.DictReader(file)


def _opened(path: Path) -> TextIO:
    if not path.is_file():
        raise FileNotFoundError(
            f"{path}: not found; --sources must hold the published tables of rome/ (France Travail) and esco/"
        )
    return gzip.open(path, "rt", encoding="utf-8", newline="")


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


def rome_titles_of_esco(sources: Path) -> dict[str, list[str]]:
    """Return by the address of an ESCO occupation the ROME titles that France Travail calls the same or narrower.

    Its broader matches are left alone: half of the table, they name a family of occupations.
    """
    published = {
        row["code_ogr"]: row["libelle_appellation_long"] for row in rows(sources / "rome" / "appellation_v460.csv.gz")
    }
    titles: defaultdict[str, list[str]] = defaultdict(list)
    with _opened(sources / "esco" / "FR_20230607_mapping_esco_rome.csv.gz") as file:
        for address, *_, title, _, relation in (row for row in csv.reader(file) if len(row) == _MAPPING_COLUMNS):
            if relation in _SAME_OR_NARROWER and title in published:
                titles[address].append(published[title])
    return titles


_MAPPING_COLUMNS = 5
"""Of a row of the mapping; the lines above its header have fewer."""

_SAME_OR_NARROWER = ("skos:exactMatch", "skos:closeMatch", "skos:narrowMatch")


def esco_english(sources: Path) -> dict[str, list[str]]:
    """Return the English titles of each ESCO occupation by its address.

    They are read from the corpus of MELO's French-English set, which prints ESCO's labels; its queries and their
    answers are left alone.
    """
    folder = sources / "esco" / "melo_fra_en"
    with _opened(folder / "concept_mapping.tsv.gz") as file:
        concepts = dict(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    titles: defaultdict[str, list[str]] = defaultdict(list)
    with _opened(folder / "corpus_elements.tsv.gz") as file:
        for element, label in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            titles[concepts[element]].append(label)
    return titles
