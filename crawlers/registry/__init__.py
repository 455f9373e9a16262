"""The registry: who is crawled, on what platform, and on what terms."""

from crawlers.registry.entries import (
    BoardEntry,
    ChoisirServicePublicEntry,
    CrawledEntry,
    EmploiTerritorialEntry,
    Entry,
    FhfEntry,
    FranceTravailEntry,
    ListingEntry,
    OfferSelectors,
    SchemaOrgEntry,
    UnknownEntry,
    WorkdayEntry,
    WpJobManagerEntry,
)
from crawlers.registry.loading import Registry, RegistryError, load_registry, parse_registry

__all__ = [
    "BoardEntry",
    "ChoisirServicePublicEntry",
    "CrawledEntry",
    "EmploiTerritorialEntry",
    "Entry",
    "FhfEntry",
    "FranceTravailEntry",
    "ListingEntry",
    "OfferSelectors",
    "Registry",
    "RegistryError",
    "SchemaOrgEntry",
    "UnknownEntry",
    "WorkdayEntry",
    "WpJobManagerEntry",
    "load_registry",
    "parse_registry",
]
