"""Words on remote work, in a field or in an offer's text, to whether and how much."""

import re

from crawlers.normalise.clauses import clauses, clauses_about
from crawlers.normalise.refusals import Refusal
from matching.offers import Remote, RemoteKind
from matching.parsed import Parsed
from matching.text.fold import fold

# What platforms' fields hold: schema.org jobLocationType, Lever and Ashby workplaceType, Teamtailor remoteStatus,
# Flatchr remote, HelloWork remote, Workday remoteType.
_FIELDS = {
    **dict.fromkeys(
        (
            "none",
            "no",
            "non",
            "false",
            "onsite",
            "on-site",
            "on site",
            "sur site",
            "notime",
            "pas_teletravail",
            "presentiel",
        ),
        RemoteKind.NONE,
    ),
    **dict.fromkeys(("hybrid", "hybride", "partial", "sometime", "partiel", "remote hybrid"), RemoteKind.PARTIAL),
    **dict.fromkeys(("temporary", "flexible", "possible", "oui", "yes", "ponctuel"), RemoteKind.POSSIBLE),
    **dict.fromkeys(
        ("telecommute", "remote", "full remote", "fully remote", "fully", "full", "fulltime", "total", "complet"),
        RemoteKind.FULL,
    ),
}
_SUBJECT = re.compile(
    r"t[ée]l[ée][- ]?trava|\bfull[- ]remote|\bremote\b|\bhome[- ]?office"
    r"|travail(?:ler)? [àa] distance|\bdistanciel|\b(?:travail|mode|rythme|organisation|poste|emploi) hybride",
    re.IGNORECASE,
)
_HYBRID_OTHER = re.compile(r"\b(?:vehicules?|voitures?|moteurs?|cloud|infrastructures?|formation|bus) hybrides?\b")
_NO = re.compile(
    r"\b(?:pas|aucun|sans|hors|ni)(?: \w+){0,3} teletravail|\bnon[- ]teletravaillable|\bpas teletravaillable"
    r"|teletravail ?(?::|\()? ?(?:non|aucun|impossible|pas (?:possible|autorise"
    r"|propose))\b|teletravail (?:n'est )?pas (?:possible|prevu)"
    r"|\b100 ?% (?:en )?presentiel|\bno remote\b"
)
_FULL = re.compile(
    r"\b(?:100 ?%|full|fully|total(?:ement)?|integral(?:ement)?|entierement|exclusivement|complet(?:ement)?)"
    r"(?: en| a)? ?-?(?:teletravail|remote|distanciel|distance|home[- ]?office)"
    r"|teletravail (?:a )?(?:100 ?%|complet|total|integral|permanent|full)|travail (?:100 ?% )?a distance complet"
    r"|remote (?:100 ?%|complet|total)"
)
_NUMBER = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4}
_DAYS = re.compile(
    r"(?:(?P<least>\d|un|deux|trois) ?(?:a|-|ou|/) ?)?(?P<days>\d(?:[.,]5)?|un"
    r"|deux|trois|quatre) ?j(?:ours?|rs?|ournees?)?\b"
    r"(?! (?:de conges?|de rtt|de cp|de presence|sur site|en presentiel|au bureau|ouvr))"
    r"(?P<month> ?(?:par|/) ?(?:mois|an)\b)?"
)
_PRESENCE = re.compile(r"\d ?j(?:ours?)? (?:de presence|sur site|en presentiel|au bureau)")
_PARTIAL = re.compile(
    r"\bhybride\b|\bhybrid\b|teletravail partiel|partiellement|\balternance (?:bureau|presentiel)"
    r"|teletravail (?:regulier|\d{2} ?%)|\d{2} ?% (?:de |en )?teletravail"
)
_POSSIBLE = re.compile(
    r"possib\w*|accord\b|charte|occasionnel\w*|ponctuel\w*|eligible|autorise\w*|envisage\w*|prevu|propose\w*|compatible"
    r"|teletravaillable|ouvert|selon|avantages?|prime|indemnite|flexib\w*"
    r"|^\W*(?:le )?teletravail\W*$|teletravail ?: ?oui"
)


def remote_words(text: str) -> str | None:
    """Return the sentences of an offer's text that speak of remote work."""
    words = clauses_about(text, _SUBJECT) or ""
    return " | ".join(one for one in words.split(" | ") if one and not _HYBRID_OTHER.search(fold(one))) or None


def parse_remote(raw: str | None) -> Parsed[Remote]:
    """Read remote work: "TELECOMMUTE", "hybrid", "Télétravail : 2 jours par semaine", "pas de télétravail".

    Days are the most that a week may have. Several sentences that agree are one; an announced number of days beats
    "possible", and sentences that contradict each other are refused.
    """
    if raw is None or not raw.strip():
        return Parsed[Remote]()
    read = [remote for clause in clauses(raw) if (remote := _read(fold(clause)))]
    kinds = {remote.kind for remote in read}
    if len(kinds) > 1:
        kinds -= {RemoteKind.POSSIBLE}
    if not kinds:
        return Parsed[Remote](raw=raw, refusal=Refusal.SAYS_NOTHING_SURE)
    days = {remote.days for remote in read if remote.kind in kinds and remote.days}
    if len(kinds) > 1 or len(days) > 1:
        return Parsed[Remote](raw=raw, refusal=Refusal.SEVERAL)
    return Parsed[Remote](raw=raw, value=Remote(kind=kinds.pop(), days=next(iter(days), None)))


def _read(text: str) -> Remote | None:
    if kind := _FIELDS.get(text.strip(" .")):
        return Remote(kind=kind)
    if _NO.search(text):
        return Remote(kind=RemoteKind.NONE)
    if _FULL.search(text):
        return Remote(kind=RemoteKind.FULL)
    if not _SUBJECT.search(text):
        return None
    if match := _DAYS.search(text):
        days = _NUMBER.get(match["days"]) or float(match["days"].replace(",", "."))
        weekly = not match["month"] and 0 < days < 5
        return Remote(
            kind=RemoteKind.FULL if days == 5 and not match["month"] else RemoteKind.PARTIAL,
            days=days if weekly else None,
        )
    if _PARTIAL.search(text) or _PRESENCE.search(text):
        return Remote(kind=RemoteKind.PARTIAL)
    return Remote(kind=RemoteKind.POSSIBLE) if _POSSIBLE.search(text) else None
