"""The run folder of a crawl: all that a crawl writes.

``offers.jsonl``: one `CollectedOffer` a line, refused ones included; ``report.json``: a `CrawlReport`;
``gone.jsonl``: one `GoneOffer` a line, if any;
``responses.warc.gz``: requests and answers. All are readable at any moment, after SIGKILL too.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from crawlers.postings import SCHEMA_VERSION, CollectedOffer, GoneOffer
from crawlers.running.report import REPORT_VERSION, CrawlReport

OFFERS = "offers.jsonl"
GONE = "gone.jsonl"
REPORT = "report.json"
RESPONSES = "responses.warc.gz"


class RunError(ValueError):
    """A folder that is no run folder, or one of another version of this software."""


@dataclass(frozen=True)
class Run:
    """A run folder that was opened."""

    folder: Path
    report: CrawlReport

    def offers(self) -> Iterator[CollectedOffer]:
        """Yield every offer found, in the order of the crawl.

        Raises:
            RunError: A line cannot be read. The last line of an unfinished run may be torn: it is left out.
        """
        with (self.folder / OFFERS).open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.endswith("\n") and not self.report.finished:
                    return
                try:
                    yield _read_offer(line)
                except ValueError as error:
                    raise RunError(f"{self.folder / OFFERS}, line {number}: {error}") from error

    def gone(self) -> Iterator[GoneOffer]:
        """Yield every offer whose own page said that it no longer exists.

        Raises:
            RunError: A line cannot be read.
        """
        path = self.folder / GONE
        if not path.exists():
            return
        for number, line in enumerate(path.read_text("utf-8").splitlines(keepends=True), start=1):
            if not line.endswith("\n") and not self.report.finished:
                return
            try:
                yield GoneOffer.model_validate_json(line)
            except ValueError as error:
                raise RunError(f"{path}, line {number}: {error}") from error


def note_gone(folder: Path, gone: GoneOffer) -> None:
    """Append a line to ``gone.jsonl``."""
    with (folder / GONE).open("a", encoding="utf-8") as lines:
        lines.write(gone.model_dump_json() + "\n")


def create_run_folder(out: Path, started: datetime, key: str) -> Path:
    """Create an empty run folder below ``out``, named by moment and entry; a number is added if it is taken."""
    name = f"{started:%Y%m%dT%H%M%SZ}-{key}"
    number = 1
    while True:
        folder = out / (name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            number += 1
            continue
        (folder / OFFERS).touch()
        return folder


def write_report(folder: Path, report: CrawlReport) -> None:
    """Replace the report as a whole: a reader sees the old one or the new one."""
    draft = folder / f".{REPORT}.new"
    draft.write_text(report.model_dump_json(indent=2) + "\n", encoding="utf-8")
    draft.replace(folder / REPORT)


def read_report(folder: Path) -> CrawlReport:
    """Read the report of a run folder.

    Raises:
        RunError: There is none, or it is of another version.
    """
    path = folder / REPORT
    try:
        content = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise RunError(f"{folder}: expected a run folder, with a {REPORT} in it") from error
    except (OSError, ValueError) as error:
        raise RunError(f"{path}: expected JSON: {error}") from error
    version = content.get("schema_version") if isinstance(content, dict) else None
    if version != REPORT_VERSION:
        raise RunError(f"{path}: expected schema_version {REPORT_VERSION}, got {version!r}")
    try:
        return CrawlReport.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise RunError(f"{path}: expected a report: {error}") from error


def read_run(folder: Path) -> Run:
    """Open a run folder.

    Raises:
        RunError: See `read_report`.
    """
    return Run(folder, read_report(folder))


def _read_offer(line: str) -> CollectedOffer:
    content = json.loads(line)
    version = content.get("schema_version") if isinstance(content, dict) else None
    if version != SCHEMA_VERSION:
        raise ValueError(f"expected schema_version {SCHEMA_VERSION}, got {version!r}")
    return CollectedOffer.model_validate_json(line)
