"""Real answers of real sites: every posting that they hold is found.

The recording is named by LOT_RECRUTE_RECORDED; its texts are nobody's business here, only what came of them.
"""

import os
from datetime import date
from pathlib import Path

import pytest
from crawl_support import make_entry, make_options

from crawlers.codes import CrawlCode
from crawlers.postings import ScreeningCode
from crawlers.running.crawl import crawl

RECORDED = os.environ.get("LOT_RECRUTE_RECORDED")

pytestmark = pytest.mark.skipif(not RECORDED, reason="LOT_RECRUTE_RECORDED names no recording")

FRANCE_TRAVAIL = """
platform = "france_travail"
access = "contract"
start_urls = ["https://api.francetravail.io/partenaire/offresdemploi/v2/offres/search"]
allowed_hosts = ["api.francetravail.io", "entreprise.francetravail.fr"]
departements = ["46"]
"""


@pytest.mark.parametrize(
    ("page", "as_of", "found", "refused", "codes"),
    [
        # raw line breaks in its JSON-LD, after Organization and WebSite blocks
        (
            "https://weworkremotely.com/remote-jobs/bluelight-consulting-devops-engineer-kubernetes-aws-gcp",
            date(2020, 10, 25), 1, {}, {CrawlCode.JSON_REPAIRED: 1},
        ),
        ("https://stackoverflow.com/jobs/292933/solution-engineer-m-f-x-quajoo-gmbh", date(2020, 4, 1), 1, {}, {}),
        ("https://remoteok.io/remote-jobs/99859-remote-software-engineer-ii-comscore", date(2020, 10, 30), 1, {}, {}),
        # closes ten years after it was posted
        ("https://neura-robotics.com/job/robotics-manager/", date(2025, 11, 20), 1, {}, {}),
        ("https://www.workatastartup.com/jobs/diode-senior", date(2025, 6, 10), 1, {}, {}),
        (
            "https://recruiting.paylocity.com/recruiting/jobs/Details/4248451/Fermi-LLC/Corporate-Tax-Director",
            date(2026, 6, 20), 1, {}, {},
        ),
        # microdata
        (
            "https://jobs.smartrecruiters.com/Initech/744000100000001-data-platform-solution-engineer-applied-data",
            date(2026, 10, 20), 1, {}, {},
        ),
        # a listing with nine postings without text
        ("https://www.avalabs.org/open-positions", date(2026, 10, 20), 9, {ScreeningCode.INCOMPLETE: 9}, {}),
        # an empty JSON-LD block, and no other markup
        (
            "https://decathlon-spain.talentclue.com/es/node/124223851/4590",
            date(2026, 10, 20), 0, {}, {CrawlCode.NO_POSTING: 1},
        ),
    ],
)  # fmt: skip
def test_offer_pages(
    page: str,
    as_of: date,
    found: int,
    refused: dict[ScreeningCode, int],
    codes: dict[CrawlCode, int],
    tmp_path: Path,
) -> None:
    host = page.split("/")[2]
    entry = make_entry(f'platform = "schema_org"\nmode = "pages"\nstart_urls = ["{page}"]\nallowed_hosts = ["{host}"]')
    report = crawl(entry, make_options(tmp_path, replay=Path(RECORDED or ""), as_of=as_of)).report
    assert report.finished
    assert (report.found, report.refused, report.codes) == (found, refused, codes)


def test_france_travail_gives_its_offers_of_the_lot_each_with_its_commune(tmp_path: Path) -> None:
    options = make_options(tmp_path, replay=Path(RECORDED or ""), as_of=date(2026, 3, 1), territory="46")
    run = crawl(make_entry(FRANCE_TRAVAIL), options)
    assert (run.report.announced, run.report.found, run.report.kept) == (25, 25, 25)
    assert (run.report.codes, run.report.complete) == ({}, True)
    for line in run.offers():
        (place,) = line.offer.communes
        assert place.departement == "46"
        assert place.commune is not None
        assert place.commune.startswith("46")
    assert sum(line.offer.employer.name is None for line in run.offers()) == 11


@pytest.mark.parametrize(
    ("platform", "board", "found", "with_commune", "incomplete"),
    [
        # its texts are stubs: one sentence, too short for an offer unless the title in it is long
        ("teamtailor", "https://example.teamtailor.com/jobs.rss", 2, 0, 2),  # Leeds and "Remote"
        ("recruitee", "https://hemeriagroup.recruitee.com/api/offers", 3, 3, 2),
        ("greenhouse", "https://boards.greenhouse.io/algolia", 3, 1, 0),  # Paris; the address is today's
        ("lever", "https://api.lever.co/v0/postings/aircall?mode=json", 3, 0, 3),
        ("ashby", "https://api.ashbyhq.com/posting-api/job-board/finary", 3, 1, 3),
        ("personio", "https://example.jobs.personio.com/xml", 2, 0, 1),  # one position without a text
    ],
)  # fmt: skip
def test_boards(platform: str, board: str, found: int, with_commune: int, incomplete: int, tmp_path: Path) -> None:
    hosts = [board.split("/")[2], "boards-api.greenhouse.io"]
    entry = make_entry(f'platform = "{platform}"\nstart_urls = ["{board}"]\nallowed_hosts = {hosts}')
    report = crawl(entry, make_options(tmp_path, replay=Path(RECORDED or ""), as_of=date(2026, 10, 20))).report
    assert (report.listed, report.found, report.coverage.get("places", 0)) == (found, found, with_commune)
    assert report.refused == ({ScreeningCode.INCOMPLETE: incomplete} if incomplete else {})
    assert (report.codes, report.complete) == ({}, True)
