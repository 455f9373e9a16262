"""What the screening flags is kept, and waits for a person, even from a trusted source."""

from crawl_runs import crawl_run, day
from crawlers.postings import FlagCode
from matching.offers import JobOffer, OfferStatus, StatusReason
from samples import job_offer
from service.records.apply import apply_run
from service.records.catalogue import get_offer
from service.records.database import Records
from service.records.decisions import publish
from service.records.runs import CrawlRun

BAKER = job_offer("Boulanger", "Du pain.", number="1")
WAITS = (OfferStatus.PENDING, StatusReason.FLAGGED_BY_SCREENING)
TRUSTED = (OfferStatus.PUBLISHED, StatusReason.TRUSTED_SOURCE)


def flagged(run: CrawlRun, *flags: FlagCode) -> CrawlRun:
    return CrawlRun(run.report, tuple(line.model_copy(update={"flags": flags}) for line in run.offers))


def apply(records: Records, run: CrawlRun) -> None:
    with records.write() as session:
        apply_run(session, run, by="Anne", trusted=True, now=run.report.updated, today=run.report.as_of)


def standing(records: Records, offer: JobOffer = BAKER) -> tuple[tuple[OfferStatus, StatusReason], list[str]]:
    with records.read() as session:
        record = get_offer(session, offer.id)
        return (record.status, record.reason), record.flags


def test_a_flag_waits_and_goes_with_the_words(records: Records) -> None:
    apply(records, flagged(crawl_run(day(1), [BAKER]), FlagCode.DISCRIMINATING))
    assert standing(records) == (WAITS, ["discriminating"])
    apply(records, crawl_run(day(2), [BAKER]))
    assert standing(records) == (TRUSTED, [])
    apply(records, flagged(crawl_run(day(3), [BAKER]), FlagCode.NOT_FRENCH))
    assert standing(records) == (WAITS, ["not_french"])


def test_who_publishes_a_flagged_offer_is_not_contradicted(records: Records) -> None:
    apply(records, flagged(crawl_run(day(1), [BAKER]), FlagCode.DISCRIMINATING))
    with records.write() as session:
        publish(session, BAKER.id, by="Anne", why="le texte est licite", now=day(1))
    apply(records, flagged(crawl_run(day(2), [BAKER]), FlagCode.DISCRIMINATING, FlagCode.NOT_FRENCH))
    assert standing(records)[0] == (OfferStatus.PUBLISHED, StatusReason.STAFF_DECISION)


def test_one_text_under_many_titles_is_seen_in_the_whole_run(records: Records) -> None:
    text = "Notre groupe recrute partout en France. Vous aimez le contact, vous êtes disponible : "
    text += "écrivez-nous sans attendre."
    offers = [job_offer(title, text) for title in ("Boulanger", "Soudeur", "Infirmier")]
    apply(records, crawl_run(day(1), [*offers, BAKER]))
    assert [standing(records, offer) for offer in offers] == [(WAITS, ["same_text"])] * 3
    assert standing(records) == (TRUSTED, [])
