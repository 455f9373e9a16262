import pytest

from matching.occupations.asking import job_asked


@pytest.mark.parametrize(
    ("wish", "job"),
    [
        ("boulanger", "boulanger"),
        ("Bonjour, je recherche un poste de vendeuse à mi temps", "vendeuse"),
        ("je cherche une place d'apprenti boulanger", "boulanger"),
        ("je suis plombier et je cherche du travail", "plombier"),
        ("je suis plombier, je cherche un poste en CDI", "plombier"),
        ("infirmière en recherche d'emploi", "infirmière"),
        ("Infirmière, recherche poste sur Cahors", "Infirmière"),
        ("emploi saisonnier serveur", "serveur"),
        ("à la recherche d'un emploi de secrétaire médicale", "secrétaire médicale"),
        ("je voudrais travailler comme menuisier", "menuisier"),
        ("I am a plumber looking for work in the Lot", "plumber"),
        ("I'd like to work as a nurse", "nurse"),
        ("Hello, I'm looking for a part-time job as a cook", "cook"),
        # the wish comes last
        ("je suis plombier et je cherche un poste de chauffagiste", "plombier et je cherche un poste de chauffagiste"),
        # no job would be left
        ("un contrat d'apprentissage en menuiserie", "un contrat d'apprentissage en menuiserie"),
        ("un boulot dehors", "un boulot dehors"),
        ("stage marketing", "stage marketing"),
        ("je cherche du travail", "je cherche du travail"),
        # a title that is known
        ("agent de recherche", "agent de recherche"),
        ("hôtesse d'accueil", "hôtesse d'accueil"),
        ("chargé de recherche", "chargé de recherche"),
        ("chercheur d'emploi", "chercheur d'emploi"),
        ("", ""),
    ],
)
def test_the_job_without_how_it_is_asked_for(wish: str, job: str) -> None:
    assert job_asked(wish) == job
