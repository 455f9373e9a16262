"""What visitors type into the two forms, and what it means. What they typed is kept as typed, for the next try."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from pydantic import BaseModel, ValidationError

from matching.feedback import Feedback
from matching.places.communes import Commune
from matching.profiles import CandidateProfile
from service.api.communes import UnknownCommuneError, commune_typed
from service.api.problems import flaws
from service.api.search import OfferQuery

M = TypeVar("M", bound=BaseModel)

PAGE_SIZE = 20


class FormError(Exception):
    """What was typed cannot be used.

    Attributes:
        messages: French, by field of the form, in the form's order.
    """

    def __init__(self, messages: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{field}: {message}" for field, message in messages.items()))
        self.messages = messages


class SearchForm(BaseModel):
    """The search of the offers, as its address holds it."""

    mots: str = ""
    commune: str = ""
    rayon: str = ""
    contrat: list[str] = []
    metier: list[str] = []
    employeur: list[str] = []
    page: str = ""

    def query(self) -> OfferQuery:
        """Return the query meant.

        Raises:
            FormError: a value cannot be used.
        """
        names = {
            "q": "mots",
            "commune": "commune",
            "radius_km": "rayon",
            "contract": "contrat",
            "occupation": "metier",
            "employer": "employeur",
            "page": "page",
        }
        commune, messages = _commune(self.commune)
        given = {"page_size": PAGE_SIZE, **({"commune": commune.insee} if commune else {})}
        return _validated(OfferQuery, self, names, given, messages)

    def address(self, **changes: object) -> str:
        """Return the address of this search with some values changed; a changed filter starts at page 1."""
        values = {**self.model_dump(), "page": "", **changes}
        query = urlencode({name: value for name, value in values.items() if value}, doseq=True)
        return f"/offres?{query}" if query else "/offres"

    def without(self, name: str, value: str) -> str:
        """Return the address of this search with one value of a filter taken away."""
        return self.address(**{name: [other for other in getattr(self, name) if other != value]})

    def narrowed(self, name: str, value: str) -> str:
        """Return the address of this search narrowed to a filter's value."""
        return self.address(**{name: [value]})


class ProfileForm(BaseModel):
    """What a candidate tells."""

    metiers: str = ""
    competences: str = ""
    experience: str = ""
    commune: str = ""
    demenagement: str = ""
    transport: str = ""
    minutes: str = ""
    contrats: list[str] = []
    temps: str = ""
    permis: str = ""
    langues: str = ""
    texte: str = ""
    avis: list[str] = []
    """What was said of offers so far: "offer:kind" or "offer:kind:why", in the order it was said."""

    def said(self) -> list[Feedback]:
        """Return what was said of offers, of each the last word.

        Raises:
            FormError: a word cannot be read.
        """
        try:
            words = [
                Feedback.model_validate(dict(zip(("offer", "kind", "why"), word.split(":"), strict=False)))
                for word in self.avis
            ]
        except ValidationError as error:
            raise FormError({"avis": "Une de vos réponses est illisible ; revenez à la page précédente."}) from error
        return list({one.offer: one for one in words}.values())

    def profile(self) -> CandidateProfile:
        """Return the profile told.

        Raises:
            FormError: a value cannot be used.
        """
        names = {
            "wanted_jobs": "metiers",
            "skills": "competences",
            "experience": "experience",
            "commune": "commune",
            "moving_to": "demenagement",
            "transport": "transport",
            "max_minutes": "minutes",
            "contracts": "contrats",
            "working_time": "temps",
            "licences": "permis",
            "languages": "langues",
            "text": "texte",
        }
        given: dict[str, Any] = {
            name: _items(getattr(self, names[name])) for name in ("wanted_jobs", "skills", "licences", "languages")
        }
        commune, messages = _commune(self.commune)
        if commune:
            given |= {"commune": commune.name, "commune_insee": commune.insee}
        return _validated(CandidateProfile, self, names, given, messages)


def _commune(typed: str) -> tuple[Commune | None, dict[str, str]]:
    """Return the commune, None where none was told or found, and what is to be said of it."""
    try:
        return (commune_typed(typed) if typed.strip() else None), {}
    except UnknownCommuneError as error:
        return None, {"commune": str(error)}


def _validated(
    model: type[M],
    form: BaseModel,
    names: Mapping[str, str],
    given: Mapping[str, Any],
    messages: Mapping[str, str],
) -> M:
    """Read a model from a form; empty fields were not told.

    Args:
        model: what to read.
        form: what was typed.
        names: the model's fields to the form's.
        given: values that are already understood.
        messages: what is already known to be wrong, by field of the form.

    Raises:
        FormError: with all that is wrong.
    """
    told = {field: value for field, name in names.items() if (value := _told(getattr(form, name)))}
    found: dict[str, str] = {}
    try:
        valid = model.model_validate({**told, **given})
    except ValidationError as error:
        for fault, flaw in zip(error.errors(), flaws(error.errors()), strict=True):
            found.setdefault(
                names[str(fault["loc"][0])], f"Indiquez {flaw.expected}." if flaw.expected else flaw.detail
            )
    else:
        if not messages:
            return valid
    wrong = {**found, **messages}
    raise FormError({name: wrong[name] for name in type(form).model_fields if name in wrong})


def _told(value: str | Sequence[str]) -> str | Sequence[str]:
    return value.strip() if isinstance(value, str) else [item for item in value if item.strip()]


def _items(text: str) -> list[str]:
    """Split a list as people type it: by lines, commas or semicolons."""
    return [item.strip() for item in re.split(r"[\n,;]+", text) if item.strip()]
