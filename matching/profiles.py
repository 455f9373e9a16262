"""The candidate's profile: what a person says of the work they look for. No contact data, ever."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from matching.offers import Contract, WorkingTime
from matching.parsed import Record


class Transport(StrEnum):
    """How the candidate gets to work."""

    CAR = "car"
    NONE = "none"
    BICYCLE = "bicycle"


Words = Annotated[str, Field(max_length=300)]
"""One job, skill or licence: a line, not a letter."""


class CandidateProfile(Record):
    """What a candidate told; what is absent was not told and never counts against an offer.

    The same JSON is the body of ``POST /api/v1/recommendations``, the file that ``lot-recrute match`` reads and a
    line of a benchmark's ``profiles.jsonl.gz``.
    """

    id: str | None = Field(None, max_length=64, pattern=r"^[\w.:-]+$", description="Name of a kept profile.")
    wanted_jobs: tuple[Words, ...] = Field(
        (),
        max_length=10,
        description="Jobs looked for, as typed.",
        examples=[["boulanger", "vendeuse en boulangerie"]],
    )
    skills: tuple[Words, ...] = Field((), max_length=50, description="What the candidate can do, in their own words.")
    experience: str | None = Field(None, max_length=4000, description="What they have done so far.")
    commune_insee: str | None = Field(
        None,
        pattern=r"^(\d{5}|2[AB]\d{3})$",
        description="INSEE code (not postcode) of where they live.",
        examples=["46102"],
    )
    commune: str | None = Field(None, max_length=100, description="Name of the commune where they live.")
    moving_to: str | None = Field(
        None,
        max_length=200,
        description="Where they want to live, if not where they are.",
        examples=["autour de Figeac"],
    )
    transport: Transport | None = Field(None, description="How they get to work.")
    max_minutes: int | None = Field(None, ge=0, le=240, description="Longest way to work accepted, minutes one way.")
    contracts: tuple[Contract, ...] = Field(
        (), description="Contracts accepted; empty: any, first those that wishes name."
    )
    working_time: WorkingTime | None = Field(
        None, description="Full or part time, when it matters; else what wishes name."
    )
    licences: tuple[Words, ...] = Field(
        (), max_length=20, description="Driving and other licences held.", examples=[["B", "CACES 3"]]
    )
    languages: tuple[Words, ...] = Field((), max_length=20, description="Languages spoken.")
    text: str | None = Field(
        None,
        max_length=4000,
        description="Anything else, in their own words; also what is not wanted, and where.",
        examples=["Surtout pas de nuit."],
    )
