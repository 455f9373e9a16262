"""schema.org JobPosting, in whatever dress, to `RawPosting` (FORMATS 3). Pure functions.

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

_OF_TIME = re.compile(r"time|temps", re.IGNORECASE)
"""An ``employmentType`` that speaks of working time: FULL_TIME, "Part-time", "Temps plein"."""

_NOTHING = frozenset({"", "null", "none", "undefined", "n/a", "-"})


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
    found = [posting for value in json_ld.values for posting in find_postings(value)]
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
                title=_text(posting.get("title")) or _text(posting.get("name")),
                description=_description(posting),
                employer_name=_text(posting.get("hiringorganization")),
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
    return {str(key).lower().removeprefix("schema:"): value for key, value in node.items()}


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
        place = _place(one)
        if place is not None:
            yield place


def _place(value: Any) -> RawPlace | None:
    if not isinstance(value, Mapping):
        text = _text(value)
        return RawPlace(text=text) if text else None
    node = _lower(value)
    address = node.get("address", node)
    if isinstance(address, list):
        address = address[0] if address else None
    name = _text(node.get("name"))
    if not isinstance(address, Mapping):
        text = _text(address) or name
        return RawPlace(text=text) if text else None
    parts = _lower(address)
    locality = _text(parts.get("addresslocality"))
    place = RawPlace(
        # a street without a town may be a whole address
        text=name or (None if locality else _text(parts.get("streetaddress"))),
        locality=locality,
        postcode=_text(parts.get("postalcode")),
        region=_text(parts.get("addressregion")),
        country=_text(parts.get("addresscountry")),
    )
    return place if place != RawPlace() else None


def _salary(value: Any) -> str | None:
    """Write a pay as "1800 - 2200 EUR MONTH"; zeros and empty shells are nothing."""
    if isinstance(value, list):
        return _salary(value[0]) if value else None
    if not isinstance(value, Mapping):
        text = _text(value)
        return None if text is None or re.fullmatch(r"0(?:\.0+)?", text) else text
    outer = _lower(value)
    inner = _lower(outer["value"]) if isinstance(outer.get("value"), Mapping) else {}
    low, high = (_amount(_first(key, inner, outer)) for key in ("minvalue", "maxvalue"))
    exact = _amount(inner.get("value") if inner else outer.get("value"))
    amounts = [amount for amount in (low, high) if amount] or ([exact] if exact else [])
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
