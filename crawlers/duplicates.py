"""Whether two offers are one job: the same employer, commune and contract, a like title, a text that tells one story.

Two different jobs of one employer must never become one, so that whatever speaks for a difference wins, and a doubt
leaves both. A missed copy is shown twice; a wrong merge hides a job.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from operator import attrgetter

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from matching.offers import JobOffer
from matching.text.abbreviations import spelled_out
from matching.text.fold import fold
from matching.text.gender import neutral

SAME_TEXT = 90.0
"""Least likeness of two texts, of 100 (`rapidfuzz.fuzz.token_set_ratio`: a text that was cut is like the whole one).

A copy changes marks and small words and adds a frame. Templates of one employer reach this too: names, figures and
opposites tell those apart.
"""
LEAST_WORDS = 10
"""Words of the shorter text: fewer are common to many offers, and a cut text would be like any of them."""
LIKE_TEXT = LIKE_TITLE = 70.0
"""Least likeness, of 100, of two texts and of two titles (abbreviations written out) that a person should look at.

On the labelled pairs that were looked at, the best of those tried: 42 of 51 copies, beside 24 pairs of two jobs.
"""
SAME_EMPLOYER = 85.0
"""Least likeness of two names of an employer, of 100, after legal forms and small words are taken off."""
SAME_SPELLING = 80.0
"""Least likeness of two passages, of 100, that differ in spelling, number or a lost space only."""

_WORD = re.compile(r"\w+")
_WORD_OR_FIGURE = re.compile(r"\d+|[^\W\d]+")
_PLURAL = re.compile(r"(?<=\w{4})[sx]$")
_NUMBERS = {
    "deux": "2",
    "trois": "3",
    "quatre": "4",
    "cinq": "5",
    "six": "6",
    "sept": "7",
    "huit": "8",
    "neuf": "9",
    "dix": "10",
    "onze": "11",
    "douze": "12",
    "vingt": "20",
    "trente": "30",
    "quarante": "40",
    "soixante": "60",
    "1": "un",  # an article, in words
}
"""Written out in one copy, in figures in the other."""
_FIGURE = re.compile(r"\d+")
_NAME = re.compile(r"(?<=[a-zà-ÿ0-9,'’] )[A-ZÀ-Ý][\w-]+|(?<=['’])[A-ZÀ-Ý][\w-]+")
"""A capital inside a sentence: a town, a product, a ward."""
_HEADING = frozenset(re.findall(r"\w+", "description descriptif poste profil offre mission missions reference"))
"""Words that a platform prints above its parts."""
_SMALL = frozenset(re.findall(r"\w+", "a au aux d de des du en et l la le les ou par pour sur un une"))
_LEGAL = frozenset(re.findall(r"\w+", "sa sarl sas sasu eurl scop association france groupe"))
_SHORT = {"ch": "centre hospitalier", "cc": "communaute communes", "mairie": "commune", "ville": "commune"}
_HOSPITAL = {"centre", "hospitalier"}
_RANKS = frozenset(re.findall(r"\w+", "adjoint agent apprenti assistant chef directeur manager responsable second"))
_OPPOSITES = (
    {"jour", "nuit", "matin", "soir"},
    {"plein", "partiel", "mi"},
    {"junior", "senior", "debutant", "confirme"},
    frozenset(
        re.findall(r"\w+", "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre")
    ),
    {"cdi", "cdd", "interim", "saisonnier", "saison", "alternance", "stage"},
)


@dataclass(frozen=True)
class _Read:
    """An offer as it is compared."""

    offer: JobOffer

    @cached_property
    def communes(self) -> frozenset[str]:
        return frozenset(place.commune for place in self.offer.communes if place.commune)

    @cached_property
    def title(self) -> frozenset[str]:
        """The words of the title in one gender; their order and small words say nothing."""
        return frozenset(_WORD.findall(neutral(self.offer.title))) - _SMALL

    @cached_property
    def spelled_title(self) -> frozenset[str]:
        """The words of the title, abbreviations written out: right for finding, too free for merging."""
        return frozenset(_WORD.findall(spelled_out(self.offer.title))) - _SMALL

    @cached_property
    def text(self) -> str:
        """The words, plurals and numbers made alike: "7h00" is "7 h"."""
        words = (word.lstrip("0") for word in _WORD_OR_FIGURE.findall(fold(self.offer.description)))
        return " ".join(_PLURAL.sub("", _NUMBERS.get(word, word)) for word in words if word)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self.text.split())

    @cached_property
    def figures(self) -> frozenset[str]:
        return _figures(self.words)

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(map(fold, _NAME.findall(self.offer.description)))

    @cached_property
    def employer(self) -> frozenset[str]:
        words = (_SHORT.get(word, word) for word in _WORD.findall(fold(self.offer.employer.name or "")))
        return frozenset(" ".join(words).split()) - _SMALL - _LEGAL


def same_job(first: JobOffer, second: JobOffer) -> bool:
    """Whether two offers are the same job, in whatever order they are given. What is unknown is never a proof."""
    return _same(_Read(first), _Read(second))


def may_be_same_job(first: JobOffer, second: JobOffer) -> bool:
    """Whether two offers are a pair that `lookalikes` returns."""
    return _may_be_same(_Read(first), _Read(second))


def likeness(first: JobOffer, second: JobOffer) -> float:
    """Return how alike two texts are, of 100, as the rule weighs it: a text that was cut is like the whole one."""
    return _likeness(_Read(first), _Read(second))


def duplicates(offers: Iterable[JobOffer]) -> Iterator[tuple[JobOffer, JobOffer]]:
    """Yield the pairs that are one job, each once; only offers of one commune and a word of the title are compared."""
    return ((one.offer, other.offer) for one, other in _met(offers, attrgetter("title")) if _same(one, other))


def lookalikes(offers: Iterable[JobOffer]) -> list[tuple[JobOffer, JobOffer]]:
    """Return the pairs that may be one job, the likest texts first: titles and texts are alike, nothing contradicts.

    For a person to judge: about one in three is two jobs.
    """
    pairs = [pair for pair in _met(offers, attrgetter("spelled_title")) if _may_be_same(*pair)]
    return [(one.offer, other.offer) for one, other in sorted(pairs, key=lambda pair: -_likeness(*pair))]


def _met(offers: Iterable[JobOffer], title: Callable[[_Read], frozenset[str]]) -> Iterator[tuple[_Read, _Read]]:
    """Yield the pairs of offers that share a commune and a word of the title, each once."""
    blocks: defaultdict[tuple[str, str], list[_Read]] = defaultdict(list)
    for offer in offers:
        read = _Read(offer)
        for key in product(read.communes, title(read)):
            blocks[key].append(read)
    met: set[tuple[str, str]] = set()
    for block in blocks.values():
        for one, other in combinations(block, 2):
            pair = (one.offer.id, other.offer.id)
            if pair not in met:
                met.add(pair)
                yield one, other


def _same(one: _Read, other: _Read) -> bool:
    return (
        bool(one.communes)
        and one.communes == other.communes
        and _one_title(one.title, other.title)
        and _one_employer(one, other)
        and not _contradict(one, other)
        and _tell_enough(one, other)
        and _likeness(one, other) >= SAME_TEXT
        and not _passage_exchanged(one, other)
    )


def _may_be_same(one: _Read, other: _Read) -> bool:
    titles = (" ".join(sorted(read.spelled_title)) for read in (one, other))
    return (
        bool(one.communes & other.communes)
        and fuzz.token_set_ratio(*titles) >= LIKE_TITLE
        and not _contradict(one, other)
        and _tell_enough(one, other)
        and _likeness(one, other) >= LIKE_TEXT
    )


def _tell_enough(one: _Read, other: _Read) -> bool:
    return min(len(one.text.split()), len(other.text.split())) >= LEAST_WORDS


def _likeness(one: _Read, other: _Read) -> float:
    return fuzz.token_set_ratio(one.text, other.text)


def _one_title(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one title is the other with words added, none of them a rank, a figure or one side of an opposite."""
    if not one or not other or not (one <= other or other <= one):
        return False
    added = one ^ other
    return not added & _RANKS.union(*_OPPOSITES) and not any(map(_FIGURE.search, added))


def _passage_exchanged(one: _Read, other: _Read) -> bool:
    """Whether, between passages that both tell, each tells its own thing: a template filled in twice.

    A frame that is added or an end that is cut stands on one side only, and a heading says nothing.
    """
    return any(
        _each_its_own(_figures(mine), _figures(theirs))
        or (
            bool(frozenset(mine) - other.words - _SMALL - _HEADING)
            and bool(frozenset(theirs) - one.words - _SMALL - _HEADING)
            and fuzz.ratio("".join(mine), "".join(theirs)) < SAME_SPELLING
        )
        for mine, theirs in _between(one.text.split(), other.text.split())
    )


def _between(first: list[str], second: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield what stands on either side between two passages in common."""
    start = begin = 0
    for block in Levenshtein.editops(first, second).as_matching_blocks():
        yield first[start : block.a], second[begin : block.b]
        start, begin = block.a + block.size, block.b + block.size


def _contradict(one: _Read, other: _Read) -> bool:
    """Whether each tells its own contract, hours, side of an opposite, figures, or names beside the employer's."""
    named = one.employer | other.employer
    return (
        _terms_differ(one.offer, other.offer)
        or any(_each_its_own(one.words & group, other.words & group) for group in _OPPOSITES)
        or _each_its_own(one.names - named, other.names - named)
        or _each_its_own(one.figures, other.figures)
    )


def _terms_differ(one: JobOffer, other: JobOffer) -> bool:
    """Whether both tell their contract, or their hours, and not the same."""
    if one.contract_kind and other.contract_kind and one.contract_kind is not other.contract_kind:
        return True
    hours, others = one.working_time.value, other.working_time.value
    return hours is not None and others is not None and hours.time is not others.time


def _one_employer(one: _Read, other: _Read) -> bool:
    """Whether two names may be of one employer; a commune has one hospital centre, under whatever name.

    An employer that is not named contradicts nobody: boards leave half of them out, and the text has to agree anyway.
    """
    if one.offer.employer.name == other.offer.employer.name or not one.employer or not other.employer:
        return True
    if one.employer & other.employer >= _HOSPITAL:
        return True
    names = (" ".join(sorted(read.employer)) for read in (one, other))
    return fuzz.token_set_ratio(*names) >= SAME_EMPLOYER


def _figures(words: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(_FIGURE.fullmatch, words))


def _each_its_own(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether each says something that the other does not: a cut text only lacks."""
    return bool(one - other) and bool(other - one)
