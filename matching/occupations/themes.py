"""Kinds of work that people name instead of a job: sectors, places of work, what or whom they want to work with."""

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

CLEANING = r"menages?|nettoyage|proprete|cleaning"
"""Who wants to clean offices or schools looks for no other work there."""

THEMES: Mapping[str, tuple[str, ...]] = {
    # two words that stand together, before each of them
    r"hotel(?:lerie)? restau\w+": ("G1501", "G1703", "G1602", "G1603", "G1803"),
    r"transports? logistique": ("N4105", "N4101", "N1103", "N1105"),
    # outdoors, farms, animals
    r"dehors|exterieur|plein air|grand air|nature|outdoors?|outside": ("A1203", "A1202", "A1402", "A1401", "F1702"),
    r"environnement|ecologie|developpement durable": ("A1202", "K2304", "A1303", "H1303"),
    r"espaces? verts?|paysages?": ("A1203",),
    r"plantes|jardins?|jardinage|fleurs|garden\w*": ("A1203", "A1402", "D1209"),
    r"forets?|sylviculture": ("A1201", "A1205", "A1202"),
    r"animaux|animal|animals|betes|chevaux|cheval|horses?": ("A1403", "A1501", "A1503", "D1210", "A1407"),
    r"agriculture|ferme|champs?|farm\w*": ("A1402", "A1401", "A1403"),
    r"elevage|vaches|brebis": ("A1403", "A1407"),
    r"maraichage|horticulture|legumes": ("A1402", "A1414", "A1401"),
    r"viticulture|vignes?|vignobles?|vin|vendanges?|vineyards?|wine": ("A1401", "A1405"),
    # shops, food, crafts
    r"magasins?|commerce|boutique|vente|shop|retail": ("D1507", "D1505", "D1214", "D1106"),
    r"caisse": ("D1505",),
    r"grande distribution|supermarches?|hypermarches?": ("D1507", "D1505", "D1106"),
    r"boulangerie": ("D1102", "D1106"),
    r"patisserie": ("D1104",),
    r"boucherie|charcuterie": ("D1101", "D1103"),
    r"poissonnerie": ("D1105",),
    r"coiffure": ("D1202",),
    r"esthetique|beaute|bien-?etre": ("D1208",),
    r"couture|textile": ("D1207", "H2402", "B1803"),
    # building
    r"batiment|btp|chantiers?|construction|gros ?oeuvre|second ?oeuvre": ("F1704", "F1703", "F1606", "F1702"),
    r"travaux publics|tp": ("F1702", "F1704", "F1705", "F1302"),
    r"maconnerie": ("F1703", "F1704"),
    r"pierres?": ("F1612", "F1703"),
    r"electricite": ("F1602", "I1309"),
    r"plomberie|chauffage": ("F1603", "I1308"),
    r"bois|menuiserie|ebenisterie|wood": ("H2206", "F1503", "H2205", "F1607"),
    # hotels, restaurants, leisure
    r"cuisine|kitchen": ("G1602", "G1603", "G1605"),
    r"restauration|restaurants?": ("G1603", "G1602", "G1803", "G1605"),
    r"cantine": ("G1603",),
    r"plonge|vaisselle": ("G1605",),
    r"bars?|cafes?": ("G1801", "G1803"),
    r"hotels?|hotellerie|tourisme|camping|hospitality": ("G1501", "G1703", "G1502"),
    r"sports?|fitness": ("G1204", "G1203", "D1211"),
    r"animation|loisirs": ("G1203", "G1202"),
    r"culture|patrimoine|musees?|museums?": ("K1602", "K1601", "G1102"),
    r"livres|lecture|bibliotheques?|mediatheques?": ("K1601",),
    # factories, garages, warehouses, roads
    r"usines?|industrie|production|factory": ("H3302", "H2909", "H2102", "N1105"),
    r"agro-?alimentaire": ("H2102", "H3302"),
    r"abattoirs?": ("H2101",),
    r"aeronautique": ("H2909", "H2903", "H2901", "H2602"),
    r"usinage": ("H2903", "H2912"),
    r"metal|metallurgie|chaudronnerie|soudure": ("H2913", "H2902", "H2911"),
    r"plasturgie": ("H3201", "H3202"),
    r"maintenance|depannage": ("I1309", "I1304", "I1203"),
    r"voitures?|autos?|automobiles?|mecanique|garage|cars?": ("I1604", "I1606"),
    r"laboratoires?|labo": ("H1503", "J1302"),
    r"dechets|recyclage": ("K2304", "K2303"),
    r"entrepot|logistique|warehouse": ("N1103", "N1105", "N1101"),
    r"transports?|conduire|conduite|route|volant|driving": ("N4105", "N4103", "N4101"),
    r"livraisons?": ("N4105", "N4104"),
    # people
    r"enfants?|(?:petite )?enfance|petits|bebes|creches?|children|kids": ("K1303", "J1304", "G1203", "K2104"),
    r"jeunes|jeunesse|ados": ("G1203", "K2104", "K1206"),
    r"garderies?|ecoles?|schools?": ("G1203", "K2104", "K1303"),
    r"devoirs|soutien scolaire": ("K2107",),
    r"enseignement": ("K2106", "K2107", "K2104", "K2111"),
    r"personnes? agees?|anciens|seniors|personnes? fragiles?|handicap\w*|elderly": ("K1302", "J1501", "K1304"),
    r"aide aux? personnes?|aide a la personne|services? a la personne|aider (?:les )?(?:gens|autres)": (
        "K1304",
        "K1302",
    ),
    r"gens|public|contacts? humains?|relations? humaines?": ("M1601", "D1505", "G1803"),
    r"social|medico-?social|sociale": ("K1302", "K1301", "K1206", "K1207", "K1201"),
    r"sante|hopital|hospitals?|ehpad|soins?|healthcare": ("J1301", "J1501", "K1302"),
    r"medical|paramedical": ("J1301", "J1501", "M1609", "J1303"),
    r"pharmacie": ("J1307", "J1202"),
    r"securite|gardiennage|surveillance": ("K2503", "K2501"),
    # offices
    r"bureaux?|administratif|administration|secretariat|office": ("M1607", "M1602", "M1601"),
    r"accueil": ("M1601", "G1703"),
    r"centres? d'appels?|plateaux? telephoniques?|telephone": ("D1408",),
    r"teletravail|a distance|remote": ("D1408", "M1607", "M1805"),
    r"mairies?|collectivites?|fonction publique(?: territoriale)?|service public": ("M1602", "M1607", "I1203", "A1203"),
    r"comptabilite|compta": ("M1203", "M1608"),
    r"ressources humaines|rh": ("M1501", "M1502", "M1503"),
    r"banques?": ("C1201", "C1206"),
    r"assurances?": ("C1102", "C1401"),
    r"immobilier": ("C1504", "C1502"),
    r"informatique|ordinateurs?|computers?": ("M1810", "M1805"),
    # with one's hands
    r"manuel\w*|mains": ("F1704", "A1203", "I1203", "H2909", "N1105"),
    CLEANING: ("K2204", "K1304"),
}
"""Words of a wish, folded, to ROME parent codes, most open to beginners first; chosen by us.

Where two fit the same words, the first counts."""

_ANY = re.compile(rf"\b(?:{'|'.join(THEMES)})\b")
_OR = re.compile(r"\b(?:ou|et|or|and)\b|[,/;&+?!.-]")
"""What stands between two wishes."""
_WITH = re.compile(r"\b(?:avec|aupres|dans|en|chez|with)\b")
"""What stands between two themes of one wish ("dans une école avec des enfants")."""


def themes_of(plain: str) -> tuple[str, ...]:
    """Return the codes of the themes that a folded text mentions, none twice.

    None at all where two themes stand together without what says that they are two: "vente automobile" is neither.
    """
    themes: dict[str, None] = {}
    for wish in _wishes(plain):
        if any(theme == CLEANING for _, theme in wish):
            themes[CLEANING] = None
            continue
        for (one, first), (other, second) in pairwise(wish):
            if first != second and not _WITH.search(plain, one.end(), other.start()):
                return ()
        themes |= dict.fromkeys(theme for _, theme in wish)
    return tuple(dict.fromkeys(code for theme in themes for code in THEMES[theme]))


def without_themes(plain: str) -> str:
    """Return what a folded text says besides its themes."""
    return _ANY.sub(" ", plain)


def _wishes(plain: str) -> list[list[tuple[re.Match[str], str]]]:
    """Return the themes that are found, with where, those together that belong to one wish."""
    wishes: list[list[tuple[re.Match[str], str]]] = []
    for match in _ANY.finditer(plain):
        found = match, _theme(match.group())
        if wishes and not _OR.search(plain, wishes[-1][-1][0].end(), match.start()):
            wishes[-1].append(found)
        else:
            wishes.append([found])
    return wishes


@cache
def _theme(words: str) -> str:
    return next(theme for theme in THEMES if re.fullmatch(theme, words))
