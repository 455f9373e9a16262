"""The command line, from a run folder to a recommendation."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from crawl_runs import crawl_run, day, write_run
from crawlers.postings import ScreeningCode
from crawlers.running.report import Outcome
from matching.offers import Contract, Employer
from samples import CAHORS, FIGEAC, job_offer
from service.cli import app
from service.cli.opening import read_settings

BAKER = job_offer("Boulanger", "Pétrissage et cuisson.", place=FIGEAC, contract=Contract.CDI)
NURSE = job_offer("Infirmier", "Soins.", place=CAHORS)
OLD = job_offer("Ancien poste", "Fermé.")
REGISTRY = """
[[employer]]
key = "exemple"
name = "Exemple (exemple)"
platform = "schema_org"
mode = "pages"
start_urls = ["https://exemple.example/1"]
allowed_hosts = ["exemple.example"]
verified = false
trusted = {trusted}
access = "public"
display = "extract"
example = "https://exemple.example/1"
"""

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty installation whose registry trusts the source."""
    registry = tmp_path / "employers.toml"
    registry.write_text(REGISTRY.format(trusted="true"), "utf-8")
    for name in [name for name in os.environ if name.startswith("LOT_RECRUTE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LOT_RECRUTE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("LOT_RECRUTE_REGISTRY", str(registry))
    monkeypatch.chdir(tmp_path)

    def invoke(*words: object, fails: bool = False) -> Result:
        result = CliRunner().invoke(app, [str(word) for word in words])
        assert (result.exit_code != 0) == fails, result.output
        return result

    return invoke


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_run(tmp_path, crawl_run(day(1), [BAKER, NURSE], [(OLD, ScreeningCode.CLOSED)])).folder


def test_a_run_may_be_named_without_its_folder(run: Run, folder: Path) -> None:
    runs = read_settings().runs_dir
    runs.mkdir(parents=True)
    folder.rename(runs / folder.name)
    assert "Boulanger" in run("review", folder.name, "--as-of", "2026-07-01").stdout
    assert "2 nouvelles" in run("apply", folder.name, "--by", "Anne").stderr


def profile(tmp_path: Path, **told: object) -> Path:
    path = tmp_path / "profile.json"
    path.write_text(json.dumps(told), "utf-8")
    return path


def test_the_road_from_a_run_to_a_recommendation(run: Run, folder: Path, tmp_path: Path) -> None:
    review = json.loads(run("review", folder, "--as-of", "2026-07-01", "--json").stdout)
    assert [one["title"] for one in review["added"]] == ["Boulanger", "Infirmier"]
    assert review["refused"] == [{"id": OLD.id, "title": "Ancien poste", "codes": ["closed"]}]

    assert "2 nouvelles" in run("apply", folder, "--by", "Anne").stderr
    assert "déjà" in run("apply", folder, "--by", "Anne").stderr

    file = profile(tmp_path, wanted_jobs=["boulangère"], commune_insee="46102", contracts=["CDI"])
    (first, *_) = json.loads(run("match", file, "--json").stdout)
    assert first["offer"]["title"] == "Boulanger"
    assert "CDI, comme souhaité" in [reason["sentence"] for reason in first["reasons"]]

    name = run("profile", "save", file).stdout.strip()
    printed = run("match", "--profile", name).stdout
    assert printed.startswith(" 1. Boulanger (exemple (exemple), Figeac)\n")
    assert "+ À Figeac même" in printed
    assert name in run("profile", "list").stdout
    run("profile", "delete", name)
    assert "aucun profil" in run("match", "--profile", name, fails=True).stderr


def test_people_decide(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "employers.toml").write_text(REGISTRY.format(trusted="false"), "utf-8")
    run("apply", folder, "--by", "Anne")
    waiting = json.loads(run("offers", "list", "--status", "pending", "--json").stdout)
    assert {one["offer"]["title"] for one in waiting} == {"Boulanger", "Infirmier"}
    file = profile(tmp_path, wanted_jobs=["boulanger"])
    assert run("match", file).stdout == ""

    run("offers", "publish", BAKER.id, "--by", "Anne", "--why", "relue")
    assert "Boulanger" in run("match", file).stdout
    run("offers", "withdraw", BAKER.id, "--by", "Luc", "--why", "pourvue")
    assert run("match", file).stdout == ""

    shown = run("offers", "show", BAKER.id).stdout
    assert "Anne : status à vérifier -> publiée, staff_decision, relue" in shown
    assert "Luc : status publiée -> retirée, staff_decision, pourvue" in shown


def test_staff_see_what_is_wrong_with_offers(run: Run, folder: Path, tmp_path: Path) -> None:
    run("apply", folder, "--by", "Anne")
    name = run("profile", "save", profile(tmp_path, wanted_jobs=["boulanger"])).stdout.strip()
    run("feedback", name, BAKER.id, "wrong_place")
    run("feedback", name, NURSE.id, "interested")
    (told,) = json.loads(run("offers", "faults", "--json").stdout)
    assert (told["offer"], told["kind"]) == (BAKER.id, "wrong_place")
    assert "lieu faux" in run("offers", "faults").stdout


def test_staff_part_what_was_merged(run: Run, tmp_path: Path) -> None:
    text = "Pétrissage, façonnage et cuisson de pains au levain dans un fournil neuf, de nuit, avec deux apprentis."
    own = job_offer("Boulanger", f"{text} Logement possible.", employer="fournil", place=CAHORS)
    board = job_offer("Boulanger", text, employer="tableau", place=CAHORS).model_copy(
        update={"employer": Employer(key="tableau", name=own.employer.name)}
    )
    entry = REGISTRY.format(trusted="true")
    entries = [entry.replace('key = "exemple"', f'key = "{name}"') for name in ("fournil", "tableau")]
    (tmp_path / "employers.toml").write_text("".join(entries), "utf-8")
    for offer in (own, board):
        run("apply", write_run(tmp_path, crawl_run(day(1), [offer], source=offer.employer.key)).folder, "--by", "Anne")
    (merged,) = json.loads(run("offers", "merges", "--json").stdout)
    assert (merged["kept"], merged["merged"]) == (own.id, board.id)
    assert merged["likeness"] == 100  # the text of the copy is the kept one, cut
    listed = run("offers", "merges").stdout
    assert f"{board.id} (tableau) -> {own.id} (fournil)" in listed
    assert "textes semblables à 100 %" in listed
    told = run("offers", "part", board.id, own.id, "--by", "Anne", "--why", "deux postes").stderr
    assert f"{board.id} Boulanger : publiée" in told
    assert json.loads(run("offers", "merges", "--json").stdout) == []
    assert json.loads(run("offers", "lookalikes", "--json").stdout) == []


def test_staff_join_what_the_rule_keeps_apart(run: Run, tmp_path: Path) -> None:
    text = "Pétrissage, façonnage et cuisson de pains au levain dans un fournil neuf, avec deux apprentis. {} assuré."
    own, agency = (
        job_offer(title, text.format(word), employer=source, place=CAHORS)
        for title, word, source in (("Boulanger", "Logement", "fournil"), ("Ouvrier boulanger", "Transport", "agence"))
    )
    entry = REGISTRY.format(trusted="true")
    entries = [entry.replace('key = "exemple"', f'key = "{name}"') for name in ("fournil", "agence")]
    (tmp_path / "employers.toml").write_text("".join(entries), "utf-8")
    for offer in (own, agency):
        run("apply", write_run(tmp_path, crawl_run(day(1), [offer], source=offer.employer.key)).folder, "--by", "Anne")
    assert json.loads(run("offers", "merges", "--json").stdout) == []
    (pair,) = json.loads(run("offers", "lookalikes", "--json").stdout)
    assert set(pair["offers"]) == {own.id, agency.id}
    assert "Ouvrier boulanger" in run("offers", "lookalikes").stdout
    told = run("offers", "merge", agency.id, own.id, "--by", "Anne", "--why", "même poste").stderr
    assert f"{agency.id} Ouvrier boulanger : le public voit {own.id}" in told
    (merged,) = json.loads(run("offers", "merges", "--json").stdout)
    assert (merged["kept"], merged["merged"]) == (own.id, agency.id)
    assert json.loads(run("offers", "lookalikes", "--json").stdout) == []
    refused = run("offers", "merge", own.id, own.id, "--by", "Anne", "--why", "même poste", fails=True).stderr
    assert "il faut deux offres" in refused


def test_the_index_can_be_thrown_away(run: Run, folder: Path, tmp_path: Path) -> None:
    run("apply", folder, "--by", "Anne")
    for file in (tmp_path / "data" / "index").iterdir():
        file.unlink()
    assert "2 offres" in run("index", "rebuild").stderr
    assert "Boulanger" in run("match", profile(tmp_path, wanted_jobs=["boulanger"])).stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["crawl"], "nommez des employeurs"),
        (["crawl", "exemple", "--all"], "nommez des employeurs"),
        (["crawl", "inconnu"], "aucun employeur 'inconnu'"),
        (["crawl", "exemple"], "LOT_RECRUTE_CONTACT manque"),
        (["crawl", "exemple", "--territory", "4600"], "4600"),
        (["crawl", "exemple", "--as-of", "hier"], "AAAA-MM-JJ"),
        (["match"], "nommez un fichier de profil"),
        (["match", "--profile", "personne"], "aucun profil n'a l'identifiant 'personne'"),
        (["offers", "publish", "0" * 16, "--by", "Anne", "--why", "x"], "aucune offre"),
        (["offers", "publish", BAKER.id, "--by", " ", "--why", "x"], "le nom"),
        (["offers", "list", "--status", "perdue"], "perdue"),
        (["review", "."], "report.json"),
        (["apply", "hier", "--by", "Anne"], "hier : aucune collecte de ce nom"),
        (["schedule"], "LOT_RECRUTE_CONTACT manque"),
    ],
)
def test_bad_input_is_told(run: Run, words: Sequence[str], message: str) -> None:
    assert message in run(*words, fails=True).stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "JSON"),
        ('{"wanted_job": ["x"]}', "wanted_job"),
        ('{"commune_insee": "46000 Cahors"}', "commune_insee"),
        ('{"commune_insee": "46000"}', "46000 is a postcode, an INSEE code is expected: Cahors 46042"),
        ('{"commune_insee": "46999"}', "no commune has the INSEE code 46999"),
        ('{"contracts": ["CDX"]}', "contracts.0"),
        ("{}", "Ajoutez au moins un métier"),
    ],
)
def test_a_wrong_profile_is_told_field_by_field(run: Run, tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "profile.json"
    path.write_text(content, "utf-8")
    assert message in run("match", path, fails=True).stderr


def test_an_unfinished_run_is_looked_at_and_not_applied(run: Run, tmp_path: Path) -> None:
    folder = write_run(tmp_path, crawl_run(day(1), [BAKER], outcome=Outcome.INTERRUPTED)).folder
    assert "non terminée" in run("review", folder).stdout
    assert "n'est pas terminée" in run("apply", folder, "--by", "Anne", fails=True).stderr


def test_a_held_run_waits_until_a_person_insists(run: Run, tmp_path: Path) -> None:
    many = [job_offer(f"Poste {number}", "Texte.") for number in range(10)]
    run("apply", write_run(tmp_path, crawl_run(day(1), many)).folder, "--by", "Anne")
    few = write_run(tmp_path, crawl_run(day(2), many[:3])).folder
    assert "retenue" in run("review", few).stdout
    assert "retenue" in run("apply", few, "--by", "Anne", fails=True).stderr
    run("apply", few, "--by", "Anne", "--override")


def test_the_packaged_registry_is_listed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LOT_RECRUTE_REGISTRY")
    entries = json.loads(run("employers", "list", "--json").stdout)
    assert {"ratier-figeac", "figeac-aero"} <= {entry["key"] for entry in entries}
    assert "ratier-figeac" in run("employers", "list").stdout


HEAVY = ("torch", "sklearn", "fastapi", "scrapy", "sqlalchemy", "numpy", "sentence_transformers", "rapidfuzz")


@pytest.mark.parametrize("words", [["--help"], ["crawl", "--help"], ["serve", "--help"], ["offers", "--help"]])
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    script = (
        "import sys; from service.cli import app\n"
        "try: app(sys.argv[1:])\n"
        f"finally: print('loaded:', [name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("loaded: []")


def test_the_api_starts_without_torch() -> None:
    script = "import sys; import service.api.app, service.indexing; print([m for m in ('torch',) if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_feedback_teaches_the_next_search(run: Run, folder: Path, tmp_path: Path) -> None:
    run("apply", folder, "--by", "Anne")
    name = run("profile", "save", profile(tmp_path, wanted_jobs=["boulanger"])).stdout.strip()

    def seen() -> list[str]:
        return [one["offer"]["title"] for one in json.loads(run("match", "--profile", name, "--json").stdout)]

    assert "Boulanger" in seen()
    assert "équipe" in run("feedback", name, BAKER.id, "expired").stderr
    assert "Boulanger" in seen()
    assert "prochaine recherche" in run("feedback", name, BAKER.id, "not_for_me", "--why", "work").stderr
    assert "Boulanger" not in seen()
    assert "réponse inconnue" in run("feedback", name, BAKER.id, "bof", fails=True).stderr
    assert "motif inconnu" in run("feedback", name, BAKER.id, "not_for_me", "--why", "bof", fails=True).stderr
    assert "not_for_me" in run("feedback", name, BAKER.id, "expired", "--why", "work", fails=True).stderr
    assert "aucune offre" in run("feedback", name, "x", "applied", fails=True).stderr
