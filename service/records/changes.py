"""What differs between two versions of an offer."""

from collections.abc import Mapping
from typing import Any

from matching.offers import JobOffer
from matching.parsed import Origin, Parsed

Changes = Mapping[str, tuple[Any, Any]]
"""Field to its old and its new value, as JSON values; a field of the provenance is written ``provenance.url``."""

OF_THE_CRAWL = frozenset({"crawl", "first_seen", "last_seen"})
"""Fields of the provenance that every crawl writes anew."""


def changes(old: JobOffer, new: JobOffer) -> Changes:
    """Return the fields whose content differs; who saw the offer when is no content."""
    before, after = _content(old), _content(new)
    return {
        name: (before[name], after[name])
        for name in after
        if before[name] != after[name] and not _same_computed(getattr(old, name, None), getattr(new, name, None))
    }


def _content(offer: JobOffer) -> dict[str, Any]:
    content = offer.model_dump(mode="json", exclude={"id", "provenance"})
    provenance = offer.provenance.model_dump(mode="json", exclude=set(OF_THE_CRAWL))
    return content | {f"provenance.{name}": value for name, value in provenance.items()}


def _same_computed(old: object, new: object) -> bool:
    """Whether both values were worked out and agree: "il y a 3 jours" is written otherwise tomorrow."""
    return (
        isinstance(old, Parsed)
        and isinstance(new, Parsed)
        and old.origin is new.origin is Origin.COMPUTED
        and old.value is not None
        and old.value == new.value
    )
