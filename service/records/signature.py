"""Who acts, and why: never left blank."""

from service.records.errors import UnsignedError


def signed(text: str, what: str) -> str:
    """Return a name or a reason without surrounding space.

    Args:
        text: What was given.
        what: How the error calls it, with its article.

    Raises:
        UnsignedError: Nothing was given.
    """
    text = text.strip()
    if not text:
        raise UnsignedError(what)
    return text
