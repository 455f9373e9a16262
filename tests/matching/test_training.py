import gzip
import os
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from matching.text.gender import neutral
from matching.training.batches import batches
from matching.training.gender import lexicon, pairs
from matching.training.pairs import Pair, draw, read
from matching.training.tokenizer import UNKNOWN, train_tokenizer

SOURCES = os.environ.get("LOT_RECRUTE_SOURCES")
needs_sources = pytest.mark.skipif(not SOURCES, reason="LOT_RECRUTE_SOURCES (open tables) is not set")


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Boulanger / Boulangère", [("boulangere", "boulanger")]),
        ("Conducteur / Conductrice de travaux", [("conductrice", "conducteur")]),
        ("Chef d'équipe / Cheffe d'équipe du nettoiement", [("cheffe", "chef")]),
        ("Ajusteur-monteur / Ajusteuse-monteuse", [("ajusteuse", "ajusteur"), ("monteuse", "monteur")]),
        ("épileur/épileuse", [("epileuse", "epileur")]),
        ("Valet / Femme de chambre", []),
        ("Monsieur / Dame de compagnie", []),
        ("Responsable plate-forme expédition / Livraison", []),
        ("Analyste biologie/microbiologie en industrie", []),
        ("Comptable", []),
    ],
)
def test_pairs_of_a_title(title: str, found: list[tuple[str, str]]) -> None:
    assert list(pairs(title)) == found


def test_lexicon_knows_plurals_and_leaves_disputed_words_alone() -> None:
    words = lexicon(["Boulanger / Boulangère", "Principal / Principale", "Opératrice / Opérateur", "Marin / Marine"])
    assert words["boulangeres"] == words["boulangers"] == words["boulangere"] == "boulanger"
    assert words["principaux"] == words["principales"] == "principal"
    assert "operateur" not in words


def test_batches_hold_each_group_once() -> None:
    offered = [Pair(str(number), "", group) for number, group in enumerate("aaaaaabbbccccdaacb")]
    made = list(batches(offered, 3))
    assert made
    for batch in made:
        assert len({pair.group for pair in batch}) == len(batch) == 3
    used = [pair for batch in made for pair in batch]
    assert len(set(used)) == len(used)


def test_the_same_texts_give_the_same_pieces() -> None:
    texts = [
        title for title in ("palefrenier", "boulangerie", "boulanger patissier", "aide a domicile") for _ in range(9)
    ]
    first, second = (train_tokenizer(texts, 60).to_str() for _ in range(2))
    assert first == second
    read_back = Tokenizer.from_str(first)
    assert read_back.encode("BOULANGÈRE").tokens == read_back.encode("boulangere").tokens
    assert UNKNOWN in read_back.encode("日本").tokens


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    files = {
        "rome/appellation_v460.csv.gz": 'code_ogr,libelle_appellation_long,code_rome_parent\n'
        + "".join(f"{number},Boulanger n{number} / Boulangère n{number},D1102\n" for number in range(60)),
        "rome/code_rome_v460.csv.gz": "code_rome,code_rome_parent,libelle_rome\nD1102,D1102,Boulanger / Boulangère\n"
        "D1199,D1102,Tourier / Tourière\n",
        "rome/rome_competences_derived.csv.gz": "code_rome,libelle\nD1102,Pétrir une pâte\n",
        "rome/texte_v460.csv.gz": "code_rome,libelle_texte\nD1199,Prépare l''abaisse.\n",
        "esco/occupations_fr.csv.gz": 'conceptUri,preferredLabel,altLabels,description\n'
        'http://esco/1,pâtissier/pâtissière,"pâtissier\ntourier",Fait des gâteaux. Décore.\n'
        'http://esco/2,artisan boulanger,"",\n',
        "esco/FR_20230607_mapping_esco_rome.csv.gz": "Mapping project name,ESCO - ROME\n\n"
        + "".join(f"http://esco/2,artisan boulanger,{number},,skos:closeMatch\n" for number in range(30))
        + "http://esco/2,artisan boulanger,59,,skos:broadMatch\nhttp://esco/2,artisan boulanger,99,,skos:exactMatch\n",
        "esco/melo_fra_en/corpus_elements.tsv.gz": 'E1\tPastry maker\nE2\tpastry "chef"\nE3\tBakers\n',
        "esco/melo_fra_en/concept_mapping.tsv.gz": "E1\thttp://esco/1\nE2\thttp://esco/1\nE3\thttp://isco/7512\n",
    }  # fmt: skip
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(text.encode()))
    return tmp_path


def test_finer_codes_are_rolled_up_and_texts_made_neutral(tables: Path) -> None:
    sources = read(tables)
    bakery = sources.occupations["D1102"]
    assert bakery.name == "boulanger"
    assert "tourier" in bakery.titles
    assert bakery.competences == ["petrir un pate"]
    assert bakery.sentences == ["prepare l'abaisse"]
    assert sources.occupations["http://esco/1"].titles == ["patissier", "tourier"]


def test_an_occupation_of_esco_is_also_called_what_rome_calls_it(tables: Path) -> None:
    sources = read(tables)
    first, *linked = sources.occupations["http://esco/2"].titles
    assert first == "artisan boulanger"
    assert linked == [title for n in range(30) if (title := f"boulanger n{n}") not in sources.held_out]
    assert len(linked) < 30


def test_labels_of_esco_are_never_held_out(tables: Path) -> None:
    held_out = sorted(read(tables).held_out)
    assert held_out
    labels = "conceptUri,preferredLabel,altLabels,description\n" + f'http://esco/1,{held_out[0]},"",\n'
    (tables / "esco" / "occupations_fr.csv.gz").write_bytes(gzip.compress(labels.encode()))
    assert sorted(read(tables).held_out) == held_out[1:]


def test_an_english_title_meets_french_and_english_ones_of_its_occupation(tables: Path) -> None:
    sources = read(tables)
    pastry = sources.occupations["http://esco/1"]
    assert pastry.english == ["pastry maker", "pastry chef"]
    drawn = [pair for seed in range(40) for pair in draw(sources, seed) if "pastry" in pair.anchor + pair.positive]
    assert {pair.group for pair in drawn} == {"http://esco/1"}
    ends = {frozenset((pair.anchor, pair.positive)) for pair in drawn}
    assert {frozenset(("pastry maker", "tourier")), frozenset(("pastry maker", "pastry chef"))} <= ends
    assert {"pastry maker", "patissier"} <= {pair.positive for pair in drawn}


def test_held_out_titles_are_in_no_pair(tables: Path) -> None:
    sources = read(tables)
    assert 0 < len(sources.held_out) < 20
    drawn = draw(sources, seed=1)
    assert drawn == draw(sources, seed=1) != draw(sources, seed=2)
    assert sources.held_out.keys().isdisjoint({pair.positive for pair in drawn})
    assert sources.held_out.keys().isdisjoint(set(sources.texts))
    assert not {neutral(text) for text in sources.published} & sources.held_out.keys()


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"rome_v460.csv.gz: not found; --sources must hold"):
        read(tmp_path)


@needs_sources
def test_held_out_titles_of_rome_are_seen_nowhere() -> None:
    sources = read(Path(str(SOURCES)))
    assert 1_000 < len(sources.held_out) < 1_500
    assert sources.held_out.keys().isdisjoint(set(sources.texts))


@needs_sources
def test_both_sides_of_almost_every_published_title_are_one() -> None:
    from matching.training.sources import rome_titles

    two_sided = [title for title, _ in rome_titles(Path(str(SOURCES))) if title.count(" / ") == 1]
    apart = [title for title in two_sided if not _agree(title)]
    assert len(apart) / len(two_sided) < 0.01, apart[:20]


def _agree(title: str) -> bool:
    masculine, feminine = title.split(" / ")
    return neutral(feminine).startswith(neutral(masculine))
