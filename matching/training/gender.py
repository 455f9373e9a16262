"""Makes the list of feminine job words: ``python -m matching.training.gender --sources DIR``.

ROME writes its titles in both forms ("Conducteur / Conductrice de travaux"), and so does ESCO. Where the two sides
agree word by word but for regular endings, each differing pair goes into the list, in folded form.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from matching.text.fold import fold
from matching.text.gender import TITLE_WORDS, feminine_of
from matching.training.sources import esco_titles, rome_titles

_WORD = re.compile(r"\w+")
_PLURALS = (("al", "aux"), ("eau", "eaux"))


def pairs(title: str) -> Iterator[tuple[str, str]]:
    """Yield (feminine, masculine) for each word that differs between the two sides of a title."""
    sides = re.split(r"\s+/\s+|(?<=\w{3})/(?=\w{3})", fold(title))
    if len(sides) != 2:
        return
    masculine, feminine = (_WORD.findall(side) for side in sides)
    for one, other in zip(masculine, feminine, strict=False):
        if len(one) > 2 and feminine_of(other, one):
            yield other, one


def lexicon(titles: Iterable[str]) -> dict[str, str]:
    """Return word to masculine singular: feminines, their plurals and the masculine plurals of the titles' words."""
    seen = Counter(pair for title in titles for pair in pairs(title))
    masculine_words = {masculine for _, masculine in seen}
    words: dict[str, str] = {}
    for (feminine, masculine), _ in seen.most_common():
        if feminine in masculine_words:  # the titles disagree: leave the word alone
            continue
        words.setdefault(feminine, masculine)
        words.setdefault(f"{feminine}s", masculine)
    for masculine in masculine_words:
        if not masculine.endswith(("s", "x")):
            words.setdefault(_plural(masculine), masculine)
    return {word: base for word, base in sorted(words.items()) if word not in masculine_words}


def _plural(word: str) -> str:
    for singular, plural in _PLURALS:
        if word.endswith(singular):
            return word.removesuffix(singular) + plural
    return f"{word}s"


def main() -> None:
    """Write the list into the package."""
    parser = argparse.ArgumentParser(description="Make the list of feminine job words.")
    parser.add_argument("--sources", type=Path, required=True, help="folder that holds rome/ and esco/")
    parser.add_argument("--out", type=Path, default=TITLE_WORDS, help="file to write (default: in the package)")
    arguments = parser.parse_args()
    titles = [title for title, _ in rome_titles(arguments.sources)]
    titles += [title for group in esco_titles(arguments.sources) for title in group]
    words = lexicon(titles)
    arguments.out.write_text("".join(f"{word}\t{base}\n" for word, base in words.items()), encoding="utf-8")
    print(f"{len(words)} words written to {arguments.out}")  # noqa: T201


if __name__ == "__main__":
    main()
