from math import log2

import pytest

from matching.evaluation.metrics import ndcg, recall, reciprocal_rank

GRADES = {"a": 2.0, "b": 1.0, "c": 2.0}


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        (["a", "c", "b"], 1.0),
        (["c", "a", "b"], 1.0),
        (["x", "y", "z"], 0.0),
        ([], 0.0),
        (["b", "a", "c"], (1 + 3 / log2(3) + 3 / log2(4)) / (3 + 3 / log2(3) + 1 / log2(4))),
        (["x"] * 9 + ["a"], (3 / log2(11)) / (3 + 3 / log2(3) + 1 / log2(4))),
        (["x"] * 10 + ["a"], 0.0),
    ],
)
def test_ndcg_at_ten(ranking: list[str], expected: float) -> None:
    assert ndcg(ranking, GRADES) == pytest.approx(expected)


def test_ndcg_takes_half_grades() -> None:
    assert ndcg(["b", "a"], {"a": 2.5, "b": 0.5}) == pytest.approx(
        ((2**0.5 - 1) + (2**2.5 - 1) / log2(3)) / ((2**2.5 - 1) + (2**0.5 - 1) / log2(3))
    )


@pytest.mark.parametrize(
    ("ranking", "grades", "expected"),
    [
        (["a", "x", "c"], GRADES, 1.0),
        (["a", "b"], GRADES, 0.5),
        (["x"] * 50 + ["a"], GRADES, 0.0),
        (["a"], {"a": 1.0}, None),
        ([f"{n}" for n in range(50)], {f"{n}": 2.0 for n in range(80)}, 1.0),
    ],
)
def test_recall_at_fifty(ranking: list[str], grades: dict[str, float], expected: float | None) -> None:
    assert recall(ranking, grades) == expected


@pytest.mark.parametrize(
    ("ranking", "grades", "expected"),
    [
        (["a"], GRADES, 1.0),
        (["b", "x", "c"], GRADES, 1 / 3),
        (["x"], GRADES, 0.0),
        (["a"], {"a": 1.5}, None),
    ],
)
def test_reciprocal_rank(ranking: list[str], grades: dict[str, float], expected: float | None) -> None:
    assert reciprocal_rank(ranking, grades) == expected
