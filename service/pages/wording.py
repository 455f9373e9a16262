"""French for what offers hold: labels, amounts, dates. "Non précisé" wherever an offer does not say."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from matching.feedback import Feedback, FeedbackKind, NotForMe
from matching.languages import LANGUAGES
from matching.licences import LICENCES
from matching.offers import (
    ContractTerms,
    Experience,
    JobOffer,
    LanguageSkill,
    Licence,
    Place,
    Remote,
    RemoteKind,
    Salary,
    SalaryPeriod,
    WorkingHours,
    WorkingTime,
)
from matching.profiles import Transport
from matching.recommendations import Criterion, Verdict
from service.api.labels import CONTRACTS
from service.api.models import Fact, PublicOffer

UNKNOWN = "non précisé"

WORKING_TIMES: dict[WorkingTime, str] = {
    WorkingTime.FULL: "Temps plein",
    WorkingTime.PART: "Temps partiel",
}

TRANSPORTS: dict[Transport, str] = {
    Transport.CAR: "En voiture",
    Transport.BICYCLE: "À vélo",
    Transport.NONE: "Sans véhicule",
}

VERDICTS: dict[Verdict, str] = {
    Verdict.FITS: "Convient",
    Verdict.CAUTION: "À vérifier",
    Verdict.UNKNOWN: "Inconnu",
}

CRITERIA: dict[Criterion, str] = {
    Criterion.WORK: "Métier",
    Criterion.SKILLS: "Compétences",
    Criterion.DISTANCE: "Distance",
    Criterion.CONTRACT: "Contrat",
    Criterion.WORKING_TIME: "Temps de travail",
    Criterion.LICENCES: "Permis et habilitations",
    Criterion.UNWANTED: "À éviter",
    Criterion.FEEDBACK: "Vos réponses",
}

WHY_NOT: dict[NotForMe, str] = {
    NotForMe.TOO_FAR: "Trop loin",
    NotForMe.WORK: "Pas ce travail",
    NotForMe.EMPLOYER: "Pas cet employeur",
    NotForMe.CONTRACT: "Pas ce contrat",
    NotForMe.HOURS: "Pas ces horaires",
    NotForMe.OTHER: "Autre raison",
}

FAULTS: dict[FeedbackKind, str] = {
    FeedbackKind.EXPIRED: "Elle n'est plus à pourvoir",
    FeedbackKind.WRONG_PLACE: "Le lieu indiqué est faux",
    FeedbackKind.DUPLICATE: "Elle est déjà là, ailleurs dans la liste",
    FeedbackKind.MISLEADING: "Elle est trompeuse",
}

_REMOTE: dict[RemoteKind, str] = {
    RemoteKind.NONE: "non",
    RemoteKind.POSSIBLE: "possible",
    RemoteKind.PARTIAL: "partiel",
    RemoteKind.FULL: "complet",
}
_DEMANDS = {True: " (exigé)", False: " (apprécié)", None: ""}

_PERIODS: dict[SalaryPeriod, str] = {
    SalaryPeriod.HOUR: "de l'heure",
    SalaryPeriod.DAY: "par jour",
    SalaryPeriod.WEEK: "par semaine",
    SalaryPeriod.MONTH: "par mois",
    SalaryPeriod.YEAR: "par an",
}

_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

_PARIS = ZoneInfo("Europe/Paris")
_THIN_SPACE, _NO_BREAK_SPACE = "\u202f", "\u00a0"


def day(moment: date | datetime | None) -> str:
    """Write a day: "1er mars 2026". Moments are told as the day they fall on in France."""
    if moment is None:
        return UNKNOWN
    if isinstance(moment, datetime):
        moment = moment.astimezone(_PARIS).date()
    number = "1er" if moment.day == 1 else str(moment.day)
    return f"{number} {_MONTHS[moment.month - 1]} {moment.year}"


def places(fact: Fact[tuple[Place, ...]]) -> str:
    """Write where the work is: "Figeac (46), Cahors (46)"."""
    return ", ".join(_place(place) for place in fact.value) if fact.value else _said(fact.text)


def contract(fact: Fact[ContractTerms]) -> str:
    """Write the contract: "CDD de 6 mois"."""
    if fact.value is None:
        return _said(fact.text)
    label = CONTRACTS[fact.value.kind]
    return f"{label} de {_number(fact.value.months)} mois" if fact.value.months else label


def working_time(fact: Fact[WorkingHours]) -> str:
    """Write the working time: "Temps plein, 35 h par semaine"."""
    if fact.value is None:
        return _said(fact.text)
    label = WORKING_TIMES[fact.value.time]
    if not fact.value.weekly_hours:
        return label
    return f"{label}, {_number(fact.value.weekly_hours)}{_NO_BREAK_SPACE}h par semaine"


def salary(fact: Fact[Salary]) -> str:
    """Write the pay: "de 1 800 à 2 200 € brut par mois"."""
    pay = fact.value
    if pay is None:
        return _said(fact.text)
    match pay.minimum, pay.maximum:
        case None, None:
            return _said(fact.text)
        case float(low), None:
            amount = f"à partir de {_amount(low)}"
        case None, float(high):
            amount = f"jusqu'à {_amount(high)}"
        case float(low), float(high):
            amount = _amount(low) if low == high else f"de {_amount(low)} à {_amount(high)}"
    currency = "€" if pay.currency == "EUR" else pay.currency
    kind = {True: "brut", False: "net", None: ""}[pay.gross]
    return " ".join(filter(None, [f"{amount}{_NO_BREAK_SPACE}{currency}", kind, _PERIODS[pay.period]]))


def experience(asked: Experience | None) -> str:
    """Write the experience asked for: "2 ans au moins", "débutants acceptés"."""
    if asked is None:
        return UNKNOWN
    if asked.months == 0:
        return "débutants acceptés"
    years, months = divmod(asked.months, 12)
    length = f"{asked.months} mois" if months else count(years, "an", "ans")
    return f"{length} au moins"


def licences(named: tuple[Licence, ...] | None) -> str:
    """Write the licences asked for: "Permis B (exigé), FIMO"."""
    return ", ".join(f"{LICENCES[one.code]}{_DEMANDS[one.required]}" for one in named or ()) or UNKNOWN


def languages(named: tuple[LanguageSkill, ...] | None) -> str:
    """Write the languages asked for: "anglais B2 (exigé), espagnol (apprécié)"."""
    words = (
        f"{LANGUAGES[one.code]}{f' {one.level}' if one.level else ''}{_DEMANDS[one.required]}" for one in named or ()
    )
    return ", ".join(words) or UNKNOWN


def remote(offered: Remote | None) -> str:
    """Write the remote work offered: "partiel, 2 jours par semaine au plus"."""
    if offered is None:
        return UNKNOWN
    most = f", {count(offered.days, 'jour', 'jours')} par semaine au plus" if offered.days else ""
    return f"{_REMOTE[offered.kind]}{most}"


def starts(fact: Fact[date]) -> str:
    """Write when the work starts: "1er mars 2026"."""
    return day(fact.value) if fact.value else _said(fact.text)


def facts(offer: PublicOffer) -> list[tuple[str, str]]:
    """Return label and value of what an offer says, and does not say, in the order of a candidate's questions."""
    return [
        ("Lieu", places(offer.places)),
        ("Contrat", contract(offer.contract)),
        ("Temps de travail", working_time(offer.working_time)),
        ("Salaire", salary(offer.salary)),
        *requirements(offer),
        ("Prise de poste", starts(offer.starts_on)),
        ("Publiée le", day(offer.posted_on)),
        ("Date limite", day(offer.closes_on)),
    ]


def said(feedback: Feedback) -> str:
    """Write what a candidate said of an offer: "pas pour moi (trop loin)"."""
    match feedback.kind, feedback.why:
        case FeedbackKind.APPLIED, _:
            return "j'ai postulé"
        case FeedbackKind.INTERESTED, _:
            return "ça m'intéresse"
        case _, None | NotForMe.OTHER:
            return "pas pour moi"
        case _, why:
            return f"pas pour moi ({WHY_NOT[why].lower()})"


def requirements(offer: PublicOffer | JobOffer) -> list[tuple[str, str]]:
    """Return label and value of what an offer asks for and allows; what it does not say is left out."""
    said = (
        ("Expérience", experience(offer.experience.value)),
        ("Permis et habilitations", licences(offer.licences.value)),
        ("Langues", languages(offer.languages.value)),
        ("Télétravail", remote(offer.remote.value)),
    )
    return [(label, value) for label, value in said if value != UNKNOWN]


def count(number: float, singular: str, plural: str) -> str:
    """Write a number of things: "1 offre", "1 200 offres". Zero is singular in French."""
    return f"{_number(number)} {singular if number < 2 else plural}"


def _place(place: Place) -> str:
    return f"{place.name} ({place.departement})" if place.commune else f"{place.name} (tout le département)"


def _said(text: str | None) -> str:
    """What the employer wrote where we did not understand it."""
    return f"«{_NO_BREAK_SPACE}{text.strip()}{_NO_BREAK_SPACE}»" if text and text.strip() else UNKNOWN


def _number(number: float) -> str:
    return _in_french(f"{round(number, 2):,}".removesuffix(".0"))


def _amount(amount: float) -> str:
    return _in_french(f"{amount:,.2f}".removesuffix(".00"))


def _in_french(digits: str) -> str:
    return digits.replace(",", _THIN_SPACE).replace(".", ",")
