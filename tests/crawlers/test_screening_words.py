"""What the screening reads in titles and texts, and the near misses that it must leave alone."""

import pytest

from crawlers.postings import FlagCode, ScreeningCode
from crawlers.screening.discrimination import Ground, discriminating_words
from crawlers.screening.language import is_foreign
from crawlers.screening.money import asks_for_money
from crawlers.screening.not_an_offer import not_an_offer
from crawlers.screening.placeholder import is_placeholder
from crawlers.screening.same_text import same_text
from crawlers.screening.wording import SENTENCES
from samples import job_offer

AGE, SEX, ORIGIN, FAMILY, HEALTH = Ground


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("Nous recherchons une jeune femme dynamique pour notre accueil.", AGE),
        ("Cherche jeune homme motivé pour la saison.", AGE),
        ("Le domaine recherche un jeune retraité pour la tonte.", AGE),
        ("Recrutons jeunes vendeuses pour le marché.", AGE),
        ("Vous avez entre 20 et 35 ans et le sens du contact.", AGE),
        ("Profil : 25 à 40 ans", AGE),
        ("Vous avez moins de 30 ans.", AGE),
        ("Âge maximum : 45 ans", AGE),
        ("Age souhaité : 30", AGE),
        ("Âge : 25 à 35", AGE),
        ("Poste physique, 40 ans maximum.", AGE),
        ("Seniors s'abstenir.", AGE),
        ("Recherche une femme pour la vente de prêt.", SEX),
        ("Nous cherchons un homme robuste.", SEX),
        ("Cherche monsieur sérieux pour travaux agricoles", SEX),
        ("Recherche dame pour garde de nuit", SEX),
        ("Femmes uniquement.", SEX),
        ("Poste de manutention (homme de préférence)", SEX),
        ("De préférence une femme", SEX),
        ("Poste réservé aux hommes", SEX),
        ("Emploi ouvert uniquement aux femmes", SEX),
        ("Présence masculine souhaitée la nuit", SEX),
        ("Sexe : féminin", SEX),
        ("Profil masculin", SEX),
        ("Femmes s'abstenir", SEX),
        ("Nationalité française exigée", ORIGIN),
        ("Vous êtes de nationalité française.", ORIGIN),
        ("Candidat de type européen", ORIGIN),
        ("Parlant français sans accent", ORIGIN),
        ("Français de souche", ORIGIN),
        ("Profil BBR", ORIGIN),
        ("Gens du voyage s'abstenir", ORIGIN),
        ("Religion catholique exigée", ORIGIN),
        ("Célibataire de préférence", FAMILY),
        ("Vous êtes célibataire et mobile", FAMILY),
        ("Sans enfants de préférence", FAMILY),
        ("Vous êtes libre de toute contrainte familiale.", FAMILY),
        ("Sans charge de famille", FAMILY),
        ("Situation familiale stable", FAMILY),
        ("Mères de famille s'abstenir", FAMILY),
        ("Pas de projet de maternité", FAMILY),
        ("Ne pas être enceinte", FAMILY),
        ("Vous êtes en excellente santé", HEALTH),
        ("Être en parfaite santé.", HEALTH),
        ("Bonne santé exigée", HEALTH),
        ("Sans problème de dos", HEALTH),
        ("Aucun problème de santé", HEALTH),
        ("Pas mal au dos", HEALTH),
        ("Poste non accessible aux personnes handicapées", HEALTH),
        ("Pas de RQTH", HEALTH),
        ("RQTH s'abstenir", HEALTH),
        ("Non-fumeur impératif", HEALTH),
        ("Vous êtes non fumeur", HEALTH),
    ],
)
def test_discriminating_words_are_found(text: str, ground: Ground) -> None:
    assert discriminating_words(text)[0].ground is ground


@pytest.mark.parametrize(
    "text",
    [
        "Jeune pousse de la French Tech, nous grandissons vite.",
        "Une équipe jeune et dynamique vous attend.",
        "Jeune diplômé accepté, débutants bienvenus.",
        "Accompagner la personne âgée dans les gestes du quotidien.",
        "Vous aimez le contact avec les personnes âgées de plus de 80 ans.",
        "Accueil d'enfants âgés de 3 à 11 ans",
        "Foyer de jeunes filles : veille de nuit.",
        "Vous interviendrez auprès d'une jeune femme en situation de handicap.",
        "Animer des activités pour des jeunes de 12 à 25 ans",
        "Vous avez 18 ans révolus.",
        "Vous avez au moins 21 ans d'expérience",
        "Vous avez entre 20 et 30 ans d'expérience",
        "En apprentissage : avoir moins de 30 ans, comme la loi le veut.",
        "Service civique : vous avez entre 18 et 25 ans.",
        "Entreprise familiale depuis plus de 40 ans",
        "La retraite maximum à 67 ans",
        "Homme / femme toutes mains",
        "Recherche homme toutes mains (H/F) pour le domaine",
        "Recherche femme de ménage ou homme de ménage",
        "Nous recherchons une femme de chambre / un valet de chambre",
        "Nous recrutons un homme ou une femme de terrain",
        "Cherche homme/femme pour la cueillette",
        "Recherche une sage-femme",
        "Égalité entre les femmes et les hommes",
        "Club de sport exclusivement aux femmes dédié",
        "Vendeur au rayon homme",
        "Coiffeur hommes uniquement",
        "Hébergement de femmes uniquement, victimes de violences",
        "Femme de ménage expérimentée",
        "Homme clé de l'atelier",
        "Emploi ouvert aux hommes et aux femmes",
        "Poste ouvert à tous, femmes et hommes",
        "Le français est votre langue maternelle.",
        "Anglais, langue maternelle ou bilingue",
        "Cuisine d'origine asiatique",
        "Viande d'origine française",
        "École maternelle publique",
        "Fonction publique : nationalité française exigée ou d'un État de l'Union européenne",
        "Gendarme adjoint : être de nationalité française, 26 ans au plus.",
        "Être de nationalité française ou européenne",
        "Expérience auprès d'un public âgé souhaitée",
        "Analyser la situation familiale des usagers",
        "Concilier vie professionnelle et charges de famille",
        "Entreprise familiale, sans chichis",
        "Salaire pour un agent sans enfant à charge : 1 654 €",
        "Suivi des femmes enceintes",
        "Protéger la santé des femmes enceintes ou allaitantes",
        "Célibataires, familles, seniors : nos clients",
        "Veiller à la bonne santé des animaux",
        "Entreprise en bonne santé financière",
        "Vous êtes en bonne santé financière",
        "Santé et sécurité au travail",
        "Public varié, avec ou sans souci de santé",
        "Poste ouvert aux personnes en situation de handicap",
        "À compétences égales, priorité aux bénéficiaires de l'obligation d'emploi (RQTH)",
        "Personnes avec ou sans handicap",
        "Bonne condition physique pour le port de charges",
        "Locaux non fumeurs",
        "Pas de problème de stationnement",
        "Prise de poste sans délai, homme de l'art",
    ],
)
def test_near_misses_are_left_alone(text: str) -> None:
    assert discriminating_words(text) == ()


def test_the_words_are_told_one_a_sentence() -> None:
    found = discriminating_words("Recherche une jeune femme.\nCélibataire de préférence.")
    assert [(one.ground, one.words) for one in found] == [
        (AGE, "recherche une jeune femme"),
        (SEX, "recherche une jeune femme"),
        (FAMILY, "celibataire de preference"),
    ]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Des frais de dossier de 50 € sont demandés.", True),
        ("Frais d'inscription à votre charge", True),
        ("La formation de 3 semaines est à votre charge.", True),
        ("Formation initiale payante", True),
        ("Kit de démarrage à 150 euros", True),
        ("Achat du kit de démarrage obligatoire", True),
        ("Merci de verser une caution par virement", True),
        ("Envoyez la somme par Western Union", True),
        ("Payer les frais de dossier par coupon PCS", True),
        ("Franchise : droit d'entrée 18 k€", True),
        ("Apport personnel de 20 000 €", True),
        ("Investissement initial : 5 000 euros", True),
        ("Pas de droit d'entrée, 140 € d'abonnement", False),
        ("Sans frais d'inscription", False),
        ("Aucun apport personnel de 5 000 € n'est demandé", False),
        ("Frais de déplacement pris en charge", False),
        ("Formation prise en charge à 100 %", False),
        ("La formation est à la charge de l'employeur", False),
        ("Vous aurez à votre charge un secteur de 20 clients", False),
        ("Encaisser les frais d'inscription des élèves (50 €)", False),
        ("Gestion des frais de dossier, à payer par les familles", False),
        ("Verser une avance aux fournisseurs", False),
        ("Kit de démarrage offert, d'une valeur de 150 €", False),
        ("Frais de formation remboursés : 300 €", False),
        ("Votre apport personnel au projet d'équipe", False),
        ("Salaire : 1 850 € et prime d'investissement", False),
    ],
)
def test_money(text: str, asks: bool) -> None:
    assert asks_for_money(text) is asks


@pytest.mark.parametrize(
    ("title", "text", "no_offer"),
    [
        ("Candidature spontanée", "", True),
        ("Candidatures spontanées (H/F)", "", True),
        ("Candidature libre - Cahors", "", True),
        ("Spontaneous application", "", True),
        ("Open Application", "", True),
        ("Talent pool France", "", True),
        ("Vivier remplaçants", "", True),
        ("Vivier de remplaçants", "", True),
        ("CVthèque", "", True),
        ("Rejoignez-nous !", "", True),
        ("Déposez votre CV", "", True),
        ("Job dating le 12 mai", "", True),
        ("Forum de l'emploi de Figeac", "", True),
        ("Réunion d'information collective", "", True),
        ("Formation préparateur de commandes (H/F)", "", True),
        ("Formation CACES", "", True),
        ("Formations qualifiantes", "Trois semaines pour apprendre à lire un plan.", True),
        ("Formation cariste", "Nous recrutons 5 personnes pour cette formation, puis des missions longues.", False),
        ("Bilan de compétences", "", True),
        ("Devenez secrétaire médicale", "Cette formation est éligible au CPF.", True),
        ("Aide à domicile", "Ce n'est pas une offre d'emploi.", True),
        ("Aide à domicile", "Nous constituons notre vivier pour l'été.", True),
        ("Cuisinier", "Aucun poste n'est ouvert.", True),
        ("Chargé de recrutement", "Constitution d'un vivier de candidats, sourcing", False),
        ("Responsable vivier de talents", "", False),
        ("Chargée de formation", "", False),
        ("Responsable Formation", "", False),
        ("Formation Manager", "", False),
        ("Formation POEI conducteur de bus", "", False),
        ("Formation en alternance : boucher", "", False),
        ("Formateur bureautique", "", False),
        ("Conseiller en bilan de compétences", "", False),
        ("Ouvrier forestier", "Envoyez aussi une candidature spontanée à nos agences.", False),
        ("Vendeur", "Agence de Viviers-du-Lac", False),
        ("Devenez boulanger chez nous", "Vous serez formé au fournil.", False),
        ("Assistant RH", "Traiter les candidatures spontanées.", False),
        ("Cariste", "Les formations CACES peuvent être financées.", False),
        ("Soignant", "La découverte du vivier de vos responsabilités", False),
    ],
)
def test_postings_that_are_no_offers(title: str, text: str, no_offer: bool) -> None:
    assert not_an_offer(title, text) is no_offer


@pytest.mark.parametrize(
    ("title", "text", "placeholder"),
    [
        ("TEST", "", True),
        ("Test 2", "", True),
        ("test test", "", True),
        ("Offre de test", "", True),
        ("Annonce test", "", True),
        ("Titre du poste", "", True),
        ("[Titre de l'offre]", "", True),
        ("Lorem ipsum", "", True),
        ("xxxx", "", True),
        ("À définir", "", True),
        ("Exemple d'offre d'emploi", "", True),
        ("Boulanger", "Lorem ipsum dolor sit amet", True),
        ("Boulanger", "Ceci est un test.", True),
        ("Boulanger", "Bienvenue chez [Nom de l'entreprise] !", True),
        ("Boulanger", "Bonjour {{ prenom }}", True),
        ("Boulanger", "Texte à remplacer", True),
        ("Offre de test - ne pas postuler", "", True),
        ("NE PAS POSTULER", "", True),
        ("Boulanger (ne pas postuler)", "", True),
        ("Boulanger - offre test", "", True),
        ("Test intégration API", "", True),
        ("Offre fictive", "", True),
        ("Boulanger", "Ne pas postuler.", True),
        ("Boulanger", "TEST", True),
        ("Boulanger", "Offre test", True),
        ("Responsable poste de tests", "", False),
        ("Ingénieur test et validation", "", False),
        ("Opérateur banc de test", "", False),
        ("Boulanger", "Merci de ne pas postuler par téléphone.", False),
        ("Boulanger", "Ne pas postuler sans CAP.", False),
        ("Testeur logiciel", "Vous écrivez des tests unitaires.", False),
        ("Chargé de tests", "", False),
        ("Technicien essais et tests", "", False),
        ("Modéliste", "", False),
        ("Démonstrateur", "", False),
        ("Boulanger", "Poste à définir ensemble, horaires à compléter", False),
        ("Boulanger", "Période d'essai : un test vous sera proposé.", False),
        ("Rédacteur", "Le contenu à compléter par les équipes", False),
        ("Boulanger", "[Cahors] Nous recrutons", False),
    ],
)
def test_placeholders(title: str, text: str, placeholder: bool) -> None:
    assert is_placeholder(title, text) is placeholder


FRENCH = "Vous accueillez les clients, vous préparez les commandes et vous tenez la caisse avec notre équipe du centre."
ENGLISH = "You will welcome our guests, prepare the orders and keep the till with the team; we open from May to June."


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        (FRENCH, False),
        (ENGLISH, True),
        (f"{FRENCH} {FRENCH} {ENGLISH}", False),
        (f"{ENGLISH} {ENGLISH} {ENGLISH} {FRENCH}", True),
        ("Wir suchen für unser Team in Figeac eine Köchin oder einen Koch mit Freude an der Arbeit", True),
        ("Buscamos una persona para trabajar en el restaurante de la playa con los clientes y el equipo", True),
        ("Cerchiamo un cuoco per il nostro ristorante con la passione della cucina e il gusto del lavoro", True),
        ("Wij zoeken een kok voor ons restaurant in de Lot, met een vast contract en werk bij ons team", True),
        ("Data engineer : Spark, Airflow, Python, SQL, DBT, Kafka, Docker, Kubernetes, Terraform, Git, Jira, Linux,"
         " Scrum, Agile, DevOps, AWS, Azure", False),
        ("Barista, full time, Cahors", False),
        ("", False),
    ],
)  # fmt: skip
def test_language(text: str, foreign: bool) -> None:
    assert is_foreign(text) is foreign


TEXT = (
    "Notre groupe recrute partout en France. Vous aimez le contact, vous êtes disponible et motivé, écrivez-nous vite."
)


@pytest.mark.parametrize(
    ("titles", "text", "alike"),
    [
        (["Boulanger", "Soudeur", "Infirmier"], TEXT, 3),
        (["Boulanger", "Soudeur"], TEXT, 0),
        (["Boulanger", "Boulangère", "Boulanger (H/F)"], TEXT, 0),
        (["Boulanger 1", "Boulanger 2", "Boulanger 3"], TEXT, 0),
        (["Boulanger", "Soudeur", "Infirmier"], "Voir pièce jointe.", 0),
    ],
)
def test_one_text_under_many_titles(titles: list[str], text: str, alike: int) -> None:
    offers = [job_offer(title, text, number=str(number)) for number, title in enumerate(titles)]
    assert len(same_text(offers)) == alike


def test_every_code_has_its_sentence() -> None:
    assert set(SENTENCES) == {*ScreeningCode, *FlagCode}
