"""The main way through the site in a real browser, as wide as a small phone, with scripts turned off."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from public_site import INDEXED, JOINER, TODAY, fill, registry_below

from service.api.app import create_app
from service.api.dependencies import today_in_the_lot
from service.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra: test)")

CHROMIUM = Path("/usr/bin/chromium")
PHONE, DESKTOP = 360, 1280

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is missing (Debian: apt install chromium)")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    settings = Settings(data_dir=folder, database_url=None, registry=registry_below(folder), _env_file=None)
    fill(settings, INDEXED)
    app = create_app(settings)
    app.dependency_overrides[today_in_the_lot] = lambda: TODAY
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the site did not start"
        thread.join(0.05)
    (socket,) = server.servers[0].sockets
    yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture(params=[PHONE, DESKTOP])
def page(browser: "Browser", address: str, request: pytest.FixtureRequest) -> Iterator["Page"]:
    context = browser.new_context(
        base_url=address, viewport={"width": request.param, "height": 740}, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def fits(page: "Page") -> bool:
    """Whether nothing sticks out to the side."""
    viewport = page.viewport_size
    assert viewport
    widest = page.locator("body").evaluate("body => body.ownerDocument.documentElement.scrollWidth")
    return int(widest) <= viewport["width"]


@pytest.mark.parametrize(
    "path", ["/", "/offres", "/offres?commune=Figaec", f"/offres/{JOINER.id}", "/profil", "/mentions", "/nulle-part"]
)
def test_nothing_scrolls_sideways(page: "Page", path: str) -> None:
    page.goto(path)
    assert fits(page)


def test_search_then_read_an_offer(page: "Page") -> None:
    page.goto("/")
    page.get_by_label("Métier, mot-clé").fill("menuisière")
    page.get_by_label("Commune").fill("figeac")
    page.get_by_label("Autour").select_option("30 km")
    page.get_by_role("button", name="Chercher").click()
    assert "1 offre" in page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Menuisier", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Menuisier"
    source = page.get_by_role("link", name="Voir l'offre chez l'employeur")
    assert source.get_attribute("href") == JOINER.provenance.url
    assert source.is_visible()


def test_tell_correct_and_get_recommendations(page: "Page") -> None:
    page.goto("/profil")
    page.get_by_label("Métiers recherchés").fill("menuisier")
    page.get_by_label("Commune où vous habitez").fill("Figaec")
    page.get_by_label("CDI").check()
    page.get_by_role("button", name="Voir les offres qui me conviennent").click()
    assert fits(page)
    assert page.get_by_label("Métiers recherchés").input_value() == "menuisier"
    assert page.get_by_label("CDI").is_checked()
    page.get_by_role("link", name="Commune où vous habitez").click()
    page.get_by_label("Commune où vous habitez").fill("Figeac")
    page.get_by_role("button", name="Voir les offres qui me conviennent").click()
    assert "pour vous" in page.get_by_role("heading", level=1).inner_text()
    assert fits(page)
    first = page.get_by_role("listitem").filter(has=page.get_by_role("article")).first
    assert "Menuisier" in first.inner_text()
    assert "Convient" in first.inner_text()
    page.get_by_text("Modifier mon profil").click()
    assert page.get_by_label("Métiers recherchés").input_value() == "menuisier"
    assert fits(page)


def test_answer_and_take_the_answer_back(page: "Page") -> None:
    page.goto("/profil")
    page.get_by_label("Métiers recherchés").fill("menuisier")
    page.get_by_role("button", name="Voir les offres qui me conviennent").click()
    card = page.get_by_role("article").filter(has=page.get_by_role("link", name="Menuisier", exact=True))
    card.get_by_text("Votre avis").click()
    assert fits(page)
    card.get_by_role("button", name="Pas ce travail").click()
    assert card.count() == 0
    page.get_by_text("Modifier mon profil et 1 réponse").click()
    assert page.get_by_label("Métiers recherchés").input_value() == "menuisier"
    assert fits(page)
    page.get_by_label("Menuisier : pas pour moi (pas ce travail)").uncheck()
    page.get_by_role("button", name="Recalculer").click()
    assert card.count() == 1


def test_say_that_something_is_wrong_with_an_offer(page: "Page") -> None:
    page.goto(f"/offres/{JOINER.id}")
    page.get_by_text("Signaler un problème").click()
    assert fits(page)
    page.get_by_label("Le lieu indiqué est faux").check()
    page.get_by_role("button", name="Signaler").click()
    assert page.get_by_role("status").is_visible()


def test_the_first_stop_of_the_keyboard_skips_to_the_content(page: "Page") -> None:
    page.goto("/offres")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Aller au contenu")
    assert skip.evaluate("link => link === link.ownerDocument.activeElement")
    box = skip.bounding_box()
    assert box and box["y"] >= 0
