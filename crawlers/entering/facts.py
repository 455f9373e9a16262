"""The facts that a person is asked for, how each is called, and what is wrong with an answer. Pure functions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from crawlers.normalise.contract import parse_contract
from crawlers.normalise.dates import closing_date, parse_date
from crawlers.normalise.description import clean_description
from crawlers.normalise.experience import parse_experience
from crawlers.normalise.place import parse_places
from crawlers.normalise.refusals import Refusal
from crawlers.normalise.salary import parse_salary
from crawlers.normalise.title import display_title
from crawlers.normalise.working_time import parse_working_time
from crawlers.postings import RawPlace, RawPosting
from crawlers.screening.judging import TEXT_LETTERS, TITLE_LETTERS
from matching.parsed import Parsed
from matching.places.gazetteer import gazetteer

_WHY: Mapping[str, str] = {
    Refusal.AMBIGUOUS: "plusieurs sens possibles",
    Refusal.SEVERAL: "plusieurs valeurs différentes",
    Refusal.SAYS_NOTHING_SURE: "rien de sûr n'y est dit",
    Refusal.FOREIGN: "hors de France",
    Refusal.NO_PLACE: "aucune commune n'y est nommée",
    Refusal.UNRECOGNISED: "inconnu de la liste officielle des communes, ou contradictoire",
    Refusal.NO_AMOUNT: "aucune somme n'y est dite",
    Refusal.NO_PERIOD: "une somme, mais par heure, par mois ou par an ?",
    Refusal.IMPLAUSIBLE: "une valeur invraisemblable",
    Refusal.NO_DATE: "aucun jour n'y est dit",
    Refusal.INCOMPLETE_DATE: "le jour, le mois ou l'année manque",
    Refusal.RELATIVE_OPEN: "à partir de quel jour ?",
    Refusal.FORMULA: "une date trop lointaine pour être choisie",
    Refusal.NOT_A_DATE: "ce jour n'existe pas, ou ce n'est pas une date",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of an offer, as staff know it."""

    name: str
    """Field of `RawPosting`; ``place`` stands for ``places``."""
    word: str
    """What staff call it: the key of a form file, and the label of a question."""
    expected: str
    """What an answer looks like."""
    required: bool
    parse: Callable[[str, date], Parsed[Any]] | None = None
    """The normaliser that has to understand a typed answer."""


FACTS: tuple[Fact, ...] = (
    Fact("title", "titre", "le métier, par exemple « Boulanger »", True),
    Fact("employer_name", "employeur", "le nom de l'employeur", True),
    Fact(
        "place", "lieu", "une commune, avec son code postal si d'autres ont ce nom : « 46300 Gourdon »", True,
        lambda text, _: parse_places((RawPlace(text=text),), gazetteer()),
    ),
    Fact("description", "texte", "en quoi consiste le poste, en quelques phrases", True),
    Fact(
        "url", "lien", "la page publique où lire l'offre ou joindre l'employeur, http:// ou https:// : "
        "aucune offre n'est montrée sans sa source", True,
    ),
    Fact(
        "contract", "contrat", "« CDI », « CDD 6 mois », « saisonnier », « apprentissage »...", False,
        lambda text, _: parse_contract(text),
    ),
    Fact("closes", "cloture", "dernier jour pour postuler : « 31/12/2026 »", False,
         lambda text, as_of: closing_date(text, None, as_of)),
    Fact(
        "working_time", "temps_de_travail", "« temps plein », « 28 h par semaine »", False,
        lambda text, _: parse_working_time(text),
    ),
    Fact("salary", "salaire", "« 1 900 € brut par mois »", False, lambda text, _: parse_salary(text)),
    Fact("starts", "debut", "premier jour de travail : « 1er février 2027 »", False, parse_date),
    Fact("posted", "publication", "jour où l'employeur l'a publiée : « 20/11/2026 »", False, parse_date),
    Fact(
        "experience", "experience", "« débutant accepté », « 2 ans »", False, lambda text, _: parse_experience(text)
    ),
    Fact("apply_url", "candidature", "la page où postuler, si c'en est une autre", False),
)  # fmt: skip
"""In the order in which they are asked for."""


def fact_named(name: str) -> Fact:
    """Return the fact of a field."""
    return next(fact for fact in FACTS if fact.name == name)


def fault(fact: Fact, answer: str | None, as_of: date) -> str | None:
    """Return what is wrong with an answer (French), with what is expected; None: it can be used.

    An optional fact may stay without answer.
    """
    answer = (answer or "").strip()
    if not answer:
        return f"il faut {fact.expected}" if fact.required else None
    why = _unusable(fact, answer, as_of)
    return f"« {_short(answer)} » : {why} ; attendu : {fact.expected}" if why else None


def answer_of(posting: RawPosting, fact: Fact) -> str | None:
    """Return what a posting says of a fact, in its own words."""
    if fact.name != "place":
        value: str | None = getattr(posting, fact.name)
        return value
    told = (
        place.text or " ".join(filter(None, (place.postcode, place.locality))) or place.insee
        for place in posting.places
    )
    return " ; ".join(filter(None, told)) or None


def with_answers(posting: RawPosting, answers: Mapping[str, str]) -> RawPosting:
    """Return a posting with the answers, by field, in place of what it said; "" leaves a fact open."""
    told: dict[str, Any] = {name: answer or None for name, answer in answers.items() if name != "place"}
    if "place" in answers:
        told["places"] = (RawPlace(text=answers["place"]),) if answers["place"] else ()
    return posting.model_copy(update=told)


def faults(posting: RawPosting, as_of: date) -> Mapping[str, str]:
    """Return what keeps a posting that was read from being entered: field to what is wrong.

    Only facts that must be there count: what an employer writes of pay or contract may be vague, and stays as written.
    """
    found = {
        fact.name: fault(fact, None if fact.name == "place" else answer_of(posting, fact), as_of)
        for fact in FACTS
        if fact.required
    }
    places = parse_places(posting.places, gazetteer())
    if places.known:
        found["place"] = None
    elif places.refusal:
        found["place"] = f"« {places.raw} » : {_WHY[places.refusal]} ; attendu : {fact_named('place').expected}"
    return {name: why for name, why in found.items() if why}


def _unusable(fact: Fact, answer: str, as_of: date) -> str | None:
    if fact.name == "title" and _letters(display_title(answer)) < TITLE_LETTERS:
        return "aucun métier n'y est nommé"
    if fact.name == "description" and _letters(clean_description(answer).text) < TEXT_LETTERS:
        return f"trop court : {TEXT_LETTERS} lettres au moins, pour savoir si le poste convient"
    if fact.name in ("url", "apply_url") and not is_address(answer):
        return "ce n'est pas l'adresse d'une page"
    if fact.parse is not None and (refusal := fact.parse(answer, as_of).refusal):
        return _WHY[refusal]
    return None


def is_address(text: str) -> bool:
    """Whether a text is the address of a web page."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in text


def _letters(text: str) -> int:
    return sum(char.isalpha() for char in text)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}..."
