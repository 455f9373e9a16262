import gc
from pathlib import Path
from time import monotonic, sleep

from public_site import open_site

from service.api.memory import OBJECTS


def test_the_collector_leaves_the_catalogue_alone_while_the_site_runs(tmp_path: Path) -> None:
    before = gc.get_threshold()
    with open_site(tmp_path) as client:
        deadline = monotonic() + 60
        while not gc.get_freeze_count() and monotonic() < deadline:
            sleep(0.01)
        assert client.get("/readyz").status_code == 200
        assert gc.get_freeze_count() > 0
        assert gc.get_threshold()[0] == OBJECTS
    assert gc.get_freeze_count() == 0
    assert gc.get_threshold() == before
