"""The index follows the records, whatever happens in between."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from crawl_runs import crawl_run, day
from matching.embeddings import load_embedder
from matching.index.embedded import EmbeddedIndex
from matching.index.protocol import OfferSearch
from matching.profiles import CandidateProfile
from matching.understanding import Understanding
from samples import FIGEAC, job_offer
from service.indexing import follow, rebuild
from service.records.apply import apply_run
from service.records.database import Records
from service.records.decisions import publish, withdraw
from service.records.outbox import last_sequence
from service.records.profiles import delete_profile, save_profile

BAKER, NURSE = job_offer("Boulanger", "Pain.", place=FIGEAC), job_offer("Infirmier", "Soins.")


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding(load_embedder())


@pytest.fixture
def index(tmp_path: Path, understanding: Understanding) -> Iterator[EmbeddedIndex]:
    index = EmbeddedIndex(tmp_path / "index", understanding.model)
    yield index
    index.close()


def titles(index: EmbeddedIndex) -> set[str]:
    return {offer.title for offer in index.search(OfferSearch()).offers}


def apply(records: Records, *offers: object, trusted: bool = True, on: int = 1) -> None:
    with records.write() as session:
        run = crawl_run(day(on), offers)  # type: ignore[arg-type]
        apply_run(session, run, by="Anne", trusted=trusted, now=day(on), today=day(on).date())


def test_it_takes_in_what_is_published_and_only_that(
    records: Records, index: EmbeddedIndex, understanding: Understanding
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


def test_a_changed_offer_is_replaced(records: Records, index: EmbeddedIndex, understanding: Understanding) -> None:
    apply(records, BAKER)
    follow(records, index, understanding)
    apply(records, BAKER.model_copy(update={"title": "Boulanger de nuit"}), on=2)
    follow(records, index, understanding)
    assert titles(index) == {"Boulanger de nuit"}


def test_following_twice_changes_nothing(records: Records, index: EmbeddedIndex, understanding: Understanding) -> None:
    apply(records, BAKER)
    assert follow(records, index, understanding) == 1
    assert follow(records, index, understanding) == 0
    with records.read() as session:
        assert index.position() == last_sequence(session)


class KilledBeforeTheEnd(EmbeddedIndex):
    """An index whose process dies after writing, before it notes how far it came."""

    def advance(self, position: int) -> None:
        raise KeyboardInterrupt

    def remove_offers(self, versions: Mapping[str, int]) -> None:
        raise KeyboardInterrupt


def test_a_kill_between_records_and_index_loses_nothing(
    records: Records, tmp_path: Path, understanding: Understanding
) -> None:
    apply(records, BAKER, NURSE)
    with records.write() as session:
        withdraw(session, NURSE.id, by="Anne", why="doublon", now=day(2))
    killed = KilledBeforeTheEnd(tmp_path / "index", understanding.model)
    with pytest.raises(KeyboardInterrupt):
        follow(records, killed, understanding)
    killed.close()
    index = EmbeddedIndex(tmp_path / "index", understanding.model)
    assert index.position() == 0
    follow(records, index, understanding)
    assert titles(index) == {"Boulanger"}
    index.close()


def test_kept_profiles_follow_too(records: Records, index: EmbeddedIndex, understanding: Understanding) -> None:
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
    records: Records, tmp_path: Path, index: EmbeddedIndex, understanding: Understanding
) -> None:
    apply(records, BAKER, NURSE)
    with records.write() as session:
        withdraw(session, NURSE.id, by="Anne", why="doublon", now=day(2))
        save_profile(session, CandidateProfile(id="anne", wanted_jobs=("boulangère",)), now=day(1))
    follow(records, index, understanding)
    fresh = EmbeddedIndex(tmp_path / "fresh", understanding.model)
    seen: list[tuple[int, int]] = []
    assert rebuild(records, fresh, understanding, lambda *done: seen.append(done)) == (1, 1)
    assert seen == [(1, 1)]
    assert (titles(fresh), fresh.counts(), fresh.position()) == (titles(index), index.counts(), index.position())
    assert follow(records, fresh, understanding) == 0
    fresh.close()
