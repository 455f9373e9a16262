"""What a spider reads from a source, before anything is understood, and what a crawl keeps of it."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from matching.offers import JobOffer
from matching.parsed import Record

SCHEMA_VERSION = 1
"""Version of a line of ``offers.jsonl``; a run folder of another version is refused, not guessed at."""


class RawPlace(Record):
    """A place as a source gives it: free text, or the fields of a postal address."""

    text: str | None = Field(None, description='Free text: "46 - CAHORS", "secteur Gourdon".')
    locality: str | None = Field(None, description="Town of a postal address.")
    postcode: str | None = None
    insee: str | None = Field(None, description="INSEE code, where the source publishes one.")
    region: str | None = None
    country: str | None = Field(None, description='Name or ISO code: "FR", "France".')


class RawPosting(Record):
    """One posting, every value the source's own text. Persons (recruiters, contacts) are never read into it."""

    source_id: str = Field(min_length=1, description="The source's own id; the page's address where it has none.")
    url: str = Field(description="Public page of the offer.")
    apply_url: str | None = None
    title: str | None = None
    description: str | None = Field(None, description="HTML or plain text, as received.")
    employer_name: str | None = None
    places: tuple[RawPlace, ...] = ()
    contract: str | None = Field(None, description="Contract words, all that the source gives, joined by ' | '.")
    working_time: str | None = None
    salary: str | None = Field(None, description="Pay words; structured pay is written '1800 - 2200 EUR MONTH'.")
    experience: str | None = Field(None, description="Experience words: 'Débutant accepté', '2 An(s)'.")
    licences: str | None = Field(None, description="Licences, where a field names them: 'B - Véhicule léger (E)'.")
    languages: str | None = Field(None, description="Languages, where a field names them: 'Anglais (S)'.")
    remote: str | None = Field(None, description="Remote work, where a field tells it: 'TELECOMMUTE', 'hybrid'.")
    posted: str | None = None
    closes: str | None = None
    starts: str | None = None


class ScreeningCode(StrEnum):
    """Why an offer is not fit to show."""

    OUTSIDE_TERRITORY = "outside_territory"
    INCOMPLETE = "incomplete"
    CLOSED = "closed"
    TOO_OLD = "too_old"
    NOT_AN_OFFER = "not_an_offer"
    """A spontaneous application, a talent pool, an event, a training sold as a job."""
    PLACEHOLDER = "placeholder"
    ASKS_FOR_MONEY = "asks_for_money"


class FlagCode(StrEnum):
    """Why a person looks at an offer before the public does, even one of a trusted source. It is kept as it is."""

    DISCRIMINATING = "discriminating"
    """Words that ask for an age, a sex, an origin, a family or a state of health."""
    NOT_FRENCH = "not_french"
    SAME_TEXT = "same_text"
    """One text under many titles of the run."""


class GoneOffer(Record):
    """One line of ``gone.jsonl``: an offer's page that said, or showed, that the offer no longer exists."""

    addresses: tuple[str, ...] = Field(min_length=1, description="The offer's public page, and what led to it.")
    code: Literal["gone", "says_closed"] = Field(description="As the report counts it.")


class CollectedOffer(Record):
    """One line of ``offers.jsonl``: an offer, and the codes for which the screening refused it (none: kept)."""

    schema_version: int = SCHEMA_VERSION
    offer: JobOffer
    refusals: tuple[ScreeningCode, ...] = ()
    flags: tuple[FlagCode, ...] = ()
