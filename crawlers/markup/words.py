"""Words of a page's elements."""

import re

from parsel import Selector

_NUMBER = re.compile(r"\d{1,3}(?:[\s.]\d{3})+(?!\d)|\d+")


def words(found: Selector | None) -> str | None:
    """Return the text of an element, its pieces separated by single spaces; None where there is none."""
    pieces = found.xpath(".//text()").getall() if found is not None else ()
    return " ".join(" ".join(pieces).split()) or None


def words_at(within: Selector, css: str | None) -> str | None:
    """Return the text of all that a selector finds, separated by spaces; None where it finds nothing."""
    found = within.css(css) if css else ()
    return " ".join(filter(None, map(words, found))) or None


def first_number(text: str) -> int | None:
    """Return the first whole number of a text, whose thousands may be apart ("13 175 offres")."""
    match = _NUMBER.search(text)
    return int(re.sub(r"\D", "", match[0])) if match else None
