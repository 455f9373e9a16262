"""The fictional employers and their offers: data written for this project, read from ``offers/*.toml``."""

import html
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from importlib import resources
from typing import Literal

from pydantic import Field

from matching.parsed import Record

EMPLOYERS = ("mecanique", "sante", "causses", "saveurs", "montelis", "agence")
"""Names of the files, and of the sites, in the order of the registry."""


class Outcome(StrEnum):
    """What a crawl of the département 46 makes of an example."""

    KEPT = "kept"
    OUTSIDE_TERRITORY = "outside_territory"
    CLOSED = "closed"
    BROKEN = "broken"
    """Its page breaks off within the markup."""
    GONE = "gone"
    """Its page answers 410, though the sitemap still names it."""


class Dirt(StrEnum):
    """How the markup of an example is wrong; every kind was met on real sites."""

    GRAPH = "graph"
    TRAILING_COMMA = "trailing_comma"
    CDATA = "cdata"
    CONTROL_CHARACTERS = "control_characters"
    HTML_ENCODED = "html_encoded"
    ENCODED_TWICE = "encoded_twice"
    LISTS = "lists"
    CAPITALS = "capitals"
    ADDRESS_STRING = "address_string"
    MONEY = "money"
    FAR_CLOSING_DATE = "far_closing_date"
    UTC_DATE = "utc_date"
    SEVERAL = "several"
    """Shares one page with the other examples of this kind."""


class Pay(Record):
    """Gross pay in euros."""

    minimum: int | float
    maximum: int | float
    unit: Literal["HOUR", "MONTH", "YEAR"]


class ExampleOffer(Record):
    """An invented offer, every value as its employer's page writes it."""

    id: str
    title: str
    trade: str = Field(description="Line of work, as the site names it.")
    employer: str | None = Field(None, description="Employer, where a site publishes for several.")
    commune: str | None = Field(None, description="INSEE code of the place meant; null for the whole département.")
    place: str = Field(description="The place as written.")
    postcode: str | None = None
    contract: tuple[str, ...] = ()
    hours: str | None = None
    pay: Pay | None = None
    salary: str | None = Field(None, description="Pay in words, where the site publishes no numbers.")
    posted: int = Field(ge=0, description="Days before today.")
    closes: int | None = Field(None, description="Days after today; negative: past.")
    starts: int | None = Field(None, description="Days after today.")
    text: str = Field(description="Lines; those that begin with '- ' are list items.")
    origin: Literal[1, 2] = Field(1, description="France Travail: its own offer, or a partner's.")
    also_at: str | None = Field(None, description="Second address (last part of the path) of the same offer.")
    dirt: Dirt | None = None
    outcome: Outcome = Outcome.KEPT

    def posted_on(self, today: date) -> date:
        """Return the day of publication."""
        return today - timedelta(days=self.posted)

    def closes_on(self, today: date) -> date | None:
        """Return the last day to apply."""
        return None if self.closes is None else today + timedelta(days=self.closes)

    def starts_on(self, today: date) -> date | None:
        """Return the day the work starts."""
        return None if self.starts is None else today + timedelta(days=self.starts)

    @property
    def slug(self) -> str:
        """Last part of the path of its page."""
        return self.id.lower()

    @property
    def html(self) -> str:
        """The text as HTML."""
        return to_html(self.text)


class ExampleEmployer(Record):
    """A fictional employer with its offers."""

    name: str = Field(pattern=r" \(exemple\)$")
    about: str
    offer: tuple[ExampleOffer, ...]
    elsewhere: Mapping[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Place to titles: the rest of a worldwide board, without texts."
    )


def load_employer(name: str) -> ExampleEmployer:
    """Read one of `EMPLOYERS`."""
    text = resources.files("service.demo").joinpath("offers", f"{name}.toml").read_text("utf-8")
    return ExampleEmployer.model_validate(tomllib.loads(text))


def to_html(text: str) -> str:
    """Turn lines into paragraphs, and lines that begin with "- " into lists."""
    parts: list[str] = []
    for line in text.splitlines():
        item = line.startswith("- ")
        if item and not (parts and parts[-1].endswith("</ul>")):
            parts.append("<ul></ul>")
        if item:
            parts[-1] = parts[-1].removesuffix("</ul>") + f"<li>{html.escape(line[2:], quote=False)}</li></ul>"
        else:
            parts.append(f"<p>{html.escape(line, quote=False)}</p>")
    return "\n".join(parts)
