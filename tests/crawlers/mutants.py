"""Mutants of the fixtures' answers, and crawls of them within this process: spider and last stretch, no more."""

import copy
import itertools
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from crawl_support import make_options
from lxml import etree
from lxml import html as lxml_html
from scrapy import Request
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.settings import Settings
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.statscollectors import MemoryStatsCollector
from twisted.python.failure import Failure

from crawlers.codes import CrawlCode
from crawlers.postings import RawPosting
from crawlers.running.archive import RecordedResponse
from crawlers.running.collecting import CollectingPipeline
from crawlers.running.fixtures import Exchange, Fixture
from crawlers.running.folder import OFFERS
from crawlers.running.job import CrawlJob
from crawlers.running.pace import Pace
from crawlers.running.refusals import RefusedRequest
from crawlers.running.report import CrawlReport, Outcome
from crawlers.running.work import Work
from crawlers.spiders import SPIDERS

DROP, IN_A_LIST, DEEP = "(dropped)", "(in a list)", "(deep)"
VALUES: tuple[Any, ...] = (None, "", "x", " ", 0, -1, True, False, "false", 1.5, [], {}, "9" * 5000)
"""What stands in for a value; besides, it is dropped, put in a list, and put deep in lists."""

NOWHERE = re.compile(r"\b(?:None|null|undefined|True|False)\b|\s|[{}\[\]]|^(?!https?://[^/]+)", re.ASCII)
"""Found in an address that was made of a value that is none."""


@dataclass(frozen=True)
class Mutant:
    """One answer of a fixture, changed at one place."""

    name: str
    number: int
    """Which of the fixture's exchanges is changed."""
    body: bytes
    original: bytes
    """The answer unchanged, written by the same writer."""

    def among(self, exchanges: tuple[Exchange, ...], *, changed: bool = True) -> tuple[Exchange, ...]:
        """Return a fixture's exchanges with this answer, or its original, in place of the one that it is made of."""
        request, answer = exchanges[self.number]
        body = self.body if changed else self.original
        mine = request, RecordedResponse(answer.status, answer.headers, body)
        return (*exchanges[: self.number], mine, *exchanges[self.number + 1 :])


@dataclass(frozen=True)
class Outcomes:
    """What came of a crawl."""

    report: CrawlReport
    offers: dict[str, str]
    """Offers as JSON, by the source's id."""
    asked: tuple[str, ...]
    links: tuple[str, ...]
    """Addresses of the offers."""


async def first_requests(spider: Any) -> list[Request]:
    """Return what a spider asks for at first."""
    return [request async for request in spider.start()]


def crawl_here(fixture: Fixture, exchanges: tuple[Exchange, ...], folder: Path) -> Outcomes:
    """Crawl a fixture with these answers: one request after another, without robots.txt."""
    job = CrawlJob(
        entry=fixture.entry,
        options=make_options(folder, territory="46", replay=folder / "none"),
        folder=folder,
        started="2026-03-10T12:00:00Z",  # type: ignore[arg-type]
    )
    (folder / OFFERS).write_bytes(b"")
    spider = SPIDERS[job.entry.platform](Work(job, cast(Any, None), None, Pace(0.0)))
    crawler: Any = SimpleNamespace(spider=spider, settings=Settings())
    crawler.stats = MemoryStatsCollector(SimpleNamespace(settings=Settings({"STATS_DUMP": False})))  # type: ignore[arg-type]
    spider.crawler = crawler
    pipeline = CollectingPipeline(crawler)
    answers = {(one.method, _plain(one.address), one.body): answer for one, answer in exchanges}
    waiting = _run(first_requests(spider))
    asked: list[str] = []
    while waiting:
        request = waiting.pop(0)
        asked.append(request.url)
        if len(asked) > 200:
            raise AssertionError(f"no end of requests: {request.url}")
        for result in _answered(spider, request, answers):
            if isinstance(result, RawPosting):
                pipeline.process_item(result)
            else:
                waiting.append(result)
    pipeline.close()
    lines = [json.loads(line) for line in (folder / OFFERS).read_text("utf-8").splitlines()]
    offers = {line["offer"]["provenance"]["source_id"]: json.dumps(line, sort_keys=True) for line in lines}
    told = (line["offer"]["provenance"][key] for line in lines for key in ("url", "apply_url"))
    return Outcomes(pipeline.report(Outcome.FINISHED), offers, tuple(asked), tuple(filter(None, told)))


def _run(coroutine: Any) -> Any:
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError("expected a start that waits for nothing")


def _plain(address: str) -> str:
    return Request(address).url


def _answered(spider: Any, request: Request, answers: dict[Any, RecordedResponse]) -> list[Any]:
    answer = answers.get((request.method, request.url, request.body))
    if not spider.entry.allows(request.url):
        return _refused(request, RefusedRequest(CrawlCode.OFFSITE, request.url))
    if answer is None:
        return _refused(request, RefusedRequest(CrawlCode.NOT_RECORDED, request.url))
    headers = Headers(dict(answer.headers))
    kind = responsetypes.from_args(headers=headers, url=request.url, body=answer.body)
    response: Response = kind(request.url, status=answer.status, headers=headers, body=answer.body, request=request)
    if answer.status >= 300 and answer.status not in request.meta.get("handle_httpstatus_list", ()):
        return _refused(request, HttpError(response))
    return list(cast(Any, request.callback)(response, **request.cb_kwargs))


def _refused(request: Request, error: Exception) -> list[Any]:
    failure = Failure(error)
    failure.request = request  # type: ignore[attr-defined]
    return list(cast(Any, request.errback)(failure))


def mutants(fixture: Fixture) -> Iterator[Mutant]:
    """Return every mutant of a fixture's answers, in a fixed order."""
    for number, (request, answer) in enumerate(fixture.exchanges):
        name = f"{number} {request.address}"
        if request.address.endswith("/robots.txt") or answer.status != 200:
            continue
        body, kind = answer.body, dict(answer.headers)["Content-Type"]
        original = body
        found: Iterator[tuple[str, bytes]] = iter(())
        if body.lstrip()[:1] in (b"{", b"["):
            found = json_mutants(body)
        elif "html" in kind or "xml" in kind:
            parse = _parse_html if "html" in kind else _parse_xml
            original = _written(parse(body))
            found = markup_mutants(original, parse)
        for what, changed_body in itertools.chain(found, cut(body)):
            yield Mutant(f"{name}: {what}", number, changed_body, original)


def json_mutants(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Return a JSON answer with one value changed, at every path."""
    answer = json.loads(body)
    for path in list(paths(answer)):
        for value in (*VALUES, DROP, IN_A_LIST, DEEP):
            yield f"{'/'.join(map(str, path))} = {str(value)[:20]!r}", json.dumps(changed(answer, path, value)).encode()


def paths(value: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Return the paths of all values within a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*before, key)
        yield from paths(one, (*before, key))


def changed(answer: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Return a copy of an answer with another value at a path."""
    answer = copy.deepcopy(answer)
    parent = answer
    for key in path[:-1]:
        parent = parent[key]
    key = path[-1]
    if value is DROP:
        del parent[key]
    elif value is IN_A_LIST:
        parent[key] = [parent[key]]
    elif value is DEEP:
        for _ in range(50):
            parent[key] = [parent[key]]
    else:
        parent[key] = value
    return answer


def _parse_html(body: bytes) -> Any:
    return lxml_html.document_fromstring(body, parser=lxml_html.HTMLParser(encoding="utf-8"))


def _parse_xml(body: bytes) -> Any:
    return etree.fromstring(body, etree.XMLParser(resolve_entities=False, load_dtd=False, recover=True))


def _written(root: Any) -> bytes:
    return etree.tostring(root, encoding="utf-8", method="html" if root.tag == "html" else "xml")


def markup_mutants(body: bytes, parse: Callable[[bytes], Any]) -> Iterator[tuple[str, bytes]]:
    """Return a page or a feed with one element dropped, doubled, emptied, without attributes, or with another text."""
    count = sum(1 for _ in parse(body).iter(etree.Element))
    for place in range(1, count):
        for what in ("dropped", "twice", "emptied", "attributes dropped", "text is x"):
            root = parse(body)
            node = list(root.iter(etree.Element))[place]
            name = f"{root.getroottree().getpath(node)} {what}"
            if what == "dropped":
                node.getparent().remove(node)
            elif what == "twice":
                node.addnext(copy.deepcopy(node))
            elif what == "emptied":
                tail = node.tail
                node[:] = []
                node.text, node.tail = None, tail
            elif what == "text is x":
                node.text = "x"
            else:
                for attribute in node.attrib:
                    del node.attrib[attribute]
            yield name, _written(root)


def cut(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Return an answer cut at each tenth."""
    for tenth in range(10):
        yield f"cut at {tenth}/10", body[: len(body) * tenth // 10]


def faults(before: Outcomes, after: Outcomes) -> list[str]:
    """Return what is wrong with the crawl of a mutant, beside the crawl of its original."""
    found = []
    new = {c: n - before.report.codes.get(c, 0) for c, n in after.report.codes.items()}
    for code in (CrawlCode.SPIDER_ERROR, CrawlCode.NOT_NORMALISED):
        if new.get(code):
            found.append(f"{code}")
    found += [f"asked {one[:120]!r}" for one in after.asked if one not in before.asked and NOWHERE.search(one)]
    found += [f"kept {one[:120]!r}" for one in after.links if one not in before.links and NOWHERE.search(one)]
    missing = len(before.offers) - len(after.offers)
    counted = sum(n for n in new.values() if n > 0)
    told = after.report.listed == 0 or (
        after.report.announced is not None and after.report.listed != after.report.announced
    )
    if missing > 0 and not counted and not told:
        found.append(f"{missing} offer(s) vanished uncounted")
    return found


def lost(before: Outcomes, after: Outcomes) -> set[str]:
    """Return the ids of the offers that a mutant lost or changed."""
    return {one for one, line in before.offers.items() if after.offers.get(one) != line}
