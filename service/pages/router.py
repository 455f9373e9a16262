"""The pages: search the offers, say what you can do, read why an offer fits. No script anywhere."""

from collections.abc import Callable, Mapping, Sequence
from math import ceil
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from matching.feedback import Feedback, FeedbackKind
from matching.index.protocol import OfferFilter, OfferSearch
from matching.offers import Contract
from matching.recommender import TooLittleToGoOnError
from service.api.communes import lot_communes
from service.api.dependencies import Catalogue, Now, Site, Today
from service.api.labels import CONTRACTS, contract_label, occupation_label
from service.api.models import FacetValue, OfferResults, PublicOffer, PublicOfferDetail, PublicRecommendation
from service.api.offers import CACHE, find
from service.api.public import PublicCatalogue
from service.api.search import MAX_PAGE
from service.pages import wording
from service.pages.forms import FormError, ProfileForm, SearchForm
from service.pages.job_posting import job_posting
from service.pages.rendering import render

router = APIRouter(include_in_schema=False)

NEWEST = 6
"""Offers shown on the first page."""
RECOMMENDED = 20
"""Offers recommended at a time."""
FACET_VALUES = 10
"""Values shown of a facet: the most frequent."""

_CACHED = {"Cache-Control": CACHE}
_NOT_KEPT = {"Cache-Control": "no-store"}
_READ = ["GET", "HEAD"]

_OFTEN_ACCEPTED = (
    Contract.CDI,
    Contract.CDD,
    Contract.INTERIM,
    Contract.SEASONAL,
    Contract.APPRENTICESHIP,
    Contract.INDEPENDENT,
)

_PROFILE_OPTIONS = {
    "contracts": [(contract.value, CONTRACTS[contract]) for contract in _OFTEN_ACCEPTED],
    "transport": [*wording.TRANSPORTS.items(), ("", "Non précisé")],
    "working_times": [*wording.WORKING_TIMES.items(), ("", "Peu importe")],
}

_PROFILE_LABELS = {
    "metiers": "Métiers recherchés",
    "competences": "Ce que vous savez faire",
    "experience": "Votre expérience",
    "commune": "Commune où vous habitez",
    "demenagement": "Où vous voulez vivre",
    "transport": "Pour aller travailler",
    "minutes": "Trajet le plus long",
    "contrats": "Contrats acceptés",
    "temps": "Temps de travail",
    "permis": "Permis et certificats",
    "langues": "Langues",
    "texte": "Autre chose à nous dire",
    "avis": "Vos réponses",
}


@router.api_route("/", methods=_READ)
def home(request: Request, catalogue: Catalogue, today: Today, site: Site) -> Response:
    """Invite to search or to tell, and show the newest offers."""
    newest = catalogue.search(OfferSearch(filter=OfferFilter(today=today), limit=NEWEST))
    return render(
        request,
        "home.html",
        headers=_CACHED,
        total=newest.total,
        offers=[PublicOffer.of(offer, site) for offer in newest.offers],
        **_search_form(SearchForm(), {}),
    )


@router.api_route("/offres", methods=_READ)
def search(
    request: Request, form: Annotated[SearchForm, Query()], catalogue: Catalogue, today: Today, site: Site
) -> Response:
    """Show what a search found."""
    try:
        found = find(form.query(), catalogue, today, site)
    except FormError as error:
        return _search_again(request, form, error.messages)
    pages = min(ceil(found.total / found.page_size), MAX_PAGE)
    return render(
        request,
        "offers.html",
        headers=_CACHED,
        results=found,
        heading=_heading(form, found.total),
        chips=_chips(form, catalogue.employers),
        facets=_facets(form, found),
        pages=pages,
        previous_page=form.address(page=found.page - 1) if 1 < found.page <= pages else None,
        next_page=form.address(page=found.page + 1) if found.page < pages else None,
        **_search_form(form, {}),
    )


@router.api_route("/offres/{offer_id}", methods=_READ)
def offer(
    request: Request, offer_id: str, catalogue: Catalogue, today: Today, site: Site, signalement: str = ""
) -> Response:
    """Show an offer: facts, extract or whole text, its source, and where to say that something is wrong with it."""
    found = catalogue.offer(offer_id, today)
    public = PublicOfferDetail.of(found, site)
    return render(
        request,
        "offer.html",
        headers=_CACHED,
        offer=public,
        facts=wording.facts(public),
        unknown=wording.UNKNOWN,
        job_posting=job_posting(found),
        faults=wording.FAULTS,
        reported=signalement,
    )


@router.post("/offres/{offer_id}/signalement")
def report(offer_id: str, catalogue: Catalogue, today: Today, now: Now, motif: Annotated[str, Form()] = "") -> Response:
    """Tell staff what is wrong with an offer, and lead back to it."""
    known = motif in [kind.value for kind in wording.FAULTS]
    if known:
        catalogue.report(offer_id, FeedbackKind(motif), today, now)
    told = "transmis" if known else "sans-motif"
    return RedirectResponse(f"/offres/{quote(offer_id, safe='')}?signalement={told}#signaler", status_code=303)


@router.api_route("/profil", methods=_READ)
def profile(request: Request) -> Response:
    """Ask what a candidate can do and looks for."""
    return _profile_page(request, ProfileForm(), {}, status=200)


@router.api_route("/recommandations", methods=_READ)
def recommendations_without_profile() -> Response:
    """Lead to the form: nothing is kept, so there is nothing to show without one."""
    return RedirectResponse("/profil", status_code=303)


@router.post("/recommandations")
def recommend(
    request: Request, form: Annotated[ProfileForm, Form()], catalogue: Catalogue, today: Today, site: Site
) -> Response:
    """Show the offers that fit, with the reasons; nothing is kept."""
    try:
        said = form.said()
    except FormError as error:
        return _profile_page(request, form, error.messages, status=422)
    answers = _said(said, catalogue)
    try:
        found = catalogue.recommend(form.profile(), today, RECOMMENDED, said)
    except FormError as error:
        return _profile_page(request, form, error.messages, status=422, said=answers)
    except TooLittleToGoOnError as error:
        return _profile_page(request, form, {"metiers": str(error)}, status=422, said=answers)
    return render(
        request,
        "recommendations.html",
        headers=_NOT_KEPT,
        form=form,
        options=_PROFILE_OPTIONS,
        communes=lot_communes(),
        recommendations=[PublicRecommendation.of(one, site) for one in found if not one.is_other_work],
        other_work=[PublicRecommendation.of(one, site) for one in found if one.is_other_work],
        verdicts=wording.VERDICTS,
        criteria=wording.CRITERIA,
        said=answers,
        why_not=wording.WHY_NOT,
    )


@router.api_route("/mentions", methods=_READ)
def about(request: Request) -> Response:
    """Say what this is, how offers are ranked, and that nothing is kept."""
    return render(request, "about.html", headers=_CACHED)


def _said(said: Sequence[Feedback], catalogue: PublicCatalogue) -> list[dict[str, str]]:
    """Return the form's value of each word on an offer, and how to tell it."""
    offers = catalogue.offers([one.offer for one in said])
    return [
        {
            "value": ":".join(filter(None, (one.offer, one.kind.value, one.why and one.why.value))),
            "title": offers[one.offer].title if one.offer in offers else "Une offre qui n'est plus publiée",
            "said": wording.said(one),
        }
        for one in said
    ]


def _profile_page(
    request: Request,
    form: ProfileForm,
    errors: Mapping[str, str],
    status: int,
    said: Sequence[Mapping[str, str]] = (),
) -> Response:
    return render(
        request,
        "profile.html",
        status=status,
        headers=_NOT_KEPT,
        form=form,
        errors=errors,
        said=said,
        labels=_PROFILE_LABELS,
        options=_PROFILE_OPTIONS,
        communes=lot_communes(),
    )


def _search_again(request: Request, form: SearchForm, errors: Mapping[str, str]) -> Response:
    return render(
        request,
        "offers.html",
        status=422,
        headers=_NOT_KEPT,
        results=None,
        heading="Une indication est à corriger",
        chips=(),
        facets=(),
        **_search_form(form, errors),
    )


def _search_form(form: SearchForm, errors: Mapping[str, str]) -> dict[str, Any]:
    return {"form": form, "errors": errors, "contracts": CONTRACTS, "communes": lot_communes()}


def _heading(form: SearchForm, total: int) -> str:
    parts = [wording.count(total, "offre", "offres")]
    if form.mots.strip():
        parts.append(f"pour «\u00a0{form.mots.strip()}\u00a0»")
    if form.commune.strip():
        parts.append(f"autour de {form.commune.strip()}")
    return " ".join(parts)


def _chips(form: SearchForm, employers: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the filters in force, each with the address of the same search without it."""
    labels: dict[str, Callable[[str], str]] = {
        "contrat": contract_label,
        "metier": occupation_label,
        "employeur": lambda key: employers.get(key, key),
    }
    chips = [
        {"label": label(value), "address": form.without(name, value)}
        for name, label in labels.items()
        for value in getattr(form, name)
        if value
    ]
    if form.commune.strip():
        chips.append({"label": f"Autour de {form.commune.strip()}", "address": form.address(commune="", rayon="")})
    return chips


def _facets(form: SearchForm, found: OfferResults) -> list[dict[str, object]]:
    """Return the facets by which the search can still be narrowed."""
    shown: tuple[tuple[str, str, tuple[FacetValue, ...]], ...] = (
        ("Contrat", "contrat", found.facets.contract),
        ("Métier", "metier", found.facets.occupation),
        ("Employeur", "employeur", found.facets.employer),
    )
    return [
        {
            "title": title,
            "entries": [
                {"label": value.label, "count": value.count, "address": form.narrowed(name, value.value)}
                for value in values[:FACET_VALUES]
            ],
        }
        for title, name, values in shown
        if len(values) > 1 and not any(getattr(form, name))
    ]
