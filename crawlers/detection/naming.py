"""What an employer is called, from what its site calls itself."""

import re

from rapidfuzz import fuzz

from matching.text.fold import fold

_BETWEEN = re.compile(r"\s+[-–—|:•·>]\s+|\s*[|•·»]\s*|\s*:\s+")
_CAREERS = re.compile(
    r"\b(accueil|annonces?|bienvenue|carrieres?|careers?|emplois?|espace candidats?|home|jobs?|metiers?|nous recrutons|"
    r"offres?|open positions|opportunites|postes?|postulez|recrutements?|rejoignez|rejoindre|site officiel|travailler|"
    r"vacancies|work with us)\b"
)
"""A part of a title with one of these says what the page is for, not whose it is."""
_AT = re.compile(r".*\b(?:chez|at)\s+(?=\S)", re.IGNORECASE)
"""What stands before a name: "Carrières chez Durand"."""
_PUBLIC_HOST = re.compile(r"^(?:www|recrutement|carrieres?|careers?|jobs?|emploi)\.|\.\w+$")


def employer_name(title: str, host: str) -> str:
    """Return the part of a page's title that names the employer, or all of it where no part stands out.

    Args:
        title: of the page, or the name of the site.
        host: of the page: of several parts, the one that resembles it most is the name.
    """
    parts = [_AT.sub("", part.strip()) for part in _BETWEEN.split(title) if part.strip()]
    named = [part for part in parts if not _CAREERS.search(fold(part))]
    if not named:
        return title
    address = _PUBLIC_HOST.sub("", fold(host)).replace("-", "").replace(".", "")
    return max(named, key=lambda part: fuzz.ratio(fold(part).replace(" ", ""), address))
