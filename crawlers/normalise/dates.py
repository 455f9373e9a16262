"""Date words to a day of the calendar of Paris."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from dateparser import DateDataParser

from crawlers.normalise.refusals import Refusal
from matching.parsed import Origin, Parsed
from matching.text.fold import fold

PARIS = ZoneInfo("Europe/Paris")
YEARS = range(1990, 2100)
"""Years that a job offer can name; outside them a date is a default of some software (0001-01-01, 31/12/9999)."""

FORMULA_DAYS = (30, 60, 90)
"""Days from posting to closing that sites' software sets by itself."""
FORMULA_FROM_DAYS = 730
"""A closing date this far ahead is a default of the software: nobody keeps a job open for two years."""
REFUSED_FROM_DAYS = 5 * 365
"""A closing date this far ahead says nothing at all, not even when the software drops the offer."""

_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[t ]+(\d{1,2}:\d{2})(?::\d{2}(?:[.,]\d+)?)? ?(z\b|utc\b|gmt\b|[+-]\d{2}(?::?\d{2})?\b)?)?(?!\d)"
)
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_EPOCH_MILLISECONDS = re.compile(r"1\d{12}")
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-]|\.\d)")
_RFC_2822 = re.compile(r"[a-z]{3}, \d{1,2} [a-z]{3} \d{4} \d{2}:\d{2}(:\d{2})? ([+-]\d{4}|[a-z]{1,3})")
_MONTH = (
    r"(?:jan(?:v(?:ier)?|uary)?|fev(?:r(?:ier)?)?|feb(?:ruary)?|mar(?:s|ch)?|avr(?:il)?|apr(?:il)?|mai|may|juin"
    r"|june?|juil(?:let)?|july?|aout|aug(?:ust)?|sept?(?:embre|ember)?|oct(?:obre|ober)?|nov(?:embre|ember)?"
    r"|dec(?:embre|ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?:er|st|nd|rd|th)?"
_WORDED = re.compile(rf"\b{_DAY} {_MONTH},? \d{{4}}\b|\b{_MONTH} {_DAY},? \d{{4}}\b")
_HYPHENED = re.compile(rf"(?<!\d)(\d{{1,2}})-({_MONTH})-(\d{{4}})(?!\d)")
_PART_OF_A_DATE = re.compile(rf"\b{_MONTH}|(?<!\d)\d{{1,2}}/\d{{1,2}}(?!\d)|(?<!\d)\d{{1,2}}/\d{{4}}(?!\d)")

_NAMED_DAY = re.compile(r"\b(aujourd'hui|a l'instant|just now|today|avant-hier|hier|yesterday)\b")
_NAMED_DAYS = {
    "aujourd'hui": 0,
    "a l'instant": 0,
    "just now": 0,
    "today": 0,
    "hier": 1,
    "yesterday": 1,
    "avant-hier": 2,
}
_RELATIVE = re.compile(r"\bil y a\b|\bago\b")
_NUMBERS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "dix": 10, "quinze": 15}
_AGO = re.compile(
    rf"\bil y a (?P<fr>\d{{1,3}}|une?|{'|'.join(_NUMBERS)}) ?(?P<unite>minute|min|heure|h|jour|j|semaine)s?\b"
    r"|(?<![\d+])(?P<en>\d{1,3}|an?) ?(?P<unit>minute|hour|h|day|d|week|w)s? ago\b"
)
_UNIT_DAYS = {"m": 0, "h": 0, "j": 1, "d": 1, "s": 7, "w": 7}
"""Days of a unit, by its first letter in French or English."""

# Word dates only, complete or nothing: the library's guesses (today's month, the next Monday) stay out.
_WORDS = DateDataParser(
    languages=["fr", "en"],
    settings={
        "STRICT_PARSING": True,
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
        "DATE_ORDER": "DMY",
    },
)


def parse_date(raw: str | None, as_of: date) -> Parsed[date]:
    """Read a day: ISO, French, in words, RFC 2822, milliseconds since 1970, or relative to ``as_of``.

    A moment with an offset becomes the day it is in Paris; midnight and 23:59 stand for the day they are written on,
    whatever the offset. 03/04/2026 is the third of April. A relative date ("il y a 3 jours") is computed.
    """
    if raw is None or not raw.strip():
        return Parsed[date]()
    text = fold(raw)
    days = _absolute(_HYPHENED.sub(r"\1 \2 \3", _YEAR_FIRST.sub(r"\1-\3-\4", text)))
    if len(days) == 1:
        (day,) = days
        if day is None:
            return _refused(raw, Refusal.NOT_A_DATE)
        return _refused(raw, Refusal.FORMULA) if day.year not in YEARS else Parsed[date](raw=raw, value=day)
    if days:
        return _refused(raw, Refusal.SEVERAL)
    if named := _NAMED_DAY.search(text):
        return _computed(raw, as_of - timedelta(days=_NAMED_DAYS[named[1]]))
    if _RELATIVE.search(text):
        return _ago(raw, text, as_of)
    if _PART_OF_A_DATE.search(text):
        return _refused(raw, Refusal.INCOMPLETE_DATE)
    return _refused(raw, Refusal.NOT_A_DATE if re.search(r"\d", text) else Refusal.NO_DATE)


def closing_date(raw: str | None, posted: date | None, as_of: date, *, formula: bool = True) -> Parsed[date]:
    """Read a closing date, and tell the employer's own from a default of the site's software.

    Exactly 30, 60 or 90 days after posting, where the platform is known for such formulas, or two years ahead and more,
    it is marked as computed; five years ahead and more it is refused. Without a posting day, ahead is counted from
    ``as_of``.
    """
    parsed = parse_date(raw, as_of)
    if parsed.value is None or raw is None:
        return parsed
    ahead = (parsed.value - (posted or as_of)).days
    if ahead >= REFUSED_FROM_DAYS:
        return _refused(raw, Refusal.FORMULA)
    if ahead >= FORMULA_FROM_DAYS or (formula and posted is not None and ahead in FORMULA_DAYS):
        return _computed(raw, parsed.value)
    return parsed


def _absolute(text: str) -> set[date | None]:
    """Return the days that the text names in full; None among them stands for one that no calendar has."""
    if text.isdecimal():
        if _EPOCH_MILLISECONDS.fullmatch(text):
            return {datetime.fromtimestamp(int(text) / 1000, UTC).astimezone(PARIS).date()}
        compact = _COMPACT.fullmatch(text)
        return {_day(*compact.groups()) if compact else None}
    if _RFC_2822.fullmatch(text):
        return {_moment(text)}
    days = {_iso(match) for match in _ISO.finditer(text)}
    for day, _, month, year in _NUMERIC.findall(text):
        days.add(_day(year if len(year) == 4 else f"20{year}", month, day))
    for match in _WORDED.finditer(text):
        found = _WORDS.get_date_data(match[0]).date_obj
        days.add(found.date() if found else None)
    return days


def _iso(match: re.Match[str]) -> date | None:
    year, month, day, clock, offset = match.groups()
    if clock is None or offset is None or clock in {"00:00", "0:00", "23:59"}:
        return _day(year, month, day)
    zone = "+00:00" if offset[0] not in "+-" else offset
    try:
        moment = datetime.fromisoformat(f"{year}-{int(month):02}-{int(day):02}T{clock:0>5}{zone}")
    except ValueError:
        return None
    return moment.astimezone(PARIS).date()


def _moment(text: str) -> date | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment.astimezone(PARIS).date() if moment.tzinfo else moment.date()


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _ago(raw: str, text: str, as_of: date) -> Parsed[date]:
    match = _AGO.search(text)
    if match is None:
        return _refused(raw, Refusal.RELATIVE_OPEN)
    number, unit = match["fr"] or match["en"], match["unite"] or match["unit"]
    count = int(number) if number.isdecimal() else _NUMBERS.get(number, 1)
    return _computed(raw, as_of - timedelta(days=count * _UNIT_DAYS[unit[0]]))


def _computed(raw: str, day: date) -> Parsed[date]:
    return Parsed[date](raw=raw, value=day, origin=Origin.COMPUTED)


def _refused(raw: str, reason: Refusal) -> Parsed[date]:
    return Parsed[date](raw=raw, refusal=reason)
