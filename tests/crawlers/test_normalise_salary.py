import pytest

from crawlers.normalise.salary import parse_salary


@pytest.mark.parametrize(
    ("raw", "low", "high", "period", "gross"),
    [
        ("Mensuel de 1767,00 Euros à 2000,00 Euros sur 12 mois", 1767, 2000, "month", None),
        ("Mensuel de 1802,00 Euros sur 12 mois", 1802, 1802, "month", None),
        ("Mensuel de 2275.0 Euros à 2650.0 Euros sur 12.0 mois", 2275, 2650, "month", None),
        ("Mensuel de 1900.0 Euros sur 13.0 mois", 1900, 1900, "month", None),
        ("Horaire de 11,65 Euros à 12,01 Euros", 11.65, 12.01, "hour", None),
        ("Horaire de 11.88 Euros sur 12.0 mois", 11.88, 11.88, "hour", None),
        ("Annuel de 25000,00 Euros à 30000,00 Euros sur 13 mois", 25000, 30000, "year", None),
        ("Annuel de 27500.0 Euros sur 12.0 mois", 27500, 27500, "year", None),
        ("Mensuel de 1850.0 Euros sur 12.0 mois | Selon expérience", 1850, 1850, "month", None),
        ("1800 - 2200 EUR MONTH", 1800, 2200, "month", None),
        ("1800.50 - 2200.00 EUR MONTH", 1800.5, 2200, "month", None),
        ("12.5 EUR HOUR", 12.5, 12.5, "hour", None),
        ("0 - 2200 EUR MONTH", None, 2200, "month", None),
        ("2000 - 0 EUR MONTH", 2000, None, "month", None),
        ("120 EUR DAY", 120, 120, "day", None),
        ("450 - 500 EUR WEEK", 450, 500, "week", None),
        ("28000 - 32000 EUR YEAR", 28000, 32000, "year", None),
        ("1800 - 2200 EUR MOIS", 1800, 2200, "month", None),
        ("1800,50 - 2200,00 EUR mensuel", 1800.5, 2200, "month", None),
        ("33000 EUR ANN", 33000, 33000, "year", None),
        ("12,50 € brut/h", 12.5, 12.5, "hour", True),
        ("12,50€/h", 12.5, 12.5, "hour", None),
        ("13 € brut de l'heure", 13, 13, "hour", True),
        ("12,09€/HEURE + indemnités de déplacement + prime", 12.09, 12.09, "hour", None),
        ("Taux horaire : 14,20 € brut", 14.2, 14.2, "hour", True),
        ("entre 11,91 € et 12,40 € brut de l'heure", 11.91, 12.4, "hour", True),
        ("de 12 à 13 €/heure selon profil", 12, 13, "hour", None),
        ("à partir de 12,87 €/h", 12.87, None, "hour", None),
        ("14.95 euros/heure (selon ancienneté)", 14.95, 14.95, "hour", None),
        ("110 € net par jour", 110, 110, "day", False),
        ("TJM 350 €", 350, 350, "day", None),
        ("500 € brut par semaine", 500, 500, "week", True),
        ("1 850 € brut mensuel", 1850, 1850, "month", True),
        ("1 850 € brut mensuel", 1850, 1850, "month", True),
        ("1 850,75 € brut / mois", 1850.75, 1850.75, "month", True),
        ("1.850,75 € brut / mois", 1850.75, 1850.75, "month", True),
        ("1.850 € net par mois", 1850, 1850, "month", False),
        ("2 010€ par mois pour 35h hebdomadaires", 2010, 2010, "month", None),
        ("1820 € brut mensuel (151,67 h mensuelles)", 1820, 1820, "month", True),
        ("Entre 1 900 € et 2 200 € nets mensuels", 1900, 2200, "month", False),
        ("1900€ à 2100€ brut mensuel sur 13 mois", 1900, 2100, "month", True),
        ("2200€ brute fixe mensuelle + variable sur objectifs", 2200, 2200, "month", True),
        ("Salaire mensuel de 1 900 € + 150 € de prime d'assiduité", 1900, 1900, "month", None),
        ("jusqu'à 2 500 € brut par mois", None, 2500, "month", True),
        ("À partir de 1 935.31€ brut/mois + variables", 1935.31, None, "month", True),
        ("12,02 € de l'heure, soit 1 823,03 € brut mensuel", 12.02, 12.02, "hour", None),
        ("SMIC, soit 1 823,03 € brut mensuel", 1823.03, 1823.03, "month", True),
        ("30 k€ à 35K€ brut annuel", 30000, 35000, "year", True),
        ("30-35 k€ brut annuel", 30000, 35000, "year", True),
        ("30/35 K€ par an", 30000, 35000, "year", None),
        ("entre 28 et 32 K€ brut/an selon expérience", 28000, 32000, "year", True),
        ("24 000 à 28 000 € brut annuel", 24000, 28000, "year", True),
        ("€32 000,00-€36 000,00 annuel", 32000, 36000, "year", None),
        ("25 306€ brut par an", 25306, 25306, "year", True),
        ("36 kE brut annuel fixe + variable", 36000, 36000, "year", True),
        ("1 800 € brut x 13 par mois", 1800, 1800, "month", True),
        ("4,50 € / heure (stage)", 4.5, 4.5, "hour", None),
        ("492 € brut mensuel (apprenti de 16 ans)", 492, 492, "month", True),
        ("SMIC horaire (12,02 € brut)", 12.02, 12.02, "hour", True),
        ("12.31€ brut/heure", 12.31, 12.31, "hour", True),
        ("12,31 euros brut horaire", 12.31, 12.31, "hour", True),
        ("Taux horaire 13,50€", 13.5, 13.5, "hour", None),
        ("13€50 de l'heure", 13.5, 13.5, "hour", None),
        ("à partir de 12 € brut horaire", 12, None, "hour", True),
        ("12 à 14 € brut/heure", 12, 14, "hour", True),
        ("Entre 12,50€ et 15€ brut par heure", 12.5, 15, "hour", True),
        ("11,88 € brut/h + 10% IFM + 10% CP", 11.88, 11.88, "hour", True),
        ("1900€ net/mois", 1900, 1900, "month", False),
        ("2000 euros net par mois", 2000, 2000, "month", False),
        ("2.200 € bruts mensuels", 2200, 2200, "month", True),
        ("2 300 € brut/mois sur 13 mois", 2300, 2300, "month", True),
        ("Salaire : 2 000 € à 2 500 € brut par mois", 2000, 2500, "month", True),
        ("De 2000€ à 2400€ bruts/mois", 2000, 2400, "month", True),
        ("Rémunération brute mensuelle : 2 150 €", 2150, 2150, "month", True),
        ("Salaire brut : 1 950 € mensuel", 1950, 1950, "month", True),
        ("1 823,03 € brut mensuel (SMIC)", 1823.03, 1823.03, "month", True),
        ("Salaire net mensuel 1650€", 1650, 1650, "month", False),
        ("2000-2300€ brut mensuel", 2000, 2300, "month", True),
        ("environ 1 900 € net mensuel", 1900, 1900, "month", False),
        ("Minimum 2 100 € brut mensuel", 2100, None, "month", True),
        ("Jusqu’à 3 000 € brut mensuel", None, 3000, "month", True),
        ("2 100 € brut / mois + prime de 13ème mois", 2100, 2100, "month", True),
        ("35 000 € brut/an", 35000, 35000, "year", True),
        ("32-38K€ brut annuel", 32000, 38000, "year", True),
        ("28 000 - 32 000 €/an", 28000, 32000, "year", None),
        ("27k à 30k brut annuel", 27000, 30000, "year", True),
        ("Salaire annuel brut de 26 500 €", 26500, 26500, "year", True),
        ("40 000,00 € Brut annuel", 40000, 40000, "year", True),
        ("25 à 30 k€ annuels bruts", 25000, 30000, "year", True),
        ("35000 EUR annuel brut", 35000, 35000, "year", True),
        ("24 k€ brut / an sur 13 mois", 24000, 24000, "year", True),
        ("Gratification de stage 4,35€/heure", 4.35, 4.35, "hour", None),
        ("150 €/jour", 150, 150, "day", None),
        ("25 € brut de l'heure de cours", 25, 25, "hour", True),
        ("TJM : 400-500€", 400, 500, "day", None),
        ("Mensuel de 1 850,00 Euros sur 12 mois", 1850, 1850, "month", None),
        ("Mensuel de 2000.0 Euros à 2200.0 Euros sur 13.0 mois | Primes", 2000, 2200, "month", None),
        ("30000 - 35000 EUR ANNUAL", 30000, 35000, "year", None),
        ("1850 EUR/mois", 1850, 1850, "month", None),
    ],
)
def test_salary_understood(raw: str, low: float | None, high: float | None, period: str, gross: bool | None) -> None:
    parsed = parse_salary(raw)
    assert parsed.value is not None, parsed.refusal
    salary = parsed.value
    assert (salary.minimum, salary.maximum, salary.period, salary.gross) == (low, high, period, gross)
    assert (salary.currency, parsed.origin, parsed.raw) == ("EUR", "stated", raw)


@pytest.mark.parametrize(
    ("raw", "low", "high", "period"),
    [
        ("30-35 k€", 30000, 35000, "year"),
        ("38 à 42K€ selon profil", 38000, 42000, "year"),
        ("à partir de 36 K€", 36000, None, "year"),
        ("1800 - 2200 MONTH", 1800, 2200, "month"),
        ("12 HOUR", 12, 12, "hour"),
    ],
)
def test_period_or_currency_worked_out_is_marked(raw: str, low: float, high: float | None, period: str) -> None:
    parsed = parse_salary(raw)
    assert parsed.value is not None, parsed.refusal
    assert (parsed.value.minimum, parsed.value.maximum, parsed.value.period) == (low, high, period)
    assert parsed.origin == "computed"


@pytest.mark.parametrize(
    ("raw", "currency"), [("5000 - 6000 CHF MONTH", "CHF"), ("60000 USD YEAR", "USD"), ("£ 14 per hour", None)]
)
def test_other_currencies_are_kept(raw: str, currency: str | None) -> None:
    value = parse_salary(raw).value
    assert value is not None
    assert value.currency == (currency or "GBP")


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        ("SMIC", "no_amount"),
        ("SMIC horaire", "no_amount"),
        ("100 % du SMIC", "no_amount"),
        ("Selon profil", "no_amount"),
        ("À négocier", "no_amount"),
        ("Grille indiciaire de la fonction publique + RIFSEEP", "no_amount"),
        ("Indice majoré 366", "no_amount"),
        ("Convention collective 66, coefficient 203", "no_amount"),
        ("Annuel de", "no_amount"),
        ("Autre de", "no_amount"),
        ("Annuel de | ,", "no_amount"),
        ("0 - 0 EUR MONTH", "no_amount"),
        ("0 EUR YEAR", "no_amount"),
        ("null", "no_amount"),
        ("1800 - 2200 FRA MONTH", "no_amount"),
        ("13e mois et tickets restaurant", "no_amount"),
        ("Prime de 500 € par mois", "no_amount"),
        ("Rémunération attractive", "no_amount"),
        ("Autre de 1500,00 Euros", "no_period"),
        ("2 000 €", "no_period"),
        ("1800 EUR", "no_period"),
        ("1800 - 2200", "no_period"),
        ("2 100 € brut sur 13 mois", "no_period"),
        ("13,50 € brut", "no_period"),
        ("1 800 € net / 2 300 € brut par mois", "several"),
        ("12 € de l'heure ou 1 800 € par mois", "several"),
        ("Mensuel de 24000,00 Euros sur 12 mois", "implausible"),
        ("Mensuel de 12,50 Euros sur 12 mois", "implausible"),
        ("Annuel de 1800,00 Euros à 2000,00 Euros sur 12 mois", "implausible"),
        ("Horaire de 1800,00 Euros", "implausible"),
        ("1 - 1 EUR MONTH", "implausible"),
        ("999999 EUR YEAR", "implausible"),
        ("2200 - 1800 EUR MONTH", "implausible"),
        ("1800 - 18000 EUR MONTH", "implausible"),
        ("2000 EUR HOUR", "implausible"),
        ("SMIC + primes", "no_amount"),
        ("Smic en vigueur", "no_amount"),
        ("1,2 SMIC", "no_amount"),
        ("SMIC + 10%", "no_amount"),
        ("Grille de la fonction publique territoriale", "no_amount"),
        ("Statutaire + RIFSEEP + CNAS", "no_amount"),
        ("Selon grille indiciaire", "no_amount"),
        ("Rémunération statutaire + régime indemnitaire", "no_amount"),
        ("IM 366 à 387", "no_amount"),
        ("Indice brut 367", "no_amount"),
        ("CCN 51", "no_amount"),
        ("CCN 66 coefficient 434", "no_amount"),
        ("Convention collective", "no_amount"),
        ("Selon expérience et diplômes", "no_amount"),
        ("Catégorie C, échelle C1", "no_amount"),
        ("Prime Ségur incluse", "no_amount"),
        ("Selon convention collective FEHAP", "no_amount"),
        ("80 € net par service", "no_period"),
        ("Cachet de 120 €", "no_period"),
        ("200€ la vacation", "no_period"),
        ("Salaire : 2000", "no_amount"),
        ("Fixe 1 800 € + commissions", "no_period"),
    ],
)
def test_salary_refused(raw: str, refusal: str) -> None:
    parsed = parse_salary(raw)
    assert (parsed.value, parsed.refusal, parsed.raw) == (None, refusal, raw)


@pytest.mark.parametrize("raw", [None, "", "  "])
def test_salary_unknown(raw: str | None) -> None:
    parsed = parse_salary(raw)
    assert (parsed.raw, parsed.value, parsed.refusal) == (None, None, None)
