"""The words of an offer that a reason quotes."""

from collections.abc import Set

from matching.offers import JobOffer
from matching.text.denials import affirmed
from matching.text.terms import terms

LONGEST = 200
"""Characters of a quoted line that are kept."""


def line_with(offer: JobOffer, wanted: Set[str]) -> str | None:
    """Return the line of an offer that speaks of all these terms, the title first; None where no one line does."""
    lines = [offer.title, *offer.description.splitlines()]
    return next((line.strip()[:LONGEST] for line in lines if wanted <= {*terms(affirmed(line))}), None)
