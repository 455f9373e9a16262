"""No malformed answer costs more than itself: one value of a fixture's answer is changed, the others' offers stay.

A seeded sample of all mutants; with LOT_RECRUTE_MUTANTS=5000 as many of each fixture as that.
"""

import os
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from crawl_support import FIXTURES
from mutants import Mutant, crawl_here, faults, lost, mutants

from crawlers.codes import CrawlCode
from crawlers.running.fixtures import read_fixture

SAMPLE = int(os.environ.get("LOT_RECRUTE_MUTANTS", "12"))

IN_A_ROW = re.compile(r": (?:\w+/)?\d+/\S+ = ")
"""Name of a mutant that has another value within one row of a list."""

HIDDEN = re.compile(r"(?:/(?:isListed|published) = '(?i:false)'|/status = '(?:x|false|9+)')$")
"""The employer's own word that an offer is not for the public."""

ROWS = [
    "ashby", "beetween", "flatchr_json", "greenhouse", "lever", "recruitee", "smartrecruiters_api", "softgarden",
    "taleez", "talentsoft_api", "teamtailor-json",
]  # fmt: skip
"""Fixtures whose answers are lists of objects."""


def is_fair(mutant: Mutant) -> bool:
    """Whether a mutant changes a value within one row, and not to what hides it rightly."""
    return IN_A_ROW.search(mutant.name) is not None and not HIDDEN.search(mutant.name)


@pytest.mark.parametrize("platform", ROWS)
def test_a_value_of_a_row_costs_that_row_at_most(platform: str, tmp_path: Path) -> None:
    fixture = read_fixture(FIXTURES / "platforms" / platform)
    before = crawl_here(fixture, fixture.exchanges, tmp_path)
    every = [one for one in mutants(fixture) if is_fair(one)]
    assert len(before.offers) > 1 and every != []
    found = {}
    for mutant in random.Random(46).sample(every, min(SAMPLE, len(every))):
        after = crawl_here(fixture, mutant.among(fixture.exchanges), tmp_path)
        wrong = faults(before, after)
        if len(gone := lost(before, after)) > 1:
            wrong.append(f"lost or changed {sorted(gone)}: {dict(after.report.codes)}")
        if wrong:
            found[mutant.name] = wrong
    assert found == {}


MENDED = [
    ("ashby", "jobs/0/jobUrl = 'x'"),
    ("beetween", "numFound = 'None'"),
    ("beetween", "jobs/0/url = 'x'"),
    ("flatchr_json", "items/0/vacancy = '{}'"),
    ("flatchr_json", "cut at 0/10"),
    ("greenhouse", "jobs/0/absolute_url = '0'"),
    ("lever", "0/hostedUrl = 'false'"),
    ("personio", "language=en: /workzag-jobs/position/jobDescriptions dropped"),
    ("recruitee", "offers/1/status = '-1'"),
    ("recruitee", "offers/1/careers_url = 'x'"),
    ("smartrecruiters_api", "content/0/company/identifier = 'None'"),
    ("softgarden", "numberOfItems = '99999999999999999999'"),
    ("talentsoft_api", "_pagination/links/1 = '0'"),
    ("teamtailor-json", "next_url = 'True'"),
    ("teamtailor-json", "items/0/url = '{}'"),
    ("digitalrecruiters", "page=2: items = 'None'"),
    ("choisir_service_public", "resources/1/url = 'x'"),
]
"""Mutants that once cost other rows, vanished uncounted, raised, or left an address that leads nowhere."""

WHOLE = {("choisir_service_public", "resources/1/url = 'x'"), ("flatchr_json", "cut at 0/10")}
"""Those that leave nothing to read, and are only counted."""


@pytest.mark.parametrize(("platform", "name"), MENDED)
def test_what_once_broke(platform: str, name: str, tmp_path: Path) -> None:
    fixture = read_fixture(FIXTURES / "platforms" / platform)
    mutant = next(one for one in mutants(fixture) if one.name.endswith(name))
    before = crawl_here(fixture, mutant.among(fixture.exchanges, changed=False), tmp_path)
    after = crawl_here(fixture, mutant.among(fixture.exchanges), tmp_path)
    assert faults(before, after) == [], mutant.name
    if (platform, name) not in WHOLE:
        assert len(lost(before, after)) <= 1, mutant.name


@pytest.mark.parametrize(
    ("platform", "shown"),
    [
        ("emploi_territorial", b"nb-offres"),
        ("fhf", b"offres correspondent"),
        ("listing", b"nombre"),
        ("schema_org", b"total"),
        ("talentsoft", b"ts-ol-pagination__title"),
    ],
)
def test_a_list_that_does_not_show_its_total_is_read_all_the_same(platform: str, shown: bytes, tmp_path: Path) -> None:
    fixture = read_fixture(FIXTURES / "platforms" / platform)
    untold = tuple(
        (asked, replace(answer, body=answer.body.replace(shown, b"elsewhere"))) for asked, answer in fixture.exchanges
    )
    before, after = (crawl_here(fixture, exchanges, tmp_path) for exchanges in (fixture.exchanges, untold))
    assert before.report.announced and after.report.announced is None
    assert lost(before, after) == set()
    assert after.report.codes[CrawlCode.NO_TOTAL] == 1
    assert not after.report.complete
