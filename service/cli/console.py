"""Where the command line writes: results on standard output, progress and messages on standard error."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer
from rich.console import Console
from rich.markup import escape

out = Console(highlight=False, soft_wrap=True)
"""Results: what a script may read."""
err = Console(stderr=True, highlight=False, soft_wrap=True)
"""Progress and messages: what a person may read."""


def fail(message: str) -> NoReturn:
    """Say what is wrong and end with exit status 1."""
    err.print(f"[bold red]erreur :[/] {escape(message)}")
    raise typer.Exit(1)


def say(message: str) -> None:
    """Tell a person something."""
    err.print(escape(message))


def show(line: str) -> None:
    """Print a line of a result."""
    out.print(escape(line))


@contextmanager
def failing_on(*expected: type[Exception]) -> Iterator[None]:
    """Turn expected exceptions, whose messages are written for people, into a message and exit status 1."""
    try:
        yield
    except expected as error:
        fail(str(error))
