import pytest

from matching.occupations.told import means_nothing, tells_nothing, told_occupations, wishes_told


@pytest.mark.parametrize(
    ("told", "nothing"),
    [
        ("", True),
        ("Bonjour, je cherche un emploi", True),
        ("motivée et sérieuse", True),
        ("dynamique, ponctuelle, disponible de suite", True),
        ("je ne sais pas trop", True),
        ("je prends tout, merci", True),
        ("06 12 34 56 78", True),
        ("10 ans d'expérience", True),
        ("Je suis étudiante, disponible le soir et le week-end", True),
        ("étudiante en comptabilité", False),
        ("Je cherche un travail dehors", False),
        ("motivé, CACES 3", False),
        ("j'ai fait du ménage", False),
        ("J'ai déjà travaillé. Je cherche du travail.", True),
        ("IDE", False),
        ("I worked in a warehouse", False),
        ("rien de précis, à définir", True),
    ],
)
def test_what_tells_nothing_of_work(told: str, nothing: bool) -> None:
    assert tells_nothing(told) is nothing


@pytest.mark.parametrize(
    ("wish", "nothing"),
    [
        ("je ne sais pas", True),
        ("polyvalent", True),
        ("à définir", True),
        ("?", False),
        ("ouvert à tout", False),
        ("peu importe", False),
        ("boulanger", False),
        ("IDE", False),
    ],
)
def test_what_is_written_for_a_wish_may_be_none(wish: str, nothing: bool) -> None:
    assert means_nothing(wish) is nothing


def test_a_few_words_are_read_as_a_wish() -> None:
    assert "A1203" in told_occupations("Je cherche un travail dehors")
    assert told_occupations("Je cherche un travail pas trop loin de l'école de mes enfants") == ()


@pytest.mark.parametrize(
    ("told", "wishes"),
    [
        ("J'ai fait dix ans d'usine. Maintenant je voudrais travailler dehors.", ["travailler dehors"]),
        (
            "Deux enfants, je cherche un poste de secrétaire en mairie",
            ["un poste de secrétaire en mairie"],
        ),
        ("Je cherche une place de chef de partie, si possible en CDI", ["une place de chef de partie"]),
        ("Bonjour, à la recherche d'un emploi de serveuse pour cet été", ["un emploi de serveuse"]),
        ("J'ai été maçon, j'aimerais devenir conducteur d'engins car mon dos est usé", ["devenir conducteur d'engins"]),
        ("je souhaite me reconvertir dans la petite enfance", ["me reconvertir dans la petite enfance"]),
        (
            "Je veux travailler en EHPAD ou en crèche.",
            ["travailler en EHPAD ou en crèche"],
        ),
        ("Je cherche des heures de ménage", ["des heures de ménage"]),
        ("I was a nurse in Leeds, I'm looking for work with children", ["work with children"]),
        ("I would like to work outdoors", ["work outdoors"]),
        ("I was a carpenter and would like to keep working with wood", ["working with wood"]),
        (
            "Je n'ai connu que l'usine et je veux finir ma vie de travail avec des enfants.",
            ["travail avec des enfants"],
        ),
        (
            "Premier emploi, je prends tout ce qui touche aux bêtes, même les volailles",
            ["tout ce qui touche aux bêtes"],
        ),
        # of no work
        ("Je cherche un emploi proche de chez moi", []),
        ("Je cherche un poste stable, je voudrais quatre jours par semaine", []),
        ("Je voudrais un patron sympa", []),
        ("je veux rester près de la maison", []),
        ("Je ne veux plus travailler en usine", []),
        ("je veux pas travailler en usine", []),
        ("j'aime le sport", []),
        ("Je voudrais garder mon niveau de régleur", []),
        ("Je cherche du travail", []),
    ],
)
def test_wishes_amid_other_things(told: str, wishes: list[str]) -> None:
    assert list(wishes_told(told)) == wishes
