"""JSON-LD blocks of a page, read strictly first and then mended step by step."""

import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import json_repair
from parsel import Selector

_GUARDS = re.compile(
    r"^\s*(?:(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?|<!--)|(?:(?://|/\*)?\s*\]\]>\s*(?:\*/)?|(?://)?\s*-->)\s*;?\s*$"
)

_EDITOR = re.compile(r"(?<=[{}\[\]\",0-9])(?:\s|&nbsp;|</?p>|<br\s*/?>)+(?=[\"{}\[\]])")
"""What an editor of texts puts between the tokens of a script that was pasted into it."""


@dataclass(frozen=True, slots=True)
class JsonLd:
    """What the JSON-LD blocks of a page hold."""

    values: tuple[Any, ...]
    """One object or list a block."""
    repaired: int
    """Number of blocks that only a repair made readable."""
    broken: tuple[str, ...]
    """Text of the blocks that nothing made readable."""


def read_json_ld(page: str) -> JsonLd:
    """Read every ``application/ld+json`` block of a page; empty blocks are passed over."""
    values: list[Any] = []
    broken: list[str] = []
    repaired = 0
    for script in Selector(page, type="html").xpath(
        "//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]"
    ):
        text = "".join(script.xpath("text()").getall()).strip()
        if not text:
            continue
        for step, read in enumerate(_STEPS):
            try:
                value = read(text)
            except (ValueError, RecursionError):
                continue
            if value and isinstance(value, dict | list):
                values.append(value)
                repaired += step > 0
                break
        else:
            broken.append(text)
    return JsonLd(tuple(values), repaired, tuple(broken))


def _strict(text: str) -> Any:
    return json.loads(text)


def _with_control_characters(text: str) -> Any:
    return json.loads(text, strict=False)


def _without_wrapping(text: str) -> Any:
    """Read without CDATA or comment guards, and without the entities of a block that was encoded as a whole."""
    text = _unwrap(text)
    return json.loads(text, strict=False)


def _repaired(text: str) -> Any:
    """Read what is left of a broken block. A repair that loses the type is none."""
    value = json_repair.loads(_EDITOR.sub(" ", _unwrap(text)))
    if "@type" in text and '"@type"' not in json.dumps(value):
        raise ValueError("expected '@type' in what was repaired")
    return value


def _unwrap(text: str) -> str:
    text = _GUARDS.sub("", text).strip()
    if '"' not in text or "&quot;@" in text:
        text = html.unescape(text)
    return text.rstrip(";")


_STEPS: tuple[Callable[[str], Any], ...] = (_strict, _with_control_characters, _without_wrapping, _repaired)
