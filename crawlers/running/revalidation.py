"""Conditional requests: a page that did not change is not sent again, but the network is always asked."""

import os
import pickle
import zlib

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.httpcache import HttpCacheMiddleware
from scrapy.extensions.httpcache import FilesystemCacheStorage, RFC2616Policy
from scrapy.http import Response


class AlwaysRevalidate(RFC2616Policy):
    """Scrapy's RFC 2616 policy without its freshness: only what the network answers today counts."""

    def should_cache_request(self, request: Request) -> bool:
        """Keep plain pages; an answer to a POST, or to credentials, is nobody else's."""
        return request.method == "GET" and b"Authorization" not in request.headers

    def should_cache_response(self, response: Response, request: Request) -> bool:
        """Keep what can be revalidated."""
        return response.status == 200 and super().should_cache_response(response, request)

    def is_cached_response_fresh(self, cachedresponse: Response, request: Request) -> bool:
        """Never: ask, with the validators of the stored answer."""
        self._set_conditional_validators(request, cachedresponse)
        return False

    def is_cached_response_valid(self, cachedresponse: Response, response: Response, request: Request) -> bool:
        """Only on 304; an error of the server is an error, not a reason to use an old page."""
        return response.status == 304


class PageStorage(FilesystemCacheStorage):
    """Scrapy's storage, a folder a page, which notes when a page is used and does without one torn by a kill."""

    def retrieve_response(self, spider: Spider, request: Request) -> Response | None:
        """Return the stored answer, None when there is none or it is not whole."""
        try:
            response = super().retrieve_response(spider, request)
        except (OSError, EOFError, ValueError, zlib.error, pickle.UnpicklingError):
            return None
        if response is not None:
            os.utime(self._get_request_path(spider, request))
        return response


class RevalidatingCache(HttpCacheMiddleware):
    """Scrapy's cache, which does not hide a failed connection behind an old page."""

    def process_exception(self, request: Request, exception: Exception) -> None:  # type: ignore[override]
        """Let the exception through."""
        request.meta.pop("cached_response", None)
