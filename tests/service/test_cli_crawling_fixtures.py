"""`crawl --all --replay DIR`: every example of a folder, and one table."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawl_runs import crawl_run, day
from crawlers.running.report import CrawlReport
from service.cli import app
from service.cli.coverage import coverage_table

FIXTURES = Path(__file__).parents[1] / "crawlers" / "fixtures" / "platforms"


def test_all_examples_of_a_folder_are_crawled_into_one_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOT_RECRUTE_DATA_DIR", str(tmp_path / "data"))
    for name in ("lever", "beetween"):
        shutil.copytree(FIXTURES / name, tmp_path / "examples" / name)
    result = CliRunner().invoke(
        app, ["crawl", "--all", "--replay", str(tmp_path / "examples"), "--as-of", "2026-03-10"]
    )
    assert result.exit_code == 0, result.output
    lines = [line.split() for line in result.stdout.splitlines()]
    assert [line[0] for line in lines] == ["plateforme", "beetween", "lever", "ensemble"]
    sums = [sum(int(line[column]) for line in lines[1:3]) for column in (1, 2, 3)]
    assert sums == [int(lines[3][column]) for column in (1, 2, 3)]
    assert not (tmp_path / "data" / "runs").exists()


@pytest.mark.parametrize("more", [["exemple"], ["--all", "--registry", "x.toml"], []])
def test_a_folder_of_examples_is_crawled_alone(more: list[str]) -> None:
    result = CliRunner().invoke(app, ["crawl", "--replay", str(FIXTURES), *more])
    assert result.exit_code == 1
    assert "--replay DIR" in result.stderr


def test_a_folder_without_examples_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["crawl", "--all", "--replay", str(tmp_path)])
    assert result.exit_code == 1
    assert "exchanges.toml" in result.stderr


def report(platform: str, **counts: object) -> CrawlReport:
    return crawl_run(day(1)).report.model_copy(update={"platform": platform, **counts})


def test_sources_of_a_platform_are_added() -> None:
    lines = coverage_table(
        [
            report("lever", listed=5, found=4, kept=3, coverage={"salary": 1}, refused={"closed": 1}),
            report("ashby", listed=0, found=0, kept=0, coverage={}, refused={}),
            report("lever", listed=5, found=4, kept=2, coverage={"salary": 3}, refused={"closed": 1, "too_old": 1}),
        ]
    )
    assert [line.split()[:4] for line in lines[1:]] == [
        ["ashby", "0", "0", "0"],
        ["lever", "10", "8", "5"],
        ["ensemble", "10", "8", "5"],
    ]
    assert "50 %" in lines[2]
    assert lines[2].endswith("closed 2, too_old 1")
