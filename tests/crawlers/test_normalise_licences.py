import pytest

from crawlers.normalise.licences import licence_words, parse_licences
from crawlers.spiders.france_travail import to_posting

MARKS = {True: "!", False: "?", None: ""}


def understood(raw: str) -> str:
    """The licences as "B! CE?": required, appreciated; the refusal in brackets."""
    parsed = parse_licences(raw)
    assert parsed.raw == raw
    found = " ".join(one.code + MARKS[one.required] for one in parsed.value or ())
    return found or f"({parsed.refusal})"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # France Travail's labels with their "exigence", and plain classes
        ("B - Véhicule léger (E)", "B!"),
        ("B - Véhicule léger (S)", "B?"),
        ("B - Véhicule léger", "B"),
        ("C - Poids lourd (E) | CE - Poids lourd + remorque (S)", "C! CE?"),
        ("BE - Véhicule léger + remorque (E)", "BE!"),
        ("D - Transport en commun (E)", "D!"),
        ("A - Moto", "A"),
        ("AM - Cyclomoteur", "AM"),
        ("B", "B"),
        ("BE", "BE"),
        ("C, CE", "C CE"),
        ("B / C", "B C"),
        # driving licences in sentences
        ("Permis B", "B"),
        ("permis b", "B"),
        ("PERMIS B OBLIGATOIRE", "B!"),
        ("Permis B exigé", "B!"),
        ("Permis B indispensable, véhicule personnel souhaité", "B!"),
        ("Permis B impératif pour les déplacements", "B!"),
        ("Permis B requis", "B!"),
        ("Permis B valide", "B!"),
        ("Permis B en cours de validité", "B!"),
        ("Titulaire du permis B", "B!"),
        ("Vous êtes titulaire du permis B et véhiculé", "B!"),
        ("Vous possédez le permis B", "B!"),
        ("Vous avez le permis B", "B!"),
        ("Détenteur du permis B", "B!"),
        ("Permis B souhaité", "B?"),
        ("Permis B apprécié", "B?"),
        ("Le permis B serait un plus", "B?"),
        ("Permis B de préférence", "B?"),
        ("Permis B : un atout", "B?"),
        ("Idéalement titulaire du permis B", "B?"),
        ("Permis de conduire B", "B"),
        ("Permis de conduire (B) indispensable", "B!"),
        ("Permis de conduire de catégorie B", "B"),
        ("Permis (B) obligatoire", "B!"),
        ("Permis : B", "B"),
        ("Permis catégorie C", "C"),
        ("Permis BE exigé", "BE!"),
        ("Permis EB apprécié", "BE?"),
        ("Permis B et BE", "B BE"),
        ("Permis B, C et CE exigés", "B! C! CE!"),
        ("Permis B + permis C", "B C"),
        ("Permis C/CE", "C CE"),
        ("Permis EC", "CE"),
        ("Permis E(C) exigé", "CE!"),
        ("Permis CE + FIMO + carte conducteur", "CE FIMO CARTE_CONDUCTEUR"),
        ("Permis PL", "C"),
        ("Permis SPL obligatoire", "CE!"),
        ("Permis VL", "B"),
        ("Permis poids lourd", "C"),
        ("Permis poids-lourds souhaité", "C?"),
        ("Permis super lourd exigé", "CE!"),
        ("Permis D exigé, FCO voyageurs à jour", "D! FCO!"),
        ("Permis de conduire B et D", "B D"),
        ("Permis transport en commun", "D"),
        ("Permis remorque apprécié", "BE?"),
        ("Permis bateau", "BATEAU"),
        ("Permis moto", "A"),
        ("Permis B exigé, permis C apprécié", "B! C?"),
        ("Permis B exigé ; CACES R489 cat. 3 souhaité", "B! CACES-R489-3?"),
        ("Driving licence B required", "B!"),
        # FIMO, FCO, driver's card, ADR
        ("FIMO", "FIMO"),
        ("FIMO / FCO à jour", "FIMO! FCO!"),
        ("FIMO obligatoire", "FIMO!"),
        ("FIMO souhaitée", "FIMO?"),
        ("FCO (optionnel)", "FCO?"),
        ("Permis C, FIMO et carte conducteur exigés", "C! FIMO! CARTE_CONDUCTEUR!"),
        ("FIMO et FCO ou CQC obligatoires", "FIMO! FCO!"),
        ("Carte de conducteur en cours de validité", "CARTE_CONDUCTEUR!"),
        ("Carte chronotachygraphe", "CARTE_CONDUCTEUR"),
        ("Permis CE, FIMO/FCO, ADR et votre carte conducteur à jour", "CE! FIMO! FCO! CARTE_CONDUCTEUR! ADR!"),
        ("ADR de base souhaité", "ADR?"),
        # CACES
        ("CACES R489 cat. 1A", "CACES-R489-1A"),
        ("CACES R489 catégorie 3 obligatoire", "CACES-R489-3!"),
        ("CACES R489 1A, 3 et 5 exigés", "CACES-R489-1A! CACES-R489-3! CACES-R489-5!"),
        ("CACES R489 cat 1B - 3 - 5", "CACES-R489-1B CACES-R489-3 CACES-R489-5"),
        ("CACES R489-3 apprécié", "CACES-R489-3?"),
        ("CACES R 489 cat. 5", "CACES-R489-5"),
        ("R489 3", "CACES-R489-3"),
        ("CACES R489", "CACES-R489"),
        ("CACES R389 cat 3", "CACES-R489-3"),
        ("CACES R389 cat 1", "CACES-R489"),
        ("CACES R482 A", "CACES-R482-A"),
        ("CACES R482 catégories A, B1 et C1", "CACES-R482-A CACES-R482-B1 CACES-R482-C1"),
        ("CACES R482 F exigé", "CACES-R482-F!"),
        ("CACES R372m catégorie 8", "CACES-R482"),
        ("CACES R486 A et B", "CACES-R486-A CACES-R486-B"),
        ("CACES R484 cat. 1", "CACES-R484-1"),
        ("CACES R485 cat 2 souhaité", "CACES-R485-2?"),
        ("CACES R487 catégorie 1", "CACES-R487-1"),
        ("CACES R490 obligatoire", "CACES-R490!"),
        ("CACES", "CACES"),
        ("CACES 3", "CACES"),
        ("CACES 1/3/5 exigés", "CACES!"),
        ("CACES 3 apprécié", "CACES?"),
        ("CACES nacelle", "CACES-R486"),
        ("CACES pont roulant apprécié", "CACES-R484?"),
        ("CACES chariot élévateur cat. 3", "CACES-R489"),
        ("CACES cariste 3", "CACES-R489"),
        ("CACES engins de chantier à jour", "CACES-R482!"),
        ("CACES mini-pelle exigé", "CACES-R482!"),
        ("CACES grue auxiliaire", "CACES-R490"),
        ("CACES gerbeur", "CACES-R485"),
        ("CACES 3 et 5 : un atout mais non obligatoire", "CACES?"),
        ("Permis B obligatoire, le CACES serait un plus", "B! CACES?"),
        ("Titulaire du permis B, le CACES R486 serait un plus", "B! CACES-R486?"),
        # electrical authorisations and others
        ("Habilitation électrique", "ELEC"),
        ("Habilitations électriques à jour", "ELEC!"),
        ("Habilitation électrique BR souhaitée", "ELEC-BR?"),
        ("Habilitations électriques BR, BC et B2V exigées", "ELEC-BR! ELEC-BC! ELEC-B2V!"),
        ("Habilitations électriques H0B0", "ELEC-H0 ELEC-B0"),
        ("Habilitation électrique (BS ou BR)", "ELEC-BS ELEC-BR"),
        ("Habilitation B1V", "ELEC-B1V"),
        ("AIPR exigée", "AIPR!"),
        ("SST apprécié", "SST?"),
        ("Certiphyto souhaité", "CERTIPHYTO?"),
        # named, not asked for
        ("Permis B non obligatoire", "(says_nothing_sure)"),
        ("Permis non exigé", "(says_nothing_sure)"),
        ("Formation CACES assurée", "(says_nothing_sure)"),
        ("Possibilité de passer le CACES", "(says_nothing_sure)"),
        ("FIMO financée par l'entreprise", "(says_nothing_sure)"),
        ("Formateur CACES", "(says_nothing_sure)"),
        ("Centre de formation CACES R489", "(says_nothing_sure)"),
        ("Aucun", "(says_nothing_sure)"),
        ("Véhicule indispensable", "(says_nothing_sure)"),
        # which one?
        ("Permis de conduire", "(ambiguous)"),
        ("Permis obligatoire", "(ambiguous)"),
        ("Permis et véhicule exigés", "(ambiguous)"),
    ],
)
def test_licences(raw: str, expected: str) -> None:
    assert understood(raw) == expected


@pytest.mark.parametrize("raw", [None, "", "  "])
def test_nothing_written_is_unknown(raw: str | None) -> None:
    assert parse_licences(raw).raw is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vous livrez nos clients.\nPermis B exigé.\nPoste en journée.", "Permis B exigé."),
        ("Profil :\n- CACES R489 cat. 3\n- Permis B", "- CACES R489 cat. 3 | - Permis B"),
        ("Cette formation permet de progresser.", None),
        ("Ce poste vous permettra d'évoluer ; un permis de construire est déposé.", None),
        ("Instruire les permis de construire de la commune", None),
        ("Les avantages ont permis de fidéliser l'équipe.", None),
        ("Il a permis à chacun de grandir", None),
    ],
)
def test_sentences_of_a_text_that_name_licences(text: str, words: str | None) -> None:
    assert licence_words(text) == words


def test_france_travail_names_them_with_how_much_they_are_wanted() -> None:
    row = {
        "id": "1",
        "permis": [{"libelle": "B - Véhicule léger", "exigence": "E"}, {"libelle": "C - Poids lourd", "exigence": "S"}],
        "langues": [{"libelle": "Anglais", "exigence": "S"}],
    }
    posting = to_posting(row)
    assert (posting.licences, posting.languages) == (
        "B - Véhicule léger (E) | C - Poids lourd (S)",
        "Anglais (S)",
    )
    assert understood(posting.licences or "") == "B! C?"
