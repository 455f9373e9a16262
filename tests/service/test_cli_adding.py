"""`offers add`: a page, a file or a form, to the catalogue."""

import json
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from fpdf import FPDF
from typer.testing import CliRunner

from crawl_runs import crawl_run
from crawlers.entering import ENTERED
from crawlers.running.archive import RecordedRequest, RecordedResponse, RecordingWriter
from matching.offers import OfferStatus, StatusReason
from service.cli import app
from service.records.apply import apply_run, expire_closed, expire_not_seen
from service.records.catalogue import get_offer, list_offers
from service.records.database import Records
from service.records.decisions import publish
from service.settings import Settings

PAGE = "https://scierie.example/affuteur"
OFFER = """<script type="application/ld+json">{"@type": "JobPosting", "title": "Affûteur", "description":
"Vous affûtez les lames de la scierie, en équipe de jour.", "hiringOrganization": "Scierie du Célé",
"jobLocation": {"address": {"addressLocality": "Gourdon", "postalCode": "46300"}}, "employmentType": "CDI"}</script>"""
PLAIN = "<h1>Affûteur</h1><p>Vous affûtez les lames de la scierie, en équipe de jour.</p>"
FORM = """titre = "Vendeur"
employeur = "Épicerie"
lieu = "{place}"
texte = "Vous tenez la caisse et rangez les rayons de l'épicerie du village. {more}"
lien = "https://mairie.example/commerces"
"""

Add = Callable[..., Result]


@pytest.fixture
def add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Add:
    """Enter an offer on 10 March 2026; ``pages`` answer by address: a body, a status, or where to go instead."""
    for name in [name for name in os.environ if name.startswith("LOT_RECRUTE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LOT_RECRUTE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)

    def invoke(
        *words: object, pages: dict[str, str | bytes | int] | None = None, typed: str = "", day: str = "10"
    ) -> Result:
        command = ["offers", "add", "--by", "Anne", "--as-of", f"2026-03-{day}", *map(str, words)]
        if pages is not None:
            with RecordingWriter(tmp_path / "made.warc.gz", "test") as writer:
                for address, page in pages.items():
                    status, body = (page, b"") if isinstance(page, int) else (200, page)
                    kind = "text/plain" if address.endswith(".txt") else "text/html; charset=utf-8"
                    headers = [("Content-Type", kind)]
                    if isinstance(body, str):
                        if body.startswith("http"):
                            status, headers, body = 302, [("Location", body)], ""
                        body = body.encode()
                    writer.write(RecordedRequest("GET", address), RecordedResponse(status, tuple(headers), body))
            command += ["--replay", "made.warc.gz"]
        return CliRunner().invoke(app, command, input=typed)

    return invoke


@pytest.fixture
def records(add: Add) -> Records:
    return Records(Settings().records_url)


def form(tmp_path: Path, place: str = "Figeac", more: str = "") -> Path:
    path = tmp_path / "offre.toml"
    path.write_text(FORM.format(place=place, more=more), "utf-8")
    return path


def test_a_page_is_entered_with_its_history_and_its_evidence(add: Add, tmp_path: Path) -> None:
    done = add(PAGE, "--yes", "--publish", pages={PAGE: OFFER})
    assert done.exit_code == 0, done.output
    assert "Affûteur : publiée" in done.stderr
    name = done.stdout.split()[-1]
    shown = json.loads(CliRunner().invoke(app, ["offers", "show", name, "--json"]).stdout)
    assert (shown["status"], shown["decided_by"]) == ("published", "Anne")
    assert shown["offer"]["provenance"]["url"] == PAGE
    assert shown["offer"]["employer"]["name"] == "Scierie du Célé"
    assert [(line["by"], line["kind"], line["to"]) for line in shown["history"]] == [
        ("Anne", "added", "pending"),
        ("Anne", "status", "published"),
    ]
    (run,) = (tmp_path / "data" / "runs").iterdir()
    assert json.loads((run / "report.json").read_text("utf-8"))["detail"] == "saisie par Anne"
    assert (run / "responses.warc.gz").stat().st_size > 0


def test_a_page_that_has_moved_within_its_site_is_read_where_it_is(add: Add, records: Records) -> None:
    there = "https://www.scierie.example/offres/affuteur"
    done = add(PAGE, "--yes", pages={PAGE: there, there: OFFER})
    assert done.exit_code == 0, done.output
    with records.read() as session:
        assert get_offer(session, done.stdout.split()[-1]).document.provenance.url == there


def test_a_pdf_page_is_read_as_a_file_is(add: Add) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    text = (
        "Intitulé du poste : Agent technique\nType de contrat : CDD de 6 mois\n\n"
        "Vous entretenez les chemins de la commune et ses bâtiments."
    )
    pdf.multi_cell(0, 6, text)
    done = add(PAGE, "--yes", "--place", "Gramat", "--employer", "Mairie", pages={PAGE: bytes(pdf.output())})
    assert done.exit_code == 0, done.output
    assert "Agent technique : ajoutée" in done.stderr


def test_one_of_several_offers_of_a_page_is_named(add: Add, records: Records) -> None:
    both = OFFER + OFFER.replace("Affûteur", "Cariste")
    assert "dites laquelle" in add(PAGE, "--yes", pages={PAGE: both}).stderr
    assert "Cariste : ajoutée" in add(PAGE, "--yes", "--title", "Cariste", pages={PAGE: both}).stderr
    assert "Affûteur : ajoutée" in add(PAGE, pages={PAGE: both}, typed="1\n\noui\n").stderr
    with records.read() as session:
        assert {offer.document.title for offer in list_offers(session).offers} == {"Cariste", "Affûteur"}


def test_missing_facts_are_asked_for_until_they_can_be_used(add: Add) -> None:
    typed = "Scierie du Célé\nGourdan-les-Bois\nGourdon\n46300 Gourdon\nCDI ou CDD\nCDI\n\noui\n"
    done = add(PAGE, pages={PAGE: PLAIN}, typed=typed)
    assert done.exit_code == 0, done.output
    assert "« Gourdan-les-Bois » : inconnu" in done.stderr
    assert "« Gourdon » : plusieurs sens possibles" in done.stderr
    assert "« CDI ou CDD » : plusieurs valeurs" in done.stderr
    assert "Affûteur : ajoutée, en attente" in done.stderr


def test_a_whole_form_is_typed(add: Add) -> None:
    typed = "Vendeur\nÉpicerie\nFigeac\nVous tenez la caisse et rangez\nles rayons de l'épicerie du village.\n.\n"
    typed += "https://mairie.example/commerces\nCDI\n15/04/2026\n" + "\n" * 6 + "oui\n"
    done = add("--form", typed=typed)
    assert done.exit_code == 0, done.output
    assert "Vendeur : ajoutée, en attente" in done.stderr


def test_what_was_typed_before_an_interruption_is_kept(add: Add, tmp_path: Path) -> None:
    done = add("--form", typed="Vendeur\nÉpicerie\n")
    assert done.exit_code == 1
    assert "il manque encore : lieu, texte, lien" in done.stderr
    (kept,) = (tmp_path / "data").glob("offre-*.toml")
    assert 'employeur = "Épicerie"' in kept.read_text("utf-8")


@pytest.mark.parametrize(
    ("pages", "why"),
    [
        ({PAGE: OFFER, "https://scierie.example/robots.txt": 503}, "robots.txt ne permet pas"),
        ({PAGE: 404}, "n'existe pas"),
        ({PAGE: 500}, "erreur (500)"),
        ({PAGE: "https://autre.example/affuteur"}, "renvoie vers un autre site"),
        ({PAGE: 429}, "refuse d'être lu"),
        ({PAGE: f"<p>Cette offre n'est plus disponible.</p>{OFFER}"}, "n'est plus ouverte"),
        ({PAGE: PLAIN}, "employeur : il faut le nom"),
        ({}, "absente de l'enregistrement"),
    ],
)
def test_a_page_that_cannot_be_entered_is_told(add: Add, tmp_path: Path, pages: dict[str, str | int], why: str) -> None:
    done = add(PAGE, "--yes", pages=pages)
    assert done.exit_code == 1
    assert why in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ([], "ou bien --form"),
        ([PAGE, "--form"], "ou bien --form"),
        (["absent.pdf"], "ni un fichier lisible"),
        (["offre.toml", "--place", "Figac"], "lieu : « Figac »"),
        (["offre.toml", "--yes"], "offre.toml, ligne 3 : lieu : « Figac »"),
        (["offre.toml", "--by", " "], "signée"),
    ],
)
def test_wrong_words_are_told(add: Add, tmp_path: Path, words: list[str], why: str) -> None:
    form(tmp_path, place="Figac")
    done = add(*words)
    assert done.exit_code == 1
    assert why in done.stderr


@pytest.mark.parametrize(
    ("place", "more", "code", "why"),
    [
        ("Figeac", "Des frais de dossier de 50 € sont demandés.", 1, "L'annonce demande de l'argent"),
        ("Toulouse", "", 1, "n'est pas dans le territoire"),
        ("Figeac", "Vous avez moins de 30 ans.", 0, "L1132-1"),  # waits for a person, though --publish is said
    ],
)
def test_it_is_screened_as_a_crawled_offer_is(
    add: Add, tmp_path: Path, records: Records, place: str, more: str, code: int, why: str
) -> None:
    done = add(form(tmp_path, place, more), "--yes", "--publish")
    assert (done.exit_code, why in done.stdout) == (code, True), done.output
    with records.read() as session:
        assert [offer.status for offer in list_offers(session).offers] == [OfferStatus.PENDING] * (1 - code)


def test_nothing_counts_before_a_person_agrees(add: Add, tmp_path: Path, records: Records) -> None:
    done = add(form(tmp_path), typed="\n\nnon\n")
    assert "rien n'est ajouté" in done.stderr
    with records.read() as session:
        assert list_offers(session).total == 0
    (run,) = (tmp_path / "data" / "runs").iterdir()
    applied = CliRunner().invoke(app, ["apply", str(run), "--by", "Luc", "--as-of", "2026-03-10"])
    assert "1 nouvelles" in applied.stderr
    again = add(run / "offre.toml", "--yes")
    assert "0 nouvelles, 0 modifiées, 1 inchangées" in again.stdout


def test_entries_say_nothing_of_each_other_whatever_their_order(add: Add, tmp_path: Path, records: Records) -> None:
    add(form(tmp_path, "Figeac"), "--yes", "--publish", day="10")
    for day in ("11", "12", "09"):  # the last one is of an older day
        add(form(tmp_path, {"11": "Cahors", "12": "Gramat", "09": "Souillac"}[day]), "--yes", "--publish", day=day)
    with records.read() as session:
        found = list_offers(session, source=ENTERED).offers
    assert [offer.status for offer in found] == [OfferStatus.PUBLISHED] * 4
    assert {offer.missed for offer in found} == {0}


def _entered(add: Add, tmp_path: Path, records: Records, more: str = "") -> tuple[str, datetime]:
    path = form(tmp_path)
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    name = add(path, "--yes", "--publish").stdout.split()[-1]
    with records.read() as session:
        decided = get_offer(session, name).decided_at
    assert decided is not None
    return name, decided


def test_it_ends_60_days_after_its_entry_unless_confirmed(add: Add, tmp_path: Path, records: Records) -> None:
    name, at = _entered(add, tmp_path, records)
    with records.write() as session:
        assert expire_not_seen(session, now=at + timedelta(days=60)) == 0
        publish(session, name, by="Anne", why="toujours ouverte, dit l'employeur", now=at + timedelta(days=50))
        assert expire_not_seen(session, now=at + timedelta(days=110)) == 0
        assert expire_not_seen(session, now=at + timedelta(days=111)) == 1
    with records.read() as session:
        assert get_offer(session, name).reason is StatusReason.NOT_CONFIRMED


def test_it_ends_at_its_closing_date(add: Add, tmp_path: Path, records: Records) -> None:
    name, _ = _entered(add, tmp_path, records, 'cloture = "2027-01-15"\n')
    with records.write() as session:
        late = datetime.fromisoformat("2027-01-16T00:00:00+00:00")
        assert expire_closed(session, now=late, today=late.date()) == 1
        assert get_offer(session, name).reason is StatusReason.CLOSING_DATE_PASSED


def test_no_crawl_ends_it(add: Add, tmp_path: Path, records: Records) -> None:
    name, at = _entered(add, tmp_path, records)
    for number in (1, 2, 3):
        moment = at + timedelta(days=number)
        with records.write() as session:
            run = crawl_run(moment, [], source="epicerie")
            apply_run(session, run, by="scheduler", trusted=True, now=moment, today=moment.date())
    with records.read() as session:
        assert get_offer(session, name).status is OfferStatus.PUBLISHED
