"""Serving the example sites on this machine, each on a port of its own, as employers' sites are hosts of their own."""

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import resources
from string import Template

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from crawlers.spiders.france_travail import ID_VARIABLE, SECRET_VARIABLE
from service.demo.france_travail import CLIENT_ID, CLIENT_SECRET
from service.demo.sites import create_sites

_HOST = "127.0.0.1"
_FIRST_PORT = 8461
"""Ports 8461 to 8466 where they are free, so that the links of one demonstration are good in the next."""

_START_SECONDS = 10.0


@dataclass(frozen=True)
class RunningSites:
    """The example sites while they are served."""

    addresses: Mapping[str, str]
    """Name of a site to its address, such as ``http://127.0.0.1:8461``."""
    registry: str
    """Text of the registry (TOML) that the crawlers need for them."""
    environment: Mapping[str, str]
    """Environment variables that the crawlers need: the credentials of the example interface."""


@contextmanager
def running_sites(today: date) -> Iterator[RunningSites]:
    """Serve the example sites from a thread of this process; offers are dated relative to ``today``.

    Raises:
        RuntimeError: The server does not start.
    """
    sites = create_sites(today)
    with ExitStack() as stack:
        sockets = {name: stack.enter_context(_listen(_FIRST_PORT + number)) for number, name in enumerate(sites)}
        hosts = {name: f"{_HOST}:{listening.getsockname()[1]}" for name, listening in sockets.items()}
        app = _by_port({listening.getsockname()[1]: sites[name] for name, listening in sockets.items()})
        stack.enter_context(_serving(app, list(sockets.values())))
        registry = resources.files("service.demo").joinpath("registry.toml").read_text("utf-8")
        yield RunningSites(
            addresses={name: f"http://{host}" for name, host in hosts.items()},
            registry=Template(registry).substitute(hosts),
            environment={ID_VARIABLE: CLIENT_ID, SECRET_VARIABLE: CLIENT_SECRET},
        )


def _listen(port: int) -> socket.socket:
    try:
        return socket.create_server((_HOST, port))
    except OSError:  # taken: any free one
        return socket.create_server((_HOST, 0))


def _by_port(apps: Mapping[int, ASGIApp]) -> ASGIApp:
    """Return an application that answers as the one of the port it was asked at."""

    async def dispatch(scope: Scope, receive: Receive, send: Send) -> None:
        await apps[scope["server"][1]](scope, receive, send)

    return dispatch


@contextmanager
def _serving(app: ASGIApp, sockets: list[socket.socket]) -> Iterator[None]:
    config = uvicorn.Config(app, lifespan="off", log_level="warning", access_log=False, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": sockets}, name="example sites", daemon=True)
    thread.start()
    try:
        deadline = time.monotonic() + _START_SECONDS
        while not server.started:
            if time.monotonic() > deadline or not thread.is_alive():
                raise RuntimeError("the example sites do not start")
            time.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        thread.join()
