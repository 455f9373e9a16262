"""From where a candidate's way to work is counted: where they live, or where they want to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matching.places.communes import LOT, Commune, Gazetteer, Mention, departement_of, gazetteer
from matching.places.names import commune_key
from matching.profiles import CandidateProfile

TOWN = 5_000
"""Inhabitants from which a name outside the Lot is the commune's even when written small, as people type."""
LARGER = 5
"""Times the inhabitants of the next that the largest of several communes must have to be the one that is meant."""

_PARIS = "75"
"""The one département whose name always means its commune."""
_STAYS = re.compile(
    r"(non|ici|sur place|idem|pareil|nulle part|rester? (ici|sur place)|la ou (je suis|j habite|je vis)"
    r"|je (ne )?(reste|bouge pas|demenage pas|veux pas (demenager|bouger)).*|pas (de demenagement|prevu).*)"
)
_WHOLE = re.compile(
    r"\b(n importe ou|peu importe( ou)?|partout|tous?|toute|ensemble|anywhere)"
    r"(?: (?:dans|en|sur|in|the|le|la|les|l|du|de|d|tout|toute|nord|sud|est|ouest)\b)*"
)
_ELSEWHERE = re.compile(
    r"\b(?:sauf|hormis|excepte|evit\w+|hors|quitt\w+|fuir|viens|venant|venons|depuis|habit\w+|vis|vivons"
    r"|(?<!pas )(?<!non )(?<!trop )loin|(?:pas|plus)(?! (?:trop )?loin))"
    r"(?: (?:actuellement|a|de|du|des|d|sur|vers|dans)\b)*"
)
"""What stands before a place that is left or avoided."""
_BEFORE_A_COMMUNE = re.compile(r"(^|.* )(a|de|d|vers)")
_CODE = re.compile(r"(?<![\w.,])(?P<code>\d{5}|\d{2}|2[AB])(?![\w.,]\d)(?! ?(?:k|m|h|min|ans|%|€|e\b))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the way to work begins."""

    communes: tuple[Commune, ...]
    """Any of these will do; all have coordinates."""
    moving: bool
    """Whether the candidate wants to live there, rather than lives there."""


def anchor_of(profile: CandidateProfile, communes: Gazetteer | None = None) -> Anchor | None:
    """Return from where distance counts for a candidate; None when it does not, or when we cannot tell.

    Somebody who moves is measured from where they want to live, never from where they still are; a wish for a whole
    département ("n'importe où dans le Lot") sets no distance.
    """
    known = communes or gazetteer()
    if profile.moving_to and not _STAYS.fullmatch(commune_key(profile.moving_to)):
        return _anchor(wished_communes(profile.moving_to, known), moving=True)
    return _anchor(_home(profile, known), moving=False)


def wished_communes(wish: str, communes: Gazetteer) -> tuple[Commune, ...]:
    """Return the communes that a wish names ("autour de Figeac", "Gourdon ou Souillac"), none for a whole département.

    Of several communes of one name that is meant which lies in a département that the wish names, else the Lot's,
    else one much larger than the others; otherwise the name is not understood. What the candidate leaves or avoids
    ("je quitte Lyon", "sauf Cahors") is not wished for.
    """
    if _wants_all(wish, communes):
        return ()
    codes = [code["code"].upper() for code in _CODE.finditer(wish)]
    hints = {code if len(code) == 2 else departement_of(code) for code in codes}
    hints |= {code for _, code in _departements(wish, communes)}
    mentions = [mention for mention in communes.mentioned(wish) if _is_wished(mention, wish, communes)]
    meant = dict.fromkeys(commune for mention in mentions if (commune := _meant(mention, hints, communes)))
    if mentions or len(codes) != 1:
        return tuple(meant)
    return communes.with_postcode(codes[0])


def _home(profile: CandidateProfile, communes: Gazetteer) -> tuple[Commune, ...]:
    if profile.commune_insee and (commune := communes.by_insee(profile.commune_insee)):
        return (commune,)
    named = wished_communes(profile.commune, communes) if profile.commune else ()
    return named if len(named) == 1 else ()


def _anchor(communes: tuple[Commune, ...], *, moving: bool) -> Anchor | None:
    located = tuple(commune for commune in communes if commune.latitude is not None)
    return Anchor(located, moving) if located else None


def _wants_all(wish: str, communes: Gazetteer) -> bool:
    """Whether a wish is for all of a département, or for anywhere at all: "partout dans le Lot", "peu importe"."""
    key = commune_key(wish)
    starts = {start for start, _ in _departements(key, communes)}
    for whole in _WHOLE.finditer(key):
        rest = key[whole.end() :].strip()
        if len(key) - len(rest) in starts or re.match(r"(departement|france|region|territoire)s?\b|\d\d\b", rest):
            return True
    return bool(re.fullmatch(r"(n importe ou|peu importe( ou)?|partout)( .*)?", key)) and not communes.mentioned(wish)


def _departements(text: str, communes: Gazetteer) -> Iterator[tuple[int, str]]:
    """Yield where the départements that a text names begin, and their codes; the longer name first."""
    words = list(re.finditer(r"[^\W_]+", text))
    first = 0
    while first < len(words):
        for last in range(min(len(words), first + 5), first, -1):
            if code := communes.departement_code(text[words[first].start() : words[last - 1].end()]):
                yield words[first].start(), code
                first = last - 1
                break
        first += 1


def _is_wished(mention: Mention, wish: str, communes: Gazetteer) -> bool:
    before = commune_key(wish[: mention.start])
    clause = commune_key(re.split(r"[,;.!?]", wish[: mention.start])[-1])
    if any(avoided.end() == len(clause) for avoided in _ELSEWHERE.finditer(clause)):
        return False
    if _names_a_departement(mention, wish, communes) and not _BEFORE_A_COMMUNE.fullmatch(before):
        return False
    if mention.words[0].isupper() or communes.named(mention.name, LOT):
        return True
    return max(commune.population for commune in mention.communes) >= TOWN


def _names_a_departement(mention: Mention, wish: str, communes: Gazetteer) -> bool:
    """Whether the words are (part of) the name of a département, as "Vienne" and "Corrèze" are too."""
    for start, code in _departements(wish, communes):
        name = communes.departements[code]
        if code != _PARIS and start <= mention.start < start + len(name) and len(mention.words) <= len(name):
            return True
    return False


def _meant(mention: Mention, hints: set[str], communes: Gazetteer) -> Commune | None:
    if hinted := [commune for commune in mention.communes if commune.departement in hints]:
        return hinted[0]
    in_the_lot = communes.named(mention.name, LOT)
    others = [commune for commune in mention.communes if commune not in in_the_lot]
    called_so_now = [commune for commune in others if commune_key(commune.name) == mention.name]
    for commune in in_the_lot:
        # a former or shortened name in the Lot gives way to a town that bears it whole: Saint-Cyprien is by the sea
        if commune_key(commune.name) == mention.name or all(other.population < TOWN for other in called_so_now):
            return commune
    by_size = sorted(others, key=lambda commune: -commune.population)
    if len(by_size) == 1 or (by_size and by_size[0].population >= LARGER * by_size[1].population):
        return by_size[0]
    return None
