from datetime import UTC, date, datetime
from typing import Any

import pytest

from crawlers.normalise.posting import normalise
from crawlers.postings import RawPlace, RawPosting
from crawlers.screening import Territory, screen
from matching.offers import Display, JobOffer

AS_OF = date(2026, 8, 20)
LOT = Territory.parse("46")
TEXT = "Vous pétrissez, façonnez et cuisez le pain de notre fournil, du mardi au samedi."


def an_offer(**fields: Any) -> JobOffer:
    posting = {
        "source_id": "1",
        "url": "https://fournil.example/offres/1",
        "title": "Boulanger (H/F)",
        "description": TEXT,
        "places": (RawPlace(text="46 - FIGEAC"),),
        "posted": "2026-08-01",
        **fields,
    }
    return normalise(
        RawPosting.model_validate(posting),
        employer_key="fournil",
        employer_name=None,
        platform="schema_org",
        display=Display.EXTRACT,
        crawl="run-1",
        seen_at=datetime(2026, 8, 20, 6, tzinfo=UTC),
        as_of=AS_OF,
    )


def codes(offer: JobOffer, territory: Territory = LOT, *, listed: bool = True, local: bool = False) -> list[str]:
    return [str(code) for code in screen(offer, territory, AS_OF, listed, local)]


def test_a_good_offer_without_an_employer_name_is_kept() -> None:
    offer = an_offer()
    assert offer.employer.name is None
    assert codes(offer) == []


@pytest.mark.parametrize(
    ("text", "outside", "outside_if_local"),
    [
        ("46 - FIGEAC", False, False),
        ("46 - Lot", False, False),
        ("Toulouse, Cahors", False, False),
        ("31 - TOULOUSE", True, True),
        ("12 - Aveyron", True, True),
        ("Madrid, Espagne", True, True),
        (None, True, False),
        ("Anywhere", True, False),
        ("Gourdon", True, False),
        ("Siège social", True, False),
        ("Occitanie", True, False),
    ],
)
def test_territory(text: str | None, outside: bool, outside_if_local: bool) -> None:
    offer = an_offer(places=(RawPlace(text=text),) if text else ())
    assert codes(offer) == ["outside_territory"] * outside
    assert codes(offer, local=True) == ["outside_territory"] * outside_if_local
    assert codes(offer, Territory.parse("all")) == []


def test_a_territory_of_several_departements() -> None:
    offer = an_offer(places=(RawPlace(text="12 - RODEZ"),))
    assert codes(offer, Territory.parse("46, 12")) == []
    assert codes(offer, Territory.parse("46,82")) == ["outside_territory"]


@pytest.mark.parametrize(
    ("fields", "incomplete"),
    [
        ({"title": "IDE"}, False),
        ({"title": "Boulanger"}, False),
        ({"title": "Poste de boulanger"}, False),
        ({"title": "Testeur logiciel"}, False),
        ({"title": None}, True),
        ({"title": "H/F"}, True),
        ({"title": "CN"}, True),
        ({"title": "12345"}, True),
        ({"title": "Sans titre"}, True),
        ({"title": "Offre d'emploi 3"}, True),
        ({"title": "null"}, True),
        ({"description": "Recherche boulanger pour remplacement à Figeac en août."}, False),
        ({"description": None}, True),
        ({"description": "<p>&nbsp;</p>"}, True),
        ({"description": "Voir pièce jointe."}, True),
        ({"description": "Boulanger (H/F)"}, True),
        ({"description": "***  05 65 00 11 22  *** 35 h *** 1 850 € ***"}, True),
    ],
)
def test_completeness(fields: dict[str, str | None], incomplete: bool) -> None:
    assert codes(an_offer(**fields)) == ["incomplete"] * incomplete


@pytest.mark.parametrize(
    ("posted", "closes", "closed", "closed_if_listed"),
    [
        ("2026-08-01", None, False, False),
        ("2026-08-01", "2026-08-25", False, False),
        ("2026-08-01", "2026-08-20", False, False),
        ("2026-08-01", "2026-08-19", True, True),
        ("2026-07-15", "2026-08-14", True, False),  # posting + 30 days: the software's date, not the employer's
        ("2026-08-01", "2036-08-01", False, False),
        ("2026-08-01", "dès que pourvu", False, False),
    ],
)
def test_closing(posted: str, closes: str | None, closed: bool, closed_if_listed: bool) -> None:
    offer = an_offer(posted=posted, closes=closes)
    assert codes(offer, listed=False) == ["closed"] * closed
    assert codes(offer, listed=True) == ["closed"] * closed_if_listed


@pytest.mark.parametrize(
    ("posted", "too_old"),
    [
        ("2026-08-20", False),
        ("2026-02-21", False),
        ("2026-02-20", True),
        ("2020-10-20 20:28:32 UTC", True),
        (None, False),
        ("Posted 30+ Days Ago", False),
    ],
)
def test_age(posted: str | None, too_old: bool) -> None:
    offer = an_offer(posted=posted)
    assert codes(offer, listed=False) == ["too_old"] * too_old
    assert codes(offer, listed=True) == []


def test_all_reasons_are_told() -> None:
    offer = an_offer(title="?", places=(), posted="2020-01-01", closes="2020-02-15")
    assert codes(offer, listed=False) == ["outside_territory", "incomplete", "closed", "too_old"]


@pytest.mark.parametrize(
    ("text", "departements"),
    [
        ("46", {"46"}),
        ("46,12", {"46", "12"}),
        (" 46 , 2a ", {"46", "2A"}),
        ("974", {"974"}),
        ("all", set()),
        ("ALL", set()),
    ],
)
def test_territory_setting(text: str, departements: set[str]) -> None:
    territory = Territory.parse(text)
    assert territory.departements == departements
    assert Territory.parse(str(territory)) == territory


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("046", r"'046' is no code of a département.*did you mean 46\?"),
        ("99", r"'99' is no code of a département: expected codes such as \"46\".*or \"all\" alone$"),
        ("Lot", "'LOT' is no code"),
        ("46;12", "'46;12' is no code"),
        ("46,", "'' is no code"),
        ("", "'' is no code"),
        ("46,all", "'ALL' is no code"),
        ("46102", "'46102' is no code"),
    ],
)
def test_nonsense_territory_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Territory.parse(text)
