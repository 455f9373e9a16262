"""Choisir le service public: a weekly table of all offers as open data, and a page for each one's text."""

import csv
import html
import io
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

from scrapy.http import Response, TextResponse

from crawlers.codes import CrawlCode
from crawlers.normalise.dates import parse_date
from crawlers.normalise.description import without_contacts
from crawlers.postings import RawPlace, RawPosting
from crawlers.registry import ChoisirServicePublicEntry
from crawlers.spiders.base import BadAnswerError, PlatformSpider, Result, address_of, json_object, rows, text

_TABLE_BYTES = 300 * 1024 * 1024
"""The table had 84 MB in July 2026, and grows."""
_TABLE_SECONDS = 600

_COLUMNS = (
    "Référence",
    "Intitulé du poste",
    "Employeur",
    "Organisme de rattachement",
    "Localisation du poste",
    "Lieu d'affectation",
    "Date de début de publication par défaut",
    "Date de fin de publication par défaut",
)
"""Columns without which a row says nothing; others may come and go."""
_FACTS = ("Métier", "Spécialisation", "Niveau d'études", "Niveau d'expérience min. requis", "Langues", "Télétravail")
"""Columns that no field of a posting takes up, and that say what the work is."""
_NO_END = "9999"
"""The year that says that there is no closing date."""
_TERRITORIAL = re.compile(r"O\d[\dAB]\d{13}")
"""References of emploi-territorial.fr."""
_CODE = re.compile(r"\((\w{2,3})\)\s*$")

Row = Mapping[str, str]


class ChoisirServicePublicSpider(PlatformSpider[ChoisirServicePublicEntry]):
    """Finds the newest table of the data set, reads it row by row, and asks for the page of each row that counts."""

    name = "choisir_service_public"

    @property
    def is_live_listing(self) -> bool:
        """No: the table is cumulative and weeks late."""
        return False

    async def start(self) -> AsyncIterator[Any]:
        """Ask what the data set holds."""
        yield self.ask(self.entry.start_urls[0], self.parse_dataset, headers={"Accept": "application/json"})

    def parse_dataset(self, response: Response) -> Iterator[Result]:
        """Ask for the newest table."""
        resources = rows(json_object(response).get("resources"), "resources")
        tables = [one for one in resources if isinstance(one, dict) and text(one.get("format")) == "csv"]
        dated = [
            (text(one.get("last_modified")) or "", address) for one in tables if (address := address_of(one.get("url")))
        ]
        if not dated:
            raise BadAnswerError(CrawlCode.BAD_JSON, "expected a resource of format csv with its address")
        _, newest = max(dated)
        size = {"download_maxsize": _TABLE_BYTES, "download_timeout": _TABLE_SECONDS}
        yield self.ask(newest, self.parse_table, meta=size)

    def parse_table(self, response: Response) -> Iterator[Result]:
        """Ask for the page of each row of the entry's départements that is within its dates."""
        for row in self._rows(response.body):
            reference = row["Référence"].strip()
            if not reference or not self._is_ours(row) or not self._is_current(row) or not self.is_new(reference):
                continue
            if self.entry.without_territorial and _TERRITORIAL.fullmatch(reference):
                self.count(CrawlCode.COPY)
                continue
            self.listed += 1
            address = f"{self.entry.pages}{quote(reference, safe='')}/"
            posting = to_posting(row, reference, address)
            yield self.ask(
                address,
                self.parse_offer,
                offer_page=True,
                otherwise=partial(self._without_text, posting),
                posting=posting,
            )

    def parse_offer(self, response: Response, posting: RawPosting) -> Iterator[Result]:
        """Add the text of the page; the second half of a long one is hidden behind a button."""
        strata = response.css(".strate-two-columns").getall() if isinstance(response, TextResponse) else []
        if not strata:
            self.count(CrawlCode.TEXT_MISSING)
        yield posting.model_copy(update={"description": "".join((*strata, posting.description or ""))})

    def _without_text(self, posting: RawPosting, code: CrawlCode) -> Iterable[Result]:
        if code is CrawlCode.GONE:
            self.count(code)
            return ()
        self.count(CrawlCode.TEXT_MISSING)
        return (posting,)

    def _rows(self, body: bytes) -> Iterator[Row]:
        """Yield the rows, decoded one by one: beside the answer's bytes only one row is held."""
        table = csv.DictReader(
            io.TextIOWrapper(io.BytesIO(body), "utf-8-sig", "replace", newline=""), delimiter=";", restval=""
        )
        missing = [column for column in _COLUMNS if column not in (table.fieldnames or ())]
        if missing:
            raise BadAnswerError(CrawlCode.BAD_CSV, f"expected the columns {', '.join(missing)}")
        for row in table:
            yield {name: value for name, value in row.items() if isinstance(name, str) and isinstance(value, str)}

    def _is_ours(self, row: Row) -> bool:
        code = _CODE.search(row["Localisation du poste"])
        return code is not None and code[1] in self.entry.departements

    def _is_current(self, row: Row) -> bool:
        today = self.work.job.as_of
        first = parse_date(row["Date de début de publication par défaut"], today).value
        last = parse_date(row["Date de fin de publication par défaut"], today).value
        return (first is None or first <= today) and (last is None or last >= today)


def to_posting(row: Row, reference: str, address: str) -> RawPosting:
    """Turn a row into a posting, whose text is what the columns say of the work."""
    row = {name: without_contacts(cell) for name, cell in row.items()}  # any cell may hold somebody's e-mail
    ends = row["Date de fin de publication par défaut"].strip()
    place = _first_line(row.get("Lieu d'affectation (sans géolocalisation)")) or _one_line(row["Lieu d'affectation"])
    facts = [f"<p>{name} : {html.escape(value)}</p>" for name in _FACTS if (value := _one_line(row.get(name)))]
    if skills := [line.strip(" -•\t") for line in row.get("Compétences attendues", "").splitlines() if line.strip()]:
        facts.append(
            f"<p>Compétences attendues :</p><ul>{''.join(f'<li>{html.escape(skill)}</li>' for skill in skills)}</ul>"
        )
    full_time = _one_line(row.get("Temps Plein")) or ""
    return RawPosting(
        source_id=reference,
        url=address,
        title=_one_line(row["Intitulé du poste"]),
        description="".join(facts),
        # an employer of several lines is one with its postal address
        employer_name=_first_line(row["Employeur"]) or _one_line(row["Organisme de rattachement"]),
        places=(RawPlace(text=place, region=_one_line(row["Localisation du poste"])),),
        # the nature of the post says who may apply, not what the contract is
        contract=_joined(row, "Nature de contrat", "Durée du contrat") or _one_line(row.get("Nature de l'emploi")),
        working_time={"oui": "Temps plein", "non": "Temps partiel"}.get(full_time.lower(), full_time or None),
        experience=_one_line(row.get("Niveau d'expérience min. requis")),
        languages=_one_line(row.get("Langues")),
        remote=_one_line(row.get("Télétravail")),
        posted=_one_line(row.get("Date de première publication") or row["Date de début de publication par défaut"]),
        closes=None if ends.endswith(_NO_END) else ends or None,
        starts=_one_line(row.get("Date de vacance de l'emploi")),
    )


def _one_line(cell: str | None) -> str | None:
    return " ".join((cell or "").split()) or None


def _first_line(cell: str | None) -> str | None:
    return next(filter(None, map(str.strip, (cell or "").splitlines())), None)


def _joined(row: Row, *names: str) -> str | None:
    return " | ".join(filter(None, (_one_line(row.get(name)) for name in names))) or None
