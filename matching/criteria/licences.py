"""Does the candidate hold the licences that the offer requires?"""

from collections.abc import Collection, Iterator, Sequence

from matching.licences import LICENCES, allows, held_licences, may_be, named_licences
from matching.offers import JobOffer
from matching.profiles import CandidateProfile
from matching.recommendations import Criterion, Reason, Verdict


def licences_remark(profile: CandidateProfile, offer: JobOffer) -> Reason | None:
    """Compare the licences required; None where none is, and where the candidate names none that is known.

    A licence that is named anywhere in the profile is held, unless its clause denies it. Of several categories of one
    family ("CACES R489 1, 3 et 5") any will do: offers name them where one or the other is needed. It counts for
    nothing in the score: lists of licences are forgetful, many are passed in a few days, and no share of an offer's
    merits made the ranking better on judged pairs.
    """
    required = [one.code for one in offer.licences.value or () if one.required]
    if not (required and any(named for words in profile.licences for named in named_licences(words))):
        return None
    told = [*profile.licences, *profile.skills, *filter(None, [profile.experience, profile.text])]
    held = {code for words in told for code in held_licences(words)}
    missing = list(_missing(required, held))
    unsure = [code for code in required if code not in missing and not _held(code, held)]
    if missing:
        verdict, sentence = Verdict.CAUTION, f"L'offre exige, et vous n'indiquez pas : {_names(missing)}"
    elif unsure:
        verdict, sentence = Verdict.UNKNOWN, f"L'offre exige, vérifiez que vous l'avez : {_names(unsure)}"
    else:
        verdict, sentence = Verdict.FITS, f"Vous avez ce que l'offre exige : {_names(required)}"
    return Reason(
        criterion=Criterion.LICENCES,
        verdict=verdict,
        sentence=sentence,
        profile_quote=", ".join(profile.licences),
        offer_quote=offer.licences.raw,
    )


def _held(wanted: str, held: Collection[str]) -> bool:
    return any(allows(one, wanted) for one in held)


def _missing(required: Sequence[str], held: Collection[str]) -> Iterator[str]:
    """Yield what is required and neither held, nor perhaps held, nor another category of what is."""
    satisfied = {_family(code) for code in required if _held(code, held)}
    for code in required:
        if not (_held(code, held) or any(may_be(one, code) for one in held) or _family(code) in satisfied):
            yield code


def _family(code: str) -> str:
    """Return what a code is a category of: "CACES-R489" for "CACES-R489-3", "ELEC" for any electrical symbol."""
    kind, *rest = code.split("-")
    return "-".join([kind, *rest[:1]]) if kind == "CACES" else kind


def _names(codes: Sequence[str]) -> str:
    return ", ".join(LICENCES[code] for code in codes)
