"""A small site for tests: offers in every state, in real records and a real index."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from fastapi.testclient import TestClient

from crawl_runs import crawl_run
from matching.offers import (
    Contract,
    ContractTerms,
    Display,
    JobOffer,
    Salary,
    SalaryPeriod,
    WorkingHours,
    WorkingTime,
)
from matching.parsed import Parsed
from samples import CAHORS, FIGEAC, SOUILLAC, job_offer
from service.api.app import create_app
from service.api.dependencies import today_in_the_lot
from service.indexing import make_understanding, open_index
from service.records.apply import apply_run
from service.records.database import Records
from service.records.decisions import withdraw
from service.settings import Settings

SITE = "https://emploi.example"
TODAY = date(2026, 7, 10)
SEEN = datetime(2026, 7, 8, 22, 30, tzinfo=UTC)
"""The 9th already in the Lot."""
LONG_AGO = date(2026, 6, 1)

JOINER = job_offer(
    "Menuisier",
    "L'atelier fabrique des escaliers et des fenêtres en chêne du causse.\n"
    "Vous tracez, usinez et posez chez les clients, seul ou à deux.\n"
    + "Le travail du bois massif, des panneaux et des placages vous plaît. "
    * 6,
    number="menuisier",
    employer="atelier",
    place=FIGEAC,
    contract=Contract.CDI,
    posted=date(2026, 7, 5),
).model_copy(
    update={
        "working_time": Parsed(raw="39h", value=WorkingHours(time=WorkingTime.FULL, weekly_hours=39)),
        "salary": Parsed(
            raw="1 950 à 2 300 € brut/mois",
            value=Salary(minimum=1950, maximum=2300, period=SalaryPeriod.MONTH, gross=True),
        ),
    }
)
BAKER = job_offer(
    "Boulanger",
    "Pétrissage, façonnage et cuisson de pains au levain.",
    number="boulanger",
    employer="fournil",
    place=CAHORS,
    posted=date(2026, 7, 6),
    closes=date(2026, 7, 31),
    display=Display.FULL,
).model_copy(
    update={
        "contract": Parsed(raw="CDD 6 mois", value=ContractTerms(kind=Contract.CDD, months=6)),
        "description_html": "<p>Pétrissage, façonnage et <strong>cuisson</strong> de pains au levain.</p>",
    }
)
NURSE = job_offer(
    "Infirmier", "Soins à domicile en équipe.", number="infirmier", employer="soins", posted=date(2026, 7, 1)
).model_copy(update={"places": Parsed(raw="secteur de Souillac", refusal="ambiguous")})
HOSTILE = job_offer(
    "Serveur <script>alert(1)</script> & barman",
    'Service du midi. </script><img src=x onerror="alert(2)">',
    number="serveur",
    employer="auberge",
    place=SOUILLAC,
    contract=Contract.SEASONAL,
    posted=date(2026, 7, 2),
    display=Display.FULL,
).model_copy(
    update={
        "description_html": "<p>Service du midi. &lt;/script&gt;</p>",
        "contract": Parsed(raw='saison"><b>', value=ContractTerms(kind=Contract.SEASONAL)),
    }
)
WITHDRAWN = job_offer(
    "Menuisier poseur", "Pose de fenêtres.", number="poseur", employer="atelier", place=FIGEAC, posted=LONG_AGO
)
CLOSED = job_offer(
    "Menuisier agenceur", "Agencement.", number="agenceur", employer="atelier", posted=LONG_AGO, closes=date(2026, 7, 9)
)
PENDING = job_offer(
    "Menuisier charpentier", "Charpente.", number="charpentier", employer="nouveau", place=FIGEAC, posted=LONG_AGO
)

PUBLIC = (JOINER, BAKER, NURSE, HOSTILE)
INDEXED = (*PUBLIC, WITHDRAWN, CLOSED, PENDING)
"""More than is public: an index that is out of step with the records."""
AHEAD = 1_000_000
"""An outbox number beyond the records': this index will not follow them."""


@contextmanager
def open_site(folder: Path, offers: Sequence[JobOffer] = INDEXED) -> Iterator[TestClient]:
    """Open the site over these offers; those named above that are not public are not."""
    settings = Settings(
        data_dir=folder, database_url=None, registry=registry_below(folder), model=None, public_url=SITE, _env_file=None
    )
    fill(settings, offers)
    app = create_app(settings)
    app.dependency_overrides[today_in_the_lot] = lambda: TODAY
    with TestClient(app, base_url=SITE, raise_server_exceptions=False) as client:
        yield client


def registry_below(folder: Path) -> Path:
    path = folder / "employers.toml"
    path.write_text(
        """
[[employer]]
key = "atelier"
name = "Atelier du Célé (exemple)"
platform = "unknown"
verified = false
""",
        "utf-8",
    )
    return path


def fill(settings: Settings, offers: Sequence[JobOffer]) -> None:
    sources = {offer.employer.key for offer in offers}
    with closing(Records(settings.records_url)) as records, records.write() as session:
        for source in sorted(sources):
            run = crawl_run(SEEN, [offer for offer in offers if offer.employer.key == source], source=source)
            apply_run(session, run, by="Anne", trusted=source != PENDING.employer.key, now=SEEN, today=SEEN.date())
        if WITHDRAWN in offers:
            withdraw(session, WITHDRAWN.id, by="Anne", why="doublon", now=SEEN)
    understanding = make_understanding(settings)
    with closing(open_index(settings, understanding)) as index:
        index.put_offers(understanding.offers([(offer, AHEAD) for offer in offers]))
        index.advance(AHEAD)
