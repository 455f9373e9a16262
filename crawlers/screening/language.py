"""Whether a text is in French (Code du travail L5331-4), by its function words.

A detector of many languages would be more than is needed: an offer in the Lot is in French, in English or in a
neighbour's language, and its text is long. A foreign word that French has too ("on", "des") does not count.
"""

import re

from matching.text.fold import fold

FEWEST_WORDS = 12
"""Fewer words than these prove nothing: "Barista, full time, Cahors" is a stub, not English."""

MORE = 1.5
"""A foreign text has this many times the French function words; a French text with an English paragraph has not."""

_WORDS = {
    "fr": "le la les un une du au aux et est dans pour par sur avec nous vous votre vos nos notre qui que ce cette"
    " ces sont ou ainsi etre avoir plus son sa ses leur chez afin tous toutes",
    "en": "the and of to with for you your our we will are this that be have as is from by who their an or it can",
    "de": "und der die das mit fur von zu den dem ein eine wir sie ihre unser bei auf ist sind oder werden nicht",
    "es": "el los las y con para una por que se del su nuestro tu eres como lo al ser es mas trabajo",
    "it": "il lo gli e con per una che di del della nel si sono le sei tuo nostro come alla dei",
    "nl": "het een van en je met voor wij bij onze op te zijn jij ons als naar dat is",
    "pt": "o os as e com para uma por que do da dos das em nosso voce ser no na ou mais",
}
_LANGUAGES = {name: frozenset(words.split()) for name, words in _WORDS.items()}
_FRENCH = _LANGUAGES["fr"]
_LETTERS = re.compile(r"[a-z]+")


def is_foreign(text: str) -> bool:
    """Whether a text is written in another language than French; too short a text is not."""
    words = _LETTERS.findall(fold(text))
    if len(words) < FEWEST_WORDS:
        return False
    french = sum(word in _FRENCH for word in words)
    return any(
        sum(word in known - _FRENCH for word in words) > MORE * french + 2
        for name, known in _LANGUAGES.items()
        if name != "fr"
    )
