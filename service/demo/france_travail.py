"""An example interface in the manner of France Travail's "Offres d'emploi v2": token, search, two origins."""

import re
from datetime import date
from typing import Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from service.demo.answering import answer, problem, render, robots
from service.demo.offers import ExampleEmployer, ExampleOffer

CLIENT_ID = "exemple"
CLIENT_SECRET = "exemple"  # noqa: S105 - it opens nothing but the example
_TOKEN = "jeton-exemple"  # noqa: S105 - the same
_SCOPE = {"api_offresdemploiv2", "o2dsoffre"}
_MOST_ROWS = 150


def france_travail_site(employer: ExampleEmployer, today: date) -> Starlette:
    """Return the interface, with a page for each offer. Its robots.txt closes it to crawlers, as the real one does."""
    by_id = {offer.id: offer for offer in employer.offer}

    async def token(request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        given = (form.get("grant_type"), form.get("client_id"), form.get("client_secret"))
        if given != ("client_credentials", CLIENT_ID, CLIENT_SECRET):
            return JSONResponse({"error": "invalid_client", "error_description": "exemple / exemple"}, 400)
        if not set(form.get("scope", "").split()) >= _SCOPE:
            return JSONResponse({"error": "invalid_scope", "error_description": " ".join(sorted(_SCOPE))}, 400)
        scope = " ".join(sorted(_SCOPE))
        answered = {"access_token": _TOKEN, "token_type": "Bearer", "expires_in": 1499, "scope": scope}
        return JSONResponse(answered)

    def search(request: Request) -> Response:
        if request.headers.get("Authorization") != f"Bearer {_TOKEN}":
            return problem(401, "401", "Jeton absent ou faux.")
        window = re.fullmatch(r"(\d+)-(\d+)", request.query_params.get("range", "0-149"))
        if window is None or not 0 <= int(window[2]) - int(window[1]) < _MOST_ROWS:
            return problem(400, "400", "range=p-d, au plus 150 offres")
        first, last = int(window[1]), int(window[2])
        origin = request.query_params.get("origineOffre")
        here = "46" in request.query_params.get("departement", "46").split(",")
        counted = [offer for offer in employer.offer if here and origin in (None, str(offer.origin))]
        # as there: without origineOffre both origins are counted, but only the first comes
        rows = [offer for offer in counted if offer.origin == int(origin or 1)][first : last + 1]
        if not rows:
            return Response(status_code=204, headers={"Content-Range": f"*/{len(counted)}"})
        results = [_row(offer, str(request.base_url), today) for offer in rows]
        return JSONResponse(
            {"resultats": results, "filtresPossibles": []},
            200 if len(rows) == len(counted) else 206,
            headers={"Content-Range": f"offres {first}-{first + len(rows) - 1}/{len(counted)}"},
        )

    def listing(request: Request) -> Response:
        links = [(f"/offres/recherche/detail/{offer.id}", offer) for offer in employer.offer]
        return answer(request, render("listing.html", employer=employer, links=links, total=len(links)))

    def page(request: Request) -> Response:
        offer = by_id.get(request.path_params["id"])
        if offer is None:
            raise HTTPException(404)
        return answer(request, render("offer.html", employer=employer, offers=[offer], today=today))

    def home(request: Request) -> Response:
        return answer(request, render("home.html", employer=employer, offers="/offres/recherche"))

    return Starlette(
        routes=[
            Route("/", home),
            robots("User-agent: *", "Disallow: /"),
            Route("/connexion/oauth2/access_token", token, methods=["POST"]),
            Route("/partenaire/offresdemploi/v2/offres/search", search),
            Route("/offres/recherche", listing),
            Route("/offres/recherche/detail/{id}", page),
        ]
    )


def _row(offer: ExampleOffer, base: str, today: date) -> dict[str, Any]:
    created = f"{offer.posted_on(today)}T08:30:00.000Z"
    place = {"libelle": offer.place, "codePostal": offer.postcode, "commune": offer.commune}
    kind, label = offer.contract
    return {
        "id": offer.id,
        "intitule": offer.title,
        "description": offer.text.strip(),
        "dateCreation": created,
        "dateActualisation": created,
        "lieuTravail": {key: value for key, value in place.items() if value is not None},
        "entreprise": {"nom": offer.employer, "entrepriseAdaptee": False},
        "typeContrat": kind,
        "typeContratLibelle": label,
        "natureContrat": "Contrat travail",
        "dureeTravailLibelle": offer.hours,
        "salaire": {"libelle": offer.salary},
        "contact": {"nom": "Camille Exemple", "courriel": "camille@exemple.invalid"} if offer.origin == 1 else {},
        "nombrePostes": 1,
        "origineOffre": {
            "origine": str(offer.origin),
            "urlOrigine": f"{base}offres/recherche/detail/{offer.id}",
        },
    }
