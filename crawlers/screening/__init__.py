"""Which offers are fit to show, and which a person has to look at first: one module a subject."""

from crawlers.screening.judging import screen, watch
from crawlers.screening.territory import Territory

__all__ = ["Territory", "screen", "watch"]
