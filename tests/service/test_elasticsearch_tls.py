"""TLS and credentials, with a real nginx in front: the right ones open, wrong ones are told, none is logged."""

import logging
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import pytest
import trustme
from fastapi.testclient import TestClient

from indexes import ELASTICSEARCH, NO_ELASTICSEARCH, forgotten_afterwards, prefix_of
from matching.index.protocol import IndexUnreachableError
from service.api.app import create_app
from service.indexing import make_understanding, open_index
from service.settings import Settings

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin:/opt/homebrew/bin")

pytestmark = [
    pytest.mark.skipif(not ELASTICSEARCH, reason=NO_ELASTICSEARCH),
    pytest.mark.skipif(NGINX is None, reason="nginx is missing (Debian: apt install nginx-light)"),
]

USER, PASSWORD, API_KEY = "lot_recrute", "n0yer-du-Quercy", "VHJ1ZmZlIGRlIExhbGJlbnF1ZQ=="
WRONG_PASSWORD, WRONG_KEY = "chataignier-46", "VW5lIGNlcGU="
CONFIGURATION = """
daemon off;
pid {folder}/nginx.pid;
error_log stderr warn;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_certificate {folder}/server.pem;
        ssl_certificate_key {folder}/server.key;
        location / {{
            set $realm "Elasticsearch";
            if ($http_authorization = "ApiKey {key}") {{ set $realm off; }}
            auth_basic $realm;
            auth_basic_user_file {folder}/passwords;
            client_max_body_size 100m;
            proxy_pass {target};
            proxy_set_header Authorization "";
        }}
    }}
}}
"""


@dataclass(frozen=True)
class Guarded:
    """A server behind TLS, and the authorities that did and did not sign its certificate."""

    url: str
    ca: Path
    other_ca: Path


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    folder = tmp_path_factory.mktemp("nginx")
    ca, other = trustme.CA(), trustme.CA()
    certificate = ca.issue_cert("127.0.0.1")
    certificate.cert_chain_pems[0].write_to_path(folder / "server.pem")
    certificate.private_key_pem.write_to_path(folder / "server.key")
    ca.cert_pem.write_to_path(folder / "ca.pem")
    other.cert_pem.write_to_path(folder / "other-ca.pem")
    for one in takewhile(
        lambda parent: parent.name.startswith(("nginx", "popen-", "pytest-")), (folder, *folder.parents)
    ):
        one.chmod(0o755)  # nginx's workers are another user
    (folder / "passwords").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n", "utf-8")
    port = _free_port()
    configuration = CONFIGURATION.format(folder=folder, port=port, key=API_KEY, target=ELASTICSEARCH[0])
    (folder / "nginx.conf").write_text(configuration, "utf-8")
    assert NGINX
    server = subprocess.Popen([NGINX, "-p", folder, "-c", folder / "nginx.conf"])
    try:
        _wait_for(port, server)
        yield Guarded(f"https://127.0.0.1:{port}", folder / "ca.pem", folder / "other-ca.pem")
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture
def settings(guarded: Guarded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """An installation that trusts the right authority and has no credentials."""
    monkeypatch.chdir(tmp_path)
    with forgotten_afterwards(tmp_path):
        yield Settings(
            data_dir=tmp_path,
            index="elasticsearch",
            elasticsearch_urls=guarded.url,
            elasticsearch_ca=guarded.ca,
            elasticsearch_prefix=prefix_of(tmp_path),
        )


def counted(settings: Settings) -> tuple[int, int]:
    with closing(open_index(settings, make_understanding(settings))) as index:
        return index.counts()


@contextmanager
def told(settings: Settings, **more: object) -> Iterator[Settings]:
    """The same installation, with more settings: validated as the environment's are."""
    yield Settings.model_validate(settings.model_dump(exclude_unset=True) | more)


@pytest.mark.parametrize("given", ["password", "password_file", "api_key", "api_key_file"])
def test_the_right_credentials_open(settings: Settings, tmp_path: Path, given: str) -> None:
    secret = API_KEY if given.startswith("api_key") else PASSWORD
    (tmp_path / "secret").write_text(f"{secret}\n", "utf-8")
    value = tmp_path / "secret" if given.endswith("_file") else secret
    user = {} if given.startswith("api_key") else {"elasticsearch_user": USER}
    with told(settings, **{f"elasticsearch_{given}": value}, **user) as complete:
        assert counted(complete) == (0, 0)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"elasticsearch_password": WRONG_PASSWORD}, "refuse l'accès (401)"),
        ({"elasticsearch_user": "anne"}, "refuse l'accès (401)"),
        ({"elasticsearch_user": None, "elasticsearch_password": None}, "refuse l'accès (401)"),
        ({"elasticsearch_api_key": WRONG_KEY}, "refuse l'accès (401)"),
        ({"elasticsearch_ca": None}, "n'est pas signé par l'autorité attendue"),
        ({"elasticsearch_ca": "other"}, "n'est pas signé par l'autorité attendue"),
    ],
)
def test_wrong_ones_are_told_and_never_logged(
    settings: Settings,
    guarded: Guarded,
    caplog: pytest.LogCaptureFixture,
    changed: dict[str, object],
    message: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    changed = {name: guarded.other_ca if value == "other" else value for name, value in changed.items()}
    credentials = {"elasticsearch_user": USER, "elasticsearch_password": PASSWORD}
    with told(settings, **(credentials | changed)) as wrong:
        with pytest.raises(IndexUnreachableError) as raised:
            counted(wrong)
        with TestClient(create_app(wrong), raise_server_exceptions=False) as client:
            answer = client.get("/api/v1/offers")
    assert message in str(raised.value)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    for text in (caplog.text, str(raised.value), repr(raised.value.__cause__), repr(wrong), answer.text):
        assert not [secret for secret in (PASSWORD, WRONG_PASSWORD, WRONG_KEY) if secret in text]


def test_a_certificate_for_another_name_is_refused(settings: Settings, guarded: Guarded) -> None:
    elsewhere = guarded.url.replace("127.0.0.1", "localhost")
    with told(settings, elasticsearch_urls=elsewhere) as wrong, pytest.raises(IndexUnreachableError):
        counted(wrong)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 20
    while True:
        assert server.poll() is None, "nginx did not start"
        assert time.monotonic() < deadline, "nginx does not listen"
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
