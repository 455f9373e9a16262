"""The example sites: what they hold, how they answer, and what the real spiders make of them."""

import json
from collections.abc import Iterator
from datetime import date
from importlib import resources
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from crawlers.codes import CrawlCode
from crawlers.postings import CollectedOffer, ScreeningCode
from crawlers.registry import UnknownEntry, parse_registry
from crawlers.running.crawl import crawl
from crawlers.running.folder import OFFERS, Run
from crawlers.running.job import CrawlOptions
from matching.offers import SalaryPeriod
from matching.places.gazetteer import gazetteer
from matching.profiles import CandidateProfile
from service.demo.france_travail import CLIENT_ID, CLIENT_SECRET
from service.demo.offers import EMPLOYERS, Dirt, ExampleEmployer, ExampleOffer, Outcome, load_employer, to_html
from service.demo.serving import running_sites
from service.demo.sites import create_sites

TODAY = date(2026, 7, 1)

EXAMPLES: dict[str, ExampleEmployer] = {name: load_employer(name) for name in EMPLOYERS}
OFFERS_OF_ALL = [offer for employer in EXAMPLES.values() for offer in employer.offer]
KEPT = [offer for offer in OFFERS_OF_ALL if offer.outcome is Outcome.KEPT]


@pytest.fixture(scope="module")
def clients() -> dict[str, TestClient]:
    return {name: TestClient(site) for name, site in create_sites(TODAY).items()}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Run]]:
    """Every example site, crawled by the real spiders."""
    out = tmp_path_factory.mktemp("runs")
    options = CrawlOptions(out=out, territory="46", contact="https://exemple.invalid", as_of=TODAY, delay=0)
    with running_sites(TODAY) as sites, pytest.MonkeyPatch.context() as patch:
        for name, value in sites.environment.items():
            patch.setenv(name, value)
        entries = [e for e in parse_registry(sites.registry, "registry") if not isinstance(e, UnknownEntry)]
        yield {entry.key.removeprefix("exemple-"): crawl(entry, options) for entry in entries}


def test_there_are_enough_examples() -> None:
    assert len(KEPT) >= 60
    assert len({offer.commune for offer in KEPT}) >= 25
    assert len({offer.trade for offer in KEPT}) >= 30
    assert len({(name, offer.id) for name, e in EXAMPLES.items() for offer in e.offer}) == len(OFFERS_OF_ALL)


@pytest.mark.parametrize("offer", [o for o in OFFERS_OF_ALL if o.commune], ids=lambda offer: offer.id)
def test_every_commune_exists(offer: ExampleOffer) -> None:
    commune = gazetteer().by_insee(offer.commune or "")
    assert commune is not None
    assert (commune.departement == "46") is (offer.outcome is not Outcome.OUTSIDE_TERRITORY)
    assert offer.postcode is None or offer.postcode in commune.postcodes


def test_every_employer_is_marked_as_an_example() -> None:
    names = [e.name for e in EXAMPLES.values()] + [o.employer for o in EXAMPLES["agence"].offer if o.employer]
    assert [name for name in names if not name.endswith(" (exemple)")] == []


def test_every_kind_of_dirt_and_of_outcome_is_there() -> None:
    assert {offer.dirt for offer in EXAMPLES["saveurs"].offer} == set(Dirt)
    assert {offer.outcome for offer in OFFERS_OF_ALL} == set(Outcome)
    assert [offer.id for offer in OFFERS_OF_ALL if offer.also_at] == ["MC-104"]


@pytest.mark.parametrize("offer", KEPT, ids=lambda offer: offer.id)
def test_texts_are_of_a_readable_length(offer: ExampleOffer) -> None:
    assert 60 <= len(offer.text.split()) <= 200


def test_lines_become_html() -> None:
    assert to_html("Vous :\n- lavez\n- rangez & pliez\nFin") == (
        "<p>Vous :</p>\n<ul><li>lavez</li><li>rangez &amp; pliez</li></ul>\n<p>Fin</p>"
    )


PAGES = [
    *((name, "/") for name in EMPLOYERS),
    ("mecanique", "/offres"),
    ("mecanique", "/offres?page=3"),
    ("mecanique", "/offres/mc-104-soudage-tig"),
    ("sante", "/recrutement/poste-ide-gourdon"),
    ("causses", "/emploi/cco-07.html"),
    ("saveurs", "/embauche/travaux-de-la-terre"),
    ("montelis", "/Carrieres"),
    ("montelis", "/Carrieres/job/figeac-occitanie-france/ingenieur-e-methodes-usinage_R-20102"),
    ("agence", "/offres/recherche/detail/246AAAA"),
]


@pytest.mark.parametrize(("name", "path"), PAGES)
def test_pages_say_that_they_are_examples_and_can_be_revalidated(
    clients: dict[str, TestClient], name: str, path: str
) -> None:
    page = clients[name].get(path)
    assert page.status_code == 200
    assert "Site fictif, exemple" in page.text
    again = clients[name].get(path, headers={"If-None-Match": page.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("name", "path", "status"),
    [
        ("mecanique", "/offres?page=9", 404),
        ("mecanique", "/offres/inconnue", 404),
        ("sante", "/recrutement/poste-medecin-souillac", 410),
        ("montelis", "/wday/cxs/montelis/Carrieres/job/nulle-part", 404),
        ("agence", "/partenaire/offresdemploi/v2/offres/search", 401),
    ],
)
def test_what_is_not_there_is_refused(clients: dict[str, TestClient], name: str, path: str, status: int) -> None:
    assert clients[name].get(path).status_code == status


def test_dates_follow_the_day_of_serving() -> None:
    pages = [
        TestClient(create_sites(day)["mecanique"]).get("/offres/mc-102").text for day in (TODAY, date(2027, 1, 10))
    ]
    assert ['"datePosted": "2026-06-22"' in page for page in pages] == [True, False]
    assert ['"datePosted": "2027-01-01"' in page for page in pages] == [False, True]


@pytest.mark.parametrize(
    ("query", "status", "total", "rows"),
    [
        ({"limit": 20, "offset": 0, "searchText": "Occitanie"}, 200, 22, 20),
        ({"limit": 20, "offset": 20, "searchText": "Occitanie"}, 200, 0, 2),
        ({"limit": 20, "offset": 0, "searchText": "cahors développeuse"}, 200, 1, 1),
        ({"limit": 20, "offset": 0, "searchText": ""}, 200, 35, 20),
        ({"limit": 20, "offset": 0, "searchText": "boulanger"}, 200, 0, 0),
        ({"limit": 21, "offset": 0, "searchText": ""}, 400, None, None),
    ],
)
def test_board_answers_as_workday_does(
    clients: dict[str, TestClient], query: dict[str, object], status: int, total: int | None, rows: int | None
) -> None:
    answer = clients["montelis"].post("/wday/cxs/montelis/Carrieres/jobs", json={"appliedFacets": {}, **query})
    assert answer.status_code == status
    if total is not None:
        assert (answer.json()["total"], len(answer.json()["jobPostings"])) == (total, rows)


@pytest.mark.parametrize(
    ("query", "status", "content_range"),
    [
        ("departement=46&origineOffre=1&range=0-149", 200, "offres 0-7/8"),
        ("departement=46&origineOffre=2&range=0-149", 200, "offres 0-3/4"),
        ("departement=46&origineOffre=1&range=0-4", 206, "offres 0-4/8"),
        ("departement=46&range=0-149", 206, "offres 0-7/12"),
        ("departement=12&origineOffre=1&range=0-149", 204, "*/0"),
        ("departement=46&origineOffre=1&range=0-150", 400, None),
    ],
)
def test_interface_answers_as_france_travail_does(
    clients: dict[str, TestClient], query: str, status: int, content_range: str | None
) -> None:
    form = {
        "grant_type": "client_credentials",
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "scope": "api_offresdemploiv2 o2dsoffre",
    }
    token = clients["agence"].post("/connexion/oauth2/access_token", data=form).json()["access_token"]
    answer = clients["agence"].get(
        f"/partenaire/offresdemploi/v2/offres/search?{query}", headers={"Authorization": f"Bearer {token}"}
    )
    assert (answer.status_code, answer.headers.get("Content-Range")) == (status, content_range)


def test_interface_refuses_wrong_credentials(clients: dict[str, TestClient]) -> None:
    form = {"grant_type": "client_credentials", "client_id": "autre", "client_secret": "autre"}
    answer = clients["agence"].post("/connexion/oauth2/access_token", data=form)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_client")


def test_example_profiles_are_profiles_of_real_places() -> None:
    files = sorted(resources.files("service.demo").joinpath("profiles").iterdir(), key=lambda file: file.name)
    profiles = [CandidateProfile.model_validate(json.loads(file.read_text("utf-8"))) for file in files]
    assert [profile.id for profile in profiles] == [file.name.removesuffix(".json") for file in files]
    assert len(profiles) == 4
    for profile in profiles:
        if profile.commune_insee:
            commune = gazetteer().by_insee(profile.commune_insee)
            assert commune is not None
            assert commune.name == profile.commune


# What a crawl of the Lot must say of each site besides the offers it keeps:
# number announced, number listed, complete, reason codes.
REPORTS = [
    ("mecanique", 15, 15, False, {CrawlCode.NO_POSTING: 1, CrawlCode.REPEATED: 1}),
    ("sante", None, 16, True, {CrawlCode.GONE: 1}),
    ("causses", None, 10, True, {}),
    ("saveurs", None, 14, True, {}),
    ("montelis", 22, 22, True, {}),
    ("agence", 12, 12, True, {}),
]


@pytest.mark.parametrize(("name", "announced", "listed", "complete", "codes"), REPORTS)
def test_crawl_reports_what_the_site_is_made_to_show(
    runs: dict[str, Run],
    name: str,
    announced: int | None,
    listed: int,
    complete: bool,
    codes: dict[CrawlCode, int],
) -> None:
    report = runs[name].report
    assert report.finished, report.detail
    told = {code: count for code, count in report.codes.items() if code is not CrawlCode.JSON_REPAIRED}
    assert (report.announced, report.listed, report.complete, told) == (announced, listed, complete, codes)


@pytest.mark.parametrize("name", EMPLOYERS)
def test_crawl_keeps_exactly_the_offers_of_the_lot(runs: dict[str, Run], name: str) -> None:
    collected = list(runs[name].offers())
    kept = {c.offer.provenance.source_id: _commune(c) for c in collected if not c.refusals}
    assert kept == {o.id: o.commune for o in EXAMPLES[name].offer if o.outcome is Outcome.KEPT}


@pytest.mark.parametrize("name", EMPLOYERS)
def test_crawl_refuses_what_it_must(runs: dict[str, Run], name: str) -> None:
    refused = {c.offer.provenance.source_id: c.refusals for c in runs[name].offers() if c.refusals}
    expected = {
        o.id: (ScreeningCode(o.outcome),)
        for o in EXAMPLES[name].offer
        if o.outcome in (Outcome.OUTSIDE_TERRITORY, Outcome.CLOSED)
    }
    if name == "montelis":  # the search words bring its sites in the rest of the region
        expected |= {f"R-{30001 + number}": (ScreeningCode.OUTSIDE_TERRITORY,) for number in range(10)}
    assert refused == expected


@pytest.mark.parametrize("name", EMPLOYERS)
def test_crawl_understands_what_the_examples_say(runs: dict[str, Run], name: str) -> None:
    found = {c.offer.provenance.source_id: c.offer for c in runs[name].offers()}
    for example in EXAMPLES[name].offer:
        if example.outcome is not Outcome.KEPT:
            continue
        offer = found[example.id]
        assert offer.posted_on.value == example.posted_on(TODAY), example.id
        assert offer.closes_on.value == example.closes_on(TODAY), example.id
        assert offer.starts_on.value == example.starts_on(TODAY), example.id
        assert offer.contract.known is bool(example.contract), (example.id, offer.contract)
        assert offer.working_time.known is bool(example.hours or example.contract[1:]), example.id
        assert offer.salary.known is bool(example.pay or example.salary), (example.id, offer.salary)
        if example.pay and offer.salary.value:
            pay = offer.salary.value
            assert (pay.minimum, pay.maximum) == (example.pay.minimum, example.pay.maximum), example.id
            assert pay.period is SalaryPeriod(example.pay.unit.lower()), example.id
        assert offer.employer.name == (example.employer or EXAMPLES[name].name)
        # the whole text has come, as text: its last line is there without tags and entities
        assert example.text.strip().splitlines()[-1].removeprefix("- ") in offer.description, example.id


@pytest.mark.parametrize("name", EMPLOYERS)
def test_crawl_leaves_persons_behind(runs: dict[str, Run], name: str) -> None:
    lines = Path(runs[name].folder / OFFERS).read_text("utf-8")
    assert "Camille" not in lines
    assert "exemple.invalid" not in lines


def _commune(collected: CollectedOffer) -> str | None:
    (place,) = collected.offer.places.value or ()
    return place.commune
