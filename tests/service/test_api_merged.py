"""The address of a copy leads to the offer that is shown for it, on the API and the pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from public_site import open_site

from matching.offers import Employer
from samples import CAHORS, job_offer
from service.records.judging import part

TEXT = "Pétrissage, façonnage et cuisson de pains au levain dans un fournil neuf, de nuit, avec deux apprentis."
OWN = job_offer("Boulanger", f"{TEXT} Logement possible.", employer="fournil", place=CAHORS)
COPY = job_offer("Boulanger", TEXT, employer="tableau", place=CAHORS).model_copy(
    update={"employer": Employer(key="tableau", name=OWN.employer.name)}
)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with open_site(tmp_path, [OWN, COPY]) as client:
        yield client


@pytest.mark.parametrize("path", ["/offres/{}", "/api/v1/offers/{}"])
def test_a_copy_leads_to_what_is_shown(client: TestClient, path: str) -> None:
    answer = client.get(path.format(COPY.id), follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, path.format(OWN.id))
    assert client.get(path.format(COPY.id)).status_code == 200


def test_lists_show_one_of_them(client: TestClient) -> None:
    assert [one["id"] for one in client.get("/api/v1/offers").json()["items"]] == [OWN.id]
    told = client.post("/api/v1/recommendations", json={"wanted_jobs": ["boulanger"]}).json()["items"]
    assert [one["offer"]["id"] for one in told] == [OWN.id]


def test_a_copy_that_staff_parted_is_shown(client: TestClient) -> None:
    with client.app.state.catalogue._records.write() as session:  # type: ignore[attr-defined]
        part(session, COPY.id, OWN.id, by="Anne", why="deux postes", now=OWN.provenance.last_seen)
    assert client.get(f"/offres/{COPY.id}", follow_redirects=False).status_code == 200
