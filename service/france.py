"""The day in France: an offer that closes on the 5th is open until midnight there."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

FRANCE = ZoneInfo("Europe/Paris")


def local_day(moment: datetime) -> date:
    """Return the day in France at a moment."""
    return moment.astimezone(FRANCE).date()
