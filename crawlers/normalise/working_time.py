"""Working time words to full or part time and weekly hours."""

import re

from crawlers.normalise.refusals import Refusal
from matching.offers import WorkingHours, WorkingTime
from matching.parsed import Parsed
from matching.text.fold import fold

LEGAL_WEEK = 35.0
"""Hours a week from which work is full time where no word says so (Code du travail L3121-27, L3123-1)."""
LONGEST_WEEK = 60.0
"""Hours a week beyond which a number is a slip (L3121-21: the absolute limit)."""

# "TC" and "TNC" are the territorial service's own short forms; a "forfait" of 218 days is the whole year (L3121-64).
_PART = re.compile(
    r"\btemps (partiel|incomplet)\b|\b(temps )?non[- ]complet\b|\btnc\b|\bpart[-_ ]?time\b|\bmi[- ]temps\b"
    r"|\b\d{2} ?% d'un temps (plein|complet)\b"
)
_FULL = re.compile(
    r"\b(temps|journee) (plein|complet|complete)\b|\bplein[- ]temps\b|\bfull[-_ ]?time\b|\btc\b"
    r"|\bforfait (de )?218 jours\b"
)
_EITHER = re.compile(
    r"\b(plein|complet) ?(?:ou|et|/) ?(?:a )?(?:temps )?(?:partiel|incomplet|non[- ]complet)"
    r"|\b(partiel|incomplet|non[- ]complet) ?(?:ou|et|/) ?(?:a )?(?:temps )?(?:plein|complet)"
)

# A number of hours counts when a field begins with it, when a word of working time stands before it or when "a week"
# stands after it: "de 8h à 16h" and "7h par jour" are no weeks.
_WEEK = r"(?: ?/ ?sem(?:aine)?\b| ?(?:par|la) semaine| ?hebdo\w*)"
_HOURS = re.compile(
    r"(?:^|(?P<word>(?:temps (?:plein|partiel|complet)|(?:temps )?non[- ]complet|tnc|tc|plein[- ]temps|mi-temps)"
    r" ?[-:,(]? ?(?:de )?))?"
    r"(?<![\d,.])(?P<hours>\d{1,2})(?:[.,](?P<decimals>\d{1,2}))? ?h(?:eures?+|rs?+)?+"
    r"(?: ?(?P<minutes>\d{2}))?(?![\dh])"
    rf"(?P<week>{_WEEK})?"
    r"(?! ?(?:a|-|/|et) ?\d| ?(?:/|par) ?(?:jour|mois|an)| ?(?:mensuel|annuel|quotidien))"
)
_RANGE = re.compile(r"(?<![\d,.])(\d{1,2})(?: ?h(?:eures?)?)? ?(?:a|et|-) ?(\d{1,2}) ?h(?:eures?)?" + _WEEK)
# Parts of the legal week ("28/35e"), and of a whole post ("0,8 ETP").
_OF_35 = re.compile(r"(?<![\d,.])(\d{1,2}(?:[.,]\d{1,2})?) ?/ ?35 ?(?:e|eme|h)\b")
_POSTS = re.compile(r"(?<![\d,.])([01](?:[.,]\d{1,2})?) ?etp\b|\betp ?:? ?([01](?:[.,]\d{1,2})?)(?![\d,.])")
_SHARE = re.compile(
    r"(?:^|\b(?:temps|poste|quotite|taux|partiel)\b[^%|]{0,20}?|(?<=%) ?(?:ou|a|-|/) ?)(\d{2,3}) ?%"
    r"(?! ?(?:de|en)? ?teletravail)"
)


def parse_working_time(raw: str | None) -> Parsed[WorkingHours]:
    """Read working time words, several fields joined by " | ".

    The word decides, for a full-time music teacher works 20 hours; where there is none, the share or the weekly hours
    do. "0h00" is what some software writes for unknown.
    """
    if raw is None or not raw.strip():
        return Parsed[WorkingHours]()
    segments = [fold(line) for part in raw.split(" | ") for line in part.splitlines()]
    text = " | ".join(segments)
    part, full = bool(_PART.search(text)), bool(_FULL.search(_PART.sub("", text)))
    if _EITHER.search(text):
        return Parsed[WorkingHours](raw=raw, refusal=Refusal.SEVERAL)
    shares = {float(share) for segment in segments for share in _SHARE.findall(segment)}
    shares |= {100 * _number(before or after) for before, after in _POSTS.findall(text)}
    hours = {length for segment in segments for length in _weekly_hours(segment)}
    if not part and not full:
        part, full = any(share < 100 for share in shares), 100 in shares
    if not part and not full and hours:
        full, part = min(hours) >= LEGAL_WEEK, max(hours) < LEGAL_WEEK
    if part and full:
        return Parsed[WorkingHours](raw=raw, refusal=Refusal.SEVERAL)
    if not part and not full:
        reason = Refusal.SEVERAL if hours else Refusal.SAYS_NOTHING_SURE
        return Parsed[WorkingHours](raw=raw, refusal=reason)
    time = WorkingTime.PART if part else WorkingTime.FULL
    weekly = hours.pop() if len(hours) == 1 else None
    return Parsed[WorkingHours](raw=raw, value=WorkingHours(time=time, weekly_hours=weekly))


def _number(digits: str) -> float:
    return float(digits.replace(",", "."))


def _weekly_hours(segment: str) -> set[float]:
    found = {_number(hours) for hours in _OF_35.findall(segment)}
    found |= {float(end) for ends in _RANGE.findall(segment) for end in ends}
    for match in _HOURS.finditer(segment):
        if match.start("hours") > 0 and not match["word"] and not match["week"]:
            continue
        hours = float(f"{match['hours']}.{match['decimals'] or 0}") + int(match["minutes"] or 0) / 60
        if 0 < hours <= LONGEST_WEEK:
            found.add(round(hours, 2))
    return found
