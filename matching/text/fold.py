"""Letters, apostrophes, dashes and white space brought to one plain form."""

import re
import unicodedata

_PLAIN = str.maketrans(
    {
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
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
    }
)
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}[a-z]\b\.?")


def fold(text: str) -> str:
    """Return the text in lower case without accents, ligatures or typographic signs, on one line.

    Dotted acronyms of three letters or more are joined ("A.T.S.E.M." becomes "atsem"); middle dots of every kind
    become "·" and are kept, because inclusive writing needs them.
    """
    text = text.lower().translate(_PLAIN)
    text = unicodedata.normalize("NFKD", text)
    text = "".join(sign for sign in text if not unicodedata.combining(sign)).translate(_PLAIN)
    text = _DOTTED.sub(lambda match: match.group().replace(".", ""), text)
    return " ".join(text.split())
