"""`index`: the index of offers and profiles."""

import typer

from service.cli.console import say
from service.cli.opening import open_index, open_records, read_settings

index_app = typer.Typer(no_args_is_help=True, help="L'index des offres et des profils.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(index_app, name="index")


@index_app.command()
def rebuild() -> None:
    """Reconstruire l'index à partir du catalogue ; les lecteurs gardent l'ancien jusqu'à la fin."""
    from rich.progress import Progress

    from service import indexing
    from service.cli.console import err

    settings = read_settings()
    with (
        open_records(settings) as records,
        open_index(settings) as (index, understanding),
        Progress(console=err, transient=True) as progress,
    ):
        task = progress.add_task("offres", total=None)
        offers, profiles = indexing.rebuild(
            records,
            index,
            understanding,
            lambda done, total: progress.update(task, completed=done, total=total),
        )
    say(f"index reconstruit : {offers} offres, {profiles} profils")
