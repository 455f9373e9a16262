import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from typer.testing import CliRunner

from matching.evaluation.melo import Melo, WordFigures, mean_reciprocal_rank, measure_words, read_melo
from service.cli import app

ELEMENTS = [("E1", "comptable"), ("E2", "boulanger/boulangère"), ("E3", "ouvrier boulanger"), ("E4", "soudeur")]
QUERIES = [("Q1", "Boulanger / Boulangère"), ("Q2", 'Soudeur "TIG"'), ("Q3", "Astronaute")]
ANNOTATIONS = [("Q1", "0", "E2", "1"), ("Q1", "0", "E3", "1"), ("Q2", "0", "E4", "1"), ("Q2", "0", "E1", "0")]


def write(folder: Path, annotations: Sequence[Sequence[str]] = ANNOTATIONS) -> Path:
    tables = {"corpus_elements": ELEMENTS, "queries": QUERIES, "annotations": annotations}
    for name, rows in tables.items():
        with gzip.open(folder / f"{name}.tsv.gz", "wt", encoding="utf-8") as file:
            file.writelines("\t".join(row) + "\n" for row in rows)
    return folder


class Lengths:
    """An embedder that knows nothing but how far a text's length is from nine letters."""

    name = version = "lengths"
    dimension = 2

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        angles = np.array([len(text) - 9 for text in texts], dtype=np.float32) / 100
        return np.stack([np.cos(angles), np.sin(angles)], axis=1)


def test_reading_a_data_set(tmp_path: Path) -> None:
    melo = read_melo(write(tmp_path))
    assert melo.queries["Q2"] == 'Soudeur "TIG"'
    assert melo.answers == {"Q1": {"E2", "E3"}, "Q2": {"E4"}}


@pytest.mark.parametrize(
    ("answers", "mrr"),
    [
        ({"Q": {"near"}}, 1.0),
        ({"Q": {"far"}}, 1 / 3),
        ({"Q": {"far", "nearer"}}, 1 / 2),
        ({"Q": {"far"}, "R": {"near"}}, (1 / 3 + 1 / 3) / 2),
        ({"Q": {"as near"}}, 1.0),
    ],
)
def test_the_best_answer_counts(answers: dict[str, set[str]], mrr: float) -> None:
    elements = {"near": "a" * 9, "nearer": "a" * 11, "far": "a" * 30}
    if answers == {"Q": {"as near"}}:
        elements = {"as near": "b" * 9, **elements}
    melo = Melo({"Q": "c" * 9, "R": "c" * 30}, elements, {query: frozenset(one) for query, one in answers.items()})
    assert measure_words(melo, Lengths()).embedding == pytest.approx(mrr)


def test_letters_help_an_embedding_that_knows_no_words() -> None:
    elements = {"wrong": "comptable", "right": "ouvrier boulanger", "other": "bouchers"}
    melo = Melo({"Q": "boulanger"}, elements, {"Q": frozenset({"right"})})
    assert measure_words(melo, Lengths()) == WordFigures(embedding=1 / 3, titles=1.0)


def test_a_rank_is_read_from_the_row_of_its_query() -> None:
    similarities = np.array([[0.1, 0.9, 0.5]], dtype=np.float32)
    melo = Melo({"Q": ""}, {"far": "", "near": "", "between": ""}, {"Q": frozenset({"between"})})
    assert mean_reciprocal_rank(melo, similarities) == 1 / 2


def test_evaluate_measures_a_folder(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", "--melo", str(write(tmp_path)), "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout) == {"mrr": 1.0, "mrr_titles": 1.0, "queries": 2}


@pytest.mark.parametrize("options", [[], ["--bench", "{}", "--melo", "{}"]])
def test_evaluate_measures_one_folder_at_a_time(tmp_path: Path, options: list[str]) -> None:
    result = CliRunner().invoke(app, ["evaluate", *(option.format(write(tmp_path)) for option in options)])
    assert result.exit_code == 2
    assert "--melo" in result.stderr


@pytest.mark.parametrize(
    ("annotations", "message"), [([("Q1", "0", "E9", "1")], "E9"), ([("Q9", "0", "E1", "1")], "nothing to measure")]
)
def test_a_broken_data_set_is_refused(tmp_path: Path, annotations: list[tuple[str, ...]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_melo(write(tmp_path, annotations))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", "--melo", str(tmp_path)])
    assert result.exit_code == 1
    assert "queries.tsv.gz" in result.stderr
