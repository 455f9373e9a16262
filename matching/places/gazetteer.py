"""The communes of France: by INSEE code, by name (old names too), by postcode, and in free text.

The packaged tables are made by `matching.places.build`; their sources are named in `matching.places.communes`.
"""

import gzip
import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from types import MappingProxyType

from matching.places.communes import Commune, Communes, departement_of
from matching.places.names import commune_key, commune_keys, loose_keys

_ARRONDISSEMENTS = {
    **{str(code): "75056" for code in range(75101, 75121)},
    **{str(code): "69123" for code in range(69381, 69390)},
    **{str(code): "13055" for code in range(13201, 13217)},
}
"""INSEE codes of the municipal arrondissements, which are no communes, to their city."""
_ARRONDISSEMENT_NAME = re.compile(r"^(paris|lyon|marseille) \d{1,2}(?: ?(?:e|er|eme|ieme))?(?: arrondissement)?$")
_CEDEX = re.compile(r" cedex(?: \d+)?$")
_TRAILING_ARTICLE = re.compile(r"^(?P<name>.+?),?\s*\(\s*(?P<article>l[ea]s?|l['’])\s*\)\s*$", re.IGNORECASE)
_SITUATION = re.compile(r" (?:en|sur|sous|les|lez) ")
"""What tells a commune from others of its name, and is often left out."""
_WORD = re.compile(r"[^\W_]+")
_CONTRACTED = {"du": "le", "au": "le", "des": "les", "aux": "les"}
"""What "de" and "à" make of a leading article: "près du Vigan" is near Le Vigan."""
_ARTICLES = frozenset({"le", "la", "les", "l"})
_ORDINARY = frozenset(
    _WORD.findall(
        """
        aime aire aires angles aucun avion avril bains bar bars basses beaux bio blanc bois bon bonne bonnes
        bord bords bourg bus by campagne celle celles centre centres cesse champagne champs chance change charge
        charme chasse chateau chemin clefs coeur confort contre corps couches courant cours creche degre deux
        domaine don doue doux dun ecole elan entre espere etoile eu faux fins force fort frais garde gare grand
        grande granges gras gros halles hameau haute hauts hommes hopital isle issus jardin job joue jury lac
        lacs lances larges les lez ligne lire loin long longue loue louer lourdes luxe maire maison maisons
        marche marches mars mer mere mont montagne monte mortiers moyen murs neuves nord notre nuits parc parce
        pas petit place plaine plaisance plaisir plan plans plus pont ponts port porte portes pour premieres puy
        quartier quatre rang reste riche rive rives riviere rivieres roche roches routes rue sains salle salles
        salon sens serez serres seuil simple six son source sur sure sus terrasse terre tour tours trois union
        val vallee vallees vaste vers vert viens vieux vif vignes ville villes vis vivier voisines voisins vue y
        """
    )
)
"""Ordinary words that communes are called, or that begin their names: in free text they count only where a name can
be seen."""
_UNFINISHED = frozenset(_WORD.findall("a au aux d de des du en et l la le les lez pres saint sainte sous sur"))
"""Words that end no name: what comes before the rest of a name is no short form of it where it ends so."""


@dataclass(frozen=True, slots=True)
class Mention:
    """The name of a commune found in a text."""

    start: int
    """Where in the text the name begins."""
    words: str
    """The name as it stands there."""
    name: str
    """The name itself, folded: "le vigan" for "du Vigan"."""
    communes: tuple[Commune, ...]
    """All that bear the name, as `Gazetteer.named` orders them; where none does, all whose names begin so."""
    whole: bool
    """Whether they bear it whole."""


class Gazetteer:
    """Finds communes. Names match whole and exactly, in any spelling; nothing is guessed from the nearest string.

    Args:
        communes: the official list, by INSEE code.
        names: every name, as `commune_key` gives it, to the INSEE codes of all that bear it, in the order of `named`.
        postcodes: every postcode to the INSEE codes of all that it serves, larger first.
        departements: code to name.
    """

    def __init__(
        self,
        communes: Mapping[str, Commune],
        names: Mapping[str, str],
        postcodes: Mapping[str, str],
        departements: Mapping[str, str],
    ) -> None:
        self._communes, self._names, self._postcodes = communes, names, postcodes
        self.departements: Mapping[str, str] = MappingProxyType(dict(departements))
        """Codes of the départements to their names."""

    def by_insee(self, code: str) -> Commune | None:
        """Return the commune of an INSEE code; arrondissements of Paris, Lyon and Marseille give the city."""
        return self._communes.get(_ARRONDISSEMENTS.get(code, code))

    def named(self, name: str, departement: str | None = None) -> tuple[Commune, ...]:
        """Return the communes called so, those that bear the name now before those that bore it, larger first.

        Case, accents, hyphens and apostrophes do not count; "St" is "Saint", "s/" is "sur", "Montat (Le)" is "Le
        Montat", "Lyon 5e" is "Lyon". The former names of a merged commune in a row are a name of it too. Only where
        no name matches so, a missing article or space is forgiven, and within a département also a missing "sur" or
        "en" and what follows, if no other name there begins so: "Eragny", "Le Vigan" (now Le Vigan-en-Quercy).

        Args:
            name: the name alone, without postcode or département.
            departement: only communes of the département with this code.
        """
        trailing = _TRAILING_ARTICLE.match(name)
        key = commune_key(f"{trailing['article']} {trailing['name']}" if trailing else name)
        key = _CEDEX.sub("", key)
        if city := _ARRONDISSEMENT_NAME.match(key):
            key = city[1]
        within = None if departement is None else {departement}
        found = _within(within, self._of(self._names.get(key, "")))
        if found or not key:
            return found
        loose = self._of(" ".join(codes for each in loose_keys(key) for codes in self._loose_names.get(each, ())))
        return _within(within, loose) or self._shortened(key, departement)

    def with_postcode(self, code: str) -> tuple[Commune, ...]:
        """Return the communes that a postcode serves, larger first."""
        return self._of(self._postcodes.get(code, ""))

    def in_departement(self, code: str) -> tuple[Commune, ...]:
        """Return the communes of a département by INSEE code."""
        return self._of(" ".join(self._by_departement.get(code, ())))

    def departement_code(self, name: str) -> str | None:
        """Return the code of the département of a name, in any spelling."""
        return self._departement_codes.get(commune_key(name))

    def beginning(self, name: str, departement: str | None = None) -> tuple[Commune, ...]:
        """Return the communes whose names begin so and go on, larger first: "Brive" for Brive-la-Gaillarde.

        Args:
            name: whole words; "Saint" alone, or what ends in "sur", begins none.
            departement: only communes of the département with this code.
        """
        within = None if departement is None else {departement}
        return _within(within, self._begun(commune_key(name)))

    def mentioned(self, text: str) -> tuple[Mention, ...]:
        """Return the communes that a text names, in its order; a longer name hides those inside it.

        By their whole names, or by the beginning that people call them by ("Limogne", "Sarlat"), if no name is that.
        Names that are ordinary words ("vers", "la montagne") count only when capitalised inside the text.

        Args:
            text: free text, "je cherche vers Figeac ou St-Céré".
        """
        words = list(_WORD.finditer(text))
        keys = [commune_key(word.group()) for word in words]
        mentions: list[Mention] = []
        first = 0
        while first < len(words):
            for last in range(min(len(words), first + self._longest_name), first, -1):
                found = self._of_name(keys[first:last])
                if found and _looks_like_a_name(words[first:last], keys[first:last]):
                    start = words[first].start()
                    mentions.append(Mention(start, text[start : words[last - 1].end()], *found))
                    first = last
                    break
            else:
                first += 1
        return tuple(mentions)

    def _of_name(self, keys: list[str]) -> tuple[str, tuple[Commune, ...], bool] | None:
        """Return the name that these words are, the communes of it, and whether it is their whole name."""
        names = [" ".join(keys)]
        if len(keys) > 1 and keys[0] in _CONTRACTED:
            names.append(" ".join([_CONTRACTED[keys[0]], *keys[1:]]))
        for name in names:
            if name in self._names:
                return name, self._of(self._names[name]), True
        for name in names:
            if name in self._beginnings:
                return name, self._begun(name), False
        return None

    def _of(self, codes: str) -> tuple[Commune, ...]:
        """Return the communes of INSEE codes, each once, in the order of the codes."""
        return tuple(self._communes[code] for code in dict.fromkeys(codes.split()))

    def _begun(self, key: str) -> tuple[Commune, ...]:
        begun = self._of(" ".join(self._beginnings.get(key, ())))
        return tuple(sorted(begun, key=lambda commune: -commune.population))

    def _shortened(self, key: str, departement: str | None) -> tuple[Commune, ...]:
        longer = [
            (name.removeprefix(key), code)
            for name, code in self._names_within.get(departement or "", ())
            if name.startswith(f"{key} ")
        ]
        return self._of(longer[0][1]) if len(longer) == 1 and _SITUATION.match(longer[0][0]) else ()

    @cached_property
    def _beginnings(self) -> Mapping[str, list[str]]:
        """Every beginning of a name that could stand for it, to the codes of those whose name begins so."""
        bearers: defaultdict[str, list[str]] = defaultdict(list)
        for key, codes in self._names.items():
            words = key.split()
            for end in range(1, len(words)):
                if words[end - 1] not in _UNFINISHED:
                    bearers[" ".join(words[:end])].append(codes)
        return bearers

    @cached_property
    def _loose_names(self) -> Mapping[str, list[str]]:
        bearers: defaultdict[str, list[str]] = defaultdict(list)
        for key, codes in self._names.items():
            for loose in loose_keys(key):
                bearers[loose].append(codes)
        return bearers

    @cached_property
    def _names_within(self) -> Mapping[str, list[tuple[str, str]]]:
        """Départements to all names in them, each with the code of one that bears it."""
        names: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for key, codes in self._names.items():
            for code in codes.split():
                names[departement_of(code)].append((key, code))
        return names

    @cached_property
    def _by_departement(self) -> Mapping[str, list[str]]:
        codes: defaultdict[str, list[str]] = defaultdict(list)
        for code in self._communes:
            codes[departement_of(code)].append(code)
        return codes

    @cached_property
    def _departement_codes(self) -> Mapping[str, str]:
        return dict(zip(commune_keys(tuple(self.departements.values())), self.departements, strict=True))

    @cached_property
    def _longest_name(self) -> int:
        return max((key.count(" ") + 1 for key in self._names), default=0)


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer of the packaged tables."""
    return Gazetteer(
        Communes(_rows("communes.tsv.gz")),
        names=_table("communes_names.tsv.gz"),
        postcodes=_table("communes_postcodes.tsv.gz"),
        departements=_table("communes_departements.tsv.gz"),
    )


def _rows(name: str) -> list[str]:
    compressed = resources.files("matching").joinpath("data", name).read_bytes()
    return gzip.decompress(compressed).decode().splitlines()


def _table(name: str) -> dict[str, str]:
    """Return a packaged table of two columns, the first to the second."""
    return dict(row.split("\t") for row in _rows(name))


def _within(departements: Collection[str] | None, communes: tuple[Commune, ...]) -> tuple[Commune, ...]:
    if departements is None:
        return communes
    return tuple(commune for commune in communes if commune.departement in departements)


def _looks_like_a_name(words: list[re.Match[str]], keys: list[str]) -> bool:
    telling = [
        (word, key) for word, key in zip(words, keys, strict=True) if key not in _ARTICLES and key not in _CONTRACTED
    ]
    if any(key not in _ORDINARY and len(key) > 2 for _, key in telling):
        return True
    text = words[0].string
    if text[: words[0].start()].strip() == text[words[-1].end() :].strip() == "":
        return True
    return words[0].start() > 0 and all(word.group()[0].isupper() for word, _ in telling)
