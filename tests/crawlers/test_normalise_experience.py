import pytest

from crawlers.markup.job_posting import read_page
from crawlers.normalise.experience import experience_words, parse_experience
from crawlers.normalise.refusals import Refusal
from crawlers.spiders.france_travail import to_posting


@pytest.mark.parametrize(
    ("raw", "months"),
    [
        ("Débutant accepté", 0),
        ("Débutant(e) accepté(e)", 0),
        ("Débutants acceptés", 0),
        ("débutante acceptée", 0),
        ("Débutant·e accepté·e", 0),
        ("DEBUTANT ACCEPTE", 0),
        ("Débutants bienvenus", 0),
        ("Débutant", 0),
        ("Junior accepté", 0),
        ("Sans expérience", 0),
        ("Aucune expérience requise", 0),
        ("Expérience non exigée", 0),
        ("Expérience pas nécessaire", 0),
        ("Pas d'expérience exigée", 0),
        ("No experience needed", 0),
        ("Entry level", 0),
        ("Débutant accepté, 2 ans souhaités", 0),
        ("1 An(s)", 12),
        ("2 An(s)", 24),
        ("2 ans", 24),
        ("1 an", 12),
        ("3 ANS", 36),
        ("6 mois", 6),
        ("6 Mois", 6),
        ("18 mois", 18),
        ("1,5 an", 18),
        ("2.5 ans", 30),
        ("un an", 12),
        ("deux ans", 24),
        ("trois années", 36),
        ("six mois", 6),
        ("dix ans", 120),
        ("5 années", 60),
        ("Expérience exigée de 3 ans", 36),
        ("Expérience exigée de 3 An(s)", 36),
        ("Expérience exigée (2 ans)", 24),
        ("Expérience souhaitée de 6 Mois", 6),
        ("2 ans minimum", 24),
        ("minimum 5 ans", 60),
        ("Au moins 3 ans sur un poste similaire", 36),
        ("Plus de 10 ans", 120),
        ("+ de 5 ans", 60),
        ("2 ans et plus", 24),
        ("2 à 5 ans", 24),
        ("2-5 ans", 24),
        ("3 / 5 ans", 36),
        ("Entre 1 et 3 ans", 12),
        ("1 an à 2 ans", 12),
        ("6 mois à 1 an", 6),
        ("de 2 à 3 années", 24),
        ("3 years", 36),
        ("2 to 4 years", 24),
        ("6 months", 6),
        ("2 ans | en restauration traditionnelle", 24),
        ("2 An(s) - cuisine", 24),
        ("Débutants non acceptés, 2 ans", 24),
        ("Débutant s'abstenir, 3 ans exigés", 36),
        ("12 mois", 12),
        ("15 ans", 180),
        ("Ouvert aux débutants", 0),
        ("Profil débutant accepté", 0),
        ("Tous niveaux d'expérience", 0),
        ("Tout niveau d'expérience accepté", 0),
        ("Débutant bienvenu", 0),
        ("Pas d'expérience nécessaire", 0),
        ("0 à 2 ans", 0),
        ("0-1 an", 0),
        ("0 an", 0),
        ("Moins d'un an", 0),
        ("moins de 2 ans", 0),
        ("Junior (0 à 2 ans)", 0),
        ("Confirmé (2 à 5 ans)", 24),
        ("Senior (+ de 5 ans)", 60),
        ("Expert (10 ans et +)", 120),
        ("Expérience : 2 ans", 24),
        ("Expérience de 2 ans minimum", 24),
        ("2 ans d'expérience", 24),
        ("Minimum 2 ans d'expérience sur un poste similaire", 24),
        ("Au moins un an d'expérience", 12),
        ("1 an d'expérience souhaitée", 12),
        ("Une première expérience de 6 mois", 6),
        ("Première expérience (1 an) souhaitée", 12),
        ("3 ans minimum souhaités", 36),
        ("de 3 à 5 ans d'expérience", 36),
        ("3-5 ans d’expérience", 36),
        ("Entre 2 et 5 ans", 24),
        ("supérieure à 5 ans", 60),
        ("> 5 ans", 60),
        ("≥ 3 ans", 36),
        ("5+ ans", 60),
        ("5 years+", 60),
        ("At least 2 years", 24),
        ("Experience: 3+ years", 36),
        ("1 year", 12),
        ("2 An(s) - Sur poste similaire", 24),
        ("6 Mois - En EHPAD", 6),
        ("Expérience exigée de 1 An(s)", 12),
        ("Expérience souhaitée de 2 An(s) - vente", 24),
        ("Débutant accepté - une expérience est un plus", 0),
        ("deux années minimum", 24),
        ("24 mois", 24),
        ("18 mois minimum", 18),
        ("Bac+2 avec 3 ans d'expérience", 36),
        ("CAP et 2 ans d'expérience", 24),
        ("2 ans ou 3 ans", 24),
        ("un an minimum", 12),
        ("1 à 3 ans", 12),
        ("six mois minimum", 6),
        ("expérience de 2/3 ans", 24),
        ("2 à 3 années", 24),
        ("Niveau d'expérience : 3 ans", 36),
        ("quinze ans d'expérience", 180),
    ],
)
def test_experience(raw: str, months: int) -> None:
    parsed = parse_experience(raw)
    assert parsed.raw == raw
    assert (parsed.value.months if parsed.value else None) == months


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        ("Expérience exigée", Refusal.SAYS_NOTHING_SURE),
        ("Expérience souhaitée", Refusal.SAYS_NOTHING_SURE),
        ("Expérience significative", Refusal.SAYS_NOTHING_SURE),
        ("Première expérience réussie", Refusal.SAYS_NOTHING_SURE),
        ("Confirmé", Refusal.SAYS_NOTHING_SURE),
        ("Senior", Refusal.SAYS_NOTHING_SURE),
        ("Débutant s'abstenir", Refusal.SAYS_NOTHING_SURE),
        ("Sans expérience s'abstenir", Refusal.SAYS_NOTHING_SURE),
        ("3", Refusal.SAYS_NOTHING_SURE),
        ("2 saisons", Refusal.SAYS_NOTHING_SURE),
        ("selon profil", Refusal.SAYS_NOTHING_SURE),
        ("2 ans en cuisine, 5 ans en encadrement", Refusal.SEVERAL),
        ("6 mois ou bien 2 ans selon diplôme", Refusal.SEVERAL),
        ("Maison fondée il y a 120 ans", Refusal.IMPLAUSIBLE),
        ("40 ans", Refusal.IMPLAUSIBLE),
        ("Jeune diplômé accepté", Refusal.SAYS_NOTHING_SURE),
        ("Junior", Refusal.SAYS_NOTHING_SURE),
        ("une saison", Refusal.SAYS_NOTHING_SURE),
        ("2 saisons minimum", Refusal.SAYS_NOTHING_SURE),
        ("expérience appréciée", Refusal.SAYS_NOTHING_SURE),
        ("Expérience indispensable", Refusal.SAYS_NOTHING_SURE),
        ("Expérience similaire exigée", Refusal.SAYS_NOTHING_SURE),
        ("Bonne expérience", Refusal.SAYS_NOTHING_SURE),
        ("Selon expérience", Refusal.SAYS_NOTHING_SURE),
        ("Expérimenté", Refusal.SAYS_NOTHING_SURE),
        ("Débutants s'abstenir", Refusal.SAYS_NOTHING_SURE),
        ("Débutant non accepté", Refusal.SAYS_NOTHING_SURE),
        ("25 ans", Refusal.IMPLAUSIBLE),
        ("Entreprise de 50 ans", Refusal.IMPLAUSIBLE),
        ("trente ans", Refusal.SAYS_NOTHING_SURE),
    ],
)
def test_what_is_not_sure_is_refused(raw: str, refusal: Refusal) -> None:
    parsed = parse_experience(raw)
    assert (parsed.raw, parsed.value, parsed.refusal) == (raw, None, refusal)


@pytest.mark.parametrize("raw", [None, "", "  "])
def test_nothing_written_is_unknown(raw: str | None) -> None:
    assert parse_experience(raw).raw is None


@pytest.mark.parametrize(
    ("stated", "raw"),
    [
        ('"2 ans"', "2 ans"),
        ('{"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 24}', "24 mois"),
        ('{"@type": "OccupationalExperienceRequirements", "monthsOfExperience": "6"}', "6 mois"),
        ('["Débutant accepté", "permis B"]', "Débutant accepté | permis B"),
        ("null", None),
    ],
)
def test_schema_org_says_it_in_words_or_in_months(stated: str, raw: str | None) -> None:
    markup = f'{{"@type": "JobPosting", "title": "Boulanger", "experienceRequirements": {stated}}}'
    page = f'<script type="application/ld+json">{markup}</script>'
    (posting,) = read_page(page, "https://fournil.example/1").postings
    assert posting.experience == raw


def test_france_travail_says_it_in_words() -> None:
    row = {"id": "1", "experienceExige": "E", "experienceLibelle": "2 An(s)", "experienceCommentaire": "en cuisine"}
    assert to_posting(row).experience == "2 An(s) | en cuisine"


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Vous justifiez d'une expérience de 2 ans minimum.", 24),
        ("Profil :\n- 3 ans d'expérience sur un poste similaire", 36),
        ("Vous avez une expérience d'au moins 5 ans en menuiserie.", 60),
        ("Débutant accepté, nous vous formons.", 0),
        ("Poste ouvert aux débutants", 0),
        ("Expérience : 1 an souhaité", 12),
        ("Une première expérience de 6 mois est demandée", 6),
        ("Vous avez entre 2 et 4 ans d'expérience.", 24),
        ("Minimum deux années d'expérience", 24),
        ("Une expérience réussie de trois ans en EHPAD", 36),
        ("Aucune expérience requise", 0),
        ("Vous avez 18 mois d'expérience", 18),
        # the firm's own years, and other lengths
        ("Fort de 30 ans d'expérience, notre groupe recrute.", None),
        ("Notre équipe a 15 ans d'expérience", None),
        ("CDD de 6 mois à Figeac", None),
        ("Une expérience en cuisine est appréciée", None),
        ("Garantie 2 ans, expérience client", None),
        ("Entreprise de 20 ans", None),
    ],
)
def test_experience_told_in_the_text(text: str, months: int | None) -> None:
    parsed = parse_experience(experience_words(text))
    assert (parsed.value.months if parsed.value else None) == months
