"""Surveying employers: which links lead to offers, what several sites on this machine give, what the report says."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from crawl_support import AS_OF, make_options, make_pdf

from crawlers.detection import read_clues
from crawlers.detection.visiting import Visitor, from_network
from crawlers.postings import ScreeningCode
from crawlers.registry import parse_registry
from crawlers.running.reach import reach_of
from crawlers.survey.careers import careers_addresses, careers_links
from crawlers.survey.finding import Finding, Verdict
from crawlers.survey.report import write_report
from crawlers.survey.roster import Listed, RosterError, read_roster
from crawlers.survey.surveying import MOST_PAGES, survey, trial_crawl

HOME = "https://www.scierie.example/"


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/recrutement">Recrutement</a>',
        '<a href="/r">Nous rejoindre</a>',
        '<a href="/r">Rejoignez-nous !</a>',
        '<a href="/r">Offres d’emploi</a>',
        '<a href="/r">Offres d&#39;emploi</a>',
        '<a href="/r">Nos offres</a>',
        '<a href="/r">Postes à pourvoir</a>',
        '<a href="/r">CARRIÈRES</a>',
        '<a href="/r">Emploi &amp; stages</a>',
        '<a href="/r">La mairie recrute</a>',
        '<a href="/r" title="Recrutement"><img src="a.png"></a>',
        '<a href="/nous-rejoindre/"><img src="a.png"></a>',
        '<a href="https://carrieres.scierie.example/"><svg></svg></a>',
        '<a href="https://jobs.scierie.example/">Découvrir</a>',
    ],
)
def test_links_that_lead_to_offers(link: str) -> None:
    assert len(careers_links(read_clues(HOME, f'<a href="/contact">Contact</a>{link}'))) == 1


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/contact">Contact</a>',
        '<a href="/mode">Mode d\'emploi</a>',
        '<a href="/marches">Marchés publics</a>',
        '<a href="/offre-emploi.pdf">Offre d\'emploi</a>',  # an offer, not a page of offers
        '<a href="https://www.linkedin.com/company/scierie/jobs">Jobs</a>',
        '<a href="https://fr.indeed.com/scierie">Nos offres d\'emploi</a>',
        '<a href="mailto:recrutement@scierie.example">Recrutement</a>',
        f'<a href="{HOME}#recrutement">Recrutement</a>',
        f'<a href="/a">{"Le salon du bois a ouvert ses portes. " * 3} Emploi</a>',
    ],
)
def test_links_that_do_not(link: str) -> None:
    assert careers_links(read_clues(HOME, link)) == ()


def test_offers_come_before_recruitment_and_recruitment_before_jobs() -> None:
    links = '<a href="/a">Emploi</a><a href="/b">Nous rejoindre</a><a href="/c">Voir nos offres</a>'
    links += '<a href="/d">Recrutement</a>'
    assert [link[-1] for link in careers_links(read_clues(HOME, links))] == ["c", "b", "d", "a"]
    named = [f"{HOME}emploi/2019/offre", f"{HOME}nos-offres-d-emploi", f"{HOME}recrutement", f"{HOME}contact"]
    assert careers_addresses(named, HOME) == (named[1], named[2])


@pytest.mark.parametrize(
    ("name", "text", "listed"),
    [
        ("a.csv", "nom,site\nScierie,https://a.example/\n", [("Scierie", "https://a.example/", None)]),
        ("a.csv", "\ufeffNom;Commune;Site\n\nÉtal;Gramat;http://b.example\n", [("Étal", "http://b.example", "Gramat")]),
        ("a.csv", 'name,site\n"Bois, pierre",http://c.example\n', [("Bois, pierre", "http://c.example", None)]),
        ("a.toml", '[[employer]]\nname = "Étal"\nsite = "http://a.example"\n', [("Étal", "http://a.example", None)]),
    ],
)  # fmt: skip
def test_a_list_is_read(tmp_path: Path, name: str, text: str, listed: list[tuple[str, str, str | None]]) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert [(one.name, one.site, one.commune) for one in read_roster(tmp_path / name)] == listed


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.csv", "", "ligne 1 : attendu, les colonnes nom et site"),
        ("a.csv", "société;adresse\nScierie;https://a.example", "ligne 1 : attendu"),
        ("a.csv", "nom;site\n", "aucun employeur"),
        ("a.csv", "nom;site\nScierie;www.a.example\n", "ligne 2 : site : une adresse .* pas « www.a.example »"),
        ("a.csv", "nom;site\n\n;https://a.example\n", "ligne 3 : le nom"),
        ("a.csv", "nom;site\nScierie\n", "ligne 2 : site .* pas rien"),
        ("a.csv", "nom;site\nA;https://a.example\nB;https://a.example\n", "ligne 3 : ce site est déjà à la ligne 2"),
        ("a.csv", 'nom;site\n"A;https://a.example\n', "ne se lit pas"),
        ("a.toml", "[[employer]\n", "TOML"),
        ("a.toml", 'employer = "A"\n', r"\[\[employer\]\]"),
        ("a.toml", '[[employer]]\nname = "A"\nsite = "http://a.example"\n[[employer]]\nname = "B"\n', "ligne 4 : site"),
    ],
)  # fmt: skip
def test_a_wrong_list_is_told_line_by_line(tmp_path: Path, name: str, text: str, why: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(RosterError, match=why):
        read_roster(tmp_path / name)


Pages = dict[str, str | bytes]
Serve = Callable[[Pages], str]


@contextmanager
def serving(pages: Pages) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path)
            body = page.encode() if isinstance(page, str) else page or b"rien ici"
            kind = "text/plain" if self.path.endswith(".txt") else "text/html; charset=utf-8"
            self.send_response(404 if page is None else 200)
            self.send_header("Content-Type", "application/pdf" if body.startswith(b"%PDF") else kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Return a function that serves a site, each on a port of its own."""
    with ExitStack() as stack:
        yield lambda pages: stack.enter_context(serving(pages))


def visit(site: str, tmp_path: Path, name: str = "Scierie", **more: Any) -> Finding:
    options = make_options(tmp_path / "runs", territory="46")
    visitor = Visitor(from_network("LotRecrute/test", reach_of("127.0.0.1")), "LotRecrute/test", delay=0.0)
    found = survey(Listed(name=name, site=site), visitor, options, **more)
    assert not (tmp_path / "runs").exists()  # nothing of a trial is kept
    if found.entry:
        parse_registry(found.entry, "proposed")
    return found


def offer(title: str, place: str) -> str:
    posting = {
        "@type": "JobPosting",
        "title": title,
        "description": "Vous affûtez les lames de la scierie, en équipe de jour.",
        "jobLocation": {"address": {"addressLocality": place}},
    }
    return f'<html><script type="application/ld+json">{json.dumps(posting)}</script></html>'


BOARD: Pages = {
    "/jobs": '<h1>Offres</h1><a href="/jobs/1">Affûteur</a><a href="/jobs/2">Cariste</a>',
    "/jobs/1": offer("Affûteur", "Figeac"),
    "/jobs/2": offer("Cariste", "Toulouse"),
}


def test_a_careers_link_is_followed_to_another_host(serve: Serve, tmp_path: Path) -> None:
    board = serve(BOARD)
    home = serve(
        {
            "/robots.txt": "User-agent: *\nCrawl-delay: 0.1\nDisallow: /prive\n",
            "/": '<a href="/boutique">Boutique</a><a href="/equipe">Nous rejoindre</a>',
            "/equipe": f'<p>Nous aimons le bois.</p><a href="{board}/jobs">Voir nos offres</a>',
        }
    )
    found = visit(f"{home}/", tmp_path, taken={"scierie"})
    assert found.verdict is Verdict.PROPOSED, found
    assert (found.careers, found.platform, found.key) == (f"{board}/jobs", "schema_org", "scierie-2")
    assert found.pages[:3] == (f"{home}/", f"{home}/equipe", f"{board}/jobs")
    assert found.trial is not None
    assert (found.trial.postings, found.trial.offers, found.trial.cut) == (2, 1, False)
    assert found.trial.refused == {ScreeningCode.OUTSIDE_TERRITORY: 1}
    assert list(found.robots.values()) == ["des règles, 0.1 s entre deux demandes", "aucune règle"]


def test_a_town_hall_with_pdf_files(serve: Serve, tmp_path: Path) -> None:
    pdf = "Intitulé du poste : Agent technique\nLieu de travail : Gramat\n\nVous entretenez la voirie et les chemins."
    site = serve(
        {
            "/": '<a href="/vie/offres-d-emploi/">La mairie recrute</a>',
            "/vie/offres-d-emploi/": '<a href="/doc/offre-emploi-agent.pdf">Agent</a><a href="/doc/menu.pdf">Menu</a>',
            "/doc/offre-emploi-agent.pdf": make_pdf(pdf),
            "/doc/menu.pdf": make_pdf("Le menu de la cantine, de lundi à vendredi : carottes, poulet, riz, yaourt."),
        }
    )
    found = visit(f"{site}/", tmp_path, name="Mairie de Gramat")
    assert (found.verdict, found.platform, found.key) == (Verdict.PROPOSED, "listing", "mairie-de-gramat")
    assert found.trial is not None
    assert (found.trial.postings, found.trial.offers) == (2, 1)


PORTAL = '<a href="https://www.emploi-territorial.fr/emplois">Nos offres</a>'
CAREERS = '<a href="/recrutement">Recrutement</a>'


@pytest.mark.parametrize(
    ("pages", "verdict", "told"),
    [
        ({"/": "<p>Du bois depuis 1950.</p>"}, Verdict.NO_CAREERS, ""),
        ({"/": CAREERS, "/recrutement": "<p>Écrivez-nous.</p>"}, Verdict.UNRECOGNISED, ""),
        ({"/": CAREERS}, Verdict.NO_CAREERS, "réponse 404"),
        ({"/": CAREERS, "/robots.txt": "User-agent: *\nDisallow: /\n"}, Verdict.ROBOTS_CLOSED, "robots.txt"),
        ({"/": CAREERS, "/robots.txt": "User-agent: *\nDisallow: /recrutement\n"}, Verdict.ROBOTS_CLOSED, "robots.txt"),
        ({"/": CAREERS, "/recrutement": PORTAL}, Verdict.PORTAL, ""),
        (
            {"/": CAREERS, "/recrutement": '<a href="https://join.com/companies/scierie">Offres</a>'},
            Verdict.NOT_COLLECTED,
            "",
        ),
        ({}, Verdict.DOWN, "réponse 404"),
    ],
)
def test_how_far_the_road_went(serve: Serve, tmp_path: Path, pages: Pages, verdict: Verdict, told: str) -> None:
    found = visit(f"{serve(pages)}/", tmp_path)
    assert found.verdict is verdict, found
    assert told in " ".join(found.notes)


def test_a_site_that_is_down_is_not_said_to_be_closed(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/"
    found = visit(address, tmp_path)
    assert (found.verdict, list(found.robots.values())) == (Verdict.DOWN, ["pas de réponse"])


def test_a_page_that_only_the_sitemap_names_is_found(serve: Serve, tmp_path: Path) -> None:
    pages: Pages = BOARD | {"/": "<div id=app></div>", "/carrieres": str(BOARD["/jobs"])}
    site = serve(pages)
    pages["/sitemap.xml"] = f"<sitemapindex><sitemap><loc>{site}/page-sitemap.xml</loc></sitemap></sitemapindex>"
    pages["/page-sitemap.xml"] = f"<urlset><url><loc>{site}/</loc></url><url><loc>{site}/carrieres</loc></url></urlset>"
    found = visit(f"{site}/", tmp_path)
    assert (found.verdict, found.careers) == (Verdict.PROPOSED, f"{site}/carrieres")


def test_few_pages_are_read_of_a_site_that_leads_nowhere(serve: Serve, tmp_path: Path) -> None:
    links = "".join(f'<a href="/{number}">Recrutement {number}</a>' for number in range(20))
    found = visit(f"{serve({'/': links} | {f'/{number}': links for number in range(20)})}/", tmp_path)
    assert (found.verdict, len(found.pages)) == (Verdict.UNRECOGNISED, MOST_PAGES)


def test_a_trial_of_a_large_board_is_cut(serve: Serve, tmp_path: Path) -> None:
    class Slow(dict[str, str | bytes]):
        def get(self, path: str, default: Any = None) -> Any:
            threading.Event().wait(0.05)
            return super().get(path, default)

    links = "".join(f'<a href="/jobs/{number}">Poste {number}</a>' for number in range(400))
    site = serve(Slow({"/jobs": links} | {f"/jobs/{number}": offer("Scieur", "Figeac") for number in range(400)}))
    (entry,) = parse_registry(
        f"""[[employer]]
key = "scierie"
name = "Scierie"
platform = "schema_org"
mode = "listing"
start_urls = ["{site}/jobs"]
offer_pattern = "/jobs/"
allowed_hosts = ["{site.removeprefix("http://")}"]
verified = false
trusted = false
access = "public"
display = "extract"
example = "{site}/jobs/1"
""",
        "test",
    ).enabled
    trial = trial_crawl(entry, make_options(tmp_path), most=10)
    assert trial.cut
    assert 0 < trial.postings < 400


def test_the_report_can_be_read_and_pasted_from(serve: Serve, tmp_path: Path) -> None:
    found = visit(f"{serve(BOARD | {'/': '<a href=/jobs>Emploi</a>'})}/", tmp_path)
    text = write_report([found], 2, "employeurs.csv", AS_OF)
    assert "1 employeurs visités sur 2" in text
    assert "| Scierie | entrée proposée | schema_org | 2 | 1 |" in text
    assert "refusées, 1 : Le lieu de travail n'est pas dans le territoire" in text
    assert "`local = true`" in text
    (entry,) = parse_registry(text.partition("```toml\n")[2].partition("```")[0], "pasted").entries
    assert entry.key == "scierie"
