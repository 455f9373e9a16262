"""JSON-LD of the example pages: JobPosting as it should be, and as it is met."""

import html
import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from service.demo.offers import Dirt, ExampleOffer

CONTACT = {"@type": "ContactPoint", "name": "Camille Exemple", "email": "camille@exemple.invalid"}
"""A person, invented: collectors must leave persons behind."""


def job_posting(employer: str, offer: ExampleOffer, page: str, today: date) -> dict[str, Any]:
    """Return an offer as a clean JobPosting; ``page`` is its address."""
    posting: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": offer.title,
        "description": offer.html,
        "identifier": {"@type": "PropertyValue", "name": employer, "value": offer.id},
        "url": page,
        "datePosted": offer.posted_on(today).isoformat(),
        "employmentType": list(offer.contract) if len(offer.contract) > 1 else "".join(offer.contract),
        "hiringOrganization": {"@type": "Organization", "name": employer},
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": offer.place,
                "postalCode": offer.postcode,
                "addressCountry": "FR",
            },
        },
        "occupationalCategory": offer.trade,
        "applicationContact": CONTACT,
    }
    if offer.hours:
        posting["workHours"] = offer.hours
    if closes := offer.closes_on(today):
        posting["validThrough"] = f"{closes.isoformat()}T23:59:00+02:00"
    if starts := offer.starts_on(today):
        posting["jobStartDate"] = starts.isoformat()
    if offer.pay:
        posting["baseSalary"] = {
            "@type": "MonetaryAmount",
            "currency": "EUR",
            "value": {
                "@type": "QuantitativeValue",
                "minValue": offer.pay.minimum,
                "maxValue": offer.pay.maximum,
                "unitText": offer.pay.unit,
            },
        }
    return posting


def to_json(value: Any) -> str:
    """Write a value so that it can stand within a ``script`` element."""
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")


def dirty_json(employer: str, offers: Sequence[ExampleOffer], page: str, today: date) -> str:
    """Write the offers of one page with the faults that the first of them names."""
    if offers[0].dirt is Dirt.SEVERAL:
        return to_json([job_posting(employer, offer, f"{page}#{offer.slug}", today) for offer in offers])
    (offer,) = offers
    posting = job_posting(employer, offer, page, today)
    match offer.dirt:
        case Dirt.GRAPH:
            del posting["@context"]
            crumbs = {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "name": "Accueil"}]}
            site = {"@type": "WebSite", "name": employer, "url": page}
            return to_json({"@context": "https://schema.org", "@graph": [site, crumbs, posting]})
        case Dirt.TRAILING_COMMA:
            return to_json(posting).removesuffix("}") + ",\n}"
        case Dirt.CDATA:
            return f"//<![CDATA[\n{to_json(posting)}\n//]]>"
        case Dirt.CONTROL_CHARACTERS:
            return to_json(posting).replace("\\n", "\n\t")
        case Dirt.HTML_ENCODED:
            posting["description"] = html.escape(offer.html)
        case Dirt.ENCODED_TWICE:
            posting["title"] = html.escape(html.escape(offer.title))
            posting["description"] = html.escape(html.escape(offer.html))
        case Dirt.LISTS:
            posting["hiringOrganization"] = [posting["hiringOrganization"]]
            posting["jobLocation"] = [posting["jobLocation"]]
            posting["description"] = [posting["description"]]
        case Dirt.CAPITALS:
            posting = {key if key.startswith("@") else key[0].upper() + key[1:]: posting[key] for key in posting}
        case Dirt.ADDRESS_STRING:
            posting["jobLocation"]["address"] = f"Le bourg, {offer.postcode} {offer.place}"
        case Dirt.MONEY:
            inner = posting["baseSalary"].pop("value")
            posting["baseSalary"] |= {
                "minValue": str(inner["minValue"]),
                "maxValue": str(inner["maxValue"]),
                "unitCode": "MON",
            }
        case Dirt.FAR_CLOSING_DATE:
            posting["validThrough"] = (offer.posted_on(today) + timedelta(days=3652)).isoformat()
        case Dirt.UTC_DATE:
            posting["datePosted"] = f"{offer.posted_on(today)} 10:28:32 UTC"
        case _:
            pass
    return to_json(posting)
