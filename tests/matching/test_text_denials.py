import pytest

from matching.text.denials import affirmed, denied


@pytest.mark.parametrize(
    ("text", "what", "left"),
    [
        # bare
        ("Pas d'usine", ["usine"], ""),
        ("aide soignante pas de nuit", ["nuit"], "aide soignante"),
        ("aide à domicile (pas de toilettes)", ["toilettes"], "aide à domicile"),
        ("ménage mais pas dans les hôtels", ["hotels"], "ménage"),
        ("vente mais pas la caisse", ["caisse"], "vente"),
        ("cuisinier pas en collectivité", ["collectivite"], "cuisinier"),
        ("Serveuse, pas le soir.", ["soir"], "Serveuse"),
        ("En 2x8, plus de nuit. J'aime les petites séries", ["nuit"], "En 2x8. J'aime les petites séries"),
        ("un emploi sans port de charges, sans coupure", ["port de charges", "coupure"], "un emploi"),
        ("pas de travail à la chaîne", ["travail a la chaine"], ""),
        ("pas de nuit, de préférence le matin", ["nuit"], "de préférence le matin"),
        ("Je suis mobile et pas de nuit pour l'instant", ["nuit"], "Je suis mobile pour l'instant"),
        ("plus jamais d'usine", ["usine"], ""),
        ("pas trop de téléphone", ["telephone"], ""),
        ("Pas de temps plein", ["temps plein"], ""),
        # several
        ("surtout pas de nuit ni de week-end", ["nuit", "week-end"], ""),
        ("pas de charges lourdes ni de gestes répétés.", ["charges lourdes", "gestes repetes"], ""),
        ("pas de nuit ou de week-end", ["nuit", "week-end"], ""),
        ("pas de nuit / week-end", ["nuit", "week-end"], "/"),
        (
            "Chef de rayon hors frais / Cheffe de rayon hors frais",
            ["frais", "frais"],
            "Chef de rayon / Cheffe de rayon",
        ),
        ("Ni usine ni bureau", ["usine", "bureau"], ""),
        ("Je ne veux pas d'intérim ni de CDD", ["interim", "cdd"], ""),
        ("pas d'usine, d'abattoir", ["usine", "abattoir"], ""),
        ("Pas d'usine. Des soirs, oui", ["usine"], "Des soirs, oui"),
        # with a verb
        ("je ne veux plus travailler en usine", ["usine"], ""),
        ("Je ne souhaite pas travailler le samedi", ["samedi"], ""),
        ("je ne peux pas porter de charges lourdes", ["charges lourdes"], ""),
        ("je ne veux pas garder des enfants", ["enfants"], ""),
        ("je veux pas bosser avec des enfants", ["enfants"], ""),
        ("je ne travaille pas le dimanche", ["dimanche"], ""),
        ("je n'aime pas le téléphone", ["telephone"], ""),
        ("J'évite la restauration, je refuse les déplacements", ["restauration", "deplacements"], ""),
        ("Je préfère éviter l'abattoir.", ["abattoir"], "Je préfère"),
        ("j'en ai marre de l'usine", ["usine"], ""),
        ("je veux quitter la restauration", ["restauration"], ""),
        ("maçon, je souhaite arrêter le bâtiment", ["batiment"], "maçon"),
        ("je voudrais quitter la ville", [], "je voudrais quitter la ville"),
        ("J'en ai assez du 5x8", ["5x8"], ""),
        ("plus envie de travailler en cuisine", ["cuisine"], ""),
        ("hors de question de faire les nuits", ["nuits"], ""),
        ("Pas intéressé par l'intérim, j'ai un crédit.", ["interim"], "j'ai un crédit"),
        ("ne plus travailler le soir", ["soir"], ""),
        ("je ne fais plus de nuits", ["nuits"], ""),
        ("pas dispo le mercredi", ["mercredi"], ""),
        ("Impossible le soir", ["soir"], ""),
        ("Merci de ne pas me proposer d'intérim", ["interim"], ""),
        ("Le travail de nuit ne m'intéresse pas", ["travail de nuit"], ""),
        ("Cuisine. Les enfants non merci !", ["enfants"], "Cuisine. !"),
        # all but
        ("rien dans l'agroalimentaire", ["agroalimentaire"], ""),
        ("tout sauf la vente", ["vente"], "tout"),
        ("tout sauf usine et restauration", ["usine", "restauration"], "tout"),
        ("hors intérim", ["interim"], ""),
        # English
        ("no nights, no weekends", ["nights", "weekends"], ""),
        ("cleaning, not in hotels", ["hotels"], "cleaning"),
        ("anything but factory work", ["factory work"], ""),
        ("I don't want to work in a factory", ["factory"], ""),
        ("I can't work nights", ["nights"], ""),
        # offers
        ("Pas de travail le dimanche ni les jours fériés !", ["dimanche", "jours feries"], "!"),
        ("Aucune coupure, repos le week-end", ["coupure", "week-end"], ""),
        ("Repos : dimanche & lundi", ["dimanche & lundi"], ""),
        ("35 h, week-ends libres", ["week-ends"], "35 h"),
        ("Magasin fermé les dimanches", ["dimanches"], "Magasin"),
        ("Je veux mes week-ends libres", ["week-ends"], "Je veux mes"),
    ],
)
def test_what_is_denied(text: str, what: list[str], left: str) -> None:
    assert [one.what for one in denied(text)] == what
    assert affirmed(text) == left


def test_denials_are_quoted_as_typed() -> None:
    assert [one.quote for one in denied("Le médical me plaît. PAS DE NUITS, ni de Week-ends !")] == [
        "PAS DE NUITS",
        "ni de Week-ends",
    ]


@pytest.mark.parametrize(
    "text",
    [
        # lacked
        "je n'ai pas de voiture",
        "pas de permis",
        "j'ai pas d'expérience en restauration mais motivée",
        "je n'ai jamais travaillé en usine mais je veux apprendre",
        "Débutant accepté, pas de diplôme requis",
        "no experience, no car",
        "je n'ai ni voiture ni permis",
        # not minded
        "pas de problème pour les week-ends",
        "pas peur du travail",
        "ça me dérange pas de travailler la nuit",
        "Jour ou nuit, peu importe",
        "Les coupures ça va si c'est pas tous les jours.",
        "pourquoi pas en cuisine",
        "je ne crains ni le froid ni la pluie",
        "aucun problème avec les horaires décalés",
        "Je ne suis pas contre la restauration, pas uniquement la vente",
        # more, and no other than
        "10 ans d'expérience, plus de 200 couverts",
        "je cherche plus de responsabilités",
        "en plus de la vente, j'ai fait de la mise en rayon",
        "pas plus de 30 minutes de route",
        "pas que du ménage",
        # something else
        "je suis pas du coin",
        "pas loin de Cahors",
        "pas mal d'expérience",
        "il n'y a pas de sot métier",
        "N'hésitez pas à postuler",
        "hors saison",
        "Travail le week-end, deux jours de repos",
        "",
    ],
)
def test_what_is_not_denied(text: str) -> None:
    assert denied(text) == ()
    assert affirmed(text) == text
