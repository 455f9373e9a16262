"""ROME, the French register of occupations: 532 parent codes, their job titles, mobilities and competences.

Source: France Travail, ROME 4.0 version 4.60, Licence Ouverte 2.0. The tables in the package are made by
`python -m matching.occupations.build`; finer codes are rolled up to their parent code.
"""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

PACKAGED = Path(str(files("matching") / "data" / "rome"))


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation (métier)."""

    code: str
    """Parent code: a letter and four digits."""
    name: str


class Rome:
    """The register, read from a folder of tables; each table when it is first asked for.

    Args:
        folder: where the tables are.
    """

    def __init__(self, folder: Path = PACKAGED) -> None:
        self._folder = folder

    @cached_property
    def occupations(self) -> Mapping[str, Occupation]:
        """The occupations by code."""
        return {code: Occupation(code, name) for code, name in self._table("occupations")}

    @cached_property
    def titles(self) -> tuple[tuple[str, str], ...]:
        """Job titles as ROME writes them ("Boulanger / Boulangère"), each with the code of its occupation."""
        return tuple((title, code) for code, title in self._table("titles"))

    @cached_property
    def known_titles(self) -> tuple[tuple[str, str], ...]:
        """The titles that occupations are known by, in one gender, each with its code: ROME's and `everyday_titles`."""
        return tuple((title, code) for code, title in self._table("known_titles"))

    def mobilities(self, code: str) -> tuple[str, ...]:
        """Return the occupations that someone of this one can officially move to, nearest first."""
        return self._mobilities.get(code, ())

    def competences(self, code: str) -> tuple[str, ...]:
        """Return the names of the competences of an occupation."""
        return self._competences.get(code, ())

    @cached_property
    def _mobilities(self) -> Mapping[str, tuple[str, ...]]:
        return self._grouped("mobilities")

    @cached_property
    def _competences(self) -> Mapping[str, tuple[str, ...]]:
        return self._grouped("competences")

    def _grouped(self, name: str) -> Mapping[str, tuple[str, ...]]:
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for code, value in self._table(name):
            groups[code].append(value)
        return {code: tuple(values) for code, values in groups.items()}

    def _table(self, name: str) -> Iterator[tuple[str, str]]:
        with gzip.open(self._folder / f"{name}.tsv.gz", "rt", encoding="utf-8", newline="") as lines:
            yield from ((first, second) for first, second in csv.reader(lines, delimiter="\t"))


@cache
def rome() -> Rome:
    """Return the register of the package."""
    return Rome()
