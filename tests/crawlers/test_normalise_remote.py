import pytest

from crawlers.normalise.remote import parse_remote, remote_words


def understood(raw: str) -> str:
    """Remote work as "partial 2", the refusal in brackets."""
    parsed = parse_remote(raw)
    assert parsed.raw == raw
    if parsed.value is None:
        return f"({parsed.refusal})"
    return parsed.value.kind + (f" {parsed.value.days:g}" if parsed.value.days else "")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # fields of platforms
        ("TELECOMMUTE", "full"),
        ("remote", "full"),
        ("Remote", "full"),
        ("fully", "full"),
        ("hybrid", "partial"),
        ("Hybrid", "partial"),
        ("on-site", "none"),
        ("OnSite", "none"),
        ("On-site", "none"),
        ("none", "none"),
        ("notime", "none"),
        ("Pas_teletravail", "none"),
        ("temporary", "possible"),
        ("flexible", "possible"),
        ("Non", "none"),
        ("Oui", "possible"),
        ("Fully Remote", "full"),
        ("Hybride", "partial"),
        # none
        ("Pas de télétravail", "none"),
        ("Télétravail : Non", "none"),
        ("Télétravail: non", "none"),
        ("Poste sans télétravail", "none"),
        ("Aucun télétravail possible", "none"),
        ("Télétravail impossible", "none"),
        ("Télétravail non autorisé", "none"),
        ("Poste non télétravaillable", "none"),
        ("Le télétravail n'est pas possible sur ce poste", "none"),
        ("100 % présentiel", "none"),
        ("Présentiel", "none"),
        ("Sur site", "none"),
        ("Pas de possibilité de télétravail", "none"),
        ("Non télétravaillable", "none"),
        # full
        ("100 % télétravail", "full"),
        ("100% télétravail", "full"),
        ("Télétravail 100%", "full"),
        ("Télétravail à 100 %", "full"),
        ("Télétravail complet", "full"),
        ("Télétravail total", "full"),
        ("Full remote", "full"),
        ("Poste en full remote", "full"),
        ("Full télétravail", "full"),
        ("Poste entièrement en télétravail", "full"),
        ("100 % à distance", "full"),
        ("Poste 100% remote", "full"),
        ("Télétravail intégral", "full"),
        ("Télétravail permanent", "full"),
        ("Télétravail 5 jours par semaine", "full"),
        ("Exclusivement en télétravail", "full"),
        # partial, with days
        ("Télétravail 2 jours par semaine", "partial 2"),
        ("2 jours de télétravail par semaine", "partial 2"),
        ("Télétravail : 2 jours/semaine", "partial 2"),
        ("Télétravail 1j/semaine", "partial 1"),
        ("Télétravail 2J/semaine", "partial 2"),
        ("1 jour de télétravail hebdomadaire", "partial 1"),
        ("jusqu'à 3 jours de télétravail par semaine", "partial 3"),
        ("Jusqu'à 2 jours de télétravail", "partial 2"),
        ("Télétravail jusqu'à 3 jours par semaine", "partial 3"),
        ("Télétravail possible (2 jours par semaine)", "partial 2"),
        ("Possibilité de télétravail 1 à 2 jours par semaine", "partial 2"),
        ("2 à 3 jours de télétravail par semaine", "partial 3"),
        ("2-3 jours de télétravail", "partial 3"),
        ("Un jour de télétravail par semaine", "partial 1"),
        ("Deux jours de télétravail par semaine", "partial 2"),
        ("3 jours de télétravail et 2 jours sur site", "partial 3"),
        ("Hybride : 2 jours de télétravail", "partial 2"),
        ("Télétravail 2,5 jours par semaine", "partial 2.5"),
        ("1 jour de télétravail à partir de 6 mois d'ancienneté", "partial 1"),
        ("Accord télétravail : 2 jours par semaine", "partial 2"),
        # partial, days not said
        ("Télétravail partiel", "partial"),
        ("Télétravail partiel possible", "partial"),
        ("Télétravail hybride", "partial"),
        ("Mode hybride", "partial"),
        ("Travail hybride", "partial"),
        ("Télétravail 50 %", "partial"),
        ("50 % de télétravail", "partial"),
        ("Télétravail 2 jours par mois", "partial"),
        ("Télétravail régulier", "partial"),
        ("Télétravail hybride avec 2 jours de présence sur site", "partial"),
        ("Partiellement en télétravail", "partial"),
        ("Poste hybride (bureau et télétravail)", "partial"),
        # possible
        ("Télétravail possible", "possible"),
        ("Télétravail possible selon les missions", "possible"),
        ("Possibilité de télétravail", "possible"),
        ("Télétravail occasionnel", "possible"),
        ("Télétravail ponctuel autorisé", "possible"),
        ("Télétravail ponctuel", "possible"),
        ("Poste éligible au télétravail", "possible"),
        ("Poste télétravaillable", "possible"),
        ("Télétravail : Oui", "possible"),
        ("Télétravail", "possible"),
        ("- Télétravail", "possible"),
        ("Charte de télétravail", "possible"),
        ("Accord de télétravail", "possible"),
        ("Télétravail envisageable", "possible"),
        ("Avantages : mutuelle, télétravail", "possible"),
        ("Compatible avec le télétravail", "possible"),
        ("Home office possible", "possible"),
        ("Travail à distance possible", "possible"),
        # agreeing and contradicting sentences
        ("Télétravail possible | Télétravail : 2 jours par semaine", "partial 2"),
        ("Télétravail possible. Full remote.", "full"),
        ("Full remote | Pas de télétravail", "(several)"),
        ("1 jour de télétravail par semaine | 3 jours de télétravail par semaine", "(several)"),
        # nothing sure
        ("80-100%", "(says_nothing_sure)"),
        ("100%", "(says_nothing_sure)"),
        ("À définir", "(says_nothing_sure)"),
        ("Installer des outils de télétravail chez les clients", "(says_nothing_sure)"),
        ("2 jours", "(says_nothing_sure)"),
        ("null", "(says_nothing_sure)"),
    ],
)
def test_remote(raw: str, expected: str) -> None:
    assert understood(raw) == expected


@pytest.mark.parametrize("raw", [None, "", "  "])
def test_nothing_written_is_unknown(raw: str | None) -> None:
    assert parse_remote(raw).raw is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Poste à Figeac.\nTélétravail : 1 jour par semaine.\nMutuelle.", "Télétravail : 1 jour par semaine."),
        ("Réparer des véhicules hybrides", None),
        ("Poste en atelier, 35 h", None),
    ],
)
def test_sentences_of_a_text_on_remote_work(text: str, words: str | None) -> None:
    assert remote_words(text) == words
