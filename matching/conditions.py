"""On which terms somebody wants to work: contracts and hours that they list, or name in a wish ("CDI à mi-temps")."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from matching.offers import Contract, WorkingTime
from matching.profiles import CandidateProfile
from matching.text.fold import plain_letters

T = TypeVar("T")


class Conditions(NamedTuple):
    """What somebody asks for besides the work itself."""

    contracts: tuple[Contract, ...]
    """Empty: any will do."""
    working_time: WorkingTime | None


_CONTRACTS: Mapping[str, tuple[Contract, ...]] = {
    r"(?:jobs?|emplois?|travail|boulots?) (?:d'|pour l')ete|summer (?:jobs?|work)": (
        Contract.SEASONAL,
        Contract.CDD,
        Contract.INTERIM,
    ),
    r"cdi|contrats? a duree indeterminee|permanent (?:contract|job|position)s?": (Contract.CDI,),
    r"cdd|contrats? a duree determinee|fixed[- ]term(?: (?:contract|job)s?)?": (Contract.CDD,),
    r"interim(?:aires?)?|travail temporaire|temp(?:orary)? (?:jobs?|work)": (Contract.INTERIM,),
    r"saison(?:ni(?:er|ere)s?)?(?: (?:d'ete|d'hiver|ete|hiver))?|seasonal": (Contract.SEASONAL,),
    r"apprenti(?:\(e\)|[·.]e|e|s|es|ssages?)?|alternan(?:ce|t)(?:\(e\)|[·.]e|e|s|es)?|apprenticeships?": (
        Contract.APPRENTICESHIP,
    ),
    r"contrats? (?:pro|de professionnalisation)": (Contract.PROFESSIONALISATION,),
    r"stages?|(?<!fonctionnaire )stagiaires?|internships?": (Contract.INTERNSHIP,),
}
_HOURS: Mapping[str, WorkingTime] = {
    r"temps[- ](?:plein|complet)|plein[- ]temps|full[- ]time": WorkingTime.FULL,
    r"temps[- ]partiel|mi[- ]temps|part[- ]time": WorkingTime.PART,
}
"""How people name them, in small letters without accents."""
_NAMED = re.compile(
    r"(?<![\w'-])(?:(?P<of>[a-z]+) (?=d))?"
    r"(?:(?:(?:en |une? )?contrats? )?(?:pour la|pour|en|a|avec|d'une?|de|d'|une?|contrats?) ?)?"
    rf"(?<![\w-])(?P<name>{'|'.join((*_CONTRACTS, *_HOURS))})(?![\w-])"
)
_LOOSE = re.compile(r"^(?:[\s/,;|&-]|(?:ou|et|or|and)\s)+|(?:[\s/,;|&-]|\b(?:ou|et|or|and)$)+$", re.IGNORECASE)
"""What joined a condition to what is left of a wish."""
_WANTED = frozenset({"contrat", "contrats", "emploi", "envie", "mission", "missions", "place", "poste", "recherche"})
"""Who says so before "d'apprenti" or "d'intérim" wants it; a master or an agency has another word there."""


def conditions_of(profile: CandidateProfile, wishes: Iterable[str]) -> Conditions:
    """Return the conditions that a profile lists, else those that wishes name.

    Args:
        profile: the candidate.
        wishes: what they say they look for, without what they do not want.
    """
    names = [found["name"] for wish in wishes for found in _found(wish)]
    contracts = dict.fromkeys(contract for name in names for contract in _meant(_CONTRACTS, name, ()))
    hours = {_meant(_HOURS, name, None) for name in names} - {None}
    return Conditions(
        profile.contracts or tuple(contracts),
        profile.working_time or (hours.pop() if len(hours) == 1 else None),
    )


def named_contract(name: str) -> Contract | None:
    """Return the one contract that a few words name, in small letters without accents ("contrat saisonnier")."""
    meant = _meant(_CONTRACTS, re.sub(r"^contrats? (?:en |d'|de )?", "", name), ()) or _meant(_CONTRACTS, name, ())
    return meant[0] if len(meant) == 1 else None


def without_conditions(wish: str) -> str:
    """Return what a wish says besides contracts and hours, as typed; empty where it says nothing else."""
    left, end = [], 0
    for found in _found(wish):
        left.append(wish[end : found.start()])
        end = found.end()
    return _LOOSE.sub("", " ".join(" ".join((*left, wish[end:])).split()))


def _meant(names: Mapping[str, T], name: str, otherwise: T) -> T:
    return next((meant for pattern, meant in names.items() if re.fullmatch(pattern, name)), otherwise)


def _found(wish: str) -> Iterator[re.Match[str]]:
    return (found for found in _NAMED.finditer(plain_letters(wish)) if not found["of"] or found["of"] in _WANTED)
