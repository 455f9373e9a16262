"""Recordings: nothing secret goes in, and every request finds its own answer again."""

import gzip
import io
from pathlib import Path

import pytest
from crawl_support import Record
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.running.archive import RecordedRequest, RecordedResponse, Recording, canonical_address
from crawlers.running.redaction import redact_address, redact_body, redact_headers

FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
JSON = (("Content-Type", "application/json"),)


def get(address: str) -> RecordedRequest:
    return RecordedRequest("GET", address)


def post(address: str, body: bytes) -> RecordedRequest:
    return RecordedRequest("POST", address, JSON, body)


def body_of(recording: Recording, request: RecordedRequest) -> bytes | None:
    answer = recording.answer(request)
    return answer.body if answer else None


@pytest.mark.parametrize(
    ("body", "kind", "redacted"),
    [
        (
            b"grant_type=client_credentials&client_id=PAR_x&client_secret=s%26t&scope=a+b",
            "application/x-www-form-urlencoded",
            b"grant_type=client_credentials&client_id=REDACTED&client_secret=REDACTED&scope=a+b",
        ),
        (
            b'{"scope":"a","access_token" : "ab\\"c","expires_in":1499}',
            "application/json; charset=utf-8",
            b'{"scope":"a","access_token" : "REDACTED","expires_in":1499}',
        ),
        (b'{"data": {"refresh_token": "x"}', "application/json", b'{"data": {"refresh_token": "REDACTED"}'),
        (b"<p>access_token</p>", "text/html", b"<p>access_token</p>"),
        (b"client_secret=x", "", b"client_secret=x"),
    ],
)
def test_redacted_body(body: bytes, kind: str, redacted: bytes) -> None:
    assert redact_body(body, kind) == redacted
    assert redact_body(redacted, kind) == redacted


@pytest.mark.parametrize(
    ("address", "redacted"),
    [
        ("https://a.example/x?q=b%20c&page=2", "https://a.example/x?q=b%20c&page=2"),
        ("https://me:pw@a.example/x", "https://a.example/x"),
        ("https://a.example/x?API_KEY=s&q=1", "https://a.example/x?API_KEY=REDACTED&q=1"),
    ],
)
def test_redacted_address(address: str, redacted: str) -> None:
    assert redact_address(address) == redacted


def test_redacted_headers() -> None:
    headers = [("Accept", "*/*"), ("Authorization", "Bearer x"), ("COOKIE", "a=b"), ("Set-Cookie", "a=b")]
    assert redact_headers(headers) == [("Accept", "*/*")]


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("HTTPS://A.example/x?b=2&a=1", "https://a.example/x?a=1&b=2"),
        ("https://a.example?z=&y=%2F#fragment", "https://a.example/?y=%2F&z="),
    ],
)
def test_canonical_address(address: str, canonical: str) -> None:
    assert canonical_address(address) == canonical


def test_answers_are_found_by_method_address_and_body(record: Record) -> None:
    recording = Recording(
        record(
            (get("https://a.example/x?b=2&a=1"), "page"),
            (post("https://a.example/jobs", b'{"offset":0}'), '{"page":1}'),
            (post("https://a.example/jobs", b'{"offset":20}'), '{"page":2}'),
        )
    )
    assert body_of(recording, get("https://a.example/x?a=1&b=2")) == b"page"
    assert body_of(recording, post("https://a.example/jobs", b'{"offset":20}')) == b'{"page":2}'
    assert body_of(recording, post("https://a.example/jobs", b'{"offset":0}')) == b'{"page":1}'
    assert body_of(recording, post("https://a.example/jobs", b'{"offset":40}')) is None
    assert body_of(recording, get("https://a.example/jobs")) is None
    assert body_of(recording, get("https://a.example/x?a=1")) is None


def test_request_with_credentials_finds_the_answer_recorded_without(record: Record) -> None:
    asked = RecordedRequest("POST", "https://a.example/token?api_key=k1", FORM, b"client_id=me&client_secret=one")
    answer = RecordedResponse(200, (*JSON, ("Set-Cookie", "s=secret")), b'{"access_token": "secret-token"}')
    path = record((asked, answer))
    content = gzip.decompress(path.read_bytes())
    assert not any(secret in content for secret in (b"k1", b"=me", b"=one", b"secret-token", b"s=secret"))
    later = RecordedRequest("POST", "https://a.example/token?api_key=k2", FORM, b"client_id=you&client_secret=two")
    assert body_of(Recording(path), later) == b'{"access_token": "REDACTED"}'


def test_repeated_request_is_answered_in_order_and_the_last_answer_repeats(record: Record) -> None:
    recording = Recording(record((get("https://a.example/"), "un"), (get("https://a.example/"), "deux")))
    assert [body_of(recording, get("https://a.example/")) for _ in range(3)] == [b"un", b"deux", b"deux"]


def foreign_recording(path: Path, *, with_request: bool) -> Path:
    """Write what another crawler would: coded bodies, and the link from answer to request or no request."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        headers = StatusAndHeaders("200 OK", [("Content-Encoding", "gzip"), ("Content-Type", "text/html")], "HTTP/1.1")
        payload = io.BytesIO(gzip.compress(b"bonjour"))
        link = {}
        if with_request:
            line = StatusAndHeaders("POST /x HTTP/1.1", [("Host", "a.example")], is_http_request=True)
            request = writer.create_warc_record("https://a.example/x", "request", io.BytesIO(b"q"), http_headers=line)
            writer.write_record(request)
            link = {"WARC-Concurrent-To": request.rec_headers.get_header("WARC-Record-ID")}
        writer.write_record(
            writer.create_warc_record(
                "https://a.example/x", "response", payload, http_headers=headers, warc_headers_dict=link
            )
        )
    return path


def test_recording_without_requests_is_searched_by_address_alone(tmp_path: Path) -> None:
    recording = Recording(foreign_recording(tmp_path / "x.warc.gz", with_request=False))
    answer = recording.answer(post("https://a.example/x", b"whatever"))
    assert answer == RecordedResponse(200, (("Content-Type", "text/html"),), b"bonjour")


def test_recording_whose_answers_point_to_their_requests(tmp_path: Path) -> None:
    recording = Recording(foreign_recording(tmp_path / "x.warc.gz", with_request=True))
    assert body_of(recording, get("https://a.example/x")) is None
    assert body_of(recording, RecordedRequest("POST", "https://a.example/x", (), b"q")) == b"bonjour"


def test_recording_cut_off_in_a_record_is_used_as_far_as_it_goes(record: Record, tmp_path: Path) -> None:
    whole = record((get("https://a.example/1"), "un"), (get("https://a.example/2"), "deux" * 500)).read_bytes()
    cut = tmp_path / "cut.warc.gz"
    cut.write_bytes(whole[:-300])
    recording = Recording(cut)
    assert body_of(recording, get("https://a.example/1")) == b"un"


def test_file_that_is_no_recording(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_text("bonjour")
    with pytest.raises(ValueError, match="expected a WARC file"):
        Recording(path)
