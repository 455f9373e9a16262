"""Microdata and RDFa of a page, in the nested shape of JSON-LD."""

import re
from collections.abc import Mapping
from typing import Any

from extruct.rdfa import RDFaExtractor
from extruct.w3cmicrodata import MicrodataExtractor

_BLOCK_END = re.compile(r"(</(?:address|dd|div|dt|h[1-6]|li|p|section|td|tr)\s*>|<br\s*/?>)", re.IGNORECASE)


def read_microdata(page: str, address: str) -> list[Any]:
    """Return the items of a page; text keeps its paragraphs as lines."""
    return [_from_item(item) for item in MicrodataExtractor().extract(page, base_url=address)]


def read_rdfa(page: str, address: str) -> list[Any]:
    """Return the nodes of a page; text keeps its paragraphs as lines, which extruct would run together."""
    nodes = RDFaExtractor().extract(_BLOCK_END.sub(r"\1\n", page), base_url=address)
    by_id = {node["@id"]: node for node in nodes if "@id" in node}
    return [_from_node(node, by_id, ()) for node in nodes]


def _from_item(item: Any) -> Any:
    if isinstance(item, list):
        return [_from_item(one) for one in item]
    if not isinstance(item, Mapping):
        return item
    if "properties" not in item and isinstance(text := item.get("value"), str):
        return text  # an item without properties, as themes write an employer: its text says it
    properties = {name: _from_item(value) for name, value in item.get("properties", {}).items()}
    return {"@type": item.get("type"), "@id": item.get("id"), **properties}


def _from_node(node: Any, by_id: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    if not isinstance(node, Mapping):
        return node
    if "@value" in node:
        return node["@value"]
    name = node.get("@id", "")
    if set(node) == {"@id"}:
        # a reference: to a node of the page, unless that leads round in a circle, or to somewhere else
        return _from_node(by_id[name], by_id, path) if name in by_id and name not in path else name
    properties = {}
    for key, value in node.items():
        if key.startswith("@") or not isinstance(value, list):
            properties[key] = value
            continue
        values = [_from_node(one, by_id, (*path, name)) for one in value]
        # a graph has no order: without one of ours, values would change places from crawl to crawl
        properties[re.split(r"[/#]", key)[-1]] = values[0] if len(values) == 1 else sorted(values, key=repr)
    return properties
