"""Where things stand in a TOML text. ``tomllib`` forgets it, and an error must name its line."""

import re

_TOKEN = re.compile(
    r"""
      (?P<skip>\#[^\n]*|\"\"\"(?:\\.|[^\\])*?\"\"\"|'''.*?'''|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    | (?P<open>[\[{]) | (?P<close>[\]}]) | (?P<newline>\n) | (?P<equals>=) | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ENTRY_HEADER = re.compile(r"\[\[\s*([\w-]+)\s*\]\]")
_TABLE_HEADER = re.compile(r"\[\s*([\w.-]+)\s*\]")
_KEY = re.compile(r"""\s*["']?([\w-]+)["']?""")


class TomlLines:
    """Lines (from 1) of the keys and of the ``[[entries]]`` of a valid TOML text."""

    def __init__(self, text: str) -> None:
        self._keys: dict[str, int] = {}
        self._headers: dict[tuple[str, int], int] = {}
        self._entry_keys: dict[tuple[str, int, str], int] = {}
        entry: tuple[str, int] | None = None
        counts: dict[str, int] = {}
        for line, statement in _statements(text):
            if header := _ENTRY_HEADER.match(statement):
                name = header[1]
                entry = (name, counts.get(name, 0))
                counts[name] = entry[1] + 1
                self._headers[entry] = line
                self._keys.setdefault(name, line)
            elif table := _TABLE_HEADER.match(statement):
                name, _, key = table[1].partition(".")
                if entry and key and name == entry[0]:
                    self._entry_keys.setdefault((*entry, key.split(".")[0]), line)
                else:
                    entry = None
                    self._keys.setdefault(name, line)
            elif key_match := _KEY.match(statement):
                if entry:
                    self._entry_keys.setdefault((*entry, key_match[1]), line)
                else:
                    self._keys.setdefault(key_match[1], line)

    def of_key(self, key: str) -> int:
        """Line of a top-level key or table."""
        return self._keys.get(key, 1)

    def of_entry(self, name: str, number: int, key: str | None = None) -> int:
        """Line of a key of the ``number``-th (from 0) ``[[name]]``, or of its header."""
        header = self._headers.get((name, number), self.of_key(name))
        return self._entry_keys.get((name, number, key), header) if key else header


def _statements(text: str) -> list[tuple[int, str]]:
    """Split into statements with the line each begins at; strings and arrays may run over several lines."""
    statements: list[tuple[int, str]] = []
    line, depth, start, current, is_value = 1, 0, 1, "", False
    for token in _TOKEN.finditer(text):
        kind, content = token.lastgroup, token[0]
        if kind == "newline" and depth == 0:
            if current.strip():
                statements.append((start, current.strip()))
            current, is_value = "", False
        elif not (kind == "skip" and content.startswith("#")):
            if not current.strip():
                start = line
            current += content
            is_value = is_value or kind == "equals"
            # the brackets of a table's header open nothing
            depth += is_value * ((kind == "open") - (kind == "close"))
        line += content.count("\n")
    if current.strip():
        statements.append((start, current.strip()))
    return statements
