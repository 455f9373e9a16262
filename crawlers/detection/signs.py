"""How each platform betrays itself: a table of patterns and the entry that each one makes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

BOARD = 3
"""The sign names the employer's board."""
SITE = 2
"""The sign names the platform; the board is the page's own site."""
PORTAL = 1
"""The sign is a link to a portal where the employer's offers may be among those of others."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A pattern, and what follows from it.

    The templates `start`, `hosts` and `more` may use the pattern's groups; `start` also `page` and `origin`.
    """

    platform: str
    pattern: str
    start: str
    weight: int = BOARD
    in_source: bool = False
    """Looked for in the page's source and headers, not in its addresses."""
    hosts: tuple[str, ...] = ()
    """Hosts that the entry needs beside that of its start address."""
    more: Mapping[str, str] = field(default_factory=dict)
    """Further keys of the entry; ``departements`` is the territory's."""

    @property
    def expression(self) -> re.Pattern[str]:
        """The pattern, compiled (`re` keeps it)."""
        return re.compile(self.pattern, re.IGNORECASE if self.in_source else 0)


_T = r"(?P<t>(?!(?:www|app|apps|api|cdn|assets|static|careers|career|jobs|support|help|docs|blog|status)\.)[\w-]+)"
_AT = r"^https?://"

_FRANCE_TRAVAIL = "https://api.francetravail.io/partenaire/offresdemploi/v2/offres/search"
_OPEN_DATA = "https://www.data.gouv.fr/api/1/datasets/les-offres-diffusees-sur-choisir-le-service-public/"

SIGNS: tuple[Sign, ...] = (
    # boards: the address names the tenant
    Sign("teamtailor", rf"{_AT}{_T}\.(?:na\.)?teamtailor\.com", "https://{t}.teamtailor.com/jobs"),
    Sign("recruitee", rf"{_AT}{_T}\.recruitee\.com", "https://{t}.recruitee.com/"),
    Sign(
        "greenhouse",
        rf"{_AT}(?:boards|job-boards)(?:\.eu)?\.greenhouse\.io/(?!embed/)(?P<t>[\w-]+)",
        "https://boards.greenhouse.io/{t}",
        hosts=("boards-api.greenhouse.io",),
    ),
    Sign(
        "greenhouse",
        rf"{_AT}(?:boards|job-boards)(?:\.eu)?\.greenhouse\.io/embed/job_(?:board|app)(?:/js)?\?(?:[^#]*&)?for=(?P<t>[\w-]+)",
        "https://boards.greenhouse.io/{t}",
        hosts=("boards-api.greenhouse.io",),
    ),
    Sign(
        "greenhouse",
        r"boards-api\.greenhouse\.io/v1/boards/(?P<t>[\w-]+)|\b(?:urlToken|boardToken)[\"']?\s*[:=]\s*[\"'](?P<u>[\w-]+)",
        "https://boards.greenhouse.io/{t}{u}",
        in_source=True,
        hosts=("boards-api.greenhouse.io",),
    ),
    Sign(
        "lever",
        rf"{_AT}jobs\.(?P<h>(?:eu\.)?lever\.co)/(?P<t>[\w.-]+)",
        "https://jobs.{h}/{t}",
        hosts=("api.{h}",),
    ),
    Sign(
        "ashby", rf"{_AT}jobs\.ashbyhq\.com/(?P<t>[\w.%-]+)", "https://jobs.ashbyhq.com/{t}", hosts=("api.ashbyhq.com",)
    ),
    Sign("personio", rf"{_AT}(?P<t>[\w-]+\.jobs\.personio\.(?:de|com))", "https://{t}/"),
    Sign(
        "softgarden", rf"{_AT}(?P<t>(?!jobdb\.|www\.)[\w-]+\.(?:softgarden\.io|career\.softgarden\.de))", "https://{t}/"
    ),
    Sign(
        "workday",
        rf"{_AT}(?P<h>(?P<t>[\w-]+)\.wd\d+\.myworkdayjobs\.com)/(?:[a-z]{{2}}-[A-Z]{{2}}/)?(?!wday/)(?P<s>[\w-]+)",
        "https://{h}/{s}",
        more={"tenant": "{t}"},
    ),
    Sign("flatchr", rf"{_AT}{_T}\.flatchr\.io", "https://{t}.flatchr.io/"),
    Sign(
        "flatchr",
        rf"{_AT}careers\.flatchr\.io/(?:[a-z]{{2}}/)?company/(?P<t>[\w-]+)",
        "https://careers.flatchr.io/fr/company/{t}",
    ),
    Sign("taleez", rf"{_AT}{_T}\.taleez\.com", "https://{t}.taleez.com/", hosts=("taleez.com",)),
    Sign(
        "taleez", rf"{_AT}(?:www\.)?taleez\.com/careers/(?P<t>[\w-]+)", "https://{t}.taleez.com/", hosts=("taleez.com",)
    ),
    Sign("beetween", rf"{_AT}(?P<t>[\w-]+\.jobs\.beetween\.com)", "https://{t}/"),
    Sign("softy", rf"{_AT}{_T}\.softy\.pro", "https://{t}.softy.pro/offers"),
    Sign(
        "talentsoft",
        rf"{_AT}(?P<t>(?!www\.)[\w-]+\.talent-soft\.com)",
        "https://{t}/offre-de-emploi/liste-offres.aspx",
    ),
    Sign(
        "werecruit",
        rf"{_AT}careers\.werecruit\.io/(?P<l>fr|en)/(?P<t>[\w-]+)",
        "https://careers.werecruit.io/{l}/{t}",
    ),
    Sign(
        "smartrecruiters",  # its public pages are found through the employer's own
        rf"{_AT}(?:jobs|careers)\.smartrecruiters\.com/(?:oneclick-ui/company/)?(?P<t>[\w-]+)",
        "{page}",
        hosts=("jobs.smartrecruiters.com",),
    ),
    Sign("smartrecruiters", r"name=[\"']sr:job-ad-id", "{page}", SITE, True, hosts=("jobs.smartrecruiters.com",)),
    Sign("welcometothejungle", rf"{_AT}www\.welcometothejungle\.com/\w+/companies/(?P<t>[\w-]+)", "{page}"),
    Sign("join", rf"{_AT}(?:www\.)?join\.com/companies/(?P<t>[\w-]+)", "https://join.com/companies/{t}"),
    # white labels: the page's own site runs on the platform
    Sign("teamtailor", r"teamtailor-cdn\.com", "{origin}/jobs", SITE, True),
    Sign("recruitee", r"recruiteecdn\.com|\bwindow\.recruitee\b", "{origin}/", SITE, True),
    Sign(
        "digitalrecruiters",
        r"api\.digitalrecruiters\.com/careers/v1/careers-sites/|app\.digitalrecruiters\.com/generated_contents/",
        "{origin}/fr",
        SITE,
        True,
        hosts=("api.digitalrecruiters.com",),
    ),
    Sign(
        "beetween",
        rf"{_AT}(?:app|emploi)\.beetween\.com/WeaselWeb/p/|beetween\.com/WeaselWeb/",
        "{origin}/",
        SITE,
        True,
    ),
    Sign(
        "talentsoft",
        r"/handlers/offerRss\.ashx|/Handlers/Image\.ashx|detailoffre\.aspx\?idOffre=|class=[\"'][^\"']*\bts-offer-"
        r"|/offre-de-emploi/liste-(?:toutes-)?offres\.aspx",
        "{origin}/offre-de-emploi/liste-offres.aspx",
        SITE,
        True,
    ),
    Sign("softgarden", r"jobdb\.softgarden\.de|\bcomplete_job_id_list\b", "{page}", SITE, True),
    Sign(
        "wp_job_manager",
        r"/wp-content/plugins/wp-job-manager|/jm-ajax/get_listings|\btype-job_listing\b",
        "{origin}/",
        SITE,
        True,
    ),
    # portals
    Sign(
        "emploi_territorial",
        rf"{_AT}(?:www\.)?emploi-territorial\.fr/",
        "https://www.emploi-territorial.fr/rechercher",
        PORTAL,
        more={"departements": ""},
    ),
    Sign(
        "choisir_service_public",
        rf"{_AT}(?:www\.)?choisirleservicepublic\.gouv\.fr/",
        _OPEN_DATA,
        PORTAL,
        hosts=("static.data.gouv.fr", "choisirleservicepublic.gouv.fr"),
        more={
            "departements": "",
            "pages": "https://choisirleservicepublic.gouv.fr/offre-emploi/",
            "without_territorial": "true",
        },
    ),
    Sign(
        "fhf",
        rf"{_AT}emploi\.fhf\.fr/",
        "https://emploi.fhf.fr/emploi/search",
        PORTAL,
        more={"departements": ""},
    ),
    Sign(
        "france_travail",
        rf"{_AT}(?:candidat|www|entreprise)\.(?:francetravail|pole-emploi)\.fr/(?:offres|entreprise|page-entreprise)",
        _FRANCE_TRAVAIL,
        PORTAL,
        hosts=("entreprise.francetravail.fr",),
        more={"departements": "", "access": "contract"},
    ),
)
