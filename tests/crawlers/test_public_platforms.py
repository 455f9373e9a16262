"""What goes wrong on the platforms of public employers and on small sites is counted, never taken for an empty list."""

import gzip
import tomllib
from pathlib import Path
from typing import Any

import pytest
from crawl_support import FIXTURES, Record, Site, make_entry, make_options

from crawlers.codes import CrawlCode
from crawlers.running.crawl import crawl
from crawlers.running.fixtures import exchange
from crawlers.spiders.listing import link_title

PLATFORMS = FIXTURES / "platforms"
ET = "https://www.emploi-territorial.fr/"
CSP = "https://choisirleservicepublic.gouv.fr/"
TABLE = "https://static.data.gouv.fr/resources/exemple/offres-datagouv-20260308.csv"
FHF = "https://emploi.fhf.fr/"
FARM = "https://ferme.example/"
TOWN = "https://www.mairie.example/recrutement"
WP = "https://atelier.example/?feed=job_feed&posts_per_page=100&paged="
CLOSED = {"headers": {"Content-Type": "text/plain"}, "body": "User-agent: *\nDisallow: /"}


def changed(platform: str, changes: dict[str, dict[str, Any]]) -> list[Any]:
    """Return the fixture's exchanges, those of these addresses (beginnings) with other answers, new ones added."""
    folder = PLATFORMS / platform
    tables = tomllib.loads((folder / "exchanges.toml").read_text("utf-8"))["exchange"]
    for start, answer in changes.items():
        met = [table for table in tables if table["url"].startswith(start)]
        for table in met:
            for key in ("status", "headers", "body", "file"):
                table.pop(key, None)
            table |= answer
        if not met:
            tables.insert(0, {"url": start} | answer)
    return [exchange(table, folder) for table in tables]


@pytest.mark.parametrize(("platform", "changes", "codes", "found", "complete"), [
    # the filter's answer comes as a fragment, without the total
    ("emploi_territorial", {f"{ET}rechercher": {"body": "<table></table>"}}, {CrawlCode.NO_TOTAL: 1}, 0, False),
    # the second page fails: 2 of 3
    ("emploi_territorial", {f"{ET}recherche_": {"status": 500}}, {CrawlCode.HTTP_ERROR: 1}, 2, False),
    # the second page is empty: 2 of 3 without any fault, and yet not complete
    ("emploi_territorial", {f"{ET}recherche_": {"body": ""}}, {}, 2, False),
    ("emploi_territorial", {f"{ET}robots.txt": CLOSED}, {CrawlCode.ROBOTS_CLOSED: 1}, 0, False),
    # the portal's robots.txt closes its pages: the table's facts stay, and the table is whole
    ("choisir_service_public", {f"{CSP}robots.txt": CLOSED},
     {CrawlCode.COPY: 1, CrawlCode.TEXT_MISSING: 4}, 4, True),
    ("choisir_service_public", {TABLE: {"body": "Référence;Titre\n1;2\n"}}, {CrawlCode.BAD_CSV: 1}, 0, False),
    ("choisir_service_public", {"https://www.data.gouv.fr/": {"body": '{"resources": []}'}},
     {CrawlCode.BAD_JSON: 1}, 0, False),
    # a week-old list from the site's cache
    ("fhf", {f"{FHF}emploi/search": {"headers": {"Age": "345600"}, "body": "<main>0 offre</main>"}},
     {CrawlCode.STALE: 1}, 0, False),
    ("fhf", {f"{FHF}emploi/search": {"body": "<main>Rien de ce genre</main>"}}, {CrawlCode.NO_TOTAL: 1}, 0, False),
    # redesigned, or honestly empty
    ("listing", {FARM: {"body": "<p class='nombre'>0</p><p>Nouveau site</p>"}}, {CrawlCode.NO_LINKS: 1}, 0, False),
    ("listing", {FARM: {"body": "<p class='nombre'>0</p><p>Aucun poste à pourvoir</p>"}}, {}, 0, True),
    ("listing_pdf", {TOWN: {"body": "<ul class='documents'></ul><p>Pas de recrutement en cours</p>"}}, {}, 0, True),
    # a listing that no longer links the file says nothing of the file
    ("listing_pdf", {TOWN: {"body": "<ul class='documents'></ul>"}}, {CrawlCode.NO_LINKS: 1}, 0, False),
    ("wp_job_manager", {f"{WP}1": {"body": "<!doctype html><p>Maintenance</p>"}}, {CrawlCode.BAD_XML: 1}, 0, False),
    # an empty feed proves nothing
    ("wp_job_manager", {f"{WP}1": {"body": "<rss><channel></channel></rss>"}}, {}, 0, False),
    ("wp_job_manager", {f"{WP}2": {"status": 503}}, {CrawlCode.HTTP_ERROR: 1}, 2, False),
])  # fmt: skip
def test_what_goes_wrong(
    platform: str,
    changes: dict[str, dict[str, Any]],
    codes: dict[CrawlCode, int],
    found: int,
    complete: bool,
    record: Record,
    tmp_path: Path,
) -> None:
    entry = make_entry((PLATFORMS / platform / "entry.toml").read_text("utf-8"))
    recording = record(*changed(platform, changes))
    report = crawl(entry, make_options(tmp_path / "runs", replay=recording, territory="46")).report
    told = {code: count for code, count in report.codes.items() if code is not CrawlCode.GONE}
    assert (told, report.found, report.complete) == (codes, found, complete)


@pytest.mark.parametrize(("text", "title"), [
    ("Secrétaire de mairie", "Secrétaire de mairie"),
    ("Agent d'accueil (PDF, 230 Ko)", "Agent d'accueil"),
    ("offre-atsem.pdf", "offre-atsem"),
    ("Fiche de poste : ATSEM [pdf - 1,2 Mo]", "Fiche de poste : ATSEM"),
    ("Poste de nuit", "Poste de nuit"),
    ("Télécharger", None),
    ("Voir l'offre d'emploi (PDF)", None),
    ("Cliquez ici", None),
    ("En savoir plus >", None),
    ("Fiche de poste", None),
    ("", None),
    (None, None),
])  # fmt: skip
def test_title_that_a_link_names(text: str | None, title: str | None) -> None:
    assert link_title(text) == title


def test_session_of_the_search_is_kept_and_not_recorded(site: Site, tmp_path: Path) -> None:
    site.put("/rechercher", '<input id="nb-offres" value="0">', Set_Cookie="PHPSESSID=secret; path=/")
    entry = make_entry(
        f'platform = "emploi_territorial"\nstart_urls = ["{site.address}/rechercher"]\n'
        f'allowed_hosts = ["{site.host}"]\ndepartements = ["46", "2A"]'
    )
    run = crawl(entry, make_options(tmp_path / "runs"))
    assert [method for method, path, _ in site.asked if path == "/rechercher"] == ["GET", "POST"]
    assert site.asked[-1][2]["cookie"] == "PHPSESSID=secret"
    assert (run.report.announced, run.report.codes) == (0, {})
    assert b"secret" not in gzip.decompress((run.folder / "responses.warc.gz").read_bytes())
