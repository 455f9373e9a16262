"""One employer: from the home page to the careers page, the platform, and a trial crawl that counts nothing."""

import logging
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from crawlers.detection import Clues, Detection, detect, entry_key, entry_table, entry_toml
from crawlers.detection.investigating import investigate
from crawlers.detection.signs import PORTAL
from crawlers.detection.visiting import NotAskedError, RobotsClosedError, VisitError, Visitor
from crawlers.registry import CrawledEntry, RegistryError, UnknownEntry, parse_registry
from crawlers.registry.entries import PLATFORMS
from crawlers.running.crawl import Progress, crawl
from crawlers.running.folder import read_run
from crawlers.running.job import CrawlOptions
from crawlers.screening import Territory
from crawlers.survey.careers import careers_addresses, careers_links, speaks_of_offers
from crawlers.survey.finding import Finding, Trial, Verdict
from crawlers.survey.roster import Listed

logger = logging.getLogger(__name__)

MOST_PAGES = 6
"""Pages that are read of one employer's site before its trial crawl: a menu is rarely deeper."""
TRIAL_REQUESTS = 60
"""Requests after which a trial crawl is cut: enough to see offers, little for a board of thousands."""
_FROM_SITEMAP = 3
_MOST_TRIALS = 2


class _Enough(KeyboardInterrupt):
    """Ends a trial crawl in good order, as Ctrl-C does."""


class _Seen(NamedTuple):
    page: Clues
    detection: Detection


@dataclass
class _Road:
    """What was seen on the way."""

    pages: list[str] = field(default_factory=list)
    careers: str | None = None
    seen: list[_Seen] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    closed: bool = False
    """robots.txt closed a page that was wanted."""
    answered: bool = False
    cut: bool = False
    """A page that was wanted was not asked for: another day may tell more."""


def survey(listed: Listed, visitor: Visitor, options: CrawlOptions, taken: Collection[str] = ()) -> Finding:
    """Visit one employer; whatever happens there is part of the finding.

    Args:
        listed: who, and where to begin.
        visitor: reads the pages.
        options: circumstances of the trial crawl; its folder is not used, nothing is kept.
        taken: keys that other entries have.
    """
    road = _Road()
    told: dict[str, object] = {}
    try:
        _follow(listed.site, visitor, road)
        told = _conclude(listed, road, options, taken)
    except Exception as error:  # one strange site must not cost the others
        logger.exception("%s: the survey failed", listed.site)
        told = {"verdict": Verdict.FAILED}
        road.notes.append(f"erreur du logiciel : {error!r}")
    return Finding.model_validate(
        {
            "name": listed.name,
            "site": listed.site,
            "commune": listed.commune,
            "at": datetime.now(UTC).replace(microsecond=0),
            "careers": road.careers,
            "pages": tuple(road.pages),
            "robots": visitor.robots_say,
            "notes": tuple(dict.fromkeys(road.notes)),
            **told,
        }
    )


def _follow(site: str, visitor: Visitor, road: _Road) -> None:
    """Read the home page, then the pages that speak most of offers, until one names the employer's own board."""
    waiting = [site]
    while waiting and len(road.pages) < MOST_PAGES:
        address = waiting.pop(0)
        page = _read(address, visitor, road)
        if page is None:
            continue
        home = len(road.pages) == 1 and not speaks_of_offers(site)
        # a shop window's links look like offers, too: guesses are for pages that a link called careers
        found = detect(page) if home else investigate(page, visitor, road.notes.append)
        road.seen += [_Seen(page, one) for one in found if one.weight or not home]
        if not home:
            road.careers = page.address
        if any(one.weight > PORTAL and one.platform in PLATFORMS for one in found):
            road.careers = page.address
            return
        links = careers_links(page)
        if home and not links:
            links = _from_sitemap(page, visitor)
        waiting += [link for link in links if link not in (*road.pages, *waiting, page.address)]


def _read(address: str, visitor: Visitor, road: _Road) -> Clues | None:
    try:
        page = visitor.page(address)
    except VisitError as error:
        road.closed |= isinstance(error, RobotsClosedError)
        road.cut |= isinstance(error, NotAskedError)
        road.notes.append(str(error))
        return None
    road.answered = True
    road.pages.append(page.address)
    return page


def _from_sitemap(home: Clues, visitor: Visitor) -> tuple[str, ...]:
    addresses: list[str] = []
    for sitemap in home.sitemaps[:1] or (f"{home.origin}/sitemap.xml",):
        named = visitor.sitemap(sitemap)
        children = [one for one in named if one.endswith((".xml", ".xml.gz"))]
        addresses += [one for one in named if one not in children]
        for child in sorted(children, key=lambda one: "page" not in one)[:_FROM_SITEMAP]:
            addresses += visitor.sitemap(child)
    return careers_addresses(addresses, home.address)[:_FROM_SITEMAP]


def _conclude(listed: Listed, road: _Road, options: CrawlOptions, taken: Collection[str]) -> dict[str, object]:
    """Try the likeliest boards, the employer's own before a portal; return verdict, platform, entry and trial."""
    known = [one for one in road.seen if one.detection.platform in PLATFORMS]
    boards = {(one.detection.platform, one.detection.start_url): one for one in reversed(known)}
    own = [one for one in boards.values() if one.detection.weight != PORTAL]
    empty: dict[str, object] | None = None
    for seen in sorted(own, key=lambda one: -one.detection.weight)[:_MOST_TRIALS]:
        told = _told(seen, listed, options, taken)
        trial = _try(str(told["entry"]), options, road)
        if trial is not None:
            told["trial"] = trial
        if trial is not None and trial.postings:
            return told | {"verdict": Verdict.PROPOSED}
        empty = empty or told | {"verdict": Verdict.EMPTY}
    if portals := [one for one in known if one.detection.weight == PORTAL]:
        return _told(portals[0], listed, options, taken) | {"verdict": Verdict.PORTAL}
    if empty is not None:
        return empty
    if road.seen:
        seen = road.seen[0]
        return {
            "verdict": Verdict.NOT_COLLECTED,
            "platform": seen.detection.platform,
            "evidence": seen.detection.evidence,
        }
    if road.careers:
        return {"verdict": Verdict.UNRECOGNISED}
    if road.closed:
        return {"verdict": Verdict.ROBOTS_CLOSED}
    return {"verdict": Verdict.NO_CAREERS if road.answered and not road.cut else Verdict.DOWN}


def _told(seen: _Seen, listed: Listed, options: CrawlOptions, taken: Collection[str]) -> dict[str, object]:
    found = seen.detection
    departements = sorted(Territory.parse(options.territory).departements)
    table = entry_table(
        found,
        key=_free(entry_key(listed.name) or "employeur", taken),
        name=listed.name,
        commune=listed.commune,
        departements=departements,
    )
    return {
        "platform": found.platform,
        "evidence": found.evidence,
        "key": str(table["key"]),
        "entry": entry_toml(table),
    }


def _free(key: str, taken: Collection[str]) -> str:
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key[:60]}-{number}"
    return free


def _try(entry: str, options: CrawlOptions, road: _Road) -> Trial | None:
    """Crawl a proposed entry into a folder that is thrown away; None where the entry itself does not stand."""
    try:
        (parsed,) = parse_registry(entry, "l'entrée proposée").entries
    except RegistryError as error:
        road.notes.append(str(error))
        return None
    assert not isinstance(parsed, UnknownEntry)  # noqa: S101 - for the type checker
    return trial_crawl(parsed, options)


def trial_crawl(entry: CrawledEntry, options: CrawlOptions, most: int = TRIAL_REQUESTS) -> Trial:
    """Crawl an entry, cut after a number of requests; nothing of it is kept."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        trial = options.model_copy(update={"out": folder, "cache": None, "quiet": True})
        try:
            report = crawl(entry, trial, _until(most)).report
        except _Enough:
            (run,) = folder.iterdir()
            return Trial.of(read_run(run).report, cut=True)
    return Trial.of(report, cut=False)


def _until(most: int) -> Callable[[Progress], None]:
    def follow(at: Progress) -> None:
        if at.requests > most:
            raise _Enough

    return follow
