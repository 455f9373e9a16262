"""Pages that say that their offer is over, whatever the markup claims."""

from pathlib import Path

import pytest
from crawl_support import Site, make_entry, make_options

from crawlers.codes import CrawlCode
from crawlers.markup.closed import says_closed
from crawlers.running.crawl import crawl

LIVE = '<script type="application/ld+json">{"@type": "JobPosting", "title": "Maçon", "identifier": 1}</script>'


@pytest.mark.parametrize(
    ("body", "closed"),
    [
        ("<p>Cette offre n'est plus disponible.</p>", True),
        ("<h1>Cette offre n’est plus disponible</h1>", True),
        ("<div>Désolé, cette offre d'emploi n&#39;est plus en ligne !</div>", True),
        ("<p>L'offre que vous recherchez n'existe plus.</p>", True),
        ("<p><b>Cette annonce</b> a expiré</p>", True),
        ("<p>Ce poste est pourvu</p>", True),
        ("<p>Ce poste a déjà été pourvu.</p>", True),
        ("<p>Les candidatures sont closes.</p>", True),
        ("<p>Votre annonce est clôturée</p>", True),
        ("<p>Si cette offre n'est plus disponible, écrivez-nous.</p>", False),
        ("<p>Ce poste est pourvu par voie statutaire ou contractuelle.</p>", False),
        ("<p>Ce poste n'est pas ouvert au télétravail</p>", False),
        ("<p>Cette offre est ouverte à tous</p>", False),
        ("<p hidden>Cette offre n'est plus disponible.</p>", False),
        ('<div style="display: none"><p>Cette offre n\'est plus disponible.</p></div>', False),
        ("<template><p>Cette offre n'est plus disponible.</p></template>", False),
        ('<script>var message = "Cette offre n\'est plus disponible."</script>', False),
        ("<p>Maçon à Figeac</p>", False),
        ("", False),
    ],
)
def test_a_page_says_that_its_offer_is_over(body: str, closed: bool) -> None:
    assert says_closed(f"<html><head>{LIVE}</head><body>{body}</body></html>") is closed


def test_a_run_names_the_offers_that_are_gone(site: Site, tmp_path: Path) -> None:
    site.put("/offres", "".join(f'<a class="offre" href="/o/{n}">Offre</a>' for n in range(1, 6)))
    site.put("/o/1", f"<html><head>{LIVE}</head><body>Du bois.</body></html>")
    site.put("/o/2", f"<html><head>{LIVE}</head><body><p>Cette offre n'est plus disponible</p></body></html>")
    site.put("/o/3", "parti", 410)
    site.put("/o/4", "", 302, Location="/o/ancienne")
    entry = make_entry(f"""
platform = "schema_org"
mode = "listing"
start_urls = ["{site.address}/offres"]
offer_links = "a.offre"
allowed_hosts = ["{site.host}"]
""")
    run = crawl(entry, make_options(tmp_path))
    at = site.address
    assert {(gone.addresses, gone.code) for gone in run.gone()} == {
        ((f"{at}/o/2",), "says_closed"),
        ((f"{at}/o/3",), "gone"),
        ((f"{at}/o/4", f"{at}/o/ancienne"), "gone"),
        ((f"{at}/o/5",), "gone"),
    }
    assert run.report.codes == {CrawlCode.GONE: 3, CrawlCode.SAYS_CLOSED: 1}
    assert (run.report.found, run.report.complete) == (1, True)
