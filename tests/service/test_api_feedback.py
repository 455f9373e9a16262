"""What a visitor says of offers: at once in the answer, or to staff, and never kept with a name."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from public_site import BAKER, JOINER, PENDING, WITHDRAWN, open_site

from matching.feedback import FeedbackKind
from service.records.feedback import faults

JOBS = {"wanted_jobs": ["menuisier", "boulanger"]}


@pytest.fixture
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with open_site(tmp_path_factory.mktemp("site")) as client:
        yield client


def titles(client: TestClient, *feedback: dict[str, str]) -> list[str]:
    answer = client.post("/api/v1/recommendations", json={**JOBS, "feedback": feedback})
    assert answer.status_code == 200, answer.text
    return [item["offer"]["title"] for item in answer.json()["items"]]


@pytest.mark.parametrize(
    ("feedback", "gone"),
    [
        ({"offer": BAKER.id, "kind": "not_for_me"}, {"Boulanger"}),
        ({"offer": BAKER.id, "kind": "applied"}, {"Boulanger"}),
        ({"offer": JOINER.id, "kind": "not_for_me", "why": "contract"}, {"Menuisier"}),
        ({"offer": BAKER.id, "kind": "interested"}, set()),
        ({"offer": WITHDRAWN.id, "kind": "not_for_me", "why": "employer"}, set()),
        ({"offer": "unknown", "kind": "not_for_me"}, set()),
    ],
)
def test_feedback_teaches_the_answer_it_comes_with(
    client: TestClient, feedback: dict[str, str], gone: set[str]
) -> None:
    before = titles(client)
    assert set(before) - set(titles(client, feedback)) == gone
    assert titles(client) == before


@pytest.mark.parametrize(
    ("feedback", "told"),
    [
        ({"offer": BAKER.id, "kind": "expired"}, "/faults"),
        ({"offer": BAKER.id, "kind": "interested", "why": "employer"}, "`why`"),
        ({"offer": BAKER.id, "kind": "hated"}, "kind"),
        ({"kind": "applied"}, "offer"),
    ],
)
def test_feedback_that_means_nothing_is_refused(client: TestClient, feedback: dict[str, str], told: str) -> None:
    answer = client.post("/api/v1/recommendations", json={**JOBS, "feedback": [feedback]})
    assert answer.status_code == 422
    assert told in answer.text


def test_a_fault_reaches_staff_without_a_name_and_changes_no_ranking(client: TestClient) -> None:
    before = titles(client)
    assert client.post(f"/api/v1/offers/{BAKER.id}/faults", json={"kind": "wrong_place"}).status_code == 204
    records = client.app.state.catalogue._records  # type: ignore[attr-defined]
    with records.read() as session:
        (told,) = faults(session)
        assert (told.offer_id, told.kind, told.profile_id) == (BAKER.id, FeedbackKind.WRONG_PLACE, None)
    assert titles(client) == before


@pytest.mark.parametrize(
    ("offer", "kind", "status"),
    [
        ("unknown", "expired", 404),
        (PENDING.id, "expired", 404),
        (WITHDRAWN.id, "expired", 410),
        (BAKER.id, "interested", 422),
        (BAKER.id, "", 422),
    ],
)
def test_only_faults_of_public_offers_are_taken(client: TestClient, offer: str, kind: str, status: int) -> None:
    assert client.post(f"/api/v1/offers/{offer}/faults", json={"kind": kind}).status_code == status


def test_a_page_tells_staff_and_says_thanks(client: TestClient) -> None:
    answer = client.post(f"/offres/{BAKER.id}/signalement", data={"motif": "expired"})
    assert answer.url.path == f"/offres/{BAKER.id}"
    assert "L'équipe va vérifier" in answer.text
    again = client.post(f"/offres/{BAKER.id}/signalement", data={})
    assert "Dites ce qui ne va pas" in again.text
    assert client.post(f"/offres/{WITHDRAWN.id}/signalement", data={"motif": "expired"}).status_code == 410


def test_answers_on_the_page_of_recommendations_are_carried_by_its_form(client: TestClient) -> None:
    form = {"metiers": "menuisier\nboulanger", "avis": [f"{BAKER.id}:not_for_me:too_far", f"{JOINER.id}:interested"]}
    page = client.post("/recommandations", data=form).text
    assert f'value="{BAKER.id}:not_for_me:too_far" checked' in page
    assert "Boulanger : pas pour moi (trop loin)" in page
    assert "Menuisier : ça m&#39;intéresse" in page
    assert f"{BAKER.id}:interested" not in page, "it is no longer shown"


def test_the_last_word_on_an_offer_counts(client: TestClient) -> None:
    form = {"metiers": "menuisier", "avis": [f"{JOINER.id}:not_for_me:work", f"{JOINER.id}:interested"]}
    page = client.post("/recommandations", data=form).text
    assert f'value="{JOINER.id}:interested" checked' in page
    assert f'value="{JOINER.id}:not_for_me:work" checked' not in page


def test_an_answer_that_nobody_gave_is_told(client: TestClient) -> None:
    answer = client.post("/recommandations", data={"metiers": "menuisier", "avis": ["?"]})
    assert answer.status_code == 422
    assert "illisible" in answer.text


def test_answers_survive_a_mistake_in_the_form(client: TestClient) -> None:
    form = {"metiers": "menuisier", "commune": "Figaec", "avis": [f"{JOINER.id}:interested"]}
    answer = client.post("/recommandations", data=form)
    assert answer.status_code == 422
    assert f'value="{JOINER.id}:interested" checked' in answer.text
