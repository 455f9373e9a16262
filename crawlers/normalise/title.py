"""A job title fit to be read: without gender marks, reference numbers and calls for attention."""

import html
import re
import unicodedata

LONGEST = 400
"""Characters of a title that are read; what goes on longer is a text in the wrong field."""

# H/F and its many spellings. "Homme/Femme" may be the title itself ("Homme/Femme de ménage"): it goes from brackets
# and from the end only.
_LETTER = r"(?:[hfmwdxi]|nb)"
_SIGN = rf"(?:{_LETTER}|hommes?|femmes?)"
_GENDER_MARKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"[(\[]+\s*(?:{_SIGN}(?:\s*[/\\|.,·&-]\s*{_SIGN}){{1,3}}|hfx?|fhx?)\s*[)\]]+",
        rf"(?<![\w/'’.-]){_LETTER}(?:\s?[/|]\s?{_LETTER}|-{_LETTER}){{1,3}}(?![\w/'’])",
        r"[\s,–—-]+(?:hommes?\s*/\s*femmes?|femmes?\s*/\s*hommes?)\s*$",
    )
)
_PAIRS = ({"h", "f"}, {"m", "f"}, {"m", "w"})

# A reference has four digits or more ("EC20937", "R-0012345", "2026-118"). So have a year, a postcode, hours
# ("35h00"), a norm and a CACES (R489-1-3-5), and they stay.
_CODE = (
    r"(?!(?:19|20)\d\d(?:[/-](?:19|20)?\d\d)?(?![\w-]))(?!\d{5}(?![\w-]))(?!\d{1,2}h)(?!(?:iso|nf|en)-?\d|r4\d\d\b)"
    r"(?=(?:[\w/.-]*\d){4})[a-z]{0,6}[-_/]?\d[\w/.-]*"
)
_REFERENCES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[(\[]\s*(?:r[ée]f(?:[ée]rence)?s?\b|n°|id\b|offre n°)(?:[^)\]]*\d|\s*[.:])[^)\]]*[)\]]",
        rf"[(\[]\s*{_CODE}\s*[)\]]",
        r"(?:(?<=\s)|^)[-–—|,]?\s*\br[ée]f(?:[ée]rence)?s?\b\s?[.:°#]*\s*[\w/.-]*\d[\w/.-]*(?:\s*[-–—:]\s+)?",
        rf"(?:\s*[–—:|•]\s*|\s+[-/]\s*|\s+n°\s*){_CODE}\s*$",
        rf"^{_CODE}(?:\s+[-–—]\s*|\s*[:|•]\s*)",
        r"(?:\s+|^)#\w+",
    )
)
_CALLS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)[*!]+|[*!]+(?!\d)",
        r"^\s*(?:recrutement|offre|poste)?\s*\burgente?\b\s*[-–—:/|,]*\s*",
        r"[\s(\[/–—,-]+(?:tr[èe]s )?\burgent\b[)\]]*\s*$",
        r"^\s*(?:recrutement|job|annonce|emploi)\s*[-–—:|]+\s*",
        r"^\s*offre d['’]emploi\b\s*[-–—:|]*\s*",
        r"^\s*poste (?:de |d['’])",
        r"^(?:.{0,60}\s)?recrut(?:e|ons|ent)\s*:?\s+(?:une?\b(?:\(e\))?|des|son|sa|ses|deux)\s+",
        r"^(?:.{0,60}\s)?recherch(?:e|ons|ent)\s*:?\s+une?\b(?:\(e\))?\s+",
        r"^\s*(?:nous )?recrut(?:e|ons)\s*:?\s+",
    )
)
_EMPTY = re.compile(r"[(\[]\s*[)\]]|[(\[]\s*$")
_DOUBLE = re.compile(r"(\s[-–—|]|[,:])(?:\s*[-–—|,:])+(?=\s|$)")
_QUOTED = re.compile(r"""(["'«])\s*([^"«»]*?)\s*["'»]""")
_EDGES = " -–—|,;:/•·_"

_ACRONYMS = frozenset(
    re.findall(
        r"\w+",
        """
    AES AESH ALSH AMP ASH ASVP ATSEM AVS BAC BAFA BAFD BEP BPJEPS BTS BUT CAP CCAS CESF CPJEPS CSP DE DEAES DEAS DEES
    DEUST DUT EHPAD ES ESAT FAM IADE IBODE IDE IDEC IDEL IME ITEP MAS MECS MFR SAAD SAVS SESSAD SSIAD SSR UEHC USLD VSL
    AIPR BE BTP CACES CAO CFA CFAO CN CNC CND CVC DAO FCO FIMO GMAO HQE HSE HVAC MAG MIG MSI PL QHSE QSE QSSE SAV SPL
    TIG TP VL VRD ZI
    ADV BI CDD CDI CHR CRM DAF DG DGS DRH DSI ERP GMS GRH IA IT LSF MOA MOE PAO PHP PLV PME RH RSE SEO SI SIG SQL SST
    TPE TV UX VRP ZAC
    AOP BIO CAF CEA CFE CHU CNRS CPAM DDT DREAL EDF ENEDIS EPCI GRETA IGP INRAE MSA ONF RATP SCI SDIS SIVU SNCF UDAF
    URSSAF
    """,
    )
)
"""Health and social work, construction and industry, offices and trade, public bodies."""
_SMALL = frozenset(
    re.findall(r"\w+", "a à au aux avec chez d dans de des du en et l la le les ou par pour qu sans sous sur un une")
)
_WORD = re.compile(r"\w+")
_ENDING = re.compile(r"(?:e|es|ne|nes|te|se|ve|ive|fe|che|ere|ère|iere|ière|rice|trice|euse)\b", re.IGNORECASE)
_VOWELS = frozenset("AEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ")


def display_title(raw: str | None) -> str:
    """Return the title as the public reads it; "" when nothing is left that says anything.

    "Boulanger / Boulangère" and "Conseiller(ère)" stay: both forms are the title. The words of a title in capitals
    only get one capital each, since a name of a place may be among them; known acronyms, words with digits and words
    without a vowel stay as they are.
    """
    title = "".join(char for char in html.unescape(html.unescape((raw or "")[:LONGEST])) if _readable(char))
    for pattern in _GENDER_MARKS:
        title = pattern.sub(_drop_pair, title)
    for pattern in (*_CALLS, *_REFERENCES):
        title = _tidy(pattern.sub(" ", title))
    if len(title) > 3 and title.isupper():
        title = _WORD.sub(_lowered, title)
    return title[:1].upper() + title[1:]


def _readable(char: str) -> bool:
    """Whether the character belongs in a title: no control character, no pictogram."""
    return char.isspace() or char == "°" or unicodedata.category(char) not in {"Cc", "Cf", "Co", "Cn", "So", "Mn"}


def _drop_pair(mark: re.Match[str]) -> str:
    """Return " " for a gender mark, the text itself for other letters ("D/X")."""
    letters = set(re.sub(r"[^hfmw]", "", re.sub(r"hommes?", "h", re.sub(r"femmes?", "f", mark[0].lower()))))
    return " " if any(pair <= letters for pair in _PAIRS) else mark[0]


def _tidy(title: str) -> str:
    title = " ".join(_EMPTY.sub(" ", title).split())
    title = _DOUBLE.sub(r"\1", re.sub(r" ([,)\]])", r"\1", title)).strip(_EDGES)
    return quoted[2] if (quoted := _QUOTED.fullmatch(title)) else title


def _lowered(match: re.Match[str]) -> str:
    """Return a word of a title in capitals as it is read."""
    word, title = match[0], match.string
    before, after = title[: match.start()], title[match.end() : match.end() + 1]
    if any(char.isdigit() for char in word):
        return word
    if before[-1:] in "(/.-·" and before[-2:-1].isalpha() and _ENDING.fullmatch(word):
        return word.lower()
    if word.lower() in _SMALL and before and (len(word) > 1 or after in "'’ "):
        return word.lower()
    if word in _ACRONYMS or len(word) == 1 or not _VOWELS & set(word):
        return word
    return word.capitalize()
