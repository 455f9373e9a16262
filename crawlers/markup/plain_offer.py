"""What a plain text says of the job that it offers: labelled lines first, then the usual sentences."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

_FROM = r"(?:le|au|[àa] (?:compter|partir)|d[èe]s|courant|d[ée]but|fin)\b|imm[ée]diat"
"""How words that say when the work starts begin."""

# A label that is surely one may stand without a colon, as in a table; a plain word needs one.
_SURE: Mapping[str, str] = {
    "title": r"intitul[ée] (?:du poste|de l['’](?:emploi|offre))",
    "place": r"lieux? (?:de travail|d['’](?:affectation|exercice)|du poste|de la mission)|r[ée]sidence administrative",
    "contract": r"(?:type|nature) (?:de |du )?contrat|type (?:d['’]emploi|de recrutement)",
    "working_time": r"temps de travail|dur[ée]e (?:hebdomadaire|du travail)(?: de travail)?|quotit[ée] de travail",
    "closes": r"date (?:limite|de cl[ôo]ture)(?: (?:de|des|du) (?:d[ée]p[ôo]t|r[ée]ception|envoi|r[ée]ponse"
    r"|candidatures?)(?: (?:de|des) (?:la |votre |vos )?candidatures?)?)?|cl[ôo]ture des candidatures"
    r"|limite de candidature",
    "starts": r"(?:date (?:de |pr[ée]vue de )?)?prise de (?:poste|fonctions?)|date d['’]embauche"
    rf"|(?:poste )?[àa] pourvoir(?=\s*:?\s*(?:{_FROM}))",
}
_PLAIN: Mapping[str, str] = {
    "title": rf"poste(?: [àa] pourvoir| propos[ée])?(?!\s*:\s*(?:{_FROM}))"
    r"|emploi|offre d['’]emploi|fiche de poste|m[ée]tier",
    "place": r"lieu|localisation|affectation|secteur",
    "contract": r"contrat|statut",
    "working_time": r"horaires|temps|quotit[ée]",
    "salary": r"r[ée]mun[ée]ration|salaire|traitement",
    "starts": r"d[ée]but(?: du contrat)?",
}
_BULLET = r"^\s*(?:[-–•*▪■➢►o]\s+)?"
_LABELS: Mapping[str, tuple[re.Pattern[str], ...]] = {
    name: tuple(
        re.compile(pattern, re.IGNORECASE | re.MULTILINE)
        for pattern in (
            rf"{_BULLET}(?:{_SURE[name]})\b\s*[:–-]?\s*\n?(.+)$" if name in _SURE else "",
            rf"{_BULLET}(?:{_PLAIN[name]})\s*:\s*\n?(.+)$" if name in _PLAIN else "",
        )
        if pattern
    )
    for name in (*_SURE, "salary")
}

_RECRUITS = re.compile(
    r"\b(?:recrut(?:e|ons|ent)|recherch(?:e|ons|ent))\b\s*:?\s*\n?\s*"
    r"(?:(?:une?\b(?:\s?\(e\)|/une\b)?|son|sa|ses|des|\d+|deux|trois)\s+)?(?P<title>[^\n.;,]{3,100})",
    re.IGNORECASE,
)
_DAY = r"(?:\w+ )?\d{1,2}(?:er)?(?:[/.-]\d{1,2}[/.-]\d{2,4}| [a-zéûôA-Z]{3,9}(?: \d{4})?)"
_BEFORE = re.compile(
    rf"\b(?:avant le|au plus tard le|jusqu['’]au|pour le|le|limite\b[^.\n]{{0,30}}?)\s+(?P<day>{_DAY})", re.IGNORECASE
)
_VACANT = re.compile(rf"\b[àa] pourvoir\s*:?\s*(?P<from>(?:{_FROM})[^\n.;,]{{0,40}})", re.IGNORECASE)
_DEADLINE = re.compile(r"\bavant le\b|\bau plus tard\b|\bjusqu['’]au\b|\bd[ée]lai\b|\blimite\b", re.IGNORECASE)
_APPLYING = re.compile(r"\bcandidat|\bpostuler|\bCV\b|\blettre de motivation|\bdossier", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý])|\n")
_FURTHER = r"[^.\n;,:(]{0,40}\b"
_CONTRACTS = re.compile(
    rf"\b(?:CDD|CDI)\b{_FURTHER}|\bemplois? saisonniers?\b"
    rf"|\bcontrat (?:[àa] dur[ée]e|saisonnier|d['’]apprentissage|de professionnalisation|aid[ée]){_FURTHER}",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"\btemps (?:(?:non )?complet|plein|partiel)\b[^.\n;]{0,30}\b"
    r"|\b\d{1,2} ?h(?:eures)?(?: ?\d{2})? (?:par semaine|hebdomadaires?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PlainOffer:
    """What was found, each in the text's own words; the normalisers say what it means."""

    title: str | None = None
    place: str | None = None
    contract: str | None = None
    working_time: str | None = None
    salary: str | None = None
    closes: str | None = None
    starts: str | None = None


def read_plain_offer(text: str) -> PlainOffer:
    """Read a text of one paragraph a line.

    A place is taken from a label only: the address in such a text is where to write to.
    """
    told = {field.name: _labelled(text, field.name) for field in fields(PlainOffer)}
    return PlainOffer(
        **told
        | {
            "title": told["title"] or _recruits(text),
            "contract": told["contract"] or _all(_CONTRACTS, text),
            "working_time": told["working_time"] or _all(_TIMES, text),
            "closes": told["closes"] or _deadline(text),
            "starts": told["starts"] or ((vacant := _VACANT.search(text)) and vacant["from"].strip()) or None,
        }
    )


def _labelled(text: str, name: str) -> str | None:
    for pattern in _LABELS[name]:
        if match := pattern.search(text):
            return match[1].strip() or None
    return None


def _recruits(text: str) -> str | None:
    match = _RECRUITS.search(text)
    return match["title"].strip(" :-–") if match else None


def _all(pattern: re.Pattern[str], text: str) -> str | None:
    """Return all places where a text names a kind: where they disagree, the normaliser refuses."""
    return " | ".join(dict.fromkeys(match[0].strip() for match in pattern.finditer(text))) or None


def _deadline(text: str) -> str | None:
    """Return the day until which a sentence about applying asks for applications."""
    for sentence in _SENTENCE.split(text):
        word = _DEADLINE.search(sentence) if _APPLYING.search(sentence) else None
        if word and (match := _BEFORE.search(sentence, word.start())):
            return match["day"]
    return None
