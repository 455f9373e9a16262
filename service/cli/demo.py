"""`demo`: the main job on fictional employers, offline, then the site on localhost."""

import os
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.candidates import print_recommendations
from service.cli.catalogue import print_review
from service.cli.console import fail, say, show
from service.cli.moments import day, now
from service.cli.opening import open_index, open_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawlers.registry import Registry
    from crawlers.running.folder import Run
    from matching.profiles import CandidateProfile
    from service.records.database import Records
    from service.settings import Settings

SHOWN = 3
"""Offers printed for each candidate."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo(
    serve: Annotated[bool, typer.Option(help="Servir ensuite le site, jusqu'à Ctrl-C.")] = True,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port du site.")] = 8000,
) -> None:
    """Tout le chemin, hors ligne : des employeurs fictifs sont collectés, relus, publiés, rapprochés de candidats.

    Tout est écrit dans un dossier temporaire, effacé à la fin.
    """
    from tempfile import TemporaryDirectory

    from crawlers.registry import parse_registry
    from service.demo.serving import running_sites
    from service.settings import Settings

    today = day(None)
    with TemporaryDirectory(prefix="lot-recrute-demo-") as folder, running_sites(today) as sites:
        data = Path(folder)
        (data / "employers.toml").write_text(sites.registry, encoding="utf-8")
        settings = Settings(
            data_dir=data,
            database_url=None,
            index="embedded",
            registry=data / "employers.toml",
            territory="46",
            model=None,
            contact="http://127.0.0.1 (démonstration)",
            crawl_delay=0,
            public_url=f"http://127.0.0.1:{port}",
        )
        with _environment(dict(sites.environment)), open_records(settings) as records:
            registry = parse_registry(sites.registry, "employers.toml")
            _collect(registry, settings, records, today)
            _match(settings, records, today)
        if serve:
            _serve(settings, port)


def _collect(registry: "Registry", settings: "Settings", records: "Records", today: date) -> None:
    """Crawl every example employer, review each run and apply it; staff publish what waits."""
    from crawlers.running.crawl import crawl
    from crawlers.running.job import CrawlOptions
    from matching.offers import OfferStatus
    from service.records import catalogue, decisions
    from service.records.apply import apply_run
    from service.records.review import review_run
    from service.records.runs import CrawlRun

    options = CrawlOptions(
        out=settings.runs_dir, territory=settings.territory, contact=str(settings.contact), delay=settings.crawl_delay
    )
    for entry in registry.enabled:
        say(f"collecte de {entry.name} ({entry.platform})")
        folder = crawl(entry, options)
        _check(folder)
        run = CrawlRun.of(folder)
        with records.read() as session:
            print_review(review_run(session, run, trusted=entry.trusted, today=today))
        with records.write() as session:
            apply_run(session, run, by="démonstration", trusted=entry.trusted, now=now(), today=today)
    with records.write() as session:
        waiting = catalogue.list_offers(session, statuses=[OfferStatus.PENDING], limit=1000).offers
        for offer in waiting[:-1]:
            decisions.publish(session, offer.id, by="démonstration", why="relue", now=now())
        counts = catalogue.counts(session)
    show(f"publiées : {counts[OfferStatus.PUBLISHED]}, à vérifier : {counts[OfferStatus.PENDING]}")


def _check(run: "Run") -> None:
    if not run.report.finished:
        fail(f"la collecte n'est pas allée au bout : {run.report.outcome} {run.report.detail or ''}")


def _match(settings: "Settings", records: "Records", today: date) -> None:
    """Keep the example candidates and print what fits each of them."""
    from matching.recommender import Recommender
    from service import indexing
    from service.records.profiles import save_profile

    candidates = _candidates()
    with records.write() as session:
        for candidate in candidates:
            save_profile(session, candidate, now=now())
    with open_index(settings) as (index, understanding):
        indexing.follow(records, index, understanding)
        recommender = Recommender(index, understanding)
        for candidate in candidates:
            show(f"\n{candidate.id} : {', '.join(candidate.wanted_jobs)}")
            print_recommendations(recommender.recommend(candidate, today=today, limit=SHOWN))


def _candidates() -> "list[CandidateProfile]":
    from importlib import resources

    from matching.profiles import CandidateProfile

    files = sorted(resources.files("service.demo").joinpath("profiles").iterdir(), key=lambda file: file.name)
    return [CandidateProfile.model_validate_json(file.read_text("utf-8")) for file in files]


def _serve(settings: "Settings", port: int) -> None:
    import uvicorn

    from service.api.app import create_app

    say(f"\nle site : {settings.public_url}   (Ctrl-C pour arrêter)")
    uvicorn.run(create_app(settings), host="127.0.0.1", port=port, log_level="warning")


@contextmanager
def _environment(variables: dict[str, str]) -> "Iterator[None]":
    """Set environment variables for the crawls' processes, and take them back."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
