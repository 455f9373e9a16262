"""One spider for each platform."""

from typing import Any

from crawlers.spiders.base import PlatformSpider
from crawlers.spiders.choisir_service_public import ChoisirServicePublicSpider
from crawlers.spiders.emploi_territorial import EmploiTerritorialSpider
from crawlers.spiders.fhf import FhfSpider
from crawlers.spiders.france_travail import FranceTravailSpider
from crawlers.spiders.listing import ListingSpider
from crawlers.spiders.schema_org import SchemaOrgSpider
from crawlers.spiders.workday import WorkdaySpider
from crawlers.spiders.wp_job_manager import WpJobManagerSpider

SPIDERS: dict[str, type[PlatformSpider[Any]]] = {
    "schema_org": SchemaOrgSpider,
    "workday": WorkdaySpider,
    "france_travail": FranceTravailSpider,
    "emploi_territorial": EmploiTerritorialSpider,
    "choisir_service_public": ChoisirServicePublicSpider,
    "fhf": FhfSpider,
    "listing": ListingSpider,
    "wp_job_manager": WpJobManagerSpider,
}
