"""The registry: who is crawled, on what platform, and on what terms."""

from crawlers.registry.entries import (
    BoardEntry,
    ChoisirServicePublicEntry,
    CrawledEntry,
    EmploiTerritorialEntry,
    Entry,
    FhfEntry,
    FranceTravailEntry,
    SchemaOrgEntry,
    UnknownEntry,
    WorkdayEntry,
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
    "Registry",
    "RegistryError",
    "SchemaOrgEntry",
    "UnknownEntry",
    "WorkdayEntry",
    "load_registry",
    "parse_registry",
]
