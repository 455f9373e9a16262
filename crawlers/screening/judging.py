"""Which offers are fit to show, and which of them a person looks at first."""

import re
from datetime import date, timedelta

from crawlers.normalise.refusals import Refusal
from crawlers.postings import FlagCode, ScreeningCode
from crawlers.screening.discrimination import discriminating_words
from crawlers.screening.language import is_foreign
from crawlers.screening.money import asks_for_money
from crawlers.screening.not_an_offer import not_an_offer
from crawlers.screening.placeholder import is_placeholder
from crawlers.screening.territory import Territory
from matching.offers import JobOffer
from matching.parsed import Origin
from matching.text.fold import fold

TITLE_LETTERS = 3
"""Letters that a title needs: "IDE" is the shortest that names a job."""

TEXT_LETTERS = 40
"""Letters that a text needs: a short sentence ("Recherche boulanger pour remplacement à Figeac en août" has 46). Less
repeats the title or says "voir pièce jointe": nobody can tell from it whether the job fits."""

TOO_OLD = timedelta(days=180)
"""Age from which an offer that no live listing shows is taken for forgotten."""

_NO_TITLE = re.compile(
    r"(sans titre|titre( du poste)?|intitule( du poste)?|poste|offre( d'emploi)?|emploi|annonce"
    r"|job( title)?|untitled|null|none|undefined|n/?a)( ?\d*)"
)


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
        ScreeningCode.NOT_AN_OFFER: not_an_offer(offer.title, offer.description),
        ScreeningCode.PLACEHOLDER: is_placeholder(offer.title, offer.description),
        ScreeningCode.ASKS_FOR_MONEY: asks_for_money(offer.description),
    }
    return tuple(code for code, applies in checks.items() if applies)


def watch(offer: JobOffer) -> tuple[FlagCode, ...]:
    """Return why a person should look at an offer first; `same_text` needs the whole run and is not among it."""
    checks = {
        FlagCode.DISCRIMINATING: bool(discriminating_words(f"{offer.raw_title}\n{offer.description}")),
        FlagCode.NOT_FRENCH: is_foreign(offer.description),
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
