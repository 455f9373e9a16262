"""The index follows the records, whatever happens in between."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from crawl_runs import crawl_run, day
from indexes import INDEXES, forgotten_afterwards
from matching.embeddings import load_embedder
from matching.index.elasticsearch import ElasticsearchIndex
from matching.index.protocol import Index, OfferSearch
from matching.profiles import CandidateProfile
from matching.understanding import Understanding
from samples import FIGEAC, job_offer
from service.comparing import compare
from service.indexing import follow, rebuild
from service.records.apply import apply_run
from service.records.database import Records
from service.records.decisions import publish, withdraw
from service.records.outbox import last_sequence
from service.records.profiles import delete_profile, save_profile

BAKER, NURSE = job_offer("Boulanger", "Pain.", place=FIGEAC), job_offer("Infirmier", "Soins.")

Open = Callable[..., Index]


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding(load_embedder())


@pytest.fixture(params=INDEXES)
def make(request: pytest.FixtureRequest, tmp_path: Path, understanding: Understanding) -> Iterator[Open]:
    """Open an index of a name; the same name again: the same content."""
    with ExitStack() as stack:

        def open_one(name: str = "index") -> Index:
            stack.enter_context(forgotten_afterwards(tmp_path / name))
            return stack.enter_context(
                closing(INDEXES[request.param](tmp_path / name, understanding.model, understanding.dimension))
            )

        yield open_one


@pytest.fixture
def index(make: Open) -> Index:
    return make()


def titles(index: Index) -> set[str]:
    return {offer.title for offer in index.search(OfferSearch()).offers}


def apply(records: Records, *offers: object, trusted: bool = True, on: int = 1) -> None:
    with records.write() as session:
        run = crawl_run(day(on), offers)  # type: ignore[arg-type]
        apply_run(session, run, by="Anne", trusted=trusted, now=day(on), today=day(on).date())


def test_it_takes_in_what_is_published_and_only_that(
    records: Records, index: Index, understanding: Understanding
) -> None:
    apply(records, BAKER, NURSE, trusted=False)
    assert follow(records, index, understanding) == 2
    assert titles(index) == set()
    with records.write() as session:
        publish(session, BAKER.id, by="Anne", why="relue", now=day(2))
    follow(records, index, understanding)
    assert titles(index) == {"Boulanger"}
    with records.write() as session:
        withdraw(session, BAKER.id, by="Anne", why="doublon", now=day(3))
    follow(records, index, understanding)
    assert titles(index) == set()


def test_a_changed_offer_is_replaced(records: Records, index: Index, understanding: Understanding) -> None:
    apply(records, BAKER)
    follow(records, index, understanding)
    apply(records, BAKER.model_copy(update={"title": "Boulanger de nuit"}), on=2)
    follow(records, index, understanding)
    assert titles(index) == {"Boulanger de nuit"}


def test_following_twice_changes_nothing(records: Records, index: Index, understanding: Understanding) -> None:
    apply(records, BAKER)
    assert follow(records, index, understanding) == 1
    assert follow(records, index, understanding) == 0
    with records.read() as session:
        assert index.position() == last_sequence(session)


class Killed:
    """An index whose process dies after writing, before it notes how far it came."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def __getattr__(self, name: str) -> object:
        if name in ("advance", "remove_offers"):
            raise KeyboardInterrupt
        return getattr(self._index, name)


def test_a_kill_between_records_and_index_loses_nothing(
    records: Records, make: Open, understanding: Understanding
) -> None:
    apply(records, BAKER, NURSE)
    with records.write() as session:
        withdraw(session, NURSE.id, by="Anne", why="doublon", now=day(2))
    with pytest.raises(KeyboardInterrupt), closing(make()) as index:
        follow(records, Killed(index), understanding)  # type: ignore[arg-type]
    index = make()
    assert index.position() == 0
    follow(records, index, understanding)
    assert titles(index) == {"Boulanger"}


def test_kept_profiles_follow_too(records: Records, index: Index, understanding: Understanding) -> None:
    with records.write() as session:
        save_profile(session, CandidateProfile(id="anne", wanted_jobs=("boulangère",)), now=day(1))
        save_profile(session, CandidateProfile(id="luc", wanted_jobs=("maçon",)), now=day(1))
        save_profile(session, CandidateProfile(id="vide"), now=day(1))
    follow(records, index, understanding)
    (entry,) = understanding.offers([(BAKER, 1)])
    assert [found.profile.id for found in index.profiles_for(entry, 1)] == ["anne"]
    with records.write() as session:
        delete_profile(session, "anne")
    follow(records, index, understanding)
    assert {found.profile.id for found in index.profiles_for(entry, 9)} == {"luc"}


def test_a_rebuilt_index_is_the_followed_one(
    records: Records, make: Open, index: Index, understanding: Understanding
) -> None:
    apply(records, BAKER, NURSE)
    with records.write() as session:
        withdraw(session, NURSE.id, by="Anne", why="doublon", now=day(2))
        save_profile(session, CandidateProfile(id="anne", wanted_jobs=("boulangère",)), now=day(1))
    follow(records, index, understanding)
    fresh = make("fresh")
    seen: list[tuple[int, int]] = []
    assert rebuild(records, fresh, understanding, lambda *done: seen.append(done)) == (1, 1)
    assert seen == [(1, 1)]
    assert (titles(fresh), fresh.counts(), fresh.position()) == (titles(index), index.counts(), index.position())
    assert follow(records, fresh, understanding) == 0


def test_a_rebuilding_that_was_broken_off_loses_nothing(
    records: Records, make: Open, index: Index, understanding: Understanding, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What changes between the two attempts is in the new index, too."""
    monkeypatch.setattr("service.indexing.BATCH", 1)
    monkeypatch.setattr("matching.index.elasticsearch.index.AT_ONCE", 1)
    offers = [job_offer(f"Boulanger {number}", "Pain.", place=FIGEAC) for number in range(6)]
    apply(records, *offers)
    follow(records, index, understanding)

    def killed(taken: int, _total: int) -> None:
        if taken == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(records, index, understanding, killed)
    assert len(titles(index)) == 6
    first, last = sorted(offers, key=lambda offer: offer.id)[0], sorted(offers, key=lambda offer: offer.id)[-1]
    with records.write() as session:
        for gone in (first, last):
            withdraw(session, gone.id, by="Anne", why="pourvue", now=day(2))
    seen: list[int] = []
    assert rebuild(records, index, understanding, lambda taken, _: seen.append(taken)) == (4, 0)
    assert titles(index) == {offer.title for offer in offers} - {first.title, last.title}
    assert not compare(records, index)
    if isinstance(index, ElasticsearchIndex):
        assert seen == [4]  # of the four that are left, three were in


def test_what_changes_while_it_is_rebuilt_is_caught_up_with(
    records: Records, index: Index, understanding: Understanding
) -> None:
    apply(records, BAKER)

    def meanwhile(_taken: int, _total: int) -> None:
        apply(records, BAKER, NURSE, on=2)

    rebuild(records, index, understanding, meanwhile)
    assert titles(index) == {"Boulanger", "Infirmier"}
    assert not compare(records, index)


def test_seen_again_unchanged_is_no_difference(records: Records, index: Index, understanding: Understanding) -> None:
    apply(records, BAKER, NURSE)
    follow(records, index, understanding)
    apply(records, BAKER, NURSE, on=3)
    assert not compare(records, index)
    index.remove_offers({BAKER.id: 999})
    assert compare(records, index).offers.missing == [BAKER.id]
    index.put_offers(understanding.offers([(NURSE.model_copy(update={"title": "Infirmier de nuit"}), 999)]))
    assert compare(records, index).offers.changed == [NURSE.id]
