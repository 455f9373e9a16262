import pytest

from matching.offers import Experience, LanguageSkill, Licence, Remote, RemoteKind
from matching.parsed import Parsed
from samples import job_offer
from service.api.models import QUOTATION_LENGTH, PublicOffer
from service.pages import wording


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (None, "non précisé"),
        (0, "débutants acceptés"),
        (6, "6 mois au moins"),
        (12, "1 an au moins"),
        (18, "18 mois au moins"),
        (36, "3 ans au moins"),
    ],
)
def test_experience(months: int | None, words: str) -> None:
    assert wording.experience(None if months is None else Experience(months=months)) == words


def test_licences_and_languages_say_how_much_they_are_wanted() -> None:
    licences = (Licence(code="B", required=True), Licence(code="CACES-R489-3", required=False), Licence(code="FIMO"))
    assert wording.licences(licences) == "Permis B (exigé), CACES R489 catégorie 3 (apprécié), FIMO"
    languages = (LanguageSkill(code="en", level="B2", required=True), LanguageSkill(code="es"))
    assert wording.languages(languages) == "anglais B2 (exigé), espagnol"


@pytest.mark.parametrize(
    ("remote", "words"),
    [
        (None, "non précisé"),
        (Remote(kind=RemoteKind.NONE), "non"),
        (Remote(kind=RemoteKind.PARTIAL, days=1), "partiel, 1 jour par semaine au plus"),
        (Remote(kind=RemoteKind.PARTIAL, days=2.5), "partiel, 2,5 jours par semaine au plus"),
        (Remote(kind=RemoteKind.FULL), "complet"),
    ],
)
def test_remote(remote: Remote | None, words: str) -> None:
    assert wording.remote(remote) == words


def test_the_page_shows_what_was_said_and_quotes_little_of_the_text() -> None:
    sentence = "Vous êtes titulaire du permis B " + "et vous aimez conduire " * 20
    licences = Parsed[tuple[Licence, ...]](raw=sentence, value=(Licence(code="B", required=True),))
    public = PublicOffer.of(job_offer("Livreur").model_copy(update={"licences": licences}), "https://lot.example")
    labels = dict(wording.facts(public))
    assert labels["Permis et habilitations"] == "Permis B (exigé)"
    assert "Langues" not in labels
    assert public.licences.text and len(public.licences.text) <= QUOTATION_LENGTH
