"""Lists of Talentsoft sites in their older and newer dress: the announced total, and the day below a title."""

import pytest
from parsel import Selector

from crawlers.spiders.talentsoft import read_day, read_total


@pytest.mark.parametrize(("page", "total"), [
    ('<div class="ts-ol-pagination__title resultat">Nombre de résultats : <b>1 088 offre(s)</b></div>', 1088),
    ('<div class="ts-ol-pagination__title resultat"><span class="gras">388 vacancy(s)</span></div>', 388),
    ('<span id="ctl00_ctl00_corpsRoot_corps_PaginationLower_TotalOffers">58 offres</span>', 58),
    ("<title>Nos offres d'emploi (112 offres, page 1)</title>", 112),
    ("<title>Nos offres d'emploi en 2026</title>", None),
])  # fmt: skip
def test_announced_total(page: str, total: int | None) -> None:
    assert read_total(Selector(text=f"<html>{page}</html>")) == total


@pytest.mark.parametrize(("facts", "day"), [
    ('<ul class="ts-offer-list-item__description"><li>Réf. : 1</li><li> 13/02/2026 </li></ul>', "13/02/2026"),
    ('<ul class="ts-offer-list-item__description">Réf. : 2026-1 | 08/03/2026 | Figeac</ul>', "08/03/2026"),
    ('<ul class="ts-offer-card-content__list"><li>CDI</li><li class="noBorder">Figeac</li></ul>', None),
    ("", None),  # the facts that follow are the next offer's
])  # fmt: skip
def test_day_below_a_title(facts: str, day: str | None) -> None:
    title = '<h3><a class="ts-offer-list-item__title-link" href="/offre-de-emploi/emploi-a_1.aspx">A</a></h3>'
    after = title + '<ul class="ts-offer-list-item__description"><li>01/01/2026</li></ul>'
    page = Selector(text=f"<ul><li>{title}{facts}</li><li>{after}</li></ul>")
    assert read_day(page.css("a")[0]) == day
