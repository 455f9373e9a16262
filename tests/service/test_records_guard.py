import pytest

from service.records.guard import Counts, verdict


def all_kept(*found: int) -> list[Counts]:
    return [Counts(number, number) for number in found]


@pytest.mark.parametrize(
    ("run", "predecessors", "held"),
    [
        pytest.param(Counts(0, 0), [], None, id="first run: nothing to compare with"),
        pytest.param(Counts(10, 10), all_kept(20, 20, 20), None, id="half is not less than half"),
        pytest.param(Counts(9, 9), all_kept(20, 20, 20), "offres trouvées : 9, contre 20", id="less than half"),
        pytest.param(Counts(0, 0), all_kept(12), "offres trouvées : 0, contre 12", id="empty listing, one predecessor"),
        pytest.param(Counts(40, 40), all_kept(4), None, id="more is never held"),
        pytest.param(Counts(0, 0), all_kept(3, 3, 3), None, id="a small employer hired everybody"),
        pytest.param(Counts(1, 1), all_kept(4, 4, 4), "contre 4", id="smallest source that is watched"),
        pytest.param(Counts(8, 8), all_kept(10, 100, 10, 10, 9), None, id="one odd run does not move the median"),
        pytest.param(Counts(5, 5), all_kept(8, 8, 8, 8, 8, 90, 90, 90, 90, 90), None, id="only the last five count"),
        pytest.param(Counts(3, 3), all_kept(6, 7), "contre 6.5", id="median of an even number"),
        pytest.param(Counts(20, 2), all_kept(20, 20), "offres retenues : 2, contre 20", id="found, but all refused"),
        pytest.param(Counts(100, 2), [Counts(100, 3)] * 5, None, id="a source that is mostly refused"),
    ],
)
def test_far_fewer_than_usual_is_held(run: Counts, predecessors: list[Counts], held: str | None) -> None:
    judged = verdict(run, predecessors)
    assert judged.held == (held is not None)
    assert held is None or held in str(judged.why)
