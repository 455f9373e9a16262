"""Equal treatment, measured: the same person, written otherwise, must get the same offers.

A profile is rewritten (gender, capitals, accents, a first name, an age, the next commune) and ranked again; how far the
first ten moved is what is reported. Gender and capitals must change nothing at all.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from os.path import commonprefix
from statistics import fmean

from matching.places.communes import departement_of
from matching.places.gazetteer import gazetteer
from matching.places.travel import distance_km
from matching.profiles import CandidateProfile
from matching.text.fold import fold
from matching.text.gender import feminine_of

DEPTH, PATIENCE = 10, 0.9
"""Ranks that are compared, and how likely a reader goes on to the next (rank-biased overlap)."""
NEXT_KM = 5.0
"""How far the next commune may be: hardly another way to work, quite another name."""

Rewriting = Callable[[CandidateProfile], CandidateProfile | None]
"""The same person, written otherwise; None where a rewriting does not apply."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """How far the first ten moved under one rewriting."""

    name: str
    profiles: int
    identical: float
    """Share of profiles with the same ten in the same order."""
    overlap: float
    """Mean share of the ten that stayed."""
    rank_biased: float
    """Mean rank-biased overlap: 1 where nothing moved; the top counts most."""
    examples: tuple[str, ...]
    """Wished jobs, before and after, where something moved."""


@dataclass(frozen=True, slots=True)
class Forms:
    """A job title in the forms that people write."""

    masculine: str
    feminine: str

    @property
    def inclusive(self) -> str:
        """With middle dots: "soudeur·euse"."""
        return self._joined("·{}")

    @property
    def bracketed(self) -> str:
        """With brackets: "soudeur(euse)"."""
        return self._joined("({})")

    def _joined(self, ending: str) -> str:
        words = self.masculine.split(" ")
        for number, (one, other) in enumerate(zip(words, self.feminine.split(" "), strict=False)):
            if one != other:
                words[number] = one + ending.format(_ending(one, other))
        return " ".join(words)


def forms(title: str) -> Forms | None:
    """Split a title of ROME ("Conducteur / Conductrice de travaux"); None where the two sides differ otherwise."""
    sides = title.split(" / ")
    if len(sides) != 2:
        return None
    left, right = (side.split(" ") for side in sides)
    if len(left) > len(right):
        return None
    for one, other in zip(left, right, strict=False):
        if one != other and ("-" in one or not feminine_of(fold(other), fold(one))):
            return None
    if left == right[: len(left)]:
        return None
    return Forms(" ".join([*left, *right[len(left) :]]), sides[1])


def _ending(masculine: str, feminine: str) -> str:
    """Return what people put after the dot: the tail in which the feminine differs."""
    same = len(commonprefix((masculine, feminine)))  # noqa: RUF071 (letters are meant, no paths)
    if feminine[same:] == "se":  # soudeur·euse, not soudeur·se
        same -= 2
    return feminine[same:]


def upper_case(profile: CandidateProfile) -> CandidateProfile:
    """Return everything in capitals."""
    return _retold(profile, str.upper)


def without_accents(profile: CandidateProfile) -> CandidateProfile:
    """Return everything in small letters without accents."""
    return _retold(profile, fold)


def introduced(sentence: str) -> Rewriting:
    """Return what puts a sentence about oneself before the free text."""

    def rewrite(profile: CandidateProfile) -> CandidateProfile:
        return profile.model_copy(update={"text": f"{sentence} {profile.text or ''}".strip()})

    return rewrite


def next_commune(profile: CandidateProfile) -> CandidateProfile | None:
    """Return the same person in the nearest other commune; None where they say no commune, or none is near."""
    communes = gazetteer()
    home = communes.by_insee(profile.commune_insee) if profile.commune_insee else None
    if home is None or home.latitude is None or home.longitude is None:
        return None
    ways = [
        (distance_km(home.latitude, home.longitude, other.latitude, other.longitude), other)
        for other in communes.in_departement(departement_of(home.insee))
        if other.latitude is not None and other.longitude is not None and other.insee != home.insee
    ]
    km, nearest = min(ways, key=lambda way: way[0], default=(NEXT_KM + 1, home))
    if km > NEXT_KM:
        return None
    return profile.model_copy(update={"commune_insee": nearest.insee, "commune": nearest.name})


def in_own_words(profile: CandidateProfile) -> CandidateProfile | None:
    """Return the same person with the wanted jobs in a sentence instead of named; None where none is."""
    if not profile.wanted_jobs:
        return None
    sentence = f"Je cherche un travail : {', '.join(profile.wanted_jobs)}. {profile.text or ''}"
    return profile.model_copy(update={"wanted_jobs": (), "text": sentence.strip()})


def _as_told(profile: CandidateProfile) -> CandidateProfile:
    return profile


ABOUT_ONESELF = {
    "introduces herself: Fatima": "Je m'appelle Fatima.",
    "introduces himself: Kévin": "Je m'appelle Kévin.",
    "tells an age: 58": "J'ai 58 ans.",
    "tells a family: mother of two": "Je suis mère de deux enfants.",
}

REWRITINGS: tuple[tuple[str, Rewriting, Rewriting], ...] = (
    ("in capitals", _as_told, upper_case),
    ("without accents", _as_told, without_accents),
    *((name, _as_told, introduced(sentence)) for name, sentence in ABOUT_ONESELF.items()),
    *((f"names no job, {name}", in_own_words, introduced(sentence)) for name, sentence in ABOUT_ONESELF.items()),
    ("lives in the next commune", _as_told, next_commune),
)
"""Names, how the person writes first, and how otherwise."""


def rewritten(
    profiles: Iterable[CandidateProfile], first: Rewriting, then: Rewriting
) -> Iterator[tuple[CandidateProfile, CandidateProfile]]:
    """Yield the profiles that a rewriting applies to, before and after it."""
    for profile in profiles:
        before = first(profile)
        after = then(before) if before is not None else None
        if before is not None and after is not None:
            yield before, after


def compare(name: str, lists: Iterable[tuple[str, Sequence[str], Sequence[str]]]) -> Treatment | None:
    """Measure lists before and after a rewriting, each pair with a label; None where there is none."""
    found = list(lists)
    if not found:
        return None
    pairs = [(before[:DEPTH], after[:DEPTH]) for _, before, after in found]
    moved = (label for (label, _, _), (before, after) in zip(found, pairs, strict=True) if list(before) != list(after))
    return Treatment(
        name=name,
        profiles=len(pairs),
        identical=fmean(list(before) == list(after) for before, after in pairs),
        overlap=fmean(overlap(before, after) for before, after in pairs),
        rank_biased=fmean(rank_biased_overlap(before, after) for before, after in pairs),
        examples=tuple(label for label, _ in zip(moved, range(3), strict=False)),
    )


def overlap(before: Sequence[str], after: Sequence[str]) -> float:
    """Return the share of two lists that is in both."""
    longest = max(len(before), len(after))
    return len(set(before) & set(after)) / longest if longest else 1.0


def rank_biased_overlap(before: Sequence[str], after: Sequence[str]) -> float:
    """Return the mean overlap of the first 1, 2, 3 ... of two lists, each depth weighing less: 1 where they agree."""
    depths = range(1, max(len(before), len(after)) + 1)
    if not depths:
        return 1.0
    weights = [PATIENCE**depth for depth in depths]
    agreed = [overlap(before[:depth], after[:depth]) for depth in depths]
    return sum(weight * share for weight, share in zip(weights, agreed, strict=True)) / sum(weights)


def _retold(profile: CandidateProfile, change: Callable[[str], str]) -> CandidateProfile:
    return profile.model_copy(
        update={
            "wanted_jobs": tuple(map(change, profile.wanted_jobs)),
            "skills": tuple(map(change, profile.skills)),
            "experience": change(profile.experience) if profile.experience else None,
            "text": change(profile.text) if profile.text else None,
        }
    )
