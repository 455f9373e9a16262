"""Offers as town halls write them, in plain text and in PDF files. The texts are written for these tests."""

from typing import Any

import pytest
from crawl_support import make_pdf
from fpdf import FPDF

from crawlers.markup.pdf import UnreadablePdfError, pdf_text
from crawlers.markup.plain_offer import PlainOffer, read_plain_offer


@pytest.mark.parametrize(("text", "told"), [
    # labels
    ("Intitulé du poste : Agent d'accueil", {"title": "Agent d'accueil"}),
    ("INTITULÉ DU POSTE\nAgent d'accueil\nMissions", {"title": "Agent d'accueil"}),
    ("Poste proposé : ATSEM", {"title": "ATSEM"}),
    ("- Emploi : Maître-nageur", {"title": "Maître-nageur"}),
    ("Poste à pourvoir : à compter du 1er mai 2026", {"starts": "à compter du 1er mai 2026"}),
    ("Poste à pourvoir dès que possible", {"starts": "dès que possible"}),
    ("Lieu de travail : école de Lalbenque", {"place": "école de Lalbenque"}),
    ("Lieu d’affectation\nCajarc", {"place": "Cajarc"}),
    ("Résidence administrative : Gourdon", {"place": "Gourdon"}),
    ("Type de contrat CDD de 3 mois", {"contract": "CDD de 3 mois"}),
    ("Contrat : saisonnier", {"contract": "saisonnier"}),
    ("Temps de travail : 17h30 hebdomadaires", {"working_time": "17h30 hebdomadaires"}),
    ("Durée hebdomadaire de travail : 20 heures", {"working_time": "20 heures"}),
    ("Rémunération : selon la grille", {"salary": "selon la grille"}),
    ("Date limite de candidature : 30 avril 2026", {"closes": "30 avril 2026"}),
    ("Date limite de dépôt des candidatures\n20/04/2026", {"closes": "20/04/2026"}),
    ("Date de clôture : 20/04/2026", {"closes": "20/04/2026"}),
    ("Prise de fonctions : septembre 2026", {"starts": "septembre 2026"}),
    # sentences
    ("La commune de l'Exemple recrute un agent d'entretien (H/F), à mi-temps.", {"title": "agent d'entretien (H/F)"}),
    ("LA COMMUNE RECRUTE\nUN(E) SECRÉTAIRE DE MAIRIE", {"title": "SECRÉTAIRE DE MAIRIE"}),
    ("Nous recherchons deux animateurs.", {"title": "animateurs"}),
    ("CV à envoyer avant le vendredi 15 mai 2026 à midi.", {"closes": "vendredi 15 mai 2026"}),
    ("Les candidatures sont reçues jusqu'au 03/04/2026 inclus.", {"closes": "03/04/2026"}),
    ("Dossier à déposer au plus tard le 2 mai.", {"closes": "2 mai"}),
    ("Le poste est à pourvoir au 1er juillet 2026.", {"starts": "au 1er juillet 2026"}),
    ("C'est un CDD de 12 mois à temps non complet.", {
        "contract": "CDD de 12 mois à temps non complet",
        "working_time": "temps non complet",
    }),
    ("Contrat d'apprentissage, 35 heures hebdomadaires", {
        "contract": "Contrat d'apprentissage", "working_time": "35 heures hebdomadaires",
    }),
    ("CDD ou CDI selon le profil", {"contract": "CDD ou CDI selon le profil"}),
    ("Un CDD d'abord. Un CDI ensuite.", {"contract": "CDD d'abord | CDI ensuite"}),
    # what says nothing of the kind
    ("Titulaire du permis B.", {}),
    ("La piscine est ouverte jusqu'au 31 août 2026.", {}),
    ("Écrire à la mairie, 1 place de l'Église, 46000 Cahors.", {}),
    ("Votre emploi du temps est souple.", {}),
    ("Le conseil a délibéré le 3 mars 2026 sur les candidatures.", {}),
    ("", {}),
])  # fmt: skip
def test_plain_offer(text: str, told: dict[str, Any]) -> None:
    assert read_plain_offer(text) == PlainOffer(**told)


LINES = "Où l'élève, çà et là, goûte à l'été : « garçon », naïf, Noël,\nœuvre, 12 € et sous-préfecture."


def test_pdf_keeps_accents_and_joins_the_lines_of_a_sentence() -> None:
    assert pdf_text(make_pdf(LINES + "\nÀ suivre.")) == LINES.replace("\n", " ") + "\nÀ suivre."


@pytest.mark.parametrize("text", ["", "Page 1", "46000"])
def test_pdf_without_text_is_told_and_not_guessed(text: str) -> None:
    assert pdf_text(make_pdf(text)) is None


def locked() -> bytes:
    pdf = FPDF()
    pdf.set_encryption(owner_password="maire", user_password="maire")
    pdf.add_page()
    return bytes(pdf.output())


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7", make_pdf(LINES)[:400], b"<html>", locked()])
def test_pdf_that_cannot_be_opened(body: bytes) -> None:
    with pytest.raises(UnreadablePdfError, match="expected a PDF"):
        pdf_text(body)
