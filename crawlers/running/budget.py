"""How often a host may be asked in a day, over all crawls that share a folder."""

import os
import shutil
from datetime import date
from pathlib import Path
from urllib.parse import quote


class DailyBudget:
    """Counts requests in a folder a day, with a file a host: its length is the count.

    A byte appended is counted at once for every process, survives a kill, and needs no lock.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._limit = limit

    def take(self, host: str, today: date) -> bool:
        """Count one request; False when the day's budget is spent and it must not be sent.

        Raises:
            OSError: The folder cannot be written to.
        """
        day = self._folder / today.isoformat()
        if not day.exists():
            self._forget(day.name)
            day.mkdir(parents=True, exist_ok=True)
        file = os.open(day / quote(host, safe=""), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            if os.fstat(file).st_size >= self._limit:
                return False
            os.write(file, b".")
            return os.fstat(file).st_size <= self._limit  # another crawl may have taken the last one meanwhile
        finally:
            os.close(file)

    def _forget(self, today: str) -> None:
        """Remove the counts of earlier days."""
        for day in self._folder.iterdir() if self._folder.exists() else ():
            if day.name < today:
                shutil.rmtree(day, ignore_errors=True)
