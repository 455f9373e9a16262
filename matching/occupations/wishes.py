"""Vague wishes ("un boulot dehors", "vente ou restauration") as the occupations that they may mean."""

import re
from functools import cache

from matching.occupations.rome import rome
from matching.occupations.themes import themes_of, without_themes
from matching.text.abbreviations import spelled_out
from matching.text.fold import fold
from matching.text.gender import neutral
from matching.text.terms import STOP_WORDS

_VAGUE = re.compile(
    r"^(?:(?:(?:je |j')?(?:re)?(?:cherche|veu[xt]|voudrais?|souhaite|aime(?:rais?)?)"
    r"|(?:i am |i'm )?(?:looking for|seeking)|i(?:'d| would) like to)\s+)?(?:a\s+)?"
    r"(?:(?:une?|du|le|des|les|quelques?|any|some)\s+)?"
    r"(?:(?:petits?\s+)?(?:boulots?|tafs?|jobs?|travail|travaux|emplois?|postes?|places?|metiers?|choses?)"
    r"|travaille[rz]?|bosser|etre"
    r"|apprendre|devenir|faire|formation|(?:me|se) former|(?:me )?reconver(?:tir|sion)(?: professionnelle)?"
    r"|n'importe (?:quo?i|quel(?:le)?)|un truc|(?:tout )?ce qui (?:touche|concerne)(?: aux?| a)?"
    r"|a job|work(?:ing)?|something|anything)\b"
)
"""A wish that names no job begins so; so does one that names it later ("un poste de boulanger")."""

_ARTICLES = re.compile(r"^(?:(?:de|du|des|dans|en|comme|tant que|la|le|les) |[dl]')*")
"""May stand before a job; "un" and "une" do not: who looks for "un patron sympa" is no boss."""
_ANYTHING = re.compile(
    r"(?:(?:je )?(?:prends|fais|accepte|(?:suis )?ouverte? a) )?"
    r"(?:tout(?:es?)?|peu importe|n'importe quo?i|n'importe quel(?:le)?|any(?:thing)?)"
    r"(?: (?:type|sorte|genre)s? (?:de |d'))?(?: ?(?:travail|travaux|emploi|boulot|job|poste|metier|work)s?)?"
    r"(?: (?:pres|proche|autour|vers|dans|sur|a|near|around)\b.*)?"
)
"""Who takes anything; the end may say where."""
_OPEN = ("N1103", "N1105", "H3302", "K2204", "G1605", "G1603", "G1501", "D1507", "K1304", "A1401")
"""What is open to everyone nearly everywhere, for who takes anything."""
_LINKS = STOP_WORDS | {
    *("aupres", "d", "des", "domaine", "in", "job", "jobs", "l", "la", "les", "milieu", "n", "or", "secteur", "the"),
    *("un", "une", "with", "work"),
}
"""Words that may stand beside the themes of a wish that is nothing but themes ("vente ou restauration")."""
CONDITIONS = """
    accepte acceptee alimentaire alternance alternant alternante aout appoint apprenti apprentie apprentissage automne
    avenir bac bep bien bts calme cap cdd cdi complement complet contrat debutant debutante diplome diplomes end ete
    etudiant etudiante experience extra extras facile fixe fixes full heures hiver horaires interim jour journee jours
    juillet licence loin master matin matinee matins mi mission missions nuit nuits part partiel paye permanent permis
    plein pres printemps pro proche qualification remplacement remplacements retraite retraitee revenu saison
    saisonnier saisonniere saisons salaire seasonal semaine shift simple soir soiree soirs stable stage stages student
    summer temps time tranquille trop urgent vacances we week weekend weekends winter
"""
"""When, for how long and how somebody wants to work: not which work."""
_WITHOUT = re.compile(r"\b(?:sans|without) (?:\w+ (?:ni|ou|or) )?\w+")
_WHERE = re.compile(
    r"\b(?:pres|autour|(?:pas|non) (?:trop )?loin|a cote|near|around|proche (?:de )?(?:chez|mon|mes))\b.*"
)
"""Where, to the end: who works near a school is no teacher."""
_BETWEEN = re.compile(r"(\s*(?:[,;+/&\n]|\b(?:ou|et|or|and)\b)\s*)", re.IGNORECASE)
"""What may stand between two jobs of one wish."""
_TOGETHER = frozenset({"/", "&", "et", "and"})
"""May as well join what one job consists of ("vendeur / conseiller en literie")."""

_MOST_PARTS = 20
"""Parts of a wish that are looked at: each is compared with all that came before it."""

_NO_JOB = re.compile(r"\b(?:quelque chose|n'importe quo?i|un truc|something|anything)\b")


def single_wishes(wish: str) -> tuple[str, ...]:
    """Return the jobs of a wish that names several ("serveur ou femme de chambre"), as typed; else the wish itself.

    What stands behind "ou" or a comma is a job of its own where it begins as titles do: "électricien industriel ou
    bâtiment" is one wish. Behind "/" or "et" it has to be a title that is known, as what stands before.
    """
    first, *others = _BETWEEN.split(wish, maxsplit=_MOST_PARTS)
    singles = [first]
    for between, other in zip(others[::2], others[1::2], strict=True):
        if other and _are_two(singles[-1], other, together=between.strip().lower() in _TOGETHER):
            singles.append(other)
        else:
            singles[-1] += between + other
    return tuple(singles)


def vague_occupations(wish: str) -> tuple[str, ...]:
    """Return the occupations that a vague wish means, each of which serves it wholly; none where it names a job.

    Args:
        wish: what the candidate looks for, as typed, in French or English.
    """
    plain = fold(wish)
    if _ANYTHING.fullmatch(plain) or says_when_or_how(wish):
        return _OPEN
    rest, begins_vaguely = _wished(plain)
    besides = {*_words(neutral(without_themes(rest)))} - _beside_work()
    if besides & _first_words() if begins_vaguely else besides:
        return ()
    return themes_of(rest)


def named_occupations(what: str) -> frozenset[str]:
    """Return the occupations that a few words name, as a kind of work or as a title that is known; else none."""
    if says_when_or_how(what):
        return frozenset()
    title = neutral(what)
    return frozenset(vague_occupations(what) or (code for known, code in rome().known_titles if known == title))


def is_known_title(wish: str) -> bool:
    """Whether a wish is, word for word, a title that is known."""
    return neutral(wish) in _known_titles()


def says_when_or_how(wish: str) -> bool:
    """Whether a wish says when, for how long or how, and not which work ("mi-temps", "un poste de nuit")."""
    plain = fold(wish)
    rest, _ = _wished(plain)
    return bool(plain) and not _NO_JOB.search(plain) and _beside_work().issuperset(_words(rest))


def names_job(words: str) -> bool:
    """Whether a few words name a job or a kind of work, and not only when or how somebody wants to work."""
    return begins_as_titles_do(words) or bool(not says_when_or_how(words) and vague_occupations(words))


def begins_as_titles_do(words: str) -> bool:
    """Whether a few words begin with a job ("un poste de boulanger", "caissière le week-end")."""
    rest, _ = _wished(fold(words))
    first, *_ = *_words(_ARTICLES.sub("", neutral(rest))), ""
    return first in _first_words()


def names_no_job(wish: str) -> bool:
    """Whether a wish says outright that it names no job, and nothing else ("quelque chose de moins physique")."""
    return _NO_JOB.search(fold(wish)) is not None and not vague_occupations(wish)


def _are_two(one: str, other: str, *, together: bool) -> bool:
    """Whether two jobs are named; not where they begin alike, as the two genders of one do."""
    one, other = spelled_out(one).strip(), spelled_out(other).strip()
    first, second = one.split()[:1], other.split()[:1]
    if first == second or set(second) <= set(one.split()):
        return False
    if together:
        return {one, other} <= _known_titles()
    return {*first, *second} <= _first_words()


@cache
def _beside_work() -> frozenset[str]:
    return _LINKS | frozenset(CONDITIONS.split())


@cache
def _known_titles() -> frozenset[str]:
    return frozenset(title for title, _ in rome().known_titles)


@cache
def _first_words() -> frozenset[str]:
    """Return what ROME's titles begin with: a wish that has such a word names its job."""
    return frozenset(fold(title).split()[0] for title, _ in rome().titles)


def _wished(plain: str) -> tuple[str, bool]:
    """Return what a folded wish says of the work, and whether it begins as vague ones do."""
    plain = rest = _WHERE.sub("", _WITHOUT.sub("", plain))
    while begins := _VAGUE.match(rest):
        rest = rest[begins.end() :].lstrip()
    return rest, rest != plain


def _words(plain: str) -> list[str]:
    return re.findall(r"[a-z]+", plain)
