"""What `employers new` makes runs at once: on every platform that has fixtures, and where there is nothing to go by."""

import json
import tomllib
from pathlib import Path

import pytest
from crawl_support import FIXTURES, Record, make_entry, make_options

from crawlers.codes import CrawlCode
from crawlers.detection import entry_toml
from crawlers.registry import parse_registry
from crawlers.running.crawl import crawl
from crawlers.running.fixtures import exchange
from crawlers.running.folder import Run
from crawlers.scaffolding import TO_FILL, ScaffoldingError, fixture_folder, new_entry

PLATFORMS = FIXTURES / "platforms"


def made(tmp_path: Path, record: Record, address: str, platform: str | None) -> tuple[Path, Run]:
    """The fixture folder of a new employer, and the crawl that it answers."""
    table = new_entry("Scierie du Célé", address, platform, departements=["46"])
    (entry,) = parse_registry(entry_toml(table), "new").entries
    assert (entry.key, entry.verified) == ("scierie-du-cele", False)
    assert not parse_registry(entry_toml(table), "new").enabled
    folder = tmp_path / "made"
    folder.mkdir()
    for name, body in fixture_folder(table, PLATFORMS).items():
        (folder / name).write_bytes(body)
    exchanges = tomllib.loads((folder / "exchanges.toml").read_text("utf-8"))["exchange"]
    recording = record(*(exchange(one, folder) for one in exchanges))
    text = (folder / "entry.toml").read_text("utf-8")
    return folder, crawl(make_entry(text), make_options(tmp_path / "runs", replay=recording, territory="46"))


@pytest.mark.parametrize(
    ("address", "platform"),
    [
        ("https://scierie.recruitee.com/", None),
        ("https://jobs.ashbyhq.com/scierie", None),
        ("https://www.scierie.example/fr", "digitalrecruiters"),
        ("https://boards.greenhouse.io/scierie", None),
        ("https://www.scierie.example/recrutement", "smartrecruiters"),
        ("https://scierie.taleez.com/", None),
        ("https://scierie-recrute.talent-soft.com/offre-de-emploi/liste-offres.aspx", None),
        ("https://careers.werecruit.io/fr/scierie", None),
        ("https://emploi.fhf.fr/emploi/search", None),
    ],
)
def test_the_answers_of_a_platform_are_moved_to_the_new_board(
    tmp_path: Path, record: Record, address: str, platform: str | None
) -> None:
    folder, run = made(tmp_path, record, address, platform)
    assert run.report.finished
    assert run.report.found > 0, run.report
    assert CrawlCode.NOT_RECORDED not in run.report.codes
    told = (folder / "exchanges.toml").read_text("utf-8")
    assert told.startswith(f"# {TO_FILL}")
    wanted = [json.loads(line)["source_id"] for line in (folder / "expected.jsonl").read_text("utf-8").splitlines()]
    assert [line.offer.provenance.source_id for line in run.offers()] != wanted  # fails until it is filled in
    assert TO_FILL in wanted[0]


@pytest.mark.parametrize(("platform", "code"), [("schema_org", CrawlCode.NO_LINKS), ("listing", CrawlCode.NO_LINKS)])
def test_where_the_site_has_a_shape_of_its_own_there_is_a_page_to_write(
    tmp_path: Path, record: Record, platform: str, code: CrawlCode
) -> None:
    folder, run = made(tmp_path, record, "https://www.scierie.example/recrutement", platform)
    assert (run.report.finished, run.report.found, run.report.codes) == (True, 0, {code: 1})
    assert TO_FILL in (folder / "exchanges.toml").read_text("utf-8")
    assert json.loads((folder / "expected.json").read_text("utf-8"))["listed"] != run.report.listed


@pytest.mark.parametrize(
    ("address", "platform", "why"),
    [
        ("https://www.scierie.example/", None, "--platform"),
        ("https://www.scierie.example/", "recrute", "« recrute » inconnue"),
        ("https://www.scierie.example/", "unknown", "inconnue"),
    ],
)
def test_what_cannot_be_made_is_told(address: str, platform: str | None, why: str) -> None:
    with pytest.raises(ScaffoldingError, match=why):
        new_entry("Scierie", address, platform, departements=["46"])
