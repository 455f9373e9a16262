"""`index`: the index of offers and profiles."""

import typer

from service.cli.console import fail, say, show
from service.cli.opening import open_index, open_records, read_settings

index_app = typer.Typer(no_args_is_help=True, help="L'index des offres et des profils.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(index_app, name="index")


@index_app.command()
def rebuild() -> None:
    """Reconstruire l'index à partir du catalogue ; les lecteurs gardent l'ancien jusqu'à la fin.

    Interrompue, la reconstruction dans Elasticsearch reprend où elle en était.
    """
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


@index_app.command()
def check() -> None:
    """Comparer l'index et le catalogue : dire ce qui diffère (statut 1), sans rien changer."""
    from service.comparing import compare

    settings = read_settings()
    with open_records(settings) as records, open_index(settings) as (index, _):
        found = compare(records, index)
    if found.behind:
        show(f"l'index a {found.behind} changements de retard")
    for what, differences in (("offre", found.offers), ("profil", found.profiles)):
        for told, ids in (
            ("manque dans l'index", differences.missing),
            ("est en trop dans l'index", differences.extra),
            ("diffère du catalogue", differences.changed),
        ):
            for one in sorted(ids):
                show(f"{what} {one} : {told}")
    if found:
        fail("l'index diffère du catalogue ; s'il n'a pas de retard, lancez « lot-recrute index rebuild »")
    say("l'index et le catalogue disent la même chose")
