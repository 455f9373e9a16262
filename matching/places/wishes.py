"""From where a candidate's way to work is counted: where they live, or where they want to."""

import re
from dataclasses import dataclass

from matching.places.areas import (
    ORDINARY,
    coded_departements,
    named_departements,
    named_regions,
    names_the_quercy,
    towns_of_countries,
)
from matching.places.communes import LOT, TOWN, Commune, departement_of
from matching.places.gazetteer import Gazetteer, Mention, gazetteer
from matching.places.names import commune_key
from matching.places.told import place_told
from matching.profiles import CandidateProfile

LARGER = 5
"""Times the inhabitants of the next that the largest of several communes must have to be the one that is meant."""

_PARIS = "75"
"""The one département whose name always means its commune."""
_STAYS = re.compile(
    r"(non|ici|sur place|idem|pareil|nulle part|rester? (ici|sur place)|la ou (je suis|j habite|je vis)"
    r"|je (ne )?(reste|bouge pas|demenage pas|veux pas (demenager|bouger)).*|pas (de demenagement|prevu).*)"
)
_WHOLE = re.compile(
    r"\b(n importe ou|peu importe( ou)?|partout|tou(?:te?)?s?|ensemble|anywhere)"
    r"(?: (?:dans|en|sur|in|the|le|la|les|l|du|de|d|tout|toute|nord|sud|est|ouest)\b)*"
)
_ELSEWHERE = re.compile(
    r"\b(?:sauf|hormis|excepte|evit\w+|hors|(?<!pas )(?<!plus )quitt\w+|fuir|viens|venant|venons|depuis|habit\w+|vis"
    r"|vivons|(?<!pas )(?<!non )(?<!trop )loin|(?:pas|plus)(?! (?:trop )?loin))"
    r"(?: (?:actuellement|a|de|du|des|d|sur|vers|dans|en|le|la|les|l|region|departement)\b)*"
)
"""What stands before a place that is left or avoided."""
_BEFORE_A_COMMUNE = re.compile(r"(^|.* )(a|de|d|vers)")
_CODE = re.compile(r"(?<![\w.,])(?P<code>\d{5}|\d{2}|2[AB])(?![\w.,]\d)(?! ?(?:k|m|h|min|ans|%|€|e\b))", re.IGNORECASE)
_BESIDE_A_RIVER = re.compile(
    r"(^|.* )(vallees?|gorges|val|bords?|rives?|berges?|riviere|fleuve)( de| du| des| d)?( la| l)?"
)
"""What stands before a river; most départements bear a river's name."""
_NORTH_OF = re.compile(r" *(d[eu]s?\b|d['’]|-|est\b|ouest\b|ou sud\b|et sud\b)", re.IGNORECASE)
_ALL_OF_THIS = re.compile(r"\b(?:departement|territoire)\b")
_FEW = 4
"""Communes of the Lot that a short name may stand for ("Labastide"): any of them will do then."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the way to work begins."""

    communes: tuple[Commune, ...]
    """Any of these will do; all have coordinates."""
    departements: tuple[str, ...]
    """Codes of départements anywhere in which will do as well."""


def anchor_of(profile: CandidateProfile, communes: Gazetteer | None = None) -> Anchor | None:
    """Return from where distance counts for a candidate; None when it does not, or when we cannot tell.

    Somebody who moves is measured from where they want to live, never from where they still are; within a département
    that is wished for as a whole ("n'importe où dans le Lot") nothing is far. Who names no place where they are asked
    for it may have named it in their wishes or their text.
    """
    known = communes or gazetteer()
    wish = profile.moving_to
    if wish and _STAYS.fullmatch(commune_key(wish)):
        wish = None
    if not (wish or profile.commune or profile.commune_insee):
        wish = place_told(profile.wanted_jobs, profile.text or "", known)
    if not wish:
        return _anchor(_home(profile, known), ())
    return _anchor(wished_communes(wish, known), wished_departements(wish, known))


def wished_communes(wish: str, communes: Gazetteer) -> tuple[Commune, ...]:
    """Return the communes that a wish names ("autour de Figeac", "Gourdon ou Souillac"), none for a whole département.

    Of several communes of one name that is meant which lies in a département that the wish names, else the Lot's,
    else one much larger than the others; otherwise the name is not understood. A name may be cut short ("Limogne",
    "Brive"), as the Lot's and those of towns are. What the candidate leaves or avoids ("je quitte Lyon", "sauf
    Cahors") is not wished for.
    """
    if _wants_all(wish, communes):
        return ()
    codes = [code["code"].upper() for code in _CODE.finditer(wish)]
    hints = {code if len(code) == 2 else departement_of(code) for code in codes}
    hints |= {code for _, code in named_departements(wish, communes)}
    mentions = [mention for mention in communes.mentioned(wish) if _is_wished(mention, wish, communes)]
    meant = dict.fromkeys(commune for mention in mentions for commune in _meant(mention, hints, communes))
    if mentions or len(codes) != 1:
        return tuple(meant) or towns_of_countries(wish, communes)
    return communes.with_postcode(codes[0])


def wished_departements(wish: str, communes: Gazetteer) -> tuple[str, ...]:
    """Return the codes of the départements that a wish is for as a whole ("le Lot ou l'Aveyron", "sud Ardèche").

    One that only says where a commune lies ("Le Vigan, dans le Gard") is not wished for as a whole, nor is a river
    ("bords de Dordogne"). "Tout le département" is the Lot.
    """
    wished = wished_communes(wish, communes)
    spans = [
        (one.start, one.start + len(one.words)) for one in communes.mentioned(wish) if _is_wished(one, wish, communes)
    ]
    named = [
        code
        for start, code in named_departements(wish, communes)
        if _is_departement(start, code, wish, communes) and not any(first <= start < end for first, end in spans)
    ]
    within = {commune.departement for commune in wished}
    for start, codes in named_regions(wish):
        if not (_is_left(start, wish) or codes & within):
            named += sorted(codes)
    named += coded_departements(wish)
    all_of_this = _wants_all(wish, communes) and _ALL_OF_THIS.search(commune_key(wish))
    if not named and not wished and (names_the_quercy(wish) or all_of_this):
        return (LOT,)
    return tuple(code for code in dict.fromkeys(named) if code in communes.departements and code not in within)


def _home(profile: CandidateProfile, communes: Gazetteer) -> tuple[Commune, ...]:
    if profile.commune_insee and (commune := communes.by_insee(profile.commune_insee)):
        return (commune,)
    named = wished_communes(profile.commune, communes) if profile.commune else ()
    return named if len(named) == 1 else ()


def _anchor(communes: tuple[Commune, ...], departements: tuple[str, ...]) -> Anchor | None:
    located = tuple(commune for commune in communes if commune.latitude is not None)
    return Anchor(located, departements) if located or departements else None


def _wants_all(wish: str, communes: Gazetteer) -> bool:
    """Whether a wish is for all of a département, or for anywhere at all: "partout dans le Lot", "peu importe"."""
    key = commune_key(wish)
    starts = {start for start, _ in named_departements(key, communes)}
    for whole in _WHOLE.finditer(key):
        rest = key[whole.end() :].strip()
        if len(key) - len(rest) in starts or re.match(r"(departement|france|region|territoire)s?\b|\d\d\b", rest):
            return True
    return bool(re.fullmatch(r"(n importe ou|peu importe( ou)?|partout)( .*)?", key)) and not communes.mentioned(wish)


def _is_wished(mention: Mention, wish: str, communes: Gazetteer) -> bool:
    before = commune_key(wish[: mention.start])
    if _is_left(mention.start, wish):
        return False
    named_so = mention.whole and _BEFORE_A_COMMUNE.fullmatch(before)
    if _names_a_departement(mention, wish, communes) and not named_so:
        return False
    if mention.words[0].isupper() or _in_the_lot(mention, communes):
        return True
    return max(commune.population for commune in mention.communes) >= TOWN


def _is_departement(start: int, code: str, wish: str, communes: Gazetteer) -> bool:
    """Whether the département whose name begins there is wished for: it is no river, no direction, and not left."""
    before, name = commune_key(wish[:start]), communes.departements[code]
    after = wish[start + len(name) :]
    if code == _PARIS or _is_left(start, wish) or (code != LOT and _BESIDE_A_RIVER.fullmatch(before)):
        return False
    if commune_key(name) not in ORDINARY:
        return True
    return wish[start].isupper() and not (
        name == "Nord" and (not before.endswith(("le", "du")) or _NORTH_OF.match(after))
    )


def _is_left(start: int, wish: str) -> bool:
    """Whether the place that is named there is one that the candidate leaves or avoids."""
    clause = commune_key(re.split(r"[,;.!?]", wish[:start])[-1])
    return any(avoided.end() == len(clause) for avoided in _ELSEWHERE.finditer(clause))


def _names_a_departement(mention: Mention, wish: str, communes: Gazetteer) -> bool:
    """Whether the words are (part of) the name of a département, as "Vienne" and "Corrèze" are too."""
    for start, code in named_departements(wish, communes):
        name = communes.departements[code]
        if code != _PARIS and start <= mention.start < start + len(name) and len(mention.words) <= len(name):
            return True
    return False


def _meant(mention: Mention, hints: set[str], communes: Gazetteer) -> tuple[Commune, ...]:
    if hinted := [commune for commune in mention.communes if commune.departement in hints]:
        return (hinted[0],)
    for hint in hints:
        if hinted_so := communes.beginning(mention.name, hint):
            return (hinted_so[0],)
    in_the_lot = _in_the_lot(mention, communes)
    others = [commune for commune in mention.communes if commune not in in_the_lot]
    called_so_now = [commune for commune in others if commune_key(commune.name) == mention.name]
    whole = communes.named(mention.name, LOT)
    for commune in whole:
        # a former or shortened name in the Lot gives way to a town that bears it whole: Saint-Cyprien is by the sea
        if commune_key(commune.name) == mention.name or all(other.population < TOWN for other in called_so_now):
            return (commune,)
    largest = max((other.population for other in called_so_now), default=0)
    if not whole and in_the_lot and largest < LARGER * in_the_lot[0].population:
        return in_the_lot if len(in_the_lot) <= _FEW else ()
    if largest < TOWN:  # then a larger town that is called so for short may be meant as well
        others += [town for town in communes.beginning(mention.name) if town.population >= TOWN and town not in others]
    by_size = sorted(others, key=lambda commune: -commune.population)
    if not mention.whole and by_size and by_size[0].population < TOWN:
        return ()
    if len(by_size) == 1 or (by_size and by_size[0].population >= LARGER * by_size[1].population):
        return (by_size[0],)
    return ()


def _in_the_lot(mention: Mention, communes: Gazetteer) -> tuple[Commune, ...]:
    """Return the communes of the Lot that are called so, else those that may be, for short."""
    return communes.named(mention.name, LOT) or communes.beginning(mention.name, LOT)
