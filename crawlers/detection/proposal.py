"""A detection as a registry entry: ten lines of TOML at most, ready to paste or to add to a registry file."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import tomlkit
from tomlkit.items import AoT, Table

from crawlers.detection.detecting import Detection
from matching.text.fold import fold


def entry_table(
    found: Detection, *, key: str, name: str, departements: Sequence[str], commune: str | None = None
) -> Table:
    """Return the entry of a detection: nobody has verified it, and its offers wait for a person."""
    hosts = dict.fromkeys([urlsplit(found.start_url).netloc, *found.hosts])
    values: dict[str, Any] = {"key": key, "name": name}
    if commune:
        values["commune"] = commune
    values |= {"platform": found.platform, "start_urls": [found.start_url], "allowed_hosts": list(hosts)}
    values |= {"verified": False, "trusted": False, "access": "public", "display": "extract"}
    values["example"] = next((one for one in found.evidence if one.startswith("http")), found.start_url)
    for more, value in found.more.items():
        values[more] = list(departements) if more == "departements" else value
    table = tomlkit.table()
    for field, value in values.items():
        if isinstance(value, dict):
            inline = tomlkit.inline_table()
            inline.update(value)
            table.add(field, inline)
        else:
            table.add(field, value)
    return table


def entry_key(name: str) -> str:
    """Return the key that an employer's name makes."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name))[:64].strip("-")


def entry_toml(table: Table) -> str:
    """Return an entry as it stands in a registry."""
    return add_entry("", table)


def add_entry(registry: str, table: Table) -> str:
    """Return the text of a registry with one entry more at its end; comments and order stay as they are.

    Raises:
        ValueError: the text is no registry.
    """
    try:
        document = tomlkit.parse(registry)
    except tomlkit.exceptions.TOMLKitError as error:
        raise ValueError(f"not TOML: {error}") from error
    employers = document.get("employer")
    if employers is None:
        employers = tomlkit.aot()
        document.append("employer", employers)
    if not isinstance(employers, AoT):
        raise ValueError("expected [[employer]], a list of tables")
    if len(employers):
        employers[-1].add(tomlkit.nl())
    employers.append(table)
    return tomlkit.dumps(document)
