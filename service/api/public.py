"""The public offers: found by the index, shown by leave of the records, which have the last word."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime

from pydantic import BaseModel, Field

from crawlers.registry import load_registry
from matching.feedback import Feedback, FeedbackKind, learn
from matching.index.protocol import Index, OfferPage, OfferSearch
from matching.offers import JobOffer, OfferStatus, StatusReason
from matching.profiles import CandidateProfile
from matching.recommendations import Recommendation
from matching.recommender import Recommender
from matching.understanding import Understanding
from service.api.following import following
from service.api.models import is_web_address
from service.indexing import make_understanding, open_index
from service.records.catalogue import counts, get_offer, published
from service.records.database import Records
from service.records.errors import UnknownOfferError
from service.records.feedback import report_fault
from service.records.merging import shown_for
from service.records.rules import decided_knowing
from service.settings import Settings


class OfferGoneError(LookupError):
    """The offer was public once and is no longer."""

    def __init__(self, reason: StatusReason) -> None:
        super().__init__(reason)
        self.reason = reason


class OfferMergedError(LookupError):
    """The offer is a copy: another is shown for it."""

    def __init__(self, copy: str, shown: str) -> None:
        super().__init__(copy)
        self.copy, self.shown = copy, shown


class NotReadyError(Exception):
    """The records or the index do not answer."""


class Counts(BaseModel):
    """How much there is."""

    published: int = Field(description="Published offers in the records.")
    indexed: int = Field(description="Offers in the index; differs from `published` while it catches up.")


class PublicCatalogue:
    """What visitors may find.

    Args:
        index: finds offers and, with the understanding, ranks them for a profile.
        understanding: reads profiles and offers; its model is the one that the index was filled with.
        records: say which of them are public now.
        employers: keys of the registry to the employers' names.
    """

    def __init__(
        self, index: Index, understanding: Understanding, records: Records, employers: Mapping[str, str]
    ) -> None:
        self._index = index
        self._understanding = understanding
        self._recommender = Recommender(index, understanding)
        self._records = records
        self.employers = employers

    def search(self, search: OfferSearch) -> OfferPage:
        """Return a page of offers. One that has just been withdrawn is missing from it."""
        page = self._index.search(search)
        public = self._public(page.offers)
        return replace(page, offers=public, total=page.total - len(page.offers) + len(public))

    def offer(self, offer_id: str, today: date) -> JobOffer:
        """Return a published offer.

        Raises:
            UnknownOfferError: no offer that is or was public has this id.
            OfferGoneError: it was withdrawn, it expired, or its closing date has passed.
            OfferMergedError: it is a copy of another that is shown.
        """
        with self._records.read() as session:
            record = get_offer(session, offer_id)
            shown = shown_for(session, offer_id) if record.reason is StatusReason.DUPLICATE else None
        if shown is not None:
            raise OfferMergedError(offer_id, shown)
        never_public = record.status is OfferStatus.PENDING and record.reason is not StatusReason.REFUSED_BY_SCREENING
        if never_public or not is_web_address(record.document.provenance.url):
            raise UnknownOfferError(offer_id)
        if record.status is not OfferStatus.PUBLISHED:
            raise OfferGoneError(record.reason)
        closed = record.closes_on is not None and record.closes_on < today
        if closed and not decided_knowing(record.decided_at, record.closes_on):
            raise OfferGoneError(StatusReason.CLOSING_DATE_PASSED)
        return record.document

    def offers(self, ids: Sequence[str]) -> Mapping[str, JobOffer]:
        """Return those of these offers that are public now, by id."""
        with self._records.read() as session:
            return published(session, ids)

    def recommend(
        self, profile: CandidateProfile, today: date, limit: int, said: Sequence[Feedback] = ()
    ) -> Sequence[Recommendation]:
        """Return the offers that fit a profile, best first, ranked from 1.

        Args:
            profile: the candidate.
            today: offers that closed before this day are left out.
            limit: how many at most.
            said: the candidate's word on offers, in the order it was said. Of one that is no longer public nothing is
                learnt; it is only left out.

        Raises:
            TooLittleToGoOnError: the profile says nothing that offers could be compared with.
        """
        spoken_of = self.offers([one.offer for one in said]).values()
        entries = {one.offer.id: one for one in self._understanding.offers([(offer, 0) for offer in spoken_of])}
        taught = learn(profile, said, entries)
        found = self._recommender.recommend(profile, today=today, limit=limit, taught=taught)
        public = {offer.id: offer for offer in self._public([one.offer for one in found])}
        shown = (one for one in found if one.offer.id in public)
        return [
            one.model_copy(update={"rank": rank, "offer": public[one.offer.id]}) for rank, one in enumerate(shown, 1)
        ]

    def report(self, offer_id: str, kind: FeedbackKind, today: date, now: datetime) -> None:
        """Tell staff that something is wrong with a published offer.

        Raises:
            UnknownOfferError: no offer that is or was public has this id.
            OfferGoneError: it is no longer public.
        """
        self.offer(offer_id, today)
        with self._records.write() as session:
            report_fault(session, offer_id, kind, now=now)

    def counts(self) -> Counts:
        """Ask records and index how much they hold.

        Raises:
            NotReadyError: one of them does not answer.
        """
        try:
            with self._records.read() as session:
                held = counts(session)[OfferStatus.PUBLISHED]
            indexed = self._index.search(OfferSearch(limit=1)).total
        except Exception as error:  # whatever a database or an index may raise
            raise NotReadyError from error
        return Counts(published=held, indexed=indexed)

    def read_in(self) -> None:
        """Read into memory what answers rest on: offers, model, word lists. Takes about a second at the first call.

        Raises:
            NotReadyError: records or index do not answer.
        """
        try:
            self.recommend(CandidateProfile(id="nobody", wanted_jobs=("boulanger",)), date.min, limit=1)
        except Exception as error:
            raise NotReadyError from error

    def _public(self, offers: Sequence[JobOffer]) -> list[JobOffer]:
        """Return those that the records have published now, as the records have them, in the same order.

        One whose source cannot be linked is left out: no offer is shown without its source.
        """
        with self._records.read() as session:
            found = published(session, [offer.id for offer in offers])
        public = (found[offer.id] for offer in offers if offer.id in found)
        return [offer for offer in public if is_web_address(offer.provenance.url)]


@contextmanager
def open_catalogue(settings: Settings) -> Iterator[PublicCatalogue]:
    """Open records, index and model, let the index follow, and close all at the end."""
    understanding = make_understanding(settings)
    employers = {entry.key: entry.name for entry in load_registry(settings.registry)}
    with (
        closing(Records(settings.records_url)) as records,
        closing(open_index(settings, understanding)) as index,
        following(records, index, understanding),
    ):
        yield PublicCatalogue(index, understanding, records, employers)
