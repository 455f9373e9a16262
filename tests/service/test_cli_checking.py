"""`employers check`, answered from a recording."""

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawlers.running.archive import RecordedRequest, RecordedResponse, RecordingWriter
from service.cli import app

REGISTRY = """
[[employer]]
key = "sans-page"
name = "Sans page"
platform = "unknown"
verified = false
""" + "".join(
    f"""
[[employer]]
key = "{key}"
name = "{key}"
platform = "recruitee"
start_urls = ["https://{key}.recruitee.com/"]
allowed_hosts = ["{key}.recruitee.com"]
verified = false
trusted = false
access = "public"
display = "extract"
example = "à relever"
"""
    for key in ("vivante", "vide", "partie", "muette")
)
OFFER = b'{"offers": [{"id": 1, "title": "Scieur", "careers_url": "https://vivante.recruitee.com/o/scieur"}]}'


def test_each_source_is_told_with_what_was_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("LOT_RECRUTE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LOT_RECRUTE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "employers.toml").write_text(REGISTRY, "utf-8")
    with RecordingWriter(tmp_path / "made.warc.gz", "test") as writer:
        for key, status, body in [("vivante", 200, OFFER), ("vide", 200, b'{"offers": []}'), ("partie", 404, b"{}")]:
            request = RecordedRequest("GET", f"https://{key}.recruitee.com/api/offers/")
            writer.write(request, RecordedResponse(status, (("Content-Type", "application/json"),), body))
    command = ["employers", "check", "--registry", "employers.toml", "--replay", "made.warc.gz"]

    told = CliRunner().invoke(app, command)
    assert told.exit_code == 0, told.output
    assert [line.split(maxsplit=1) for line in told.stdout.splitlines()] == [
        ["sans-page", "inconnu"],
        ["vivante", "vivant"],
        ["vide", "vide"],
        ["partie", "déplacé (http_error 1)"],
        ["muette", "inconnu (not_recorded 1)"],
    ]
    assert "5 employeurs, dont 3 sources à revoir" in told.stderr
    assert not (tmp_path / "data").exists()

    one = CliRunner().invoke(app, [*command, "vivante", "--json"])
    assert json.loads(one.stdout) == {"key": "vivante", "health": "alive", "codes": {}}
