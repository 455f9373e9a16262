"""What the words of a place say, before anything is decided: names, codes, regions, countries."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from matching.places.gazetteer import Gazetteer
from matching.places.regions import REGIONS
from matching.text.fold import fold

_REGIONS = {name.replace("-", " "): codes for name, codes in REGIONS.items()}

SHORTEST_NAME = 4
"""Letters from which a word is taken for the beginning of a commune's name, or for one of two joined by a hyphen."""

LONGEST = 500
"""Characters of a place that are read; what goes on longer is a text in the wrong field."""

_FRANCE = re.compile(
    r"fra?|france( metropolitaine| entiere)?|republique francaise|french republic"
    r"|frankreich|frankrijk|frankrike|frankrig|francia|franca|toute la france|partout en france"
)
_OVERSEAS = frozenset({"RE", "GP", "MQ", "GF", "YT", "PM", "BL", "MF", "NC", "PF", "WF"})
"""ISO 3166-1 codes of French territories, which a country field may hold; elsewhere "NC" says "unknown"."""
_NOWHERE = re.compile(
    r"(full |fully |100 ?% )?(remote|teletravail|a distance|distanciel|home[- ]?office|telecommute)( .{0,20})?"
    r"|anywhere( in the world)?|worldwide|monde( entier)?|europe|international|partout|national(e|ement)?"
    r"|(plusieurs|divers|differents|multiples?|various|several|\d+) (lieux|sites?|locations?|villes|postes)"
    r"|multi-?sites?|multi-?locations?|hybride?|itinerante?|a definir|non (precise|renseigne|communique)e?"
    r"|(a )?domicile|null|none|n/?a"
)
_COUNTRIES = frozenset(
    re.split(
        ", ",
        fold(
            """
            Afrique du Sud, South Africa, Algérie, Algeria, Allemagne, Germany, Deutschland, Andorre, Andorra,
            Argentine, Argentina, Australie, Australia, Autriche, Austria, Belgique, Belgium, Brésil, Brazil,
            Bulgarie, Bulgaria, Cameroun, Canada, Chili, Chile, Chine, China, Colombie, Colombia, Corée du Sud, South
            Korea, Côte d'Ivoire, Croatie, Croatia, Danemark, Denmark, Égypte, Egypt, Émirats arabes unis, United Arab
            Emirates, UAE, Espagne, Spain, España, Estonie, Estonia, États-Unis, United States, United States of
            America, USA, Finlande, Finland, Grande-Bretagne, Great Britain, Angleterre, England, Écosse, Scotland,
            Royaume-Uni, United Kingdom, UK, Grèce, Greece, Hongrie, Hungary, Inde, India, Indonésie, Indonesia,
            Irlande, Ireland, Israël, Israel, Italie, Italy, Italia, Japon, Japan, Lettonie, Latvia, Liban, Lebanon,
            Lituanie, Lithuania, Luxembourg, Madagascar, Malaisie, Malaysia, Malte, Malta, Maroc, Morocco, Mexique,
            Mexico, Monaco, Norvège, Norway, Nouvelle-Zélande, New Zealand, Pays-Bas, Netherlands, The Netherlands,
            Pérou, Peru, Philippines, Pologne, Poland, Portugal, Qatar, Québec, République tchèque, Czech Republic,
            Czechia, Roumanie, Romania, Russie, Russia, Arabie saoudite, Saudi Arabia, Sénégal, Senegal, Serbie,
            Serbia, Singapour, Singapore, Slovaquie, Slovakia, Slovénie, Slovenia, Suède, Sweden, Suisse, Switzerland,
            Schweiz, Taïwan, Taiwan, Thaïlande, Thailand, Tunisie, Tunisia, Turquie, Turkey, Ukraine, Viêt Nam,
            Vietnam,
            """
        ),
    )
)
_COUNTRY_CODES = frozenset(
    re.findall(
        r"\w+",
        """
    AD AE AR AT AU BE BG BR CA CH CL CN CO CZ DE DK DZ EE EG ES FI GB GR HR HU IE IL IN IT JP KR LT LU LV MA MC MG MT
    MX NL NO NZ PL PT QA RO RS RU SE SG SI SK SN TH TN TR TW UA UK US ZA
    """,
    )
)

_SEPARATOR = re.compile(r"[,;/|()\[\]\n•·>:]|\s[-–—]|[-–—]\s|(?<=\b\d\d)[-–—](?=[^\W\d])|(?<=\b2[AB])[-–—]")
_ARTICLE = re.compile(r"^(?:le |la |les |l')")
_ON = re.compile(r"\bs/ ?(?=\w)", re.IGNORECASE)
_POST_BOX = re.compile(r"\b(?:BP|CS|TSA)\s?(?:n°\s?)?\d{1,5}\b", re.IGNORECASE)
_POSTCODE = re.compile(r"(?<![\w-])(?P<country>[A-Z]{1,2}[- ])?(?P<code>\d{5})(?!\d)")
_ISO_3166_2 = re.compile(r"fr-(\d{2,3}|2[ab])")
_CODE_BESIDE = re.compile(r"(\d{2,3}|2[ab]) (\D.*)|(\D.*) (\d{2,3}|2[ab])")
_AROUND = re.compile(
    r"^(?:(?:aux )?(?:secteurs?|hopital|centre hospitalier|ehpad|ccas|nord|sud|est|ouest|tout|partout dans|ensemble"
    r"|bassin|zone|agglomeration|communaute de communes|ville|mairie|commune|site|agence|pays|region"
    r"|lieu de travail|lieu|localisation|departement|poste base|base|basee|situe|situee|autour|environs|alentours)"
    r"(?: (?:de la|de l'|des|du|de|d'|a|au))? |(?:grand|a|sur) )(?:le |la |les |l')?"
)
_AFTER = re.compile(
    r"(?: (?:et (?:ses |les |sa )?(?:environs|alentours|peripherie|region|agglomeration)|centre|ville)"
    r"|(?: et)?(?: les)?(?: departements?)? (?:limitrophes?|voisins?))$"
)
_STREET = re.compile(
    r"^\d|^(?:rue|avenue|av\.?|boulevard|bd\.?|bld|place|chemin|route|allees?|impasse|quai|cours|square|faubourg|rond-point"
    r"|zone|za|zi|zac|zae|parc|lieu-dit|residence|batiment|bat\.?|bp|cs|tsa|immeuble|centre|esplanade|passage|voie)\b"
)


@dataclass(slots=True)
class PlaceWords:
    """What the words of one place say."""

    names: list[str] = field(default_factory=list)
    """Names of communes that the official list holds, in France somewhere."""
    departements: set[str] = field(default_factory=set)
    """Codes of départements that are named or numbered."""
    regional: set[str] = field(default_factory=set)
    """Codes of the départements of the regions named."""
    postcodes: list[str] = field(default_factory=list)
    in_france: bool = False
    foreign: bool = False
    nowhere: bool = False
    """Words such as "Remote" stood there."""
    others: list[str] = field(default_factory=list)
    """Folded words that no list holds: a street, a firm, a hamlet, a foreign town."""
    unknown_after_name: bool = False
    """Such words stood after a name and a comma, where the wider area usually stands: "Paris, Texas"."""

    @property
    def french(self) -> bool:
        """Whether something beside a name says that this is France."""
        return bool(self.in_france or self.departements or self.regional or self.postcodes)

    def hints(self, gazetteer: Gazetteer) -> set[str]:
        """Return the départements where the names are to be looked for; empty: anywhere."""
        codes = set(self.departements)
        for postcode in self.postcodes:
            codes |= {one.departement for one in gazetteer.with_postcode(postcode)} or {departement_of(postcode)}
        return codes or self.regional


def read_words(text: str, words: PlaceWords, gazetteer: Gazetteer) -> None:
    """Add to the words what a text says."""
    plain = _POST_BOX.sub(" ", _ON.sub("sur ", html.unescape(text[:LONGEST])))
    segments = _SEPARATOR.split(plain)
    pieces = [piece for segment in segments for piece in _around_postcodes(segment, words)]
    for piece, following in pairwise([*filter(None, pieces), ""]):
        key, next_key = _key(piece), _key(following)
        before_street = _STREET.match(next_key) and not next_key[0].isdecimal() and not gazetteer.named(next_key)
        if not (key.isdecimal() and before_street):  # "12, rue du Pont" speaks of no département
            known = _read_piece(piece, key, words, gazetteer)
            after_comma = re.search(rf",\s*{re.escape(piece)}", plain)
            words.unknown_after_name |= bool(not known and after_comma and words.names and not _STREET.match(key))


def read_country(country: str, words: PlaceWords, gazetteer: Gazetteer) -> None:
    """Add what a country field says: whatever is neither French nor nowhere is foreign."""
    read = PlaceWords()
    read_words(country, read, gazetteer)
    if read.in_france or read.departements or read.regional or country.strip() in _OVERSEAS:
        words.in_france = True
        words.departements |= read.departements
        words.regional |= read.regional
    elif not read.nowhere and re.search(r"[^\W\d_]", country):
        words.foreign = True


def departement_named(name: str, gazetteer: Gazetteer) -> str | None:
    """Return the code of the département of this name, with or without its article ("le Lot", "Réunion")."""
    spellings = (name, _ARTICLE.sub("", name), f"la {name}")
    return next(filter(None, map(gazetteer.departement_code, spellings)), None)


def departement_of(postcode: str) -> str:
    """Return the département that a postcode's first digits name."""
    if postcode.startswith("20"):
        return "2A" if postcode < "20200" else "2B"
    return postcode[:3] if postcode[:2] in {"97", "98"} else postcode[:2]


def _around_postcodes(segment: str, words: PlaceWords) -> Iterator[str]:
    """Yield what stands before, between and after the postcodes of a segment, and note these."""
    at = 0
    for match in _POSTCODE.finditer(segment):
        yield segment[at : match.start()].strip()
        at = match.end()
        if (match["country"] or "FR").strip(" -") in {"F", "FR"}:
            words.postcodes.append(match["code"])
        else:  # "IN 46140" is a ZIP code of Indiana
            words.others.append(match[0])
            words.unknown_after_name = True
    yield segment[at:].strip()


def _key(piece: str) -> str:
    return fold(piece).strip(" .-'\"")


def _read_piece(piece: str, key: str, words: PlaceWords, gazetteer: Gazetteer) -> bool:
    """Note what a piece says, and say whether that is anything known."""
    if not key or (key.isdecimal() and key not in gazetteer.departements):
        return True
    if _FRANCE.fullmatch(key):
        words.in_france = True
    elif key in _COUNTRIES or (piece in _COUNTRY_CODES and words.names):
        words.foreign = True
    elif _NOWHERE.fullmatch(key):
        words.nowhere = True
    elif not _named(key, words, gazetteer):
        words.others.append(key)
        return False
    return True


def _named(key: str, words: PlaceWords, gazetteer: Gazetteer) -> bool:
    """Note what a piece names, and say whether it names anything."""
    code = _ISO_3166_2.sub(r"\1", key).upper()
    if code in gazetteer.departements:
        words.departements.add(code)
    elif region := _REGIONS.get(key.replace("-", " ")):
        words.regional |= region
    elif gazetteer.named(key):
        words.names.append(key)
    elif departement := departement_named(key, gazetteer):
        words.departements.add(departement)
    elif coded := _code_beside(key, gazetteer):
        words.departements.add(coded[0])
        return _named(coded[1], words, gazetteer)
    elif (shorter := _AFTER.sub("", _AROUND.sub("", key))) != key:
        return _named(shorter, words, gazetteer)
    elif len(several := re.split(r" (?:et|ou|&) ", key)) > 1 and all(
        gazetteer.named(one) or departement_named(one, gazetteer) for one in several
    ):
        for one in several:
            _named(one, words, gazetteer)
    elif _are_neighbours(joined := key.split("-"), gazetteer):
        words.names += joined
    else:
        return False
    return True


def _code_beside(key: str, gazetteer: Gazetteer) -> tuple[str, str] | None:
    """Return the code and the name of "46 cahors" or "gourdon 46"; None when they do not belong together."""
    match = _CODE_BESIDE.fullmatch(key)
    if match is None:
        name, _, last = key.rpartition(" ")
        code = departement_named(last, gazetteer)
        return (code, name) if name and code and gazetteer.named(name, code) else None
    code, name = (match[1] or match[4]).upper(), match[2] or match[3]
    belongs = gazetteer.named(name, code) or departement_named(name, gazetteer) == code
    return (code, name) if belongs else None


def _are_neighbours(names: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether a hyphen joins names of communes of one département ("Gourdon-Souillac"), not parts of one name."""
    if len(names) < 2 or any(len(name) < SHORTEST_NAME for name in names):
        return False
    return bool(set.intersection(*({one.departement for one in gazetteer.named(name)} for name in names)))
