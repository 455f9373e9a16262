"""Languages by their ISO 639-1 codes, and the French and English words that name them."""

import re
from collections.abc import Iterator, Mapping

from matching.text.fold import fold

LANGUAGES: Mapping[str, str] = {
    "ar": "arabe",
    "bg": "bulgare",
    "ca": "catalan",
    "cs": "tchèque",
    "da": "danois",
    "de": "allemand",
    "el": "grec",
    "en": "anglais",
    "es": "espagnol",
    "eu": "basque",
    "fa": "persan",
    "fi": "finnois",
    "fr": "français",
    "he": "hébreu",
    "hr": "croate",
    "hu": "hongrois",
    "it": "italien",
    "ja": "japonais",
    "ko": "coréen",
    "nl": "néerlandais",
    "no": "norvégien",
    "oc": "occitan",
    "pl": "polonais",
    "pt": "portugais",
    "ro": "roumain",
    "ru": "russe",
    "sk": "slovaque",
    "sq": "albanais",
    "sr": "serbe",
    "sv": "suédois",
    "tr": "turc",
    "uk": "ukrainien",
    "vi": "vietnamien",
    "zh": "chinois",
}
"""Code of a language to its French name."""

_OTHER_NAMES = {
    "de": "german|deutsch",
    "en": "english",
    "es": "spanish|castillan",
    "fr": "french",
    "it": "italian",
    "nl": "dutch|hollandais|flamand",
    "pt": "portuguese",
    "ru": "russian",
    "zh": "mandarin|chinese",
    "ar": "arabic",
    "pl": "polish",
    "tr": "turkish",
}
_NAMES = {
    code: re.compile(rf"\b(?:{'|'.join(filter(None, (fold(name), _OTHER_NAMES.get(code))))})\b")
    for code, name in LANGUAGES.items()
}


def named_languages(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the code of every language that a text names, and where in the folded text its name begins and ends."""
    folded = fold(text)
    for code, name in _NAMES.items():
        yield from ((code, match.start(), match.end()) for match in name.finditer(folded))
