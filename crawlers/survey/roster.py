"""The list of employers to survey: a table (CSV) or TOML; what is wrong is told line by line."""

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawlers.registry.toml_lines import TomlLines
from matching.parsed import Record

_COLUMNS = {"nom": "name", "name": "name", "employeur": "name", "site": "site", "commune": "commune"}
_EXPECTED = "nom et site, et au choix commune"


class RosterError(ValueError):
    """A list that cannot be used: one sentence a fault (French), each with its line."""


class Listed(Record):
    """An employer to survey."""

    name: str
    site: str
    """Home page, or careers page where it is known."""
    commune: str | None = None


def read_roster(path: Path) -> tuple[Listed, ...]:
    """Read a list: columns ``nom``, ``site`` and, if known, ``commune``, or tables ``[[employer]]`` of these keys.

    Raises:
        RosterError: the file cannot be read or a line is wrong.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise RosterError(f"{path} : fichier illisible ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise RosterError(f"{path} : enregistrez ce fichier en UTF-8 ({error})") from error
    rows = _toml(text, path) if path.suffix.lower() == ".toml" else _csv(text, path)
    problems: list[str] = []
    listed: dict[str, tuple[int, Listed]] = {}
    for line, row in rows:
        told = {name: str(row.get(name) or "").strip() for name in ("name", "site", "commune")}
        where = f"{path}, ligne {line}"
        if not told["name"]:
            problems.append(f"{where} : le nom de l'employeur manque")
        if not _is_address(told["site"]):
            got = f"« {told['site']} »" if told["site"] else "rien"
            problems.append(f"{where} : site : une adresse http:// ou https:// est attendue, pas {got}")
        elif told["site"] in listed:
            problems.append(f"{where} : ce site est déjà à la ligne {listed[told['site']][0]}")
        elif told["name"]:
            one = Listed(name=told["name"], site=told["site"], commune=told["commune"] or None)
            listed[told["site"]] = (line, one)
    if problems:
        raise RosterError("\n".join(problems))
    if not listed:
        raise RosterError(f"{path} : aucun employeur ; attendu : {_EXPECTED}")
    return tuple(one for _, one in listed.values())


def _csv(text: str, path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    header = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(";,\t", key=header.count), strict=True)
    try:
        names = [_COLUMNS.get(name.strip().lower()) for name in next(reader, [])]
        if not {"name", "site"} <= set(names):
            raise RosterError(
                f"{path}, ligne 1 : attendu, les colonnes {_EXPECTED} ; trouvé : {header.strip() or 'rien'}"
            )
        start = reader.line_num + 1
        for row in reader:
            if any(cell.strip() for cell in row):
                yield start, {name: cell for name, cell in zip(names, row, strict=False) if name}
            start = reader.line_num + 1
    except csv.Error as error:
        raise RosterError(f"{path}, ligne {reader.line_num} : ce tableau ne se lit pas ({error})") from error


def _toml(text: str, path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        tables = tomllib.loads(text).get("employer", [])
    except tomllib.TOMLDecodeError as error:
        raise RosterError(f"{path} : ce n'est pas du TOML : {error}") from error
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise RosterError(f"{path} : attendu, des tables [[employer]] : {_EXPECTED}")
    lines = TomlLines(text)
    for number, table in enumerate(tables):
        yield (
            lines.of_entry("employer", number),
            {_COLUMNS[name]: value for name, value in table.items() if name in _COLUMNS},
        )


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
