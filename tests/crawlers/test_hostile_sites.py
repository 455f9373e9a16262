"""What a crawl does on a site that means it no good: a story each. Another server watches that nobody comes by."""

import gzip
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

import brotli
import pytest
from backports import zstd
from crawl_support import make_entry, make_options
from hostile_site import Asked, HostileSite, hostile_site, pdf_of

from crawlers.codes import CrawlCode
from crawlers.detection.visiting import from_network
from crawlers.registry import CrawledEntry
from crawlers.running.crawl import crawl
from crawlers.running.folder import RESPONSES
from crawlers.running.reach import Reach, reach_of
from crawlers.running.scrapy_settings import MAX_BYTES

Lay = Callable[[HostileSite, str], None]
"""Puts a story's pages on a site; the text is the address of a server that is none of the entry's."""

LISTING = 'platform = "schema_org"\nmode = "listing"\noffer_links = "a.offre"\nnext_link = "a.suite"'
SITEMAP = 'platform = "schema_org"\nmode = "sitemap"\noffer_pattern = "/o/"'
ROWS = 'platform = "listing"\nrow = "li"\nlink = "a"\non_list = { title = "b" }\nnext_link = "a.suite"'
FEED = 'platform = "personio"'


def offer(number: int, more: str = "") -> str:
    posting = {"@type": "JobPosting", "title": f"Scieur {number}", "description": "Du bois.", "identifier": number}
    return f'<html><head><script type="application/ld+json">{json.dumps(posting)}</script>{more}</head></html>'


def links(*addresses: str, following: str = "") -> str:
    further = f'<a class="suite" href="{following}">Suite</a>' if following else ""
    return "".join(f'<a class="offre" href="{address}">Offre</a>' for address in addresses) + further


def sitemap(*addresses: str, kind: str = "urlset", before: str = "") -> str:
    name = "url" if kind == "urlset" else "sitemap"
    inside = "".join(f"<{name}><loc>{address}</loc></{name}>" for address in addresses)
    return f'<?xml version="1.0"?>{before}<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inside}</{kind}>'


def beside(put: Lay) -> Lay:
    """A listing of a good offer and of /o/2, which a story answers."""

    def lay(site: HostileSite, other: str) -> None:
        site.put("/debut", links("/o/1", "/o/2"))
        site.put("/o/1", offer(1))
        put(site, other)

    return lay


def second(body: bytes | str, kind: str = "text/html", status: int = 200, **headers: str) -> Lay:
    return beside(lambda site, other: site.put("/o/2", body, kind, status, **headers))


def packed(encoding: str, pack: Callable[[bytes], bytes]) -> Lay:
    return second(pack(bytes(MAX_BYTES + 1)), Content_Encoding=encoding)


def redirected(to: str) -> Lay:
    return beside(lambda site, other: site.put("/o/2", "", "text/html", 302, Location=to.format(other=other)))


def refreshed(site: HostileSite, other: str) -> None:
    site.put("/o/2", f'<meta http-equiv="refresh" content="0; url={other}/o/2">')


def canonical(site: HostileSite, other: str) -> None:
    site.put("/o/2", offer(2, f'<link rel="canonical" href="{other}/o/2"><base href="{other}/">'))


def leads_away(site: HostileSite, other: str) -> None:
    site.put("/debut", links("/o/1", following=f"{other}/page/2"))
    site.put("/o/1", offer(1))


def names_others(site: HostileSite, other: str) -> None:
    site.put("/debut", sitemap(f"{site.address}/o/1", f"{other}/o/2"))
    site.put("/o/1", offer(1))


def robots_elsewhere(site: HostileSite, other: str) -> None:
    site.put("/robots.txt", "", "text/plain", 301, Location=f"{other}/robots.txt")
    site.put("/debut", links("/o/1"))


def packed_sitemap(pack: Callable[[bytes], bytes]) -> Lay:
    def lay(site: HostileSite, other: str) -> None:
        listed = sitemap(*(f"{site.address}/o/{number}" for number in (1, 2))).encode()
        site.put("/debut", pack(listed), "application/gzip")
        site.put("/o/1", offer(1))
        site.put("/o/2", offer(2))

    return lay


def page_number(asked: Asked) -> int:
    return int(asked.path.rpartition("/")[2])


def calendar(site: HostileSite, other: str) -> None:
    def month(asked: Asked) -> None:
        number = page_number(asked)
        asked.reply(
            f'<li><b>Scieur du mois {number}</b></li><a class="suite" href="/mois/{number + 1}">mois suivant</a>'
        )

    site.put("/debut", '<li><b>Scieur</b></li><a class="suite" href="/mois/1">mois suivant</a>')
    site.answers["/mois/"] = month


def same_again(site: HostileSite, other: str) -> None:
    site.put("/debut", links("/o/1", following="/page/2"))
    site.answers["/page/"] = lambda asked: asked.reply(links("/o/1", following=f"/page/{page_number(asked) + 1}"))
    site.put("/o/1", offer(1))


def indexes(site: HostileSite, other: str) -> None:
    def index(asked: Asked) -> None:
        number = page_number(asked)
        asked.reply(sitemap(f"{site.address}/plan/{number + 1}", kind="sitemapindex"), "text/xml")

    site.put("/debut", sitemap(f"{site.address}/plan/1", kind="sitemapindex"), "text/xml")
    site.answers["/plan/"] = index


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]>"
)


def laughs(site: HostileSite, other: str) -> None:
    site.put("/debut", sitemap(f"{site.address}/o/1", f"{site.address}/o/&a11;", before=LAUGHS), "text/xml")
    site.put("/o/1", offer(1))


def outside_entity(site: HostileSite, other: str) -> None:
    before = f'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY h SYSTEM "{other}/x">]>'
    site.put("/debut", sitemap(f"{site.address}/o/1", "&f;", "&h;", before=before), "text/xml")
    site.put("/o/1", offer(1))


def feed_that_laughs(site: HostileSite, other: str) -> None:
    outside = f'<!ENTITY h SYSTEM "{other}/x">'
    position = "<position><id>1</id><name>Scieur &a11;&h;</name></position>"
    site.put("/xml", f"{LAUGHS[:-2]}{outside}]><workzag-jobs>{position}</workzag-jobs>", "text/xml")


def drip(head: bytes, drop: bytes) -> Lay:
    def answer(asked: Asked) -> None:
        asked.wfile.write(head)
        while not asked.server.closing.wait(0.05):  # type: ignore[attr-defined]
            asked.wfile.write(drop)

    return beside(lambda site, other: site.answers.__setitem__("/o/2", answer))


def flood(head: bytes, drop: bytes) -> Lay:
    def answer(asked: Asked) -> None:
        asked.wfile.write(head)
        while not asked.server.closing.is_set():  # type: ignore[attr-defined]
            asked.wfile.write(drop)

    return beside(lambda site, other: site.answers.__setitem__("/o/2", answer))


def endless_robots(site: HostileSite, other: str) -> None:
    flood(PLAIN, b"X-A: 1\r\n" * 1000)(site, other)
    site.answers["/robots.txt"] = site.answers.pop("/o/2")


def pdf_bomb(site: HostileSite, other: str) -> None:
    site.put("/debut", '<li><a href="/o/1.pdf">Scieur (H/F)</a></li>')
    site.put("/o/1.pdf", pdf_of(b"BT /F1 12 Tf (a) Tj ET\n" * 20_000_000), "application/pdf")


PLAIN = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@dataclass(frozen=True)
class Story:
    name: str
    lay: Lay
    codes: dict[CrawlCode, int] = field(default_factory=dict)
    found: int = 1
    entry: str = LISTING
    start: str = "/debut"
    timeout: float = 5.0
    """Seconds for an answer; stories about time wait that long, and for two retries."""


STORIES = [
    # leaving
    Story("redirect to another host", redirected("{other}/o/2"), {CrawlCode.OFFSITE: 1}),
    Story("redirect without scheme", redirected("//{other}/o/2"), {CrawlCode.OFFSITE: 1}),
    Story("redirect to a file", redirected("file:///etc/passwd"), {CrawlCode.HTTP_ERROR: 1}),
    Story("redirect for ever", redirected("/o/2"), {CrawlCode.HTTP_ERROR: 1}),
    Story("meta refresh to another host", beside(refreshed), {CrawlCode.OFFSITE: 1}),
    Story("canonical and base elsewhere", beside(canonical), found=2),
    Story("next page on another host", leads_away, {CrawlCode.OFFSITE: 1}),
    Story("sitemap of another host's pages", names_others, {CrawlCode.OFFSITE: 1}, entry=SITEMAP),
    Story("robots.txt on another host", robots_elsewhere, {CrawlCode.ROBOTS_CLOSED: 1}, found=0),
    # weight
    Story("gzip bomb", packed("gzip", gzip.compress), {CrawlCode.TOO_LARGE: 1}),
    Story("brotli bomb", packed("br", lambda body: brotli.compress(body, quality=1)), {CrawlCode.TOO_LARGE: 1}),
    Story("zstd bomb", packed("zstd", zstd.compress), {CrawlCode.TOO_LARGE: 1}),
    Story(
        "gzip in gzip",
        packed("gzip, gzip", lambda body: gzip.compress(gzip.compress(body))),
        {CrawlCode.TOO_LARGE: 1},
    ),
    Story(
        "says it is huge", flood(PLAIN + b"Content-Length: 1%b\r\n\r\n" % (b"0" * 12), b"a"), {CrawlCode.TOO_LARGE: 1}
    ),
    Story("header without end", flood(PLAIN + b"X-A: ", b"a" * 65536), {CrawlCode.TOO_LARGE: 1}),
    Story("headers without end", flood(PLAIN, b"X-A: 1\r\n" * 1000), {CrawlCode.TOO_LARGE: 1}),
    Story("folded header without end", flood(PLAIN + b"X-A: 1\r\n", b" 1\r\n" * 1000), {CrawlCode.TOO_LARGE: 1}),
    Story("interim answers without end", flood(b"", b"HTTP/1.1 103 -\r\n\r\n" * 1000), {CrawlCode.TOO_LARGE: 1}),
    Story("status line without end", flood(b"HTTP/1.1 200 ", b"a" * 65536), {CrawlCode.TOO_LARGE: 1}),
    Story("robots.txt whose headers do not end", endless_robots, {CrawlCode.ROBOTS_CLOSED: 1}, found=0),
    Story("header as long as some sites' policies", second(offer(2), X_A="a" * 100_000), found=2),
    Story("never ends", flood(PLAIN + b"\r\n", bytes(65536)), {CrawlCode.TOO_LARGE: 1}),
    Story(
        "gzip bomb as a sitemap",
        packed_sitemap(lambda listed: gzip.compress(listed + bytes(MAX_BYTES))),
        {CrawlCode.TOO_LARGE: 1},
        found=0,
        entry=SITEMAP,
    ),
    Story("PDF bomb", pdf_bomb, {CrawlCode.BAD_PDF: 1}, found=0, entry=ROWS),
    # endlessness
    Story("calendar without end", calendar, {CrawlCode.TOO_MANY_PAGES: 1}, found=201, entry=ROWS),
    Story("next page is the same again", same_again, {CrawlCode.REPEATED_LISTING: 1}),
    Story("indexes of indexes", indexes, {CrawlCode.TOO_DEEP: 1}, found=0, entry=SITEMAP),
    # XML
    Story("billion laughs in a sitemap", laughs, entry=SITEMAP),
    Story("entities from elsewhere in a sitemap", outside_entity, entry=SITEMAP),
    Story("feed that laughs", feed_that_laughs, {CrawlCode.BAD_XML: 1}, found=0, entry=FEED, start="/xml"),
    # time
    Story("body that drips", drip(PLAIN + b"\r\n", b"<p>"), {CrawlCode.CONNECTION_FAILED: 1}, timeout=0.5),
    Story("headers that drip", drip(PLAIN, b"X-A: 1\r\n"), {CrawlCode.CONNECTION_FAILED: 1}, timeout=0.5),
    # nonsense
    Story("charset that does not exist", second(offer(2), "text/html; charset=klingon-8"), found=2),
    Story("charset that lies", second(offer(2).encode("utf-16"), "text/html; charset=utf-8"), found=2),
    Story("packed as said, but not", second(offer(2), Content_Encoding="gzip"), {CrawlCode.CONNECTION_FAILED: 1}),
    Story("sitemap cut off", packed_sitemap(lambda listed: listed[:-20]), {CrawlCode.BAD_XML: 1}, 2, SITEMAP),
    Story(
        "packed sitemap cut off",
        packed_sitemap(lambda listed: gzip.compress(listed)[:-9]),
        {CrawlCode.BAD_XML: 1},
        found=0,
        entry=SITEMAP,
    ),
    # firewalls
    Story(
        "Cloudflare",
        second('<title>Just a moment...</title><script src="/cdn-cgi/challenge-platform/h/g/x"></script>', status=503),
        {CrawlCode.HOST_STOPPED: 1},
    ),
    Story(
        "DataDome",
        second('<script src="https://ct.captcha-delivery.com/c.js"></script>', status=403),
        {CrawlCode.HOST_STOPPED: 1},
    ),
    Story(
        "captcha", second('<div class="g-recaptcha" data-sitekey="x"></div>', status=403), {CrawlCode.HOST_STOPPED: 1}
    ),
]


def entry_for(site: HostileSite, story: Story) -> CrawledEntry:
    return make_entry(f'{story.entry}\nstart_urls = ["{site.address}{story.start}"]\nallowed_hosts = ["{site.host}"]')


@pytest.fixture
def other() -> Iterator[HostileSite]:
    with hostile_site() as server:
        server.put("/", offer(99))
        yield server


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_hostile_site(story: Story, other: HostileSite, tmp_path: Path) -> None:
    with hostile_site() as site:
        story.lay(site, other.address)
        began = time.monotonic()
        run = crawl(entry_for(site, story), make_options(tmp_path, timeout=story.timeout))
    assert other.asked == []
    assert run.report.finished, run.report.detail
    assert dict(run.report.codes) == story.codes
    assert run.report.found == story.found
    assert run.report.complete == (not story.codes)
    assert time.monotonic() - began < 120, "a hostile site must not hold a crawl"
    assert (run.folder / RESPONSES).stat().st_size < MAX_BYTES
    kept = [one.offer.raw_title for one in run.offers()]
    assert not any("root:" in str(title) or len(str(title)) > 1000 for title in kept)


REBOUND = """
import socket

resolve, named = socket.getaddrinfo, socket.gethostbyname
socket.getaddrinfo = lambda host, *more, **kw: resolve("127.0.0.1" if host == "piege.example" else host, *more, **kw)
socket.gethostbyname = lambda host: "127.0.0.1" if host == "piege.example" else named(host)
"""
"""Read by every Python process at its start: a public name that resolves to this machine."""


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("name", ["piege.example", "2130706433", "[::ffff:127.0.0.1]", "0.0.0.0"])
def test_name_that_leads_to_this_machine(
    name: str, scheme: str, other: HostileSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(REBOUND)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    host = f"{name}:{other.server_port}"
    entry = make_entry(f'{LISTING}\nstart_urls = ["{scheme}://{host}/"]\nallowed_hosts = ["{host}"]')
    report = crawl(entry, make_options(tmp_path / "runs", delay=0.0)).report
    assert other.asked == []
    assert report.codes == {CrawlCode.PRIVATE_ADDRESS: 1}
    assert not report.complete


def test_public_site_that_redirects_to_this_machine_within_its_allowed_hosts(
    other: HostileSite, tmp_path: Path
) -> None:
    """An entry that names this machine beside others is no example site."""
    entry = make_entry(
        f'{LISTING}\nstart_urls = ["{other.address}/"]\nallowed_hosts = ["{other.host}", "exemple.example"]'
    )
    assert crawl(entry, make_options(tmp_path)).report.codes == {CrawlCode.PRIVATE_ADDRESS: 1}
    assert other.asked == []


@pytest.mark.parametrize(
    ("address", "public", "own_machine"),
    [
        ("93.184.215.14", True, False),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True, False),
        ("127.0.0.1", False, True),
        ("127.8.8.8", False, True),
        ("::1", False, True),
        ("0.0.0.0", False, False),
        ("::", False, False),
        ("10.1.2.3", False, False),
        ("172.31.0.1", False, False),
        ("192.168.1.1", False, False),
        ("169.254.169.254", False, False),
        ("100.64.0.1", False, False),
        ("198.18.0.1", False, False),
        ("224.0.0.1", False, False),
        ("255.255.255.255", False, False),
        ("fd00::1", False, False),
        ("fe80::1%eth0", False, False),
        ("ff02::1", False, False),
        ("::ffff:127.0.0.1", False, True),
        ("::ffff:10.0.0.1", False, False),
        ("::ffff:93.184.215.14", True, False),
        ("::7f00:1", False, True),
        ("2002:7f00:1::", False, True),
        ("64:ff9b::a00:1", False, False),
        ("64:ff9b::5db8:d70e", True, False),
        ("piege.example", False, False),
    ],
)
def test_reach(address: str, public: bool, own_machine: bool) -> None:
    assert Reach.PUBLIC.permits(address) is public
    assert Reach.OWN_MACHINE.permits(address) is own_machine


def test_detection_visits_this_machine_only_if_it_was_named(other: HostileSite) -> None:
    assert from_network("test", reach_of("127.0.0.1"))(other.address).status == 200
    asked = len(other.asked)
    for address in (other.address, other.address.replace("http:", "https:"), f"http://2130706433:{other.server_port}"):
        with pytest.raises(OSError, match="hors du web public"):
            from_network("test", reach_of("exemple.example"))(address)
    assert len(other.asked) == asked


@pytest.mark.parametrize("answer", [drip(PLAIN + b"\r\n", b"<p>"), drip(PLAIN, b"X-A: 1\r\n")], ids=["body", "headers"])
def test_detection_does_not_wait_for_drips(answer: Lay, other: HostileSite) -> None:
    answer(other, "")
    with pytest.raises(OSError, match=r"entière en 0\.5 s"):
        from_network("test", Reach.OWN_MACHINE, timeout=0.5)(f"{other.address}/o/2")


@pytest.mark.parametrize("drop", [b"X-A: 1\r\n" * 1000, b"a" * 65536], ids=["headers", "status line"])
def test_detection_does_not_read_headers_without_end(drop: bytes, other: HostileSite) -> None:
    flood(PLAIN if drop.startswith(b"X") else b"HTTP/1.1 200 ", drop)(other, "")
    with pytest.raises(HTTPException, match=r"more than (100 headers|65536 bytes)"):
        from_network("test", Reach.OWN_MACHINE)(f"{other.address}/o/2")
