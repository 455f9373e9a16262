"""Elasticsearch as an operator names it."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from service.cluster import open_cluster
from service.settings import Settings


def headers(**chosen: Any) -> str | None:
    """Return what the client would send to say who asks."""
    settings = Settings(index="elasticsearch", _env_file=None, **chosen)
    with closing(open_cluster(settings, "test@1", 2)) as index:
        return index._client._headers.get("authorization")


def test_who_asks_is_told_by_a_key_or_a_password_given_or_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("s3cret\n", "utf-8")
    assert headers() is None
    assert headers(elasticsearch_api_key="s3cret") == "ApiKey s3cret"
    assert headers(elasticsearch_api_key_file=file) == "ApiKey s3cret"
    basic = headers(elasticsearch_user="lot", elasticsearch_password="s3cret")
    assert basic == headers(elasticsearch_user="lot", elasticsearch_password_file=file) == "Basic bG90OnMzY3JldA=="


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("\n", "utf-8")
    with pytest.raises(ValueError, match="est vide"):
        headers(elasticsearch_api_key_file=file)


@pytest.mark.parametrize(
    "chosen",
    [
        {"index": "solr"},
        {"elasticsearch_ca": Path("/nowhere/ca.pem")},
        {"elasticsearch_password_file": Path("/nowhere/password")},
        {"elasticsearch_prefix": "Lot Recrute"},
        {"elasticsearch_shards": 0},
    ],
)
def test_what_cannot_be_is_refused(chosen: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Settings(_env_file=None, **chosen)


def test_a_user_without_password_is_refused() -> None:
    with pytest.raises(ValueError, match="mot de passe"):
        headers(elasticsearch_user="lot")


def test_secrets_are_not_shown() -> None:
    settings = Settings(_env_file=None, elasticsearch_api_key="s3cret", elasticsearch_password="s3cret")
    assert "s3cret" not in f"{settings!r} {settings.model_dump()} {settings.model_dump_json()}"
