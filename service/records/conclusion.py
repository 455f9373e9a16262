"""What a crawl may conclude: only a complete run proves by absence, and a suspicious one waits for a person."""

from dataclasses import dataclass
from enum import StrEnum

from crawlers.running.report import CrawlReport
from service.records.guard import Verdict


class Completeness(StrEnum):
    """How much of its source a run saw."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    """What it saw is real, and what it did not see proves nothing."""
    SUSPICIOUS = "suspicious"
    """It contradicts the site or its predecessors so much that a person looks first."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A run's verdict, and the reason (French; None for a complete run)."""

    kind: Completeness
    why: str | None = None

    @property
    def held(self) -> str | None:
        """Why a person has to look at the run first; None: nobody has to."""
        return self.why if self.kind is Completeness.SUSPICIOUS else None


def conclude(report: CrawlReport, guard: Verdict) -> Conclusion:
    """Return what a run may conclude, from its report and from the guard's comparison with its predecessors.

    Suspicious: the guard holds it; it listed nothing and saw no marker for "no offers"; or it reached less than half
    of what the site announces. Partial: it did not finish, something failed on the way, or the numbers differ.
    """
    faults = ", ".join(f"{code} {count}" for code, count in report.codes.items() if code.is_fault and count)
    told = f" ({faults})" if faults else ""
    announced = report.announced
    if guard.why is not None:
        return Conclusion(Completeness.SUSPICIOUS, guard.why)
    if report.complete:
        return Conclusion(Completeness.COMPLETE)
    if not report.finished:
        return Conclusion(Completeness.PARTIAL, f"collecte non terminée ({report.outcome})")
    if report.listed == 0:
        return Conclusion(Completeness.SUSPICIOUS, f"aucune offre listée, sans la mention « pas d'offre »{told}")
    if announced is not None and 2 * report.listed < announced:
        return Conclusion(
            Completeness.SUSPICIOUS, f"{report.listed} offres listées, {announced} annoncées par le site{told}"
        )
    if announced is not None and announced != report.listed:
        return Conclusion(
            Completeness.PARTIAL, f"{report.listed} offres listées, {announced} annoncées par le site{told}"
        )
    return Conclusion(Completeness.PARTIAL, faults or report.detail)
