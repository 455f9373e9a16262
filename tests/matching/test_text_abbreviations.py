"""Abbreviations, everyday and English names of the trades, in titles as recruiters and candidates write them."""

import pytest

from matching.text.abbreviations import abbreviations, in_french, spelled_out
from matching.text.gender import neutral


@pytest.mark.parametrize(
    ("title", "as_well_as"),
    [
        ("AS", "aide-soignant"),
        ("A.S.H. (H/F)", "agent de service hospitalier"),
        ("IDE de nuit", "infirmière en soins généraux de nuit"),
        ("Infirmier(e) diplômé(e) d'État", "infirmier en soins généraux"),
        ("AMP / AES", "aide médico-psychologique accompagnant éducatif et social"),
        ("EJE", "éducatrice de jeunes enfants"),
        ("Chauffeur SPL", "conducteur de poids lourd super lourd"),
        ("conductrice PL", "conducteur de poids lourd"),
        ("kiné", "masseuse kinésithérapeute"),
        ("Mécano auto", "mécanicienne automobile"),
        ("instit", "professeure des écoles"),
        ("maçon TP", "maçon de travaux publics"),
        ("Registered nurse", "infirmière en soins généraux"),
        ("truck driver (H/F)", "conductrice de poids lourd"),
        ("waitress", "serveuse en restauration"),
        ("ing. méca", "ingénieure mécanique"),
        ("Resp. qualité", "responsable qualité"),
    ],
)
def test_short_forms_are_written_out(title: str, as_well_as: str) -> None:
    assert spelled_out(title) == neutral(as_well_as)


@pytest.mark.parametrize(
    ("text", "french"),
    [
        ("I worked as a nurse and a cook.", "i worked as a infirmier and a cuisinier"),
        ("I WAS A CARPENTER", "i was a charpentier"),
        ("Groom dans un hôtel, puis chef de rang", "Groom dans un hôtel, puis chef de rang"),
        ("", ""),
    ],
)
def test_english_trades_in_a_text_are_put_into_french(text: str, french: str) -> None:
    assert in_french(text) == french


@pytest.mark.parametrize(
    "title",
    [
        "aide-soignant",
        "infirmier de nuit",
        "assistant maternel",
        "technicien SAV",
        "maçon VRD",
        "as-tu le permis",
        "",
        "TP",
    ],
)
def test_the_rest_stays(title: str) -> None:
    assert spelled_out(title) == neutral(title)


def test_every_form_stands_for_something_longer() -> None:
    for short, meaning in abbreviations().items():
        assert spelled_out(short) == meaning != ""
        assert short != meaning


def test_what_is_written_out_stays_written_out() -> None:
    assert {meaning: spelled_out(meaning) for meaning in abbreviations().values()} == {
        meaning: meaning for meaning in abbreviations().values()
    }
