"""The job offer, as every room speaks of it."""

import hashlib
from datetime import date, datetime
from enum import StrEnum

from pydantic import Field, field_validator

from matching.languages import LANGUAGES
from matching.licences import LICENCES
from matching.parsed import Origin, Parsed, Record


class Contract(StrEnum):
    """The kinds of work relation that French offers name. Values are the words of the benchmark and of the API."""

    CDI = "CDI"
    CDD = "CDD"
    INTERIM = "interim"
    SEASONAL = "saisonnier"
    APPRENTICESHIP = "apprentissage"
    PROFESSIONALISATION = "professionnalisation"
    INTERNSHIP = "stage"
    CIVIL_SERVANT = "titulaire"
    PUBLIC_CONTRACT = "contractuel"
    INDEPENDENT = "independant"
    INTERMITTENT = "intermittent"


class WorkingTime(StrEnum):
    """Full or part time."""

    FULL = "full"
    PART = "part"


class SalaryPeriod(StrEnum):
    """The time that a salary pays for."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class OfferStatus(StrEnum):
    """Where an offer stands in the catalogue."""

    PENDING = "pending"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class StatusReason(StrEnum):
    """Why an offer has its status. Each change of status is appended to the offer's history with one of these."""

    TRUSTED_SOURCE = "trusted_source"
    """Clean offer of a source whose registry entry is trusted: published without a person."""
    UNTRUSTED_SOURCE = "untrusted_source"
    """Clean offer of a source that staff still look at: waits for a person."""
    REFUSED_BY_SCREENING = "refused_by_screening"
    """A kept offer whose new version the screening refuses: waits for a person."""
    FLAGGED_BY_SCREENING = "flagged_by_screening"
    """An offer in which the screening saw what only a person can judge: waits for a person, whatever its source."""
    STAFF_DECISION = "staff_decision"
    """A person decided, and no crawl overrides it."""
    CLOSING_DATE_PASSED = "closing_date_passed"
    """The closing date that the employer states has passed."""
    PAGE_GONE = "page_gone"
    """Its own page answers that it no longer exists (404, 410)."""
    PAGE_SAYS_CLOSED = "page_says_closed"
    """Its own page says that it is over."""
    ABSENT_TWICE = "absent_twice"
    """Two complete listings in a row no longer hold it."""
    NOT_SEEN = "not_seen"
    """No good run has seen it for 30 days."""
    NOT_CONFIRMED = "not_confirmed"
    """Staff entered it by hand, and nobody has confirmed it for 60 days."""
    SEEN_AGAIN = "seen_again"
    """An expired offer that the employer lists again, open."""
    DUPLICATE = "duplicate"
    """Another public offer is the same job."""
    NO_LONGER_DUPLICATE = "no_longer_duplicate"
    """The offer that was shown for it ended or is another job."""


class Display(StrEnum):
    """How much of an offer's text the public may see (EU court, C-762/19: we point, we do not republish)."""

    EXTRACT = "extract"
    FULL = "full"
    """The employer agrees that the whole text is shown and marked up as JobPosting."""


class Employer(Record):
    """Who recruits."""

    key: str = Field(description="Key of the registry entry that the offer came through.", examples=["exemple-scierie"])
    name: str | None = Field(
        None,
        description="Employer's name as the offer gives it, else the registry entry's; null when neither says.",
    )


class Place(Record):
    """Where the work is: a commune of the official list, or a whole département."""

    departement: str = Field(description="Code of the département.", examples=["46", "2A"])
    commune: str | None = Field(
        None, description="INSEE code of the commune; null for a whole département.", examples=["46102"]
    )
    name: str = Field(description="Official name of the commune or of the département.", examples=["Figeac"])
    latitude: float | None = Field(None, description="Degrees north (WGS 84), centre of the commune.")
    longitude: float | None = Field(None, description="Degrees east (WGS 84), centre of the commune.")


class ContractTerms(Record):
    """Kind of contract and, where it ends, its length."""

    kind: Contract
    months: float | None = Field(None, gt=0, description="Length in months; null when open-ended or not said.")


class WorkingHours(Record):
    """Full or part time and, where told, the hours."""

    time: WorkingTime
    weekly_hours: float | None = Field(None, gt=0, le=60, description="Hours a week; null when not said.")


class Experience(Record):
    """Experience that an employer asks for."""

    months: int = Field(ge=0, description="Months asked for at least; 0: beginners are welcome.")


class RemoteKind(StrEnum):
    """How much of the work may be done from home."""

    NONE = "none"
    POSSIBLE = "possible"
    """It may be asked for; how much is not said."""
    PARTIAL = "partial"
    FULL = "full"


class Remote(Record):
    """Remote work that an employer offers."""

    kind: RemoteKind
    days: float | None = Field(None, gt=0, lt=5, description="Most days a week; null when not said.")


class Licence(Record):
    """A driving or other licence that the work asks for."""

    code: str = Field(description="Code of `matching.licences.LICENCES`.", examples=["B", "CACES-R489-3", "ELEC-BR"])
    required: bool | None = Field(None, description="True: required; false: appreciated; null: named, not said.")

    @field_validator("code")
    @classmethod
    def _known(cls, code: str) -> str:
        if code not in LICENCES:
            raise ValueError(f"expected a code of matching.licences, got {code!r}")
        return code


class LanguageSkill(Record):
    """A language that the work asks for."""

    code: str = Field(description="ISO 639-1.", examples=["en"])
    level: str | None = Field(
        None, pattern=r"^[ABC][12]$", description="Level of the European framework (CEFR); null when not said in it."
    )
    required: bool | None = Field(None, description="True: required; false: appreciated; null: named, not said.")

    @field_validator("code")
    @classmethod
    def _known(cls, code: str) -> str:
        if code not in LANGUAGES:
            raise ValueError(f"expected a code of matching.languages, got {code!r}")
        return code


class Salary(Record):
    """Pay, as stated: never converted from one period to another."""

    minimum: float | None = Field(None, gt=0, description="Lowest amount, in `currency`.")
    maximum: float | None = Field(None, gt=0, description="Highest amount, in `currency`.")
    currency: str = Field("EUR", description="ISO 4217 code.")
    period: SalaryPeriod
    gross: bool | None = Field(None, description="True: gross (brut); false: net; null: not said.")


class Provenance(Record):
    """Where an offer was read, and when it was seen."""

    platform: str = Field(description="Platform of the spider that read it.", examples=["schema_org"])
    source_id: str = Field(description="The source's own id of the offer: a reference, a number, else its address.")
    url: str = Field(description="The employer's page of the offer: the source link that is always shown.")
    apply_url: str | None = Field(None, description="Where to apply, when it is not `url`.")
    crawl: str = Field(description="Id of the crawl run that this version was read in.")
    first_seen: datetime = Field(description="UTC; the first crawl that saw the offer.")
    last_seen: datetime = Field(description="UTC; the last crawl that saw the offer.")


class JobOffer(Record):
    """A job offer read from its employer's own page, raw text beside every parsed value."""

    id: str = Field(description="`offer_id(employer.key, provenance.source_id)`: the same in every crawl.")
    employer: Employer
    provenance: Provenance
    title: str = Field(description="Display title: reference numbers and gender marks such as (H/F) taken off.")
    raw_title: str = Field(description="The title as the employer wrote it.")
    description: str = Field(description="Plain text, one paragraph or list item a line; for matching and extracts.")
    description_html: str = Field(description="The same text as sanitised HTML (a closed list of tags, no attributes).")
    places: Parsed[tuple[Place, ...]] = Field(default_factory=Parsed[tuple[Place, ...]])
    contract: Parsed[ContractTerms] = Field(default_factory=Parsed[ContractTerms])
    working_time: Parsed[WorkingHours] = Field(default_factory=Parsed[WorkingHours])
    salary: Parsed[Salary] = Field(default_factory=Parsed[Salary])
    experience: Parsed[Experience] = Field(default_factory=Parsed[Experience])
    licences: Parsed[tuple[Licence, ...]] = Field(default_factory=Parsed[tuple[Licence, ...]])
    languages: Parsed[tuple[LanguageSkill, ...]] = Field(default_factory=Parsed[tuple[LanguageSkill, ...]])
    remote: Parsed[Remote] = Field(default_factory=Parsed[Remote])
    posted_on: Parsed[date] = Field(default_factory=Parsed[date], description="Day the employer published it.")
    closes_on: Parsed[date] = Field(default_factory=Parsed[date], description="Last day to apply, that day included.")
    starts_on: Parsed[date] = Field(default_factory=Parsed[date], description="Day the work starts.")
    display: Display = Display.EXTRACT

    @property
    def stated_closing(self) -> date | None:
        """Last day to apply where the employer states one; a day that software computed closes nothing."""
        return self.closes_on.value if self.closes_on.origin is Origin.STATED else None

    @property
    def communes(self) -> tuple[Place, ...]:
        """The places of the offer, none when unknown."""
        return self.places.value or ()

    @property
    def contract_kind(self) -> Contract | None:
        """The kind of contract, None when unknown."""
        return self.contract.value.kind if self.contract.value else None


def offer_id(source: str, source_id: str) -> str:
    """Return the id of an offer: 16 hexadecimal digits of SHA-256 over the source's key and its own id."""
    return hashlib.sha256(f"{source}\n{source_id}".encode()).hexdigest()[:16]
