import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from matching.evaluation.benchmark import read_benchmark
from service.cli import app

OFFERS = [
    {"id": "o1", "title": "Boulanger / Boulangère (H/F)", "description": "Pain.", "rome": "D1102", "contract": "CDI",
     "place": "46 - FIGEAC", "commune_insee": "46102", "latitude": 44.6, "longitude": 2.03,
     "created": "2024-07-20T10:00:00.000Z"},
    {"id": "o2", "title": "Pâtissier", "description": "Gâteaux.", "rome": "D1104", "contract": "MIS", "created": None},
    {"id": "o3", "title": "Soudeur", "description": "Acier.", "rome": "H2913"},
]  # fmt: skip
PROFILES = [
    {"id": "p1", "wanted_jobs": ["boulangère"], "rome": "D1102"},
    {"id": "p2", "wanted_jobs": ["soudeuse TIG"], "rome": "H2913"},
    {"id": "p3", "wanted_jobs": ["astronaute"]},
]
QRELS = [("p1", "o1", 2), ("p1", "o2", 1), ("p2", "o3", 2)]


def write(
    folder: Path, profiles: Sequence[Mapping[str, Any]] = PROFILES, pools: Sequence[tuple[str, str]] = ()
) -> Path:
    for name, lines in {
        "offers.jsonl.gz": map(json.dumps, OFFERS),
        "profiles.jsonl.gz": map(json.dumps, profiles),
        "qrels.tsv.gz": ("\t".join(map(str, row)) for row in QRELS),
        **({"pools.tsv.gz": ("\t".join(row) for row in pools)} if pools else {}),
    }.items():
        with gzip.open(folder / name, "wt", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
    return folder


def test_reading_a_benchmark(tmp_path: Path) -> None:
    benchmark = read_benchmark(write(tmp_path, pools=[("p1", "o2"), ("p1", "o3")]))
    first, second, third = benchmark.offers
    assert [place.commune for place in first.communes] == ["46102"]
    assert (first.contract_kind, second.contract_kind, third.contract_kind) == ("CDI", "interim", None)
    assert third.communes == ()
    assert benchmark.grades == {"p1": {"o1": 2.0, "o2": 1.0}, "p2": {"o3": 2.0}}
    assert benchmark.pools == {"p1": {"o2", "o3"}}


def test_the_answers_are_not_read(tmp_path: Path) -> None:
    benchmark = read_benchmark(write(tmp_path))
    for code in ("D1102", "D1104", "H2913"):
        assert code not in repr(benchmark)


def test_an_unknown_field_of_a_profile_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="salary"):
        read_benchmark(write(tmp_path, [{"id": "p1", "salary": 12}]))


def test_evaluate_prints_measures_and_writes_a_run(tmp_path: Path) -> None:
    run = tmp_path / "run.txt"
    result = CliRunner().invoke(app, ["evaluate", "--bench", str(write(tmp_path)), "--run", str(run), "--json"])
    assert result.exit_code == 0, result.output
    measures = json.loads(result.stdout)
    assert set(measures) == {"ndcg@10", "recall@50", "mrr", "latency_ms"}
    assert (measures["ndcg@10"], measures["recall@50"], measures["mrr"]) == (1.0, 1.0, 1.0)
    lines = [line.split() for line in run.read_text().splitlines()]
    assert all(len(line) == 6 and line[1] == "Q0" and line[5] == "lot-recrute" for line in lines)
    assert [line[2] for line in lines if line[0] == "p1"][:2] == ["o1", "o2"]
    assert [line[3] for line in lines if line[0] == "p1"][:2] == ["1", "2"]


def test_a_pool_limits_what_is_ranked(tmp_path: Path) -> None:
    run = tmp_path / "run.txt"
    bench = write(tmp_path, pools=[("p1", "o2"), ("p1", "o3"), ("p2", "o1"), ("p2", "o3")])
    CliRunner().invoke(app, ["evaluate", "--bench", str(bench), "--run", str(run)])
    ranked = {(line.split()[0], line.split()[2]) for line in run.read_text().splitlines()}
    assert ranked == {("p1", "o2"), ("p1", "o3"), ("p2", "o1"), ("p2", "o3")}


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", "--bench", str(tmp_path)])
    assert result.exit_code == 1
    assert "qrels.tsv.gz" in result.stderr
