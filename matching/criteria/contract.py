"""Is it a contract that the candidate accepts, and the hours they want?"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial

from matching.criteria.weighing import Hurdle, Obstacle
from matching.facts import OfferFacts
from matching.offers import Contract, JobOffer, WorkingTime
from matching.recommendations import Criterion, Reason, Verdict

OTHER_HOURS = 0.15
"""Share of its merits that an offer loses for hours that are not the ones wanted. They are a wish: an offer is never
left out for them."""

OTHER_CONTRACT = 0.3
"""Share of its merits that an offer loses for a contract that the candidate did not ask for."""

_SERVES: Mapping[Contract, Collection[Contract]] = {
    Contract.CDI: (Contract.CDI, Contract.CIVIL_SERVANT),
    Contract.CDD: (Contract.CDD, Contract.PUBLIC_CONTRACT, Contract.SEASONAL),
    Contract.APPRENTICESHIP: (Contract.APPRENTICESHIP, Contract.PROFESSIONALISATION),
}
"""Contracts that serve someone who asked for another: permanent for permanent, fixed-term for fixed-term."""

_NAMES: Mapping[Contract, str] = {
    Contract.INTERIM: "intérim",
    Contract.SEASONAL: "contrat saisonnier",
    Contract.APPRENTICESHIP: "apprentissage",
    Contract.PROFESSIONALISATION: "contrat de professionnalisation",
    Contract.INTERNSHIP: "stage",
    Contract.CIVIL_SERVANT: "poste de titulaire",
    Contract.PUBLIC_CONTRACT: "contractuel de la fonction publique",
    Contract.INDEPENDENT: "travail indépendant",
    Contract.INTERMITTENT: "intermittence",
}
_HOURS = {WorkingTime.FULL: "temps plein", WorkingTime.PART: "temps partiel"}


def contract_name(contract: Contract) -> str:
    """Return the French name of a contract."""
    return _NAMES.get(contract, contract.value)


def accepted_contracts(asked: Iterable[Contract]) -> frozenset[Contract]:
    """Return the contracts that serve who asks for these; empty when any will do."""
    return frozenset(served for wanted in asked for served in _SERVES.get(wanted, (wanted,)))


def contract_hurdle(asked: Sequence[Contract]) -> Hurdle | None:
    """Return what compares the contracts; None when the candidate asks for none."""
    if not asked:
        return None
    accepted = accepted_contracts(asked)
    explain = partial(_contract_reason, asked, accepted)

    def weigh(offer: OfferFacts) -> Obstacle:
        served = offer.contract is None or offer.contract in accepted
        return Obstacle(0.0 if served else OTHER_CONTRACT, explain)

    return weigh


def _contract_reason(asked: Sequence[Contract], accepted: Collection[Contract], offer: JobOffer) -> Reason:
    wanted = ", ".join(contract_name(contract) for contract in asked)
    terms = offer.contract.value
    if terms is None:
        verdict, sentence = Verdict.UNKNOWN, f"Le contrat n'est pas précisé ; vous cherchez : {wanted}"
    elif terms.kind in asked:
        verdict, sentence = Verdict.FITS, f"{_capital(contract_name(terms.kind))}, comme souhaité"
    else:
        sentence = f"{_capital(contract_name(terms.kind))} ; vous cherchez : {wanted}"
        verdict = Verdict.FITS if terms.kind in accepted else Verdict.CAUTION
    return Reason(
        criterion=Criterion.CONTRACT,
        verdict=verdict,
        sentence=sentence,
        profile_quote=wanted,
        offer_quote=offer.contract.raw,
    )


def working_time_hurdle(wanted: WorkingTime | None) -> Hurdle | None:
    """Return what compares the hours; None when the candidate did not say."""
    if wanted is None:
        return None
    explain = partial(_hours_reason, wanted)

    def weigh(offer: OfferFacts) -> Obstacle:
        fits = offer.working_time is None or offer.working_time is wanted
        return Obstacle(0.0 if fits else OTHER_HOURS, explain)

    return weigh


def _hours_reason(time: WorkingTime, offer: JobOffer) -> Reason:
    wanted, hours = _HOURS[time], offer.working_time.value
    if hours is None:
        verdict, sentence = Verdict.UNKNOWN, f"La durée du travail n'est pas précisée ; vous cherchez : {wanted}"
    elif hours.time is time:
        verdict, sentence = Verdict.FITS, f"{_capital(wanted)}, comme souhaité"
    else:
        verdict = Verdict.CAUTION
        sentence = f"{_capital(_HOURS[hours.time])} ; vous cherchez : {wanted}"
    return Reason(
        criterion=Criterion.WORKING_TIME,
        verdict=verdict,
        sentence=sentence,
        profile_quote=wanted,
        offer_quote=offer.working_time.raw,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
