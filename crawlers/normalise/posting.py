"""A raw posting to a job offer: every normaliser, put together."""

from collections.abc import Collection
from datetime import date, datetime

from crawlers.normalise.contract import parse_contract
from crawlers.normalise.dates import closing_date, parse_date
from crawlers.normalise.description import clean_description, without_contacts
from crawlers.normalise.experience import experience_words, parse_experience
from crawlers.normalise.languages import language_words, parse_languages
from crawlers.normalise.licences import licence_words, parse_licences
from crawlers.normalise.place import parse_places
from crawlers.normalise.remote import parse_remote, remote_words
from crawlers.normalise.salary import parse_salary
from crawlers.normalise.title import display_title
from crawlers.normalise.working_time import parse_working_time
from crawlers.postings import RawPosting
from matching.offers import Display, Employer, JobOffer, Provenance, offer_id
from matching.places.gazetteer import gazetteer

_FORMULA_PLATFORMS = frozenset(
    {"choisir_service_public", "schema_org", "smartrecruiters", "softgarden", "taleez", "werecruit", "wp_job_manager"}
)
"""Platforms whose software writes closing dates by itself: those that read schema.org's ``validThrough``, which Google
recommends and careers software therefore fills in, and the State's table, whose column is the end "par défaut". On the
others somebody chose the day: the form of emploi-territorial.fr wants the employer's own, FHF shows one only on the
quarter of its offers that have one, and a listing or a PDF is written by hand. There 30 days is just a month."""


def normalise(
    posting: RawPosting,
    *,
    employer_key: str,
    employer_name: str | None,
    platform: str,
    display: Display,
    crawl: str,
    seen_at: datetime,
    as_of: date,
    home: Collection[str] = (),
) -> JobOffer:
    """Return the offer that a posting makes, parsed values beside their raw texts, without contact data of persons.

    Args:
        posting: what the spider read.
        employer_key: key of the registry entry, part of the offer's id.
        employer_name: name for offers that name no employer; null where the entry speaks for many.
        platform: platform of the spider.
        display: how much of the text the public may see.
        crawl: id of the crawl run.
        seen_at: moment of the crawl (UTC).
        as_of: day that relative and formula dates are judged by.
        home: départements where the employer is, which decide between communes of one name.
    """
    title, contract, working_time, salary, experience = (
        text and without_contacts(text)
        for text in (posting.title, posting.contract, posting.working_time, posting.salary, posting.experience)
    )
    description = clean_description(posting.description)
    text = f"{title or ''}\n{description.text}"
    posted_on = parse_date(posting.posted, as_of)
    return JobOffer(
        id=offer_id(employer_key, posting.source_id),
        employer=Employer(key=employer_key, name=posting.employer_name or employer_name),
        provenance=Provenance(
            platform=platform,
            source_id=posting.source_id,
            url=posting.url,
            apply_url=_apply_url(posting),
            crawl=crawl,
            first_seen=seen_at,
            last_seen=seen_at,
        ),
        title=display_title(title),
        raw_title=title or "",
        description=description.text,
        description_html=description.html,
        places=parse_places(posting.places, gazetteer(), home),
        contract=parse_contract(contract),
        working_time=parse_working_time(working_time),
        salary=parse_salary(salary),
        experience=parse_experience(experience or experience_words(text)),
        licences=parse_licences(_together(posting.licences, licence_words(text))),
        languages=parse_languages(_together(posting.languages, language_words(text))),
        remote=parse_remote(posting.remote or remote_words(text)),
        posted_on=posted_on,
        closes_on=closing_date(posting.closes, posted_on.value, as_of, formula=platform in _FORMULA_PLATFORMS),
        starts_on=parse_date(posting.starts, as_of),
        display=display,
    )


def _together(field: str | None, words: str | None) -> str | None:
    """Join what a field names and what the text asks for besides; a field rarely holds all of it."""
    return " | ".join(filter(None, (field, words))) or None


def _apply_url(posting: RawPosting) -> str | None:
    """Return where to apply when it is another page; an address to write to is a person's, and is not kept."""
    url = posting.apply_url
    return url if url and url != posting.url and url.startswith(("http://", "https://")) else None
