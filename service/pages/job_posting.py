"""JobPosting markup (schema.org) of an offer whose employer agrees that its whole text is republished."""

from typing import Any

from matching.offers import Contract, Display, JobOffer, Place, Salary, WorkingTime

_TYPES: dict[Contract, str] = {
    Contract.CDD: "TEMPORARY",
    Contract.INTERIM: "TEMPORARY",
    Contract.SEASONAL: "TEMPORARY",
    Contract.INTERNSHIP: "INTERN",
    Contract.INDEPENDENT: "CONTRACTOR",
}
"""Words of https://developers.google.com/search/docs/appearance/structured-data/job-posting; others say nothing."""

_TIMES: dict[WorkingTime, str] = {WorkingTime.FULL: "FULL_TIME", WorkingTime.PART: "PART_TIME"}


def job_posting(offer: JobOffer) -> dict[str, Any] | None:
    """Return the markup, or None where the employer has not agreed: we point, we do not republish."""
    if offer.display is not Display.FULL:
        return None
    contract, hours = offer.contract.value, offer.working_time.value
    types = [_TIMES.get(hours.time) if hours else None, _TYPES.get(contract.kind) if contract else None]
    markup = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": offer.title,
        "description": offer.description_html,
        "url": offer.provenance.url,
        "identifier": {
            "@type": "PropertyValue",
            "name": offer.employer.name or offer.employer.key,
            "value": offer.provenance.source_id,
        },
        "datePosted": offer.posted_on.value.isoformat() if offer.posted_on.value else None,
        "validThrough": offer.closes_on.value.isoformat() if offer.closes_on.value else None,
        "jobStartDate": offer.starts_on.value.isoformat() if offer.starts_on.value else None,
        "employmentType": [word for word in types if word],
        "hiringOrganization": {"@type": "Organization", "name": offer.employer.name} if offer.employer.name else None,
        "jobLocation": [_location(place) for place in offer.communes],
        "baseSalary": _salary(offer.salary.value) if offer.salary.value else None,
        "directApply": False,
    }
    return {name: value for name, value in markup.items() if value not in (None, [])}


def _location(place: Place) -> dict[str, Any]:
    address = {"@type": "PostalAddress", "addressCountry": "FR", "addressRegion": place.departement}
    if place.commune:
        address["addressLocality"] = place.name
    location: dict[str, Any] = {"@type": "Place", "address": address}
    if place.latitude is not None and place.longitude is not None:
        location["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
    return location


def _salary(pay: Salary) -> dict[str, Any]:
    value = {
        "@type": "QuantitativeValue",
        "minValue": pay.minimum,
        "maxValue": pay.maximum,
        "unitText": pay.period.upper(),
    }
    return {
        "@type": "MonetaryAmount",
        "currency": pay.currency,
        "value": {name: entry for name, entry in value.items() if entry is not None},
    }
