"""How often a host is asked in a day, over several crawls."""

from datetime import date
from pathlib import Path

from crawl_support import Site, make_entry, make_options

from crawlers.codes import CrawlCode
from crawlers.running.budget import DailyBudget
from crawlers.running.crawl import crawl

TODAY, TOMORROW = date(2026, 3, 10), date(2026, 3, 11)


def test_budget_is_a_hosts_own_and_a_days_own(tmp_path: Path) -> None:
    one, another = DailyBudget(tmp_path, 2), DailyBudget(tmp_path, 2)  # two crawls at a time
    assert [budget.take("a.example:80", TODAY) for budget in (one, another, one, another)] == [True, True, False, False]
    assert one.take("b.example", TODAY)
    assert one.take("a.example:80", TOMORROW)
    assert [day.name for day in tmp_path.iterdir()] == ["2026-03-11"]


def test_crawls_of_a_day_share_a_budget_and_say_when_it_is_spent(site: Site, tmp_path: Path) -> None:
    site.put("/offres", "".join(f'<a class="offre" href="/o/{number}">Offre</a>' for number in (1, 2, 3)))
    for number in (1, 2, 3):
        site.put(
            f"/o/{number}",
            f'<script type="application/ld+json">{{"@type": "JobPosting", "title": "Poste {number}",'
            f'"description": "Du bois.", "identifier": "{number}"}}</script>',
        )
    entry = make_entry(f"""
platform = "schema_org"
mode = "listing"
start_urls = ["{site.address}/offres"]
offer_links = "a.offre"
allowed_hosts = ["{site.host}"]
daily_requests = 4""")
    options = make_options(tmp_path / "runs", counts=tmp_path / "requests", daily_requests=100)
    first, second = crawl(entry, options).report, crawl(entry, options).report
    assert [path for _, path, _ in site.asked] == ["/robots.txt", "/offres", "/o/1", "/o/2"]
    assert (first.codes, first.found) == ({CrawlCode.BUDGET_SPENT: 1}, 2)
    assert (second.codes, second.found) == ({CrawlCode.BUDGET_SPENT: 1}, 0)
    assert (first.finished, first.complete, second.complete) == (True, False, False)
