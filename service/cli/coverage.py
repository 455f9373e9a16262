"""The table at the end of several crawls: what each platform's answers held, and what became of it."""

from collections import Counter
from collections.abc import Iterable, Sequence

from crawlers.running.report import COVERED, CrawlReport

_HEADINGS = {
    "employer": "employeur",
    "places": "lieu",
    "contract": "contrat",
    "working_time": "temps",
    "salary": "salaire",
    "experience": "expér.",
    "licences": "permis",
    "languages": "langues",
    "remote": "à distance",
    "posted_on": "publié",
    "closes_on": "clôture",
    "starts_on": "début",
}


def coverage_table(reports: Iterable[CrawlReport]) -> list[str]:
    """Return the lines of a table: a platform a line, then all of them together.

    Postings in the answers, offers read, offers kept; for each field the share of offers read in which it is known (%);
    refusals by reason. Of a platform with several sources the counts are added.
    """
    groups: dict[str, list[CrawlReport]] = {}
    for report in reports:
        groups.setdefault(report.platform, []).append(report)
    rows = [_row(platform, groups[platform]) for platform in sorted(groups)]
    rows.append(_row("ensemble", [report for group in groups.values() for report in group]))
    headings = ("plateforme", "annonces", "lues", "retenues", *(_HEADINGS[name] for name in COVERED), "refus")
    table = [headings, *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(headings))]
    return [_line(row, widths) for row in table]


def _row(platform: str, reports: Sequence[CrawlReport]) -> tuple[str, ...]:
    found = sum(report.found for report in reports)
    known = sum((Counter(report.coverage) for report in reports), Counter[str]())
    refused = sum((Counter(report.refused) for report in reports), Counter[str]())
    shares = (f"{100 * known[name] / found:.0f} %" if found else "" for name in COVERED)
    counts = (sum(r.listed for r in reports), found, sum(r.kept for r in reports))
    return (platform, *map(str, counts), *shares, ", ".join(f"{code} {count}" for code, count in refused.most_common()))


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *middle, last = (
        cell.rjust(width) if 0 < place < len(row) - 1 else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join((first, *middle, last)).rstrip()
