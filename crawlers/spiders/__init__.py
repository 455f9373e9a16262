"""One spider for each platform."""

from typing import Any

from crawlers.spiders.ashby import AshbySpider
from crawlers.spiders.base import PlatformSpider
from crawlers.spiders.beetween import BeetweenSpider
from crawlers.spiders.choisir_service_public import ChoisirServicePublicSpider
from crawlers.spiders.digitalrecruiters import DigitalRecruitersSpider
from crawlers.spiders.emploi_territorial import EmploiTerritorialSpider
from crawlers.spiders.fhf import FhfSpider
from crawlers.spiders.flatchr import FlatchrSpider
from crawlers.spiders.france_travail import FranceTravailSpider
from crawlers.spiders.greenhouse import GreenhouseSpider
from crawlers.spiders.lever import LeverSpider
from crawlers.spiders.listing import ListingSpider
from crawlers.spiders.personio import PersonioSpider
from crawlers.spiders.recruitee import RecruiteeSpider
from crawlers.spiders.schema_org import SchemaOrgSpider
from crawlers.spiders.smartrecruiters import SmartRecruitersSpider
from crawlers.spiders.softgarden import SoftgardenSpider
from crawlers.spiders.softy import SoftySpider
from crawlers.spiders.taleez import TaleezSpider
from crawlers.spiders.talentsoft import TalentsoftSpider
from crawlers.spiders.teamtailor import TeamtailorSpider
from crawlers.spiders.werecruit import WerecruitSpider
from crawlers.spiders.workday import WorkdaySpider
from crawlers.spiders.wp_job_manager import WpJobManagerSpider

SPIDERS: dict[str, type[PlatformSpider[Any]]] = {
    "schema_org": SchemaOrgSpider,
    "workday": WorkdaySpider,
    "france_travail": FranceTravailSpider,
    "emploi_territorial": EmploiTerritorialSpider,
    "choisir_service_public": ChoisirServicePublicSpider,
    "fhf": FhfSpider,
    "teamtailor": TeamtailorSpider,
    "recruitee": RecruiteeSpider,
    "greenhouse": GreenhouseSpider,
    "lever": LeverSpider,
    "ashby": AshbySpider,
    "personio": PersonioSpider,
    "softgarden": SoftgardenSpider,
    "smartrecruiters": SmartRecruitersSpider,
    "flatchr": FlatchrSpider,
    "taleez": TaleezSpider,
    "digitalrecruiters": DigitalRecruitersSpider,
    "beetween": BeetweenSpider,
    "softy": SoftySpider,
    "talentsoft": TalentsoftSpider,
    "werecruit": WerecruitSpider,
    "listing": ListingSpider,
    "wp_job_manager": WpJobManagerSpider,
}
