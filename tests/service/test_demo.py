"""The main job, whole: fictional employers on localhost become explained recommendations."""

import pytest
from typer.testing import CliRunner

from crawlers.postings import ScreeningCode
from crawlers.screening.wording import sentence
from service.cli import app


@pytest.fixture(scope="module")
def printed() -> str:
    result = CliRunner().invoke(app, ["demo", "--no-serve"])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_every_source_is_reviewed(printed: str) -> None:
    reviewed = [line for line in printed.splitlines() if line.endswith(")") and "-exemple-" in line]
    assert len(reviewed) == 6


@pytest.mark.parametrize(("code", "times"), [(ScreeningCode.CLOSED, 1), (ScreeningCode.OUTSIDE_TERRITORY, 11)])
def test_what_must_be_refused_is_refused_and_told_why(printed: str, code: ScreeningCode, times: int) -> None:
    assert printed.splitlines().count(f"      {sentence(code)}") == times


def test_at_least_sixty_offers_are_public_and_one_waits(printed: str) -> None:
    (counts,) = [line for line in printed.splitlines() if line.startswith("publiées : ")]
    published, waiting = (int(part.split(" : ")[1]) for part in counts.split(", "))
    assert published >= 60
    assert waiting == 1


@pytest.mark.parametrize(
    ("candidate", "first"),
    [
        ("boulanger-figeac", "Boulanger"),
        ("infirmiere-cahors", "Infirmi"),
        ("machinist-leeds", "Tourneur-fraiseur"),
        ("saisonnier-prayssac", "Vendangeur"),
    ],
)
def test_each_candidate_gets_their_work_first_and_reasons(printed: str, candidate: str, first: str) -> None:
    block = printed.split(f"\n{candidate} : ")[1].split("\n\n")[0]
    lines = block.splitlines()
    assert first in lines[1]
    assert lines[2].lstrip().startswith("+ ")
    assert any(line.strip().startswith("http://127.0.0.1:") for line in lines)
