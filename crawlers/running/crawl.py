"""Crawling one registry entry, each crawl in a process of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from crawlers.registry import CrawledEntry
from crawlers.running.folder import Run, create_run_folder, read_run, write_report
from crawlers.running.job import CrawlJob, CrawlOptions
from crawlers.running.report import Outcome
from matching.parsed import Record


class Progress(Record):
    """How far a crawl is."""

    requests: int
    listed: int
    found: int
    kept: int


def crawl(entry: CrawledEntry, options: CrawlOptions, on_progress: Callable[[Progress], None] | None = None) -> Run:
    """Crawl an entry and return its run, however it ended: see ``run.report.outcome``.

    The run folder exists, with a report that says "running", before anything is asked. ``on_progress`` is called
    about once a second. Ctrl-C is passed on: the crawl ends in good order, then KeyboardInterrupt goes its way;
    a second Ctrl-C ends it at once.

    Raises:
        OSError: The run folder cannot be made.
    """
    started = datetime.now(UTC).replace(microsecond=0)
    folder = create_run_folder(options.out.resolve(), started, entry.key)
    job = CrawlJob(entry=entry, options=options, folder=folder, started=started)
    write_report(folder, job.first_report())
    child = start_process()
    try:
        _follow(child, job.model_dump_json(), on_progress)
    except KeyboardInterrupt:
        _stop(child)
        raise
    finally:
        run = _settle(read_run(folder), child.wait())
    return run


def start_process() -> "subprocess.Popen[str]":
    """Start the process of a crawl; it waits for its `CrawlJob` on standard input."""
    root = str(Path(__file__).parents[2])
    return subprocess.Popen(
        # of the same code as this process, wherever it is run
        [sys.executable, "-P", "-m", "crawlers.running.child"],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C reaches the child once, through its parent
    )


def _follow(child: "subprocess.Popen[str]", job: str, on_progress: Callable[[Progress], None] | None) -> None:
    assert child.stdin and child.stdout  # noqa: S101 - for the type checker: both are pipes
    try:
        with child.stdin:
            child.stdin.write(job)
    except BrokenPipeError:
        return  # the child is gone already; its exit status tells
    for line in child.stdout:
        if on_progress is not None:
            on_progress(Progress.model_validate(json.loads(line)))


def _stop(child: "subprocess.Popen[str]") -> None:
    try:
        child.send_signal(signal.SIGINT)
        child.wait()
    except KeyboardInterrupt:
        child.kill()
        child.wait()


def _settle(run: Run, status: int) -> Run:
    """Say how a crawl ended that could not say so itself."""
    if run.report.outcome is not Outcome.RUNNING:
        return run
    if status < 0:
        outcome, detail = Outcome.INTERRUPTED, f"killed by {signal.Signals(-status).name}"
    else:
        outcome, detail = Outcome.FAILED, f"the crawl's process ended with status {status}; its messages say why"
    report = run.report.model_copy(update={"outcome": outcome, "detail": detail, "updated": datetime.now(UTC)})
    write_report(run.folder, report)
    return Run(run.folder, report)
