"""Careers pages, each with the platform that it gives away and the entry that follows."""

import pytest

from crawlers.detection import Clues, Detection, add_entry, detect, entry_table, entry_toml, read_clues
from crawlers.detection.signs import SIGNS
from crawlers.registry import parse_registry
from crawlers.registry.entries import PLATFORMS

SITE = "https://www.scierie.example/recrutement"

POSTING = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "JobPosting",
"title": "Affûteur", "description": "Vous affûtez les lames de la scierie."}</script>"""


def link(address: str) -> str:
    return f'<title>Scierie</title><h1>Recrutement</h1><a href="{address}">Nos offres</a>'


PAGES = [
    # links that name the board
    (link("https://scierie.teamtailor.com/jobs/7101-affuteur"), "teamtailor", "https://scierie.teamtailor.com/jobs"),
    (link("https://scierie.recruitee.com/o/affuteur"), "recruitee", "https://scierie.recruitee.com/"),
    (link("https://boards.greenhouse.io/scierie/jobs/41"), "greenhouse", "https://boards.greenhouse.io/scierie"),
    (link("https://job-boards.eu.greenhouse.io/scierie"), "greenhouse", "https://boards.greenhouse.io/scierie"),
    (
        '<script src="https://boards.greenhouse.io/embed/job_board/js?for=scierie"></script>',
        "greenhouse", "https://boards.greenhouse.io/scierie",
    ),
    ('<script>var gh = {"urlToken":"scierie"}</script>', "greenhouse", "https://boards.greenhouse.io/scierie"),
    (link("https://jobs.lever.co/Scierie/0a1b"), "lever", "https://jobs.lever.co/Scierie"),
    (link("https://jobs.eu.lever.co/scierie"), "lever", "https://jobs.eu.lever.co/scierie"),
    (link("https://jobs.ashbyhq.com/scierie/0a1b"), "ashby", "https://jobs.ashbyhq.com/scierie"),
    (link("https://scierie.jobs.personio.de/job/5101"), "personio", "https://scierie.jobs.personio.de/"),
    (link("https://scierie.softgarden.io/job/61"), "softgarden", "https://scierie.softgarden.io/"),
    (link("https://scierie.career.softgarden.de/"), "softgarden", "https://scierie.career.softgarden.de/"),
    (
        link("https://scierie.wd3.myworkdayjobs.com/fr-FR/Carrieres/job/Cahors/Affuteur_R1"),
        "workday", "https://scierie.wd3.myworkdayjobs.com/Carrieres",
    ),
    (link("https://scierie.flatchr.io/"), "flatchr", "https://scierie.flatchr.io/"),
    (
        link("https://careers.flatchr.io/fr/company/scierie"),
        "flatchr", "https://careers.flatchr.io/fr/company/scierie",
    ),
    (link("https://scierie.taleez.com/"), "taleez", "https://scierie.taleez.com/"),
    (link("https://taleez.com/careers/scierie"), "taleez", "https://scierie.taleez.com/"),
    (link("https://scierie.jobs.beetween.com/poste/ab-c"), "beetween", "https://scierie.jobs.beetween.com/"),
    (link("https://scierie.softy.pro/offres"), "softy", "https://scierie.softy.pro/offers"),
    (
        link("https://scierie-recrute.talent-soft.com/accueil.aspx?LCID=1036"),
        "talentsoft", "https://scierie-recrute.talent-soft.com/offre-de-emploi/liste-offres.aspx",
    ),
    (
        link("https://careers.werecruit.io/fr/scierie/offres/affuteur-0a1b2c"),
        "werecruit", "https://careers.werecruit.io/fr/scierie",
    ),
    (link("https://jobs.smartrecruiters.com/Scierie/744-affuteur"), "smartrecruiters", SITE),
    (link("https://www.welcometothejungle.com/fr/companies/scierie/jobs"), "welcometothejungle", SITE),
    (link("https://join.com/companies/scierie"), "join", "https://join.com/companies/scierie"),
    # the employer's own domain runs on the platform
    (
        '<link rel="stylesheet" href="https://assets-aws.teamtailor-cdn.com/a.css">',
        "teamtailor", "https://www.scierie.example/jobs",
    ),
    ('<script src="https://careers.recruiteecdn.com/a.js"></script>', "recruitee", "https://www.scierie.example/"),
    (
        '<link href="https://api.digitalrecruiters.com/careers/v1/careers-sites/12/css" rel="stylesheet">',
        "digitalrecruiters", "https://www.scierie.example/fr",
    ),
    (link("https://app.beetween.com/WeaselWeb/p/#/apply/job/a1/x"), "beetween", "https://www.scierie.example/"),
    (
        '<ul><li class="ts-offer-list-item">Affûteur</li></ul>',
        "talentsoft", "https://www.scierie.example/offre-de-emploi/liste-offres.aspx",
    ),
    ("<script>complete_job_id_list = [61, 62]</script>", "softgarden", SITE),
    ('<meta name="sr:job-ad-id" content="0a1b">', "smartrecruiters", SITE),
    (
        '<link href="/wp-content/plugins/wp-job-manager/assets/a.css" rel="stylesheet">',
        "wp_job_manager", "https://www.scierie.example/",
    ),
    # portals
    (link("https://www.emploi-territorial.fr/offre/o046"), "emploi_territorial", "https://www.emploi-territorial.fr/rechercher"),
    (
        link("https://choisirleservicepublic.gouv.fr/offre-emploi/x/"), "choisir_service_public",
        "https://www.data.gouv.fr/api/1/datasets/les-offres-diffusees-sur-choisir-le-service-public/",
    ),
    (link("https://emploi.fhf.fr/emploi/12"), "fhf", "https://emploi.fhf.fr/emploi/search"),
    (
        link("https://candidat.francetravail.fr/offres/recherche/detail/1"), "france_travail",
        "https://api.francetravail.io/partenaire/offresdemploi/v2/offres/search",
    ),
    # no platform: markup, or links that look like offers
    (POSTING, "schema_org", SITE),
    ('<a href="/emplois/affuteur">A</a><a href="/emplois/cariste">B</a>', "listing", SITE),
    ('<a href="/uploads/offre-emploi-affuteur.pdf">Affûteur</a>', "listing", SITE),
]  # fmt: skip


@pytest.mark.parametrize(("html", "platform", "start"), PAGES)
def test_the_surest_platform_and_its_start(html: str, platform: str, start: str) -> None:
    first = detect(read_clues(SITE, html))[0]
    assert (first.platform, first.start_url) == (platform, start)
    assert first.evidence


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>Nous ne recrutons pas.</p>",
        link("https://www.teamtailor.com/fr/"),  # the vendor's own site
        link("https://support.recruitee.com/"),
        link("https://www.greenhouse.io/scierie"),
        link("/contact"),
        '<a href="/offres/affuteur">un seul lien</a>',
        "<p>Suivez-nous : jobs.lever.co</p>",  # words are no address
    ],
)
def test_nothing_is_guessed(html: str) -> None:
    assert detect(read_clues(SITE, html)) == ()


def test_every_sign_is_seen_by_the_table_above() -> None:
    pages = [read_clues(SITE, html) for html, _, _ in PAGES]
    unseen = [sign for sign in SIGNS if not any(_shows(sign.expression.search, page) for page in pages)]
    assert unseen == []


def _shows(search: object, page: Clues) -> bool:
    assert callable(search)
    return any(search(text) for text in (*page.addresses, page.html, page.headers))


def test_the_board_itself_beats_a_portal_and_a_guess() -> None:
    html = link("https://www.emploi-territorial.fr/") + POSTING + link("https://scierie.softy.pro/offres")
    assert [one.platform for one in detect(read_clues(SITE, html))] == ["softy", "schema_org", "emploi_territorial"]


def test_the_tenant_named_most_often_comes_first() -> None:
    html = link("https://filiale.recruitee.com/") + link("https://scierie.recruitee.com/o/a")
    html += link("https://scierie.recruitee.com/o/b")
    assert [one.start_url for one in detect(read_clues(SITE, html))] == [
        "https://scierie.recruitee.com/",
        "https://filiale.recruitee.com/",
    ]


def test_headers_and_robots_speak_too() -> None:
    policy = {"Content-Security-Policy": "script-src 'self' https://scripts.teamtailor-cdn.com"}
    assert detect(read_clues(SITE, "", policy))[0].platform == "teamtailor"
    robots = "User-agent: *\nSitemap: https://scierie.wd3.myworkdayjobs.com/Carrieres/siteMap.xml\n"
    found = detect(read_clues(SITE, "", robots=robots))[0]
    assert (found.platform, found.more) == ("workday", {"tenant": "scierie"})


def test_markup_behind_a_link_makes_a_listing_and_a_sitemap_beats_one_page() -> None:
    page = read_clues(SITE, '<a href="/offres/affuteur">A</a><a href="/offres/cariste">B</a>')
    found = detect(page, offer=read_clues("https://www.scierie.example/offres/affuteur", POSTING))[0]
    assert (found.platform, found.start_url) == ("schema_org", SITE)
    assert found.more == {"mode": "listing", "offer_pattern": r"^https://www\.scierie\.example/offres/[^/?#]+"}
    offer = read_clues(
        "https://www.scierie.example/offres/affuteur", POSTING, robots="Sitemap: https://www.scierie.example/plan.xml"
    )
    sitemap = [f"https://www.scierie.example/{path}" for path in ("", "contact", "offres/affuteur", "offres/cariste")]
    found = detect(offer, sitemap=sitemap)[0]
    assert (found.more["mode"], found.start_url) == ("sitemap", "https://www.scierie.example/plan.xml")


def propose(found: Detection) -> str:
    return entry_toml(entry_table(found, key="scierie", name='Scierie "du Lot"', departements=["46"]))


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_proposal_is_an_entry_of_the_registry(platform: str) -> None:
    pages = [html for html, of, _ in PAGES if of == platform]
    assert pages or platform == "unknown"
    for html in pages:
        (entry,) = parse_registry(propose(detect(read_clues(SITE, html))[0]), "test").entries
        assert (entry.platform, entry.name, entry.verified) == (platform, 'Scierie "du Lot"', False)


def test_an_entry_is_added_without_touching_what_stands_there() -> None:
    registry = '# Les nôtres\n\n[[employer]]\nkey = "autre"  # depuis 2024\nname = "Autre"\n'
    registry += 'platform = "unknown"\nverified = false\n'
    found = detect(read_clues(SITE, link("https://scierie.recruitee.com/")))[0]
    table = entry_table(found, key="scierie", name="Scierie", departements=["46"], commune="Cahors")
    added = add_entry(registry, table)
    assert added.startswith(registry)
    assert [entry.key for entry in parse_registry(added, "test")] == ["autre", "scierie"]
    with pytest.raises(ValueError, match="not TOML"):
        add_entry("[[employer", table)


def test_a_next_page_that_is_marked_is_part_of_the_entry() -> None:
    links = '<a href="/emplois/affuteur">A</a><a href="/emplois/cariste">B</a>'
    found = detect(read_clues(SITE, links + '<a rel="next" href="?page=2">Suite</a>'))[0]
    assert found.more["next_link"] == "a[rel~=next]"
    assert "next_link" not in detect(read_clues(SITE, links))[0].more
