import gc
from pathlib import Path
from time import monotonic, sleep

from public_site import open_site

from matching.occupations.speller import job_speller
from service.api.memory import OBJECTS


def test_the_catalogue_is_read_in_and_left_alone_while_the_site_runs(tmp_path: Path) -> None:
    before = gc.get_threshold()
    job_speller.cache_clear()
    with open_site(tmp_path) as client:
        deadline = monotonic() + 60
        while not gc.get_freeze_count() and monotonic() < deadline:
            sleep(0.01)
        assert client.get("/readyz").status_code == 200
        assert gc.get_freeze_count() > 0
        assert job_speller.cache_info().currsize == 1, "read before a visitor types a wish"
        assert gc.get_threshold()[0] == OBJECTS
    assert gc.get_freeze_count() == 0
    assert gc.get_threshold() == before
