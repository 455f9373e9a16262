"""The embedded index: a folder with an LMDB file, shared by the processes of one machine.

LMDB gives one writer at a time and any number of readers, in any process, each seeing whole transactions only; a
kill at any point leaves the last whole transaction. Searching happens in memory, on a `Snapshot` that is brought up
to date from the changes since the last look, so that a reader sees within one request what another process wrote.
"""

import json
import struct
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from sys import intern
from typing import Any

import lmdb
import numpy as np
from numpy.typing import NDArray

from matching.facts import OfferFacts
from matching.index.best import best
from matching.index.limits import lets_through
from matching.index.protocol import (
    Area,
    Candidate,
    Index,
    ModelMismatchError,
    OfferEntry,
    OfferPage,
    OfferSearch,
    ProfileCandidate,
    ProfileEntry,
    RebuildNeededError,
    Vector,
    Wish,
)
from matching.index.snapshot import OfferRow, Snapshot, Vocabulary
from matching.offers import Contract, JobOffer, Place, WorkingTime
from matching.profiles import CandidateProfile
from matching.text.terms import terms

_MAP_SIZE = 64 * 2**30
"""Upper bound of the file in bytes. LMDB reserves addresses, not space: the file is as large as its content."""

_FORM = b"2"
"""Form of what is stored: an index of another form is refused until it is rebuilt."""
_DATABASES = ("documents", "rows", "vectors", "limits", "versions", "changes", "meta")
_CACHED_OFFERS = 20_000
_OFFER, _PROFILE = b"o", b"p"
_NO_VECTORS = np.zeros((0, 1), np.float32)


class EmbeddedIndex:
    """An `Index` in a folder. Open it once a process; it may be used from several threads.

    Args:
        folder: where the index lives; made when it does not exist.
        model: name and version of the embedding model whose vectors it holds.
    """

    def __init__(self, folder: Path, model: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._model = model
        self._env = lmdb.open(str(folder), map_size=_MAP_SIZE, max_dbs=len(_DATABASES), metasync=False)
        self._env.reader_check()  # what a killed reader held would never be used again, and the file only grow
        self._db = {name: self._env.open_db(name.encode()) for name in _DATABASES}
        self._lock = threading.Lock()
        self._generation = 0
        self._rows: dict[str, OfferRow] = {}
        self._profiles: dict[str, ProfileEntry] = {}
        self._vocabulary = Vocabulary()
        self._snapshot = Snapshot([], _NO_VECTORS, self._vocabulary)
        self._read_offer = lru_cache(maxsize=_CACHED_OFFERS)(self._load_offer)

    def put_offers(self, entries: Iterable[OfferEntry]) -> None:
        """Add or replace offers."""
        with self._writing() as txn:
            self._put_offers(txn, entries)

    def remove_offers(self, versions: Mapping[str, int]) -> None:
        """Remove the offers of these ids, each at the version of its removal."""
        with self._writing() as txn:
            self._remove(txn, _OFFER, versions)

    def put_profiles(self, entries: Iterable[ProfileEntry]) -> None:
        """Add or replace profiles.

        Raises:
            ValueError: a profile has no id.
        """
        with self._writing() as txn:
            self._put_profiles(txn, entries)

    def remove_profiles(self, versions: Mapping[str, int]) -> None:
        """Remove the profiles of these ids, each at the version of its removal."""
        with self._writing() as txn:
            self._remove(txn, _PROFILE, versions)

    def rebuild(
        self,
        offers: Callable[[str], Iterable[OfferEntry]],
        profiles: Iterable[ProfileEntry],
        position: int,
        catch_up: Callable[[Index], object] = lambda _: None,
    ) -> None:
        """Forget everything and take in these instead, in one transaction; one that breaks off leaves nothing."""
        self._env.reader_check()
        with self._env.begin(write=True) as txn:
            generation = _number(self._get(txn, "meta", b"generation")) + 1
            for database in self._db.values():
                txn.drop(database, delete=False)
            for name in (b"generation", b"cleared"):
                txn.put(name, _key(generation), db=self._db["meta"])
            self._sign(txn)
            self._put_offers(txn, offers(""))
            self._put_profiles(txn, profiles)
            txn.put(b"position", _key(position), db=self._db["meta"])
        catch_up(self)

    def search(self, search: OfferSearch) -> OfferPage:
        """Return one page of offers: best first where there are words, newest first where there are none."""
        snapshot = self._refreshed()
        mask = snapshot.mask(search.filter)
        if search.text.strip():
            scores = snapshot.word_scores(self._vocabulary.known(terms(search.text)))
            mask &= scores > 0
            found = best(scores, mask, len(mask))
        else:
            found = best(snapshot.newest_first(), mask, len(mask))
        page = found[search.offset : search.offset + search.limit]
        rows = (snapshot.rows[number] for number in page)
        offers = [offer for row in rows if (offer := self._read_offer(row.id, row.version)) is not None]
        return OfferPage(offers, len(found), snapshot.facets(mask))

    def offers_for(self, words: str, wish: Wish, limit: int) -> Sequence[Candidate]:
        """Return the union of the best `limit` offers by words and the best `limit` by occupation and vector."""
        snapshot = self._refreshed()
        mask = snapshot.mask(wish.where)
        by_words = snapshot.word_scores(self._vocabulary.known(terms(words)))
        similarities = snapshot.similarities(wish.vector)
        served = similarities + snapshot.occupation_scores([wish.reach])[:, 0]
        chosen = sorted({*best(by_words, mask & (by_words > 0), limit), *best(served, mask, limit)})
        rows = [snapshot.rows[number] for number in chosen]
        texts = self._vocabulary.spell([row.terms for row in rows])
        return [
            Candidate(
                row.facts,
                vector,
                text,
                row.occupations,
                partial(self._read_offer, row.id, row.version),
                terms,
                similarity,
            )
            for row, text, vector, terms, similarity in zip(
                rows,
                texts,
                snapshot.vectors[chosen],
                by_words[chosen].tolist(),
                similarities[chosen].tolist(),
                strict=True,
            )
        ]

    def offers_for_each(self, wishes: Iterable[Wish], limit: int) -> Iterator[Sequence[str]]:
        """Yield for each wish the ids of the best `limit` offers by occupation and vector, all of one moment."""
        snapshot = self._refreshed()
        for numbers in snapshot.best_for_each(wishes, limit):
            yield [snapshot.ids[number] for number in numbers]

    def profiles_for(self, entry: OfferEntry, limit: int) -> Sequence[ProfileCandidate]:
        """Return the kept profiles nearest to an offer, of those whose limits let it through."""
        self._refreshed()
        found = [
            ProfileCandidate(kept.profile, float(kept.vector @ entry.vector))
            for kept in list(self._profiles.values())
            if kept.vector.any() and lets_through(kept, entry.offer)
        ]
        return sorted(found, key=lambda candidate: (-candidate.similarity, candidate.profile.id or ""))[:limit]

    def position(self) -> int:
        """Return the sequence number up to which the outbox has been taken in."""
        with self._env.begin() as txn:
            return _number(self._get(txn, "meta", b"position"))

    def advance(self, position: int) -> None:
        """Note that the outbox has been taken in up to this sequence number."""
        with self._writing() as txn:
            if position > _number(self._get(txn, "meta", b"position")):
                txn.put(b"position", _key(position), db=self._db["meta"])

    def counts(self) -> tuple[int, int]:
        """Return the number of offers and of profiles."""
        with self._env.begin() as txn:
            documents = int(txn.stat(self._db["documents"])["entries"])
            offers = int(txn.stat(self._db["rows"])["entries"])
        return offers, documents - offers

    def all_offers(self) -> Iterator[JobOffer]:
        """Yield every offer."""
        for document in self._documents(_OFFER):
            yield JobOffer.model_validate_json(document)

    def all_profiles(self) -> Iterator[CandidateProfile]:
        """Yield every kept profile."""
        for document in self._documents(_PROFILE):
            yield CandidateProfile.model_validate_json(document)

    def close(self) -> None:
        """Release the folder."""
        self._env.close()

    @contextmanager
    def _writing(self) -> Iterator[lmdb.Transaction]:
        self._env.reader_check()
        with self._env.begin(write=True) as txn:
            self._check(txn)
            self._sign(txn)
            yield txn

    def _sign(self, txn: lmdb.Transaction) -> None:
        """Note whose content this is, for `_check`."""
        txn.put(b"model", self._model.encode(), db=self._db["meta"])
        txn.put(b"form", _FORM, db=self._db["meta"])

    def _check(self, txn: lmdb.Transaction) -> None:
        found = self._get(txn, "meta", b"model")
        if found and found.decode() != self._model:
            raise ModelMismatchError(found.decode(), self._model)
        if found and self._get(txn, "meta", b"form") != _FORM:
            raise RebuildNeededError("the index was written by another version: run `lot-recrute index rebuild`")

    def _put_offers(self, txn: lmdb.Transaction, entries: Iterable[OfferEntry]) -> None:
        for entry in entries:
            if self._supersede(txn, _OFFER, entry.offer.id, entry.version):
                document = entry.offer.model_dump_json(exclude_defaults=True)
                self._write(txn, _OFFER, entry.offer.id, document, entry.vector)
                txn.put(entry.offer.id.encode(), _row(entry), db=self._db["rows"])

    def _put_profiles(self, txn: lmdb.Transaction, entries: Iterable[ProfileEntry]) -> None:
        for entry in entries:
            if entry.profile.id is None:
                raise ValueError("a kept profile needs an id, this one has none")
            if self._supersede(txn, _PROFILE, entry.profile.id, entry.version):
                document = entry.profile.model_dump_json(exclude_defaults=True)
                self._write(txn, _PROFILE, entry.profile.id, document, entry.vector)
                txn.put(entry.profile.id.encode(), _limits(entry), db=self._db["limits"])

    def _write(self, txn: lmdb.Transaction, kind: bytes, name: str, document: str, vector: Vector) -> None:
        txn.put(kind + name.encode(), document.encode(), db=self._db["documents"])
        txn.put(kind + name.encode(), vector.astype(np.float16).tobytes(), db=self._db["vectors"])

    def _remove(self, txn: lmdb.Transaction, kind: bytes, versions: Mapping[str, int]) -> None:
        for name, version in versions.items():
            if self._supersede(txn, kind, name, version):
                txn.delete(kind + name.encode(), db=self._db["documents"])
                txn.delete(kind + name.encode(), db=self._db["vectors"])
                txn.delete(name.encode(), db=self._db["rows" if kind == _OFFER else "limits"])

    def _documents(self, kind: bytes) -> Iterator[bytes]:
        with self._env.begin() as txn, txn.cursor(self._db["documents"]) as cursor:
            if cursor.set_range(kind):
                for key, document in cursor.iternext():
                    if key[:1] != kind:
                        return
                    yield bytes(document)

    def _get(self, txn: lmdb.Transaction, database: str, key: bytes) -> bytes:
        """Return a value, empty where there is none: no value of ours is."""
        return bytes(txn.get(key, b"", db=self._db[database]))

    def _supersede(self, txn: lmdb.Transaction, kind: bytes, name: str, version: int) -> bool:
        """Note that a document changes now; False when what is known of it is newer."""
        key, meta = kind + name.encode(), self._db["meta"]
        known = self._get(txn, "versions", key)
        if known:
            known_version, known_generation = struct.unpack(">QQ", known)
            if known_version > version:
                return False
            txn.delete(_key(known_generation), db=self._db["changes"])
        generation = _number(self._get(txn, "meta", b"generation")) + 1
        txn.put(b"generation", _key(generation), db=meta)
        txn.put(key, struct.pack(">QQ", version, generation), db=self._db["versions"])
        txn.put(_key(generation), key, db=self._db["changes"])
        return True

    def _refreshed(self) -> Snapshot:
        """Return the snapshot of the last whole transaction.

        While another thread is making it, the one before: nobody waits for what takes a second per 20,000 offers.
        """
        with self._env.begin() as txn:
            changed = _number(self._get(txn, "meta", b"generation")) != self._generation
        if changed and self._lock.acquire(blocking=not self._generation):
            try:
                with self._env.begin() as txn:
                    self._bring_up_to_date(txn)
            finally:
                self._lock.release()
        return self._snapshot

    def _bring_up_to_date(self, txn: lmdb.Transaction) -> None:
        generation = _number(self._get(txn, "meta", b"generation"))
        if generation == self._generation:
            return
        self._check(txn)
        cleared = _number(self._get(txn, "meta", b"cleared")) > self._generation
        if cleared:
            self._rows, self._profiles = {}, {}
        changed = [self._take_in(txn, key[:1], key[1:]) for key in self._changes(txn)]
        if cleared or any(changed):
            rows = [row for _, row in sorted(self._rows.items())]
            self._snapshot = Snapshot(rows, self._vectors(txn, rows), self._vocabulary)
        self._generation = generation

    def _changes(self, txn: lmdb.Transaction) -> Iterator[bytes]:
        with txn.cursor(self._db["changes"]) as cursor:
            if cursor.set_range(_key(self._generation + 1)):
                yield from map(bytes, cursor.iternext(keys=False))

    def _vectors(self, txn: lmdb.Transaction, rows: Sequence[OfferRow]) -> NDArray[np.float32]:
        """Return the vectors of rows: those of the last snapshot where they are still the same, else as stored."""
        old = self._snapshot
        vectors = _NO_VECTORS
        for number, row in enumerate(rows):
            known = old.number.get(row.id)
            if known is not None and old.rows[known] is row:
                vector = old.vectors[known]
            else:
                vector = _vector(self._get(txn, "vectors", _OFFER + row.id.encode()))
            if not number:
                vectors = np.empty((len(rows), len(vector)), np.float32)
            vectors[number] = vector
        return vectors

    def _take_in(self, txn: lmdb.Transaction, kind: bytes, key: bytes) -> bool:
        """Take in what changed; return whether the offers did."""
        vector = self._get(txn, "vectors", kind + key)
        if not vector:
            gone = (self._rows if kind == _OFFER else self._profiles).pop(key.decode(), None)
            return kind == _OFFER and gone is not None
        if kind == _OFFER:
            row = json.loads(self._get(txn, "rows", key))
            words = self._vocabulary.take_in(row.pop("terms").split())
            facts = _facts(key.decode(), row.pop("facts"))
            self._rows[key.decode()] = OfferRow(facts=facts, terms=words, **row)
        else:
            profile = CandidateProfile.model_validate_json(self._get(txn, "documents", kind + key))
            version, _ = struct.unpack(">QQ", self._get(txn, "versions", kind + key))
            limits = json.loads(self._get(txn, "limits", key) or "{}")
            self._profiles[key.decode()] = ProfileEntry(
                profile,
                _vector(vector),
                version,
                contracts=frozenset(map(Contract, limits.get("contracts", ()))),
                areas=tuple(Area(*area) for area in limits.get("areas", ())),
            )
        return kind == _OFFER

    def _load_offer(self, offer: str, _version: int) -> JobOffer | None:
        """Return the document of an offer, None where another process has removed it since the snapshot."""
        with self._env.begin() as txn:
            document = self._get(txn, "documents", _OFFER + offer.encode())
        return JobOffer.model_validate_json(document) if document else None


def _row(entry: OfferEntry) -> bytes:
    """Return an offer's row as JSON: what searching needs, without the document and the vector."""
    offer = entry.offer
    closes, posted = offer.stated_closing, offer.posted_on.value
    facts = OfferFacts.of(offer)
    row = {
        "facts": {
            "contract": facts.contract,
            "working_time": facts.working_time,
            "places": [(p.departement, p.commune, p.name, p.latitude, p.longitude) for p in facts.places],
            "recruiter": facts.recruiter,
        },
        "version": entry.version,
        "terms": " ".join(entry.terms),
        "occupations": dict(entry.occupations),
        "employer": offer.employer.key,
        "closes": (closes or date.max).toordinal(),
        "posted": (posted or offer.provenance.first_seen.date()).toordinal(),
    }
    return json.dumps(row, ensure_ascii=False).encode()


def _facts(offer: str, stored: Mapping[str, Any]) -> OfferFacts:
    contract, hours, who = stored["contract"], stored["working_time"], stored["recruiter"]
    return OfferFacts(
        id=offer,
        contract=Contract(contract) if contract else None,
        working_time=WorkingTime(hours) if hours else None,
        places=tuple(_place(*place) for place in stored["places"]),
        recruiter=intern(who) if who else None,
    )


@lru_cache(maxsize=100_000)
def _place(departement: str, commune: str | None, name: str, latitude: float | None, longitude: float | None) -> Place:
    """Return a place, the same one for all offers there."""
    return Place(departement=departement, commune=commune, name=name, latitude=latitude, longitude=longitude)


def _limits(entry: ProfileEntry) -> bytes:
    """Return a profile's limits as JSON."""
    areas = [(area.latitude, area.longitude, area.radius_km) for area in entry.areas]
    return json.dumps({"contracts": sorted(entry.contracts), "areas": areas}).encode()


def _vector(stored: bytes) -> Vector:
    return np.frombuffer(stored, np.float16).astype(np.float32)


def _key(number: int) -> bytes:
    return struct.pack(">Q", number)


def _number(stored: bytes) -> int:
    return int(struct.unpack(">Q", stored)[0]) if stored else 0
