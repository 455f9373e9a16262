import pytest

from crawlers.normalise.working_time import parse_working_time


@pytest.mark.parametrize(
    ("raw", "time", "hours"),
    [
        ("Temps plein", "full", None),
        ("temps complet", "full", None),
        ("À plein temps", "full", None),
        ("Journée complète", "full", None),
        ("FULL_TIME", "full", None),
        ("Full-time", "full", None),
        ("fulltime", "full", None),
        ("CONTRACTOR | FULL_TIME", "full", None),
        ("35H Travail en journée", "full", 35),
        ("35H/semaine\nTravail en journée", "full", 35),
        ("35H Travail samedi et dimanche | Temps plein", "full", 35),
        ("39H Horaires normaux", "full", 39),
        ("37H30 Travail en 2x8", "full", 37.5),
        ("36,5 h par semaine", "full", 36.5),
        ("35 heures hebdomadaires", "full", 35),
        ("Temps plein - 39h", "full", 39),
        ("Temps plein, 32h", "full", 32),
        ("Temps complet, 20h00 hebdomadaire", "full", 20),
        ("Temps complet, 35h00 hebdomadaire", "full", 35),
        ("Temps plein de 8h à 16h", "full", None),
        ("Temps plein, 7h par jour", "full", None),
        ("100 %", "full", None),
        ("Temps plein | 35H/semaine\nTravail de nuit", "full", 35),
        ("70H Travail en journée | Temps plein", "full", None),
        ("Temps partiel", "part", None),
        ("temps partiel - 24H30 Autre", "part", 24.5),
        ("24H Travail en journée", "part", 24),
        ("28h/semaine", "part", 28),
        ("20h hebdo", "part", 20),
        ("Temps non complet, 18h00 hebdomadaire", "part", 18),
        ("Temps non complet, 17h30 hebdomadaire", "part", 17.5),
        ("Temps non complet, 0h00 hebdomadaire", "part", None),
        ("Poste à temps non-complet", "part", None),
        ("PART_TIME", "part", None),
        ("Part time", "part", None),
        ("Mi-temps", "part", None),
        ("80 %", "part", None),
        ("80%", "part", None),
        ("Temps partiel 60 %", "part", None),
        ("Quotité de travail : 50 %", "part", None),
        ("Temps partiel (15 h par semaine)", "part", 15),
        ("Temps partiel 36h", "part", 36),
    ],
)
def test_working_time_understood(raw: str, time: str, hours: float | None) -> None:
    parsed = parse_working_time(raw)
    assert parsed.value is not None, parsed.refusal
    assert (parsed.value.time, parsed.value.weekly_hours, parsed.raw) == (time, hours, raw)


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        ("FULL_TIME | PART_TIME", "several"),
        ("Temps plein ou temps partiel", "several"),
        ("80 à 100 %", "says_nothing_sure"),
        ("Temps de travail : 80 % ou 100 %", "several"),
        ("24h/semaine ou 35h/semaine", "several"),
        ("0h00", "says_nothing_sure"),
        ("OTHER", "says_nothing_sure"),
        ("CDI", "says_nothing_sure"),
        ("null", "says_nothing_sure"),
        ("Horaires de 8h à 16h", "says_nothing_sure"),
        ("8h-12h et 14h-18h", "says_nothing_sure"),
        ("7h par jour", "says_nothing_sure"),
        ("151,67 h mensuelles", "says_nothing_sure"),
        ("1607 h annuelles", "says_nothing_sure"),
        ("Travail en journée", "says_nothing_sure"),
        ("Travail en 3x8", "says_nothing_sure"),
        ("50 % de télétravail possible", "says_nothing_sure"),
        ("À définir", "says_nothing_sure"),
    ],
)
def test_working_time_refused(raw: str, refusal: str) -> None:
    parsed = parse_working_time(raw)
    assert (parsed.value, parsed.refusal, parsed.raw) == (None, refusal, raw)


@pytest.mark.parametrize("raw", [None, "", " "])
def test_working_time_unknown(raw: str | None) -> None:
    parsed = parse_working_time(raw)
    assert (parsed.raw, parsed.value, parsed.refusal) == (None, None, None)
