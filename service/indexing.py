"""The index follows the records: what the outbox names is read anew from the records, then put or removed."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

from matching.embeddings import load_embedder
from matching.index.embedded import EmbeddedIndex
from matching.index.protocol import Index, OfferEntry
from matching.keeping import kept_profile
from matching.offers import OfferStatus
from matching.understanding import Understanding
from service.records import catalogue, outbox, profiles
from service.records.database import Records
from service.records.tables import OutboxKind
from service.settings import Settings

BATCH = 500
"""Documents read, understood and written at a time."""


def make_understanding(settings: Settings) -> Understanding:
    """Return what reads offers and profiles, with the model that the settings name."""
    return Understanding(load_embedder(settings.model))


def open_index(settings: Settings, understanding: Understanding) -> Index:
    """Open the index that the settings name.

    Raises:
        ValueError: an address or credentials of Elasticsearch are not usable.
    """
    if settings.index == "elasticsearch":
        from service.cluster import open_cluster

        return open_cluster(settings, understanding.model, understanding.dimension)
    return EmbeddedIndex(settings.index_dir, understanding.model)


@contextmanager
def trial_index(settings: Settings, understanding: Understanding) -> Iterator[Index]:
    """Open an empty index of the kind that the settings name, apart from the real one and gone afterwards."""
    if settings.index == "elasticsearch":
        from service.cluster import open_cluster

        apart = settings.model_copy(update={"elasticsearch_prefix": f"{settings.elasticsearch_prefix}-{token_hex(4)}"})
        with closing(open_cluster(apart, understanding.model, understanding.dimension)) as cluster:
            try:
                yield cluster
            finally:
                cluster.erase()
        return
    with TemporaryDirectory() as folder, closing(EmbeddedIndex(Path(folder), understanding.model)) as index:
        yield index


def follow(records: Records, index: Index, understanding: Understanding) -> int:
    """Take all changes since the last time into the index; return their number.

    A kill at any point loses nothing: how far the index came is noted last, and a change that is taken in twice does
    no harm.
    """
    followed = 0
    while True:
        with records.read() as session:
            changes = outbox.changes_after(session, index.position(), BATCH)
            offers = {change.object_id: change.sequence for change in changes if change.kind is OutboxKind.OFFER}
            people = {change.object_id: change.sequence for change in changes if change.kind is OutboxKind.PROFILE}
            public = catalogue.published(session, offers)
            kept = profiles.profiles(session, people)
        if not changes:
            return followed
        index.put_offers(understanding.offers([(offer, offers[name]) for name, offer in public.items()]))
        index.remove_offers({name: version for name, version in offers.items() if name not in public})
        index.put_profiles(kept_profile(understanding, profile, people[name]) for name, profile in kept.items())
        index.remove_profiles({name: version for name, version in people.items() if name not in kept})
        index.advance(changes[-1].sequence)
        followed += len(changes)


def rebuild(
    records: Records, index: Index, understanding: Understanding, done: Callable[[int, int], None] = lambda *_: None
) -> tuple[int, int]:
    """Build the index anew from the records; return the number of offers and of profiles.

    Args:
        records: the truth.
        index: filled anew; its readers see the old content meanwhile.
        understanding: embeds the offers and profiles.
        done: called with the number of offers taken in so far, and of all.
    """
    with records.read() as session:
        position = outbox.last_sequence(session)
        total = catalogue.counts(session)[OfferStatus.PUBLISHED]

        def offers(after: str) -> Iterator[OfferEntry]:
            coming = catalogue.published_after(session, after)
            taken = catalogue.count_published(session, up_to=after)
            while batch := list(islice(coming, BATCH)):
                yield from understanding.offers([(offer, position) for offer in batch])
                taken += len(batch)
                done(taken, total)

        index.rebuild(
            offers,
            (kept_profile(understanding, profile, position) for profile in profiles.profiles(session).values()),
            position,
            catch_up=lambda new: follow(records, new, understanding),
        )
    return index.counts()
