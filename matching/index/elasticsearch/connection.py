"""Reaching the cluster: addresses, trust, credentials, and what it means when it does not answer."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from elastic_transport import ConnectionError as NoConnectionError
from elastic_transport import ConnectionTimeout, TlsError, TransportError
from elastic_transport.client_utils import DEFAULT
from elasticsearch import ApiError, Elasticsearch, UnsupportedProductError

from matching.index.protocol import IndexUnreachableError

TIMEOUT_SECONDS = 5.0
"""For one try of a search; a recommendation takes a fiftieth of it."""
TRIES = 3
"""Each on another node, where there are several."""
BULK_TIMEOUT_SECONDS = 60.0

OVERLOADED = frozenset({429, 502, 503, 504})
"""Statuses of a cluster that may take the same request later."""


def connect(
    urls: Sequence[str],
    *,
    ca: Path | None = None,
    api_key: str | None = None,
    basic: tuple[str, str] | None = None,
) -> Elasticsearch:
    """Return a client of a cluster; nothing is sent yet.

    Args:
        urls: addresses of nodes, with scheme and port.
        ca: certificate of the authority that signed the nodes' certificates; None: the system's authorities.
        api_key: encoded API key.
        basic: user and password.
    """
    return Elasticsearch(
        list(urls),
        ca_certs=str(ca) if ca else DEFAULT,
        api_key=api_key,
        basic_auth=basic,
        request_timeout=TIMEOUT_SECONDS,
        max_retries=TRIES - 1,
        retry_on_timeout=True,  # every request of ours may be sent twice
        retry_on_status=tuple(OVERLOADED),
        http_compress=False,
        max_dead_node_backoff=5,
    )


@contextmanager
def answering() -> Iterator[None]:
    """Turn what a cluster that is away, overloaded or locked raises into `IndexUnreachableError`."""
    try:
        yield
    except ApiError as error:
        told = _refusal(error)
        if told is None:
            raise
        raise IndexUnreachableError(told) from error
    except UnsupportedProductError as error:
        raise IndexUnreachableError("À cette adresse, ce n'est pas Elasticsearch qui répond.") from error
    except TransportError as error:
        raise IndexUnreachableError(_silence(error)) from error


def _refusal(error: ApiError) -> str | None:
    match error.status_code:
        case 401 | 403:
            return f"Elasticsearch refuse l'accès ({error.status_code}) : vérifiez la clé d'API ou le mot de passe."
        case 404:
            return "Elasticsearch répond, mais l'index n'y est plus ; il sera reconstitué à partir du catalogue."
        case status if status in {408, *OVERLOADED}:
            return f"Elasticsearch est débordé ou incomplet ({status})."
    return None


def _silence(error: TransportError) -> str:
    match error:
        case TlsError():
            return "Le certificat d'Elasticsearch n'est pas signé par l'autorité attendue."
        case ConnectionTimeout():
            return "Elasticsearch ne répond pas à temps."
        case NoConnectionError():
            return "Elasticsearch est injoignable."
    return f"Elasticsearch ne répond pas ({type(error).__name__})."
