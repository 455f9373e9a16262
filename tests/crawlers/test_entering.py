"""Offers that staff enter: what an answer must be, what a document says, what a form file holds."""

from datetime import date

import pytest
from crawl_support import make_pdf

from crawlers.entering.facts import FACTS, answer_of, fact_named, fault, faults, with_answers
from crawlers.entering.form import FormError, check_form, form_toml, read_form
from crawlers.entering.reading import UnreadableError, read_document, source_id
from crawlers.postings import RawPlace, RawPosting

TODAY = date(2026, 3, 10)
PAGE = "https://boulangerie.example/emploi"
TEXT = "Vous préparez les pâtes, façonnez et cuisez le pain, cinq nuits par semaine."
BLANK = RawPosting(source_id="-", url="")
WHOLE = {"title": "Boulanger", "employer_name": "Les Arcades", "place": "Figeac", "description": TEXT, "url": PAGE}


@pytest.mark.parametrize(
    ("name", "answer", "why"),
    [
        ("title", "Boulanger (H/F)", None),
        ("title", "IDE", None),
        ("title", "", "il faut le métier"),
        ("title", "12 !", "aucun métier"),
        ("place", "46100 Figeac", None),
        ("place", "Labastide-Murat", None),
        ("place", "Figac", "liste officielle"),
        ("place", "télétravail", "aucune commune"),
        ("place", "Bruxelles, Belgique", "hors de France"),
        ("description", TEXT, None),
        ("description", "Voir pièce jointe", "trop court"),
        ("url", PAGE, None),
        ("url", "www.boulangerie.example", "adresse"),
        ("url", "mailto:emploi@boulangerie.example", "adresse"),
        ("url", "http://[::1", "adresse"),
        ("contract", "", None),
        ("contract", "CDD de 6 mois", None),
        ("contract", "CDI ou CDD", "plusieurs valeurs"),
        ("contract", "à voir", "rien de sûr"),
        ("closes", "31/12/2026", None),
        ("closes", "2026-12-31", None),
        ("closes", "31/02/2026", "n'existe pas"),
        ("closes", "décembre 2026", "manque"),
        ("closes", "31/12/9999", "trop lointaine"),
        ("salary", "1 900 € brut par mois", None),
        ("salary", "selon profil", "aucune somme"),
        ("starts", "dès que possible", "aucun jour"),
        ("apply_url", "ici", "adresse"),
    ],
)
def test_an_answer_is_taken_or_explained(name: str, answer: str, why: str | None) -> None:
    found = fault(fact_named(name), answer, TODAY)
    assert found is None if why is None else why in str(found)


def test_what_is_missing_is_told_and_vague_words_of_an_employer_are_not_held_against_him() -> None:
    assert set(faults(BLANK, TODAY)) == {"title", "employer_name", "place", "description", "url"}
    whole = with_answers(BLANK, WHOLE | {"salary": "selon profil"})
    assert faults(whole, TODAY) == {}
    assert "Figac" in faults(with_answers(whole, {"place": "Figac"}), TODAY)["place"]
    assert answer_of(with_answers(whole, {"salary": ""}), fact_named("salary")) is None


LD = """<script type="application/ld+json">[{"@type": "JobPosting", "title": "Affûteur", "identifier": "1"},
{"@type": "JobPosting", "title": "Cariste", "identifier": "2"}]</script><body></body>"""
PLAIN = f"""<html><body><nav><h2>Menu</h2></nav><main><h1>{{}}</h1><p>{TEXT}</p><ul><li>Type de contrat : CDI</li>
<li>Lieu de travail : Figeac</li></ul><p>Nous recherchons un boulanger.</p></main>
<footer>Mentions</footer></body></html>"""
PDF = (
    "OFFRE D'EMPLOI\n\nIntitulé du poste : Agent technique\nLieu de travail : Gramat\nType de contrat : CDD de 6 mois\n"
)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (LD.encode(), [("Affûteur", None, None), ("Cariste", None, None)]),
        (PLAIN.format("Boulanger de nuit").encode(), [("Boulanger de nuit", "Figeac", "CDI")]),
        (PLAIN.format("Offres d'emploi").encode(), [("boulanger", "Figeac", "CDI")]),
        (make_pdf(PDF), [("Agent technique", "Gramat", "CDD de 6 mois")]),
        (make_pdf(""), [(None, None, None)]),  # a scan: nothing is guessed
        (PDF.encode(), [("Agent technique", "Gramat", "CDD de 6 mois")]),
    ],
)
def test_a_document_says_what_it_says(body: bytes, told: list[tuple[str | None, ...]]) -> None:
    found = read_document(body, f"{PAGE}#a", "text/html; charset=utf-8")
    assert [tuple(answer_of(one, fact_named(n)) for n in ("title", "place", "contract")) for one in found] == told
    assert {one.url for one in found} == {PAGE}
    assert not any(word in (found[0].description or "") for word in ("Menu", "Mentions"))


@pytest.mark.parametrize("body", [b"", b"  ", b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04\0\0word/", b"%PDF-1.4 coup\xe9"])
def test_what_is_no_document_is_told(body: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_document(body, PAGE)


def test_an_offer_entered_again_is_the_same_and_its_neighbour_is_another() -> None:
    one = with_answers(BLANK, WHOLE)
    assert source_id(one, alone=True) == PAGE
    again, elsewhere = with_answers(one, {"title": "BOULANGER"}), with_answers(one, {"place": "Cahors"})
    assert source_id(one, alone=False) == source_id(again, alone=False) != source_id(elsewhere, alone=False)


def test_a_form_file_comes_back_as_it_was_written() -> None:
    posting = with_answers(BLANK, WHOLE | {"description": f'{TEXT}\nEt "le reste" \\ aussi.', "closes": "2026-12-31"})
    answers = read_form(form_toml(posting), "offre.toml")
    assert with_answers(BLANK, answers) == posting
    assert set(read_form(form_toml(BLANK), "offre.toml")) == set()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("titre = ", "TOML"),
        ('{"titre": "Maçon",}', "JSON"),
        ('titre = "Maçon"\nlieux = "Figeac"', "offre, ligne 2 : « lieux » est inconnu"),
        ('contrat = ["CDI"]', "offre, ligne 1 : « contrat » doit être un texte"),
    ],
)
def test_a_file_that_is_no_form_is_told(text: str, why: str) -> None:
    with pytest.raises(FormError, match=why):
        read_form(text, "offre")


def test_a_wrong_answer_is_told_with_its_line() -> None:
    text = 'titre = "Maçon"\ncloture = 2026-12-31\nlieu = "Figac"\n'
    answers = read_form(text, "offre.toml")
    assert answers["closes"] == "2026-12-31"
    wrong = check_form(text, "offre.toml", answers, TODAY)
    assert list(wrong) == ["place"]
    assert wrong["place"].startswith("offre.toml, ligne 3 : lieu : « Figac »")


def test_every_fact_is_a_field() -> None:
    fields = set(RawPosting.model_fields) | {"place"}
    assert {fact.name for fact in FACTS} <= fields
    assert answer_of(BLANK.model_copy(update={"places": (RawPlace(postcode="46100", locality="Figeac"),)}), FACTS[2])
