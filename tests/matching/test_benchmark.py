"""The tables of the README on a benchmark that fits on a page, and what they are made of."""

import gzip
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from test_evaluation import write
from typer.testing import CliRunner

from matching.embeddings import load_embedder
from matching.evaluation.ablation import INGREDIENTS, without
from matching.evaluation.baselines import baselines, bm25, chance, hybrid, ranker
from matching.evaluation.benchmark import Benchmark, read_benchmark
from matching.evaluation.concentration import concentration, gini
from matching.evaluation.equal_treatment import (
    Forms,
    compare,
    forms,
    in_own_words,
    introduced,
    next_commune,
    overlap,
    rank_biased_overlap,
    upper_case,
)
from matching.evaluation.report import Report
from matching.evaluation.speed import drawn_offers, drawn_profiles
from matching.index.embedded import EmbeddedIndex
from matching.index.protocol import Candidate, Wish
from matching.occupations.reach import shared_occupation
from matching.offers import Contract
from matching.profiles import CandidateProfile
from matching.understanding import Understanding, WantedWork
from samples import job_offer
from service.cli import app


@pytest.fixture
def bench(tmp_path: Path) -> Benchmark:
    return read_benchmark(write(tmp_path))


def test_one_command_prints_the_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matching.evaluation.report.TITLES", 5)
    result = CliRunner().invoke(app, ["benchmark", "--bench", str(write(tmp_path)), "--no-speed", "--teacher", ""])
    assert result.exit_code == 0, result.output
    rows = [line.split(" | ")[0].strip("| ") for line in result.stdout.splitlines() if line.startswith("|")]
    for expected in (
        "random",
        "BM25 (bm25s, French stems)",
        "**ours**",
        "(nothing)",
        "the occupation (ROME)",
        "balanced",
    ):
        assert expected in rows
    assert "the skills" not in rows  # nobody in this benchmark tells any
    quality = next(line for line in result.stdout.splitlines() if "**ours**" in line)
    assert "1.000" in quality


def test_the_speed_on_drawn_offers_is_told(bench: Benchmark, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matching.evaluation.speed.QUERIES", 5)
    report = Report(bench, Understanding(load_embedder()))
    lines = list(report.speed((20,), 8))
    assert lines[3].startswith("| 20 |")
    assert "8 profiles x 8 offers" in lines[-1]


def test_drawn_offers_are_the_same_every_time_and_nobodys(bench: Benchmark) -> None:
    entries = Understanding(load_embedder()).offers([(offer, 1) for offer in bench.offers])
    once, again = (list(drawn_offers(entries, 20)) for _ in range(2))
    assert [one.offer for one in once] == [one.offer for one in again]
    assert len({one.offer.id for one in once}) == 20
    assert all(np.linalg.norm(one.vector) == pytest.approx(1) for one in once)
    people = drawn_profiles(bench.profiles, entries, 20)
    assert {person.commune_insee for person in people} == {None, "46102"}


def test_baselines_rank_by_words(bench: Benchmark) -> None:
    rank = ranker(bench.offers, bm25(bench.offers))
    assert rank(CandidateProfile(wanted_jobs=("soudeurs",)), None)[0][0] == "o3"
    assert [offer for offer, _ in rank(CandidateProfile(wanted_jobs=("soudeur",)), {"o1", "o2"})] == ["o1", "o2"]
    assert all(score == 0 for _, score in rank(CandidateProfile(wanted_jobs=("astronaute",)), None))


def test_chance_is_the_same_in_every_run(bench: Benchmark) -> None:
    one, other = (chance(bench.offers)(CandidateProfile(id="p1")) for _ in range(2))
    assert one.tolist() == other.tolist()


def test_a_hybrid_adds_reciprocal_ranks(bench: Benchmark) -> None:
    one, other = (lambda _: np.array([3.0, 2.0, 1.0])), (lambda _: np.array([1.0, 3.0, 2.0]))
    scores = hybrid(one, other)(CandidateProfile())
    assert scores.tolist() == pytest.approx([1 / 61 + 1 / 63, 1 / 62 + 1 / 61, 1 / 63 + 1 / 62])


def test_without_a_teacher_there_is_no_hybrid(bench: Benchmark) -> None:
    assert not any("hybrid" in name for name, _ in baselines(bench.offers, None))


def test_an_ingredient_that_nobody_uses_is_told_apart() -> None:
    understanding = Understanding(load_embedder())
    readings = [understanding.profile(CandidateProfile(wanted_jobs=("boulanger",), commune_insee="46102"))]
    by_name = {one.name: one for one in INGREDIENTS}
    assert without(by_name["the skills"], readings) is None
    farther = without(by_name["the way to work"], readings)
    assert farther is not None
    assert farther[0].anchor is None
    unknown = without(by_name["the occupation (ROME)"], readings)
    assert unknown is not None
    assert not unknown[0].wanted[0].reach


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("the meaning (vectors)", lambda work, found: found.similarity),
        ("the words (BM25)", lambda work, found: found.terms),
        ("the occupation (ROME)", lambda work, found: shared_occupation(work.reach, found.occupations)),
    ],
)
def test_what_is_taken_away_says_nothing_any_more(
    tmp_path: Path, name: str, told: Callable[[WantedWork, Candidate], float]
) -> None:
    understanding = Understanding(load_embedder())
    reading = understanding.profile(CandidateProfile(wanted_jobs=("boulanger",)))
    (ingredient,) = (one for one in INGREDIENTS if one.name == name)
    with closing(EmbeddedIndex(tmp_path, understanding.model)) as index:
        index.put_offers(understanding.offers([(job_offer("Boulanger"), 1)]))
        said = []
        for one in (reading, ingredient.profile(reading)):
            (work,) = one.wanted
            (found,) = index.offers_for(work.spelled, Wish(work.vector, work.reach), 5)
            said.append(told(work, found))
    assert said[0] > 0
    assert said[1] == 0


@pytest.mark.parametrize(
    ("values", "expected"),
    [([1, 1, 1, 1], 0.0), ([0, 0, 0, 4], 0.75), ([0, 0], 0.0), ([], 0.0), ([1, 3], 0.25)],
)
def test_gini(values: list[float], expected: float) -> None:
    assert gini(values) == pytest.approx(expected)


def test_concentration_counts_employers_who_are_never_shown() -> None:
    found = concentration([["a"] * 4 + ["b"], ["a", None, None]], ["a", "b", "c"])
    assert found.employers == 3
    assert found.crowded == 0.5
    assert found.gini == pytest.approx(gini([5, 1, 0]))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Boulanger / Boulangère", Forms("Boulanger", "Boulangère")),
        ("Conducteur / Conductrice de travaux", Forms("Conducteur de travaux", "Conductrice de travaux")),
        ("Chef saucier / Cheffe saucière", Forms("Chef saucier", "Cheffe saucière")),
        ("Sage-femme / Maïeuticien", None),
        ("Cariste", None),
    ],
)
def test_forms_of_a_title(title: str, expected: Forms | None) -> None:
    assert forms(title) == expected


@pytest.mark.parametrize(
    ("masculine", "feminine", "inclusive", "bracketed"),
    [
        ("soudeur", "soudeuse", "soudeur·euse", "soudeur(euse)"),
        ("agent de nuit", "agente de nuit", "agent·e de nuit", "agent(e) de nuit"),
        ("chef saucier", "cheffe saucière", "chef·fe saucier·ère", "chef(fe) saucier(ère)"),
    ],
)
def test_inclusive_forms(masculine: str, feminine: str, inclusive: str, bracketed: str) -> None:
    one = Forms(masculine, feminine)
    assert (one.inclusive, one.bracketed) == (inclusive, bracketed)


def test_rewriting_a_profile() -> None:
    profile = CandidateProfile(wanted_jobs=("maçon",), commune_insee="46102", text="Oui.")
    assert upper_case(profile).wanted_jobs == ("MAÇON",)
    assert introduced("J'ai 58 ans.")(profile).text == "J'ai 58 ans. Oui."
    told = in_own_words(profile)
    assert told is not None
    assert (told.wanted_jobs, told.text) == ((), "Je cherche un travail : maçon. Oui.")
    assert in_own_words(CandidateProfile(text="Oui.")) is None
    moved = next_commune(profile)
    assert moved is not None
    assert moved.commune_insee != "46102"
    assert next_commune(CandidateProfile()) is None


@pytest.mark.parametrize(
    ("before", "after", "shared", "biased"),
    [
        ("abc", "abc", 1.0, 1.0),
        ("abc", "xyz", 0.0, 0.0),
        ("ab", "ba", 1.0, 0.81 / 1.71),
        ("", "", 1.0, 1.0),
        ("ab", "", 0.0, 0.0),
    ],
)
def test_how_far_a_list_moved(before: str, after: str, shared: float, biased: float) -> None:
    assert overlap(before, after) == shared
    assert rank_biased_overlap(before, after) == pytest.approx(biased)


def test_a_treatment_names_what_moved() -> None:
    found = compare("capitals", [("maçon", "ab", "ab"), ("vendeuse", "ab", "ba")])
    assert found is not None
    assert (found.profiles, found.identical, found.overlap, found.examples) == (2, 0.5, 1.0, ("vendeuse",))
    assert compare("nobody", []) is None


@pytest.mark.parametrize(
    ("line", "departements", "contract"),
    [
        ({"place": "46 - CAHORS", "commune_insee": "46042", "contract": "CDI"}, ["46"], Contract.CDI),
        ({"place": "35 - Ille et Vilaine", "contract": "MIS"}, ["35"], Contract.INTERIM),
        ({"place": "Bretagne", "contract": "SAI"}, ["22", "29", "35", "56"], Contract.SEASONAL),
        ({"place": "France"}, None, None),
        ({"place": None}, None, None),
        ({"title": "Vendeur en alternance (H/F)", "contract": "CDD"}, None, Contract.APPRENTICESHIP),
        ({"title": "Apprenti boulanger", "contract": "CDD"}, None, Contract.APPRENTICESHIP),
    ],
)
def test_what_france_travail_writes(
    tmp_path: Path, line: dict[str, str | None], departements: list[str] | None, contract: Contract | None
) -> None:
    folder = write(tmp_path)
    with gzip.open(folder / "offers.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"id": "o1", "title": "Vendeur", "description": "", **line}))
    (offer,) = read_benchmark(folder).offers
    places = offer.places.value
    assert (places and [place.departement for place in places]) == departements
    assert offer.contract_kind == contract
