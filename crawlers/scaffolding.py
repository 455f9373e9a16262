"""A new employer, for a developer: the registry entry, and the fixture folder that the tests of platforms run at once.

Nothing is invented: what only a look at the site can tell is marked `TO_FILL`, and fails until it is filled in.
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import tomlkit
from tomlkit.items import Table

from crawlers.detection import Detection, detect, entry_key, entry_table, read_clues
from crawlers.detection.signs import SIGNS
from crawlers.registry.entries import PLATFORMS

TO_FILL = "to be filled in"
FIXTURES = Path("tests/crawlers/fixtures/platforms")
"""Where a checkout has its fixture folders; their form is described in tests/crawlers/test_platform_fixtures.py."""
TEST = "tests/crawlers/test_platform_fixtures.py"
WRITE_EXPECTED = "LOT_RECRUTE_WRITE_EXPECTED=1"

_SELECTORS: Mapping[str, Mapping[str, object]] = {
    "schema_org": {"mode": "listing", "offer_links": ".to-be-filled-in"},
    "listing": {"row": ".to-be-filled-in"},
}
"""Platforms whose answers have the shape of the site: another site's answers would say nothing."""
_OF_THE_FIXTURE = frozenset(
    {"key", "name", "commune", "verified", "trusted", "access", "display", "example", "enabled"}
)
"""Keys that a fixture's entry leaves to the tests."""


class ScaffoldingError(ValueError):
    """What was asked for cannot be made; says why (French)."""


def new_entry(
    name: str, address: str, platform: str | None, *, departements: Sequence[str], commune: str | None = None
) -> Table:
    """Return the entry of an employer: not crawled, not verified, not trusted before a person has looked at it.

    Args:
        name: the employer's.
        address: page of its offers, which somebody has seen.
        platform: as the registry calls it; None: the address itself has to tell.
        departements: territory, for portals that are asked by département.
        commune: where it sits.

    Raises:
        ScaffoldingError: the platform is not known, or the address does not tell it.
    """
    known = [one for one in PLATFORMS if one != "unknown"]
    if platform is not None and platform not in known:
        raise ScaffoldingError(f"plateforme « {platform} » inconnue ; attendu : {', '.join(known)}")
    told = [one for one in detect(read_clues(address, "")) if one.platform in ((platform,) if platform else known)]
    if not told and platform is None:
        raise ScaffoldingError(
            f"{address} ne dit pas sa plateforme : nommez-la avec --platform, ou voyez employers detect {address}"
        )
    found = (
        told[0]
        if told
        else Detection(platform or "", address, 0, (), _hosts(platform), _SELECTORS.get(platform or "", {}))
    )
    table = entry_table(found, key=entry_key(name), name=name, commune=commune, departements=departements)
    table.add("enabled", False)
    return table


def fixture_folder(entry: Table, fixtures: Path) -> Mapping[str, bytes]:
    """Return the files of an entry's fixture folder, by name.

    On a platform whose answers have one shape for all, they are those of the platform's own fixture, moved to the new
    address; else there is one page to be written. The expected offers are always to be filled in.
    """
    pattern = _pattern(str(entry["platform"]), fixtures)
    files = _skeleton(entry) if pattern is None else _moved(pattern, entry)
    left = f"{TO_FILL}: run with {WRITE_EXPECTED}, then read what it wrote"
    own = tomlkit.document()
    for key, value in entry.items():
        if key not in _OF_THE_FIXTURE:
            own.add(key, value)
    return {
        **files,
        "entry.toml": tomlkit.dumps(own).encode(),
        "expected.jsonl": (json.dumps({"source_id": left}) + "\n").encode(),
        "expected.json": (json.dumps({"listed": left}, indent=2) + "\n").encode(),
    }


def _hosts(platform: str | None) -> tuple[str, ...]:
    """Return the hosts that every entry of a platform needs beside its own."""
    signs = (sign for sign in SIGNS if sign.platform == platform)
    return tuple(dict.fromkeys(host for sign in signs for host in sign.hosts if "{" not in host))


def _pattern(platform: str, fixtures: Path) -> Path | None:
    """Return the fixture folder that shows a platform, the one of its name first."""
    if platform in _SELECTORS:
        return None
    folders = sorted(fixtures.iterdir(), key=lambda folder: (folder.name != platform, folder.name))
    return next((folder for folder in folders if _read_entry(folder).get("platform") == platform), None)


def _read_entry(folder: Path) -> Mapping[str, Any]:
    path = folder / "entry.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def _skeleton(entry: Table) -> Mapping[str, bytes]:
    exchange = tomlkit.table()
    exchange.add("url", str(entry["start_urls"][0]))
    exchange.add("body", f"<!-- {TO_FILL}: what the site answers, written for this test in the site's own shape -->\n")
    exchanges = tomlkit.aot()
    exchanges.append(exchange)
    document = tomlkit.document()
    document.add(tomlkit.comment(f"{TO_FILL}: one [[exchange]] for each page that the crawl asks for, see {TEST}"))
    document.append("exchange", exchanges)
    return {"exchanges.toml": tomlkit.dumps(document).encode()}


def _moved(pattern: Path, entry: Table) -> Mapping[str, bytes]:
    """Return the answers of another fixture of the platform, at the new entry's address."""
    old, new = str(_read_entry(pattern)["start_urls"][0]), str(entry["start_urls"][0])
    here, there = urlsplit(old), urlsplit(new)
    moves = [(old, new), (here.netloc, there.netloc)]
    if here.query and not there.query:
        moves.insert(0, (f"{old}&", f"{new}?"))
    if here.netloc == there.netloc and _board(old) and _board(new):
        moves.append((_board(old), _board(new)))
    files = {}
    for path in sorted(pattern.iterdir()):
        if not path.name.startswith(("entry.", "expected.")):
            body = path.read_bytes()
            for before, after in moves:
                body = body.replace(before.encode(), after.encode())
            files[path.name] = body
    head = (
        f"# {TO_FILL}: these answers are those of {pattern.name}; keep what is peculiar to this employer's board.\n\n"
    )
    files["exchanges.toml"] = head.encode() + files["exchanges.toml"]
    return files


def _board(address: str) -> str:
    """Return the name of a board on a host that many share."""
    parts = urlsplit(address)
    return parse_qs(parts.query).get("for", [parts.path.rstrip("/").rpartition("/")[2]])[0]
