"""Templates and the files that they name."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from fastapi import Request, Response
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from service.api.problems import Problem
from service.pages import wording

_ROOM = Path(__file__).parent

static_files = StaticFiles(directory=_ROOM / "static")


def render(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **context: object,
) -> Response:
    """Answer with a page. Values are escaped; what a template misses is an error."""
    context["here"] = request.url.path
    return _templates.TemplateResponse(request, template, context, status_code=status, headers=headers)


def problem_page(request: Request, problem: Problem, headers: Mapping[str, str]) -> Response:
    """Tell a person of a problem."""
    return render(request, "problem.html", status=problem.status, headers=headers, problem=problem)


@cache
def _static(name: str) -> str:
    """Return the address of a file; it changes with the content, so that caches never serve an old one."""
    digest = sha256((_ROOM / "static" / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_ROOM / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["static"] = _static
    for word in (
        wording.day,
        wording.places,
        wording.contract,
        wording.working_time,
        wording.salary,
        wording.count,
    ):
        environment.filters[word.__name__] = word
    return environment


_templates = Jinja2Templates(env=_environment())
