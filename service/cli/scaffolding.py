"""`employers new`: a registry entry and its fixture folder, for a developer."""

from pathlib import Path
from typing import Annotated

import typer

from service.cli.console import fail, failing_on, say
from service.cli.crawling import RegistryFile, employers_app
from service.cli.detecting import replace_file
from service.cli.opening import read_settings


def register(app: typer.Typer) -> None:
    """Add the command to those of `employers`."""
    employers_app.command()(new)


def new(
    name: Annotated[str, typer.Argument(metavar="NOM", help="Nom de l'employeur.")],
    url: Annotated[str, typer.Option(metavar="URL", help="Page de ses offres, que quelqu'un a vue.")],
    platform: Annotated[
        str | None, typer.Option(metavar="PLATEFORME", help="Comme au registre ; sinon d'après l'adresse.")
    ] = None,
    commune: Annotated[str | None, typer.Option(metavar="COMMUNE", help="Où siège l'employeur.")] = None,
    registry: RegistryFile = None,
) -> None:
    """Préparer un nouvel employeur : son entrée de registre, son dossier de test et ce que le test rejoue.

    À lancer dans une copie des sources ; ailleurs, seule l'entrée est faite. Elle reste inactive (enabled = false), et
    ce qui est à compléter fait échouer le test, qui le nomme.
    """
    from crawlers.detection import add_entry, entry_toml
    from crawlers.entering.facts import is_address
    from crawlers.registry import RegistryError, parse_registry
    from crawlers.scaffolding import FIXTURES, TEST, WRITE_EXPECTED, ScaffoldingError, fixture_folder, new_entry
    from crawlers.screening import Territory

    if not is_address(url):
        fail(f"{url} : une adresse http:// ou https:// est attendue")
    settings = read_settings()
    departements = sorted(Territory.parse(settings.territory).departements)
    with failing_on(ScaffoldingError):
        table = new_entry(name, url, platform, departements=departements, commune=commune)
    key = str(table["key"])
    if not key:
        fail(f"« {name} » : un nom avec des lettres est attendu")
    in_checkout = FIXTURES.is_dir()
    folder = FIXTURES / key
    if in_checkout and folder.exists():
        fail(f"{folder} existe déjà : rien n'est écrit")
    own = Path("crawlers/employers.toml")
    path = registry or settings.registry or (own if in_checkout and own.exists() else None)
    with failing_on(RegistryError, OSError, ValueError):
        before = path.read_text("utf-8") if path and path.exists() else ""
        changed = add_entry(before, table)
        parse_registry(changed, str(path or "l'entrée"))
    if path is None:
        print(entry_toml(table), end="")  # noqa: T201
        say("aucun registre nommé (--registry FILE, ou LOT_RECRUTE_REGISTRY) : voici l'entrée à coller")
    else:
        replace_file(path, changed)
        say(f"{path} : {key} ajouté, inactif (enabled = false) tant que personne n'a vu ses offres")
    if not in_checkout:
        say(f"pas de dossier {FIXTURES} ici : le dossier de test se fait dans une copie des sources du projet")
        return
    folder.mkdir()
    for file, body in fixture_folder(table, FIXTURES).items():
        (folder / file).write_bytes(body)
    say(f"{folder} : à compléter, puis")
    say(f"  pytest {TEST} -k {key}")
    say(f"  {WRITE_EXPECTED} pytest {TEST} -k {key}   # écrit ce qui est attendu : à relire avant de le garder")
