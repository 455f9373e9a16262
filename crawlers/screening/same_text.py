"""One text under many titles: a template, or bait; only a whole run shows it."""

import re
from collections import defaultdict
from collections.abc import Iterable

from matching.offers import JobOffer
from matching.text.fold import fold
from matching.text.gender import neutral

MANY = 3
"""Titles that one text may not have: two are a job and its other name."""

LONG_ENOUGH = 100
"""Letters and signs from which two texts are not the same by chance."""


def same_text(offers: Iterable[JobOffer]) -> frozenset[str]:
    """Return the ids of the offers whose text stands, word for word, under `MANY` titles or more."""
    ids: dict[str, set[str]] = defaultdict(set)
    titles: dict[str, set[str]] = defaultdict(set)
    for offer in offers:
        text = fold(offer.description)
        if len(text) < LONG_ENOUGH:
            continue
        ids[text].add(offer.id)
        titles[text].add(_without_places(offer))
    return frozenset(one for text, found in ids.items() if len(titles[text]) >= MANY for one in found)


def _without_places(offer: JobOffer) -> str:
    """The title without numbers and the offer's own communes: one job in many towns is honest."""
    title = fold(offer.title)
    for place in offer.communes:
        title = title.replace(fold(place.name), " ")
    return neutral(re.sub(r"\d+", " ", title))
