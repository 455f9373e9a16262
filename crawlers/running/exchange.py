"""Between Scrapy's requests and answers and the recording: the middleware that records, the handler that replays."""

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawlers.codes import CrawlCode
from crawlers.running.archive import RecordedRequest, RecordedResponse, RecordingWriter
from crawlers.running.redaction import Header
from crawlers.running.refusals import RefusedRequest
from crawlers.running.work import work_of


class RecordingMiddleware:
    """Records what the network answered; sits below redirects and retries, above decompression and cache."""

    def __init__(self, writer: RecordingWriter) -> None:
        self._writer = writer

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RecordingMiddleware":
        """Create it."""
        return cls(work_of(crawler).writer)

    def process_response(self, request: Request, response: Response) -> Response:
        """Write the pair."""
        # after a 304 the answer is the body of an earlier crawl: kept, so that this recording can be replayed
        note = "304 Not Modified: body of an earlier answer" if "cached" in response.flags else None
        self._writer.write(
            recorded_request(request),
            RecordedResponse(response.status, _headers(response.headers), response.body),
            note=note,
        )
        return response


class ReplayHandler(BaseDownloadHandler):
    """Answers every request from a recording; the network is never asked."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        recording = work_of(crawler).recording
        if recording is None:
            raise NotConfigured("expected a recording to replay")
        self._recording = recording

    async def download_request(self, request: Request) -> Response:
        """Return the recorded answer.

        Raises:
            RefusedRequest: `not_recorded`.
        """
        answer = self._recording.answer(recorded_request(request))
        if answer is None:
            raise RefusedRequest(CrawlCode.NOT_RECORDED, request.url)
        headers = Headers()
        for name, value in answer.headers:
            headers.appendlist(name, value)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=answer.body)
        return kind(url=request.url, status=answer.status, headers=headers, body=answer.body)


def recorded_request(request: Request) -> RecordedRequest:
    """Return a Scrapy request as it is recorded and looked up."""
    return RecordedRequest(request.method, request.url, _headers(request.headers), request.body)


def _headers(headers: Headers) -> tuple[Header, ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values
    )
