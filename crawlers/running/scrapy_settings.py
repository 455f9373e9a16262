"""Scrapy's settings for one crawl."""

from typing import Any

from crawlers.running.job import CrawlJob

_REPLAY = "crawlers.running.exchange.ReplayHandler"
_NETWORK = "crawlers.running.network.GuardedHandler"
MAX_BYTES = 50 * 1024 * 1024
"""Of an answer, as it comes and unpacked: a whole sitemap, by its protocol. A spider may allow one answer more."""

_EXTENSIONS = ("closespider.CloseSpider", "corestats.CoreStats", "logcount.LogCount")
"""What a crawl uses of Scrapy's own, in place of its whole list: one that is switched off is imported all the same,
the remote control with an HTTP server."""
_VISITED_PAGES = 6
"""Answers of a visit, robots.txt among them: a listing, and some offers in case the first are gone."""


def scrapy_settings(job: CrawlJob) -> dict[str, Any]:
    """Return the settings of a crawl.

    One request at a time in the whole crawl, so that pace and back-off are simple waits. A replay causes no
    traffic and so neither waits nor retries.
    """
    replay = job.options.replay is not None
    middlewares: dict[str, int | None] = {
        # engine side
        "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
        # behind a proxy nobody sees which address is connected to
        "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
        "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
        "crawlers.running.politeness.PolitenessMiddleware": 50,
        "crawlers.running.robots.RobotsMiddleware": 100,
        "crawlers.running.politeness.BackoffMiddleware": 550,
        "crawlers.running.politeness.PaceMiddleware": 840,
        # 850: Scrapy's count of requests and answers
        "crawlers.running.exchange.RecordingMiddleware": 880,
        # bodies are recorded decoded, else credentials in them could not be found
        "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": 890,
        "crawlers.running.revalidation.RevalidatingCache": 900,
        # network side
    }
    if job.entry.access == "contract":
        del middlewares["crawlers.running.robots.RobotsMiddleware"]
    handler = _REPLAY if replay else _NETWORK
    settings: dict[str, Any] = {
        # no other scheme: an answer cannot make the crawl open a file
        "DOWNLOAD_HANDLERS": {
            "http": handler,
            "https": handler,
            **dict.fromkeys(("data", "file", "s3", "ftp")),
        },
        "USER_AGENT": job.options.user_agent,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "fr",
        },
        "DOWNLOADER_MIDDLEWARES": middlewares,
        "ITEM_PIPELINES": {"crawlers.running.collecting.CollectingPipeline": 100},
        # spiders remember what they asked: a redirect to a page already seen must not vanish silently
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
        # in the site's own order, so that the first of two copies is the one that is kept
        "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
        "CONCURRENT_REQUESTS": 1,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_TIMEOUT": job.options.timeout,
        "DOWNLOAD_MAXSIZE": MAX_BYTES,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "COOKIES_ENABLED": False,
        "REDIRECT_MAX_TIMES": 5,
        "RETRY_ENABLED": not replay,
        "RETRY_TIMES": 2,
        "RETRY_GIVE_UP_LOG_LEVEL": "INFO",  # the spiders' base tells it
        "HTTPCACHE_ENABLED": job.cache is not None,
        "HTTPCACHE_DIR": str(job.cache or job.folder),
        "HTTPCACHE_STORAGE": "crawlers.running.revalidation.PageStorage",
        "HTTPCACHE_POLICY": "crawlers.running.revalidation.AlwaysRevalidate",
        "HTTPCACHE_GZIP": True,
        "EXTENSIONS_BASE": {f"scrapy.extensions.{name}": 0 for name in _EXTENSIONS},
        "LOG_LEVEL": "ERROR" if job.options.quiet else "WARNING",
        "LOG_FORMAT": "%(levelname)s %(name)s: %(message)s",
    }
    if job.options.visit:
        settings |= {"CLOSESPIDER_ITEMCOUNT": 1, "CLOSESPIDER_PAGECOUNT": _VISITED_PAGES}
    return settings
