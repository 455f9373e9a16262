"""France Travail's API "Offres d'emploi v2", called under its terms with own credentials."""

import os
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import quote, urlencode

from scrapy import Request
from scrapy.http import Response

from crawlers.codes import CrawlCode
from crawlers.postings import RawPlace, RawPosting
from crawlers.registry import FranceTravailEntry
from crawlers.spiders.base import BadAnswerError, PlatformSpider, Result, json_object, part, rows, text

ID_VARIABLE = "LOT_RECRUTE_FRANCE_TRAVAIL_ID"
SECRET_VARIABLE = "LOT_RECRUTE_FRANCE_TRAVAIL_SECRET"  # noqa: S105 - the variable's name

_SCOPE = "api_offresdemploiv2 o2dsoffre"
_PAGE = 150
_REACHABLE = 3150
"""Rows that one query lets through, whatever it announces."""

_ORIGINS = ("1", "2")
"""France Travail's own offers and its partners'. Asked for together, only the first come."""

_OFFER_PAGE = "https://candidat.francetravail.fr/offres/recherche/detail/"


class FranceTravailSpider(PlatformSpider[FranceTravailEntry]):
    """Takes a token, then pages through each département in two passes."""

    name = "france_travail"

    async def start(self) -> AsyncIterator[Any]:
        """Ask for a token; without credentials, skip the source and say so."""
        client, secret = os.environ.get(ID_VARIABLE, ""), os.environ.get(SECRET_VARIABLE, "")
        if self.work.recording is None and not (client and secret):
            self.skipped = f"no credentials: set {ID_VARIABLE} and {SECRET_VARIABLE}"
            self.count(CrawlCode.NO_CREDENTIALS)
            return
        form = {
            "grant_type": "client_credentials",
            "client_id": client,
            "client_secret": secret,
            "scope": _SCOPE,
        }
        yield self.ask(self.entry.token_url, self.parse_token, form=urlencode(form))

    def parse_token(self, response: Response) -> Iterator[Result]:
        """Start the two passes of each département."""
        token = text(json_object(response).get("access_token"))
        if token is None:
            raise BadAnswerError(CrawlCode.BAD_JSON, "expected 'access_token'")
        for departement in self.entry.departements:
            for origin in _ORIGINS:
                yield self._ask_page(token, departement, origin, 0)

    def _ask_page(self, token: str, departement: str, origin: str, first: int) -> Request:
        last = min(first + _PAGE, _REACHABLE) - 1
        query = f"departement={departement}&origineOffre={origin}&range={first}-{last}"
        headers = {"Accept": "application/json", "Authorization": f"Bearer {token}"}
        return self.ask(
            f"{self.entry.start_urls[0]}?{query}",
            self.parse_page,
            headers=headers,
            token=token,
            departement=departement,
            origin=origin,
            first=first,
        )

    def parse_page(self, response: Response, token: str, departement: str, origin: str, first: int) -> Iterator[Result]:
        """Read a page of offers, whose text is all there, and ask for the next."""
        found = [] if response.status == 204 else rows(json_object(response).get("resultats"), "resultats")
        self.listed += len(found)
        yield from self.each(found, lambda row: [to_posting(row)])
        total = content_range_total((response.headers.get("Content-Range") or b"").decode("latin-1"))
        if total is None:
            raise BadAnswerError(CrawlCode.NO_TOTAL, "expected a Content-Range that ends in the total")
        if first == 0:
            self.announce(total)
            if total > _REACHABLE:
                self.count(CrawlCode.TRUNCATED)
        following = first + _PAGE
        if found and following < min(total, _REACHABLE):
            yield self._ask_page(token, departement, origin, following)


def content_range_total(header: str) -> int | None:
    """Return the total of a header such as "offres 0-149/1921" or "*/0"."""
    match = re.search(r"/(\d+)\s*$", header)
    return int(match[1]) if match else None


def to_posting(row: dict[str, Any]) -> RawPosting:
    """Turn a row of the search into a posting. Of ``contact`` only the link to apply is read, of ``agence`` nothing.

    Raises:
        BadAnswerError: `bad_json`: the row has no id.
    """
    source_id = text(row.get("id"))
    if source_id is None:
        raise BadAnswerError(CrawlCode.BAD_JSON, "expected an offer to have an 'id'")
    place = part(row, "lieuTravail")
    pay = part(row, "salaire")
    return RawPosting(
        source_id=source_id,
        url=text(part(row, "origineOffre").get("urlOrigine")) or _OFFER_PAGE + quote(source_id, safe=""),
        apply_url=text(part(row, "contact").get("urlPostulation")),
        title=text(row.get("intitule")),
        description=text(row.get("description")),
        employer_name=text(part(row, "entreprise").get("nom")),
        places=(
            (
                RawPlace(
                    text=text(place.get("libelle")),
                    postcode=text(place.get("codePostal")),
                    insee=text(place.get("commune")),
                    country="FR" if text(place.get("commune")) else None,
                ),
            )
            if place
            else ()
        ),
        contract=_joined(row, "typeContrat", "typeContratLibelle", "natureContrat"),
        working_time=_joined(row, "dureeTravailLibelle", "dureeTravailLibelleConverti"),
        salary=_joined(pay, "libelle", "commentaire", "complement1", "complement2"),
        experience=_joined(row, "experienceLibelle", "experienceCommentaire"),
        licences=_demands(row, "permis"),
        languages=_demands(row, "langues"),
        posted=text(row.get("dateCreation")),
    )


def _demands(row: dict[str, Any], key: str) -> str | None:
    """Write labels with their code: (E) exigé, (S) souhaité."""
    value = row.get(key)
    ones = [one for one in (value if isinstance(value, list) else ()) if isinstance(one, dict)]
    named = ((text(one.get("libelle")), text(one.get("exigence"))) for one in ones)
    return " | ".join(f"{label} ({code})" if code else label for label, code in named if label) or None


def _joined(row: dict[str, Any], *keys: str) -> str | None:
    return " | ".join(dict.fromkeys(filter(None, (text(row.get(key)) for key in keys)))) or None
