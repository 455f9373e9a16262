"""Makes the packaged model: ``python -m matching.training --sources DIR --teacher DIR --out DIR``."""

import argparse
import importlib.metadata
import tempfile
from pathlib import Path

from matching.training.card import model_card
from matching.training.pairs import read
from matching.training.recipe import Recipe


def main() -> None:
    """Distil, train, measure on held-out titles, save with a model card."""
    parser = argparse.ArgumentParser(description="Make the static embedding model of job titles and job text.")
    parser.add_argument("--sources", type=Path, required=True, help="folder that holds rome/ and esco/")
    parser.add_argument("--teacher", required=True, help="sentence-transformers model to distil: folder or hub name")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the model to")
    arguments = parser.parse_args()
    try:
        import torch
        from threadpoolctl import threadpool_limits  # type: ignore[import-not-found,import-untyped,unused-ignore]

        from matching.training.train import held_out_figures, static, train, untrained
    except ModuleNotFoundError as error:
        parser.error(f"{error.name} is not installed: pip install 'lot-recrute[training]'")

    torch.set_num_threads(1)  # sums in one order: the same model every time
    threadpool_limits(1)
    recipe = Recipe()
    sources = read(arguments.sources)
    model = untrained(sources, arguments.teacher, recipe)
    before = held_out_figures(model, sources)
    with tempfile.TemporaryDirectory() as workspace:
        train(model, sources, recipe, Path(workspace))
    model.half()
    after = held_out_figures(model, sources)
    model.save(str(arguments.out), create_model_card=False)
    for file in arguments.out.rglob("*"):
        file.chmod(0o755 if file.is_dir() else 0o644)
    versions = {name: importlib.metadata.version(name) for name in ("sentence-transformers", "torch", "tokenizers")}
    card = model_card(sources, recipe, static(model).num_embeddings, distilled=before, trained=after, versions=versions)
    (arguments.out / "README.md").write_text(card, encoding="utf-8")
    print(f"{arguments.out}: {after}")  # noqa: T201


if __name__ == "__main__":
    main()
