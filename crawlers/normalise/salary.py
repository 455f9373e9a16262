"""Pay words to amounts, currency and period."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from crawlers.normalise.refusals import Refusal
from matching.offers import Salary, SalaryPeriod
from matching.parsed import Origin, Parsed
from matching.text.fold import fold

PLAUSIBLE: Mapping[SalaryPeriod, tuple[float, float]] = {
    SalaryPeriod.HOUR: (3, 150),
    SalaryPeriod.DAY: (30, 2_000),
    SalaryPeriod.WEEK: (100, 5_000),
    SalaryPeriod.MONTH: (150, 20_000),
    SalaryPeriod.YEAR: (5_000, 400_000),
}
"""Lowest and highest amount believed, for each period, in euros or money of that size.

The lower ends admit an apprentice of 16 (27 % of the SMIC, D6222-26: 3.2 euros an hour, 490 a month, 5,900 a year) and
a job of a few hours a week; the upper ends admit a hospital doctor and a consultant by the day. Between them lie the
slips that happen: a year's pay called monthly (from 21,600), an hour's called monthly, a month's called annual.
"""

WIDEST_RANGE = 5
"""Highest amount over lowest beyond which one of the two is a slip ("1 800 - 18 000")."""

_CURRENCIES = {"€": "EUR", "eur": "EUR", "$": "USD", "usd": "USD", "£": "GBP", "gbp": "GBP", "chf": "CHF"}
_UNITS = {
    **dict.fromkeys(("hour", "hourly", "heure", "horaire"), SalaryPeriod.HOUR),
    **dict.fromkeys(("day", "daily", "jour"), SalaryPeriod.DAY),
    **dict.fromkeys(("week", "weekly", "semaine"), SalaryPeriod.WEEK),
    **dict.fromkeys(("month", "monthly", "mois", "mensuel"), SalaryPeriod.MONTH),
    **dict.fromkeys(("year", "yearly", "annual", "ann", "an", "annuel"), SalaryPeriod.YEAR),
}
_PERIODS = {
    SalaryPeriod.HOUR: r"\bhoraire\b|\b(de l'|par |l')heure\b|/ ?h(eure)?\b|\bhour(ly)?\b|\bde l'h\b",
    SalaryPeriod.DAY: r"\bjournalier\b|\bpar jour(nee)?\b|\bla journee\b|/ ?j(our)?\b|\btjm\b|\bdaily\b|\bper day\b",
    SalaryPeriod.WEEK: r"\bhebdomadaire\b|\b(par|la) semaine\b|/ ?sem(aine)?\b|\bweekly\b|\bper week\b",
    SalaryPeriod.MONTH: r"\bmensuel(le|s|les|lement)?\b|\b(par|le) mois\b|/ ?mois\b|\bmonth(ly)?\b",
    SalaryPeriod.YEAR: r"\bannuel(le|s|les|lement)?\b|(\bpar |\bl'|/ ?)an(nee)?\b|\byear(ly)?\b|\bper annum\b",
}

# What looks like a period and is none: the number of monthly payments, the length of the working week.
_NOT_A_PERIOD = re.compile(
    r"\bsur \d{1,2}(?:[.,]\d+)? mois\b|\b1\d ?(?:e|eme|ieme) mois\b|\b1\d mois\b|\(? ?x ?1\d\b"
    r"|\b\d{1,3}(?:[.,]\d+)? ?h(?:eures?)?(?:\d{2})?(?: ?(?:hebdomadaires?|mensuel(?:le)?s?|/ ?(?:semaine|sem|mois)"
    r"|(?:par|la) (?:semaine|mois)))?\b"
)
# Extras come after pay, and are not pay; what follows "soit" is the same pay converted.
_EURO_BETWEEN = re.compile(r"(?<=\d) ?€ ?(\d{2})(?![\d.,]| ?(?:€|k\b|eur))")
"""The sign where others write a comma: "13€50"."""
_EXTRAS = re.compile(
    r"\+|\b(?:prime|panier|bonus|variable|tickets?|indemnit|commission|avantage|mutuelle|frais|majoration|hors)"
)
_CONVERSION = re.compile(r"\bsoit\b|=")

_NUMBER = r"(?<![\d.,])(?:\d{1,3}(?:[ .,']\d{3})+|\d+)(?:[.,]\d{1,2})?(?![\d]|[.,]\d)"
_MONEY = r"k ?(?:€|e\b|euros?\b|eur\b)?(?!\w)|€|euros?\b|eur\b|usd\b|\$|gbp\b|£|chf\b"
_AMOUNT = re.compile(
    rf"(?P<before>[€$£]|\b(?:eur|usd|gbp|chf)\b)? ?(?P<low>{_NUMBER}) ?(?P<low_money>{_MONEY})?"
    r"(?:(?: ?bruts?| ?nets?)? ?(?:-|/|\ba\b|\bet\b|\bto\b) ?[€$£]? ?"
    rf"(?P<high>{_NUMBER}) ?(?P<high_money>{_MONEY})?(?! ?(?:h\b|heures?\b|%|mois\b)))?"
)
_STRUCTURED = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)?(?: ?- ?(?P<high>\d+(?:\.\d+)?))?(?: (?P<currency>[a-z]{3}))??(?: (?P<unit>[a-z]+))?"
)
_FROM = re.compile(r"\ba partir d|\bdes (?=\d)|\b(?:minimum|mini|au moins|from|plus de)\b")
_UP_TO = re.compile(r"\b(?:jusqu'a|maximum|maxi|up to)\b")


@dataclass(frozen=True, slots=True)
class _Sum:
    """What the digits say: amounts in a currency, and whether they were written in thousands ("k€")."""

    low: float | None
    high: float | None
    currency: str
    thousands: bool = False


def parse_salary(raw: str | None) -> Parsed[Salary]:
    """Read pay words: France Travail's labels, "1800 - 2200 EUR MONTH", or an employer's sentence.

    Of several fields joined by " | " the first that is understood counts. Nothing is converted from one period to
    another. Two things are worked out, and marked as computed: an amount in "k€" without a period is a year's pay,
    and structured pay without a currency is in euros.
    """
    if raw is None or not raw.strip():
        return Parsed[Salary]()
    outcomes = [_structured(field) or _sentence(field) for field in map(fold, raw.split(" | "))]
    value, origin = next((found for found in outcomes if isinstance(found, tuple)), (None, Origin.STATED))
    if value is not None:
        return Parsed[Salary](raw=raw, value=value, origin=origin)
    reasons = [reason for reason in outcomes if isinstance(reason, Refusal)]
    reason = next((reason for reason in reasons if reason != Refusal.NO_AMOUNT), Refusal.NO_AMOUNT)
    return Parsed[Salary](raw=raw, refusal=reason)


def _structured(text: str) -> tuple[Salary, Origin] | Refusal | None:
    """Read "low - high CURRENCY UNIT", None when the text has another form; zero stands for "not said"."""
    match = _STRUCTURED.fullmatch(text)
    if match is None or match["low"] is match["high"] is None:
        return None
    low, high = (float(match[end] or 0) or None for end in ("low", "high"))
    if match["high"] is None:
        high = low
    currency, period = _CURRENCIES.get(match["currency"] or "eur"), _UNITS.get(match["unit"] or "")
    if low is high is None:
        return Refusal.NO_AMOUNT
    if currency is None:
        return None
    if period is None:
        return Refusal.NO_PERIOD if match["unit"] is None or match["unit"] in _CURRENCIES else None
    origin = Origin.STATED if match["currency"] else Origin.COMPUTED
    return _plausible(_Sum(low, high, currency), period, None, origin)


def _sentence(text: str) -> tuple[Salary, Origin] | Refusal:
    """Read the one sum and the one period that a sentence names."""
    parts = [_EXTRAS.split(part)[0] for part in _CONVERSION.split(text)]
    pay = next((part for part in parts if _sums(part)), "")
    sums = _sums(pay)
    gross, net = re.search(r"\b(brut(e|s|es)?|gross)\b", pay), re.search(r"\bnet(te|s|tes)?\b", pay)
    words = _NOT_A_PERIOD.sub(" ", pay)
    periods = {period for period, pattern in _PERIODS.items() if re.search(pattern, words)}
    if not sums:
        return Refusal.NO_AMOUNT
    if len(sums) > 1 or len(periods) > 1 or (gross and net):
        return Refusal.SEVERAL
    amount = sums.pop()
    if not periods and not amount.thousands:
        return Refusal.NO_PERIOD
    if amount.low == amount.high and _FROM.search(pay):
        amount = replace(amount, high=None)
    elif amount.low == amount.high and _UP_TO.search(pay):
        amount = replace(amount, low=None)
    period, origin = (periods.pop(), Origin.STATED) if periods else (SalaryPeriod.YEAR, Origin.COMPUTED)
    return _plausible(amount, period, bool(gross) if gross or net else None, origin)


def _sums(text: str) -> set[_Sum]:
    """Return the sums of money that the text names; a number without a currency is none."""
    found = set()
    for match in _AMOUNT.finditer(_EURO_BETWEEN.sub(r",\1 €", text)):
        low_money, high_money = match["low_money"] or "", match["high_money"] or ""
        sign = (low_money + high_money).replace("k", "").strip() or match["before"]
        if not sign and "k" not in low_money + high_money:
            continue
        low = _number(match["low"])
        high = _number(match["high"]) if match["high"] else low
        thousands = "k" in low_money + high_money
        if thousands:
            low, high = (amount * 1000 if amount < 1000 else amount for amount in (low, high))
        currency = next((code for word, code in _CURRENCIES.items() if sign and sign.startswith(word)), "EUR")
        if low or high:
            found.add(_Sum(low or None, high or None, currency, thousands))
    return found


def _number(text: str) -> float:
    digits = re.sub(r"[ '](?=\d{3})|[.,](?=\d{3}(?!\d))", "", text)
    return float(digits.replace(",", "."))


def _plausible(
    amount: _Sum, period: SalaryPeriod, gross: bool | None, origin: Origin
) -> tuple[Salary, Origin] | Refusal:
    lowest, highest = PLAUSIBLE[period]
    amounts = [end for end in (amount.low, amount.high) if end is not None]
    if not all(lowest <= end <= highest for end in amounts):
        return Refusal.IMPLAUSIBLE
    if not 1 <= amounts[-1] / amounts[0] <= WIDEST_RANGE:
        return Refusal.IMPLAUSIBLE
    salary = Salary(minimum=amount.low, maximum=amount.high, currency=amount.currency, period=period, gross=gross)
    return salary, origin
