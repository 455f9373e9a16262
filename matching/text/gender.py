"""Gendered and inclusive forms of job text brought to one form, so that everyone gets the same offers."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from os.path import commonprefix

from matching.text.fold import fold

TITLE_WORDS: Traversable = files("matching") / "data" / "gender_titles.tsv"
"""Made by ``python -m matching.training.gender`` from ROME's and ESCO's titles."""
COMMON_WORDS: Traversable = files("matching") / "data" / "gender_words.tsv"
"""Written by hand: determiners, adjectives that people use of themselves, titles of several words."""

_ENDINGS = (
    ("eur", "euse"),
    ("eur", "rice"),
    ("eur", "trice"),
    ("eur", "drice"),
    ("eur", "eresse"),
    ("er", "ere"),
    ("er", "euse"),
    ("er", "rice"),
    ("man", "woman"),
    ("ef", "effe"),
    ("f", "ve"),
    ("x", "se"),
    ("n", "nne"),
    ("l", "lle"),
    ("t", "tte"),
    ("s", "sse"),
    ("e", "esse"),
    ("", "esse"),
    ("e", "sse"),
    ("c", "que"),
    ("c", "che"),
    ("", "e"),
)
"""Regular endings, masculine and feminine, of folded words."""

_H, _F = r"(?:h|m|homme|masculin)s?", r"(?:f|w|femme|feminin)s?"
_SIGN = r"\s?(?:[/|·&,.\-+]|\bou\b|\bet\b)\s?"
_MARK = re.compile(
    rf"""
    [(\[]\s? (?: (?:{_H}){_SIGN}(?:{_F}) | (?:{_F}){_SIGN}(?:{_H}) | h\s?f | f\s?h | m\s?f )
        (?: {_SIGN} (?:x|d|nb|autres?|inter) )? \s?[)\]]
    | (?<![\w/]) (?: h\s?[/|·&\-.]\s?f | f\s?[/|·&\-.]\s?h | m\s?[/|·]\s?f | f\s?[/|·]\s?m | m\s?/\s?w | h\ f | f\ h
        | (?: hommes?\s?/\s?femmes? | femmes?\s?/\s?hommes? ) (?!\s?d[e']) )
        (?: \s?[/|·\-.]\s?(?:x|d|nb) )? (?![\w/'])
    """,
    re.VERBOSE,
)
_ENDING = r"[a-z]{1,20}"
_INCLUSIVE = re.compile(
    rf"""
    (?<![a-z]) ([a-z]{{2,}}+)
    (?: \s?\(\s?-?({_ENDING})\s?\) (?:-?\(?s\b\)?)?                 # infirmier(ère), vendeur (se), agent(e)s
      | \s?[·/]\s?-?({_ENDING}) (?:[·/]s)? (?![\w'])                # infirmier·ère·s, serveur/se, agent / e
      | [.\-_]({_ENDING}) (?:[.\-_]s)? (?![\w'])                    # infirmier.e.s, conducteur-trice
    )
    """,
    re.VERBOSE,
)
_LETTERS = re.compile(r"[a-z]+")
_TOKEN = re.compile(r"[\w+#]+(?:['-][\w+#]+)*|\S")
_TWICE = re.compile(r"\b([a-z]{3,})-\1\b")
_SEPARATORS = frozenset({"/", "·", "|", "(", "[", ",", ":", "-", "ou", "et"})
_LONGEST_TITLE = 24
"""Words and signs of a title that is written twice, as in "Chef d'équipe / Cheffe d'équipe"."""
_TRICE = re.compile(r"(?<=[aiucvp])trices?$")
_ICIENNE = re.compile(r"iciennes?$")


def neutral(text: str) -> str:
    """Return job text folded and in one gender: masculine, singular where a job word is concerned.

    "Infirmière", "INFIRMIER(E)", "infirmiers/ères", "infirmier·e (H/F)" and "Infirmier / Infirmière" all become
    "infirmier". Marks such as (H/F) and punctuation are taken off; hyphens and apostrophes inside words stay. The
    result is for comparing and counting, not for reading: common words that are feminine somewhere in a job title
    ("école maternelle") are changed as well.
    """
    text = _MARK.sub(" ", fold(text))
    text = _without_endings(text)
    words, phrases, pattern = _lexicon()
    text = pattern.sub(lambda match: phrases[match.group()], text)
    text = _LETTERS.sub(lambda match: words.get(match.group()) or _regular(match.group()), text)
    return " ".join(_said_once(_TOKEN.findall(_TWICE.sub(r"\1", text))))


def feminine_of(feminine: str, masculine: str) -> bool:
    """Whether the first folded word is a regular feminine of the second."""
    return any(
        masculine.endswith(one) and masculine[: len(masculine) - len(one)] + other == feminine
        for one, other in _ENDINGS
    )


def _regular(word: str) -> str:
    """Return the masculine of the two feminine endings that (nearly) no other word has."""
    if len(word) < 9:
        return word
    return _ICIENNE.sub("icien", _TRICE.sub("teur", word))


def _without_endings(text: str) -> str:
    """Take the feminine endings of inclusive writing off."""
    done: list[str] = []
    start = at = 0
    while match := _INCLUSIVE.search(text, at):
        base = _base(match)
        if base is None:
            at = match.end(1)  # not the whole match: "aide-soignant·e" begins with a pair that is none
            continue
        glued = match.end() < len(text) and text[match.end()].isalpha()  # "ingénieur(e)des travaux"
        done += text[start : match.start()], base, " " if glued else ""
        start = at = match.end()
    return "".join(done) + text[start:]


def _base(match: re.Match[str]) -> str | None:
    """Return the masculine of a word in inclusive writing, None where it is something else."""
    word, in_brackets, *others = match.groups()
    ending = in_brackets or next(filter(None, others))
    if in_brackets in ("s", "x"):  # agent(s), lieu(x)
        return str(word)
    for base in (word, word[:-1]) if word.endswith("s") else (word,):
        if any(_ends_feminine(base, end) for end in (ending, ending.removesuffix("s")) if end):
            return str(base)
    return None


def _ends_feminine(base: str, ending: str) -> bool:
    """Whether the ending is the tail of a regular feminine of the word, and holds all that differs."""
    for one, other in _ENDINGS:
        if base.endswith(one):
            differing = other[len(commonprefix((one, other))) :]  # noqa: RUF071 (letters are meant, no paths)
            feminine = base[: len(base) - len(one)] + other
            if feminine.endswith(ending) and (ending.endswith(differing) or ending == "ice"):
                return True
    return False


def _said_once(tokens: list[str]) -> list[str]:
    """Drop what a separator repeats ("boulanger / boulanger", "boulanger (boulanger)"), then all separators."""
    kept: list[str] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token not in _SEPARATORS:
            if token[0].isalnum():
                kept.append(token)
            continue
        repeated = _repeated(kept, tokens[at : at + _LONGEST_TITLE])
        if not repeated and token.isalpha():
            kept.append(token)
        at += repeated
    return kept


def _repeated(before: list[str], after: list[str]) -> int:
    """Return how many tokens begin the one list with what ends the other, signs between words passed over."""
    for token in after:
        if token[0].isalnum():
            if token in before[-len(after) :]:
                break
            return 0  # nearly always
    at = [number for number, token in enumerate(after) if token[0].isalnum()]
    words = [after[number] for number in at]
    for length in range(min(len(before), len(words)), 0, -1):
        if before[-length:] == words[:length]:
            return at[length - 1] + 1
    return 0


@cache
def gendered_forms() -> Mapping[str, str]:
    """Return the known feminine, plural and inclusive forms, folded, each with its one plain form."""
    entries: dict[str, str] = {}
    for table in (TITLE_WORDS, COMMON_WORDS):
        for line in table.read_text(encoding="utf-8").splitlines():
            form, plain = line.split("\t")
            entries[form] = plain
    return entries


@cache
def _lexicon() -> tuple[dict[str, str], dict[str, str], re.Pattern[str]]:
    """Return words, phrases, and a pattern that finds the phrases."""
    entries = gendered_forms()
    words = {form: plain for form, plain in entries.items() if form.isalpha()}
    phrases = {form: plain for form, plain in entries.items() if form not in words}
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)")
    return words, phrases, pattern
