"""Letters, apostrophes, dashes and white space brought to one plain form."""

import re
import unicodedata

_PLAIN = {
    "œ": "oe",
    "æ": "ae",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ı": "i",
    "\N{GREEK ANO TELEIA}": "·",
    **dict.fromkeys("’‘‛′ʼ´`", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("•∙⋅‧・･⸱", "·"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
}
_LETTER_FOR_LETTER = str.maketrans("àâäéèêëîïôöùûüÿç’", "aaaeeeeiioouuuyc'")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}[a-z]\b\.?")


def fold(text: str) -> str:
    """Return the text in lower case without accents, ligatures or typographic signs, on one line.

    Dotted acronyms of three letters or more are joined ("A.T.S.E.M." becomes "atsem"); middle dots of every kind
    become "·" and are kept, because inclusive writing needs them.
    """
    text = _without_signs(text.lower())
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        # sign by sign rather than letter by letter: texts have few of them
        for accent in filter(unicodedata.combining, set(text)):
            text = text.replace(accent, "")
        text = _without_signs(text)
    text = _DOTTED.sub(lambda match: match.group().replace(".", ""), text)
    return " ".join(text.split())


def plain_letters(text: str) -> str:
    """Return the text in lower case without French accents, letter for letter: what is found stands where it stood."""
    plain = text.lower().translate(_LETTER_FOR_LETTER)
    return plain if len(plain) == len(text) else text


def _without_signs(text: str) -> str:
    for sign in _PLAIN.keys() & set(text):
        text = text.replace(sign, _PLAIN[sign])
    return text
