"""The packaged communes: counts, codes, names old and new, postcodes, names in texts."""

import gzip
import os
from pathlib import Path

import pytest

from matching.places.build import COMMUNES, DEPARTEMENTS, NAMES, PACKAGED, POSTCODES, build
from matching.places.gazetteer import gazetteer


def test_all_communes_are_there() -> None:
    communes = gazetteer()
    assert sum(len(communes.in_departement(code)) for code in communes.departements) == 34_969
    assert len(communes.in_departement("46")) == 312
    assert all(c.latitude is not None and c.postcodes for c in communes.in_departement("46"))


def test_a_commune() -> None:
    figeac = gazetteer().by_insee("46102")
    assert figeac is not None
    assert (figeac.name, figeac.departement, figeac.postcodes) == ("Figeac", "46", ("46100",))
    assert figeac.latitude == pytest.approx(44.6, abs=0.05)
    assert figeac.longitude == pytest.approx(2.03, abs=0.05)
    assert 9_000 < figeac.population < 11_000


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("46042", "Cahors"),
        ("2A004", "Ajaccio"),
        ("97411", "Saint-Denis"),
        ("75056", "Paris"),
        ("75101", "Paris"),
        ("75120", "Paris"),
        ("69381", "Lyon"),
        ("69389", "Lyon"),
        ("13201", "Marseille"),
        ("13216", "Marseille"),
    ],
)
def test_by_insee(code: str, name: str) -> None:
    commune = gazetteer().by_insee(code)
    assert commune is not None
    assert commune.name == name


@pytest.mark.parametrize("code", ["46000", "75121", "69390", "13200", "", "Cahors"])
def test_no_commune_of_this_code(code: str) -> None:
    assert gazetteer().by_insee(code) is None


@pytest.mark.parametrize(
    ("name", "departement", "insee"),
    [
        ("Cahors", "46", "46042"),
        ("CAHORS CEDEX 9", "46", "46042"),
        ("FIGEAC", None, "46102"),
        ("ST CIRQ LAPOPIE", "46", "46256"),
        ("St. Cirq-Lapopie", None, "46256"),
        ("STE ALAUZIE", "46", "46063"),
        ("Cœur de Causse", "46", "46138"),
        ("COEUR DE CAUSSE", "46", "46138"),
        ("Labastide-Murat", "46", "46138"),
        ("La Bastide Murat", "46", "46138"),
        ("Montcuq", None, "46201"),
        ("CASTELNAU MONTRATIER STE ALAUZIE", "46", "46063"),
        ("Lhospitalet-Pern", "46", "46172"),
        ("ST GERY VERS", "46", "46268"),
        ("LE MONTAT", "46", "46197"),
        ("Montat (Le)", "46", "46197"),
        ("MONTAT", "46", "46197"),
        ("Puy l’Evêque", "46", "46231"),
        ("Bellefont La Rauze", "46", "46156"),
        ("BIARS S/ CERE", "46", "46029"),
        ("L ISLE D ABEAU", "38", "38193"),
        ("Lyon 5e Arrondissement", "69", "69123"),
        ("PARIS 12", None, "75056"),
        ("Marseille 8ème", "13", "13055"),
        ("Château-Chinon Ville", "58", "58062"),
        ("LE VIGAN", "46", "46334"),
        ("ERAGNY", "95", "95218"),
    ],
)
def test_named(name: str, departement: str | None, insee: str) -> None:
    assert [commune.insee for commune in gazetteer().named(name, departement)] == [insee]


@pytest.mark.parametrize(
    ("name", "departement"),
    [
        ("Cahors", "47"),
        ("Trifouillis-les-Oies", None),
        ("Cantal", None),
        ("", None),
        ("Saint", "46"),
        ("Saint-Denis", "46"),
        ("Eragny", None),
        ("|", None),
    ],
)
def test_nothing_is_named_so(name: str, departement: str | None) -> None:
    assert gazetteer().named(name, departement) == ()


def test_homonyms_come_largest_first_and_former_names_last() -> None:
    assert [c.departement for c in gazetteer().named("Gourdon")] == ["46", "71", "06", "07"]
    sarrazac = gazetteer().named("Sarrazac")
    assert [(c.name, c.departement) for c in sarrazac] == [("Sarrazac", "24"), ("Cressensac-Sarrazac", "46")]


def test_a_name_that_needs_its_canton_gives_both() -> None:
    assert {c.insee for c in gazetteer().named("Bors", "16")} == {"16052", "16053"}


@pytest.mark.parametrize(
    ("code", "first", "number"), [("46000", "Cahors", 1), ("46100", "Figeac", None), ("99999", None, 0)]
)
def test_postcode(code: str, first: str | None, number: int | None) -> None:
    communes = gazetteer().with_postcode(code)
    assert (communes[0].name if communes else None) == first
    assert number is None or len(communes) == number


@pytest.mark.parametrize(
    ("code", "name"), [("46", "Lot"), ("2A", "Corse-du-Sud"), ("974", "La Réunion"), ("20", None), ("", None)]
)
def test_departement_name(code: str, name: str | None) -> None:
    assert gazetteer().departements.get(code) == name


@pytest.mark.parametrize(
    ("name", "code"),
    [("LOT", "46"), ("lot et garonne", "47"), ("Côtes d’Armor", "22"), ("Val d'Oise", "95"), ("Figeac", None)],
)
def test_departement_code(name: str, code: str | None) -> None:
    assert gazetteer().departement_code(name) == code


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Poste basé à Saint-Denis-lès-Martel, près de Martel.", ["Saint-Denis-lès-Martel", "Martel"]),
        ("entre CAHORS et figeac", ["CAHORS", "figeac"]),
        ("à côté du Bastit", ["du Bastit"]),
        ("l’hôpital de Saint-Céré", ["Saint-Céré"]),
        ("vers la montagne", []),
        ("Vers le bourg", []),
        ("une maison à Vers", ["Vers"]),
        ("Vers", ["Vers"]),
        ("Figeac ｜ Cahors | Souillac", ["Figeac", "Cahors", "Souillac"]),
        ("entre Brive et Sarlat", ["Brive", "Sarlat"]),
        ("autour de limogne", ["limogne"]),
        ("Bagnac ou Bagnac-sur-Célé", ["Bagnac", "Bagnac-sur-Célé"]),
        ("un coup de coeur", []),
        ("Entre deux trains", []),
        ("", []),
    ],
)
def test_mentioned(text: str, words: list[str]) -> None:
    mentions = gazetteer().mentioned(text)
    assert [mention.words for mention in mentions] == words
    assert all(text[m.start :].startswith(m.words) for m in mentions)


def test_mentioned_gives_all_homonyms() -> None:
    (mention,) = gazetteer().mentioned("je cherche à Gourdon")
    assert {commune.departement for commune in mention.communes} == {"06", "07", "46", "71"}


@pytest.mark.skipif("LOT_RECRUTE_SOURCES" not in os.environ, reason="LOT_RECRUTE_SOURCES (open tables) is not set")
def test_the_packaged_tables_are_what_the_command_makes(tmp_path: Path) -> None:
    build(Path(os.environ["LOT_RECRUTE_SOURCES"], "communes", "communes_france.csv.gz"), tmp_path)
    for name in (COMMUNES, NAMES, POSTCODES, DEPARTEMENTS):
        # unpacked: the compressed bytes are zlib's affair, which is not the same everywhere
        assert gzip.decompress((tmp_path / name).read_bytes()) == gzip.decompress((PACKAGED / name).read_bytes())


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    header = "code_insee,nom,codes_postaux,departement,departement_nom,population,latitude,longitude,communes_deleguees"
    source = tmp_path / "communes.csv.gz"
    source.write_bytes(gzip.compress(f"{header}\n46102,Figeac,46100,46,Lot,9900,44.6067,2.0245,\n".encode()))
    made = []
    for folder in (tmp_path / "one", tmp_path / "other"):
        folder.mkdir()
        build(source, folder)
        made.append((folder / COMMUNES).read_bytes())
    assert made[0] == made[1]
    assert gzip.decompress(made[0]).decode() == "46102\tFigeac\t46100\t9900\t44.6067\t2.0245\t\n"


def test_another_table_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "communes.csv.gz"
    source.write_bytes(gzip.compress(b"code,name\n46102,Figeac\n"))
    with pytest.raises(ValueError, match=r"columns .*code_insee.* are missing"):
        build(source, tmp_path)
