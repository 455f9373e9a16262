"""What a visit to a source shows, on a site of this machine."""

from pathlib import Path

import pytest
from crawl_support import Site, make_entry, make_options

from crawlers.checking import Health, check

OFFER = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "JobPosting",
"title": "Affûteur", "description": "Vous affûtez les lames de la scierie, en équipe de jour."}</script>"""
LINKS = "".join(f'<a href="/offres/{number}">Offre</a>' for number in range(20))


@pytest.mark.parametrize(
    ("pages", "health"),
    [
        ({"/offres": (200, LINKS), "/offres/0": (200, OFFER)}, Health.ALIVE),
        ({"/offres": (200, LINKS), "/offres/0": (410, ""), "/offres/1": (200, OFFER)}, Health.ALIVE),
        ({"/offres": (404, "")}, Health.MOVED),
        ({"/offres": (410, "")}, Health.MOVED),
        ({"/offres": (301, "http://ailleurs.example/emplois")}, Health.MOVED),
        ({"/offres": (200, "<p>Bientôt de nouvelles offres !</p>")}, Health.EMPTY),
        ({"/offres": (200, LINKS), "/offres/0": (200, "<p>sans balisage</p>")}, Health.EMPTY),
        ({"/offres": (403, "")}, Health.BLOCKED),
        ({"/offres": (429, "")}, Health.BLOCKED),
        ({"/robots.txt": (200, "User-agent: *\nDisallow: /\n"), "/offres": (200, LINKS)}, Health.BLOCKED),
        ({"/offres": (501, "")}, Health.UNKNOWN),
    ],
)
def test_check(pages: dict[str, tuple[int, str]], health: Health, site: Site, tmp_path: Path) -> None:
    for path, (status, body) in pages.items():
        moved = {"Location": body} if status == 301 else {}
        kind = {"Content_Type": "text/plain"} if path == "/robots.txt" else {}
        site.put(path, body, status, **moved, **kind)
    entry = make_entry(
        f'platform = "schema_org"\nmode = "listing"\noffer_pattern = "/offres/"\n'
        f'start_urls = ["{site.address}/offres"]\nallowed_hosts = ["{site.host}"]'
    )
    found, report = check(entry, make_options(tmp_path))
    assert found == health
    assert not (health is Health.ALIVE and report.finished)  # a visit is never applied
    assert len(site.paths) <= 6
