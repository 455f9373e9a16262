"""Whether an offer's page itself says that the offer is over, whatever its markup still claims."""

import re

from parsel import Selector

from matching.text.fold import fold

_OFFER = r"(?:cette|l'|votre) ?(?:offre|annonce|fiche de poste)(?: d'emploi| de poste| de stage)?(?: que vous \w+)?"
_POST = r"(?:ce|le) (?:poste|recrutement)"
_END = r"(?= ?(?:$|[.!,;:)]))"
"""A statement ends: "le poste est pourvu par voie statutaire" says how, not that it is over."""

_OVER = re.compile(
    rf"(?:(?:desole|oups|nous sommes desoles|malheureusement)\W+)?(?:{_OFFER}|{_POST})"
    r" (?:n'est (?:malheureusement )?plus (?:disponible|en ligne|active?|d'actualite|ouverte?|a pourvoir|visible)"
    r"|n'existe plus|n'accepte plus (?:de|les) candidatures"
    rf"|est (?:desormais |deja |maintenant )?(?:expiree?|cloturee?|close?|pourvue?|fermee?|archivee?|desactivee?){_END}"
    rf"|a (?:deja )?(?:expire|ete (?:pourvue?|cloturee?|retiree?|supprimee?|desactivee?|archivee?)){_END})"
    rf"|les candidatures (?:(?:a|pour) (?:cette offre|ce poste) )?sont (?:closes|cloturees|fermees){_END}"
)

_HIDDEN = (
    "ancestor-or-self::script or ancestor-or-self::style or ancestor-or-self::template or ancestor-or-self::noscript"
    " or ancestor-or-self::*[@hidden or @aria-hidden='true']"
    " or ancestor-or-self::*[contains(translate(@style, ' ', ''), 'display:none')]"
)
_BLOCKS = f"//body//*[text()[normalize-space()]][not({_HIDDEN})]"


def says_closed(page: str) -> bool:
    """Whether a visible block of an HTML page begins by saying that this offer is no longer open.

    Only the beginning of a block counts: "si cette offre n'est plus disponible, ..." in a text says nothing of today.
    """
    blocks = Selector(text=page, type="html").xpath(_BLOCKS)
    return any(_OVER.match(_plain(block.xpath("string()").get() or "")) for block in blocks)


def _plain(text: str) -> str:
    return fold(text[:300]).strip(" !-:*")
