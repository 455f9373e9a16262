"""Reason codes of a crawl: everything that did not go as hoped has one, and is counted in the report."""

from enum import StrEnum


class CrawlCode(StrEnum):
    """Why something is missing from a crawl, or was mended on the way."""

    NOT_RECORDED = "not_recorded"
    """A replay was asked for what its recording does not hold. Never to be read as 404."""
    ROBOTS_CLOSED = "robots_closed"
    """robots.txt forbids the address, or its host does not tell (RFC 9309: 5xx or silence)."""
    HOST_STOPPED = "host_stopped"
    """The host answered 429 or a challenge page; nothing more was asked of it."""
    OFFSITE = "offsite"
    """The address lies outside the entry's allowed hosts."""
    PRIVATE_ADDRESS = "private_address"
    """The host's name leads to this machine or into the network that it stands in; nothing was sent there."""
    BUDGET_SPENT = "budget_spent"
    """The host was asked as often today as it may be; the rest waits for tomorrow."""
    TOO_LARGE = "too_large"
    """An answer larger than is kept, as it came or unpacked, or one whose header does not end."""
    TOO_MANY_PAGES = "too_many_pages"
    """A listing with more pages than are followed: a calendar without end, or a trap."""
    TOO_MANY_OFFERS = "too_many_offers"
    """A source that names more offers than are followed."""
    TOO_DEEP = "too_deep"
    """A page further from the start of the listing than is followed; an index of indexes of sitemaps."""
    REPEATED_LISTING = "repeated_listing"
    """A next page that brings nothing new: where the listing ends, nobody can tell."""
    HTTP_ERROR = "http_error"
    """An answer other than 2xx, after retries; the report counts answers by status."""
    CONNECTION_FAILED = "connection_failed"
    """No answer at all, after retries."""
    BAD_JSON = "bad_json"
    """JSON that neither reading nor repairing made sense of, or of another shape than the platform's."""
    BAD_XML = "bad_xml"
    """A sitemap or a feed that is none, or a row of one that makes no sense."""
    BAD_CSV = "bad_csv"
    """A table without the columns that it used to have."""
    BAD_PDF = "bad_pdf"
    """A PDF file that is broken or locked."""
    MALFORMED = "malformed"
    """A row of a listing that makes no sense; the log says why, and the others are kept."""
    BAD_PATH = "bad_path"
    """A posting's path that does not belong to the board (Workday: not under ``/job/``)."""
    NO_POSTING = "no_posting"
    """An offer page without a readable JobPosting."""
    NO_LINKS = "no_links"
    """A listing page without offer links and without the entry's marker for "no offers"."""
    NO_TOTAL = "no_total"
    """The site's own count of offers is not where it used to be."""
    NOT_NORMALISED = "not_normalised"
    """A posting that the normalisers could not make an offer of."""
    STALE = "stale"
    """A listing that the site's own cache answered, from before yesterday."""
    TRUNCATED = "truncated"
    """The source holds more than it lets a query reach."""
    NO_CREDENTIALS = "no_credentials"
    """The source needs credentials and the environment has none: skipped."""
    SPIDER_ERROR = "spider_error"
    """A fault of ours; the log has the traceback."""

    GONE = "gone"
    """A listed offer whose own page answers that it no longer exists."""
    SAYS_CLOSED = "says_closed"
    """An offer's page that says the offer is over, whatever its markup claims."""
    REPEATED = "repeated"
    """An offer that came more than once in one run; kept once."""
    JSON_REPAIRED = "json_repaired"
    """A JSON-LD block that only a repair made readable."""
    PDF_WITHOUT_TEXT = "pdf_without_text"
    """A PDF file that is a picture of a text (a scan): the offer has what the listing says, and waits for a person."""
    TEXT_MISSING = "text_missing"
    """An offer whose own page, which holds its text, could not be had: kept as the listing tells it."""
    COPY = "copy"
    """A listed offer that another source publishes itself: left to that source."""

    @property
    def is_fault(self) -> bool:
        """Whether the listing it happened in can no longer prove that an offer is gone."""
        return self not in _NO_FAULTS


_NO_FAULTS = frozenset(
    {
        CrawlCode.GONE,
        CrawlCode.SAYS_CLOSED,
        CrawlCode.REPEATED,
        CrawlCode.JSON_REPAIRED,
        CrawlCode.PDF_WITHOUT_TEXT,
        CrawlCode.TEXT_MISSING,
        CrawlCode.COPY,
    }
)
