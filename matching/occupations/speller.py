"""Mends what people type for a job to the words of ROME's titles."""

import re
from collections import Counter
from functools import cache

from matching.embeddings import packaged_words
from matching.occupations.rome import rome
from matching.occupations.told import vague_words
from matching.places.communes import LOT
from matching.places.gazetteer import gazetteer
from matching.text.abbreviations import abbreviations
from matching.text.fold import fold
from matching.text.gender import gendered_forms
from matching.text.spelling import Speller
from matching.text.terms import STOP_WORDS

_WORD = re.compile(r"[a-z]+")
_URGENT = frozenset({"urgent", "urgente", "urgents"})
"""Stands in many titles, and is near "urgence", which is a trade."""


@cache
def job_speller() -> Speller:
    """Return the speller: words of titles are what is meant; right job French or English stays, and the Lot's communes.

    "Gourdon" is one slip from "goudron". Communes elsewhere are too many: "Agen" is how some write "agent".
    """
    register = rome()
    titles = [title for title, _ in (*register.titles, *register.known_titles)]
    competences = [name for code in register.occupations for name in register.competences(code)]
    forms = [" ".join(pair) for table in (gendered_forms(), abbreviations()) for pair in table.items()]
    communes = [commune.name for commune in gazetteer().in_departement(LOT)]
    known = {word for text in (*competences, *forms, *communes) for word in _words(text)}
    return Speller(
        Counter(word for title in titles for word in _words(title)),
        packaged_words() | STOP_WORDS | vague_words() | _URGENT | known,
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))
