"""What matching understands of an offer and of a profile, before one is compared with the other."""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from matching.conditions import Conditions, conditions_of
from matching.embeddings.embedder import Embedder
from matching.embeddings.jobs import job_vectors
from matching.index.protocol import OfferEntry, Vector
from matching.occupations.asking import job_asked
from matching.occupations.classifier import PACKAGED, Classifier
from matching.occupations.guess import OccupationGuesser
from matching.occupations.reach import reach, reach_of_any
from matching.occupations.rome import rome
from matching.occupations.speller import job_speller
from matching.occupations.title_terms import TitleTerms
from matching.occupations.told import looked_for, means_nothing, tells_nothing, told_occupations, wishes_told
from matching.occupations.wishes import names_no_job, says_when_or_how, single_wishes, vague_occupations
from matching.offers import JobOffer
from matching.places.wishes import Anchor, anchor_of
from matching.profiles import CandidateProfile
from matching.text.abbreviations import in_french, spelled_out
from matching.text.denials import affirmed
from matching.text.personal import impersonal
from matching.text.terms import terms
from matching.unwanted import Unwanted, unwanted_in

T = TypeVar("T")

_DATA = Path(str(files("matching") / "data"))

_CAR_LICENCE = re.compile(r"\bpermis (?:de conduire )?(?:\(?b\)?(?:\b|(?=\W)|$)|auto|voiture)", re.IGNORECASE)
"""What most people have says nothing of their work; it would make driving instructors of them."""

_LORRY_LICENCE = re.compile(r"\bpermis (?:de conduire )?(?:(?:super |super-)?poids[ -])?lourds?\b", re.IGNORECASE)
"""Spelled out it would be read as the lorries that mechanics mend."""

MOST_WISHES = 10
"""Jobs that are searched for one by one, as many as a profile may list."""

SERVES = 0.5
"""Share from which an occupation is wanted, whatever is said of it besides."""

TITLE_WEIGHT = 3
"""How often a title's terms count in an offer's terms: titles name the work, texts mostly praise it."""


@dataclass(frozen=True, slots=True)
class WantedWork:
    """One kind of work a candidate looks for."""

    words: str
    """As typed, less how it is asked for and on which conditions."""
    spelled: str
    """What is searched for: the same without spelling mistakes and abbreviations, in one gender."""
    vector: Vector
    reach: Mapping[str, float]
    """ROME parent codes to how well they serve: 1 for the occupation itself, less for its official mobilities."""
    named: bool = True
    """Whether the candidate named it; else the words are all that they tell of themselves."""


@dataclass(frozen=True, slots=True)
class ProfileReading:
    """A profile, understood."""

    profile: CandidateProfile
    wanted: tuple[WantedWork, ...]
    """The jobs looked for; where none is named, one made of skills, experience and free text."""
    told: Vector
    """All that the candidate tells of themselves: skills, experience, text. Zeros when nothing."""
    anchor: Anchor | None
    """From where distance counts; None when it does not, or is not known."""
    conditions: Conditions
    """Contracts and hours asked for, listed or told. Only those that the profile lists leave offers out."""
    unwanted: tuple[Unwanted, ...] = ()
    """What they do not want; a kind of work that they name elsewhere as wanted is not among it."""


class Understanding:
    """Reads offers and profiles with one embedding model.

    Args:
        embedder: the model.
        classifier: of occupations; None: the package's.
    """

    def __init__(self, embedder: Embedder, classifier: Classifier | None = None) -> None:
        self._embedder = embedder
        self._guesser = OccupationGuesser(embedder, rome(), TitleTerms.read(), classifier or Classifier.read())

    @property
    def model(self) -> str:
        """Name of the embedding model, and the version of it and of the tables that offers are read with.

        An index notes it: what was read with others has to be read again.
        """
        return f"{self._embedder.name}@{self._embedder.version}-{_tables_version()}"

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return self._embedder.dimension

    def offers(self, offers: Sequence[tuple[JobOffer, int]]) -> list[OfferEntry]:
        """Return the index entries of offers, each given with its version."""
        titles = [spelled_out(offer.title) for offer, _ in offers]
        vectors = job_vectors(self._embedder, titles, [offer.description for offer, _ in offers])
        guesses = self._guesser.guess(titles, [offer.description for offer, _ in offers])
        return [
            OfferEntry(offer, vector, _terms(title, offer.description), guess, version)
            for (offer, version), title, vector, guess in zip(offers, titles, vectors, guesses, strict=True)
        ]

    def profile(self, profile: CandidateProfile) -> ProfileReading:
        """Read a profile: what it says of the work, not what it says of the person (`matching.text.personal`)."""
        unwanted = tuple(unwanted_in(profile))
        profile = _of_work_alone(profile)
        told = _told(profile)
        ruled_out = frozenset(code for one in unwanted for code in one.occupations)
        wanted = _wishes(profile, told)
        if named := bool(wanted):
            mended = [job_speller().mended(job) for job in wanted]
            spelled = [spelled_out(job) for job in mended]
            vague = [vague_occupations(job) for job in mended]
            guesses = self._guesser.guess(spelled)
        else:
            wanted = [told] if told else []
            spelled = [in_french(text) for text in wanted]
            vague = [told_occupations(text) for text in wanted]
            guesses = [_less(guess, ruled_out) for guess in self._guesser.guess_prose(spelled)]
        reaches = [
            reach_of_any(rome(), [*_less(dict.fromkeys(codes), ruled_out)]) if codes else reach(rome(), guess)
            for codes, guess in zip(vague, guesses, strict=True)
        ]
        serving = {code for reach in reaches for code, share in reach.items() if share >= SERVES}
        *vectors, whole = job_vectors(self._embedder, [*spelled, told])
        return ProfileReading(
            profile=profile,
            wanted=tuple(
                WantedWork(words, searched, vector, reach, named)
                for words, searched, vector, reach in zip(wanted, spelled, vectors, reaches, strict=True)
            ),
            told=whole,
            anchor=anchor_of(profile),
            conditions=conditions_of(profile, [*profile.wanted_jobs, *looked_for(profile.text or "")]),
            unwanted=tuple(replace(one, occupations=one.occupations - serving) for one in unwanted),
        )


def _wishes(profile: CandidateProfile, told: str) -> list[str]:
    """Return the jobs looked for, one by one: those that are listed, else those that are told amid other things."""
    listed = _singles([job for job in profile.wanted_jobs if not (names_no_job(job) or means_nothing(job))])
    of_work = [job for job in listed if not says_when_or_how(job)]
    if told:
        return of_work or _singles([*wishes_told(told)])
    return of_work or listed


def _singles(jobs: Sequence[str]) -> list[str]:
    """Return jobs one by one; as typed where they would be too many to search for each."""
    singles = [job_asked(single) for job in jobs for single in single_wishes(job_asked(job))]
    return singles if len(singles) <= MOST_WISHES else [*jobs[:MOST_WISHES]]


def _of_work_alone(profile: CandidateProfile) -> CandidateProfile:
    return profile.model_copy(
        update={
            "wanted_jobs": tuple(impersonal(affirmed(job)) for job in profile.wanted_jobs),
            "skills": tuple(filter(None, map(impersonal, profile.skills))),
            "experience": impersonal(profile.experience) if profile.experience else None,
            "text": impersonal(affirmed(profile.text)) if profile.text else None,
        }
    )


def _told(profile: CandidateProfile) -> str:
    """Return what a candidate tells of themselves besides the jobs looked for; empty where it says nothing of work."""
    told = " ".join(filter(None, [*profile.skills, profile.experience, profile.text]))
    told = _LORRY_LICENCE.sub("permis PL", _CAR_LICENCE.sub(" ", told)).strip()
    return "" if tells_nothing(told) else told


def _less(occupations: dict[str, T], ruled_out: Collection[str]) -> dict[str, T]:
    """Return the occupations that are not ruled out; all, where none would be left."""
    return {code: share for code, share in occupations.items() if code not in ruled_out} or occupations


def _terms(title: str, text: str) -> list[str]:
    return terms(title) * TITLE_WEIGHT + terms(affirmed(text))


@cache
def _tables_version() -> str:
    """Return the first 8 hexadecimal digits of SHA-256 over word lists, ROME's tables and the packaged classifier."""
    digest = hashlib.sha256()
    for file in sorted((*_DATA.glob("*.tsv"), *(_DATA / "rome").iterdir(), PACKAGED)):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:8]
