"""Detection that asks for one page more where a careers page alone does not tell."""

from collections.abc import Callable

from crawlers.detection.clues import Clues
from crawlers.detection.detecting import Detection, detect, offer_links
from crawlers.detection.visiting import VisitError, Visitor


def investigate(page: Clues, visitor: Visitor, tell: Callable[[str], object]) -> tuple[Detection, ...]:
    """Return the platforms that a careers page speaks for, as `detect` does.

    Where it shows nothing but links, one page behind them may carry markup; where it carries markup, its site's sitemap
    may name more. ``tell`` is told, in French, of a page that could not be seen.
    """
    found = detect(page)
    offer = None
    if not any(one.weight for one in found) and (links := offer_links(page)):
        try:
            offer = visitor.page(links[0])
        except VisitError as error:
            tell(str(error))
        found = detect(page, offer)
    if any(one.platform == "schema_org" for one in found) and page.sitemaps:
        found = detect(page, offer, visitor.sitemap(page.sitemaps[0]))
    return found
