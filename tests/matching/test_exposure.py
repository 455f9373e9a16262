from itertools import islice

import pytest

from matching.exposure import balanced, recruiter
from matching.offers import Employer
from samples import job_offer


def order(ranked: list[tuple[str | None, float]]) -> list[str]:
    """Return the employers in the order shown; an offer is an employer and a score."""
    return [name or "-" for name, _ in balanced(ranked, lambda one: one[0], lambda one: one[1])]


@pytest.mark.parametrize(
    ("ranked", "shown"),
    [
        ([], ""),
        ([("a", 1.0), ("b", 0.9), ("a", 0.8)], "aba"),
        ([("a", 1.0)] * 5 + [("b", 1.0), ("c", 0.9)], "aaabcaa"),
        ([("a", 1.0)] * 5, "aaaaa"),
        ([(None, 1.0)] * 5 + [("b", 1.0)], "-----b"),
        ([("a", 1.0)] * 5 + [("b", 0.7)], "aaaaab"),
        ([("a", 1.0)] * 4 + [("b", 0.8), ("b", 0.7)], "aaabab"),
        ([("a", 1.0)] * 4 + [(name, 0.9) for name in "bcdefghi"], "aaabcdefghai"),
    ],
    ids=[
        "nothing",
        "three are not too many",
        "the fourth waits",
        "nobody else is there",
        "the unnamed never wait",
        "nobody else is near",
        "only the near one comes before",
        "there is room again after ten",
    ],
)
def test_one_employer_cannot_fill_a_list(ranked: list[tuple[str | None, float]], shown: str) -> None:
    assert "".join(order(ranked)) == shown


def test_no_more_is_read_than_is_shown() -> None:
    endless = ((f"e{number}", 1.0) for number in iter(int, 1))
    assert len(list(islice(balanced(endless, lambda one: None, lambda one: one[1]), 3))) == 3


def test_any_number_may_wait() -> None:
    many = [("a", 1.0)] * 3_000 + [("b", 0.1)] * 3_000
    assert order(many) == ["a"] * 3_000 + ["b"] * 3_000


def test_an_employer_is_told_by_name_within_a_source() -> None:
    def named(key: str, name: str | None) -> str | None:
        return recruiter(job_offer("Maçon").model_copy(update={"employer": Employer(key=key, name=name)}))

    assert named("agence", "Scierie Été") == named("agence", "SCIERIE ETE")
    assert len({named("agence", "Scierie"), named("agence", "Menuiserie"), named("mairie", "Scierie"), None}) == 4
    assert named("agence", None) is None
