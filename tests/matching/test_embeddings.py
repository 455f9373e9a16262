import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from matching.embeddings import PACKAGED_MODEL, load_embedder
from matching.embeddings.jobs import job_vectors
from matching.embeddings.static import StaticEmbedder
from matching.embeddings.transformer import SentenceTransformerEmbedder

REFERENCE = Path(__file__).parent / "reference_vectors.json"
"""Texts with the vectors that sentence-transformers gave; made by ``python -m tests.matching.reference_vectors``."""


@pytest.fixture(scope="module")
def embedder() -> StaticEmbedder:
    return StaticEmbedder(PACKAGED_MODEL)


def test_vectors_are_those_of_sentence_transformers(embedder: StaticEmbedder) -> None:
    reference = json.loads(REFERENCE.read_text(encoding="utf-8"))
    assert reference["version"] == embedder.version, "the model changed: make the reference again"
    texts = [entry["text"] * entry["times"] for entry in reference["entries"]]
    expected = np.array([entry["vector"] for entry in reference["entries"]], dtype=np.float32)
    np.testing.assert_allclose(embedder.encode(texts), expected, atol=2e-3)
    assert max(len(text.split()) for text in texts) > 512


def test_live_sentence_transformers_agrees(embedder: StaticEmbedder) -> None:
    pytest.importorskip("sentence_transformers", reason="the extra lot-recrute[training] is not installed")
    texts = [entry["text"] * entry["times"] for entry in json.loads(REFERENCE.read_text(encoding="utf-8"))["entries"]]
    other = SentenceTransformerEmbedder(PACKAGED_MODEL)
    assert other.dimension == embedder.dimension
    np.testing.assert_allclose(embedder.encode(texts), other.encode(texts), atol=2e-3)


def test_rows_are_unit_vectors_and_nothing_is_zero(embedder: StaticEmbedder) -> None:
    rows = embedder.encode(["Boulanger", "aide à domicile " * 600, "", " \n", "日本語", "🥖"])
    assert rows.dtype == np.float32
    assert rows.shape == (6, embedder.dimension)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), [1, 1, 0, 0, 0, 0], atol=1e-6)
    assert embedder.encode([]).shape == (0, embedder.dimension)


def test_unknown_characters_say_nothing(embedder: StaticEmbedder) -> None:
    np.testing.assert_allclose(*embedder.encode(["boulanger 日本語 🥖", "boulanger"]), atol=1e-6)


@pytest.mark.parametrize(
    "written", ["Infirmière", "INFIRMIER(E)", "infirmier·ère (H/F)", "Infirmier / Infirmière", "infirmiers/ères"]
)
def test_gender_and_case_do_not_move_a_vector(embedder: StaticEmbedder, written: str) -> None:
    np.testing.assert_array_equal(*job_vectors(embedder, [written, "infirmier"]))


@pytest.mark.parametrize(
    ("wanted", "near", "far"),
    [
        ("boulanger", "Ouvrier boulanger (H/F)", "Comptable"),
        ("auxiliaire de vie", "Aide à domicile", "Conducteur d'engins"),
        ("chauffeur poids lourd", "Conducteur routier", "Coiffeuse"),
        ("maçon", "Ouvrier du bâtiment maçonnerie", "Serveur en restauration"),
        ("serveuse", "Chef de rang", "Soudeur TIG"),
        ("boulangr", "Boulanger", "Plombier"),
        ("tourneur fraiseur", "Opérateur commande numérique usinage", "Aide-soignante"),
        ("nurse", "Infirmière en EHPAD", "Menuisier"),
        ("truck driver", "Chauffeur poids lourd", "Préparateur de commandes drive"),
        ("kitchen assistant", "Aide de cuisine", "Maçon"),
        ("care assistant", "Aide-soignante", "Conducteur de car"),
        ("care assistant", "Auxiliaire de vie", "Conducteur de car"),
    ],
)
def test_near_work_is_nearer_than_far_work(embedder: StaticEmbedder, wanted: str, near: str, far: str) -> None:
    one, nearer, farther = job_vectors(embedder, [wanted, near, far])
    assert one @ nearer > one @ farther + 0.2


def test_text_moves_a_job_and_no_text_does_not(embedder: StaticEmbedder) -> None:
    alone = job_vectors(embedder, ["Ouvrier", "Ouvrier", ""])
    with_text = job_vectors(embedder, ["Ouvrier", "Ouvrier", ""], ["", "Traire les vaches et nourrir les veaux", ""])
    np.testing.assert_allclose(with_text[0], alone[0], atol=1e-6)
    farm = job_vectors(embedder, ["Éleveur de bovins"])[0]
    assert with_text[1] @ farm > with_text[0] @ farm
    np.testing.assert_allclose(np.linalg.norm(with_text, axis=1), [1, 1, 0], atol=1e-6)


def test_the_packaged_model_is_small() -> None:
    assert sum(file.stat().st_size for file in PACKAGED_MODEL.rglob("*")) < 15_000_000
    assert (PACKAGED_MODEL / "README.md").is_file()


def test_load_embedder_loads_once() -> None:
    assert load_embedder() is load_embedder()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no such folder"):
        StaticEmbedder(tmp_path / "nothing")


def test_the_extra_is_named_where_sentence_transformers_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModuleNotFoundError, match=r"lot-recrute\[training\]"):
        SentenceTransformerEmbedder("some/model")


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import matching.embeddings", {"torch", "sentence_transformers", "model2vec", "transformers"}),
        (
            "from matching.embeddings import load_embedder; load_embedder().encode(['boulanger'])",
            {"torch", "sentence_transformers", "transformers"},
        ),
    ],
)
def test_imports_stay_light(statement: str, absent: set[str]) -> None:
    program = f"{statement}; import sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()
    assert absent.isdisjoint(loaded)
