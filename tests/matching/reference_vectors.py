"""Writes reference_vectors.json: what sentence-transformers makes of odd and long texts with the packaged model."""

import json
from pathlib import Path

from sentence_transformers import SentenceTransformer

from matching.embeddings import PACKAGED_MODEL
from matching.embeddings.static import StaticEmbedder

TEXTS = [
    ("boulanger", 1),
    ("Conducteur d'engins - Cœur de Causse (46) H/F", 1),
    ("ÉLECTRICIENNE du bâtiment", 1),
    ("soudeur TIG/MIG, C++ et C#", 1),
    ("chauffeur 日本語 🥖 œuvre\u00a0ﬁnie", 1),
    ("aide à domicile auprès de personnes âgées, ", 200),
    ("zzxqwy", 1),
    ("", 1),
]


def main() -> None:
    model = SentenceTransformer(str(PACKAGED_MODEL), device="cpu").float()
    vectors = model.encode([text * times for text, times in TEXTS])
    entries = [
        {"text": text, "times": times, "vector": [round(float(number), 5) for number in vector]}
        for (text, times), vector in zip(TEXTS, vectors, strict=True)
    ]
    reference = {"version": StaticEmbedder(PACKAGED_MODEL).version, "entries": entries}
    path = Path(__file__).parent / "reference_vectors.json"
    path.write_text(json.dumps(reference, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
