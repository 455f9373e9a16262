from collections.abc import Collection

import pytest

from crawlers.normalise.place import parse_places
from crawlers.postings import RawPlace
from matching.places.gazetteer import gazetteer
from matching.places.names import commune_key

COMMUNES = gazetteer()


def resolved(*places: RawPlace, home: Collection[str] = ()) -> str | None:
    """The places as "Cahors 46042" or "Lot 46", the refusal in brackets, None when unknown."""
    parsed = parse_places(places, COMMUNES, home)
    if parsed.value is not None:
        assert parsed.refusal is None
        return ", ".join(f"{place.name} {place.commune or place.departement}" for place in parsed.value)
    return f"({parsed.refusal})" if parsed.refusal else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # as sources write it
        ("46 - CAHORS", "Cahors 46042"),
        ("46 - Cahors", "Cahors 46042"),
        ("46-CAHORS", "Cahors 46042"),
        ("46 CAHORS", "Cahors 46042"),
        ("Cahors 46", "Cahors 46042"),
        ("Figeac (46)", "Figeac 46102"),
        ("FIGEAC (46100)", "Figeac 46102"),
        ("Figeac - 46100", "Figeac 46102"),
        ("46100 Figeac", "Figeac 46102"),
        ("F-46100 Figeac", "Figeac 46102"),
        ("46000 CAHORS CEDEX 9", "Cahors 46042"),
        ("46005 CAHORS CEDEX", "Cahors 46042"),
        ("CAHORS CEDEX", "Cahors 46042"),
        ("Cahors, Occitanie, France", "Cahors 46042"),
        ("Cahors, Midi-Pyrénées, France", "Cahors 46042"),
        ("CAHORS, 46, FR", "Cahors 46042"),
        ("Cahors, Lot, Occitanie", "Cahors 46042"),
        ("Cahors FR-46", "(unrecognised)"),
        ("Cahors, FR-46", "Cahors 46042"),
        ("France, Occitanie, Cahors", "Cahors 46042"),
        ("France > Occitanie > Lot > Figeac", "Figeac 46102"),
        ("Lieu de travail : Gramat (46500)", "Gramat 46128"),
        ("Ville de Souillac", "Souillac 46309"),
        ("à Cahors", "Cahors 46042"),
        ("Cahors centre", "Cahors 46042"),
        ("Cahors et ses environs", "Cahors 46042"),
        ("Cherbourg-en-Cotentin (Manche (50))", "Cherbourg-en-Cotentin 50129"),
        ("ST CERE", "Saint-Céré 46251"),
        ("46 - ST CIRQ LAPOPIE", "Saint-Cirq-Lapopie 46256"),
        ("46 - LE MONTAT", "Le Montat 46197"),
        ("46 - MONTAT", "Le Montat 46197"),
        ("Biars s/ Cère", "Biars-sur-Cère 46029"),
        ("69 - LYON 05", "Lyon 69123"),
        ("75 - Paris 9e Arrondissement", "Paris 75056"),
        ("75 - Paris (Dept.)", "Paris 75056"),
        ("13 - MARSEILLE 04", "Marseille 13055"),
        ("69 - COURS", "Cours 69066"),
        ("2A - AJACCIO", "Ajaccio 2A004"),
        ("974 - ST DENIS", "Saint-Denis 97411"),
        ("Montauban (82)", "Montauban 82121"),
        ("31 - TOULOUSE", "Toulouse 31555"),
        # former names
        ("Labastide-Murat", "Cœur de Causse 46138"),
        ("46 - LABASTIDE MURAT", "Cœur de Causse 46138"),
        ("Montcuq (46)", "Montcuq-en-Quercy-Blanc 46201"),
        ("46 - SOUSCEYRAC", "Sousceyrac-en-Quercy 46311"),
        ("46 - VERS", "Saint Géry-Vers 46268"),
        ("Castelnau Montratier-Sainte Alauzie", "Castelnau-Montratier 46063"),
        # shortened names, beside a code that leaves no doubt
        ("46 - LIMOGNE", "Limogne-en-Quercy 46173"),
        ("Le Vigan (46)", "Le Vigan-en-Quercy 46334"),
        ("46130 Biars", "Biars-sur-Cère 46029"),
        ("46 - SAINT CIRQ", "Lot 46"),
        ("Limogne", "(unrecognised)"),
        # addresses
        ("rue du Cantal, Toulouse", "Toulouse 31555"),
        ("12 rue du Cantal, 31000 Toulouse", "Toulouse 31555"),
        ("12, rue de Figeac, Cahors", "Cahors 46042"),
        ("Route de Toulouse, 46000 Cahors", "Cahors 46042"),
        ("ZA de Quercypôle 46100 Cambes", "Cambes 46051"),
        ("ZI Nord, 46400 Saint-Céré", "Saint-Céré 46251"),
        ("Avenue de Paris - BP 80101 - 46103 FIGEAC CEDEX", "Figeac 46102"),
        ("CS 50001, 46005 Cahors Cedex", "Cahors 46042"),
        ("Mairie, place de la Libération, Gourdon (46)", "Gourdon 46127"),
        ("Boulangerie du Pont, Figeac", "Figeac 46102"),
        ("Figeac - Usine", "Figeac 46102"),
        ("Figeac (atelier)", "Figeac 46102"),
        ("Siège social - 46700 Puy-l'Évêque", "Puy-l'Évêque 46231"),
        # several communes
        ("secteur Gourdon / Souillac (46)", "Gourdon 46127, Souillac 46309"),
        ("Figeac et Cahors", "Figeac 46102, Cahors 46042"),
        ("Cahors, Figeac, Souillac", "Cahors 46042, Figeac 46102, Souillac 46309"),
        ("Gourdon, Souillac, Lot", "Gourdon 46127, Souillac 46309"),
        ("Cahors ou Montauban", "Cahors 46042, Montauban 82121"),
        # a whole département
        ("Lot (46)", "Lot 46"),
        ("46 - Lot", "Lot 46"),
        ("Lot", "Lot 46"),
        ("le Lot", "Lot 46"),
        ("46", "Lot 46"),
        ("Département du Lot", "Lot 46"),
        ("Lot, France", "Lot 46"),
        ("73 - Savoie", "Savoie 73"),
        ("974 - Réunion", "La Réunion 974"),
        ("Lot et Garonne", "Lot-et-Garonne 47"),
        ("Lot, Aveyron", "Aveyron 12, Lot 46"),
        ("19 - CORREZE", "Corrèze 19"),
        ("Corrèze", "Corrèze 19"),
        ("86 - Vienne", "Vienne 86"),
        ("Guéret, Creuse", "Guéret 23096"),
        ("Vallée du Lot (46)", "Lot 46"),
        ("46 - LE HAMEAU PERDU", "Lot 46"),
        # homonyms
        ("Gourdon", "(ambiguous)"),
        ("Gourdon (46)", "Gourdon 46127"),
        ("Gourdon, Lot", "Gourdon 46127"),
        ("Gourdon 46300", "Gourdon 46127"),
        ("Gourdon, Occitanie", "Gourdon 46127"),
        ("Gourdon, Bretagne", "(ambiguous)"),
        ("Saint-Denis", "(ambiguous)"),
        ("Valence", "(ambiguous)"),
        ("Vienne", "(ambiguous)"),
        ("Vienne (38)", "Vienne 38544"),
        ("38200 Vienne", "Vienne 38544"),
        ("Paris, Texas", "(ambiguous)"),
        ("Paris, Texas, USA", "(foreign)"),
        # postcodes alone
        ("46000", "Cahors 46042"),
        ("46300", "Lot 46"),
        # what contradicts itself
        ("Toulouse (46)", "(ambiguous)"),
        ("46100 Cahors", "Lot 46"),
        ("31000 Figeac", "(ambiguous)"),
        # elsewhere
        ("Madrid, Espagne", "(foreign)"),
        ("Allemagne (Frontalier)", "(foreign)"),
        ("Genève, Suisse", "(foreign)"),
        ("Valence, ES", "(foreign)"),
        ("London, United Kingdom", "(foreign)"),
        ("Luxembourg", "(foreign)"),
        # nowhere
        ("Anywhere", "(no_place)"),
        ("Remote", "(no_place)"),
        ("Fully remote", "(no_place)"),
        ("Télétravail", "(no_place)"),
        ("100 % télétravail", "(no_place)"),
        ("France", "(no_place)"),
        ("France entière", "(no_place)"),
        ("2 Locations", "(no_place)"),
        ("Multi-sites", "(no_place)"),
        ("Itinérant", "(no_place)"),
        ("-", "(no_place)"),
        ("null", "(no_place)"),
        # never the nearest string
        ("Cahor", "(unrecognised)"),
        ("Figeak", "(unrecognised)"),
        ("Sacramento, CA", "(unrecognised)"),
        ("Greenfield, IN 46140", "(unrecognised)"),
        ("rue du Cantal", "(unrecognised)"),
        ("avenue de Cahors", "(unrecognised)"),
        ("près de Figeac", "(unrecognised)"),
        ("99999 Nulle-Part", "(unrecognised)"),
        ("Occitanie", "(ambiguous)"),
        ("Grand Est", "(ambiguous)"),
        ("Secteur Gourdon / Souillac", "Gourdon 46127, Souillac 46309"),
        ("secteur Gourdon-Souillac (46)", "Gourdon 46127, Souillac 46309"),
        ("Secteur de Figeac et environs", "Figeac 46102"),
        ("Figeac / Capdenac-Gare", "Figeac 46102, Capdenac-Gare 12052"),
        ("Lot et départements limitrophes", "Lot 46"),
        ("Département du Lot et limitrophes", "Lot 46"),
        ("Lot (46) et départements limitrophes", "Lot 46"),
        ("Lot et Aveyron", "Aveyron 12, Lot 46"),
        ("46 et départements limitrophes", "Lot 46"),
        ("Cahors (46) - Télétravail possible", "Cahors 46042"),
        ("Télétravail partiel - Cahors", "Cahors 46042"),
        ("Télétravail / Figeac", "Figeac 46102"),
        ("Télétravail complet", "(no_place)"),
        ("100% remote (France)", "(no_place)"),
        ("Full remote, basé en France", "(unrecognised)"),
        ("À distance", "(no_place)"),
        ("Domicile", "(no_place)"),
        ("Occitanie, Lot, Cahors", "Cahors 46042"),
        ("46000 Cahors, France", "Cahors 46042"),
        ("CAHORS 46000", "Cahors 46042"),
        ("46000CAHORS", "Cahors 46042"),
        ("46000 - CAHORS", "Cahors 46042"),
        ("Cahors (46000)", "Cahors 46042"),
        ("Cahors Cedex 9", "Cahors 46042"),
        ("46010 Cahors Cedex 9", "Cahors 46042"),
        ("BP 269 46005 Cahors Cedex 9", "Cahors 46042"),
        ("46106 Figeac Cedex", "Figeac 46102"),
        ("Saint Céré", "Saint-Céré 46251"),
        ("ST-CERE (46)", "Saint-Céré 46251"),
        ("St Céré 46400", "Saint-Céré 46251"),
        ("Saint-Céré et Biars-sur-Cère (46)", "Saint-Céré 46251, Biars-sur-Cère 46029"),
        ("Bretenoux - Biars sur Cère", "Bretenoux 46038, Biars-sur-Cère 46029"),
        ("Puy l'Evêque", "Puy-l'Évêque 46231"),
        ("PUY L EVEQUE", "Puy-l'Évêque 46231"),
        ("Castelnau-Montratier", "Castelnau-Montratier 46063"),
        ("Montcuq", "Montcuq-en-Quercy-Blanc 46201"),
        ("MONTCUQ EN QUERCY BLANC", "Montcuq-en-Quercy-Blanc 46201"),
        ("Labastide Murat (46240)", "Cœur de Causse 46138"),
        ("Coeur de Causse", "Cœur de Causse 46138"),
        ("Cœur-de-Causse", "Cœur de Causse 46138"),
        ("Saint-Géry (46)", "Saint Géry-Vers 46268"),
        ("Lacapelle Marival", "Lacapelle-Marival 46143"),
        ("Lacapelle-Marival (46120)", "Lacapelle-Marival 46143"),
        ("Gramat, Lot", "Gramat 46128"),
        ("GRAMAT LOT", "Gramat 46128"),
        ("Souillac 46200", "Souillac 46309"),
        ("Martel (46)", "Martel 46185"),
        ("Martel", "Martel 46185"),
        ("Vayrac", "Vayrac 46330"),
        ("Lalbenque", "Lalbenque 46148"),
        ("Luzech", "Luzech 46182"),
        ("Prayssac", "Prayssac 46225"),
        ("Cajarc", "Cajarc 46045"),
        ("Cazals (46)", "Cazals 46066"),
        ("Catus (46)", "Catus 46064"),
        ("Pradines", "(ambiguous)"),
        ("Pradines (46090)", "Pradines 46224"),
        ("46090 Pradines", "Pradines 46224"),
        ("Le Montat", "Le Montat 46197"),
        ("Assier", "Assier 46009"),
        ("Livernon", "Livernon 46176"),
        ("Bagnac sur Célé", "Bagnac-sur-Célé 46015"),
        ("Rocamadour", "Rocamadour 46240"),
        ("Payrac (46350)", "Payrac 46215"),
        ("Bassin de Cahors", "Cahors 46042"),
        ("Grand Cahors", "Cahors 46042"),
        ("Nord du Lot", "Lot 46"),
        ("Sud du Lot", "Lot 46"),
        ("Nord Lot", "Lot 46"),
        ("Tout le Lot", "Lot 46"),
        ("Tout le département", "(unrecognised)"),
        ("Partout dans le Lot", "Lot 46"),
        ("Proche de Cahors", "(unrecognised)"),
        ("Aux alentours de Cahors (46)", "Cahors 46042"),
        ("entre Cahors et Figeac", "(unrecognised)"),
        ("Cahors Sud", "(unrecognised)"),
        ("Cahors (siège)", "Cahors 46042"),
        ("Hôpital de Cahors", "Cahors 46042"),
        ("Centre hospitalier de Gourdon (46)", "Gourdon 46127"),
        ("EHPAD de Payrac", "Payrac 46215"),
        ("rue de Toulouse 46000 Cahors", "Cahors 46042"),
        ("335 rue du Président Wilson, 46000 Cahors", "Cahors 46042"),
        ("Quai Cavaignac, Cahors", "Cahors 46042"),
        ("ZA Cahors Sud, 46230 Fontanes", "Fontanes 46109"),
        ("ZI de l'Aiguille 46100 Figeac", "Figeac 46102"),
        ("46042", "(unrecognised)"),
        ("Souillac (Lot)", "Souillac 46309"),
        ("Saint-Sozy", "Saint-Sozy 46293"),
        ("Brive-la-Gaillarde (19)", "Brive-la-Gaillarde 19031"),
        ("BRIVE", "(unrecognised)"),
        ("Villefranche-de-Rouergue", "Villefranche-de-Rouergue 12300"),
        ("Sarlat (24)", "Sarlat-la-Canéda 24520"),
        ("Toulouse", "Toulouse 31555"),
        ("Saint-Denis (93)", "Saint-Denis 93066"),
        ("Saint-Michel", "(ambiguous)"),
        ("Sainte-Colombe", "(ambiguous)"),
        ("Bruxelles, Belgique", "(foreign)"),
        ("Occitanie (46)", "Lot 46"),
        ("Région Occitanie", "(ambiguous)"),
        ("Hauts de France", "(ambiguous)"),
    ],
)
def test_free_text(text: str, expected: str) -> None:
    assert resolved(RawPlace(text=text)) == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        # INSEE codes
        (RawPlace(insee="46042"), "Cahors 46042"),
        (RawPlace(insee="46042", text="46 - CAHORS", postcode="46000", country="FR"), "Cahors 46042"),
        (RawPlace(insee="46042", locality="Cahors Sud", postcode="46000"), "Cahors 46042"),
        (RawPlace(insee="75109", text="75 - Paris 9e Arrondissement"), "Paris 75056"),
        (RawPlace(insee="2a004", text="2A - AJACCIO"), "Ajaccio 2A004"),
        (RawPlace(insee="46042", text="46 - FIGEAC"), "Figeac 46102"),
        (RawPlace(insee="46042", text="31 - TOULOUSE", postcode="31000"), "Toulouse 31555"),
        (RawPlace(insee="46042", postcode="46100"), "Lot 46"),
        (RawPlace(insee="46042", text="12 - Aveyron"), "Aveyron 12"),
        (RawPlace(insee="46000", text="46 - CAHORS"), "Cahors 46042"),
        (RawPlace(insee="46000"), "Cahors 46042"),
        (RawPlace(insee="46100", text="46 - FIGEAC"), "Figeac 46102"),
        (RawPlace(insee="46100", postcode="46100"), "Lot 46"),
        (RawPlace(insee="46999", text="46 - Gramat"), "Gramat 46128"),
        (RawPlace(insee="19061", text="19 - CORREZE"), "Corrèze 19"),
        (RawPlace(insee="19062", text="19 - CORREZE"), "Corrèze 19062"),
        # postal addresses
        (RawPlace(locality="Cahors", postcode="46000", region="Occitanie", country="FR"), "Cahors 46042"),
        (RawPlace(locality="CAHORS CEDEX 9", postcode="46005", country="France"), "Cahors 46042"),
        (RawPlace(locality="Gourdon", postcode="46300"), "Gourdon 46127"),
        (RawPlace(locality="Gourdon", region="Lot"), "Gourdon 46127"),
        (RawPlace(locality="Gourdon", region="46"), "Gourdon 46127"),
        (RawPlace(locality="Gourdon", country="FR"), "(ambiguous)"),
        (RawPlace(locality="Le Vigan", postcode="46300"), "Le Vigan-en-Quercy 46334"),
        (RawPlace(locality="Lieu-dit Perdu", postcode="46000"), "Cahors 46042"),
        (RawPlace(locality="Lieu-dit Perdu", postcode="46300"), "Lot 46"),
        (RawPlace(locality="-", postcode="-", region="-", country="FR"), "(no_place)"),
        (RawPlace(locality="Montauban", postcode="82000", country="FRA"), "Montauban 82121"),
        (RawPlace(locality="Paris", region="TX"), "(ambiguous)"),
        (RawPlace(locality="46 - FIGEAC", country="FR"), "Figeac 46102"),
        (RawPlace(text="Scierie du Causse", locality="Gramat", postcode="46500"), "Gramat 46128"),
        (RawPlace(text="12 rue du Cantal", locality="Toulouse"), "Toulouse 31555"),
        (RawPlace(text="Cahors", locality="Anywhere", country="FR"), "Cahors 46042"),
        (RawPlace(postcode="46300", country="FR"), "Lot 46"),
        (RawPlace(locality="Saint-Denis", country="RE", postcode="97400"), "Saint-Denis 97411"),
        (RawPlace(locality="Cahors", country="Occitanie"), "Cahors 46042"),
        (RawPlace(locality="Cahors", country="Anywhere"), "Cahors 46042"),
        # other countries
        (RawPlace(locality="Valencia", country="ES"), "(foreign)"),
        (RawPlace(text="Montréal", country="Canada"), "(foreign)"),
        (RawPlace(locality="Greenfield", region="IN", postcode="46140", country="US"), "(foreign)"),
        (RawPlace(text="Figeac", country="United States of America"), "(foreign)"),
        (RawPlace(country="DE"), "(foreign)"),
        # nothing
        (RawPlace(), None),
        (RawPlace(country="France"), "(no_place)"),
        (RawPlace(locality="Biars-sur-Cère", postcode="46130", country="Frankreich"), "Biars-sur-Cère 46029"),
    ],
)
def test_fields(place: RawPlace, expected: str | None) -> None:
    assert resolved(place) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Cahors", "Figeac"], "Cahors 46042, Figeac 46102"),
        (["Cahors", "46 - CAHORS"], "Cahors 46042"),
        (["Cahors", "Lot (46)"], "Cahors 46042"),
        (["Cahors", "Madrid, Espagne"], "Cahors 46042"),
        (["Remote", "Cahors"], "Cahors 46042"),
        (["Madrid, Espagne", "Berlin, Allemagne"], "(foreign)"),
        (["Madrid, Espagne", "Remote"], "(no_place)"),
        (["Madrid, Espagne", "Nulle-Part"], "(unrecognised)"),
    ],
)
def test_several_places(texts: list[str], expected: str) -> None:
    assert resolved(*(RawPlace(text=text) for text in texts)) == expected


def test_an_address_that_all_places_repeat_gives_way_to_their_names() -> None:
    head_office = {"locality": "Toulouse", "postcode": "31000", "country": "FR"}
    places = [RawPlace(text=name, **head_office) for name in ("Cahors", "Figeac")]
    assert resolved(*places) == "Cahors 46042, Figeac 46102"


def test_a_commune_has_its_coordinates_and_a_departement_none() -> None:
    commune, departement = (parse_places([RawPlace(text=text)], COMMUNES).value for text in ("46100 Figeac", "46"))
    assert commune is not None and departement is not None
    assert (round(commune[0].latitude or 0, 1), round(commune[0].longitude or 0, 1)) == (44.6, 2.0)
    assert (departement[0].latitude, departement[0].longitude) == (None, None)


def test_all_words_are_kept() -> None:
    places = [RawPlace(text="Siège", locality="Figeac", postcode="46100", country="FR"), RawPlace(text="Cahors")]
    assert parse_places(places, COMMUNES).raw == "Siège, 46100, Figeac, FR ; Cahors"


def test_every_commune_of_the_lot_is_found_by_code_and_name() -> None:
    lot = COMMUNES.in_departement("46")
    missed = {one.name for one in lot if resolved(RawPlace(text=f"46 - {one.name}")) != f"{one.name} {one.insee}"}
    assert (len(lot), missed) == (312, set())


FORMER = [
    # former commune of the Lot, and a commune elsewhere that bears the name today
    ("Saint-Géry", "Saint Géry-Vers 46268", "24"),
    ("Sarrazac", "Cressensac-Sarrazac 46083", "24"),
    ("Saint-Cernin", "Les Pechs du Vers 46252", "15"),
    ("Saint-Pantaléon", "Barguelonne-en-Quercy 46263", "84"),
    ("Fargues", "Porte-du-Quercy 46033", "33"),
    ("Cours", "Bellefont-La Rauze 46156", "69"),
    ("Sainte-Croix", "Montcuq-en-Quercy-Blanc 46201", "12"),
    ("Saint-Cyprien", "Lendou-en-Quercy 46262", "66"),
    ("Vers", "Saint Géry-Vers 46268", "74"),
]


@pytest.mark.parametrize(("name", "in_the_lot", "elsewhere"), FORMER)
def test_former_name_of_the_lot_that_others_bear_today(name: str, in_the_lot: str, elsewhere: str) -> None:
    alone = RawPlace(text=name)
    assert resolved(alone) == "(ambiguous)"
    assert resolved(alone, home={"46"}) == in_the_lot
    assert resolved(RawPlace(text=f"46 - {name}")) == in_the_lot
    other = f"{name} {elsewhere}"
    for home in (set[str](), {"46"}):
        assert (resolved(RawPlace(text=f"{name} ({elsewhere})"), home=home) or "").startswith(other)
    assert (resolved(alone, home={elsewhere}) or "").startswith(other)


def test_the_table_names_all_of_them() -> None:
    lot = COMMUNES.in_departement("46")
    shared = {
        name
        for one in lot
        for name in one.former_names
        if any(commune_key(other.name) == commune_key(name) != commune_key(one.name) for other in COMMUNES.named(name))
    }
    assert shared == {name for name, _, _ in FORMER}


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        ("Gourdon", {"46"}, "Gourdon 46127"),
        ("Gourdon", {"46", "71"}, "(ambiguous)"),
        ("Gourdon", {"12"}, "(ambiguous)"),
        ("Gourdon, Ardèche", {"46"}, "Gourdon 07098"),
        ("Saint-Géry, Nouvelle-Aquitaine", {"46"}, "Saint-Géry 24420"),
        ("Toulouse", {"46"}, "Toulouse 31555"),
        ("Saint-Denis", {"46"}, "(ambiguous)"),
    ],
)
def test_home_decides_only_what_nothing_else_does(text: str, home: set[str], expected: str) -> None:
    assert resolved(RawPlace(text=text), home=home) == expected
