"""What lies in memory for as long as the site runs: read before anyone waits for it, and let lie."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from service.api.public import NotReadyError, PublicCatalogue

OBJECTS = 20_000
"""New objects after which the youngest are looked through. One recommendation makes some 4,000, nearly all of which
are gone when it is answered; with Python's 700 the collector runs in the middle of it, six times over."""


@asynccontextmanager
async def settled(catalogue: PublicCatalogue) -> AsyncIterator[None]:
    """Read the catalogue into memory, and keep the garbage collector from it as long as the context is open.

    A full collection looks at every object: the offers in memory and the model made it a quarter of a second at 10,000
    offers, in the middle of somebody's request. Meanwhile the site answers already.
    """
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS, *before[1:])
    reading = asyncio.create_task(asyncio.to_thread(_read_and_freeze, catalogue))
    try:
        yield
    finally:
        await reading
        gc.unfreeze()
        gc.set_threshold(*before)


def _read_and_freeze(catalogue: PublicCatalogue) -> None:
    with suppress(NotReadyError):  # told when it is asked for
        catalogue.read_in()
    gc.collect()
    gc.freeze()
