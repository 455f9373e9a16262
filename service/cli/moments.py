"""The moment, as the command line is told it."""

from datetime import UTC, date, datetime
from typing import Annotated

import typer

from service.france import local_day


def now() -> datetime:
    """Return the present moment, UTC."""
    return datetime.now(UTC)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"une date AAAA-MM-JJ est attendue, pas {text!r}") from error


AsOf = Annotated[
    date | None,
    typer.Option("--as-of", metavar="DATE", parser=_day, help="Juger les dates comme ce jour-là (AAAA-MM-JJ)."),
]


def day(as_of: date | None) -> date:
    """Return the day to judge dates by: the one that was named, or today in the Lot."""
    return as_of or local_day(now())
