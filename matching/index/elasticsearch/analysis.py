"""How French job text is cut into terms inside Elasticsearch.

What ranks are the terms that `matching.text.terms` has made, the same as in the embedded index: they are only split
at white space. The analyzer `job_title` is for words that come as people write them, in queries that staff write by
hand: it is built from the same gendered forms, abbreviations, acronyms and stop words, as far as the server can do it
without us.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from matching.text.abbreviations import abbreviations
from matching.text.gender import gendered_forms
from matching.text.terms import ACRONYMS, STOP_WORDS

TERMS = "terms"
JOB_TITLE = "job_title"
CODE, KEY = "code", "key"

_ELIDED = ("l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "lorsqu", "puisqu", "quelqu")
_ENDINGS = "e|ère|ere|euse|eresse|rice|trice|drice|ice|se|ne|nne|le|lle|te|tte|fe|ffe|ve|esse|woman"


@cache
def analysis() -> Mapping[str, Any]:
    """Return the settings of analyzers and normalizers."""
    return {
        "char_filter": {
            "typography": {"type": "mapping", "mappings": ["’ => '", "‘ => '", "œ => oe", "Œ => oe"]},
            # "(H/F)", "H/F", "(F/H/X)"
            "marks": {
                "type": "pattern_replace",
                "pattern": r"\(\s?[hHfFmM]\s?/\s?[hHfFmM](?:\s?/\s?[xXdD])?\s?\)|\b[hHfFmM]\s?/\s?[hHfFmM]\b",
                "replacement": " ",
            },
            # "infirmier·ère·s", "infirmier(ère)"
            "inclusive": {
                "type": "pattern_replace",
                "pattern": rf"(?iu)(\p{{L}}{{2,}})\s?(?:·-?(?:{_ENDINGS})(?:·?s)?|\(-?(?:{_ENDINGS})\)s?)",
                "replacement": "$1",
            },
        },
        "filter": {
            "elided": {"type": "elision", "articles": list(_ELIDED), "articles_case": True},
            "gendered": {"type": "synonym", "synonyms": list(_rules(gendered_forms()))},
            "spelled_out": {"type": "synonym", "synonyms": list(_rules(abbreviations()))},
            "talk": {"type": "stop", "stopwords": sorted(STOP_WORDS)},
            "acronyms": {"type": "keyword_marker", "keywords": sorted(ACRONYMS)},
            "stems": {"type": "snowball", "language": "French"},
        },
        "analyzer": {
            TERMS: {"type": "custom", "tokenizer": "whitespace"},
            JOB_TITLE: {
                "type": "custom",
                "char_filter": ["typography", "marks", "inclusive"],
                "tokenizer": "standard",
                # folded before the gendered forms are looked up, stemmed after: the two genders meet in between
                "filter": [
                    "elided",
                    "lowercase",
                    "asciifolding",
                    "gendered",
                    "spelled_out",
                    "talk",
                    "acronyms",
                    "stems",
                ],
            },
        },
        "normalizer": {
            CODE: {"type": "custom", "filter": ["trim", "uppercase"]},
            KEY: {"type": "custom", "filter": ["trim", "lowercase"]},
        },
    }


def _rules(forms: Mapping[str, str]) -> Iterator[str]:
    """Yield forms as rules of a synonym filter, those that hold nothing but words."""
    for form, plain in forms.items():
        if form.replace(" ", "").replace("-", "").isalpha():
            yield f"{form} => {plain}"
