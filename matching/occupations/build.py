"""Makes the package's ROME tables from France Travail's: `python -m matching.occupations.build ROME_DIR`.

Source: ROME 4.0 version 4.60, Licence Ouverte 2.0. ROME_DIR holds `appellation_v460.csv.gz`,
`code_rome_v460.csv.gz`, `mobilite_v460.csv.gz` and `rome_competences_derived.csv.gz`.
The same input gives the same bytes.
"""

import argparse
import csv
import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path

from matching.data_files import write_table
from matching.occupations.everyday import everyday_titles
from matching.occupations.rome import PACKAGED
from matching.occupations.title_terms import PACKAGED as TITLE_TERMS
from matching.occupations.title_terms import TitleTerms
from matching.text.abbreviations import spelled_out
from matching.text.gender import neutral

Row = tuple[str, str]


def build(source: Path, out: Path) -> None:
    """Write the tables of `Rome` into a folder."""
    codes = list(_rows(source / "code_rome_v460.csv.gz"))
    parents = {row["code_rome"]: row["code_rome_parent"] for row in codes}
    out.mkdir(parents=True, exist_ok=True)
    write_table(
        out / "occupations.tsv.gz",
        sorted(
            (row["code_rome"], _text(row["libelle_rome"]))
            for row in codes
            if parents[row["code_rome"]] == row["code_rome"]
        ),
    )
    titles = sorted(set(_titles(source)))
    write_table(out / "titles.tsv.gz", titles)
    # made here once, so that no start of a process has to
    known = sorted({*((code, neutral(title)) for code, title in titles), *_everyday()})
    write_table(out / "known_titles.tsv.gz", known)
    TitleTerms.of([title for _, title in known]).write(out / TITLE_TERMS.name)
    write_table(out / "mobilities.tsv.gz", _mobilities(source, parents))
    competences = _rows(source / "rome_competences_derived.csv.gz")
    write_table(out / "competences.tsv.gz", _unique((row["code_rome"], _text(row["libelle"])) for row in competences))


def _titles(source: Path) -> Iterator[Row]:
    for row in _rows(source / "appellation_v460.csv.gz"):
        for column in ("libelle_appellation_long", "libelle_appellation_court"):
            yield row["code_rome_parent"], _text(row[column])


def _everyday() -> Iterator[Row]:
    """Yield everyday titles as they are typed and with their abbreviations written out, as wishes are looked up."""
    for title, code in everyday_titles():
        yield code, neutral(title)
        yield code, spelled_out(title)


def _mobilities(source: Path, parents: dict[str, str]) -> list[Row]:
    """Return parent code to parent code, in the order of France Travail, the occupation itself left out."""
    ordered = sorted(
        _rows(source / "mobilite_v460.csv.gz"),
        key=lambda row: (parents[row["code_rome"]], int(row["numero_ordre"] or 0)),
    )
    pairs = ((parents[row["code_rome"]], parents[row["code_rome_cible"]]) for row in ordered)
    return _unique((code, other) for code, other in pairs if code != other)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


def _text(cell: str) -> str:
    """Undo the tables' doubled apostrophes and mixed quotes."""
    return " ".join(cell.replace("''", "'").replace("’", "'").split())


def _unique(rows: Iterable[Row]) -> list[Row]:
    return list(dict.fromkeys(rows))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m matching.occupations.build", description=__doc__)
    parser.add_argument("source", type=Path, metavar="ROME_DIR")
    build(parser.parse_args().source, PACKAGED)
