"""Where an entry's employer is, and what it decides in a crawl."""

from pathlib import Path

import pytest
from crawl_support import Site, make_entry, make_options

from crawlers.running.crawl import crawl
from crawlers.running.home import home_of
from crawlers.screening import Territory

START = 'start_urls = ["https://a.example/"]\nallowed_hosts = ["a.example"]\n'
PAGES = f'platform = "schema_org"\nmode = "pages"\n{START}'


@pytest.mark.parametrize(
    ("entry", "territory", "home"),
    [
        (f'platform = "fhf"\ndepartements = ["46"]\n{START}', "all", {"46"}),
        (PAGES, "46", set()),  # wanted in the Lot is not said by somebody of the Lot
        (f"{PAGES}local = true", "46,12", {"46", "12"}),
        (f'{PAGES}commune = "Cahors"', "all", {"46"}),
        (f'{PAGES}commune = "Toulouse"', "46", {"31"}),
        (f'{PAGES}commune = "Gourdon"', "46", {"46"}),
        (f'{PAGES}commune = "Gourdon"', "all", set()),
        (f'{PAGES}commune = "Nulle-Part"', "46", set()),
    ],
)
def test_home_of(entry: str, territory: str, home: set[str]) -> None:
    assert home_of(make_entry(entry), Territory.parse(territory)) == home


@pytest.mark.parametrize(
    ("commune", "place"), [("Cahors", "Saint Géry-Vers"), ("Périgueux", "Saint-Géry"), ("Toulouse", None)]
)
def test_a_crawl_reads_places_as_the_employer_means_them(
    commune: str, place: str | None, site: Site, tmp_path: Path
) -> None:
    site.put(
        "/a",
        '<script type="application/ld+json">{"@type": "JobPosting", "title": "Scieur", "description": "Du bois.",'
        '"jobLocation": {"address": {"addressLocality": "Saint-Géry"}}}</script>',
    )
    entry = make_entry(
        f'platform = "schema_org"\nmode = "pages"\ncommune = "{commune}"\nstart_urls = ["{site.address}/a"]\n'
        f'allowed_hosts = ["{site.host}"]'
    )
    (read,) = crawl(entry, make_options(tmp_path)).offers()
    places = read.offer.places
    assert places.raw == "Saint-Géry"
    assert (places.value[0].name if places.value else None, places.refusal) == (place, None if place else "ambiguous")
