"""What a text denies: "pas de nuit", "tout sauf la vente", "je ne veux plus travailler en usine".

Read word by word it would be taken for its opposite. What somebody lacks ("pas de voiture", "je n'ai pas d'expérience
en vente") or does not mind ("pas de souci pour les week-ends") is not denied.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from matching.text.fold import plain_letters

_JOINTS = "mais|et|ou|ni|car|parce|puisque|sinon|donc|(?<!anything )but|and|or|nor"
_BREAK = re.compile(rf"[.,;!?()\n\"«»…]|(?<= )/(?= )|\b(?:{_JOINTS})\b")
"""What ends a clause; a word begins the next one."""

_ARTICLE = (
    r"(?>de la |de l'|des? |d'|du |en |a la |a l'|aux? |a |dans (?:les? |la |l'|une? )?|chez |les? |la |l'|sur |comme "
    r"|avec )"
)
_DO = r"(?:travailler|bosser|faire|refaire|retourner|revenir|rester|etre|aller)"
_HARD = (
    r"(?:travail (?:de |en |le )?)?(?:nuits?|soirs?|week-?ends?|samedis?|dimanches?|usines?|interims?|coupures?"
    r"|deplacements?|ports? de charges?|charges? lourdes?|horaires? (?:decales?|coupes?)|[235]x8|astreintes?|lourd)\b"
)
"""What people would rather do without: who writes "plus de nuits" wants no more of them."""
_TRADE = (
    r"(?:restauration|hotellerie|cuisine|vente|commerce|batiment|btp|industrie|soins?|enseignement|menage|nettoyage"
    r"|(?:metier|secteur|domaine)s? d\w*)"
)
"""What people say they want to leave, and mean their work: who leaves the city means none."""
_DAYS_OFF = r"(?:week-? ?ends?|samedis?|dimanches?)"
_OFF = "libres?|off|preserves?|de repos"
_LACKED = (
    r"(?:problem|souci|contrainte|difficulte|permis|voiture|vehicul|diplome|experience|formation|qualification|quoi"
    r"|preference|limite|moyen|logement|enfant|famille|peur|exigence|choix|tout|mal\b|moi|suite|nouvelle|reponse|idee"
    r"|temps(?! (?:plein|partiel|complet))|worr|car\b|licen[cs]e|degree|diploma|matter|longer|need|french|code)"
)
"""What somebody does not have, or does not mind."""
_NOT_WHAT = "que |mal |actuellement|encore|depuis"
_NO_EXCEPTION = "si|que|exception|urgence|saison|sol|rang|pair|normes?|ca|de|du"
_AFTER = r"(?:(?:ne )?m'interess\w+ pas|c'est non|non merci|tres peu pour moi)"
_WANT = (
    r"(?:veu[xt]|voudrais|souhaite(?:rais)?|cherche|desire|accepte(?:rai)?|supporte|aime(?:rais)?|peux|pourrai"
    r"|ferai|prends|travaille(?:rai|z|rez)?)"
)
_WAYS: Mapping[str, Sequence[str]] = {
    "bare": (  # "pas de nuit", "sans coupure", "ni usine ni bureau"
        rf"\b(?:surtout |vraiment |plus )?(?:pas|jamais) (?:du tout )?(?=(?:trop )?{_ARTICLE}(?!{_LACKED})|{_HARD})",
        rf"\b(?:plus (?:de |d')|sans |aucune? )(?={_HARD})",
        rf"\bni (?!je |{_ARTICLE}?{_LACKED})",
    ),
    "verb": (  # "je ne veux plus de nuits", "j'évite l'intérim", "pas fait pour la vente"
        rf"(?:\bje |\bj')?(?:\bne |\bn'){_WANT} plus ",
        rf"(?:\bje |\bj')?\b{_WANT} plus (?={_DO}\b|(?:de |d'){_HARD})",
        rf"(?:\bje |\bj')?(?:\bne |\bn'|\b){_WANT} (?:surtout |vraiment |plus )?(?:pas|jamais) (?!{_NOT_WHAT})",
        rf"\bne (?:pas|plus) (?={_DO}\b)",
        r"(?:\bje ne |\bje )?\bfais plus (?:de |d')",
        rf"\b(?:(?:je |j'){_WANT}|envie de|pour) (?:quitter|arreter|fuir) (?={_ARTICLE}?(?:{_HARD}|{_TRADE}\b))",
        rf"(?:\bje ne |\bje )?(?:\bsuis )?\bpas (?:dispo|disponible|libre) (?={_ARTICLE})|\bimpossible (?={_ARTICLE})",
        r"(?:\bmerci de )?\b(?:ne pas me proposer|ne me proposez pas) ",
        r"\b(?:je (?:refuse|deteste)|j'evite|eviter|(?:pas|plus) faite? pour|pas interessee? par) ",
        r"\b(?:(?:j'en ai )?(?:marre|ras le bol)|j'en ai assez) (?:de |du |des |d')",
        r"\b(?:(?:pas|plus) envie|(?:pas|hors de) question) (?:de |d')",
    ),
    "but": (  # "tout sauf la vente", "hors intérim"
        rf"\b(?:sauf|hormis|excepte|hors|a part) (?!(?:{_NO_EXCEPTION})\b|d')",
        r"\b(?:anything but|except(?: for)?) |\brien (?=(?:dans|en|avec) )",
    ),
    "off": (  # "repos le dimanche", "week-ends libres"
        rf"\b(?:repos|conges?|fermee?s?|fermeture)(?: ?: ?| (?:tous )?(?:les? |du |des )?)(?={_DAYS_OFF})",
        rf"\b(?={_DAYS_OFF} (?:{_OFF})\b)",
    ),
    "english": (  # "no nights", "not in a factory"
        rf"\bno (?!{_LACKED})",
        r"\bnot (?=(?:in|at|with|on|a|an|the)\b)",
        r"\b(?:i )?(?:don't|do not) (?:want|like) (?:to )?",
        r"\b(?:i )?(?:can't|cannot|can not|won't|'d rather not|would rather not) (?:do|work) ",
    ),
    "after": (rf"^ *(?=[a-z].* {_AFTER}$)",),  # "le travail de nuit ne m'intéresse pas", "les enfants, non merci"
}
_DENIAL = re.compile("|".join(f"(?P<{kind}>{'|'.join(ways)})" for kind, ways in _WAYS.items()))
_SIGNS = (
    *(
        "pas ",
        "jamais ",
        "plus ",
        "sans ",
        "aucun",
        "ni ",
        "refuse",
        "detest",
        "evite",
        "marre",
        "quitter",
        "arreter",
        "fuir",
        "assez",
        "bol ",
        "hors ",
    ),
    *("sauf ", "hormis ", "excep", "a part ", "rien ", "impossible ", "me proposer", "repos", "conge", "ferme", "week"),
    *("samedi", "dimanche", "no ", "not ", "n't ", "anything ", "interess", "c'est non", "non merci", "pour moi"),
)
"""Without one of these there is no denial: to look for them first is three times as fast."""
_OF_A_VERB = re.compile(r"(?:\b(?:je|ca|cela|on|il|elle|tu|nous|vous|pourquoi|i) |\b[jncy]')(?:\S+ ){0,2}$")
"""Before a bare denial: "je n'ai pas de", "ça ne me dérange pas de", "pourquoi pas en"."""

_GOES_ON = re.compile(
    rf"nor |(?:(?:ou|et|or|and) )?(?:de |d'|des )(?!preference|plus|suite|abord|jour|toute|{_LACKED})"
    rf"|(?:(?:ou|or) )?{_HARD}$"
)
"""How the next clause is denied too: "et d'usine", "ou week-end"."""
_BARE = re.compile(r"(?:ou|et|or|and) (?:(?:la|le|les) |l')?[a-z-]{3,}(?: [a-z-]+)?")
"""The same after "sauf" and its like: "et la restauration"."""
_JOIN = re.compile(r"[\s,;(-]*(?:\b(?:mais|et|ou|but|and|or)\s*)?$", re.IGNORECASE)
"""What stands between what is affirmed and what is denied."""
_END = re.compile(
    r" *(?:\b(?:pour|si|quand|avant|apres|plus de|plus que|depuis|tous|toutes|je|que|qui)\b"
    r"|\b(?:svp|s'il|please|if|i)\b|\bj'| - ).*"
)
"""Where what is denied ends within its clause: "pas de nuit pour l'instant"."""
_BEFORE = re.compile(
    rf"(?:(?:{_JOINTS}|trop|une?|the|any|an?|in|at|with|on|for|to|working|work(?= in\b| at\b| on\b)|{_DO}"
    rf"|(?:travail|postes?|contrats?)(?= (?:d|en|le|la)\b))\b|{_ARTICLE}) *"
)
_OTHER_VERB = re.compile(
    rf"^(?:ni )?(?:de |d')?(?:[ms]e |[ms]')?(?!{_HARD})[a-z]{{2,}}(?:er|ir|re)\b *(?={_ARTICLE}|$)"
)
"""What else somebody would have to do: its object is what tells offers apart ("porter des charges lourdes")."""
_FREE = re.compile(rf" (?:{_OFF}|{_AFTER})$")
"""What stands behind what is denied."""
_UNDAUNTED = re.compile(r"\b(?:crain|redout|derang)\w*(?:(?!\bmais\b)[^.,;!?\n])*")
"""What somebody does not fear: "je ne crains ni le froid ni la pluie"."""


class Denied(NamedTuple):
    """Something that a text denies."""

    quote: str
    """As typed, with what denies it: "pas de travail de nuit"."""
    what: str
    """What is denied, in small letters without accents: "nuit". Never empty."""


def denied(text: str) -> tuple[Denied, ...]:
    """Return what a text denies, in the order of the text."""
    plain = plain_letters(text)
    return tuple(
        Denied(text[start:end], what)
        for start, begins, end, verbs in _denials(plain)
        if (what := _what(plain[begins:end], verbs=verbs))
    )


def affirmed(text: str) -> str:
    """Return a text without what it denies, and what joined that to the rest."""
    kept, at = "", 0
    for start, _, end, _ in _denials(plain_letters(text)):
        before = text[at:start]
        kept += _JOIN.sub("", before)
        at = end + 1 if before.rstrip().endswith("(") and text[end : end + 1] == ")" else end
    return (kept + text[at:]).strip(" ,;.") if at else text


def _denials(plain: str) -> Iterator[tuple[int, int, int, bool]]:
    """Yield where each denial starts, where what it denies begins and ends, and whether that may be a verb."""
    plain = _UNDAUNTED.sub(lambda unafraid: "_" * len(unafraid.group()), plain)
    kind: str | None = None
    going_on = False
    for at, ended, clause in _clauses(plain):
        said = clause.rstrip()
        lead = len(said) - len(said.lstrip())
        if ended:
            going_on = False
        if not said or not (going_on or any(map(said.__contains__, _SIGNS))):
            continue
        found = next((one for one in _DENIAL.finditer(said) if not _is_lack(one, said)), None)
        if found:
            start, begins = found.span()
            kind = kind if going_on and said[lead:].startswith("ni ") else found.lastgroup
        elif going_on and (_GOES_ON.match(said, lead) or (kind == "but" and _BARE.fullmatch(said, lead))):
            start = begins = lead
        else:
            going_on = False
            continue
        going_on = True
        ends = _END.search(said, begins)
        yield at + start, at + begins, at + (ends.start() if ends else len(said)), kind == "verb"


def _clauses(plain: str) -> Iterator[tuple[int, bool, str]]:
    """Yield where each clause begins, whether a sentence ended before it, and its words."""
    begins, ended = 0, False
    for end in _BREAK.finditer(plain):
        yield begins, ended, plain[begins : end.start()]
        sign = end.group()
        begins, ended = (end.start(), False) if sign.isalpha() else (end.end(), sign in ".!?\n")
    yield begins, ended, plain[begins:]


def _is_lack(found: re.Match[str], clause: str) -> bool:
    """Whether what looks like a denial is part of a verb's: "je n'ai pas de"."""
    return found.lastgroup == "bare" and bool(_OF_A_VERB.search(clause, 0, found.start()))


def _what(plain: str, *, verbs: bool) -> str:
    what = plain.strip()
    if verbs:
        what = _OTHER_VERB.sub("", what)
    while before := _BEFORE.match(what):
        what = what[before.end() :]
    return _FREE.sub("", what).strip(" -")
