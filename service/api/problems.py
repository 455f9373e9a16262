"""Errors as RFC 9457 problem details: one table from what went wrong to what the visitor is told."""

from collections.abc import Sequence
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from matching.index.protocol import IndexUnreachableError, RebuildNeededError
from matching.offers import StatusReason
from matching.recommender import TooLittleToGoOnError
from service.api.communes import UnknownCommuneError
from service.api.public import NotReadyError, OfferGoneError
from service.records.errors import UnknownOfferError

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 10
"""A cluster has chosen itself a new master by then, or a person is needed."""


class ProblemType(StrEnum):
    """What went wrong, for machines. Stable: clients may compare these."""

    INVALID_REQUEST = "urn:lot-recrute:problem:invalid-request"
    UNKNOWN_COMMUNE = "urn:lot-recrute:problem:unknown-commune"
    UNKNOWN_OFFER = "urn:lot-recrute:problem:unknown-offer"
    OFFER_GONE = "urn:lot-recrute:problem:offer-gone"
    NOTHING_TO_MATCH = "urn:lot-recrute:problem:nothing-to-match"
    NOT_READY = "urn:lot-recrute:problem:not-ready"
    INTERNAL_ERROR = "urn:lot-recrute:problem:internal-error"
    HTTP = "about:blank"
    """Nothing beyond what the HTTP status says."""


class Flaw(BaseModel):
    """One thing that is wrong with a request."""

    where: str = Field(
        description="Part of the request and path inside it.", examples=["query.page", "body.contracts[0]"]
    )
    detail: str = Field(description="What was wrong, in French.")
    expected: str | None = Field(None, description="What would have been right, in French.")


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    type: ProblemType
    title: str = Field(description="The kind of problem, in French.")
    status: int = Field(description="HTTP status, repeated.")
    detail: str = Field(description="This occurrence, in French.")
    instance: str | None = Field(None, description="Path of the request.")
    errors: tuple[Flaw, ...] | None = Field(None, description="Each flaw of an invalid request.")
    reason: StatusReason | None = Field(None, description="Why an offer is gone.")


class ProblemResponse(JSONResponse):
    """A problem as the answer to a request."""

    media_type = MEDIA_TYPE

    def __init__(self, problem: Problem, headers: dict[str, str] | None = None) -> None:
        super().__init__(problem.model_dump(mode="json", exclude_none=True), problem.status, headers)


_GONE_BECAUSE: dict[StatusReason, str] = {
    StatusReason.CLOSING_DATE_PASSED: "Sa date limite de candidature est passée.",
    StatusReason.PAGE_GONE: "Sa page n'existe plus chez l'employeur.",
    StatusReason.PAGE_SAYS_CLOSED: "La page de l'employeur dit qu'elle n'est plus ouverte.",
    StatusReason.ABSENT_TWICE: "L'employeur ne la liste plus.",
    StatusReason.NOT_SEEN: "Elle n'a pas été revue chez l'employeur depuis 30 jours.",
    StatusReason.NOT_CONFIRMED: "Personne ne l'a confirmée auprès de l'employeur depuis 60 jours.",
    StatusReason.DUPLICATE: "La même offre est publiée sous une autre adresse.",
    StatusReason.STAFF_DECISION: "L'équipe l'a retirée.",
    StatusReason.REFUSED_BY_SCREENING: "Sa dernière version ne remplit plus nos conditions de publication.",
}
"""Why an offer left the public list; of other reasons only the code is given."""

_HTTP: dict[int, tuple[str, str]] = {
    400: ("Requête illisible", "Le serveur n'a pas compris la requête."),
    404: ("Page introuvable", "Rien ne se trouve à cette adresse."),
    405: ("Méthode non autorisée", "Cette adresse n'accepte pas cette méthode."),
    413: ("Envoi trop volumineux", "L'envoi dépasse la taille acceptée."),
    415: ("Format non accepté", "Le format de l'envoi n'est pas accepté."),
}

_EXPECTED: dict[str, str] = {
    "missing": "une valeur obligatoire",
    "extra_forbidden": "aucun champ de ce nom",
    "json_invalid": "un document JSON valide",
    "enum": "l'une de ces valeurs : {expected}",
    "int_parsing": "un nombre entier",
    "int_type": "un nombre entier",
    "int_from_float": "un nombre entier",
    "float_parsing": "un nombre",
    "string_type": "un texte",
    "string_too_long": "au plus {max_length} caractères",
    "string_pattern_mismatch": "un texte de la forme {pattern}",
    "too_long": "au plus {max_length} éléments",
    "greater_than_equal": "une valeur d'au moins {ge}",
    "less_than_equal": "une valeur d'au plus {le}",
    "tuple_type": "une liste",
    "model_attributes_type": "un objet JSON",
}
"""Pydantic's error types (https://docs.pydantic.dev/latest/errors/validation_errors/) that our models can raise."""

_DETAILS: dict[str, str] = {
    "missing": "La valeur manque.",
    "extra_forbidden": "Ce champ n'existe pas.",
    "json_invalid": "Le document n'est pas du JSON.",
    "why_without_not_for_me": "`why` dit pourquoi une offre ne convient pas : il ne va qu'avec `not_for_me`.",
    "postcode_for_insee": "C'est un code postal ; il faut le code INSEE de la commune, ou son nom dans `commune`.",
    "unknown_insee": "Aucune commune ne porte ce code INSEE.",
    "fault_teaches_nothing": "Une faute de l'offre se signale par POST /api/v1/offers/{offer_id}/faults.",
}


def problem_of(error: Exception) -> Problem:
    """Return what a visitor is told of an error. What we did not foresee is told without its particulars."""
    match error:
        case RequestValidationError():
            detail = "Une ou plusieurs valeurs ne sont pas celles attendues."
            wrong = flaws(error.errors())
            return _problem(ProblemType.INVALID_REQUEST, 422, "Requête refusée", detail, errors=wrong)
        case UnknownCommuneError():
            expected = "le nom d'une commune, ou son code INSEE (et non son code postal)"
            flaw = Flaw(where="query.commune", detail=str(error), expected=expected)
            return _problem(ProblemType.UNKNOWN_COMMUNE, 422, "Commune inconnue", str(error), errors=(flaw,))
        case TooLittleToGoOnError():
            return _problem(ProblemType.NOTHING_TO_MATCH, 422, "Profil trop vide", str(error))
        case UnknownOfferError():
            detail = "Aucune offre publiée ne porte cet identifiant."
            return _problem(ProblemType.UNKNOWN_OFFER, 404, "Offre inconnue", detail)
        case OfferGoneError():
            detail = f"Cette offre n'est plus publiée. {_GONE_BECAUSE.get(error.reason, '')}".strip()
            return _problem(ProblemType.OFFER_GONE, 410, "Offre retirée", detail, reason=error.reason)
        case NotReadyError() | RebuildNeededError() | IndexUnreachableError():
            detail = "Les offres ne sont pas accessibles pour l'instant."
            return _problem(ProblemType.NOT_READY, 503, "Service indisponible", detail)
        case HTTPException():
            phrase = HTTPStatus(error.status_code).phrase
            return _problem(ProblemType.HTTP, error.status_code, *_HTTP.get(error.status_code, (phrase, phrase)))
        case _:
            detail = "Une erreur est survenue de notre côté. Réessayez dans quelques minutes."
            return _problem(ProblemType.INTERNAL_ERROR, 500, "Erreur du serveur", detail)


def _problem(kind: ProblemType, status: int, title: str, detail: str, **more: Any) -> Problem:
    return Problem(type=kind, status=status, title=title, detail=detail, **more)


def flaws(errors: Sequence[Any]) -> tuple[Flaw, ...]:
    """Put Pydantic's errors into French. What the visitor sent is not repeated: it may be personal."""
    return tuple(
        Flaw(
            where=_path(error["loc"]),
            detail=_DETAILS.get(error["type"], "La valeur n'est pas acceptée."),
            expected=_expected(error),
        )
        for error in errors
    )


def _path(location: Sequence[str | int]) -> str:
    # Broken JSON is located by the number of a character, which is no place in a document.
    steps = location[:1] if len(location) == 2 and isinstance(location[1], int) else location
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")


def _expected(error: dict[str, Any]) -> str | None:
    expected = _EXPECTED.get(error["type"])
    return expected.format_map(error.get("ctx", {})).replace(" or ", " ou ") if expected else None


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the `responses` of a route that may answer with problems of these statuses."""
    return {status: {"model": Problem, "description": _DOCUMENTED[status]} for status in statuses}


_DOCUMENTED = {
    404: "No offer has this id.",
    410: "The offer was public once and is no longer; `reason` says why.",
    413: "The body is larger than 64 KiB.",
    422: "The request is not valid; `errors` says what was wrong where, and what was expected.",
    503: "The records or the index cannot be reached; the header `Retry-After` says when to ask again.",
}
