"""Compact tables of the package: tab-separated, compressed, the same bytes for the same rows."""

import csv
import gzip
import io
from collections.abc import Iterable, Sequence
from pathlib import Path


def write_table(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write rows of text; neither the moment nor the file's name goes into the compressed bytes."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter="\t", lineterminator="\n").writerows(rows)
    path.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))
