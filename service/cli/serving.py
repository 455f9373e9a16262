"""`serve` and `schedule`: what runs for years."""

from functools import partial
from typing import Annotated

import typer

from service.cli.console import fail, say
from service.cli.crawling import RegistryFile
from service.cli.moments import now
from service.cli.opening import open_index, open_records, read_settings


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(serve)
    app.command()(schedule)


def serve(
    host: Annotated[str, typer.Option(help="Adresse d'écoute.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port d'écoute.")] = 8000,
) -> None:
    """Servir l'API et les pages jusqu'à Ctrl-C."""
    import uvicorn

    from service.api.app import create_app

    uvicorn.run(create_app(read_settings()), host=host, port=port, proxy_headers=True)


def schedule(registry: RegistryFile = None) -> None:
    """Collecter chaque source à son rythme, appliquer ce qui n'attend personne, jusqu'à Ctrl-C."""
    import logging

    from rich.logging import RichHandler

    from crawlers.registry import RegistryError, load_registry
    from crawlers.running.crawl import crawl
    from crawlers.running.job import CrawlOptions
    from service import indexing
    from service.cli.console import err, failing_on
    from service.scheduler import Scheduler, run_until_stopped

    settings = read_settings()
    with failing_on(RegistryError):
        entries = load_registry(registry or settings.registry).enabled
    if settings.contact is None:
        fail("LOT_RECRUTE_CONTACT manque : l'adresse à laquelle les sites visités peuvent vous joindre")
    if not entries:
        fail("aucune source active dans le registre")
    options = CrawlOptions(
        out=settings.runs_dir,
        territory=settings.territory,
        contact=settings.contact,
        delay=settings.crawl_delay,
        cache=settings.cache_dir,
        counts=settings.counts_dir,
        robots=settings.robots_dir,
        daily_requests=settings.crawl_daily_requests,
    )
    logging.basicConfig(level=logging.INFO, format="%(message)s", handlers=[RichHandler(console=err)])
    say(f"{len(entries)} sources actives ; Ctrl-C pour arrêter")
    with open_records(settings) as records, open_index(settings) as (index, understanding):
        run_until_stopped(
            Scheduler(
                records,
                entries,
                crawl=partial(crawl, options=options),
                follow=partial(indexing.follow, records, index, understanding),
                clock=now,
            )
        )
