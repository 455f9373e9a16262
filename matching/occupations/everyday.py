"""Job titles as adverts and candidates word them ("IDEC", "vendeur en boutique", "faire les vendanges").

ROME names few of them. They were written for this project from general knowledge of the trades, none copied from an
offer, each with the one code that most advisers would file it under; what fits two codes alike was left out.
"""

from importlib.resources import files

_TABLE = files("matching") / "data" / "everyday_titles.tsv"


def everyday_titles() -> list[tuple[str, str]]:
    """Return the titles as they are written, each with the code of its occupation, by code."""
    rows = (line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines())
    return [(title, code) for title, code in rows]
