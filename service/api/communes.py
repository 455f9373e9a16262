"""The commune that a visitor means."""

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz, process, utils

from matching.places.communes import LOT, Commune
from matching.places.gazetteer import gazetteer
from matching.places.names import commune_key

ALIKE = 75
"""Likeness (rapidfuzz, 0 to 100) from which a name is worth asking "did you mean"."""
MOST_ASKED = 8
"""Communes named at most in a question back."""

_WITH_DEPARTEMENT = re.compile(r"(?P<name>.+?)\s*\((?P<code>\d{2,3}|2[AB])\)")
_FIVE_DIGITS = re.compile(r"\d{5}|2[AB]\d{3}")


class UnknownCommuneError(LookupError):
    """No commune, or more than one, is what the visitor named.

    Attributes:
        typed: what they named.
        candidates: communes that they may have meant, as they should write them; none when nothing comes near.
    """

    def __init__(self, typed: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(typed)
        self.typed = typed
        self.candidates = candidates[:MOST_ASKED]

    def __str__(self) -> str:
        """Return the answer to the visitor, in French."""
        if self.candidates:
            return f"Nous ne savons pas situer «\u00a0{self.typed}\u00a0». Est-ce : {', '.join(self.candidates)} ?"
        return f"Nous ne savons pas situer «\u00a0{self.typed}\u00a0». Écrivez le nom de la commune en entier."


def commune_of(code_or_name: str) -> Commune:
    """Return the commune of an INSEE code or a name, the Lot's where several bear the name.

    A name may be followed by its département: "Gourdon (71)".

    Raises:
        UnknownCommuneError: there is none, or several outside the Lot.
    """
    if _FIVE_DIGITS.fullmatch(code_or_name):
        found = gazetteer().by_insee(code_or_name)
        if found is None:
            raise UnknownCommuneError(code_or_name)
        return found
    if told := _WITH_DEPARTEMENT.fullmatch(code_or_name):
        name = told["name"]
        communes = gazetteer().named(name, told["code"])
    else:
        name = code_or_name
        communes = gazetteer().named(name, LOT) or gazetteer().named(name)
    if not communes:
        raise UnknownCommuneError(code_or_name, _alike(name))
    called_so_now = [commune for commune in communes if commune_key(commune.name) == commune_key(name)]
    return _only(code_or_name, called_so_now or communes)


def commune_typed(text: str) -> Commune:
    """Return the commune that a person typed. Five digits are a postcode to them.

    Raises:
        UnknownCommuneError: there is none, or several.
    """
    text = text.strip()
    if re.fullmatch(r"\d{5}", text):
        return _only(text, gazetteer().with_postcode(text))
    return commune_of(text)


@cache
def lot_communes() -> tuple[str, ...]:
    """Return the names of the communes of the Lot in alphabetical order."""
    return tuple(sorted((commune.name for commune in gazetteer().in_departement(LOT)), key=utils.default_process))


def _only(typed: str, communes: Sequence[Commune]) -> Commune:
    if len(communes) != 1:
        raise UnknownCommuneError(typed, [f"{commune.name} ({commune.departement})" for commune in communes])
    return communes[0]


def _alike(name: str) -> list[str]:
    near = process.extract(
        name, lot_communes(), scorer=fuzz.ratio, processor=utils.default_process, limit=3, score_cutoff=ALIKE
    )
    return [found for found, _, _ in near]
