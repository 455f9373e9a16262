"""For the machine that watches this one."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from service.api.dependencies import Catalogue
from service.api.problems import documented
from service.api.public import Counts

router = APIRouter(tags=["health"])


class Alive(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """Records and index answer."""

    status: Literal["ready"] = "ready"
    counts: Counts = Field(description="What they hold.")


@router.get("/healthz", summary="Is the process alive?")
def alive(response: Response) -> Alive:
    """Answer, whatever the state of records and index."""
    response.headers["Cache-Control"] = "no-store"
    return Alive()


@router.get("/readyz", summary="Can it serve?", responses=documented(503))
def ready(catalogue: Catalogue, response: Response) -> Ready:
    """Ask records and index for their counts."""
    response.headers["Cache-Control"] = "no-store"
    return Ready(counts=catalogue.counts())
