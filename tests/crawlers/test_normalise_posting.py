from datetime import UTC, date, datetime
from typing import Any

import pytest

from crawlers.normalise.posting import normalise
from crawlers.postings import RawPlace, RawPosting
from matching.offers import Contract, Display, JobOffer, SalaryPeriod, WorkingTime, offer_id

SEEN = datetime(2026, 8, 20, 6, 30, tzinfo=UTC)
FULL = {
    "source_id": "REF-46-12",
    "url": "https://scierie.example/offres/12",
    "apply_url": "https://scierie.example/postuler/12",
    "title": "SCIEUR (H/F) - Réf. 46012",
    "description": "&lt;p&gt;Vous conduisez la scie.&lt;/p&gt;&lt;p&gt;Appelez Mme Durand au 05 65 00 11 22&lt;/p&gt;",
    "employer_name": "Scierie du Causse",
    "places": (RawPlace(locality="Gramat", postcode="46500", country="FR"),),
    "contract": "CDD | Contrat à durée déterminée - 6 Mois | Contrat travail",
    "working_time": "35H/semaine | Temps plein",
    "salary": "1900 - 2100 EUR MONTH",
    "posted": "il y a 3 jours",
    "closes": "2026-09-16T23:59:59Z",
    "starts": "1er octobre 2026",
}


def normalised(platform: str = "schema_org", **fields: Any) -> JobOffer:
    return normalise(
        RawPosting.model_validate({**FULL, **fields}),
        employer_key="scierie",
        employer_name="Groupe Causse",
        platform=platform,
        display=Display.FULL,
        crawl="20260820-scierie",
        seen_at=SEEN,
        as_of=date(2026, 8, 20),
    )


def test_every_field_is_read_and_kept_raw() -> None:
    offer = normalised()
    assert offer.id == offer_id("scierie", "REF-46-12")
    assert (offer.employer.key, offer.employer.name) == ("scierie", "Scierie du Causse")
    assert (offer.provenance.first_seen, offer.provenance.last_seen) == (SEEN, SEEN)
    assert offer.provenance.apply_url == "https://scierie.example/postuler/12"
    assert (offer.title, offer.raw_title) == ("Scieur", "SCIEUR (H/F) - Réf. 46012")
    assert offer.description == "Vous conduisez la scie.\nAppelez Mme [nom retiré] au [téléphone retiré]"
    assert offer.description_html.startswith("<p>Vous conduisez la scie.</p><p>Appelez")
    assert [place.commune for place in offer.communes] == ["46128"]
    assert offer.contract.value and (offer.contract.value.kind, offer.contract.value.months) == (Contract.CDD, 6)
    assert offer.working_time.value and offer.working_time.value.time == WorkingTime.FULL
    assert offer.salary.value and offer.salary.value.period == SalaryPeriod.MONTH
    assert (offer.posted_on.value, offer.posted_on.origin) == (date(2026, 8, 17), "computed")
    assert (offer.closes_on.value, offer.closes_on.origin) == (date(2026, 9, 16), "computed")
    assert (offer.starts_on.value, offer.starts_on.raw) == (date(2026, 10, 1), "1er octobre 2026")
    assert offer.display == Display.FULL


def test_a_posting_that_says_nothing_makes_an_offer_of_unknowns() -> None:
    nothing = {name: None for name in FULL if name not in {"source_id", "url", "places"}}
    offer = normalised(**nothing, places=())
    unknown = ("places", "contract", "working_time", "salary", "posted_on", "closes_on", "starts_on")
    assert all(getattr(offer, name).raw is getattr(offer, name).value is None for name in unknown)
    assert (offer.title, offer.raw_title, offer.description, offer.description_html) == ("", "", "", "")
    assert offer.employer.name == "Groupe Causse"


@pytest.mark.parametrize(
    "apply_url", [None, "mailto:rh@scierie.example", "tel:0565001122", "https://scierie.example/offres/12"]
)
def test_only_another_page_is_kept_as_the_place_to_apply(apply_url: str | None) -> None:
    assert normalised(apply_url=apply_url).provenance.apply_url is None


@pytest.mark.parametrize("field", ["title", "contract", "working_time", "salary"])
def test_contact_data_is_kept_in_no_raw_text(field: str) -> None:
    offer = normalised(**{field: "voir rh@scierie.example ou 05 65 00 11 22"})
    assert "scierie.example ou" not in offer.model_dump_json()
    assert "05 65 00 11 22" not in offer.model_dump_json()


def test_an_offer_survives_its_json() -> None:
    offer = normalised()
    assert JobOffer.model_validate_json(offer.model_dump_json()) == offer


@pytest.mark.parametrize(
    ("platform", "origin"),
    [("schema_org", "computed"), ("choisir_service_public", "computed")]
    + [(platform, "stated") for platform in ("fhf", "emploi_territorial", "listing", "recruitee", "france_travail")],
)
def test_thirty_days_are_a_formula_only_where_software_writes_them(platform: str, origin: str) -> None:
    offer = normalised(platform=platform, posted="2026-08-17", closes="2026-09-16")
    assert (offer.closes_on.value, offer.closes_on.origin) == (date(2026, 9, 16), origin)


def test_requirements_are_read_from_fields_and_from_the_text() -> None:
    offer = normalised(
        description="<p>Permis B exigé. Anglais apprécié.</p><p>Deux ans d'expérience.</p><p>Télétravail possible.</p>",
        licences="CE - Poids lourd + remorque (S)",
        languages="Espagnol (E)",
    )
    assert [(one.code, one.required) for one in offer.licences.value or ()] == [("CE", False), ("B", True)]
    assert [(one.code, one.required) for one in offer.languages.value or ()] == [("es", True), ("en", False)]
    assert offer.experience.value and offer.experience.value.months == 24
    assert offer.remote.value and offer.remote.value.kind == "possible"


def test_an_offer_kept_before_requirements_were_read_still_loads() -> None:
    kept = normalised().model_dump(mode="json", exclude={"experience", "licences", "languages", "remote"})
    offer = JobOffer.model_validate(kept)
    assert (offer.licences.raw, offer.languages.raw, offer.remote.raw, offer.experience.raw) == (None,) * 4
