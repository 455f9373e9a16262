"""What routes ask for in their signatures."""

from datetime import UTC, date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Request

from service.api.public import PublicCatalogue
from service.settings import Settings

PARIS = ZoneInfo("Europe/Paris")


def today_in_the_lot() -> date:
    """Return the day; tests override it."""
    return datetime.now(PARIS).date()


def now() -> datetime:
    """Return the moment; tests override it."""
    return datetime.now(UTC)


def _catalogue(request: Request) -> PublicCatalogue:
    catalogue: PublicCatalogue = request.app.state.catalogue
    return catalogue


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _site(settings: Annotated[Settings, Depends(_settings)]) -> str:
    return settings.public_url.rstrip("/")


Today = Annotated[date, Depends(today_in_the_lot)]
"""The day in the Lot."""
Now = Annotated[datetime, Depends(now)]
"""The moment, UTC."""
Catalogue = Annotated[PublicCatalogue, Depends(_catalogue)]
"""The public offers."""
Site = Annotated[str, Depends(_site)]
"""The site's address, without final slash."""
