"""Reads ``employers.toml``: a wrong entry is told with its file, its line and what was expected."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from crawlers.registry.entries import PLATFORMS, CrawledEntry, Entry, UnknownEntry
from crawlers.registry.toml_lines import TomlLines


class RegistryError(ValueError):
    """A registry that cannot be used: one sentence an error, each with file, line and what was expected."""


_ENTRY: TypeAdapter[Entry] = TypeAdapter(Annotated[Entry, Field(discriminator="platform")])


@dataclass(frozen=True)
class Registry:
    """The entries of one registry file, in the file's order."""

    entries: tuple[Entry, ...]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __getitem__(self, key: str) -> Entry:
        """Return the entry of a key.

        Raises:
            KeyError: No entry has it.
        """
        for entry in self.entries:
            if entry.key == key:
                return entry
        raise KeyError(f"no employer {key!r} in the registry")

    @property
    def enabled(self) -> tuple[CrawledEntry, ...]:
        """The entries that `--all` and the schedule crawl."""
        return tuple(e for e in self.entries if not isinstance(e, UnknownEntry) and e.enabled)


def load_registry(path: Path | None = None) -> Registry:
    """Read a registry file, or the package's own.

    Raises:
        RegistryError: The file cannot be read or an entry is wrong; the text names file, line and what was
            expected, one line of text an error.
    """
    if path is None:
        return parse_registry(
            resources.files("crawlers").joinpath("employers.toml").read_text("utf-8"), "employers.toml"
        )
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RegistryError(f"{path}: expected a readable UTF-8 file: {error}") from error
    return parse_registry(text, str(path))


def parse_registry(text: str, name: str) -> Registry:
    """Read the text of a registry; ``name`` is how errors call it.

    Raises:
        RegistryError: See `load_registry`.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RegistryError(f"{name}: not TOML: {error}") from error
    lines = TomlLines(text)
    problems = [
        f"{name}, line {lines.of_key(table)}: unexpected {table!r}, expected only [[employer]] tables"
        for table in document
        if table != "employer"
    ]
    tables = document.get("employer", [])
    if not isinstance(tables, list):
        raise RegistryError(f"{name}, line {lines.of_key('employer')}: expected [[employer]], a list of tables")
    entries: list[Entry] = []
    first_line: dict[str, int] = {}
    for number, table in enumerate(tables):
        header = lines.of_entry("employer", number)
        try:
            entry = _ENTRY.validate_python(table)
        except ValidationError as error:
            problems += [
                f"{name}, line {lines.of_entry('employer', number, key) if key else header}: "
                f"employer {number + 1} ({table.get('key', 'without key')}): {message}"
                for key, message in _sentences(error)
            ]
            continue
        if entry.key in first_line:
            problems.append(
                f"{name}, line {lines.of_entry('employer', number, 'key')}: employer {number + 1}: expected "
                f"a key of its own, {entry.key!r} is taken by line {first_line[entry.key]}"
            )
        first_line.setdefault(entry.key, header)
        entries.append(entry)
    if problems:
        raise RegistryError("\n".join(problems))
    return Registry(tuple(entries))


def _sentences(error: ValidationError) -> Iterator[tuple[str | None, str]]:
    """Yield each fault as the key that it is at (None: the whole entry) and a sentence."""
    for fault in error.errors(include_url=False):
        path = [str(part) for part in fault["loc"] if part not in PLATFORMS]
        kind = fault["type"]
        if kind.startswith("union_tag"):
            yield (
                "platform" if kind == "union_tag_invalid" else None,
                f"expected platform to be one of {', '.join(PLATFORMS)}{_got(fault.get('input'), 'platform')}",
            )
        elif kind == "missing":
            yield None, f"expected a value for {'.'.join(path)!r}"
        elif kind == "extra_forbidden":
            yield path[0], f"unexpected {'.'.join(path)!r} (misspelt, or not of this platform)"
        elif not path:
            yield None, fault["msg"].removeprefix("Value error, ")
        else:
            expected = fault["msg"].removeprefix("Value error, ")
            yield path[0], f"{'.'.join(path)}: {expected} (got {fault['input']!r})"


def _got(table: Any, key: str) -> str:
    return f" (got {table[key]!r})" if isinstance(table, Mapping) and key in table else ""
