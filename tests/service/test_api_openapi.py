"""The description of the API is complete: a client can be written from it."""

from collections.abc import Iterator
from typing import Any

import pytest

from service.api.app import create_app
from service.settings import Settings


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    return create_app(Settings(public_url="https://emploi.example", _env_file=None)).openapi()


def operations(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def test_the_paths_are_those_of_the_api_and_not_the_pages(description: dict[str, Any]) -> None:
    assert {name for name, _ in operations(description)} == {
        "GET /api/v1/offers",
        "GET /api/v1/offers/{offer_id}",
        "POST /api/v1/offers/{offer_id}/faults",
        "POST /api/v1/recommendations",
        "GET /healthz",
        "GET /readyz",
    }


def test_every_operation_is_described(description: dict[str, Any]) -> None:
    tags = {tag["name"] for tag in description["tags"]}
    for name, operation in operations(description):
        assert operation["summary"] and operation["description"], name
        assert set(operation["tags"]) <= tags and operation["tags"], name
        done = operation["responses"].get("200")
        assert done["content"]["application/json"]["schema"] if done else "204" in operation["responses"], name
        for parameter in operation.get("parameters", ()):
            assert parameter.get("description"), f"{name} {parameter['name']}"


def test_errors_are_problem_details(description: dict[str, Any]) -> None:
    statuses = {}
    for name, operation in operations(description):
        errors = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
        statuses[name] = set(errors)
        for answer in errors.values():
            assert answer["content"] == {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            }
    assert statuses["GET /api/v1/offers/{offer_id}"] == {"404", "410", "422"}
    assert statuses["POST /api/v1/recommendations"] == {"413", "422", "503"}
    assert "HTTPValidationError" not in description["components"]["schemas"]


def test_references_lead_somewhere(description: dict[str, Any]) -> None:
    schemas = description["components"]["schemas"]
    for reference in set(references(description)):
        assert reference.removeprefix("#/components/schemas/") in schemas


def test_what_is_sent_and_searched_has_examples(description: dict[str, Any]) -> None:
    body = description["paths"]["/api/v1/recommendations"]["post"]["requestBody"]["content"]["application/json"]
    assert body["examples"]
    parameters = {p["name"]: p for p in description["paths"]["/api/v1/offers"]["get"]["parameters"]}
    assert parameters["q"]["schema"]["examples"]
    assert parameters["commune"]["schema"]["examples"]


def test_the_description_needs_no_catalogue(description: dict[str, Any]) -> None:
    assert description["openapi"].startswith("3.1")
    assert description["servers"] == [{"url": "https://emploi.example"}]
