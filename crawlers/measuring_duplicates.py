"""How well copies are told from other jobs: ``python -m crawlers.measuring_duplicates LABELS [--bench DIR]``.

LABELS is the folder of labelled pairs (their form and the rules of labelling are in its README). The benchmark's texts
stay outside: only ids and labels are in LABELS, and DIR holds the offers. Pairs labelled "unclear" count neither way.
"""

import argparse
import csv
import gzip
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from crawlers.duplicates import may_be_same_job, same_job
from crawlers.normalise.title import display_title
from matching.offers import Contract, ContractTerms, Display, Employer, JobOffer, Place, Provenance, offer_id
from matching.parsed import Parsed

PARTS = ("development", "kept", "held-out")
_CONTRACTS = {
    "CDI": Contract.CDI,
    "DIN": Contract.CDI,  # of an agency
    "CDD": Contract.CDD,
    "DDI": Contract.CDD,
    "MIS": Contract.INTERIM,
    "SAI": Contract.SEASONAL,
    "LIB": Contract.INDEPENDENT,
    "FRA": Contract.INDEPENDENT,
    "CCE": Contract.INDEPENDENT,
}
"""France Travail's codes."""
_SEEN = datetime(2026, 7, 1, 12, tzinfo=UTC)
_NORMAL_95 = 1.96


class Pair(NamedTuple):
    """Two offers and what a reader said of them: "same", "different" or "unclear"."""

    name: str
    part: str
    label: str
    first: JobOffer
    second: JobOffer


def written_pairs(labels: Path) -> Iterator[Pair]:
    """Read the pairs that were written for the project."""
    for number, line in enumerate((labels / "written_pairs.jsonl").read_text("utf-8").splitlines(), start=1):
        row = json.loads(line)
        first, second = (
            _offer(f"{number} {side}", row[side] | {"contract": Contract(row[side]["contract"])})
            for side in ("first", "second")
        )
        yield Pair(f"{number} {row['kind']}", row["part"], row["label"], first, second)


def benchmark_pairs(labels: Path, bench: Path) -> Iterator[Pair]:
    """Read the pairs of the benchmark, whose offers lie in `bench`.

    Raises:
        FileNotFoundError: `bench` has no offers.jsonl.gz.
        KeyError: An offer of a pair is not among them.
    """
    with gzip.open(bench / "offers.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = {row["id"]: row for row in map(json.loads, lines)}
    with (labels / "benchmark_pairs.tsv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            first, second = (_offer(row[side], _told(rows[row[side]])) for side in ("first", "second"))
            yield Pair(f"{row['first']} {row['second']}", row["part"], row["label"], first, second)


def interval(hits: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson's, that holds for few cases and for shares of 0 and 1)."""
    if not of:
        return 0.0, 1.0
    share, spread = hits / of, _NORMAL_95**2 / of
    middle = share + spread / 2
    reach = _NORMAL_95 * sqrt(share * (1 - share) / of + spread / (4 * of))
    return max(0.0, (middle - reach) / (1 + spread)), min(1.0, (middle + reach) / (1 + spread))


def figures(pairs: Iterable[Pair], rule: Callable[[JobOffer, JobOffer], bool] = same_job) -> str:
    """Return one line: precision, the share of copies among the pairs that a rule takes, and recall, with counts."""
    told = [(pair.label, rule(pair.first, pair.second)) for pair in pairs if pair.label != "unclear"]
    right, wrong = told.count(("same", True)), told.count(("different", True))
    same = right + told.count(("same", False))
    return (
        f"precision {_share(right, right + wrong)}  recall {_share(right, same)}  "
        f"(pairs: {same} same, {len(told) - same} different)"
    )


def _share(hits: int, of: int) -> str:
    low, high = interval(hits, of)
    return f"{f'{hits}/{of}':>6} = {f'{hits / of:.2f}' if of else ' n/a'} [{low:.2f}, {high:.2f}]"


def _told(row: dict[str, str | None]) -> dict[str, str | None]:
    told = {
        "text": row["description"],
        "commune": row["commune_insee"],
        "contract": _CONTRACTS.get(row["contract"] or ""),
    }
    return row | told


def _offer(number: str, told: dict[str, str | None]) -> JobOffer:
    """Make what a crawl would have kept of an offer, as far as the rule reads it."""
    title, commune = told["title"] or "", told["commune"]
    place = Place(departement="46", commune=commune, name=commune) if commune else None
    kind = told["contract"]
    return JobOffer(
        id=offer_id("labelled", number),
        employer=Employer(key="labelled", name=told["employer"]),
        provenance=Provenance(
            platform="labelled",
            source_id=number,
            url="https://labelled.example/",
            crawl="labelled",
            first_seen=_SEEN,
            last_seen=_SEEN,
        ),
        title=display_title(title) or title,
        raw_title=title,
        description=told["text"] or "",
        description_html="",
        places=Parsed(raw=commune, value=(place,)) if place else Parsed(),
        contract=Parsed(raw=kind, value=ContractTerms(kind=Contract(kind))) if kind else Parsed(),
        display=Display.EXTRACT,
    )


def main() -> None:
    """Print precision and recall on each part of each set: of what is merged, and of what a person is shown."""
    parser = argparse.ArgumentParser(description="Precision and recall of duplicates on labelled pairs.")
    parser.add_argument("labels", type=Path, help="folder of the labelled pairs (tests/crawlers/duplicates)")
    parser.add_argument("--bench", type=Path, help="folder of the benchmark's offers")
    chosen = parser.parse_args()
    sets = {"written": list(written_pairs(chosen.labels))}
    if chosen.bench:
        sets["benchmark"] = list(benchmark_pairs(chosen.labels, chosen.bench))
    for name, pairs in sets.items():
        for part in PARTS:
            chosen_pairs = [pair for pair in pairs if pair.part == part]
            for what, rule in (("merged", same_job), ("to judge", may_be_same_job)):
                sys.stdout.write(f"{name:<10} {part:<12} {what:<9} {figures(chosen_pairs, rule)}\n")


if __name__ == "__main__":
    main()
