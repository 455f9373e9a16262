"""What every index must do. A new one joins by a line in `indexes.INDEXES`."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from indexes import INDEXES, forgotten_afterwards
from matching.facts import OfferFacts
from matching.index.protocol import (
    Area,
    Candidate,
    Index,
    ModelMismatchError,
    OfferEntry,
    OfferFilter,
    OfferSearch,
    ProfileEntry,
    Vector,
    Wish,
)
from matching.offers import Contract, JobOffer
from matching.profiles import CandidateProfile
from matching.text.terms import terms
from samples import CAHORS, FIGEAC, SOUILLAC, job_offer

BAKER = job_offer("Boulanger", "Pétrir et cuire le pain.", place=FIGEAC, contract=Contract.CDI, posted=date(2026, 6, 1))
NURSE = job_offer("Infirmier de nuit", "Soins.", employer="clinique", place=CAHORS, posted=date(2026, 6, 3))
WELDER = job_offer("Soudeur", "Soudure.", contract=Contract.CDD, posted=date(2026, 6, 2), closes=date(2026, 6, 30))
COOK = job_offer("Cuisinier", "Un pain maison, des plats.", place=SOUILLAC, contract=Contract.SEASONAL)


def unit(*values: float) -> Vector:
    vector = np.array(values, np.float32)
    return vector / np.linalg.norm(vector)


VECTORS = {BAKER.id: unit(1, 0), NURSE.id: unit(0, 1), WELDER.id: unit(-1, 0), COOK.id: unit(1, 1)}
OCCUPATIONS = {BAKER.id: {"D1102": 0.9}, NURSE.id: {"J1506": 0.8, "J1501": 0.1}, COOK.id: {"G1602": 1.0}}


def entry(offer: JobOffer, version: int = 1) -> OfferEntry:
    return OfferEntry(
        offer,
        VECTORS.get(offer.id, unit(1, 0)),
        terms(f"{offer.title} {offer.description}"),
        OCCUPATIONS.get(offer.id, {}),
        version,
    )


def kept(name: str, vector: Vector, version: int = 1) -> ProfileEntry:
    return ProfileEntry(CandidateProfile(id=name, wanted_jobs=(name,)), vector, version)


@pytest.fixture(params=INDEXES)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Index]:
    with forgotten_afterwards(tmp_path):
        index = INDEXES[request.param](tmp_path, "test@1", 2)
        yield index
        index.close()


@pytest.fixture
def forgotten(tmp_path: Path) -> Iterator[None]:
    with forgotten_afterwards(tmp_path):
        yield


@pytest.fixture
def filled(index: Index) -> Index:
    index.put_offers([entry(offer) for offer in (BAKER, NURSE, WELDER, COOK)])
    return index


def titles(index: Index, text: str = "", **where: object) -> list[str]:
    return [offer.title for offer in index.search(OfferSearch(text, OfferFilter(**where))).offers]  # type: ignore[arg-type]


def title_of(candidate: Candidate) -> str | None:
    offer = candidate.document()
    return offer.title if offer else None


def test_an_empty_index_answers_emptily(index: Index) -> None:
    assert titles(index) == []
    assert titles(index, "boulanger") == []
    assert list(index.offers_for("boulanger", Wish(unit(1, 0), {}), 10)) == []
    assert index.position() == 0
    assert index.counts() == (0, 0)


def test_an_offer_comes_back_as_it_was_put(filled: Index) -> None:
    (found,) = filled.search(OfferSearch("boulanger")).offers
    assert found == BAKER


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("boulanger", ["Boulanger"]),
        ("BOULANGÈRE", ["Boulanger"]),
        ("infirmier·ère", ["Infirmier de nuit"]),
        ("infirmière (H/F)", ["Infirmier de nuit"]),
        ("pain", ["Boulanger", "Cuisinier"]),
        ("soudeuse", ["Soudeur"]),
        ("astronaute", []),
        ("", ["Cuisinier", "Infirmier de nuit", "Soudeur", "Boulanger"]),
    ],
)
def test_words(filled: Index, text: str, expected: list[str]) -> None:
    found = titles(filled, text)
    assert sorted(found) == sorted(expected)


def test_without_words_the_newest_come_first(filled: Index) -> None:
    # the cook's offer says no date: the day it was first seen, 1 July, stands in
    assert titles(filled) == ["Cuisinier", "Infirmier de nuit", "Soudeur", "Boulanger"]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"contracts": [Contract.CDI]}, {"Boulanger", "Infirmier de nuit"}),
        ({"contracts": [Contract.CDD, Contract.SEASONAL]}, {"Soudeur", "Infirmier de nuit", "Cuisinier"}),
        ({"today": date(2026, 6, 30)}, {"Boulanger", "Infirmier de nuit", "Soudeur", "Cuisinier"}),
        ({"today": date(2026, 7, 1)}, {"Boulanger", "Infirmier de nuit", "Cuisinier"}),
        ({"occupations": ["J1501"]}, {"Infirmier de nuit"}),
        ({"occupations": ["D1102", "G1602"]}, {"Boulanger", "Cuisinier"}),
        ({"employers": ["clinique"]}, {"Infirmier de nuit"}),
        ({"areas": [Area(44.45, 1.44, 10)]}, {"Infirmier de nuit", "Soudeur"}),
        ({"areas": [Area(44.60, 2.02, 75)]}, {"Boulanger", "Soudeur", "Infirmier de nuit", "Cuisinier"}),
        ({"areas": [Area(44.45, 1.44, 10), Area(44.9, 1.46, 5)]}, {"Infirmier de nuit", "Soudeur", "Cuisinier"}),
        ({"areas": [Area(FIGEAC.latitude, FIGEAC.longitude, 0)]}, {"Boulanger", "Soudeur"}),
        ({"ids": [BAKER.id, "unknown"]}, {"Boulanger"}),
        ({"ids": []}, set()),
        ({"contracts": [Contract.CDI], "areas": [Area(44.45, 1.44, 10)]}, {"Infirmier de nuit"}),
    ],
)
def test_filters_never_exclude_the_unknown(filled: Index, where: dict[str, object], expected: set[str]) -> None:
    assert set(titles(filled, **where)) == expected
    candidates = filled.offers_for("pain", Wish(unit(1, 0), {}, OfferFilter(**where)), 10)  # type: ignore[arg-type]
    assert {title_of(candidate) for candidate in candidates} == expected


def test_pages_and_facets(filled: Index) -> None:
    first = filled.search(OfferSearch(limit=3))
    second = filled.search(OfferSearch(limit=3, offset=3))
    assert (first.total, len(first.offers), len(second.offers)) == (4, 3, 1)
    assert {offer.id for offer in [*first.offers, *second.offers]} == set(VECTORS)
    assert first.facets == {
        "contract": {"CDI": 1, "CDD": 1, "saisonnier": 1},
        "occupation": {"D1102": 1, "J1506": 1, "G1602": 1},
        "employer": {"exemple": 3, "clinique": 1},
        "commune": {"46102": 1, "46042": 1, "46309": 1},
    }


def test_candidates_carry_both_scores(filled: Index) -> None:
    candidates = {title_of(c): c for c in filled.offers_for("pain", Wish(unit(1, 0), {}), 2)}
    assert set(candidates) == {"Boulanger", "Cuisinier"}
    assert candidates["Boulanger"].similarity == pytest.approx(1, abs=1e-3)
    assert candidates["Cuisinier"].similarity == pytest.approx(0.7071, abs=1e-3)
    assert all(candidate.terms > 0 for candidate in candidates.values())
    assert candidates["Boulanger"].occupations == {"D1102": 0.9}


@pytest.mark.parametrize("offer", [BAKER, NURSE, WELDER, COOK], ids=lambda offer: offer.title)
def test_candidates_carry_the_facts_of_their_offer(filled: Index, offer: JobOffer) -> None:
    (found,) = filled.offers_for("", Wish(unit(1, 0), {}, OfferFilter(ids=[offer.id])), 1)
    assert found.facts == OfferFacts.of(offer)
    assert found.document() == offer
    assert list(found.words) == list(entry(offer).terms)


def test_candidates_are_the_union_of_words_and_vectors(filled: Index) -> None:
    candidates = filled.offers_for("infirmier", Wish(unit(-1, 0), {}), 1)
    assert {title_of(candidate) for candidate in candidates} == {"Infirmier de nuit", "Soudeur"}


def test_an_occupation_finds_what_neither_words_nor_vector_do(filled: Index) -> None:
    candidates = filled.offers_for("", Wish(unit(-1, 0), {"G1602": 1.0}), 1)
    assert {title_of(candidate) for candidate in candidates} == {"Cuisinier"}


def test_putting_again_replaces(filled: Index) -> None:
    filled.put_offers([entry(BAKER.model_copy(update={"title": "Pâtissier"}), version=2)])
    assert titles(filled, "boulanger") == []
    assert titles(filled, "pâtissière") == ["Pâtissier"]
    assert filled.counts() == (4, 0)


def test_an_older_version_never_overwrites_a_newer_one(index: Index) -> None:
    index.put_offers([entry(BAKER, version=5)])
    index.put_offers([entry(BAKER.model_copy(update={"title": "Ancien"}), version=4)])
    index.remove_offers({BAKER.id: 3})
    assert titles(index) == ["Boulanger"]
    index.remove_offers({BAKER.id: 6})
    index.put_offers([entry(BAKER, version=5)])
    assert titles(index) == []


def test_removing(filled: Index) -> None:
    filled.remove_offers({BAKER.id: 2, "unknown": 3})
    filled.remove_offers({BAKER.id: 2})
    assert set(titles(filled)) == {"Infirmier de nuit", "Soudeur", "Cuisinier"}
    assert filled.counts() == (3, 0)


def test_the_position_in_the_outbox_only_grows(index: Index) -> None:
    index.put_offers([entry(BAKER, version=5)])
    assert index.position() == 0
    index.advance(7)
    index.advance(6)
    assert index.position() == 7


def test_a_put_that_fails_changes_nothing(index: Index) -> None:
    def breaks_off() -> Iterator[OfferEntry]:
        yield entry(BAKER)
        raise RuntimeError("cable pulled")

    with pytest.raises(RuntimeError, match="cable pulled"):
        index.put_offers(breaks_off())
    assert index.counts() == (0, 0)


def test_profiles_for_an_offer(index: Index) -> None:
    index.put_profiles([kept("cuisinier", unit(0, 1)), kept("boulanger", unit(1, 0)), kept("soudeur", unit(-1, 0))])
    index.put_profiles([kept("boulanger", unit(1, 0), version=2)])
    offer = replace(entry(BAKER), vector=unit(1, 0.1))
    found = index.profiles_for(offer, limit=2)
    assert [candidate.profile.id for candidate in found] == ["boulanger", "cuisinier"]
    index.remove_profiles({"boulanger": 3})
    assert [candidate.profile.id for candidate in index.profiles_for(offer, limit=1)] == ["cuisinier"]
    assert index.counts() == (0, 2)


@pytest.mark.parametrize(
    ("offer", "expected"),
    [
        (BAKER, {"permanent", "anywhere", "figeac"}),  # CDI, Figeac
        (WELDER, {"anywhere", "figeac", "cahors"}),  # CDD, nobody knows where
        (NURSE, {"permanent", "anywhere", "cahors"}),  # Cahors, nobody knows which contract
        (COOK, {"anywhere"}),  # seasonal, Souillac
    ],
)
def test_profiles_whose_limits_let_an_offer_through(index: Index, offer: JobOffer, expected: set[str]) -> None:
    near_figeac, near_cahors = Area(44.6064, 2.0236, 20), Area(44.4507, 1.4406, 20)
    vector = unit(1, 1)
    index.put_profiles(
        [
            replace(kept("permanent", vector), contracts=frozenset({Contract.CDI})),
            kept("anywhere", vector),
            replace(kept("figeac", vector), areas=(near_figeac,)),
            replace(kept("cahors", vector), areas=(near_cahors,), contracts=frozenset({Contract.CDD})),
            kept("silent", np.zeros(2, np.float32)),
        ]
    )
    assert {found.profile.id for found in index.profiles_for(entry(offer), 9)} == expected


def test_the_limits_of_a_profile_change_with_it(index: Index) -> None:
    index.put_profiles([replace(kept("anne", unit(1, 0)), contracts=frozenset({Contract.CDD}))])
    assert not index.profiles_for(entry(BAKER), 1)
    index.put_profiles([kept("anne", unit(1, 0), version=2)])
    assert index.profiles_for(entry(BAKER), 1)


def test_many_wishes_at_once(filled: Index) -> None:
    wishes = [
        Wish(unit(1, 0), {}, OfferFilter()),
        Wish(unit(1, 0), {"J1506": 1.0}, OfferFilter()),
        Wish(unit(1, 0), {"J1506": 1.0}, OfferFilter(contracts=(Contract.SEASONAL,), employers=("exemple",))),
        Wish(unit(1, 0), {"J1506": 1.0}, OfferFilter(ids=())),
    ]
    assert [list(found) for found in filled.offers_for_each(wishes, 2)] == [
        [BAKER.id, COOK.id],
        [NURSE.id, BAKER.id],  # 0 + 2 x 0.8 for the occupation, beside a cosine of 1
        [COOK.id],
        [],
    ]
    assert [len(found) for found in filled.offers_for_each(iter(wishes[:1] * 300), 1)] == [1] * 300


def test_all_that_it_holds(filled: Index) -> None:
    filled.put_profiles([kept("anne", unit(1, 0))])
    assert {offer.id: offer for offer in filled.all_offers()} == {o.id: o for o in (BAKER, NURSE, WELDER, COOK)}
    assert list(filled.all_profiles()) == [kept("anne", unit(1, 0)).profile]


def test_a_profile_without_id_is_refused(index: Index) -> None:
    with pytest.raises(ValueError, match="needs an id"):
        index.put_profiles([ProfileEntry(CandidateProfile(), unit(1, 0), 1)])


def test_rebuilding_forgets_what_was_there(filled: Index) -> None:
    filled.rebuild(lambda _: [entry(COOK, version=9)], [kept("cuisinier", unit(1, 0), version=8)], position=9)
    assert titles(filled) == ["Cuisinier"]
    assert filled.counts() == (1, 1)
    assert filled.position() == 9
    filled.advance(10)
    assert filled.position() == 10
    filled.put_offers([entry(BAKER, version=10)])
    assert set(titles(filled)) == {"Boulanger", "Cuisinier"}


def test_a_rebuilding_catches_up_with_what_was_written_meanwhile(filled: Index) -> None:
    def catch_up(new: Index) -> None:
        assert new.position() == 9
        new.put_offers([entry(BAKER, version=10)])
        new.remove_offers({NURSE.id: 11})
        new.advance(11)

    filled.rebuild(lambda _: [entry(COOK, version=9), entry(NURSE, version=9)], [], 9, catch_up)
    assert set(titles(filled)) == {"Cuisinier", "Boulanger"}
    assert filled.position() == 11


def test_a_rebuilding_that_breaks_off_leaves_the_old_content(filled: Index) -> None:
    def breaks_off(_: str) -> Iterator[OfferEntry]:
        yield entry(COOK, version=9)
        raise RuntimeError("cable pulled")

    with pytest.raises(RuntimeError, match="cable pulled"):
        filled.rebuild(breaks_off, [], position=9)
    assert len(titles(filled)) == 4
    assert filled.position() == 0


@pytest.mark.parametrize("name", INDEXES)
def test_it_outlives_its_process(tmp_path: Path, name: str, forgotten: None) -> None:
    index = INDEXES[name](tmp_path, "test@1", 2)
    index.put_offers([entry(BAKER, version=7)])
    index.put_profiles([kept("boulanger", unit(1, 0), version=8)])
    index.advance(8)
    index.close()
    index = INDEXES[name](tmp_path, "test@1", 2)
    assert titles(index) == ["Boulanger"]
    assert (index.position(), index.counts()) == (8, (1, 1))
    index.close()


@pytest.mark.parametrize("name", INDEXES)
def test_vectors_of_another_model_are_refused_until_rebuilt(tmp_path: Path, name: str, forgotten: None) -> None:
    index = INDEXES[name](tmp_path, "old@1", 2)
    index.put_offers([entry(BAKER)])
    index.close()
    index = INDEXES[name](tmp_path, "new@2", 2)
    with pytest.raises(ModelMismatchError, match=r"old@1.*new@2.*index rebuild"):
        index.search(OfferSearch())
    with pytest.raises(ModelMismatchError):
        index.put_offers([entry(COOK)])
    index.rebuild(lambda _: [entry(COOK)], [], position=1)
    assert titles(index) == ["Cuisinier"]
    index.close()


@pytest.mark.parametrize("name", INDEXES)
def test_a_reader_sees_what_another_process_wrote(tmp_path: Path, name: str, forgotten: None) -> None:
    reader = INDEXES[name](tmp_path, "test@1", 2)
    assert titles(reader) == []
    script = (
        "import sys; from pathlib import Path; import indexes, test_index_contract as t\n"
        "index = indexes.INDEXES[sys.argv[2]](Path(sys.argv[1]), 'test@1', 2)\n"
        "index.put_offers([t.entry(t.BAKER), t.entry(t.COOK)])\n"
        "index.remove_offers({t.COOK.id: 2})\n"
    )
    here = Path(__file__).parent
    subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), name],
        check=True,
        env={**os.environ, "PYTHONPATH": f"{here}:{here.parent}:{here.parent.parent}"},
    )
    assert titles(reader) == ["Boulanger"]
    reader.close()
