"""Elasticsearch as the settings name it. Imported only where they do."""

from pathlib import Path

from elasticsearch import Elasticsearch
from pydantic import SecretStr

from matching.index.elasticsearch import ElasticsearchIndex, Layout, connect
from service.settings import Settings


def open_cluster(settings: Settings, model: str, dimension: int) -> ElasticsearchIndex:
    """Return the index in the cluster; nothing is sent yet.

    Raises:
        ValueError: an address is none, a file of credentials is empty, or a user has no password.
    """
    client = open_client(settings)
    return ElasticsearchIndex(client, layout_of(settings, model, dimension), settings.elasticsearch_prefix)


def layout_of(settings: Settings, model: str, dimension: int) -> Layout:
    """Return how indices are laid out for a model."""
    return Layout(model, dimension, settings.elasticsearch_shards, settings.elasticsearch_replicas)


def open_client(settings: Settings) -> Elasticsearch:
    """Return a client of the cluster; nothing is sent yet.

    Raises:
        ValueError: an address is none, a file of credentials is empty, or a user has no password.
    """
    api_key = _secret(settings.elasticsearch_api_key, settings.elasticsearch_api_key_file)
    password = _secret(settings.elasticsearch_password, settings.elasticsearch_password_file)
    user = settings.elasticsearch_user
    if user and not password and not api_key:
        raise ValueError(f"le mot de passe de {user} manque (LOT_RECRUTE_ELASTICSEARCH_PASSWORD_FILE)")
    return connect(
        [url.strip() for url in settings.elasticsearch_urls.split(",") if url.strip()],
        ca=settings.elasticsearch_ca,
        api_key=api_key,
        basic=(user, password) if user and password and not api_key else None,
    )


def _secret(value: SecretStr | None, file: Path | None) -> str | None:
    """Return a secret that is given itself, or as the first line of a file."""
    if value is not None:
        return value.get_secret_value()
    if file is None:
        return None
    secret = file.read_text("utf-8").strip()
    if not secret:
        raise ValueError(f"{file} est vide : on y attend un mot de passe ou une clé d'API")
    return secret
