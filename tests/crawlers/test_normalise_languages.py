import pytest

from crawlers.normalise.languages import language_words, parse_languages

MARKS = {True: "!", False: "?", None: ""}


def understood(raw: str) -> str:
    """The languages as "en:B2! es?": level, required, appreciated; the refusal in brackets."""
    parsed = parse_languages(raw)
    assert parsed.raw == raw
    found = (one.code + (f":{one.level}" if one.level else "") + MARKS[one.required] for one in parsed.value or ())
    return " ".join(found) or f"({parsed.refusal})"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Anglais", "en"),
        ("anglais", "en"),
        ("Anglais (E)", "en!"),
        ("Anglais (S)", "en?"),
        ("Espagnol (S)", "es?"),
        ("Anglais (E) | Espagnol (S)", "en! es?"),
        ("Français (E)", "fr!"),
        ("Allemand", "de"),
        ("Italien", "it"),
        ("Portugais", "pt"),
        ("Néerlandais", "nl"),
        ("Neerlandais", "nl"),
        ("Arabe", "ar"),
        ("Russe", "ru"),
        ("Chinois", "zh"),
        ("Mandarin", "zh"),
        ("Japonais", "ja"),
        ("Polonais", "pl"),
        ("Roumain", "ro"),
        ("Catalan", "ca"),
        ("Occitan", "oc"),
        ("Ukrainien", "uk"),
        ("Turc", "tr"),
        ("Grec", "el"),
        ("Suédois", "sv"),
        ("Hébreu", "he"),
        ("Tchèque", "cs"),
        ("English", "en"),
        ("German", "de"),
        ("Dutch", "nl"),
        # levels of the European framework
        ("Anglais B2", "en:B2"),
        ("Anglais : B1", "en:B1"),
        ("Anglais (C1)", "en:C1"),
        ("Anglais niveau B2 exigé", "en:B2!"),
        ("Anglais B1 minimum", "en:B1"),
        ("Anglais A2/B1", "en:A2"),
        ("Anglais B1-B2 souhaité", "en:B1?"),
        ("Niveau B2 en anglais", "en:B2"),
        ("Niveau C1 d'anglais requis", "en:C1!"),
        ("Français B1, anglais A2", "fr:B1 en:A2"),
        ("Anglais C1 et espagnol B1", "en:C1 es:B1"),
        ("Français : C2 ; Anglais : B2", "fr:C2 en:B2"),
        ("anglais b2", "en:B2"),
        ("Allemand niveau A2 apprécié", "de:A2?"),
        ("English B2 required", "en:B2!"),
        # levels in words are told, not turned into a code
        ("Anglais courant", "en!"),
        ("Anglais courant exigé", "en!"),
        ("Anglais courant souhaité", "en?"),
        ("Anglais courant serait un plus", "en?"),
        ("Anglais bilingue", "en!"),
        ("Bilingue anglais", "en!"),
        ("Anglais professionnel", "en"),
        ("Anglais technique", "en"),
        ("Anglais technique lu et écrit", "en"),
        ("Anglais scolaire", "en"),
        ("Anglais intermédiaire", "en"),
        ("Notions d'anglais", "en"),
        ("Notions d'anglais appréciées", "en?"),
        ("Bon niveau d'anglais", "en"),
        ("Bon niveau d'anglais demandé", "en!"),
        ("Anglais lu, écrit, parlé", "en"),
        ("Anglais oral et écrit indispensable", "en!"),
        # required, appreciated
        ("Anglais obligatoire", "en!"),
        ("Anglais impératif", "en!"),
        ("Anglais indispensable", "en!"),
        ("Anglais requis", "en!"),
        ("Anglais nécessaire", "en!"),
        ("Maîtrise de l'anglais", "en!"),
        ("Maîtrise de l'anglais exigée", "en!"),
        ("La maîtrise de l'anglais est indispensable", "en!"),
        ("Vous maîtrisez l'anglais", "en!"),
        ("Vous parlez anglais", "en!"),
        ("Vous parlez couramment anglais et espagnol", "en! es!"),
        ("Anglais souhaité", "en?"),
        ("Anglais apprécié", "en?"),
        ("Anglais est un plus", "en?"),
        ("L'anglais serait un atout", "en?"),
        ("La pratique de l'anglais est un plus", "en?"),
        ("La connaissance de l'anglais est un plus", "en?"),
        ("La maîtrise de l'anglais serait un plus", "en?"),
        ("Anglais idéalement", "en?"),
        ("Idéalement, vous parlez espagnol", "es?"),
        ("Une seconde langue (espagnol, allemand) serait appréciée", "es? de?"),
        ("Anglais exigé, espagnol apprécié", "en! es?"),
        ("Anglais courant, l'allemand est un plus", "en! de?"),
        ("Français courant exigé et anglais apprécié", "fr! en?"),
        ("Maîtrise du français et de l'anglais", "fr! en!"),
        ("Maîtrise du français à l'oral", "fr!"),
        ("Fluent English required", "en!"),
        ("French mandatory", "fr!"),
        ("English is a must", "en!"),
        ("Spanish is nice to have", "es?"),
        ("Occitan apprécié pour l'accueil du public", "oc?"),
        # not asked for
        ("Anglais non exigé", "(says_nothing_sure)"),
        ("Anglais pas nécessaire", "(says_nothing_sure)"),
        ("Professeur d'anglais", "(says_nothing_sure)"),
        ("Enseigner l'espagnol", "(says_nothing_sure)"),
        ("Formatrice d'anglais", "(says_nothing_sure)"),
        ("Cours d'italien", "(says_nothing_sure)"),
        ("Bilingue", "(says_nothing_sure)"),
        ("Langues étrangères appréciées", "(says_nothing_sure)"),
        ("Aucune", "(says_nothing_sure)"),
        ("LSF", "(says_nothing_sure)"),
        ("Null", "(says_nothing_sure)"),
    ],
)
def test_languages(raw: str, expected: str) -> None:
    assert understood(raw) == expected


@pytest.mark.parametrize("raw", [None, "", "  "])
def test_nothing_written_is_unknown(raw: str | None) -> None:
    assert parse_languages(raw).raw is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vous accueillez les clients.\nAnglais courant souhaité.", "Anglais courant souhaité."),
        ("- La maîtrise de l'anglais est un plus", "- La maîtrise de l'anglais est un plus"),
        ("Leader français de la menuiserie, nous recrutons.", None),
        ("Une clientèle d'Anglais et d'Allemands aime la région.", None),
        ("Groupe italien de plus de 300 personnes", None),
        ("Professeur d'anglais, niveau collège", None),
        ("Cuisine française", None),
    ],
)
def test_sentences_of_a_text_that_ask_for_languages(text: str, words: str | None) -> None:
    assert language_words(text) == words
