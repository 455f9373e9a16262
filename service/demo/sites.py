"""The example sites whose pages carry JobPosting markup: four employers, four ways of writing it."""

from collections.abc import Callable
from datetime import date

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from service.demo.answering import answer, render, robots
from service.demo.france_travail import france_travail_site
from service.demo.json_ld import dirty_json, job_posting, to_json
from service.demo.offers import EMPLOYERS, Dirt, ExampleEmployer, ExampleOffer, Outcome, load_employer
from service.demo.workday import workday_site

_PAGE = 6
"""Offers on a page of the paged listing."""

Site = Callable[[ExampleEmployer, date], Starlette]


def create_sites(today: date) -> dict[str, Starlette]:
    """Return an application for each of `EMPLOYERS`, with dates relative to ``today``."""
    return {name: _SITES[name](load_employer(name), today) for name in EMPLOYERS}


def listing_site(employer: ExampleEmployer, today: date) -> Starlette:
    """Pages with JSON-LD, found through a paged listing that announces its total."""
    by_slug = {offer.slug: offer for offer in employer.offer}
    by_slug |= {offer.also_at: offer for offer in employer.offer if offer.also_at}

    def listing(request: Request) -> Response:
        text = request.query_params.get("page", "1")
        pages = -(-len(by_slug) // _PAGE)
        if not text.isdecimal() or not 1 <= int(text) <= pages:
            raise HTTPException(404)
        number = int(text)
        offers = list(by_slug.items())[(number - 1) * _PAGE : number * _PAGE]
        links = [(f"/offres/{slug}", offer) for slug, offer in offers]
        following = f"/offres?page={number + 1}" if number < pages else None
        page = render("listing.html", employer=employer, links=links, total=len(by_slug), following=following)
        return answer(request, page)

    def offer_page(request: Request) -> Response:
        offer = _find(by_slug, request)
        script = to_json(job_posting(employer.name, offer, _address(request), today))
        page = render("offer.html", employer=employer, offers=[offer], today=today, json_ld=script)
        if offer.outcome is Outcome.BROKEN:
            page = page[: page.index('"JobPosting"')]
        return answer(request, page)

    return _site(employer, "/offres", Route("/offres", listing), Route("/offres/{slug}", offer_page))


def sitemap_site(employer: ExampleEmployer, today: date) -> Starlette:
    """Pages with microdata, found through a sitemap; one of its addresses is gone."""
    by_slug = {offer.slug: offer for offer in employer.offer}

    def sitemap(request: Request) -> Response:
        base = str(request.base_url).rstrip("/")
        entries: list[tuple[str, date | None]] = [(f"{base}/recrutement", None)]
        entries += [(f"{base}/recrutement/poste-{s}", o.posted_on(today)) for s, o in by_slug.items()]
        return answer(request, render("sitemap.xml", entries=entries), "application/xml")

    def listing(request: Request) -> Response:
        links = [(f"/recrutement/poste-{s}", o) for s, o in by_slug.items() if o.outcome is not Outcome.GONE]
        return answer(request, render("listing.html", employer=employer, links=links, total=len(links)))

    def offer_page(request: Request) -> Response:
        offer = _find(by_slug, request)
        if offer.outcome is Outcome.GONE:
            raise HTTPException(410, "Ce poste est pourvu.")
        return answer(request, render("offer_microdata.html", employer=employer, offer=offer, today=today))

    routes = (
        Route("/sitemap.xml", sitemap),
        Route("/recrutement", listing),
        Route("/recrutement/poste-{slug}", offer_page),
    )
    return _site(employer, "/recrutement", *routes, sitemap="Sitemap: {base}/sitemap.xml")


def named_pages_site(employer: ExampleEmployer, today: date) -> Starlette:
    """Pages with RDFa, which a registry entry names one by one."""
    by_slug = {offer.slug: offer for offer in employer.offer}

    def listing(request: Request) -> Response:
        links = [(f"/emploi/{slug}.html", offer) for slug, offer in by_slug.items()]
        return answer(request, render("listing.html", employer=employer, links=links, total=len(links)))

    def offer_page(request: Request) -> Response:
        offer = _find(by_slug, request)
        return answer(request, render("offer_rdfa.html", employer=employer, offer=offer, today=today))

    return _site(employer, "/emploi", Route("/emploi", listing), Route("/emploi/{slug}.html", offer_page))


def dirty_site(employer: ExampleEmployer, today: date) -> Starlette:
    """Pages whose JSON-LD has the faults of real ones; three offers share a page."""
    several = [offer for offer in employer.offer if offer.dirt is Dirt.SEVERAL]
    pages = {offer.slug: [offer] for offer in employer.offer if offer.dirt is not Dirt.SEVERAL}
    pages["travaux-de-la-terre"] = several

    def listing(request: Request) -> Response:
        links = [(f"/embauche/{slug}", offer) for slug, offers in pages.items() for offer in offers]
        return answer(request, render("listing.html", employer=employer, links=links, total=len(links)))

    def offer_page(request: Request) -> Response:
        offers = pages.get(request.path_params["slug"])
        if offers is None:
            raise HTTPException(404)
        script = dirty_json(employer.name, offers, _address(request), today)
        page = render("offer.html", employer=employer, offers=offers, today=today, json_ld=script)
        return answer(request, page)

    return _site(employer, "/embauche", Route("/embauche", listing), Route("/embauche/{slug}", offer_page))


def _find(by_slug: dict[str, ExampleOffer], request: Request) -> ExampleOffer:
    try:
        return by_slug[request.path_params["slug"]]
    except KeyError:
        raise HTTPException(404) from None


def _address(request: Request) -> str:
    """Return the address of a page, whatever was asked of it."""
    return str(request.url.replace(query=""))


def _site(employer: ExampleEmployer, offers: str, *routes: Route, sitemap: str = "") -> Starlette:
    def home(request: Request) -> Response:
        return answer(request, render("home.html", employer=employer, offers=offers))

    rules = robots("User-agent: *", "Disallow: /interne/", sitemap)
    return Starlette(routes=[Route("/", home), rules, *routes])


_SITES: dict[str, Site] = {
    "mecanique": listing_site,
    "sante": sitemap_site,
    "causses": named_pages_site,
    "saveurs": dirty_site,
    "montelis": workday_site,
    "agence": france_travail_site,
}
