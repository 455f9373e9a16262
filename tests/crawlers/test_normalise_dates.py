from datetime import date

import pytest

from crawlers.normalise.dates import closing_date, parse_date

AS_OF = date(2026, 8, 20)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2026-07-20", date(2026, 7, 20)),
        ("2026-7-2", date(2026, 7, 2)),
        ("2026-07-20T14:30:00", date(2026, 7, 20)),
        ("2026-07-20T14:30:00Z", date(2026, 7, 20)),
        ("2026-07-20T14:30:00.000Z", date(2026, 7, 20)),
        ("2026-07-20T22:30:00Z", date(2026, 7, 21)),
        ("2026-07-19T22:00:00.000Z", date(2026, 7, 20)),
        ("2026-01-19T23:00:00Z", date(2026, 1, 20)),
        ("2026-01-19T22:30:00Z", date(2026, 1, 19)),
        ("2026-07-20T23:30:00+02:00", date(2026, 7, 20)),
        ("2026-07-20T20:00:00-0500", date(2026, 7, 21)),
        ("2026-07-20T20:00-05", date(2026, 7, 21)),
        ("2026-08-31T23:59:59Z", date(2026, 8, 31)),
        ("2026-08-31T00:00:00-07:00", date(2026, 8, 31)),
        ("2020-10-20 20:28:32 UTC", date(2020, 10, 20)),
        ("2020-10-20 23:28:32 UTC", date(2020, 10, 21)),
        ("2026-01-30 23:21:39", date(2026, 1, 30)),
        ("20260720", date(2026, 7, 20)),
        ("1784550600000", date(2026, 7, 20)),
        ("20/07/2026", date(2026, 7, 20)),
        ("3/4/2026", date(2026, 4, 3)),
        ("20/07/26", date(2026, 7, 20)),
        ("20-07-2026", date(2026, 7, 20)),
        ("20.07.2026", date(2026, 7, 20)),
        ("20.07.2026 08:15", date(2026, 7, 20)),
        ("11/12/2025 10:41:41", date(2025, 12, 11)),
        ("22-05-2025 00:11:19", date(2025, 5, 22)),
        ("1er septembre 2026", date(2026, 9, 1)),
        ("lundi 3 août 2026", date(2026, 8, 3)),
        ("Lundi 3 Aout 2026", date(2026, 8, 3)),
        ("15 févr. 2026", date(2026, 2, 15)),
        ("12 DÉCEMBRE 2025", date(2025, 12, 12)),
        ("20 July 2026", date(2026, 7, 20)),
        ("July 20, 2026", date(2026, 7, 20)),
        ("Aug 3rd, 2026", date(2026, 8, 3)),
        ("Mon, 20 Jul 2026 10:00:00 GMT", date(2026, 7, 20)),
        ("Mon, 20 Jul 2026 23:30:00 +0000", date(2026, 7, 21)),
        ("Publiée le 20/07/2026", date(2026, 7, 20)),
        ("Date limite de candidature : 31/08/2026", date(2026, 8, 31)),
        ("À partir du 1er septembre 2026", date(2026, 9, 1)),
        ("jusqu'au 31 août 2026 inclus", date(2026, 8, 31)),
        ("le 20/07/2026 (lundi 20 juillet 2026)", date(2026, 7, 20)),
        ("29/02/2028", date(2028, 2, 29)),
        ("2026-11-20T08:00:00+01:00", date(2026, 11, 20)),
        ("20 novembre 2026", date(2026, 11, 20)),
        ("vendredi 20 novembre 2026 à 17h", date(2026, 11, 20)),
        ("1 décembre 2026", date(2026, 12, 1)),
        ("1er déc. 2026", date(2026, 12, 1)),
        ("Publié le 5 novembre 2026", date(2026, 11, 5)),
        ("le 05.11.2026", date(2026, 11, 5)),
        ("05/11/2026 à 08:30", date(2026, 11, 5)),
        ("Mis à jour le 12/08/2026", date(2026, 8, 12)),
        ("12-août-2026", date(2026, 8, 12)),
        ("12 août, 2026", date(2026, 8, 12)),
        ("2026/08/12", date(2026, 8, 12)),
        ("2026.08.12", date(2026, 8, 12)),
        ("12/08/2026 00:00:00", date(2026, 8, 12)),
        ("Wed, 12 Aug 2026 06:00:00 +0200", date(2026, 8, 12)),
        ("12 Aug 2026", date(2026, 8, 12)),
        ("août 12, 2026", date(2026, 8, 12)),
        ("Date limite : 12 septembre 2026 minuit", date(2026, 9, 12)),
        ("Avant le 15/09/2026", date(2026, 9, 15)),
        ("Jusqu’au 30/09/2026", date(2026, 9, 30)),
        ("Clôture des candidatures le 30 septembre 2026", date(2026, 9, 30)),
        ("15 sept 2026", date(2026, 9, 15)),
        ("01/09/26", date(2026, 9, 1)),
        ("2026-08-12T00:00:00.000+0000", date(2026, 8, 12)),
        ("2026-08-12T22:00:00.000+00:00", date(2026, 8, 13)),
    ],
)
def test_stated_days(raw: str, day: date) -> None:
    parsed = parse_date(raw, AS_OF)
    assert (parsed.value, parsed.origin, parsed.raw) == (day, "stated", raw), parsed.refusal


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("Posted Today", date(2026, 8, 20)),
        ("Posted Yesterday", date(2026, 8, 19)),
        ("Posted 3 Days Ago", date(2026, 8, 17)),
        ("5 hours ago", date(2026, 8, 20)),
        ("a day ago", date(2026, 8, 19)),
        ("2 weeks ago", date(2026, 8, 6)),
        ("il y a 3 jours", date(2026, 8, 17)),
        ("Publiée il y a un jour", date(2026, 8, 19)),
        ("Il y a une semaine", date(2026, 8, 13)),
        ("il y a 4 heures", date(2026, 8, 20)),
        ("hier", date(2026, 8, 19)),
        ("Avant-hier", date(2026, 8, 18)),
        ("Aujourd’hui à 09:12", date(2026, 8, 20)),
        ("Il y a 3 jours", date(2026, 8, 17)),
        ("il y a 1 jour", date(2026, 8, 19)),
        ("il y a 12 heures", date(2026, 8, 20)),
        ("il y a 2 semaines", date(2026, 8, 6)),
        ("il y a deux jours", date(2026, 8, 18)),
        ("Publiée aujourd'hui", date(2026, 8, 20)),
        ("Publié hier", date(2026, 8, 19)),
        ("posted 10 days ago", date(2026, 8, 10)),
        ("1 week ago", date(2026, 8, 13)),
        ("À l'instant", date(2026, 8, 20)),
        ("il y a 3 j", date(2026, 8, 17)),
        ("3 days ago", date(2026, 8, 17)),
        ("3d ago", date(2026, 8, 17)),
    ],
)
def test_relative_days_are_computed(raw: str, day: date) -> None:
    parsed = parse_date(raw, AS_OF)
    assert (parsed.value, parsed.origin, parsed.raw) == (day, "computed", raw), parsed.refusal


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        ("Posted 30+ Days Ago", "relative_open"),
        ("il y a plus de 30 jours", "relative_open"),
        ("Il y a plus d'un mois", "relative_open"),
        ("il y a 2 mois", "relative_open"),
        ("3 months ago", "relative_open"),
        ("dès que possible", "no_date"),
        ("Immédiatement", "no_date"),
        ("ASAP", "no_date"),
        ("À définir", "no_date"),
        ("-", "no_date"),
        ("null", "no_date"),
        ("31/12/9999", "formula"),
        ("9999-12-31T23:59:59", "formula"),
        ("0001-01-01T00:00:00", "formula"),
        ("1970-01-01", "formula"),
        ("INTEGER", "no_date"),
        ("4512", "not_a_date"),
        ("45123", "not_a_date"),
        ("1784550600", "not_a_date"),
        ("20261345", "not_a_date"),
        ("31/02/2026", "not_a_date"),
        ("30 février 2026", "not_a_date"),
        ("2026-13-01", "not_a_date"),
        ("07/20/2026", "not_a_date"),
        ("2026-07-20T27:30:00Z", "not_a_date"),
        ("6 mois", "not_a_date"),
        ("septembre 2026", "incomplete_date"),
        ("1er septembre", "incomplete_date"),
        ("09/2026", "incomplete_date"),
        ("15/09", "incomplete_date"),
        ("2026", "not_a_date"),
        ("du 1er juin 2026 au 30 septembre 2026", "several"),
        ("15 Septembre 26", "incomplete_date"),
        ("1786492800", "not_a_date"),
        ("Il y a quelques heures", "relative_open"),
        ("il y a quelques jours", "relative_open"),
        ("30+ days ago", "relative_open"),
        ("il y a un mois", "relative_open"),
        ("il y a plus d’un an", "relative_open"),
        ("Dans 3 jours", "not_a_date"),
        ("J-5", "not_a_date"),
        ("depuis 3 jours", "not_a_date"),
        ("Dès que possible", "no_date"),
        ("immédiat", "no_date"),
        ("poste à pourvoir immédiatement", "no_date"),
        ("ASAP - CDI", "no_date"),
        ("31/12/9999 00:00:00", "formula"),
        ("9999-12-31", "formula"),
        ("31-12-2999", "formula"),
        ("01/01/0001", "formula"),
        ("1900-01-01", "formula"),
        ("Octobre 2026", "incomplete_date"),
        ("début septembre", "incomplete_date"),
        ("mi-octobre 2026", "incomplete_date"),
        ("15 septembre", "incomplete_date"),
        ("32/08/2026", "not_a_date"),
        ("00/00/0000", "not_a_date"),
        ("2026-00-00", "not_a_date"),
        ("du 01/06/2026 au 31/08/2026", "several"),
        ("01/09/2026 ou 01/10/2026", "several"),
        ("N/A", "no_date"),
        ("1er trimestre 2027", "not_a_date"),
    ],
)
def test_refused_days(raw: str, refusal: str) -> None:
    parsed = parse_date(raw, AS_OF)
    assert (parsed.value, parsed.refusal, parsed.raw) == (None, refusal, raw)


@pytest.mark.parametrize("raw", [None, "", "  "])
def test_unknown_day(raw: str | None) -> None:
    parsed = parse_date(raw, AS_OF)
    assert (parsed.raw, parsed.value, parsed.refusal) == (None, None, None)


@pytest.mark.parametrize(
    ("raw", "posted", "day", "origin"),
    [
        ("2026-09-15", date(2026, 8, 1), date(2026, 9, 15), "stated"),
        ("31/08/2026", None, date(2026, 8, 31), "stated"),
        ("2026-08-30", date(2026, 8, 1), date(2026, 8, 30), "stated"),
        ("2026-08-31", date(2026, 8, 1), date(2026, 8, 31), "computed"),
        ("2026-09-30", date(2026, 8, 1), date(2026, 9, 30), "computed"),
        ("2026-10-30T10:00:00Z", date(2026, 8, 1), date(2026, 10, 30), "computed"),
        ("2026-09-19", None, date(2026, 9, 19), "stated"),
        ("2028-07-31", date(2026, 8, 1), date(2028, 7, 31), "computed"),
        ("2028-08-19", None, date(2028, 8, 19), "computed"),
        ("2028-07-30", date(2026, 8, 1), date(2028, 7, 30), "stated"),
        ("2020-05-01", date(2020, 3, 1), date(2020, 5, 1), "stated"),
    ],
)
def test_closing_days(raw: str, posted: date | None, day: date, origin: str) -> None:
    parsed = closing_date(raw, posted, AS_OF)
    assert (parsed.value, parsed.origin, parsed.raw) == (day, origin, raw)


@pytest.mark.parametrize(
    ("raw", "posted", "refusal"),
    [
        ("2036-08-01", date(2026, 8, 1), "formula"),
        ("2035-01-15", None, "formula"),
        ("31/12/9999", date(2026, 8, 1), "formula"),
        ("Jusqu'à ce que le poste soit pourvu", date(2026, 8, 1), "no_date"),
    ],
)
def test_refused_closing_days(raw: str, posted: date | None, refusal: str) -> None:
    parsed = closing_date(raw, posted, AS_OF)
    assert (parsed.value, parsed.refusal, parsed.raw) == (None, refusal, raw)
