"""A benchmark folder: offers, profiles, graded answers and, where present, pools.

Files: `offers.jsonl.gz`, `profiles.jsonl.gz`, `qrels.tsv.gz` (profile id, offer id, grade), `pools.tsv.gz`
(profile id, offer id; only these offers are ranked for that profile). The `rome` fields are answers and are not read.
"""

import csv
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from matching.offers import Contract, ContractTerms, Employer, JobOffer, Place, Provenance
from matching.parsed import Parsed
from matching.places.communes import departement_of
from matching.places.regions import REGIONS
from matching.profiles import CandidateProfile
from matching.text.fold import fold

CONTRACTS: Mapping[str, Contract] = {
    "CDI": Contract.CDI,
    "DIN": Contract.CDI,
    "CDD": Contract.CDD,
    "DDI": Contract.CDD,
    "MIS": Contract.INTERIM,
    "TTI": Contract.INTERIM,
    "SAI": Contract.SEASONAL,
    "LIB": Contract.INDEPENDENT,
    "FRA": Contract.INDEPENDENT,
    "CCE": Contract.INDEPENDENT,
}
"""France Travail's contract codes."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A benchmark in memory."""

    offers: tuple[JobOffer, ...]
    profiles: tuple[CandidateProfile, ...]
    grades: Mapping[str, Mapping[str, float]]
    """Profile id to offer id to grade."""
    pools: Mapping[str, frozenset[str]] | None
    """Profile id to the offers ranked for it; None: all offers for everybody."""


def read_benchmark(folder: Path) -> Benchmark:
    """Read a benchmark folder.

    Raises:
        FileNotFoundError: the folder lacks one of the files.
        ValueError: a profile has a field that is none of `CandidateProfile`'s.
    """
    grades: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for profile, offer, grade in _table(folder / "qrels.tsv.gz"):
        grades[profile][offer] = float(grade)
    pools: defaultdict[str, set[str]] | None = None
    if (folder / "pools.tsv.gz").exists():
        pools = defaultdict(set)
        for profile, offer in _table(folder / "pools.tsv.gz"):
            pools[profile].add(offer)
    return Benchmark(
        offers=tuple(_offer(line) for line in _lines(folder / "offers.jsonl.gz")),
        profiles=tuple(_profile(line) for line in _lines(folder / "profiles.jsonl.gz")),
        grades=grades,
        pools={profile: frozenset(offers) for profile, offers in pools.items()} if pools is not None else None,
    )


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _table(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.reader(lines, delimiter="\t")


def _profile(line: dict[str, Any]) -> CandidateProfile:
    return CandidateProfile.model_validate({name: value for name, value in line.items() if name != "rome"})


def _offer(line: dict[str, Any]) -> JobOffer:
    created = datetime.fromisoformat(line["created"]) if line.get("created") else datetime(2000, 1, 1, tzinfo=UTC)
    contract = Contract.APPRENTICESHIP if _STUDY.search(line["title"]) else CONTRACTS.get(line.get("contract") or "")
    return JobOffer(
        id=line["id"],
        employer=Employer(key="benchmark", name=line.get("employer") or None),
        provenance=Provenance(
            platform="benchmark", source_id=line["id"], url="", crawl="", first_seen=created, last_seen=created
        ),
        title=line["title"],
        raw_title=line["title"],
        description=line.get("description") or "",
        description_html="",
        places=Parsed(raw=line.get("place"), value=_places(line)),
        contract=Parsed(raw=line.get("contract"), value=ContractTerms(kind=contract) if contract else None),
        posted_on=Parsed(raw=line.get("created"), value=created.date()),
    )


_STUDY = re.compile(r"\b(?:alternance|alternante?|apprentie?|apprentissage)\b", re.IGNORECASE)
"""Apprenticeships, which France Travail's codes call CDD."""
_DEPARTEMENT = re.compile(r"(\d\d|2[AB]|97\d) - (.+)")
"""How France Travail writes a whole département: "35 - Ille et Vilaine"; a region is its name alone."""


def _places(line: dict[str, Any]) -> tuple[Place, ...] | None:
    insee, name = line.get("commune_insee"), line.get("place") or ""
    if not insee:
        if whole := _DEPARTEMENT.match(name):
            return (Place(departement=whole[1], name=whole[2]),)
        codes = sorted(REGIONS.get(fold(name), ()))
        return tuple(Place(departement=code, name=name) for code in codes) or None
    departement = departement_of(insee)
    point = {"latitude": line.get("latitude"), "longitude": line.get("longitude")}
    return (Place(departement=departement, commune=insee, name=name, **point),)
