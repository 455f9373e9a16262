"""The web application: the API for other sites, and the pages for candidates."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.openapi.utils import get_openapi
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from matching.index.protocol import IndexUnreachableError
from service.api import health, offers, recommendations
from service.api.memory import settled
from service.api.problems import MEDIA_TYPE, RETRY_AFTER_SECONDS, Problem, ProblemResponse, problem_of
from service.api.public import OfferMergedError, open_catalogue
from service.api.security import SECURITY_HEADERS, BodyLimit, SecurityHeaders
from service.pages import router as pages
from service.pages.rendering import problem_page, static_files
from service.settings import Settings

API_VERSION = "1.0.0"
"""Of the contract, not of the program: grows when answers change."""

MAX_BODY_BYTES = 64 * 1024
"""More than anybody types into a profile."""

_FOR_MACHINES = ("/api/", "/healthz", "/readyz")

_DESCRIPTION = """\
Job offers that the employers of the Lot (France) publish on their own sites, and which of them fit a person, and why.

* The source link (`links.source`) has to be shown wherever an offer is shown.
* Unknown is not "no": a null means that the offer does not say, and no filter excludes it for that.
* Errors are problem details (RFC 9457), told in French; `type` is for machines.
"""

_TAGS = [
    {"name": "offers", "description": "The published offers."},
    {"name": "recommendations", "description": "What fits a person, with reasons. Profiles are not stored."},
    {"name": "health", "description": "For monitoring."},
]


def create_app(settings: Settings) -> FastAPI:
    """Return the application; records and index are opened when it starts."""
    app = FastAPI(
        title="Le Lot recrute",
        summary="Real job offers of the Lot, matched and explained.",
        description=_DESCRIPTION,
        version=API_VERSION,
        openapi_url="/api/v1/openapi.json",
        openapi_tags=_TAGS,
        docs_url=None,  # the interactive pages load scripts from other sites
        redoc_url=None,
        lifespan=_lifespan(settings),
    )
    app.state.settings = settings
    app.add_middleware(BodyLimit, most=MAX_BODY_BYTES)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET"])
    app.add_middleware(SecurityHeaders)
    for error in (Exception, HTTPException, RequestValidationError, IndexUnreachableError):
        app.add_exception_handler(error, _tell)
    app.add_exception_handler(OfferMergedError, _lead_on)
    for router in (offers.router, recommendations.router, health.router, pages.router):
        app.include_router(router)
    app.mount("/static", static_files)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    return app


def _lifespan(settings: Settings) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with open_catalogue(settings) as app.state.catalogue:
            async with settled(app.state.catalogue):
                yield

    return lifespan


async def _tell(request: Request, error: Exception) -> Response:
    """Tell of an error: problem details to machines, a page to people."""
    path = request.url.path
    problem = problem_of(error).model_copy(update={"instance": path})
    headers = {**SECURITY_HEADERS, "Cache-Control": "no-store"}  # a crash is told outside of all middleware
    if isinstance(error, HTTPException) and error.headers:
        headers |= error.headers
    if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    if path.startswith(_FOR_MACHINES):
        return ProblemResponse(problem, headers)
    return problem_page(request, problem, headers)


async def _lead_on(request: Request, error: Exception) -> Response:
    """Lead from a copy to the offer that is shown for it; not for good, as staff may part them."""
    assert isinstance(error, OfferMergedError)  # noqa: S101
    return RedirectResponse(request.url.path.replace(error.copy, error.shown, 1), status_code=307)


def _openapi(app: FastAPI) -> dict[str, Any]:
    """Return the description of the API, errors under the media type that they are sent with."""
    if app.openapi_schema is None:
        app.openapi_schema = get_openapi(
            title=app.title,
            version=app.version,
            summary=app.summary,
            description=app.description,
            tags=app.openapi_tags,
            routes=app.routes,
            servers=[{"url": app.state.settings.public_url}],
        )
        reference = f"#/components/schemas/{Problem.__name__}"
        for path in app.openapi_schema["paths"].values():
            for operation in path.values():
                for response in operation["responses"].values():
                    content = response.get("content", {})
                    if content.get("application/json", {}).get("schema") == {"$ref": reference}:
                        content[MEDIA_TYPE] = content.pop("application/json")
    return app.openapi_schema
