"""The pages, as a browser without script sees them."""

import json
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from fastapi.testclient import TestClient
from public_site import BAKER, CLOSED, HOSTILE, JOINER, NURSE, PENDING, PUBLIC, SITE, WITHDRAWN, open_site

from matching.offers import Contract, ContractTerms, Display, Salary, SalaryPeriod, WorkingHours, WorkingTime
from matching.parsed import Parsed
from service.api.models import Fact, extract_of
from service.pages import wording
from service.pages.job_posting import job_posting


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with open_site(tmp_path_factory.mktemp("site")) as client:
        yield client


class Page(HTMLParser):
    """What a test asks of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.ids: set[str] = set()
        self._text: list[str] = []
        self._skipped = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if tag == "a" and attributes.get("href"):
            self.links.append(str(attributes["href"]))
        if attributes.get("id"):
            self.ids.add(str(attributes["id"]))
        self._skipped += tag in ("script", "datalist")

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in ("script", "datalist")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._text.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self._text).split())

    def value(self, name: str) -> str | None:
        return next(a.get("value") for tag, a in self.tags if tag == "input" and a.get("name") == name)


def read(client: TestClient, path: str, status: int = 200) -> Page:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return Page(answer.text)


def tell(client: TestClient, status: int = 200, **form: Any) -> Page:
    answer = client.post("/recommandations", data=form)
    assert answer.status_code == status, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return Page(answer.text)


PAGES = ("/", "/offres", "/offres?mots=menuisier", f"/offres/{JOINER.id}", "/profil", "/mentions", "/nulle-part")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_can_be_used_by_everyone(client: TestClient, path: str) -> None:
    page = Page(client.get(path).text)
    assert ("html", {"lang": "fr"}) in page.tags
    assert [tag for tag, _ in page.tags].count("h1") == 1
    assert "#contenu" in page.links and "contenu" in page.ids
    labels = {a["for"] for tag, a in page.tags if tag == "label" and "for" in a}
    for tag, attributes in page.tags:
        if tag in ("input", "select", "textarea") and attributes.get("type") not in ("hidden", "radio", "checkbox"):
            assert attributes["id"] in labels
    described = {i for _, a in page.tags for i in (a.get("aria-describedby") or "").split()}
    assert described <= page.ids


@pytest.mark.parametrize("path", PAGES)
def test_no_page_runs_scripts_or_asks_other_sites(client: TestClient, path: str) -> None:
    answer = client.get(path)
    page = Page(answer.text)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    for tag, attributes in page.tags:
        assert tag != "script" or attributes.get("type") == "application/ld+json"
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        if tag in ("link", "img"):
            address = attributes.get("href") or attributes.get("src") or ""
            assert address.startswith("/static/") or attributes.get("rel") == "canonical"
        if tag == "link" and attributes.get("rel") == "stylesheet":
            assert client.get(str(attributes["href"])).headers["content-type"].startswith("text/css")


@pytest.mark.parametrize("path", ["/", "/offres", f"/offres/{JOINER.id}", "/profil", "/mentions", "/recommandations"])
def test_pages_answer_link_checkers(client: TestClient, path: str) -> None:
    assert client.head(path).status_code == 200


@pytest.mark.parametrize(
    ("path", "titles", "heading"),
    [
        ("/offres", [BAKER, JOINER, HOSTILE, NURSE], "4 offres"),
        ("/offres?mots=menuisier", [JOINER], "1 offre pour «\u00a0menuisier\u00a0»"),
        ("/offres?mots=&commune=Figeac&rayon=5&contrat=&page=", [JOINER, NURSE], "2 offres autour de Figeac"),
        ("/offres?commune=46300&mots=menuisier", [], None),
        ("/offres?contrat=CDD", [BAKER, NURSE], "2 offres"),
        ("/offres?employeur=fournil", [BAKER], "1 offre"),
        ("/offres?mots=scaphandrier", [], "0 offre pour"),
        ("/", [BAKER, JOINER, HOSTILE, NURSE], None),
    ],
)
def test_searching(client: TestClient, path: str, titles: list[Any], heading: str | None) -> None:
    answer = client.get(path)
    page = Page(answer.text)
    shown = [link.removeprefix("/offres/") for link in page.links if re.fullmatch(r"/offres/[0-9a-f]{16}", link)]
    assert shown == [offer.id for offer in titles]
    assert all(offer.provenance.url in page.links for offer in titles)
    if heading:
        assert heading.replace("\u00a0", " ") in page.text


@pytest.mark.parametrize(
    ("path", "field", "message"),
    [
        ("/offres?commune=Figaec&mots=soudeur", "commune", "Est-ce : Figeac ?"),
        ("/offres?commune=46300&mots=soudeur", "commune", "Gourdon (46)"),
        ("/offres?commune=99999&mots=soudeur", "commune", "Écrivez le nom de la commune en entier."),
        ("/offres?rayon=loin&mots=soudeur", "rayon", "Indiquez un nombre."),
        ("/offres?contrat=CNE&mots=soudeur", "contrat", "Indiquez l'une de ces valeurs"),
        ("/offres?page=0&mots=soudeur", None, "Indiquez une valeur d'au moins 1."),
    ],
)
def test_a_search_that_is_not_understood_is_asked_again(
    client: TestClient, path: str, field: str | None, message: str
) -> None:
    page = read(client, path, 422)
    assert message in page.text
    assert page.value("mots") == "soudeur"
    if field:
        assert any(a.get("id") == field and a.get("aria-invalid") == "true" for _, a in page.tags)


def test_filters_are_narrowed_by_facets_and_taken_away_by_chips(client: TestClient) -> None:
    page = read(client, "/offres?commune=Figeac&rayon=80")
    narrowed = "/offres?commune=Figeac&rayon=80&contrat=CDI"
    assert narrowed in page.links
    page = read(client, narrowed)
    assert "/offres?commune=Figeac&rayon=80" in page.links
    assert "/offres?contrat=CDI" in page.links


def test_an_offers_page_tells_facts_source_and_date(client: TestClient) -> None:
    page = read(client, f"/offres/{JOINER.id}")
    for words in (
        "Lieu Figeac (46)",
        "Contrat CDI",
        "Temps de travail Temps plein, 39 h par semaine",
        "Salaire de 1 950 à 2 300 € brut par mois",
        "Prise de poste non précisé",
        "Publiée le 5 juillet 2026",
        "Date limite non précisé",
        "Vue à sa source pour la dernière fois le 9 juillet 2026",
        "Voir l'offre chez l'employeur",
    ):
        assert words in page.text
    assert JOINER.provenance.url in page.links
    assert JOINER.description.split()[-1] and extract_of(JOINER.description) in page.text
    nurse = read(client, f"/offres/{NURSE.id}")
    assert "Lieu « secteur de Souillac »" in nurse.text and "Contrat non précisé" in nurse.text


@pytest.mark.parametrize(
    ("offer_id", "status", "words"),
    [
        (WITHDRAWN.id, 410, "L'équipe l'a retirée."),
        (CLOSED.id, 410, "Sa date limite de candidature est passée."),
        (PENDING.id, 404, "Aucune offre publiée ne porte cet identifiant."),
        ("0123456789abcdef", 404, "Aucune offre publiée ne porte cet identifiant."),
    ],
)
def test_an_offer_that_is_not_public_is_told_in_a_page(
    client: TestClient, offer_id: str, status: int, words: str
) -> None:
    assert words in read(client, f"/offres/{offer_id}", status).text


def markup_of(client: TestClient, offer_id: str) -> Any:
    text = client.get(f"/offres/{offer_id}").text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return json.loads(found[1]) if found else None


def test_job_posting_markup_only_where_the_employer_agrees(client: TestClient) -> None:
    assert markup_of(client, JOINER.id) is None
    assert markup_of(client, BAKER.id) == {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": "Boulanger",
        "description": BAKER.description_html,
        "url": BAKER.provenance.url,
        "identifier": {"@type": "PropertyValue", "name": "fournil (exemple)", "value": "boulanger"},
        "datePosted": "2026-07-06",
        "validThrough": "2026-07-31",
        "employmentType": ["TEMPORARY"],
        "hiringOrganization": {"@type": "Organization", "name": "fournil (exemple)"},
        "jobLocation": [
            {
                "@type": "Place",
                "address": {
                    "@type": "PostalAddress",
                    "addressCountry": "FR",
                    "addressRegion": "46",
                    "addressLocality": "Cahors",
                },
                "geo": {"@type": "GeoCoordinates", "latitude": 44.4507, "longitude": 1.4406},
            }
        ],
        "directApply": False,
    }


def test_markup_of_pay_and_hours() -> None:
    markup = job_posting(JOINER.model_copy(update={"display": Display.FULL}))
    assert markup is not None
    assert markup["employmentType"] == ["FULL_TIME"]
    assert markup["baseSalary"] == {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {"@type": "QuantitativeValue", "minValue": 1950, "maxValue": 2300, "unitText": "MONTH"},
    }
    assert "validThrough" not in markup


def test_whole_text_only_where_the_employer_agrees(client: TestClient) -> None:
    assert BAKER.description_html in client.get(f"/offres/{BAKER.id}").text
    assert JOINER.description_html not in client.get(f"/offres/{JOINER.id}").text
    assert not [path for path in ("/", "/offres") if BAKER.description_html in client.get(path).text]


@pytest.mark.parametrize(
    "path", ["/", "/offres", f"/offres/{HOSTILE.id}", "/offres?mots=%3Cscript%3Ealert(3)%3C/script%3E"]
)
def test_hostile_words_stay_words(client: TestClient, path: str) -> None:
    text = client.get(path).text
    page = Page(text)
    assert "<script>alert" not in text and "onerror=" not in "".join(re.findall(r"<[^>]*>", text))
    assert not [attributes for tag, attributes in page.tags if tag == "img"]
    if "mots" not in path:
        assert "Serveur &lt;script&gt;alert(1)&lt;/script&gt; &amp; barman" in text
    if HOSTILE.id in path:
        assert markup_of(client, HOSTILE.id)["title"] == HOSTILE.title


def test_no_address_is_linked_that_is_not_a_page(tmp_path: Any) -> None:
    apply = JOINER.provenance.model_copy(update={"apply_url": "javascript:alert(1)"})
    source = BAKER.provenance.model_copy(update={"url": "javascript:alert(2)"})
    offers = [JOINER.model_copy(update={"provenance": apply}), BAKER.model_copy(update={"provenance": source})]
    with open_site(tmp_path, offers) as client:
        assert "javascript:" not in client.get(f"/offres/{JOINER.id}").text
        assert client.get(f"/api/v1/offers/{JOINER.id}").json()["links"]["apply"] is None
        assert client.get(f"/offres/{BAKER.id}").status_code == 404
        assert [offer["id"] for offer in client.get("/api/v1/offers").json()["items"]] == [JOINER.id]


def test_from_the_form_to_recommendations(client: TestClient) -> None:
    form = read(client, "/profil")
    assert (
        "form",
        {"class": "profile", "id": "profil", "action": "/recommandations", "method": "post", "novalidate": None},
    ) in form.tags
    page = tell(
        client,
        metiers="menuisier\nboulangère",
        commune="figeac",
        demenagement="",
        transport="car",
        minutes="90",
        contrats=["CDI", "CDD"],
        temps="full",
        permis="B",
    )
    shown = [link.removeprefix("/offres/") for link in page.links if re.fullmatch(r"/offres/[0-9a-f]{16}", link)]
    assert shown[0] == JOINER.id
    assert set(shown) <= {offer.id for offer in PUBLIC}
    assert JOINER.provenance.url in page.links
    assert "Convient" in page.text and "Inconnu" in page.text
    assert page.value("commune") == "figeac"
    checked = {a["value"] for tag, a in page.tags if tag == "input" and "checked" in a}
    assert checked == {"CDI", "CDD", "car", "full"}


def test_reasons_differ_by_sign_and_word_not_by_colour_alone(client: TestClient) -> None:
    page = tell(client, metiers="menuisier\nboulanger", commune="Cahors", transport="car", temps="part")
    signs = {"fits": "✓ Convient", "unknown": "? Inconnu", "caution": "! À vérifier"}
    classes = {str(a.get("class")).split("reason-")[-1] for tag, a in page.tags if "reason-" in str(a.get("class"))}
    assert {"fits", "unknown"} <= classes - {"text"}
    for verdict in classes - {"text"}:
        assert signs[verdict] in page.text


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ({"metiers": "soudeur", "minutes": "beaucoup"}, {"minutes": "Indiquez un nombre entier."}),
        ({"metiers": "x" * 301}, {"metiers": "Indiquez au plus 300 caractères."}),
        ({"metiers": "soudeur", "minutes": "999"}, {"minutes": "Indiquez une valeur d'au plus 240."}),
        ({"metiers": "soudeur", "commune": "Figaec"}, {"commune": "Est-ce : Figeac ?"}),
        ({"metiers": "soudeur", "commune": "Saint-Denis"}, {"commune": "Saint-Denis (93)"}),
        (
            {"metiers": "soudeur", "commune": "Nulle-Part-Ville", "minutes": "x"},
            {"commune": "Nous ne savons pas situer", "minutes": "Indiquez un nombre entier."},
        ),
        ({"metiers": "\n".join("abcdefghijk")}, {"metiers": "Indiquez au plus 10 éléments."}),
        ({"metiers": "", "commune": "Figeac"}, {"metiers": "Ajoutez au moins un métier recherché"}),
        ({"metiers": "soudeur", "transport": "avion"}, {"transport": "Indiquez l'une de ces valeurs"}),
    ],
)
def test_the_form_says_what_is_wrong_beside_the_field_and_keeps_what_was_typed(
    client: TestClient, form: dict[str, str], fields: dict[str, str]
) -> None:
    page = tell(client, 422, **form, langues="anglais, occitan")
    assert "À corriger" in page.text
    marked = {a["id"] for _, a in page.tags if a.get("aria-invalid") == "true"}
    assert marked == set(fields)
    for field, message in fields.items():
        assert page.text.count(message) == 2  # in the summary and beside the field
        assert f"#{field}" in page.links
    assert page.value("langues") == "anglais, occitan"
    if "commune" in form:
        assert page.value("commune") == form["commune"]


def test_several_pages(tmp_path: Any) -> None:
    many = [
        JOINER.model_copy(
            update={
                "id": f"{number:016x}",
                "provenance": JOINER.provenance.model_copy(update={"source_id": str(number)}),
            }
        )
        for number in range(45)
    ]
    with open_site(tmp_path, many) as client:
        first, second, last = (read(client, f"/offres?mots=menuisier&page={page}") for page in (1, 2, 3))
    assert "Page 1 sur 3" in first.text and "/offres?mots=menuisier&page=2" in first.links
    assert "/offres?mots=menuisier&page=1" in second.links and "/offres?mots=menuisier&page=3" in second.links
    assert "Page suivante" not in last.text and "Page précédente" in last.text


def test_a_site_without_offers_still_stands(tmp_path: Any) -> None:
    with open_site(tmp_path, []) as client:
        assert "Les vraies offres du Lot" in read(client, "/").text
        assert "0 offre" in read(client, "/offres").text
        assert "Pas d'offre pour l'instant" in tell(client, metiers="soudeur").text


def test_recommendations_without_profile_lead_to_the_form(client: TestClient) -> None:
    answer = client.get("/recommandations", follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"] == "/profil"


def test_canonical_address(client: TestClient) -> None:
    assert f'<link rel="canonical" href="{SITE}/offres/{BAKER.id}">' in client.get(f"/offres/{BAKER.id}").text


@pytest.mark.parametrize(
    ("text", "length", "extract"),
    [
        ("Court.", 300, "Court."),
        ("  Deux\n\nlignes ", 300, "Deux lignes"),
        ("Couper au mot entier", 12, "Couper au…"),
        ("Sans virgule, au bout", 14, "Sans virgule…"),
        ("anticonstitutionnellement", 10, "anticonst…"),
        ("", 300, ""),
    ],
)
def test_an_extract_ends_at_a_word(text: str, length: int, extract: str) -> None:
    assert extract_of(text, length) == extract


@pytest.mark.parametrize(
    ("pay", "words"),
    [
        (
            Salary(minimum=1850, maximum=2200.5, period=SalaryPeriod.MONTH, gross=True),
            "de 1 850 à 2 200,50 € brut par mois",
        ),
        (Salary(minimum=12.5, period=SalaryPeriod.HOUR, gross=False), "à partir de 12,50 € net de l'heure"),
        (Salary(maximum=30000, period=SalaryPeriod.YEAR), "jusqu'à 30 000 € par an"),
        (Salary(minimum=90, maximum=90, currency="CHF", period=SalaryPeriod.DAY), "90 CHF par jour"),
    ],
)
def test_pay_in_words(pay: Salary, words: str) -> None:
    fact = Fact[Salary].of(Parsed(raw="…", value=pay))
    assert " ".join(wording.salary(fact).split()) == words


@pytest.mark.parametrize(
    ("write", "fact", "words"),
    [
        (wording.contract, Parsed(raw="CDD", value=ContractTerms(kind=Contract.CDD, months=6)), "CDD de 6 mois"),
        (
            wording.contract,
            Parsed(raw="x", value=ContractTerms(kind=Contract.INTERIM, months=1.5)),
            "Intérim de 1,5 mois",
        ),
        (wording.contract, Parsed(raw="à voir", refusal="unknown"), "« à voir »"),
        (wording.contract, Parsed(), "non précisé"),
        (wording.working_time, Parsed(raw="x", value=WorkingHours(time=WorkingTime.PART)), "Temps partiel"),
        (
            wording.working_time,
            Parsed(raw="x", value=WorkingHours(time=WorkingTime.PART, weekly_hours=24.5)),
            "Temps partiel, 24,5 h par semaine",
        ),
        (wording.starts, Parsed(raw="x", value=date(2026, 9, 1)), "1er septembre 2026"),
        (wording.starts, Parsed(raw="dès que possible", refusal="relative"), "« dès que possible »"),
    ],
)
def test_facts_in_words(write: Any, fact: Parsed[Any], words: str) -> None:
    assert " ".join(write(Fact.of(fact)).split()) == words
