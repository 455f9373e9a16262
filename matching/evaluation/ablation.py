"""What each ingredient is worth: the same ranking with one thing less understood."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matching.index.protocol import OfferEntry
from matching.understanding import ProfileReading, WantedWork

Readings = Sequence[ProfileReading]


@dataclass(frozen=True, slots=True)
class Ingredient:
    """Something that is understood, and how to do without it."""

    name: str
    profile: Callable[[ProfileReading], ProfileReading] = lambda reading: reading
    offer: Callable[[OfferEntry, OfferEntry], OfferEntry] = lambda entry, untold: entry
    """Takes an offer's entry and the entry of the same offer without its text."""


def without(ingredient: Ingredient, readings: Readings) -> list[ProfileReading] | None:
    """Return profiles read without an ingredient; None where it makes no difference to any of them."""
    poorer = [ingredient.profile(reading) for reading in readings]
    return None if all(one is other for one, other in zip(poorer, readings, strict=True)) else poorer


def _told(**nothing: object) -> Callable[[ProfileReading], ProfileReading]:
    """Return what forgets fields of a profile."""

    def forget(reading: ProfileReading) -> ProfileReading:
        profile = reading.profile.model_copy(update=nothing)
        return reading if profile == reading.profile else replace(reading, profile=profile)

    return forget


def _wanted(change: Callable[[WantedWork], WantedWork]) -> Callable[[ProfileReading], ProfileReading]:
    return lambda reading: replace(reading, wanted=tuple(map(change, reading.wanted)))


def _anywhere(reading: ProfileReading) -> ProfileReading:
    if reading.anchor is None:
        return reading
    profile = reading.profile.model_copy(update={"max_minutes": None})
    return replace(reading, profile=profile, anchor=None)


def _accepting(reading: ProfileReading) -> ProfileReading:
    return replace(reading, unwanted=()) if reading.unwanted else reading


INGREDIENTS = (
    Ingredient("the occupation (ROME)", profile=_wanted(lambda work: replace(work, reach={}))),
    Ingredient("the meaning (vectors)", profile=_wanted(lambda work: replace(work, vector=np.zeros_like(work.vector)))),
    Ingredient("the words (BM25)", profile=_wanted(lambda work: replace(work, spelled=""))),
    Ingredient("the text, in the vectors", offer=lambda entry, untold: replace(entry, vector=untold.vector)),
    Ingredient("the text, in the words", offer=lambda entry, untold: replace(entry, terms=untold.terms)),
    Ingredient("the way to work", profile=_anywhere),
    Ingredient("the skills", profile=_told(skills=())),
    Ingredient("the contract", profile=_told(contracts=())),
    Ingredient("the hours", profile=_told(working_time=None)),
    Ingredient("what is not wanted", profile=_accepting),
)
