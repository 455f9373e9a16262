"""Raw places to communes of the official list, or to whole départements."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache

from crawlers.normalise.place_words import (
    SHORTEST_NAME,
    PlaceWords,
    departement_named,
    departement_of,
    read_country,
    read_words,
)
from crawlers.normalise.refusals import Refusal
from crawlers.postings import RawPlace
from matching.offers import Place
from matching.parsed import Parsed
from matching.places.communes import LOT, Commune
from matching.places.gazetteer import Gazetteer
from matching.places.names import commune_key

Places = tuple[Place, ...]

PARIS = "75"
"""The département that is one commune."""

# What the refusal of several places says together: "foreign" only when all of them are.
_WEIGHT = (Refusal.AMBIGUOUS, Refusal.UNRECOGNISED, Refusal.NO_PLACE, Refusal.FOREIGN)


def parse_places(raw: Sequence[RawPlace], gazetteer: Gazetteer, home: Collection[str] = ()) -> Parsed[Places]:
    """Resolve the places of an offer; those that are understood count, and what all say is kept as ``raw``.

    An INSEE code comes first, when a name or a postcode beside it agrees; then postcode and name; then names. A name
    that several communes bear needs a postcode, a département or a region that decides. A name that one commune of
    France bears is accepted alone, unless a comma and unknown words follow it ("Paris, Texas"). Where the words agree
    on the département only (a postcode of several communes, a name and a postcode that contradict each other), the
    place is the département. Streets ("rue du Cantal") are never names of places.

    Args:
        raw: the places as the source names them.
        gazetteer: the official list.
        home: départements where the employer is. Of several communes of a name that nothing else decides, the one
            there is meant, even if it bears the name no longer ("Saint-Géry" of a Lot employer is not the Dordogne's).
    """
    places = [place for place in raw if place != RawPlace()]
    if not places:
        return Parsed[Places]()
    written = " ; ".join(dict.fromkeys(map(_written, places)))
    outcomes = [_resolve(place, gazetteer, home) for place in _without_repeated_addresses(places)]
    found = list(dict.fromkeys(place for outcome in outcomes if isinstance(outcome, tuple) for place in outcome))
    if found:
        precise = {place.departement for place in found if place.commune}
        kept = tuple(place for place in found if place.commune or place.departement not in precise)
        return Parsed[Places](raw=written, value=kept)
    reasons = {outcome for outcome in outcomes if isinstance(outcome, Refusal)}
    return Parsed[Places](raw=written, refusal=next(reason for reason in _WEIGHT if reason in reasons))


def _written(place: RawPlace) -> str:
    parts = (place.text, place.postcode, place.locality, place.insee, place.region, place.country)
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _without_repeated_addresses(places: Sequence[RawPlace]) -> Iterable[RawPlace]:
    """Drop an address that places of different names all repeat: only the names are right then."""
    texts = {place.text for place in places}
    addresses = {(place.locality, place.postcode, place.insee) for place in places}
    if len(texts) > 1 and None not in texts and len(addresses) == 1:
        return [place.model_copy(update={"locality": None, "postcode": None, "insee": None}) for place in places]
    return places


def _resolve(place: RawPlace, gazetteer: Gazetteer, home: Collection[str]) -> Places | Refusal:
    words = _words(place, gazetteer)
    if commune := _by_insee(place, words, gazetteer):
        return (_place(commune),)
    if words.foreign:
        return Refusal.FOREIGN
    if words.names:
        return _by_name(words, gazetteer, home)
    return _without_name(words, gazetteer)


def _words(place: RawPlace, gazetteer: Gazetteer) -> PlaceWords:
    """Read all fields; the text only where the locality names nothing, for it may be the firm's name or a street."""
    words = PlaceWords()
    insee_is_postcode = not place.postcode and place.insee and gazetteer.by_insee(place.insee) is None
    for text in (place.postcode, place.insee if insee_is_postcode else None, place.locality):
        read_words(text or "", words, gazetteer)
    if not words.names:
        read_words(place.text or "", words, gazetteer)
    read_words(f", {place.region}" if place.region else "", words, gazetteer)
    read_country(place.country or "", words, gazetteer)
    return words


def _by_insee(place: RawPlace, words: PlaceWords, gazetteer: Gazetteer) -> Commune | None:
    """Return the commune of the INSEE code unless what stands beside it says otherwise, or it is the postcode."""
    commune = gazetteer.by_insee(place.insee.upper()) if place.insee else None
    if commune is None:
        return None
    if any(commune in gazetteer.named(name, commune.departement) for name in words.names):
        return commune
    if place.insee in words.postcodes:
        return None
    if words.postcodes:
        return commune if set(words.postcodes) & set(commune.postcodes) else None
    contradicted = words.names or (words.departements and commune.departement not in words.departements)
    return None if contradicted else commune


def _by_name(words: PlaceWords, gazetteer: Gazetteer, home: Collection[str]) -> Places | Refusal:
    departements, communes = _meanings(words, gazetteer, home)
    communes = {name: found or _longer_names(name, words, gazetteer) for name, found in communes.items()}
    if not words.french and not departements and words.unknown_after_name:
        return Refusal.AMBIGUOUS
    served = {commune for postcode in words.postcodes for commune in gazetteer.with_postcode(postcode)}
    if served and any(served & set(bearers) for bearers in communes.values()):
        agreeing = {name: tuple(served & set(bearers)) for name, bearers in communes.items()}
        if (
            len(words.postcodes) == 1
        ):  # what one postcode does not serve is a hamlet or a street ("Le bourg, 46330 ...")
            communes = {name: bearers for name, bearers in agreeing.items() if bearers}
        else:
            communes = {name: bearers or communes[name] for name, bearers in agreeing.items()}
    elif served:  # the postcode is of other communes than the name
        claimed = (one for name, bearers in communes.items() for one in bearers or gazetteer.named(name))
        return _common_departement([*served, *claimed], gazetteer)
    sure = {bearers[0].departement for bearers in communes.values() if len(bearers) == 1}
    found: list[Place] = []
    for bearers in communes.values():
        # of the Gourdons, the one in the département of Souillac: "Gourdon / Souillac"
        beside = tuple(one for one in bearers if one.departement in sure)
        bearers = beside if len(bearers) > 1 and len(beside) == 1 else bearers
        if len(bearers) == 1:
            found.append(_place(bearers[0]))
        elif isinstance(common := _common_departement(bearers, gazetteer), tuple):
            found += common
    return tuple(found) or tuple(_departement(code, gazetteer) for code in sorted(departements)) or Refusal.AMBIGUOUS


def _meanings(
    words: PlaceWords, gazetteer: Gazetteer, home: Collection[str]
) -> tuple[set[str], dict[str, tuple[Commune, ...]]]:
    """Return the départements that names mean, and the communes that the other names may mean.

    A name that both bear ("Vienne", "Creuse") means the département where its code, its region or the name of a
    commune in it stands beside it, and where its communes lie in it ("Corrèze"); beside a postcode it means a commune.
    """
    hints = words.hints(gazetteer)
    communes = {name: _bearers(name, hints, gazetteer, home) for name in dict.fromkeys(words.names)}
    meant = set()
    for name in list(communes):
        code = departement_named(name, gazetteer)
        if code is None or code == PARIS or words.postcodes:
            continue
        others = {one.departement for other, bearers in communes.items() if other != name for one in bearers}
        own = {one.departement for one in communes[name]}
        if code in words.departements or code in others or own == {code} or (not own and code in hints):
            meant.add(code)
            del communes[name]
        elif not hints or code in hints:
            communes[name] = ()
    if meant - hints:
        communes = {name: _bearers(name, hints | meant, gazetteer, home) for name in communes}
    return meant, communes


def _bearers(
    name: str, departements: Iterable[str], gazetteer: Gazetteer, home: Collection[str]
) -> tuple[Commune, ...]:
    """Return the communes of a name in these départements, in all when there are none; one at home alone.

    Today's names come before former ones, but for a former name in the Lot: people there still use it.
    """
    codes = sorted(departements)
    named = [one for code in codes for one in gazetteer.named(name, code)] if codes else gazetteer.named(name)
    at_home = _today_first(name, [one for one in named if one.departement in home])
    if len(at_home) == 1:
        return at_home
    today = _today_first(name, named)
    in_the_lot = [one for one in named if one.departement == LOT]
    return today if set(today) & set(in_the_lot) else tuple(dict.fromkeys([*today, *in_the_lot]))


def _today_first(name: str, communes: Sequence[Commune]) -> tuple[Commune, ...]:
    """Return the communes that bear a name now; where none does, all."""
    return tuple(one for one in communes if commune_key(one.name) == commune_key(name)) or tuple(communes)


def _longer_names(name: str, words: PlaceWords, gazetteer: Gazetteer) -> tuple[Commune, ...]:
    """Return the communes whose name goes on where this one ends ("Limogne" for "Limogne-en-Quercy").

    Only beside a postcode, and then among its communes, or beside the code of a département.
    """
    served = {one for postcode in words.postcodes for one in gazetteer.with_postcode(postcode)}
    beginning = f"{commune_key(name)} "
    found = [
        commune
        for code in (words.hints(gazetteer) if words.departements or words.postcodes else ())
        for commune, key in _keys(code, gazetteer)
        if key.startswith(beginning) and (commune in served or not served)
    ]
    return tuple(found) if len(beginning) > SHORTEST_NAME else ()


@cache
def _keys(departement: str, gazetteer: Gazetteer) -> tuple[tuple[Commune, str], ...]:
    return tuple((commune, commune_key(commune.name)) for commune in gazetteer.in_departement(departement))


def _without_name(words: PlaceWords, gazetteer: Gazetteer) -> Places | Refusal:
    for other in words.others:
        if len(found := _longer_names(other, words, gazetteer)) == 1:
            return (_place(found[0]),)
    served = [commune for postcode in words.postcodes for commune in gazetteer.with_postcode(postcode)]
    if served and not words.unknown_after_name:
        return (_place(served[0]),) if len(served) == 1 else _common_departement(served, gazetteer)
    if words.departements:
        return tuple(_departement(code, gazetteer) for code in sorted(words.departements))
    if words.postcodes and words.in_france:
        codes = {departement_of(postcode) for postcode in words.postcodes} & set(gazetteer.departements)
        return tuple(_departement(code, gazetteer) for code in sorted(codes)) or Refusal.UNRECOGNISED
    if words.regional:
        return Refusal.AMBIGUOUS
    return Refusal.UNRECOGNISED if words.others or words.postcodes else Refusal.NO_PLACE


def _common_departement(communes: Iterable[Commune], gazetteer: Gazetteer) -> Places | Refusal:
    departements = {commune.departement for commune in communes}
    return (_departement(departements.pop(), gazetteer),) if len(departements) == 1 else Refusal.AMBIGUOUS


def _place(commune: Commune) -> Place:
    return Place(
        departement=commune.departement,
        commune=commune.insee,
        name=commune.name,
        latitude=commune.latitude,
        longitude=commune.longitude,
    )


def _departement(code: str, gazetteer: Gazetteer) -> Place:
    return Place(departement=code, name=gazetteer.departements[code])
