"""schema.org JobPosting, in whatever dress, to `RawPosting`. Pure functions.

Persons (``applicationContact``, ``contactPoint``) are never read.
"""

import hashlib
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from w3lib.html import remove_tags

from crawlers.markup.json_ld import read_json_ld
from crawlers.postings import RawPlace, RawPosting

_FURTHER_TEXTS = (
    "responsibilities",
    "qualifications",
    "skills",
    "experiencerequirements",
    "educationrequirements",
    "jobbenefits",
)
"""Properties that continue the description, unless it already holds them."""

_UNITS = {"ann": "YEAR", "mon": "MONTH", "wee": "WEEK", "day": "DAY", "hur": "HOUR"}
"""UN/CEFACT codes met in ``unitCode``; anything else stays as written."""

_PREFIX = re.compile(r"^(?:schema:|https?://schema\.org/)")

_OF_TIME = re.compile(r"time|temps", re.IGNORECASE)
"""An ``employmentType`` that speaks of working time: FULL_TIME, "Part-time", "Temps plein"."""

_NOTHING = frozenset({"", "null", "none", "undefined", "n/a", "nan", "unavailable", "-"})


@dataclass(frozen=True, slots=True)
class PageReading:
    """What the markup of a page holds."""

    postings: tuple[RawPosting, ...]
    repaired: int
    """JSON-LD blocks that only a repair made readable."""
    broken: int
    """JSON-LD blocks that speak of a JobPosting and that nothing made readable."""


def read_page(text: str, address: str) -> PageReading:
    """Read the postings of a page: JSON-LD, else microdata, else RDFa (which repeat each other)."""
    json_ld = read_json_ld(text)
    broken = sum("jobposting" in block.lower() for block in json_ld.broken)
    named = dict(_named(json_ld.values))
    found: list[Mapping[str, Any]] = [
        _with_references(posting, named) for value in json_ld.values for posting in find_postings(value)
    ]
    if not found and "JobPosting" in text and re.search(r"\bitemscope\b|\btypeof\s*=", text):
        # extruct takes half a second to import, which most sites need not pay
        from crawlers.markup.embedded import read_microdata, read_rdfa

        for read in (read_microdata, read_rdfa):
            found = [posting for item in read(text, address) for posting in find_postings(item)]
            if found:
                break
    return PageReading(tuple(to_raw_postings(found, address)), json_ld.repaired, broken)


def find_postings(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every JobPosting in a JSON-LD value, however deeply wrapped, its keys in lower case."""
    if isinstance(value, list):
        for one in value:
            yield from find_postings(one)
    elif isinstance(value, Mapping):
        node = _lower(value)
        if any(re.split(r"[/:#]", kind)[-1].lower() == "jobposting" for kind in _texts(node.get("@type"))):
            yield node
        else:
            for one in node.values():
                yield from find_postings(one)


def _named(value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the nodes of a page that others may refer to by their ``@id``."""
    if isinstance(value, list | tuple):
        for one in value:
            yield from _named(one)
    elif isinstance(value, Mapping):
        if isinstance(value.get("@id"), str) and not _is_reference(value):
            yield value["@id"], value
        for one in value.values():
            yield from _named(one)


def _with_references(
    node: Mapping[str, Any], named: Mapping[str, Mapping[str, Any]], path: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return a node with the nodes that it refers to in their place, unless that leads round in a circle."""

    def follow(value: Any) -> Any:
        if isinstance(value, list):
            return [follow(one) for one in value]
        if not isinstance(value, Mapping):
            return value
        name = str(value.get("@id", ""))
        target = named.get(name, value) if _is_reference(value) and name not in path else value
        return _with_references(target, named, (*path, name) if name else path)

    return {key: follow(value) for key, value in node.items()}


def _is_reference(node: Mapping[str, Any]) -> bool:
    return "@id" in node and set(node) <= {"@id", "@type"}


def to_raw_postings(postings: Sequence[Mapping[str, Any]], address: str) -> list[RawPosting]:
    """Turn the postings of one page into raw ones with ids that differ, and that are the same tomorrow.

    A posting's id is its ``identifier``; else the page's address if it is alone there; else its own ``url``,
    else the page's address with a digest of title and places. The same posting twice is one.
    """
    unique = [posting for number, posting in enumerate(postings) if posting not in postings[:number]]
    alone = len(unique) == 1
    raw: list[RawPosting] = []
    taken: set[str] = set()
    for posting in unique:
        own_address = _own_address(posting, address)
        places = tuple(_places(posting))
        page = address if alone else own_address or address
        candidates = (_identifier(posting), address if alone else own_address, _made_up_id(posting, places, address))
        source_id = next((one for one in candidates if one and one not in taken), None)
        if source_id is None:
            source_id = f"{candidates[-1]}-{len(taken)}"
        taken.add(source_id)
        types = _texts(posting.get("employmenttype"))
        raw.append(
            RawPosting(
                source_id=source_id,
                url=page,
                title=_label(posting.get("title")) or _label(posting.get("name")),
                description=_description(posting),
                employer_name=_employer(posting.get("hiringorganization")),
                places=places,
                contract=_joined(types),
                working_time=_joined([*filter(_OF_TIME.search, types), *_texts(posting.get("workhours"))]),
                salary=_salary(posting.get("basesalary")),
                experience=_experience(posting.get("experiencerequirements")),
                remote=_text(posting.get("joblocationtype")),
                posted=_text(posting.get("dateposted")),
                closes=_text(posting.get("validthrough")),
                starts=_text(posting.get("jobstartdate")),
            )
        )
    return raw


def _experience(value: Any) -> str | None:
    """Return the experience words; schema.org's own number of months is written "24 mois"."""
    node = _lower(value) if isinstance(value, Mapping) else {}
    months = _text(node.get("monthsofexperience"))
    return f"{months} mois" if months else _joined(value)


def _lower(node: Mapping[str, Any]) -> dict[str, Any]:
    return {_PREFIX.sub("", str(key).lower()): value for key, value in node.items()}


def _texts(value: Any) -> list[str]:
    """Return every text in a value: a text, a number, an object's name or value, or a list of them."""
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    if isinstance(value, Mapping):
        node = _lower(value)
        return next((texts for key in ("@value", "name", "value") if (texts := _texts(node.get(key)))), [])
    if value is None or isinstance(value, bool):
        return []
    text = str(value).strip()
    return [] if text.lower() in _NOTHING else [text]


def _text(value: Any) -> str | None:
    return next(iter(_texts(value)), None)


def _label(value: Any) -> str | None:
    """Return a short text without the entities that templates write into it, once or twice."""
    found = _text(value)
    return found and (html.unescape(html.unescape(found)).strip() or None)


def _employer(value: Any) -> str | None:
    for one in value if isinstance(value, list) else [value]:
        name = _label(one) or (_label(_lower(one).get("legalname")) if isinstance(one, Mapping) else None)
        if name:
            return name
    return None


def _joined(value: Any) -> str | None:
    return " | ".join(dict.fromkeys(_texts(value))) or None


def _identifier(posting: Mapping[str, Any]) -> str | None:
    """Return the source's own id. A PropertyValue's name is the employer's, not the offer's."""
    value = posting.get("identifier")
    for one in value if isinstance(value, list) else [value]:
        found = _text(_lower(one).get("value")) if isinstance(one, Mapping) else _text(one)
        if found is not None and found != _text(posting.get("hiringorganization")):
            return found
    return None


def _made_up_id(posting: Mapping[str, Any], places: Sequence[RawPlace], address: str) -> str:
    """Return an id for a posting that shares its page with others and has none of its own."""
    words = [_text(posting.get("title")), *((place.text, place.locality, place.postcode) for place in places)]
    return f"{address}#{hashlib.sha256(repr(words).encode()).hexdigest()[:8]}"


def _own_address(posting: Mapping[str, Any], address: str) -> str | None:
    """Return the posting's own page. ``url`` is often the employer's home, or no address at all."""
    text = _text(posting.get("url"))
    if text is None or not re.match(r"https?://[^/\s]+/\S+$|/[^/\s]\S*$", text):
        return None
    return urljoin(address, text)


def _description(posting: Mapping[str, Any]) -> str | None:
    parts = _texts(posting.get("description"))
    for key in _FURTHER_TEXTS:
        texts = _texts(posting.get(key))
        known = _words("\n".join(parts))
        if texts and not all(_words(text) in known for text in texts):
            if len(texts) > 1:
                parts.append("<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>")
            else:
                parts.append(texts[0])
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0]
    return "\n".join(part if "<" in part or "&lt;" in part else f"<p>{html.escape(part)}</p>" for part in parts)


def _words(text: str) -> str:
    """Return a text's bare words, by which repetitions are told."""
    return " ".join(re.findall(r"\w+", remove_tags(html.unescape(html.unescape(text))).lower()))


def _places(posting: Mapping[str, Any]) -> Iterator[RawPlace]:
    value = posting.get("joblocation")
    for one in value if isinstance(value, list) else [value]:
        yield from filter(None, _of_location(one))


def _of_location(value: Any) -> Iterator[RawPlace | None]:
    """Yield the places of a location: one, or one an address where it has several."""
    if not isinstance(value, Mapping):
        yield _free_text(_label(value))
        return
    node = _lower(value)
    name = _label(node.get("name"))
    addresses = node.get("address", node)
    for address in addresses if isinstance(addresses, list) and addresses else [addresses]:
        if isinstance(address, Mapping):
            yield from _of_address(_lower(address), name)
        else:
            yield _free_text(_label(address) or name)


def _of_address(address: Mapping[str, Any], name: str | None) -> Iterator[RawPlace | None]:
    """Yield the place of a postal address, or one a town where it names several."""
    towns, postcodes = (list(map(_label, _texts(address.get(key)))) for key in ("addresslocality", "postalcode"))
    towns = towns or [None]
    if len(towns) != len(postcodes):
        postcodes = (postcodes[:1] if len(towns) == 1 else []) or [None] * len(towns)
    # a street without a town may be a whole address
    text = name or _label(address.get("name")) or (None if towns[0] else _label(address.get("streetaddress")))
    for town, postcode in zip(towns, postcodes, strict=False):
        place = RawPlace(
            text=text,
            locality=town,
            postcode=postcode,
            region=_label(address.get("addressregion")),
            country=_label(address.get("addresscountry")),
        )
        yield place if place != RawPlace() else None


def _free_text(text: str | None) -> RawPlace | None:
    return RawPlace(text=text) if text else None


def _salary(value: Any) -> str | None:
    """Write a pay as "1800 - 2200 EUR MONTH"; zeros and empty shells are nothing."""
    if isinstance(value, list):
        return _salary(value[0]) if value else None
    if not isinstance(value, Mapping):
        text = _text(value)
        return None if text is None or re.fullmatch(r"0(?:\.0+)?", text) else text
    outer = _lower(value)
    within = outer.get("value")
    within = within[0] if isinstance(within, list) and within and isinstance(within[0], Mapping) else within
    inner = _lower(within) if isinstance(within, Mapping) else {}
    low, high = (_amount(_first(key, inner, outer)) for key in ("minvalue", "maxvalue"))
    exact = list(filter(None, map(_amount, _texts(inner.get("value") if inner else within))))  # one, or the two ends
    amounts = [amount for amount in (low or (high and "0"), high) if amount] or exact[:2]
    if not amounts:
        return None
    unit = _first("unittext", inner, outer) or _first("unitcode", inner, outer)
    currency = _first("currency", outer, inner)
    words = [" - ".join(dict.fromkeys(amounts)), currency, _UNITS.get((unit or "").lower(), unit)]
    return " ".join(word for word in words if word)


def _first(key: str, *nodes: Mapping[str, Any]) -> str | None:
    return next((text for node in nodes if (text := _text(node.get(key)))), None)


def _amount(value: Any) -> str | None:
    text = _text(value)
    return None if text is None or re.fullmatch(r"0(?:[.,]0+)?", text) else text
