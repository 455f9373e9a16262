"""A job without the way it is asked for: "Bonjour, je recherche un poste de vendeuse" looks for a "vendeuse"."""

import re
from collections.abc import Iterator

from matching.conditions import without_conditions
from matching.occupations.wishes import begins_as_titles_do, is_known_title, names_job
from matching.text.abbreviations import spelled_out
from matching.text.fold import plain_letters

_WORK = r"(?:travail|boulots?|jobs?|tafs?|emplois?|postes?|places?|missions?|contrats?|work|positions?)"
_SEEK = (
    r"(?:(?:re)?cherche|(?:suis )?(?:a la|en) recherche|(?:am |'m )?(?:looking|searching) for|(?:am |'m )?seeking"
    r"|veu[xt]|voudrais|souhaite(?:rais)?|(?:would |'d )?(?:like|want))"
)
_LEAD = re.compile(
    r"\s+|(?:bonjour|bonsoir|salut|hello|hi)\b[\s,.!:]*"
    rf"|(?:je |j'|i ?)?{_SEEK}\b(?: (?:activement|actuellement|un|une|du|de l[a']|des|de|an?|some|any|to)\b| d')*"
    rf"|(?:un |une |d'un |d'une |an? |some |any )?{_WORK} (?:de |d'|comme |en tant que |as (?:an? )?)?"
    r"|(?:travailler|bosser|devenir|etre|work(?:ing)?|be|become) (?:comme |en tant que |as (?:an? )?|an? )?"
    r"|(?:je suis|i am|i'm)(?: une?| an?)?\b"
)
"""What may stand before the job, once and again."""
_TAIL = re.compile(
    rf"[\s,;.]*\b(?:(?:et|and) )?(?:je |j'|i ?)?{_SEEK}\b"
    rf" ?(?:(?:activement|un|une|du|de|des|d'|an?|some|any|new|nouvel) ?)*{_WORK}\b(?P<rest>.*)$"
)
"""What may stand behind it: "infirmière en recherche d'emploi"; the rest may say where."""


def job_asked(wish: str) -> str:
    """Return the job that a wish asks for, as typed, without greetings, verbs, contracts and hours.

    The wish itself, where no job would be left.
    """
    return next((asked for asked in _shorter(wish) if begins_as_titles_do(spelled_out(asked))), wish)


def _shorter(wish: str) -> Iterator[str]:
    """Yield what is left of a wish, the shortest first."""
    if is_known_title(wish):
        return
    asked = without_conditions(wish)
    asked = asked[_lead(asked) :]
    tail = _TAIL.search(plain_letters(asked))
    if tail and not names_job(spelled_out(tail["rest"][_lead(tail["rest"]) :])):
        yield asked[: tail.start()]
    yield asked


def _lead(wish: str) -> int:
    """Return where the job may begin."""
    plain, at = plain_letters(wish), 0
    while lead := _LEAD.match(plain, at):
        at = lead.end()
    return at
