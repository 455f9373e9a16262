"""French labels for the values of facets."""

from collections.abc import Callable, Mapping

from matching.occupations.rome import rome
from matching.offers import Contract
from matching.places.gazetteer import gazetteer
from service.api.models import Facets, FacetValue

CONTRACTS: dict[Contract, str] = {
    Contract.CDI: "CDI",
    Contract.CDD: "CDD",
    Contract.INTERIM: "Intérim",
    Contract.SEASONAL: "Saisonnier",
    Contract.APPRENTICESHIP: "Apprentissage",
    Contract.PROFESSIONALISATION: "Contrat de professionnalisation",
    Contract.INTERNSHIP: "Stage",
    Contract.CIVIL_SERVANT: "Fonctionnaire titulaire",
    Contract.PUBLIC_CONTRACT: "Contractuel de la fonction publique",
    Contract.INDEPENDENT: "Travail indépendant",
    Contract.INTERMITTENT: "Intermittent du spectacle",
}


def contract_label(kind: str) -> str:
    """Return the name of a kind of contract."""
    return CONTRACTS[Contract(kind)]


def occupation_label(code: str) -> str:
    """Return the name of an occupation; the code itself when ROME does not know it."""
    occupation = rome().occupations.get(code)
    return occupation.name if occupation else code


def commune_label(insee: str) -> str:
    """Return the name of a commune; the code itself when the official list does not hold it."""
    commune = gazetteer().by_insee(insee)
    return commune.name if commune else insee


def facets_of(facets: Mapping[str, Mapping[str, int]], employers: Mapping[str, str]) -> Facets:
    """Return the facets of the index's answer with their labels; `employers` maps keys to names."""

    def labelled(name: str, label: Callable[[str], str]) -> tuple[FacetValue, ...]:
        return tuple(
            FacetValue(value=value, label=label(value), count=count) for value, count in facets.get(name, {}).items()
        )

    return Facets(
        contract=labelled("contract", contract_label),
        occupation=labelled("occupation", occupation_label),
        employer=labelled("employer", lambda key: employers.get(key, key)),
        commune=labelled("commune", commune_label),
    )
