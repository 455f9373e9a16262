"""Which offers are fit to show: in the territory, complete, open and recent."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from crawlers.normalise.refusals import Refusal
from crawlers.postings import ScreeningCode
from matching.offers import JobOffer
from matching.parsed import Origin
from matching.places.communes import gazetteer
from matching.text.fold import fold

ALL = "all"
"""How the territory without limits is written."""

TITLE_LETTERS = 3
"""Letters that a title needs: "IDE" is the shortest that names a job."""

TEXT_LETTERS = 40
"""Letters that a text needs: a short sentence ("Recherche boulanger pour remplacement à Figeac en août" has 46). Less
repeats the title or says "voir pièce jointe": nobody can tell from it whether the job fits."""

TOO_OLD = timedelta(days=180)
"""Age from which an offer that no live listing shows is taken for forgotten."""

_NO_TITLE = re.compile(
    r"(sans titre|titre( du poste)?|intitule( du poste)?|poste|offre( d'emploi)?|emploi|annonce|test|a definir"
    r"|job( title)?|untitled|null|none|undefined|n/?a|lorem ipsum|candidatures? (spontanees?|libres?))( ?\d*)"
)


@dataclass(frozen=True, slots=True)
class Territory:
    """The départements whose offers are wanted."""

    departements: frozenset[str]
    """Codes of départements; empty: all of France and beyond."""

    @classmethod
    def parse(cls, text: str) -> "Territory":
        """Read a setting: "46", "46,12" or "all".

        Raises:
            ValueError: a part is no code of a département, with what was expected.
        """
        codes = [code.strip().upper() for code in text.split(",")]
        if codes == [ALL.upper()]:
            return cls(frozenset())
        known = gazetteer().departements
        for code in codes:
            if code in known:
                continue
            shorter = code.lstrip("0").zfill(2)
            hint = f"; did you mean {shorter}?" if code and shorter in known else ""
            raise ValueError(
                f"territory {text!r}: {code!r} is no code of a département: "
                f'expected codes such as "46", separated by commas ("46,12"), or "{ALL}" alone{hint}'
            )
        return cls(frozenset(codes))

    def __str__(self) -> str:
        return ",".join(sorted(self.departements)) or ALL


def screen(offer: JobOffer, territory: Territory, as_of: date, listed: bool, local: bool) -> tuple[ScreeningCode, ...]:
    """Return why an offer is not fit to show; none: it is. A missing employer name is no reason.

    Args:
        offer: the offer.
        territory: where the work must be.
        as_of: day that the offer is judged by.
        listed: whether a live listing of the employer shows it now. Then it is not too old, and a closing date that
            the site's software made up does not count against it.
        local: whether all work of its source is in the territory. Then an offer whose place is unknown or not
            understood is kept; one of a board that reaches farther cannot be said to be in the territory.
    """
    checks = {
        ScreeningCode.OUTSIDE_TERRITORY: _is_outside(offer, territory, local),
        ScreeningCode.INCOMPLETE: _is_incomplete(offer),
        ScreeningCode.CLOSED: _is_closed(offer, as_of, listed),
        ScreeningCode.TOO_OLD: _is_too_old(offer, as_of, listed),
    }
    return tuple(code for code, applies in checks.items() if applies)


def _is_outside(offer: JobOffer, territory: Territory, local: bool) -> bool:
    if not territory.departements:
        return False
    if offer.places.known:
        return not any(place.departement in territory.departements for place in offer.communes)
    return offer.places.refusal == Refusal.FOREIGN or not local


def _is_incomplete(offer: JobOffer) -> bool:
    title = fold(offer.title)
    no_title = _letters(title) < TITLE_LETTERS or _NO_TITLE.fullmatch(title)
    return bool(no_title) or _letters(offer.description) < TEXT_LETTERS


def _is_closed(offer: JobOffer, as_of: date, listed: bool) -> bool:
    closes = offer.closes_on
    if closes.value is None or closes.value >= as_of:
        return False
    return closes.origin is Origin.STATED or not listed


def _is_too_old(offer: JobOffer, as_of: date, listed: bool) -> bool:
    posted = offer.posted_on.value
    return not listed and posted is not None and posted < as_of - TOO_OLD


def _letters(text: str) -> int:
    return sum(char.isalpha() for char in text)
