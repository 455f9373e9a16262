"""An example board in the manner of Workday: a paged search (POST), a detail request a posting, and pages."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from service.demo.answering import answer, problem, render, robots
from service.demo.offers import ExampleEmployer, ExampleOffer

TENANT = "montelis"
SITE = "Carrieres"

_MOST_ROWS = 20
"""Rows a request; Workday answers 400 to more."""


@dataclass(frozen=True)
class _Posting:
    offer: ExampleOffer
    path: str

    def row(self) -> dict[str, Any]:
        days = self.offer.posted
        ago = "Today" if days == 0 else "Yesterday" if days == 1 else f"{min(days, 30)}{'+' * (days > 30)} Days Ago"
        return {
            "title": self.offer.title,
            "externalPath": self.path,
            "locationsText": self.offer.place,
            "postedOn": f"Posted {ago}",
            "bulletFields": [self.offer.id],
        }

    def detail(self, employer: str, base: str, today: date) -> dict[str, Any]:
        info = {
            "title": self.offer.title,
            "jobDescription": self.offer.html,
            "location": self.offer.place,
            "country": {"descriptor": self.offer.place.rpartition(", ")[2]},
            "timeType": self.offer.hours,
            "startDate": self.offer.posted_on(today).isoformat(),
            "jobReqId": self.offer.id,
            "externalUrl": f"{base}{SITE}{self.path}",
        }
        if self.offer.contract:
            info["workerSubType"] = " ".join(self.offer.contract)
        return {"jobPostingInfo": info, "hiringOrganization": {"name": employer}}

    def matches(self, search: str) -> bool:
        words = _fold(f"{self.offer.title} {self.offer.place} {self.offer.text}").split()
        return all(word in words for word in _fold(search).split())


def workday_site(employer: ExampleEmployer, today: date) -> Starlette:
    """Return the board, worldwide: the entry's search words narrow it."""
    postings = {posting.path: posting for posting in map(_posting, (*employer.offer, *_elsewhere(employer)))}

    async def search(request: Request) -> Response:
        query = await request.json()
        limit, offset = query.get("limit", _MOST_ROWS), query.get("offset", 0)
        if not 0 < limit <= _MOST_ROWS or offset < 0:
            return problem(400, "HTTP_400", "limit: 1 to 20; offset: 0 or more")
        found = [posting for posting in postings.values() if posting.matches(query.get("searchText", ""))]
        # as on Workday, only the first page tells the total
        total = len(found) if offset == 0 else 0
        rows = [posting.row() for posting in found[offset : offset + limit]]
        return JSONResponse({"total": total, "jobPostings": rows, "facets": []})

    def detail(request: Request) -> Response:
        posting = _find(postings, request)
        return JSONResponse(posting.detail(employer.name, str(request.base_url), today))

    def board(request: Request) -> Response:
        links = [(f"/{SITE}{path}", posting.offer) for path, posting in postings.items()]
        return answer(request, render("listing.html", employer=employer, links=links, total=len(links)))

    def page(request: Request) -> Response:
        offers = [_find(postings, request).offer]
        return answer(request, render("offer.html", employer=employer, offers=offers, today=today))

    def home(request: Request) -> Response:
        return answer(request, render("home.html", employer=employer, offers=f"/{SITE}"))

    api = f"/wday/cxs/{TENANT}/{SITE}"
    return Starlette(
        routes=[
            Route("/", home),
            robots("User-agent: *", "Disallow: /interne/", f"Sitemap: {{base}}/{SITE}/siteMap.xml"),
            Route(f"{api}/jobs", search, methods=["POST"]),
            Route(f"{api}/job/{{path:path}}", detail),
            Route(f"/{SITE}", board),
            Route(f"/{SITE}/job/{{path:path}}", page),
        ]
    )


def _find(postings: dict[str, _Posting], request: Request) -> _Posting:
    try:
        return postings[f"/job/{request.path_params['path']}"]
    except KeyError:
        raise HTTPException(404) from None


def _posting(offer: ExampleOffer) -> _Posting:
    place, title = (_fold(text).replace(" ", "-") for text in (offer.place, offer.title))
    return _Posting(offer, f"/job/{place}/{title}_{offer.id}")


def _elsewhere(employer: ExampleEmployer) -> list[ExampleOffer]:
    """Make the postings of which only title and place are told."""
    titles = [(place, title) for place, titles in employer.elsewhere.items() for title in titles]
    return [
        ExampleOffer(
            id=f"R-{30001 + number}",
            title=title,
            trade="Autres établissements",
            place=place,
            hours="Full time",
            posted=number % 28,
            text=f"{title}, {place}.\nExemple d'une offre qui n'est pas du Lot : son texte n'est pas écrit.",
        )
        for number, (place, title) in enumerate(titles)
    ]


def _fold(text: str) -> str:
    """Return the words of a text without accents and capitals, one blank between them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", plain))
