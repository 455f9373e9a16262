"""What crawls keep of pages for the next crawl does not grow for ever."""

import shutil
from pathlib import Path

MAX_AGE = 30 * 24 * 3600.0
"""Seconds since a page was last used: by then its offer, unseen, has left the public list."""

MAX_BYTES = 512 * 1024 * 1024
"""For one registry entry: more than 11,815 offer pages, packed."""


def forget_unused(folder: Path, now: float, max_bytes: int = MAX_BYTES) -> None:
    """Remove the pages of an entry that were not used for `MAX_AGE`, then the least recently used beyond a size.

    A page is a file (a reading) or a folder (an answer kept by Scrapy's cache), both two levels below a kind; its time
    of modification is when it was last used.

    Args:
        folder: the entry's, in the cache.
        now: seconds since the epoch.
        max_bytes: that may stay.
    """
    pages = sorted(((path.stat().st_mtime, path) for path in folder.glob("*/*/*")), reverse=True)
    total = 0
    for used, path in pages:
        total += sum(file.stat().st_size for file in path.iterdir()) if path.is_dir() else path.stat().st_size
        if now - used <= MAX_AGE and total <= max_bytes:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
