"""Taking credentials out of what is recorded.

The same functions run before a replay looks a request up, so that a request with credentials finds the answer
that was recorded without them.
"""

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

REDACTED = "REDACTED"

_SECRET_HEADERS = frozenset(
    {"authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key", "x-careers-sites-token"}
)
_SECRET_FIELDS = frozenset(
    {"access_token", "api_key", "apikey", "client_id", "client_secret", "id_token", "password", "refresh_token"}
)
_SECRET_IN_JSON = re.compile(
    rb"""("(?:%s)"\s*:\s*)"(?:\\.|[^"\\])*\"""" % "|".join(sorted(_SECRET_FIELDS)).encode(), re.IGNORECASE
)

Header = tuple[str, str]


def redact_headers(headers: Iterable[Header]) -> list[Header]:
    """Drop the headers that carry credentials or sessions."""
    return [(name, value) for name, value in headers if name.lower() not in _SECRET_HEADERS]


def redact_address(address: str) -> str:
    """Blank user, password and the secret fields of the query; anything else stays as it was."""
    parts = urlsplit(address)
    query = parts.query
    if any(name.lower() in _SECRET_FIELDS for name, _ in parse_qsl(query, keep_blank_values=True)):
        query = _redact_form(query)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query=query))


def redact_body(body: bytes, content_type: str) -> bytes:
    """Blank secret fields in a form or a JSON text; other bodies stay as they were."""
    if "x-www-form-urlencoded" in content_type:
        return _redact_form(body.decode("utf-8", "replace")).encode()
    if "json" in content_type:
        return _SECRET_IN_JSON.sub(rb'\1"%s"' % REDACTED.encode(), body)
    return body


def _redact_form(form: str) -> str:
    return urlencode(
        [
            (name, REDACTED if name.lower() in _SECRET_FIELDS else value)
            for name, value in parse_qsl(form, keep_blank_values=True)
        ]
    )
