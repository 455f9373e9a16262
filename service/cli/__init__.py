"""The command line, `lot-recrute`. Commands import what they need when they run, so that `--help` answers at once."""

import typer

from service.cli import (
    adding,
    candidates,
    catalogue,
    checking,
    copies,
    crawling,
    demo,
    detecting,
    index,
    measuring,
    scaffolding,
    serving,
    surveying,
)

app = typer.Typer(
    name="lot-recrute",
    help="Les vraies offres d'emploi des employeurs du Lot : collectées à la source, rapprochées des candidats, "
    "expliquées.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)
for module in (
    crawling,
    detecting,
    checking,
    surveying,
    scaffolding,
    catalogue,
    copies,
    adding,
    candidates,
    index,
    measuring,
    serving,
    demo,
):
    module.register(app)


def main() -> None:
    """Run the command line."""
    app()
