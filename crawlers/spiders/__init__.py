"""One spider for each platform."""

from typing import Any

from crawlers.spiders.base import PlatformSpider
from crawlers.spiders.beetween import BeetweenSpider
from crawlers.spiders.digitalrecruiters import DigitalRecruitersSpider
from crawlers.spiders.flatchr import FlatchrSpider
from crawlers.spiders.france_travail import FranceTravailSpider
from crawlers.spiders.schema_org import SchemaOrgSpider
from crawlers.spiders.smartrecruiters import SmartRecruitersSpider
from crawlers.spiders.softy import SoftySpider
from crawlers.spiders.taleez import TaleezSpider
from crawlers.spiders.talentsoft import TalentsoftSpider
from crawlers.spiders.werecruit import WerecruitSpider
from crawlers.spiders.workday import WorkdaySpider

SPIDERS: dict[str, type[PlatformSpider[Any]]] = {
    "schema_org": SchemaOrgSpider,
    "workday": WorkdaySpider,
    "france_travail": FranceTravailSpider,
    "smartrecruiters": SmartRecruitersSpider,
    "flatchr": FlatchrSpider,
    "taleez": TaleezSpider,
    "digitalrecruiters": DigitalRecruitersSpider,
    "beetween": BeetweenSpider,
    "softy": SoftySpider,
    "talentsoft": TalentsoftSpider,
    "werecruit": WerecruitSpider,
}
