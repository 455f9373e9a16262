"""What people say of themselves that no ranking may read: name, age, family, origin, belief, health, handicap.

These are grounds that the law forbids to decide by (Code du travail, L1132-1). Only sentences about oneself are taken
out: the same words are often the work ("aide aux personnes âgées", "garde d'enfants", "10 ans d'expérience").
"""

import re

_NUMBER = r"(?:\d{1,2}|une?|deux|trois|quatre|cinq|six|sept|huit)"
_ME = r"\b(?:je\s+suis|j['’]\s?[ée]tais|suis|[ée]tant)\s+(?:aussi\s+|encore\s+)?(?:une?\s+)?"
_NO_JOB = r"(?!\s+(?:de|d['’]|au|toutes?)\b)"
"""Not "femme de ménage", "homme toutes mains", "jeune fille au pair"."""
_BARE = r"(?<![\w'’-])"
_NAME = r"(?!(?:et|je|j|ai|suis|mais|qui)\b)[^\W\d_][\w'’-]*"
_CHILDREN = rf"{_NUMBER}\s+(?:jeunes\s+|petits\s+|grands\s+)?(?:enfants?|filles?|fils|gar[çc]ons?)"
_OF_CHILDREN = (
    r"(?:\s+(?:[àa]\s+charge|en\s+bas\s+[âa]ge|(?:[âa]g[ée]s\s+)?de\s+\d+(?:\s+(?:et|[àa])\s+\d+)?\s+(?:ans|mois)"
    r"|(?:en|[àa]\s+la|[àa]\s+l['’])\s?(?:primaire|maternelle|coll[èe]ge|cr[èe]che|[ée]cole)))?"
)
_PEOPLES = (
    r"(?:fran[çc]ais|marocain|alg[ée]rien|tunisien|s[ée]n[ée]galais|malien|ivoirien|camerounais|congolais|guin[ée]en"
    r"|comorien|malgache|portugais|espagnol|italien|roumain|bulgare|polonais|ukrainien|russe|syrien|afghan|turc|turque"
    r"|kurde|albanais|arm[ée]nien|g[ée]orgien|anglais|britannique|irlandais|[ée]cossais|belge|suisse|allemand"
    r"|n[ée]erlandais|hollandais|br[ée]silien|chinois|vietnamien|indien|[ée]tranger|africain|europ[ée]en)"
)
_ENDING = r"(?:ne|e)?(?:[·(.\-]n?e\)?)?"
_HEALTH = (
    r"(?:handicap[ée]|travailleu(?:r|se)\s+handicap[ée]|malvoyant|malentendant|aveugle|sourd|diab[ée]tique"
    r"|[ée]pileptique|asthmatique|autiste|malade|s[ée]ropositif|s[ée]ropositive)"
)

_ABOUT_ONESELF = (
    # name
    rf"(?:je\s+m['’]\s?appelle|je\s+me\s+nomme|mon\s+(?:pr[ée])?nom\s+est|moi\s+c['’]\s?est|my\s+name\s+is)\s+{_NAME}"
    rf"(?:\s+(?-i:[A-ZÀ-Ý])(?<!\b[JA])(?!(?-i:ET|E|AI|UIS)\b)[\w'’-]*){{0,2}}",
    # age
    r"j['’]\s?(?:ai|aurai)\s+(?:bient[ôo]t\s+|presque\s+)?\d{2}\s+ans(?!\s+(?:d['’]|(?:de|dans|en|comme|chez|sur|au)\b))",
    r"(?<!enfants )(?<!enfant )\b[âa]g[ée]e?(?:[·(.\-]e\)?)?\s+de\s+\d{2}\s+ans",
    rf"{_BARE}(?:jeune\s+)?(?:homme|femme|fille)\s*,?\s*(?:de\s+)?\d{{2}}\s+ans",
    rf"{_BARE}(?:je\s+suis\s+)?n[ée]e?(?:[·(.\-]e\)?)?\s+(?:en\s+(?:19|20)\d\d|le\s+\d{{1,2}}\w*\s+\w+\s+(?:19|20)\d\d)",
    rf"{_ME}(?:jeune\s+)?(?:retrait[ée]e?(?:[·(.\-]e\)?)?|senior|quinquag[ée]naire|sexag[ée]naire)\b",
    rf"(?:{_ME}|{_BARE}jeune\s+)(?:homme|femme|fille)\b{_NO_JOB}",
    rf"{_BARE}jeune\s+(?:retrait[ée]e?|maman|papa)\b",
    r"\bI\s+am\s+\d{2}(?:\s+years\s+old)?(?=\s*[.,;!]|\s*$|\s+and\b)",
    # family
    rf"(?:{_ME}|{_BARE})(?:jeune\s+)?(?:m[èe]re|p[èe]re|maman|papa|parent)\s+"
    rf"(?:(?:solo|seule?|isol[ée]e?|c[ée]libataire)\s+)?(?:de|d['’])\s?{_CHILDREN}{_OF_CHILDREN}",
    rf"{_ME}(?:jeune\s+)?(?:m[èe]re|p[èe]re|maman|papa|parent)(?:\s+(?:solo|isol[ée]e?|c[ée]libataire|de\s+famille))?\b",
    rf"{_ME}(?:mari[ée]|divorc[ée]|s[ée]par[ée]|c[ée]libataire|veuf|veuve|enceinte|pacs[ée])e?\b",
    rf"j['’]\s?ai\s+{_CHILDREN}{_OF_CHILDREN}(?!\s+(?:en\s+garde|[àa]\s+garder))",
    # origin and belief
    r"(?:je\s+suis\s+)?\bde\s+nationalit[ée]\s+[\w-]+|\bnationalit[ée]\s*:\s*[\w-]+",
    rf"{_ME}(?:d['’]\s?origine\s+[\w-]+|originaire\s+(?:de\s+la|de\s+l['’]|des|du|de|d['’])\s?[\w-]+)",
    rf"{_ME}(?:r[ée]fugi[ée]e?\s*)?{_PEOPLES}{_ENDING}(?![\w-])",
    rf"{_ME}(?:r[ée]fugi[ée]e?|musulmane?|chr[ée]tien(?:ne)?|catholique|protestante?|juif|juive|bouddhiste)\b",
    # health and handicap
    rf"(?:{_ME})?\breconnue?(?:[·(.\-]e\)?)?\s+(?:en\s+)?(?:RQTH|travailleu(?:r|se)\s+handicap[ée]e?)\b",
    rf"(?:(?:j['’]\s?ai|je\s+b[ée]n[ée]ficie\s+de|b[ée]n[ée]ficiaire\s+de|{_ME}en)\s+(?:une?\s+|la\s+)?)RQTH\b",
    r"(?:^|(?<=[.,;(]))\s*RQTH\b",
    rf"{_ME}(?:{_HEALTH}(?:e|ne)?|en\s+situation\s+de\s+handicap)\b",
    r"j['’]\s?ai\s+(?:un|mon)\s+handicap(?:\s+\w+)?",
)
_PATTERN = re.compile(
    rf"(?:{'|'.join(f'(?:{one})' for one in _ABOUT_ONESELF)})(?:\s*[,;.!]+|\s+(?:et|and)\b)?", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]")


def impersonal(text: str) -> str:
    """Return a text without what it says of the person's name, age, family, origin, belief, health or handicap.

    Empty where nothing else was said.
    """
    left, taken = _PATTERN.subn(" ", text)
    if not taken:
        return text
    return " ".join(left.split()) if _WORD.search(left) else ""
