from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from matching.embeddings import load_embedder
from matching.index.embedded import EmbeddedIndex
from matching.nightly import recommend_to_all
from matching.offers import Contract
from matching.profiles import CandidateProfile
from matching.recommender import Recommender
from matching.understanding import Understanding
from samples import CAHORS, FIGEAC, SOUILLAC, job_offer

TODAY = date(2026, 7, 1)
OFFERS = [
    job_offer("Boulanger / Boulangère", "Pétrissage.", place=FIGEAC, contract=Contract.CDI),
    job_offer("BOULANGER (H/F)", "Pain au levain.", place=CAHORS, contract=Contract.CDD),
    job_offer("Infirmier de nuit", "Soins.", place=SOUILLAC, contract=Contract.CDI),
    job_offer("Soudeur TIG", "Lecture de plan.", place=FIGEAC, contract=Contract.INTERIM),
    job_offer("Maçon", "Murs en pierre.", closes=date(2026, 6, 30)),
]
PEOPLE = [
    CandidateProfile(id="baker", wanted_jobs=("boulangère",)),
    CandidateProfile(id="nothing"),
    CandidateProfile(id="two", wanted_jobs=("soudeuse", "infirmière"), commune_insee="46102"),
    CandidateProfile(id="permanent", wanted_jobs=("boulanger",), contracts=(Contract.CDI,)),
    CandidateProfile(id="near", wanted_jobs=("boulanger",), commune_insee="46102", transport="car", max_minutes=20),
    CandidateProfile(id="mason", wanted_jobs=("maçon",)),
]


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding(load_embedder())


@pytest.fixture(scope="module")
def index(understanding: Understanding, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedIndex]:
    opened = EmbeddedIndex(Path(tmp_path_factory.mktemp("index")), understanding.model)
    opened.put_offers(understanding.offers([(offer, 1) for offer in OFFERS]))
    yield opened
    opened.close()


def test_the_night_finds_what_the_day_finds(index: EmbeddedIndex, understanding: Understanding) -> None:
    recommender = Recommender(index, understanding)
    found = {one.id: offers for one, offers in recommend_to_all(index, understanding, PEOPLE, today=TODAY)}
    assert list(found) == [one.id for one in PEOPLE]
    assert found.pop("nothing") == ()
    for profile in PEOPLE:
        if profile.id in found:
            assert found[profile.id] == recommender.recommend(profile, today=TODAY, limit=10)


def test_only_the_news(index: EmbeddedIndex, understanding: Understanding) -> None:
    news = [OFFERS[1].id, "gone"]
    found = dict(recommend_to_all(index, understanding, PEOPLE[:2], today=TODAY, only=news))
    assert [[one.offer.id for one in offers] for offers in found.values()] == [[OFFERS[1].id], []]


def test_an_empty_index_recommends_nothing(tmp_path: Path, understanding: Understanding) -> None:
    empty = EmbeddedIndex(tmp_path, understanding.model)
    assert [offers for _, offers in recommend_to_all(empty, understanding, PEOPLE[:2], today=TODAY)] == [(), ()]
    empty.close()
