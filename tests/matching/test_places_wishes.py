"""From where the way to work is counted, for what candidates write."""

import pytest

from matching.places.gazetteer import gazetteer
from matching.places.wishes import Anchor, anchor_of, wished_communes, wished_departements
from matching.profiles import CandidateProfile


@pytest.mark.parametrize(
    ("wish", "communes"),
    [
        # one commune, in any spelling
        ("Figeac", ["Figeac"]),
        ("autour de Figeac", ["Figeac"]),
        ("autour de figeac", ["Figeac"]),
        ("SECTEUR SAINT CERE", ["Saint-Céré"]),
        ("vers St-Céré si possible", ["Saint-Céré"]),
        ("près de Cahors, 20 km max", ["Cahors"]),
        ("à 30 min de Gourdon au plus", ["Gourdon"]),
        ("Rocamadour (46)", ["Rocamadour"]),
        ("46100 Figeac", ["Figeac"]),
        ("du côté du Vigan", ["Le Vigan-en-Quercy"]),
        ("aux Arques", ["Les Arques"]),
        ("Vers Puy l'Évêque", ["Puy-l'Évêque"]),
        ("n'importe où autour de Figeac", ["Figeac"]),
        ("peu importe, du moment que c'est près de Cahors", ["Cahors"]),
        ("pas trop loin de Cahors", ["Cahors"]),
        ("somewhere near Cahors", ["Cahors"]),
        # former communes
        ("Labastide Murat", ["Cœur de Causse"]),
        ("Montcuq ou alentours", ["Montcuq-en-Quercy-Blanc"]),
        # several
        ("Gourdon ou Souillac", ["Gourdon", "Souillac"]),
        ("Martel / Vayrac", ["Martel", "Vayrac"]),
        ("entre Lacapelle-Marival et Gramat", ["Lacapelle-Marival", "Gramat"]),
        ("Pays de Gex ou Valserhône", ["Gex", "Valserhône"]),
        # outside the Lot, the département telling which one
        ("autour d'Annecy, jusqu'à Rumilly ou Cruseilles", ["Annecy", "Rumilly", "Cruseilles"]),
        ("sud Ardèche, entre Aubenas et Les Vans", ["Aubenas", "Les Vans"]),
        ("annecy", ["Annecy"]),
        ("Gourdon", ["Gourdon"]),
        ("Villefranche-de-Rouergue", ["Villefranche-de-Rouergue"]),
        ("autour de Vienne", ["Vienne"]),
        ("région de Paris", ["Paris"]),
        ("Lyon 5e ou Villeurbanne", ["Lyon", "Villeurbanne"]),
        # cut short, as people say it
        ("autour de Limogne", ["Limogne-en-Quercy"]),
        ("vers biars", ["Biars-sur-Cère"]),
        ("Castelnau", ["Castelnau-Montratier"]),
        ("Labastide", ["Labastide-Marnhac", "Cœur de Causse", "Labastide-du-Vert", "Labastide-du-Haut-Mont"]),
        ("entre Brive et Figeac", ["Brive-la-Gaillarde", "Figeac"]),
        ("Corrèze, autour de Brive", ["Brive-la-Gaillarde"]),
        ("près de Sarlat", ["Sarlat-la-Canéda"]),
        ("Villefranche (12)", ["Villefranche-de-Rouergue"]),
        ("Thonon ou Evian", ["Thonon-les-Bains", "Évian-les-Bains"]),
        ("Laval", ["Laval"]),
        # countries
        ("en Bouriane", ["Gourdon"]),
        ("dans la vallée de la Dordogne", ["Souillac", "Vayrac", "Bretenoux"]),
        # what is left or avoided
        ("je quitte Lyon pour Figeac", ["Figeac"]),
        ("j'habite actuellement à Nantes, je cherche vers Cahors", ["Cahors"]),
        ("autour de Souillac mais pas à Gourdon", ["Souillac"]),
        ("loin de Toulouse, plutôt Prayssac", ["Prayssac"]),
        # all of a département, or anywhere
        ("n'importe où dans le Lot", []),
        ("N’importe où dans le Lot, même à Cahors", []),
        ("partout dans le 46", []),
        ("tout le département", []),
        ("tout le Lot", []),
        ("le Lot", []),
        ("Lot et Aveyron", []),
        ("Lot ou Corrèze", []),
        ("Lot-et-Garonne", []),
        ("dans la Vienne", []),
        ("Haute-Vienne", []),
        ("vallée de l'Arve ou Chablais, en Haute-Savoie", []),
        ("partout en France", []),
        ("peu importe", []),
        # no place that anybody could point at
        ("je voudrais m'installer à la campagne", []),
        ("nord du Lot, vers la rivière", []),
        ("dans un bourg avec une école et une gare", []),
        ("au soleil", []),
        ("j'espère trouver une maison à louer", []),
    ],
)
def test_wish(wish: str, communes: list[str]) -> None:
    assert [commune.name for commune in wished_communes(wish, gazetteer())] == communes


@pytest.mark.parametrize(
    ("wish", "insee"),
    [
        ("Gourdon", "46127"),
        ("Gourdon (71)", "71222"),
        ("Gourdon en Saône-et-Loire", "71222"),
        ("Le Vigan", "46334"),
        ("Le Vigan, dans le Gard", "30350"),
        ("Rumilly", "74225"),
        ("autour de Vers", "46268"),
        ("Sainte-Colombe", "46260"),
    ],
)
def test_which_of_several_communes_of_one_name(wish: str, insee: str) -> None:
    assert [commune.insee for commune in wished_communes(wish, gazetteer())] == [insee]


@pytest.mark.parametrize(
    "wish",
    [
        "Saint-Aubin",  # villages all over France, none of them in the Lot
        "Saint-Cyprien",  # a former commune of the Lot, but a town by the sea too
        "Villefranche",  # two towns are called so for short
    ],
)
def test_a_name_that_nobody_can_tell_apart_is_not_understood(wish: str) -> None:
    assert wished_communes(wish, gazetteer()) == ()


@pytest.mark.parametrize(
    ("wish", "departements"),
    [
        ("le Lot", ["46"]),
        ("lot", ["46"]),
        ("n'importe où dans le Lot", ["46"]),
        ("n'importe où dans le Lot, même à Cahors", ["46"]),
        ("tout le département", ["46"]),
        ("dans le Quercy", ["46"]),
        ("nord du Lot, vers la rivière", ["46"]),
        ("vallée du Lot", ["46"]),
        ("Lot ou Aveyron", ["46", "12"]),
        ("dans le 46 ou le 12", ["46", "12"]),
        ("l'Ardèche", ["07"]),
        ("une station de Haute-Savoie", ["74"]),
        ("dans la Vienne", ["86"]),
        ("dans le Nord", ["59"]),
        ("je ne veux pas quitter le Lot", ["46"]),
        # as well as a commune elsewhere
        ("Lot ou Brive", ["46"]),
        # a region is all of its départements
        ("en Bretagne", ["22", "29", "35", "56"]),
        ("Corse ou Lot", ["46", "2A", "2B"]),
        ("ile de france", ["75", "77", "78", "91", "92", "93", "94", "95"]),
        ("je quitte la région Rhône-Alpes pour le Lot", ["46"]),
        ("Cahors, en Occitanie", []),
        # only where a commune lies, or part of its name
        ("Le Vigan, dans le Gard", []),
        ("sud Ardèche, entre Aubenas et Les Vans", []),
        ("Villeneuve-sur-Lot", []),
        ("autour de Vienne", []),
        # a river, a direction, an ordinary word, a number
        ("bords de Dordogne", []),
        ("au Nord de Cahors", []),
        ("un village pas cher", []),
        ("20 km autour de Cahors", []),
        # left or avoided
        ("je quitte la Haute-Savoie pour Figeac", []),
        ("Aveyron mais pas le Lot", ["12"]),
        ("j'habite dans le Nord, je cherche dans le Lot", ["46"]),
        # anywhere
        ("partout en France", []),
        ("peu importe", []),
    ],
)
def test_a_whole_departement(wish: str, departements: list[str]) -> None:
    assert list(wished_departements(wish, gazetteer())) == departements


def test_a_postcode_alone_means_any_of_its_communes() -> None:
    assert {c.insee for c in wished_communes("46500", gazetteer())} >= {"46128", "46240"}


@pytest.mark.parametrize(
    ("profile", "names"),
    [
        ({"commune_insee": "46102"}, ["Figeac"]),
        ({"commune_insee": "46102", "commune": "Cahors"}, ["Figeac"]),
        ({"commune_insee": "69385"}, ["Lyon"]),
        ({"commune": "Figeac (46)"}, ["Figeac"]),
        ({"commune": "saint cere"}, ["Saint-Céré"]),
        ({"commune": "Limogne"}, ["Limogne-en-Quercy"]),
        ({"commune_insee": "44109", "moving_to": "autour de Figeac"}, ["Figeac"]),
        ({"commune_insee": "46102", "moving_to": "je reste à Figeac"}, ["Figeac"]),
        ({"commune_insee": "46102", "moving_to": "non"}, ["Figeac"]),
        # told amid other things, by who names it nowhere else
        ({"wanted_jobs": ["boulanger à Figeac"]}, ["Figeac"]),
        ({"wanted_jobs": ["BOULANGER A FIGEAC"]}, ["Figeac"]),
        ({"wanted_jobs": ["n'importe quoi près de cahors"]}, ["Cahors"]),
        ({"text": "Je cherche un poste de serveuse vers Figeac ou Gourdon."}, ["Figeac", "Gourdon"]),
        ({"text": "On arrive de Lille pour vivre à Souillac. J'ai travaillé à Toulouse."}, ["Souillac"]),
        ({"text": "J'habite à Gourdon, je suis mobile"}, ["Gourdon"]),
        ({"text": "Nous nous installons en Bouriane au printemps"}, ["Gourdon"]),
        ({"text": "I am looking for work near Cahors"}, ["Cahors"]),
        ({"commune_insee": "46042", "text": "Je cherche vers Figeac"}, ["Cahors"]),
    ],
)
def test_anchor(profile: dict[str, object], names: list[str]) -> None:
    anchor = anchor_of(CandidateProfile.model_validate(profile))
    assert anchor is not None
    assert [commune.name for commune in anchor.communes] == names


@pytest.mark.parametrize(
    "profile",
    [
        {},
        {"commune_insee": "99999"},
        {"commune": "Trifouillis-les-Oies"},
        {"commune": "Figeac ou Cahors"},
        # who moves is never measured from where they still are
        {"commune_insee": "44109", "moving_to": "au vert"},
        # overseas communes of which no point is known
        {"commune_insee": "97502"},
        # no place, and none where somebody is or wants to be
        {"wanted_jobs": ["technicien en génie climatique", "employé en carrières", "ouvrier en salle de traite"]},
        {"text": "Je viens de Paris, j'ai travaillé à Toulouse pendant dix ans."},
        {"text": "Je cherche un emploi en alternance, je souhaite travailler en crèche ou à domicile."},
        {"text": "Je cherche vers midi un poste à l'Auberge du Pont"},
    ],
)
def test_no_anchor(profile: dict[str, str]) -> None:
    assert anchor_of(CandidateProfile.model_validate(profile)) is None


@pytest.mark.parametrize(
    "profile",
    [
        {"commune_insee": "44109", "moving_to": "n'importe où dans le Lot"},
        {"text": "On arrive dans le Lot cet été avec mon mari."},
        {"text": "We are moving to the Lot in spring"},
        {"wanted_jobs": ["boulanger dans le 46"]},
    ],
)
def test_anywhere_in_a_departement_is_an_anchor_without_communes(profile: dict[str, object]) -> None:
    assert anchor_of(CandidateProfile.model_validate(profile)) == Anchor((), ("46",))
