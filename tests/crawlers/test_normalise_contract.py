import pytest

from crawlers.normalise.contract import parse_contract

FT = "Contrat à durée déterminée"


@pytest.mark.parametrize(
    ("raw", "kind", "months"),
    [
        ("CDI", "CDI", None),
        ("cdi", "CDI", None),
        ("C.D.I.", "CDI", None),
        ("Contrat à durée indéterminée", "CDI", None),
        ("CDI | Contrat à durée indéterminée | Contrat travail", "CDI", None),
        ("CDI - période d'essai de 2 mois", "CDI", None),
        ("CDI de chantier ou d'opération", "CDI", None),
        ("CDI | FULL_TIME", "CDI", None),
        ("DIN | CDI intérimaire", "CDI", None),
        ("CDI intérimaire", "CDI", None),
        ("CDD", "CDD", None),
        ("CDD - 6 mois", "CDD", 6),
        ("CDD de 6 mois renouvelable", "CDD", 6),
        ("Contrat à durée déterminée - 18 Mois", "CDD", 18),
        (f"CDD | {FT} - 6 Mois | Contrat travail", "CDD", 6),
        (f"CDD | {FT} - 1 Jour(s) | Contrat travail", "CDD", 0.03),
        ("CDD | CDD - 45 Jour(s)", "CDD", 1.48),
        ("CDD 12 semaines", "CDD", 2.76),
        ("CDD - 1 an", "CDD", 12),
        ("CDD de 1 an et 6 mois", "CDD", 18),
        ("CDD 2 ans", "CDD", 24),
        ("CDD 1,5 mois", "CDD", 1.5),
        ("CDD de 6 à 9 mois", "CDD", None),
        ("CDD 3 mois ou 6 mois", "CDD", None),
        ("CDD 35h/semaine", "CDD", None),
        ("CDD - 400 mois", "CDD", None),
        ("CDD 4 mois, expérience 2 ans souhaitée", "CDD", 4),
        ("CDD de remplacement (congé maternité)", "CDD", None),
        ("CDD évolutif vers un CDI", "CDD", None),
        ("CDD 6 mois, possibilité de CDI", "CDD", 6),
        ("CDD de 3 mois puis CDI", "CDD", 3),
        ("DDI | CDD insertion - 4 Mois", "CDD", 4),
        ("MIS | Mission intérimaire - 18 Mois | Contrat travail", "interim", 18),
        ("Mission intérimaire - 18 Mois", "interim", 18),
        ("Intérim", "interim", None),
        ("Travail temporaire - 3 semaines", "interim", 0.69),
        ("TTI | Contrat travail", "interim", None),
        ("Intérim en vue d'embauche CDI", "interim", None),
        ("SAI | Contrat travail saisonnier - 5 Mois", "saisonnier", 5),
        ("CDD saisonnier", "saisonnier", None),
        ("CDD saisonnier de 4 mois, logé", "saisonnier", 4),
        ("Emploi saisonnier", "saisonnier", None),
        ("CDD | Saisonnier", "saisonnier", None),
        ("Apprentissage", "apprentissage", None),
        ("Contrat d'apprentissage", "apprentissage", None),
        ("CDD en apprentissage - 24 mois", "apprentissage", 24),
        (f"CDD | {FT} - 24 Mois | Contrat apprentissage", "apprentissage", 24),
        ("CDI | Contrat à durée indéterminée | Contrat apprentissage", "apprentissage", None),
        ("Alternance - contrat d'apprentissage", "apprentissage", None),
        (f"CDD | {FT} - 12 Mois | Cont. professionnalisation", "professionnalisation", 12),
        ("Contrat de professionnalisation", "professionnalisation", None),
        ("Alternance (contrat pro)", "professionnalisation", None),
        ("Stage", "stage", None),
        ("Stage de 6 mois", "stage", 6),
        ("Convention de stage - 8 semaines", "stage", 1.84),
        ("Titulaire", "titulaire", None),
        ("Fonctionnaire", "titulaire", None),
        ("Fonctionnaire stagiaire", "titulaire", None),
        ("Contractuel", "contractuel", None),
        ("Contractuel - CDD 12 mois", "contractuel", 12),
        ("LIB | Profession libérale | Emploi non salarié", "independant", None),
        ("FRA | Franchise | Emploi non salarié", "independant", None),
        ("CCE | Profession commerciale | Emploi non salarié", "independant", None),
        ("Indépendant", "independant", None),
        ("Freelance", "independant", None),
        ("Free-lance", "independant", None),
        ("Auto-entrepreneur", "independant", None),
        ("Intermittent du spectacle", "intermittent", None),
        ("CDD d'usage - intermittent", "intermittent", None),
    ],
)
def test_contract_understood(raw: str, kind: str, months: float | None) -> None:
    parsed = parse_contract(raw)
    assert parsed.value is not None, parsed.refusal
    assert (parsed.value.kind, parsed.value.months, parsed.raw) == (kind, months, raw)


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        ("FULL_TIME", "says_nothing_sure"),
        ("PERMANENT", "says_nothing_sure"),
        ("permanent | Full-time", "says_nothing_sure"),
        ("CONTRACTOR", "says_nothing_sure"),
        ("TEMPORARY", "says_nothing_sure"),
        ("INTERN", "says_nothing_sure"),
        ("Full-time", "says_nothing_sure"),
        ("CONTRACTOR | OTHER | FULL_TIME", "says_nothing_sure"),
        ("fulltime_permanent", "says_nothing_sure"),
        ("null", "says_nothing_sure"),
        ("Emploi permanent - vacance d'emploi", "says_nothing_sure"),
        ("6 mois", "says_nothing_sure"),
        ("À définir", "says_nothing_sure"),
        ("CDI - titulaire ou contractuel", "several"),
        ("CDI ou CDD", "several"),
        ("CDD/CDI", "several"),
        ("CDI | CDD", "several"),
        ("CDI, CDD, intérim", "several"),
        ("CDD ou intérim", "several"),
        ("CDD ou apprentissage", "several"),
        ("CDI | Apprentissage", "several"),
        ("Stage ou alternance", "several"),
        ("CDI ou alternance", "several"),
        ("Apprentissage ou professionnalisation", "several"),
        ("Titulaire ou contractuel", "several"),
        ("Détachement ; Fonctionnaire ; CDD", "several"),
        ("Alternance", "ambiguous"),
        ("CDD en alternance - 12 mois", "ambiguous"),
    ],
)
def test_contract_refused(raw: str, refusal: str) -> None:
    parsed = parse_contract(raw)
    assert (parsed.value, parsed.refusal, parsed.raw) == (None, refusal, raw)


@pytest.mark.parametrize("raw", [None, "", "  "])
def test_contract_unknown(raw: str | None) -> None:
    parsed = parse_contract(raw)
    assert (parsed.raw, parsed.value, parsed.refusal) == (None, None, None)
