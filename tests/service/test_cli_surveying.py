"""`employers survey`, answered from a recording: one site after the other, interrupted and taken up again."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from crawlers.running.archive import RecordedRequest, RecordedResponse, RecordingWriter
from crawlers.survey import surveying
from service.cli import app

LIST = "nom;site;commune\nScierie;https://scierie.example/;Gourdon\nÉpicerie;https://epicerie.example/;\n"
BOARD = "https://scierie.recruitee.com/api/offers/"
ANSWERS = {
    "https://scierie.example/": '<a href="/equipe">Nous rejoindre</a>',
    "https://scierie.example/equipe": '<a href="https://scierie.recruitee.com/o/affuteur">Affûteur</a>',
    BOARD: """{"offers": [{"id": 1, "title": "Affûteur", "city": "Cahors", "country": "France", "description":
"<p>Vous affûtez les lames de la scierie, en équipe de jour.</p>",
"careers_url": "https://scierie.recruitee.com/o/affuteur"}]}""",
}
TOWN = {"https://epicerie.example/": "<p>Une épicerie.</p>"}

Survey = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Survey:
    for name in [name for name in os.environ if name.startswith("LOT_RECRUTE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LOT_RECRUTE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "employeurs.csv").write_text(LIST, "utf-8")

    def invoke(answers: dict[str, str], *words: str) -> Result:
        with RecordingWriter(tmp_path / "made.warc.gz", "test") as writer:
            for address, answer in answers.items():
                kind = "application/json" if answer.startswith("{") else "text/html; charset=utf-8"
                response = RecordedResponse(200, (("Content-Type", kind),), answer.encode())
                writer.write(RecordedRequest("GET", address), response)
        return CliRunner().invoke(app, ["employers", "survey", "employeurs.csv", "--replay", "made.warc.gz", *words])

    return invoke


def findings(tmp_path: Path) -> list[dict[str, Any]]:
    path = tmp_path / "enquete-employeurs" / "employeurs.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_one_silent_site_does_not_stop_the_rest_and_is_asked_again(run: Survey, tmp_path: Path) -> None:
    first = run(ANSWERS)
    assert first.exit_code == 0, first.output
    assert first.stdout == "enquete-employeurs/rapport.md\n"
    assert "1/2 Scierie : entrée proposée : 1 annonces, 1 offres" in first.stderr
    assert "2/2 Épicerie : pas de réponse" in first.stderr
    assert not (tmp_path / "data").exists()

    again = run(ANSWERS | TOWN)
    assert "1 employeurs déjà visités" in again.stderr
    assert "1/1 Épicerie : aucune page de recrutement trouvée" in again.stderr
    assert [one["verdict"] for one in findings(tmp_path)] == ["proposed", "down", "no_careers"]
    report = (tmp_path / "enquete-employeurs" / "rapport.md").read_text("utf-8")
    assert "2 employeurs visités sur 2" in report
    assert "pas de réponse" not in report
    assert 'platform = "recruitee"' in report

    assert "2 employeurs déjà visités" in run({}).stderr  # nobody is asked a third time


def test_an_interrupted_survey_keeps_what_it_has_and_goes_on(
    run: Survey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = surveying.survey

    def interrupted(listed: Any, *more: Any) -> Any:
        if listed.name == "Épicerie":
            raise KeyboardInterrupt
        return honest(listed, *more)

    with monkeypatch.context() as patch:
        patch.setattr(surveying, "survey", interrupted)
        stopped = run(ANSWERS | TOWN)
    assert stopped.exit_code == 130
    assert "reprend l'enquête" in stopped.stderr
    lines = tmp_path / "enquete-employeurs" / "employeurs.jsonl"
    assert "1 employeurs visités sur 2" in (lines.parent / "rapport.md").read_text("utf-8")
    with lines.open("a", encoding="utf-8") as file:
        file.write('{"schema_version": 1, "name": "Épic')  # killed while it wrote
    resumed = run(ANSWERS | TOWN)
    assert "1/1 Épicerie" in resumed.stderr
    assert [one["name"] for one in findings(tmp_path)] == ["Scierie", "Épicerie"]


def test_a_wrong_list_or_a_foreign_folder_is_told(run: Survey, tmp_path: Path) -> None:
    (tmp_path / "autre").mkdir()
    (tmp_path / "autre" / "employeurs.jsonl").write_text('{"schema_version": 0}\n', "utf-8")
    assert "donnez un autre dossier" in run({}, "--out", "autre").stderr
    (tmp_path / "employeurs.csv").write_text("nom;site\nScierie;scierie.example\n", "utf-8")
    told = run({})
    assert told.exit_code == 1
    assert "employeurs.csv, ligne 2 : site" in told.stderr
