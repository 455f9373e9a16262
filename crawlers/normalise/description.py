"""The text of an offer: clean HTML for the page, plain text for matching."""

import html
import re
import unicodedata
from dataclasses import dataclass

import nh3
from inscriptis import get_text

TAGS = frozenset({"p", "br", "ul", "ol", "li", "strong", "em", "h3", "h4", "h5"})
"""The tags that an offer's text may hold; no attribute is kept on any."""

EMAIL_REMOVED = "[e-mail retiré]"
PHONE_REMOVED = "[téléphone retiré]"
NAME_REMOVED = "[nom retiré]"


@dataclass(frozen=True, slots=True)
class Description:
    """One text in two forms, without the recruiter's name, telephone and e-mail."""

    html: str
    text: str
    """One paragraph or list item a line, items beginning with "- "."""


_BLOCKS = "p|br|ul|ol|li|div|h[1-6]|table|tr|section|article|dl|dt|dd|blockquote|pre"
_ANY_TAG = re.compile(rf"</?(?:{_BLOCKS}|strong|b|em|i|u|span|a|font)\b[^<>]*>", re.IGNORECASE)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCKS})\b[^<>]*>", re.IGNORECASE)
_ENCODED_TAG = re.compile(
    rf"&lt;/?(?:{_BLOCKS}|strong|b|em|i|u|span|a|font)\b(?:(?!&lt;).)*?&gt;", re.IGNORECASE | re.DOTALL
)
_ENCODED_ENTITY = re.compile(r"&amp;(?=#?\w{1,8};)")
_CDATA = re.compile(r"(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>")
_LITERAL_BREAK = re.compile(r"(?:\\r)?\\n|\\r(?!\w)")

# Tags that are not in the closed list but mean one that is.
_RENAMED = (
    (re.compile(r"<(/?)(?:h1|h2)\b[^<>]*>", re.IGNORECASE), r"<\1h3>"),
    (re.compile(r"<(/?)h6\b[^<>]*>", re.IGNORECASE), r"<\1h5>"),
    (re.compile(r"<(/?)b\b[^<>]*>", re.IGNORECASE), r"<\1strong>"),
    (re.compile(r"<(/?)i\b[^<>]*>", re.IGNORECASE), r"<\1em>"),
    (
        re.compile(r"<(/?)(?:div|section|article|header|footer|blockquote|pre|tr|dl|dt|dd)\b[^<>]*>", re.IGNORECASE),
        r"<\1p>",
    ),
    (re.compile(r"</?t[dh]\b[^<>]*>", re.IGNORECASE), " "),
)
_EMPTY = re.compile(r"<(p|li|ul|ol|strong|em|h[3-5])>(?:\s|<br>)*</\1>")
_SPARE_BREAKS = re.compile(
    r"(?:<br>\s*)+(?=</(?:p|li|h[3-5])>)|(?<=<p>)(?:\s*<br>)+|(?<=<li>)(?:\s*<br>)+|^(?:\s*<br>)+|(?:<br>\s*)+$"
)

_BULLET = re.compile(r"^(?:\*{1,3}|[-–—•·●▪◦‣➢➤✓✔►]|o(?=\s{2,}))\s*(?=\S)")
_HEADING = re.compile(r"^\*{2,3}\s*([^*]+?)\s*\*{2,3}\s*$|^#{1,6}\s+(.+)$")
_BOLD = re.compile(r"\*\*(?!\*)(\S(?:[^*\n]*\S)?)\*\*(?!\*)")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Unicode categories of what cannot be seen: controls, and code points without a character."""
_ITEM = re.compile(r"^\s{2,}[*+o-] ")
"""How inscriptis begins a list item, by depth."""
_INLINE_BULLET = re.compile(r"(?<=\S)\*\*\*(?=\S)")

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]+ ?(?:@|[\[(](?:at|arobase)[\])]) ?[\w-]+"
    r"(?:(?:\.[\w-]+)+| (?:\.|[\[(](?:dot|point)[\])]) [a-z]{2,3}\b)",
    re.IGNORECASE,
)
_GAP = r"[ .\-/]{0,2}"
_PHONE = re.compile(
    rf"(?<![\d+])(?:(?:\+|00)33{_GAP}(?:\(0\){_GAP})?|0)[1-9](?:{_GAP}\d{{2}}){{4}}(?!\d)"
    r"|(?<!\d)\+[1-9]\d{0,2}(?:[ .\-()]{0,2}\d){7,12}(?!\d)"
)
_NAME = re.compile(
    r"(?<![\w'’])((?:M\.|Mr\.?|Mme\.?|Mlle|Monsieur|Madame|Mademoiselle) )"
    r"(?!(?:Le|La|Les|L)\b)[A-ZÀ-Ý](?:\.|[\w'’-]+)(?: (?:d[eu] )?[A-ZÀ-Ý][\w'’-]+){0,3}"
)


def clean_description(raw: str | None) -> Description:
    """Read HTML or plain text as sources send it: entities encoded twice, CDATA, literal line breaks, controls.

    What is left of the tags is a closed list without attributes. Telephone numbers, e-mail addresses and names after
    "Monsieur" or "Madame" are replaced: the catalogue keeps no recruiter's contact data.
    """
    text = _CDATA.sub("", raw or "")
    text = _LITERAL_BREAK.sub("\n", text).replace("\\t", " ")
    for _ in range(3):
        text = _ENCODED_ENTITY.sub("&", text)
    if _ENCODED_TAG.search(text):
        text = html.unescape(text)
    text = _without_controls(text)
    markup = without_contacts(_sanitised(text if _ANY_TAG.search(text) else _marked_up(html.unescape(text))))
    return Description(html=markup, text=_plain(markup))


def _without_controls(text: str) -> str:
    """Return the text with plain line breaks and spaces, and no character that cannot be seen."""
    text = re.sub(r"\r\n?|[\u0085\u2028\u2029\x0b\x0c]", "\n", text).replace("&nbsp;", " ")
    categories = {char: unicodedata.category(char) for char in set(text) - {"\n"}}
    for char, category in categories.items():
        if char == "\t" or category == "Zs":
            text = text.replace(char, " ")
    unseen = [ord(char) for char, category in categories.items() if category in _UNSEEN and char != "\t"]
    return text.translate(dict.fromkeys(unseen)) if unseen else text


def _marked_up(text: str) -> str:
    """Return plain text as paragraphs and lists, reading the "***" that partner offers use for markup."""
    parts: list[str] = []
    items: list[str] = []
    for line in (*_INLINE_BULLET.sub("\n*** ", text).splitlines(), ""):
        line = line.strip()
        heading = _HEADING.match(line)
        bullet = None if heading else _BULLET.match(line)
        if bullet:
            items.append(f"<li>{_bold(line[bullet.end() :])}</li>")
            continue
        if items and line:
            parts.append(f"<ul>{''.join(items)}</ul>")
            items = []
        if heading:
            parts.append(f"<h4>{html.escape(heading[1] or heading[2], quote=False)}</h4>")
        elif line:
            parts.append(f"<p>{_bold(line)}</p>")
    if items:
        parts.append(f"<ul>{''.join(items)}</ul>")
    return "\n".join(parts)


def _bold(line: str) -> str:
    return _BOLD.sub(r"<strong>\1</strong>", html.escape(line, quote=False))


def _sanitised(markup: str) -> str:
    if not _BLOCK_TAG.search(markup):
        markup = markup.replace("\n", "<br>")
    for pattern, replacement in _RENAMED:
        markup = pattern.sub(replacement, markup)
    clean = nh3.clean(markup, tags=set(TAGS), attributes={}, clean_content_tags={"script", "style", "noscript"})
    clean = clean.replace("&nbsp;", " ")
    before = None
    while before != clean:
        before = clean
        clean = _EMPTY.sub(" ", _SPARE_BREAKS.sub("", clean))
    return clean.strip()


def without_contacts(text: str) -> str:
    """Return text or HTML with e-mail addresses, telephone numbers and names after "Madame" replaced."""
    text = _EMAIL.sub(EMAIL_REMOVED, text)
    text = _PHONE.sub(PHONE_REMOVED, text)
    return _NAME.sub(rf"\1{NAME_REMOVED}", text)


def _plain(markup: str) -> str:
    lines = (_ITEM.sub("- ", line) for line in get_text(markup).splitlines())
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line not in {"", "-"})
