"""`employers detect`, answered from a recording."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from crawlers.registry import load_registry
from crawlers.running.archive import RecordedRequest, RecordedResponse, RecordingWriter
from service.cli import app

HOME = "https://scierie.example/recrutement"
BOARD = "https://scierie.recruitee.com/api/offers/"
OFFERS = """{"offers": [{"id": 1, "title": "Affûteur", "city": "Cahors", "country": "France", "description":
"<p>Vous affûtez les lames de la scierie, en équipe de jour.</p>",
"careers_url": "https://scierie.recruitee.com/o/affuteur"}]}"""
PAGE = (
    '<meta property="og:site_name" content="Scierie du Célé"><a href="https://scierie.recruitee.com/o/affuteur">A</a>'
)
KEPT = """# Nos employeurs

[[employer]]
key = "autre" # à chercher
name = "Autre"
platform = "unknown"
verified = false
"""

Detect = Callable[..., Result]


@pytest.fixture
def detect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Detect:
    """Detect with answers by address: a text, or a status, or where a redirect leads."""
    for name in [name for name in os.environ if name.startswith("LOT_RECRUTE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LOT_RECRUTE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)

    def invoke(answers: dict[str, str | int], *words: object) -> Result:
        with RecordingWriter(tmp_path / "made.warc.gz", "test") as writer:
            for address, answer in answers.items():
                if isinstance(answer, int):
                    response = RecordedResponse(answer, (), b"")
                elif answer.startswith("http"):
                    response = RecordedResponse(302, (("Location", answer),), b"")
                else:
                    kind = "text/plain" if address.endswith("robots.txt") else "text/html; charset=utf-8"
                    response = RecordedResponse(200, (("Content-Type", kind),), answer.encode())
                writer.write(RecordedRequest("GET", address), response)
        command = ["employers", "detect", HOME, "--replay", tmp_path / "made.warc.gz", *words]
        return CliRunner().invoke(app, [str(word) for word in command])

    return invoke


def test_the_entry_is_printed_ready_to_paste(detect: Detect, tmp_path: Path) -> None:
    result = detect({HOME: "https://www.scierie.example/emplois", "https://www.scierie.example/emplois": PAGE})
    assert result.exit_code == 0, result.output
    (tmp_path / "pasted.toml").write_text(result.stdout, "utf-8")
    (entry,) = load_registry(tmp_path / "pasted.toml").entries
    assert (entry.key, entry.name, entry.platform) == ("scierie-du-cele", "Scierie du Célé", "recruitee")
    assert "recruitee : https://scierie.recruitee.com/o/affuteur" in result.stderr


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({HOME: "<p>Nous ne recrutons pas.</p>"}, "aucune plateforme connue"),
        ({HOME: PAGE, "https://scierie.example/robots.txt": "User-agent: *\nDisallow: /recrutement\n"}, "robots.txt"),
        ({HOME: PAGE, "https://scierie.example/robots.txt": 503}, "robots.txt"),
        ({HOME: 404}, "réponse 404"),
        ({}, "pas de réponse"),
        ({HOME: HOME}, "trop de redirections"),
        ({HOME: '<a href="https://join.com/companies/scierie">Offres</a>'}, "n'est pas collectée"),
    ],
)
def test_what_cannot_be_proposed_is_told(detect: Detect, answers: dict[str, str | int], why: str) -> None:
    result = detect(answers)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert why in result.stderr


def test_an_entry_is_added_after_a_trial_that_found_offers(detect: Detect, tmp_path: Path) -> None:
    registry = tmp_path / "employers.toml"
    registry.write_text(KEPT, "utf-8")
    result = detect({HOME: PAGE, BOARD: OFFERS}, "--add", "--registry", registry, "--commune", "Cahors")
    assert result.exit_code == 0, result.output
    assert registry.read_text("utf-8").startswith(KEPT)
    added = load_registry(registry)["scierie-du-cele"]
    assert (added.platform, added.commune, added.verified) == ("recruitee", "Cahors", False)
    again = detect({HOME: PAGE, BOARD: OFFERS}, "--add", "--registry", registry)
    assert again.exit_code == 1
    assert "is taken by line" in again.stderr


@pytest.mark.parametrize("answer", ['{"offers": []}', 404, "<html>maintenance</html>"])
def test_without_an_offer_nothing_is_written(detect: Detect, tmp_path: Path, answer: str | int) -> None:
    registry = tmp_path / "employers.toml"
    registry.write_text(KEPT, "utf-8")
    result = detect({HOME: PAGE, BOARD: answer}, "--add", "--registry", registry)
    assert result.exit_code == 1
    assert "aucune offre" in result.stderr
    assert registry.read_text("utf-8") == KEPT
