"""The API: what is asked, what is answered, and what is told when something is wrong."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from public_site import BAKER, CLOSED, HOSTILE, JOINER, NURSE, PENDING, PUBLIC, SITE, WITHDRAWN, open_site

OFFERS = "/api/v1/offers"
PROBLEM = "urn:lot-recrute:problem:"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with open_site(tmp_path_factory.mktemp("site")) as client:
        yield client


def found(client: TestClient, **params: Any) -> list[str]:
    answer = client.get(OFFERS, params=params)
    assert answer.status_code == 200, answer.text
    return [offer["id"] for offer in answer.json()["items"]]


@pytest.mark.parametrize(
    ("params", "offers"),
    [
        ({}, [BAKER, JOINER, HOSTILE, NURSE]),
        ({"q": "menuisier"}, [JOINER]),
        ({"q": "menuisière"}, [JOINER]),
        ({"q": "scaphandrier"}, []),
        ({"commune": "Figeac", "radius_km": 10}, [JOINER, NURSE]),
        ({"commune": "46102", "radius_km": 2}, [JOINER, NURSE]),
        ({"commune": "figeac", "radius_km": 500}, [BAKER, JOINER, HOSTILE, NURSE]),
        ({"contract": "CDI"}, [JOINER, NURSE]),
        ({"contract": ["CDI", "CDD"]}, [BAKER, JOINER, NURSE]),
        ({"employer": "fournil"}, [BAKER]),
        ({"occupation": "D1102"}, [BAKER]),
        ({"page_size": 2}, [BAKER, JOINER]),
        ({"page_size": 2, "page": 2}, [HOSTILE, NURSE]),
        ({"page_size": 2, "page": 9}, []),
    ],
)
def test_search(client: TestClient, params: dict[str, Any], offers: list[Any]) -> None:
    assert found(client, **params) == [offer.id for offer in offers]


def test_a_page_names_its_neighbours_and_the_facets(client: TestClient) -> None:
    answer = client.get(OFFERS, params={"contract": ["CDI", "CDD", "saisonnier"], "page_size": 1, "page": 2}).json()
    base = f"{SITE}/api/v1/offers?contract=CDI&contract=CDD&contract=saisonnier&page={{}}&page_size=1"
    assert answer["links"] == {"self": base.format(2), "previous": base.format(1), "next": base.format(3)}
    assert [found(client, page_size=1, page=page) for page in (1, 2)] == [[BAKER.id], [JOINER.id]]
    assert {"value": "saisonnier", "label": "Saisonnier", "count": 1} in answer["facets"]["contract"]
    assert {"value": "fournil", "label": "fournil", "count": 1} in answer["facets"]["employer"]
    assert "Atelier du Célé (exemple)" in [value["label"] for value in answer["facets"]["employer"]]
    assert "Cahors" in [value["label"] for value in answer["facets"]["commune"]]


def test_the_last_page_has_no_next(client: TestClient) -> None:
    links = client.get(OFFERS, params={"q": "boulanger"}).json()["links"]
    assert links["previous"] is None and links["next"] is None


def test_an_offer_tells_facts_and_unknowns(client: TestClient) -> None:
    joiner = client.get(f"{OFFERS}/{JOINER.id}").json()
    assert joiner["title"] == "Menuisier"
    assert joiner["contract"]["value"]["kind"] == "CDI"
    assert joiner["salary"]["value"] == {
        "minimum": 1950.0,
        "maximum": 2300.0,
        "currency": "EUR",
        "period": "month",
        "gross": True,
    }
    assert joiner["links"]["source"] == JOINER.provenance.url
    assert joiner["last_seen"] == "2026-07-08T22:30:00Z"
    assert joiner["closes_on"] is None
    nurse = client.get(f"{OFFERS}/{NURSE.id}").json()
    assert nurse["contract"] == {"value": None, "text": None, "origin": "stated"}
    assert nurse["places"] == {"value": None, "text": "secteur de Souillac", "origin": "stated"}


def test_only_an_extract_is_public_unless_the_employer_agrees(client: TestClient) -> None:
    joiner = client.get(f"{OFFERS}/{JOINER.id}").json()
    assert joiner["html"] is None
    assert len(joiner["extract"]) <= 300 and joiner["extract"].endswith("…")
    assert JOINER.description.split("\n")[0] in joiner["extract"]
    baker = client.get(f"{OFFERS}/{BAKER.id}").json()
    assert baker["html"] == BAKER.description_html
    listed = client.get(OFFERS).text
    assert "description" not in listed and "raw_title" not in listed and BAKER.description_html not in listed


@pytest.mark.parametrize(
    ("offer_id", "status", "kind", "reason"),
    [
        (WITHDRAWN.id, 410, "offer-gone", "staff_decision"),
        (CLOSED.id, 410, "offer-gone", "closing_date_passed"),
        (PENDING.id, 404, "unknown-offer", None),
        ("0123456789abcdef", 404, "unknown-offer", None),
        ("../../etc/passwd", 404, None, None),
        ("x" * 65, 422, "invalid-request", None),
    ],
)
def test_offers_that_are_not_public(
    client: TestClient, offer_id: str, status: int, kind: str | None, reason: str | None
) -> None:
    answer = client.get(f"{OFFERS}/{offer_id}")
    assert answer.status_code == status
    if kind:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["type"] == PROBLEM + kind
        assert answer.json().get("reason") == reason


@pytest.mark.parametrize(
    ("params", "where", "expected"),
    [
        ({"page": "deux"}, "query.page", "un nombre entier"),
        ({"page": 0}, "query.page", "une valeur d'au moins 1"),
        ({"page_size": 101}, "query.page_size", "une valeur d'au plus 100"),
        ({"radius_km": "nan", "commune": "Figeac"}, "query.radius_km", None),
        ({"contract": "cdi"}, "query.contract[0]", "'CDI', 'CDD'"),
        ({"occupation": "boulanger"}, "query.occupation[0]", "un texte de la forme"),
        ({"q": "x" * 201}, "query.q", "au plus 200 caractères"),
        ({"ville": "Figeac"}, "query.ville", "aucun champ de ce nom"),
        ({"commune": "Figaec"}, "query.commune", "code INSEE"),
        ({"commune": "46999"}, "query.commune", "code INSEE"),
    ],
)
def test_a_wrong_search_says_what_was_expected_where(
    client: TestClient, params: dict[str, Any], where: str, expected: str | None
) -> None:
    answer = client.get(OFFERS, params=params)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == 422 and problem["instance"] == OFFERS
    (flaw,) = problem["errors"]
    assert flaw["where"] == where
    if expected:
        assert expected in flaw["expected"]


def test_a_misspelt_commune_is_asked_back_never_guessed(client: TestClient) -> None:
    problem = client.get(OFFERS, params={"commune": "Figaec"}).json()
    assert problem["type"] == PROBLEM + "unknown-commune"
    assert "Est-ce : Figeac ?" in problem["detail"]


def test_recommendations_rank_and_explain(client: TestClient) -> None:
    profile = {"wanted_jobs": ["menuisier"], "commune_insee": "46102", "transport": "car", "contracts": ["CDI"]}
    answer = client.post("/api/v1/recommendations", json=profile)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    items = answer.json()["items"]
    assert [item["rank"] for item in items] == list(range(1, len(items) + 1))
    assert items[0]["offer"]["id"] == JOINER.id
    verdicts = {reason["criterion"]: reason["verdict"] for reason in items[0]["reasons"]}
    assert verdicts["work"] == "fits" and verdicts["contract"] == "fits"
    assert {item["offer"]["id"] for item in items} <= {offer.id for offer in PUBLIC}


def test_recommendations_are_limited(client: TestClient) -> None:
    answer = client.post("/api/v1/recommendations", params={"limit": 1}, json={"text": "travailler le bois"})
    assert len(answer.json()["items"]) == 1


@pytest.mark.parametrize(
    ("body", "where", "detail"),
    [
        ('{"wanted_jobs": ["soudeur"], "max_minutes": -1}', "body.max_minutes", "La valeur n'est pas acceptée."),
        ('{"wanted_jobs": ["soudeur"], "age": 30}', "body.age", "Ce champ n'existe pas."),
        ('{"contracts": ["CDI", "CNE"]}', "body.contracts[1]", "La valeur n'est pas acceptée."),
        ('{"commune_insee": "Figeac"}', "body.commune_insee", "La valeur n'est pas acceptée."),
        (
            '{"commune_insee": "46000"}',
            "body.commune_insee",
            "C'est un code postal ; il faut le code INSEE de la commune, ou son nom dans `commune`.",
        ),
        ('{"commune_insee": "46999"}', "body.commune_insee", "Aucune commune ne porte ce code INSEE."),
        (f'{{"wanted_jobs": ["soudeur", "{"x" * 301}"]}}', "body.wanted_jobs[1]", "La valeur n'est pas acceptée."),
        ("[]", "body", "La valeur n'est pas acceptée."),
        ("{", "body", "Le document n'est pas du JSON."),
        ("", "body", "La valeur manque."),
    ],
)
def test_a_wrong_profile_says_what_is_wrong_and_repeats_nothing(
    client: TestClient, body: str, where: str, detail: str
) -> None:
    answer = client.post("/api/v1/recommendations", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert [(flaw["where"], flaw["detail"]) for flaw in answer.json()["errors"]] == [(where, detail)]
    assert "soudeur" not in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("DELETE", OFFERS, 405),
        ("POST", "/healthz", 405),
    ],
)
def test_every_error_is_a_problem(client: TestClient, method: str, path: str, status: int) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == "about:blank" and problem["status"] == status and problem["instance"] == path
    if status == 405:
        assert answer.headers["allow"]


def test_a_profile_that_says_nothing_is_asked_for_more(client: TestClient) -> None:
    answer = client.post("/api/v1/recommendations", json={"commune_insee": "46102"})
    assert answer.status_code == 422
    assert answer.json()["type"] == PROBLEM + "nothing-to-match"


def test_a_body_beyond_any_profile_is_refused(client: TestClient) -> None:
    answer = client.post("/api/v1/recommendations", json={"skills": ["x" * 70_000]})
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_crash_is_told_without_its_particulars(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(client.app.state.catalogue, "search", crash)  # type: ignore[attr-defined]
    answer = client.get(OFFERS)
    assert answer.status_code == 500
    assert answer.json()["type"] == PROBLEM + "internal-error"
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_health(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz").json()
    assert ready == {"status": "ready", "counts": {"published": 5, "indexed": 7}}

    monkeypatch.setattr(client.app.state.catalogue, "_index", None)  # type: ignore[attr-defined]
    answer = client.get("/readyz")
    assert answer.status_code == 503 and answer.json()["type"] == PROBLEM + "not-ready"
    assert client.get("/healthz").status_code == 200


def test_headers(client: TestClient) -> None:
    answer = client.get(OFFERS, headers={"origin": "https://campagne.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["content-encoding"] == "gzip"
    preflight = {"origin": "https://campagne.example", "access-control-request-method": "POST"}
    assert client.options("/api/v1/recommendations", headers=preflight).status_code == 400
