import pytest

from matching.text.personal import impersonal


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Je m'appelle Fatima.", ""),
        ("Je m’appelle Fatima et je cherche un poste de soudeuse.", "je cherche un poste de soudeuse."),
        ("je m'appelle kévin et je suis cuisinier", "je suis cuisinier"),
        ("JE M'APPELLE FATIMA ET JE CHERCHE UN POSTE", "JE CHERCHE UN POSTE"),
        ("Bonjour, moi c'est Jean-Marc Dupont, boulanger.", "Bonjour, boulanger."),
        ("Mon prénom est Awa. J'aime cuisiner.", "J'aime cuisiner."),
        ("My name is John and I am 58 years old. I can weld.", "I can weld."),
        ("J'ai 58 ans.", ""),
        ("J'ai 58 ans et dix ans de cuisine.", "dix ans de cuisine."),
        ("j ai travaillé. J'aurai bientôt 60 ans, je suis motivé.", "j ai travaillé. je suis motivé."),
        ("Maçon âgé de 52 ans, permis B.", "Maçon permis B."),
        ("Femme, 45 ans, cherche ménage.", "cherche ménage."),
        ("Née en 1968, je conduis des poids lourds.", "je conduis des poids lourds."),
        ("Jeune retraité de la gendarmerie", "de la gendarmerie"),
        ("Je suis retraitée, je garde des chevaux.", "je garde des chevaux."),
        ("Je suis mère de deux enfants.", ""),
        ("Maman solo de 3 enfants, je cherche le matin.", "je cherche le matin."),
        ("Je suis maman solo, je cherche le matin.", "je cherche le matin."),
        ("Père de trois enfants à charge, disponible de suite.", "disponible de suite."),
        ("J'ai deux enfants en primaire. Pas de nuit.", "Pas de nuit."),
        ("Je suis célibataire et mobile.", "mobile."),
        ("Je suis enceinte.", ""),
        ("De nationalité marocaine, je suis maçon.", "je suis maçon."),
        ("Je suis d'origine portugaise, peintre.", "peintre."),
        ("Je suis originaire du Sénégal.", ""),
        ("Je suis réfugiée ukrainienne. Je couds.", "Je couds."),
        ("Je suis anglais et je jardine.", "je jardine."),
        ("Je suis musulmane.", ""),
        ("Deux opérations du dos, reconnu RQTH.", "Deux opérations du dos,"),
        ("J'ai la RQTH. Je connais les matériaux.", "Je connais les matériaux."),
        ("RQTH, secrétaire.", "secrétaire."),
        ("Je suis malvoyante, standardiste.", "standardiste."),
        ("J'ai un handicap moteur. Bureautique.", "Bureautique."),
    ],
)
def test_what_is_said_of_oneself_is_not_read(text: str, left: str) -> None:
    assert impersonal(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "garde d'enfants de 3 ans",
        "J'ai gardé deux enfants de 6 ans.",
        "aide aux personnes âgées",
        "J'aime les personnes âgées de 80 ans et plus.",
        "éducatrice de jeunes enfants",
        "accueil d'enfants âgés de 3 à 10 ans",
        "10 ans d'expérience",
        "J'ai 10 ans d'expérience en boulangerie.",
        "J'ai 12 ans de décolletage.",
        "J'ai 15 ans dans les travaux publics.",
        "Boulanger, 15 ans à mon compte.",
        "Transcription pour malvoyants",
        "10 ans AMP dans un foyer pour adultes handicapés",
        "accompagnement de travailleurs handicapés",
        "professeure de français",
        "Anglais courant, espagnol scolaire",
        "vente de produits d'origine locale",
        "auxiliaire parentale",
        "développeur senior",
        "foyer mère et enfant",
        "animatrice auprès de retraités",
        "Je suis soudeur et je cherche à Figeac.",
        "femme de ménage",
        "Je suis femme de ménage depuis 5 ans.",
        "Je suis homme toutes mains.",
        "jeune fille au pair",
        "référente RQTH en entreprise",
        "I have ten years of welding.",
    ],
)
def test_the_same_words_stay_where_they_are_the_work(text: str) -> None:
    assert impersonal(text) == text
