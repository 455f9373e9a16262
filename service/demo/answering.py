"""How the example sites answer: templates, validators, robots.txt."""

import hashlib
from typing import Any

from jinja2 import Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

_TEMPLATES = Environment(
    loader=PackageLoader("service.demo"), autoescape=True, trim_blocks=True, lstrip_blocks=True, auto_reload=False
)


def render(template: str, **values: Any) -> str:
    """Return a page as text."""
    return _TEMPLATES.get_template(template).render(**values)


def answer(request: Request, body: str, content_type: str = "text/html; charset=utf-8") -> Response:
    """Answer with a text, or with 304 when the asker holds it already."""
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:16]}"'
    headers = {"ETag": tag, "Content-Type": content_type}
    if tag in (given.strip() for given in request.headers.get("If-None-Match", "").split(",")):
        return Response(status_code=304, headers=headers)
    return Response(body.encode(), headers=headers)


def problem(status: int, code: str, message: str) -> JSONResponse:
    """Answer of an API to what it cannot serve."""
    return JSONResponse({"errorCode": code, "message": message}, status)


def robots(*lines: str) -> Route:
    """Return the route of a robots.txt; ``{base}`` in a line becomes the site's own address."""

    def serve(request: Request) -> Response:
        text = "\n".join(lines).format(base=str(request.base_url).rstrip("/")) + "\n"
        return answer(request, text, "text/plain; charset=utf-8")

    return Route("/robots.txt", serve)
