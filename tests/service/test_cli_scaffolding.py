"""`employers new`, in a checkout and in an installed product."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from crawlers.registry import load_registry
from crawlers.scaffolding import FIXTURES
from service.cli import app

BOARD = "https://scierie.recruitee.com/"
REGISTRY = "# Nos employeurs\n"

New = Callable[..., Result]


@pytest.fixture
def new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> New:
    for name in [name for name in os.environ if name.startswith("LOT_RECRUTE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(app, ["employers", "new", *words])


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder that looks like a copy of the sources, with one fixture."""
    pattern = tmp_path / FIXTURES / "recruitee"
    pattern.mkdir(parents=True)
    (pattern / "entry.toml").write_text(
        'platform = "recruitee"\nstart_urls = ["https://atelier.recruitee.com/"]\n', "utf-8"
    )
    (pattern / "exchanges.toml").write_text(
        '[[exchange]]\nurl = "https://atelier.recruitee.com/api/offers/"\n', "utf-8"
    )
    (tmp_path / "crawlers").mkdir()
    (tmp_path / "crawlers" / "employers.toml").write_text(REGISTRY, "utf-8")
    return tmp_path


def test_entry_and_fixture_are_made_in_one_go(new: New, checkout: Path) -> None:
    done = new("Scierie du Célé", "--url", BOARD, "--commune", "Cahors")
    assert done.exit_code == 0, done.output
    text = (checkout / "crawlers" / "employers.toml").read_text("utf-8")
    assert text.startswith(REGISTRY)
    registry = load_registry(checkout / "crawlers" / "employers.toml")
    assert registry["scierie-du-cele"].commune == "Cahors"
    assert registry.enabled == ()
    folder = checkout / FIXTURES / "scierie-du-cele"
    assert sorted(one.name for one in folder.iterdir()) == [
        "entry.toml",
        "exchanges.toml",
        "expected.json",
        "expected.jsonl",
    ]
    assert 'url = "https://scierie.recruitee.com/api/offers/"' in (folder / "exchanges.toml").read_text("utf-8")
    assert "-k scierie-du-cele" in done.stderr

    again = new("Scierie du Célé", "--url", BOARD)
    assert again.exit_code == 1
    assert "existe déjà" in again.stderr
    assert (checkout / "crawlers" / "employers.toml").read_text("utf-8") == text


def test_an_installed_product_says_what_it_can_do(new: New, tmp_path: Path) -> None:
    printed = new("Scierie", "--url", BOARD)
    assert printed.exit_code == 0, printed.output
    (tmp_path / "pasted.toml").write_text(printed.stdout, "utf-8")
    assert load_registry(tmp_path / "pasted.toml")["scierie"].platform == "recruitee"
    assert "copie des sources" in printed.stderr
    assert not (tmp_path / "tests").exists()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("Scierie", "--url", "scierie.recruitee.com"), "http://"),
        (("Scierie", "--url", "https://scierie.example/"), "--platform"),
        (("Scierie", "--url", BOARD, "--platform", "recrutee"), "« recrutee » inconnue"),
        (("!", "--url", BOARD), "un nom"),
        (("Atelier", "--url", BOARD), "is taken by line"),
    ],
)
def test_what_cannot_be_made_is_told_and_nothing_is_written(
    new: New, checkout: Path, words: tuple[str, ...], why: str
) -> None:
    registry = checkout / "crawlers" / "employers.toml"
    taken = '[[employer]]\nkey = "atelier"\nname = "Atelier"\nplatform = "unknown"\nverified = false\n'
    registry.write_text(taken, "utf-8")
    done = new(*words)
    assert done.exit_code == 1
    assert why in done.stderr
    assert registry.read_text("utf-8") == taken
    assert [one.name for one in (checkout / FIXTURES).iterdir()] == ["recruitee"]
