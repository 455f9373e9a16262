"""A request that is not sent, or not answered, by a decision of ours."""

from scrapy.exceptions import IgnoreRequest

from crawlers.codes import CrawlCode


class RefusedRequest(IgnoreRequest):
    """Carries the reason code to the request's errback, where it is counted."""

    def __init__(self, code: CrawlCode, address: str) -> None:
        super().__init__(f"{code}: {address}")
        self.code = code
