"""What only the embedded index does."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import lmdb
import numpy as np
import pytest

from matching.index import embedded
from matching.index.embedded import EmbeddedIndex
from matching.index.protocol import OfferEntry, OfferSearch, RebuildNeededError, Wish
from matching.index.snapshot import Snapshot
from samples import FIGEAC, job_offer

VECTOR = np.ones(1, np.float32)


def entry(title: str, version: int = 1) -> OfferEntry:
    return OfferEntry(job_offer(title, place=FIGEAC), VECTOR, [title.lower()], {}, version)


def test_an_index_of_an_older_form_is_refused_until_rebuilt(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path, "test@1")
    index.put_offers([entry("Boulanger")])
    index.close()
    with lmdb.open(str(tmp_path), max_dbs=1) as folder, folder.begin(write=True) as txn:
        txn.delete(b"form", db=folder.open_db(b"meta", txn))  # as before forms were noted
    index = EmbeddedIndex(tmp_path, "test@1")
    with pytest.raises(RebuildNeededError, match="lot-recrute index rebuild"):
        index.search(OfferSearch())
    with pytest.raises(RebuildNeededError):
        index.put_offers([entry("Soudeur")])
    index.rebuild(lambda _: [entry("Maçon")], [], 1)
    assert [offer.title for offer in index.search(OfferSearch()).offers] == ["Maçon"]
    index.close()


def test_a_candidate_whose_offer_was_removed_since_has_no_document(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path, "test@1")
    index.put_offers([entry("Boulanger")])
    (found,) = index.offers_for("boulanger", Wish(VECTOR, {}), 1)
    index.remove_offers({found.facts.id: 2})
    assert found.document() is None
    index.close()


def test_vectors_stay_with_their_offers_as_others_come_and_go(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path, "test@1")

    def put(title: str, north: float, east: float, version: int) -> str:
        offer = job_offer(title)
        index.put_offers([OfferEntry(offer, np.array([north, east], np.float32), [], {}, version)])
        return offer.id

    def similarities() -> dict[str, float]:
        found = index.offers_for("", Wish(np.array([1, 0], np.float32), {}), 9)
        return {one.facts.id: one.similarity for one in found}

    first, second = put("Boulanger", 1, 0, 1), put("Soudeur", 0, 1, 1)
    assert similarities() == {first: 1.0, second: 0.0}
    third = put("Maçon", -1, 0, 1)
    put("Soudeur", 0.5, 0, 2)
    assert similarities() == {first: 1.0, second: 0.5, third: -1.0}
    index.remove_offers({first: 3})
    assert similarities() == {second: 0.5, third: -1.0}
    index.close()


def test_nobody_waits_while_another_thread_takes_in_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = EmbeddedIndex(tmp_path, "test@1")
    index.put_offers([entry("Boulanger")])

    def titles(text: str = "") -> list[str]:
        return [offer.title for offer in index.search(OfferSearch(text)).offers]

    assert titles() == ["Boulanger"]
    building, go_on = Event(), Event()

    def slowly(*of: object) -> Snapshot:
        building.set()
        assert go_on.wait(10)
        return Snapshot(*of)  # type: ignore[arg-type]

    monkeypatch.setattr(embedded, "Snapshot", slowly)
    index.put_offers([entry("Soudeur")])
    with ThreadPoolExecutor(1) as other:
        taking_in = other.submit(titles)
        assert building.wait(10)
        # the new word is known already, what it stands in is not
        assert (titles(), titles("soudeur")) == (["Boulanger"], [])
        go_on.set()
        assert sorted(taking_in.result(10)) == ["Boulanger", "Soudeur"]
    assert titles("soudeur") == ["Soudeur"]
    index.close()


def test_a_reader_that_was_killed_does_not_make_the_file_grow(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path, "test@1")
    index.put_offers([entry("Boulanger")])
    reading = "import lmdb, sys; t = lmdb.open(sys.argv[1], create=False).begin(); print(flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", reading, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as reader:
        assert reader.stdout
        reader.stdout.readline()
        reader.kill()

    def rewritten(first: int) -> int:
        for version in range(first, first + 50):
            index.put_offers([entry(f"Boulanger {number}", version) for number in range(20)])
        return (tmp_path / "data.mdb").stat().st_size

    assert rewritten(2) == rewritten(60) == rewritten(120)
    index.close()
