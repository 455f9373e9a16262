"""The recording of a crawl: a WARC file, written while it runs and read back by a replay."""

import hashlib
import io
import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.running.redaction import Header, redact_address, redact_body, redact_headers

logger = logging.getLogger(__name__)

_CODED = frozenset({"content-encoding", "transfer-encoding", "content-length"})


@dataclass(frozen=True, slots=True)
class RecordedRequest:
    """A request as it is recorded."""

    method: str
    address: str
    headers: tuple[Header, ...] = ()
    body: bytes = b""

    @property
    def content_type(self) -> str:
        """Media type of the body, "" when not said."""
        return _content_type(self.headers)


@dataclass(frozen=True, slots=True)
class RecordedResponse:
    """An answer as it is recorded: its body without transfer or content coding."""

    status: int
    headers: tuple[Header, ...]
    body: bytes


class RecordingWriter:
    """Writes pairs of request and answer, without credentials; each is on disk when `write` returns."""

    def __init__(self, path: Path, software: str) -> None:
        self._file = path.open("wb")
        self._writer = WARCWriter(self._file, gzip=True)
        self._writer.write_record(
            self._writer.create_warcinfo_record(path.name, {"software": software, "format": "WARC File Format 1.0"})
        )
        self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def write(self, request: RecordedRequest, response: RecordedResponse, *, note: str | None = None) -> None:
        """Append one pair; ``note`` goes into the answer's record header ``WARC-X-Note``."""
        address = redact_address(request.address)
        parts = urlsplit(address)
        target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        answer = self._writer.create_warc_record(
            address,
            "response",
            payload=io.BytesIO(redact_body(response.body, _content_type(response.headers))),
            http_headers=_http_headers(
                f"{response.status} {_phrase(response.status)}", redact_headers(response.headers), "HTTP/1.1"
            ),
            warc_headers_dict={"WARC-X-Note": note} if note else {},
        )
        question = self._writer.create_warc_record(
            address,
            "request",
            payload=io.BytesIO(redact_body(request.body, request.content_type)),
            http_headers=_http_headers(
                f"{request.method} {target} HTTP/1.1",
                [("Host", parts.netloc), *redact_headers(request.headers)],
                "",
                is_request=True,
            ),
        )
        self._writer.write_request_response_pair(question, answer)
        self._file.flush()


class Recording:
    """Answers from a WARC file, found by method, address and body; or by address where it holds no requests.

    A request that was asked several times is answered in the order of the recording; its last answer repeats.

    Raises:
        OSError: The file cannot be read.
        ValueError: It is not a WARC file.
    """

    def __init__(self, path: Path) -> None:
        self._by_request: dict[str, list[RecordedResponse]] = defaultdict(list)
        self._by_address: dict[str, list[RecordedResponse]] = defaultdict(list)
        requests: dict[str, RecordedRequest] = {}
        answers: list[tuple[str, str | None, str, RecordedResponse]] = []
        with path.open("rb") as file:
            try:
                for record in ArchiveIterator(file):
                    _collect(record, requests, answers)
            except (ArchiveLoadFailed, EOFError) as error:
                if not answers:
                    raise ValueError(f"{path}: expected a WARC file: {error}") from error
                logger.warning("%s ends in the middle of a record; what precedes it is used", path)
        for record_id, concurrent, address, response in answers:
            request = requests.get(record_id) or (requests.get(concurrent) if concurrent else None)
            if request is not None:
                self._by_request[_request_key(request)].append(response)
            else:
                self._by_address[canonical_address(address)].append(response)

    def answer(self, request: RecordedRequest) -> RecordedResponse | None:
        """Return the next recorded answer to a request, None when it was not recorded."""
        answers = self._by_request.get(_request_key(request)) or self._by_address.get(
            canonical_address(redact_address(request.address))
        )
        if not answers:
            return None
        return answers.pop(0) if len(answers) > 1 else answers[0]


def recorded_statuses(path: Path) -> list[tuple[str, int]]:
    """Return address and status of every answer in a WARC file, in its order.

    Raises:
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        return [
            (record.rec_headers.get_header("WARC-Target-URI"), _status(record.http_headers))
            for record in ArchiveIterator(file)
            if record.rec_type == "response" and record.http_headers is not None
        ]


def canonical_address(address: str) -> str:
    """Return an address with its query sorted and without fragment, by which recordings are searched."""
    parts = urlsplit(address)
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", query, ""))


def _request_key(request: RecordedRequest) -> str:
    body = redact_body(request.body, request.content_type)
    return "\n".join(
        (
            request.method.upper(),
            canonical_address(redact_address(request.address)),
            hashlib.sha256(body).hexdigest(),
        )
    )


def _collect(
    record: ArcWarcRecord,
    requests: dict[str, RecordedRequest],
    answers: list[tuple[str, str | None, str, RecordedResponse]],
) -> None:
    if record.rec_type not in ("request", "response") or record.http_headers is None:
        return
    own_id = record.rec_headers.get_header("WARC-Record-ID")
    concurrent = record.rec_headers.get_header("WARC-Concurrent-To")
    address = record.rec_headers.get_header("WARC-Target-URI")
    headers = tuple(record.http_headers.headers)
    body = record.content_stream().read()
    if record.rec_type == "request":
        request = RecordedRequest(record.http_headers.protocol.upper(), address, headers, body)
        # writers link the pair in either direction
        for linked in filter(None, (own_id, concurrent)):
            requests[linked] = request
    else:
        plain = tuple(h for h in headers if h[0].lower() not in _CODED)
        answers.append((own_id, concurrent, address, RecordedResponse(_status(record.http_headers), plain, body)))


def _status(headers: StatusAndHeaders) -> int:
    code: str = headers.get_statuscode()
    return int(code) if code.isdigit() else 0


def _content_type(headers: Iterable[Header]) -> str:
    return next((value.lower() for name, value in headers if name.lower() == "content-type"), "")


def _http_headers(line: str, headers: Iterable[Header], protocol: str, *, is_request: bool = False) -> StatusAndHeaders:
    plain = [(name, value) for name, value in headers if name.lower() not in _CODED]
    return StatusAndHeaders(line, plain, protocol=protocol, is_http_request=is_request)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
