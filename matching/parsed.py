"""A value read from text, beside the text it was read from."""

from enum import StrEnum
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

T = TypeVar("T")


class Record(BaseModel):
    """Base of every type that travels between rooms: immutable, and a misspelt field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Origin(StrEnum):
    """Who says so."""

    STATED = "stated"
    """The employer wrote it."""
    COMPUTED = "computed"
    """We worked it out (a relative date, a default of the site's software)."""


class Parsed(Record, Generic[T]):
    """What an employer wrote, what we understood, and why not when we did not.

    Three states: unknown (``raw`` is None), understood (``value`` is set), refused (``raw`` is set, ``value`` is
    None and ``refusal`` says why). Unknown is never "no".
    """

    raw: str | None = Field(None, description="The text as the employer wrote it; null when nothing was written.")
    value: T | None = Field(None, description="What was understood; null when unknown or refused.")
    origin: Origin = Field(Origin.STATED, description="Whether the employer states the value or we computed it.")
    refusal: str | None = Field(None, description="Reason code: why `raw` was not turned into a value.")

    @property
    def known(self) -> bool:
        """Whether there is a value to rely on."""
        return self.value is not None
