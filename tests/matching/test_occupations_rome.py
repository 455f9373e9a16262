"""The packaged ROME: parent codes, titles, mobilities, competences."""

import gzip
import os
from collections import Counter
from pathlib import Path

import pytest

from matching.occupations.build import build
from matching.occupations.everyday import everyday_titles
from matching.occupations.rome import PACKAGED, rome
from matching.text.abbreviations import spelled_out
from matching.text.gender import neutral


def test_there_are_532_occupations_and_each_has_titles_mobilities_and_competences() -> None:
    register = rome()
    codes = set(register.occupations)
    assert len(codes) == 532
    assert {code for _, code in register.titles} == codes
    for code in codes:
        mobilities = register.mobilities(code)
        assert set(mobilities) <= codes - {code}
        assert len(set(mobilities)) == len(mobilities) > 0
        assert register.competences(code)


@pytest.mark.parametrize(
    ("code", "name"),
    [("D1102", "Boulanger / Boulangère"), ("A1201", "Bûcheron / Bûcheronne"), ("J1502", None), ("D9999", None)],
)
def test_occupation(code: str, name: str | None) -> None:
    occupation = rome().occupations.get(code)
    if name is not None:
        assert occupation is not None
        assert (occupation.code, occupation.name) == (code, name)
    else:
        assert (occupation is None) == (code == "D9999")


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Boulanger / Boulangère", "D1102"),
        ("Elagueur / Elagueuse", "A1201"),  # of the finer code A1209
        ("Accompagnateur / Accompagnatrice de randonnée", "G1201"),  # of the finer code G1216
        ("Adjoint / Adjointe à la DAF", "M1205"),  # a short form
        ("Moniteur / Monitrice d'atelier en milieu de travail protégé", "K1203"),  # published with ’
    ],
)
def test_titles_are_rolled_up_to_parent_codes(title: str, code: str) -> None:
    assert (title, code) in rome().titles


def test_known_titles_are_those_of_rome_and_everyday_ones_in_one_gender() -> None:
    """Where this fails, words or titles have changed: make the tables anew (`matching.occupations.build`)."""
    own = {(neutral(title), code) for title, code in rome().titles}
    everyday = {(form(title), code) for title, code in everyday_titles() for form in (neutral, spelled_out)}
    assert set(rome().known_titles) == own | everyday


def test_everyday_titles_are_new_and_each_of_one_occupation() -> None:
    own = {neutral(title) for title, _ in rome().titles}
    plain = [neutral(title) for title, _ in everyday_titles()]
    assert [title for title in plain if title in own or not title] == []
    assert [title for title, times in Counter(plain).items() if times > 1] == []
    assert {code for _, code in everyday_titles()} <= set(rome().occupations)
    assert sorted(everyday_titles(), key=lambda row: (row[1], row[0])) == everyday_titles()


def test_labels_have_one_kind_of_apostrophe_and_it_is_not_doubled() -> None:
    register = rome()
    labels = [occupation.name for occupation in register.occupations.values()]
    labels += [title for title, _ in register.titles]
    labels += [label for code in register.occupations for label in register.competences(code)]
    assert not [label for label in labels if "''" in label or "’" in label or label != " ".join(label.split())]


def test_mobilities_come_nearest_first() -> None:
    assert rome().mobilities("D1102")[0] == "D1104"  # from baker to pastry cook
    assert rome().mobilities("D9999") == ()


def test_competences() -> None:
    assert "Chaîne du froid" in rome().competences("D1102")
    assert rome().competences("D9999") == ()


@pytest.mark.skipif("LOT_RECRUTE_SOURCES" not in os.environ, reason="LOT_RECRUTE_SOURCES (open tables) is not set")
def test_the_packaged_tables_are_what_the_command_makes(tmp_path: Path) -> None:
    build(Path(os.environ["LOT_RECRUTE_SOURCES"], "rome"), tmp_path)
    made = {path.name: gzip.decompress(path.read_bytes()) for path in tmp_path.glob("*.tsv.gz")}
    assert made == {path.name: gzip.decompress(path.read_bytes()) for path in PACKAGED.glob("*.tsv.gz")}
    assert {"occupations.tsv.gz", "titles.tsv.gz", "mobilities.tsv.gz", "competences.tsv.gz"} <= set(made)
