"""Wishes as people type them, with mistakes."""

import pytest

from matching.occupations.speller import job_speller
from matching.text.fold import fold
from matching.text.spelling import Speller, sound


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("electrissien", "electricien"),
        ("reseptioniste", "receptionniste"),
        ("chaufeur livreur", "chauffeur livreur"),
        ("decoleteur", "decolleteur"),
        ("infirmiaire", "infirmiere"),
        ("Secretère medicalle", "secretaire medical"),
        ("PLONBIER", "plombier"),
        ("kuisinier", "cuisinier"),
        ("serveuze", "serveuse"),
        ("femme de menaje", "femme de menage"),
        ("vandeuse", "vendeuse"),
        ("hôtesse d'acceuil", "hotesse d'accueil"),
        ("magazinier carriste", "magasinier cariste"),
        ("oprateur de prodution", "operateur de production"),
        ("chef de chantié", "chef de chantier"),
        ("agent de securitée", "agent de securite"),
        ("comi de cuisine", "commis de cuisine"),
    ],
)
def test_mistakes_are_mended(typed: str, meant: str) -> None:
    assert job_speller().mended(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "infirmiere en soins palliatifs",
        "technicien lignes haute tension",
        "waitress",
        "farm worker",
        "software engineer",
        "atsem",
        "agent polyvalent de restauration",
        "boulot en exterieur",
        "xqzwk",
        "as",
        "",
    ],
)
def test_what_is_right_or_like_nothing_stays(typed: str) -> None:
    assert job_speller().mended(typed) == typed


@pytest.mark.parametrize(
    "wish", ["serveuse à Assier ou Sauzet", "chauffeur gourdon", "ouvrier CAUSSE", "aide à domicile Bétaille"]
)
def test_the_lots_communes_stay(wish: str) -> None:
    assert job_speller().mended(wish) == fold(wish)


@pytest.mark.parametrize(
    "wish", ["Mannoeuvre Canalisteur", "agent d'état des lieux Guéret", "Reseptioniste à Lacapele"]
)
def test_case_changes_nothing(wish: str) -> None:
    mended = job_speller().mended
    assert mended(wish) == mended(wish.upper()) == mended(wish.lower()) == mended(fold(wish))


@pytest.mark.parametrize(
    ("one", "other"),
    [("chofeur", "chauffeur"), ("menaje", "menage"), ("plonbier", "plombier"), ("patissie", "patissier")],
)
def test_the_same_sound(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_the_frequent_word_is_meant() -> None:
    speller = Speller({"chauffeur": 9, "chauffeuse": 1, "serveur": 5})
    assert speller.mended("chaufeur") == "chauffeur"
    assert speller.mended("servuer") == "serveur"


def test_a_known_word_is_never_mended() -> None:
    assert Speller({"serveur": 5}, frozenset({"server"})).mended("server") == "server"
