"""`employers check`: are the sources of the registry still where their entries say?"""

import json
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from service.cli.console import say, show
from service.cli.crawling import RegistryFile, chosen_entries, crawl_options, employers_app, open_registry

_TOLD = {
    "alive": "vivant",
    "moved": "déplacé",
    "empty": "vide",
    "blocked": "bloqué",
    "unknown": "inconnu",
}


def register(app: typer.Typer) -> None:
    """Add the command to those of `employers`."""
    employers_app.command()(check)


def check(
    employers: Annotated[
        list[str] | None, typer.Argument(metavar="[EMPLOYEUR]...", help="Clés du registre ; sinon tout le registre.")
    ] = None,
    registry: RegistryFile = None,
    replay: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, help="Répondre depuis un WARC, sans réseau."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="En JSON, une ligne par employeur.")] = False,
) -> None:
    """Visiter chaque source, jusqu'à sa première offre : vivant, déplacé, vide, bloqué, inconnu. Rien n'est gardé."""
    from crawlers.checking import Health
    from crawlers.checking import check as visit
    from crawlers.registry import UnknownEntry

    read = open_registry(registry)
    entries = chosen_entries(read, employers, everyone=False) if employers else list(read)
    ill = 0
    with tempfile.TemporaryDirectory() as folder:
        for entry in entries:
            if isinstance(entry, UnknownEntry):
                health, codes = Health.UNKNOWN, {}
            else:
                health, report = visit(entry, crawl_options("all", None, replay, Path(folder)))
                codes = {str(code): count for code, count in report.codes.items()}
                ill += health is not Health.ALIVE
            if as_json:
                print(json.dumps({"key": entry.key, "health": health, "codes": codes}))  # noqa: T201
            else:
                told = ", ".join(f"{code} {count}" for code, count in codes.items())
                show(f"{entry.key:<32} {_TOLD[health]}" + (f" ({told})" if told else ""))
    say(f"{len(entries)} employeurs, dont {ill} sources à revoir")
