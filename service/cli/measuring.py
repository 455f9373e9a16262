"""`evaluate` and `benchmark`: measuring the matcher."""

import json
from pathlib import Path
from typing import Annotated

import typer

from service.cli.console import err, failing_on, show
from service.cli.opening import read_settings


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(evaluate)
    app.command()(benchmark)
    app.command()(growth)


def evaluate(
    bench: Annotated[
        Path | None, typer.Option(metavar="DIR", exists=True, file_okay=False, help="Dossier du banc d'essai.")
    ] = None,
    melo: Annotated[
        Path | None,
        typer.Option(metavar="DIR", exists=True, file_okay=False, help="Dossier MELO : ne mesurer que les mots (MRR)."),
    ] = None,
    run: Annotated[Path | None, typer.Option(metavar="FILE", help="Écrire le classement (run TREC).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="En JSON.")] = False,
) -> None:
    """Mesurer le classement (nDCG@10, rappel@50, MRR, durée d'une recommandation) ou, avec --melo, les mots seuls."""
    match bench, melo:
        case None, Path():
            _evaluate_words(melo, as_json)
        case Path(), None:
            _evaluate_ranking(bench, run, as_json)
        case _:
            raise typer.BadParameter("nommez un seul dossier : --bench DIR ou --melo DIR")


def _evaluate_words(folder: Path, as_json: bool) -> None:
    from matching.embeddings import load_embedder
    from matching.evaluation.melo import measure_words, read_melo

    settings = read_settings()
    with failing_on(FileNotFoundError, ValueError):
        melo = read_melo(folder)
        figures = measure_words(melo, load_embedder(settings.model))
    if as_json:
        measured = {"mrr": figures.embedding, "mrr_titles": figures.titles, "queries": len(melo.answers)}
        print(json.dumps(measured))  # noqa: T201
    else:
        show(f"{'mrr':<12} {figures.embedding:.3f}  (modèle seul)")
        show(f"{'mrr_titles':<12} {figures.titles:.3f}  (modèle et lettres, comme sont comparés les titres français)")
        show(f"{'queries':<12} {len(melo.answers)}")


def _evaluate_ranking(bench: Path, run: Path | None, as_json: bool) -> None:
    from rich.progress import track

    from matching.evaluation.benchmark import read_benchmark
    from matching.evaluation.run import measure, rank_all, write_run
    from matching.index.protocol import IndexUnreachableError
    from service.indexing import make_understanding, trial_index

    settings = read_settings()
    with failing_on(FileNotFoundError, ValueError, IndexUnreachableError):
        benchmark = read_benchmark(bench)
        understanding = make_understanding(settings)
        with trial_index(settings, understanding) as index:
            ranked = rank_all(benchmark, index, understanding)
            rankings, seconds = {}, []
            for name, ranking, took in track(
                ranked, "profils", total=len(benchmark.profiles), console=err, transient=True
            ):
                rankings[name] = ranking
                seconds.append(took)
        measures = measure(rankings, seconds, benchmark)
    if run is not None:
        write_run(run, rankings)
    if as_json:
        print(json.dumps(measures.as_json()))  # noqa: T201
    else:
        for name, value in measures.as_json().items():
            show(f"{name:<12} {value:.3f}")
        show(f"{'profiles':<12} {measures.profiles}")


def benchmark(
    bench: Annotated[Path, typer.Option(metavar="DIR", exists=True, file_okay=False, help="Dossier du banc d'essai.")],
    teacher: Annotated[
        str | None,
        typer.Option(metavar="DIR", envvar="LOT_RECRUTE_TEACHER", help="Modèle sentence-transformers à comparer."),
    ] = None,
    speed: Annotated[bool, typer.Option(help="Mesurer aussi les durées sur 10 000 et 100 000 offres.")] = True,
) -> None:
    """Écrire les tableaux du README : qualité, ingrédients, exposition, égalité de traitement, durées."""
    from matching.embeddings import load_embedder
    from matching.evaluation.benchmark import read_benchmark
    from matching.evaluation.report import Report
    from matching.understanding import Understanding

    with failing_on(FileNotFoundError, ValueError):
        report = Report(read_benchmark(bench), Understanding(load_embedder(read_settings().model)))
        parts = [
            ("Quality", report.quality(teacher or None)),
            ("What each ingredient is worth", report.ablation()),
            ("Exposure of employers", report.exposure()),
            ("Equal treatment", report.equal_treatment()),
        ]
        if speed:
            parts.append(("Speed, one thread", report.speed()))
        for title, lines in parts:
            show(f"\n### {title}\n")
            for line in lines:
                show(line)


def growth(
    bench: Annotated[Path, typer.Option(metavar="DIR", exists=True, file_okay=False, help="Dossier du banc d'essai.")],
    sizes: Annotated[str, typer.Option(metavar="N,N", help="Nombres d'offres.")] = "10000,100000",
) -> None:
    """Mesurer les index à mesure qu'ils grandissent ; Elasticsearch aussi, si LOT_RECRUTE_INDEX le nomme."""
    from service.growth import growth_table

    with failing_on(ValueError):
        numbers = [int(size) for size in sizes.split(",")]
    with failing_on(FileNotFoundError, ValueError):
        for line in growth_table(bench, numbers, read_settings()):
            show(line)
