"""A running site takes in what another process applies, without a restart."""

import time
from contextlib import closing
from pathlib import Path

from fastapi.testclient import TestClient
from public_site import BAKER, JOINER, SEEN, TODAY, registry_below

from crawl_runs import crawl_run
from service.api.app import create_app
from service.api.dependencies import today_in_the_lot
from service.records.apply import apply_run
from service.records.database import Records
from service.records.decisions import withdraw
from service.settings import Settings


def wait_until_found(client: TestClient, ids: set[str]) -> None:
    deadline = time.monotonic() + 20
    found: set[str] = set()
    while time.monotonic() < deadline:
        answer = client.get("/readyz").json()
        found = {offer["id"] for offer in client.get("/api/v1/offers").json()["items"]}
        if found == ids and answer["counts"] == {"published": len(ids), "indexed": len(ids)}:
            return
        time.sleep(0.1)
    raise AssertionError(f"expected {ids}, found {found}")


def test_what_is_applied_and_withdrawn_elsewhere_is_seen(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, database_url=None, registry=registry_below(tmp_path), _env_file=None)
    app = create_app(settings)
    app.dependency_overrides[today_in_the_lot] = lambda: TODAY
    with TestClient(app) as client, closing(Records(settings.records_url)) as elsewhere:
        wait_until_found(client, set())
        with elsewhere.write() as session:
            for offer in (JOINER, BAKER):
                run = crawl_run(SEEN, [offer], source=offer.employer.key)
                apply_run(session, run, by="Anne", trusted=True, now=SEEN, today=TODAY)
        wait_until_found(client, {JOINER.id, BAKER.id})
        with elsewhere.write() as session:
            withdraw(session, JOINER.id, by="Anne", why="doublon", now=SEEN)
        wait_until_found(client, {BAKER.id})
