"""Small offers for tests, complete enough to be stored, indexed and shown."""

from datetime import UTC, date, datetime

from matching.offers import Contract, ContractTerms, Display, Employer, JobOffer, Place, Provenance, offer_id
from matching.parsed import Parsed

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)

CAHORS = Place(departement="46", commune="46042", name="Cahors", latitude=44.4507, longitude=1.4406)
FIGEAC = Place(departement="46", commune="46102", name="Figeac", latitude=44.6064, longitude=2.0236)
SOUILLAC = Place(departement="46", commune="46309", name="Souillac", latitude=44.9069, longitude=1.4689)


def job_offer(
    title: str,
    text: str = "",
    *,
    employer: str = "exemple",
    number: str | None = None,
    place: Place | None = None,
    contract: Contract | None = None,
    posted: date | None = None,
    closes: date | None = None,
    display: Display = Display.EXTRACT,
    seen: datetime = NOON,
    crawl: str = "run-1",
) -> JobOffer:
    """Return an offer; what is not given is unknown."""
    source_id = number or title
    return JobOffer(
        id=offer_id(employer, source_id),
        employer=Employer(key=employer, name=f"{employer} (exemple)"),
        provenance=Provenance(
            platform="schema_org",
            source_id=source_id,
            url=f"https://{employer}.example/{source_id}",
            crawl=crawl,
            first_seen=seen,
            last_seen=seen,
        ),
        title=title,
        raw_title=title,
        description=text,
        description_html=f"<p>{text}</p>",
        places=Parsed(raw=place.name, value=(place,)) if place else Parsed(),
        contract=Parsed(raw=contract.value, value=ContractTerms(kind=contract)) if contract else Parsed(),
        posted_on=Parsed(raw=str(posted), value=posted) if posted else Parsed(),
        closes_on=Parsed(raw=str(closes), value=closes) if closes else Parsed(),
        display=display,
    )
