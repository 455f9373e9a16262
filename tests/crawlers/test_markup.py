"""JobPosting markup as sites really write it. Every text is invented."""

import html
import json

import pytest
from crawl_support import FIXTURES

from crawlers.markup.job_posting import read_page
from crawlers.postings import RawPlace, RawPosting

PAGE = "https://exemple.example/offres/1"


def page(*blocks: str) -> str:
    """Return a page that holds JSON-LD blocks."""
    scripts = "".join(f'<script type="application/ld+json">{block}</script>' for block in blocks)
    return f"<html><head>{scripts}</head><body><p>Bonjour</p></body></html>"


def posting(**properties: object) -> str:
    """Return a JSON-LD block."""
    return json.dumps({"@context": "https://schema.org", "@type": "JobPosting", "title": "Soudeur"} | properties)


def only(text: str) -> RawPosting:
    """Return the one posting of a page."""
    (found,) = read_page(text, PAGE).postings
    return found


def test_clean_page() -> None:
    assert only((FIXTURES / "schema_org/menuisier.html").read_text()) == RawPosting(
        source_id="MEN-001",
        url=PAGE,
        title="Menuisier / Menuisière (H/F)",
        description="<p>Vous fabriquez et posez des escaliers.</p><ul><li>lecture de plans</li></ul>"
        "\n<p>CAP menuiserie</p>",
        employer_name="Menuiserie Exemple",
        places=(RawPlace(locality="Figeac", postcode="46100", country="FR"),),
        contract="CDI | FULL_TIME",
        working_time="FULL_TIME",
        salary="1900 - 2200 EUR MONTH",
        posted="2026-03-02",
        closes="2026-06-30",
    )


def test_microdata() -> None:
    found = only((FIXTURES / "schema_org/scieur.html").read_text())
    assert found.title == "Scieur / Scieuse de bois"
    assert found.description == "Vous conduisez la scie de tête.\n\nVous triez les sciages."
    assert found.places == (RawPlace(locality="Gourdon", postcode="46300"),)
    assert (found.source_id, found.contract, found.posted) == (PAGE, "CDD", "2026-03-05")


def test_microdata_items_that_are_text_alone() -> None:
    found = only("""<div itemscope itemtype="http://schema.org/JobPosting"><h1 itemprop="title">Scieur</h1>
    <strong itemprop="hiringOrganization" itemscope itemtype="http://schema.org/Organization"><a>Exemple</a></strong>
    <p itemprop="jobLocation" itemscope itemtype="http://schema.org/Place">
    <span itemprop="address" itemscope itemtype="http://schema.org/PostalAddress">Gourdon (46)</span></p></div>""")
    assert (found.employer_name, found.places) == ("Exemple", (RawPlace(text="Gourdon (46)"),))


def test_rdfa() -> None:
    text = """<html><body vocab="http://schema.org/"><div typeof="JobPosting">
    <h1 property="title">Tailleur de pierre</h1>
    <div property="description"><p>Vous taillez.</p><p>Vous posez.</p></div><meta property="identifier" content="T-7">
    <div property="hiringOrganization" typeof="Organization"><span property="name">Pierres Exemple</span></div>
    <div property="jobLocation" typeof="Place"><div property="address" typeof="PostalAddress">
    <span property="addressLocality">Crayssac</span></div></div></div></body></html>"""
    found = only(text)
    assert (found.source_id, found.title, found.employer_name) == ("T-7", "Tailleur de pierre", "Pierres Exemple")
    assert found.description == "Vous taillez.\nVous posez."
    assert found.places == (RawPlace(locality="Crayssac"),)


@pytest.mark.parametrize(
    ("block", "repaired"),
    [
        (posting(), 0),
        ('{"@type": "JobPosting", "title": "Soudeur", "description": "une\nligne\tcoupée"}', 1),
        ('//<![CDATA[\n{"@type": "JobPosting", "title": "Soudeur"}\n//]]>', 1),
        ('/*<![CDATA[*/{"@type": "JobPosting", "title": "Soudeur"}/*]]>*/', 1),
        ('<!-- {"@type": "JobPosting", "title": "Soudeur"} -->', 1),
        ('{"@type": "JobPosting", "title": "Soudeur"};', 1),
        (html.escape('{"@type": "JobPosting", "title": "Soudeur"}'), 1),
        ('{"@type": "JobPosting", "title": "Soudeur",}', 1),
        ('{"@type": "JobPosting" "title": "Soudeur"}', 1),
        (r'{"@type": "JobPosting", "title": "Soudeur", "description": "prime \_ \$ \&"}', 1),
        ('{"@Type": "jobposting", "Title": "Soudeur"}', 0),
        ('{"@type": "http://schema.org/JobPosting", "name": "Soudeur"}', 0),
        ('{"@type": ["Thing", "schema:JobPosting"], "title": "Soudeur"}', 0),
        ('[[{"@type": "WebSite"}, {"@type": "JobPosting", "title": "Soudeur"}]]', 0),
        ('{"@graph": [{"@type": "Organization"}, {"@type": "JobPosting", "title": "Soudeur"}]}', 0),
        ('{"mainEntity": {"itemListElement": [{"item": {"@type": "JobPosting", "title": "Soudeur"}}]}}', 0),
        ('{"@type": "JobPosting", "title": {"@value": "Soudeur"}, "description": null, "jobLocation": ""}', 0),
        ('{"@type": ["http://schema.org/JobPosting"], "http://schema.org/title": [{"@value": "Soudeur"}]}', 0),
        ('{"@type": "JobPosting", "title": "Soudeur", "description": "un "bon" <b class="x">poste</b>"}', 1),
        ('\ufeff{"@type": "JobPosting", "title": "Soudeur"}', 1),
        ('/* offre */ {"@type": "JobPosting", "title": "Soudeur"}', 1),
        ('{"@type": "Organization"}{"@type": "JobPosting", "title": "Soudeur"}', 1),
        ('{"@type": "JobPosting", "title": "Soudeur", "baseSalary": NaN, "url": undefined}', 1),
        # pasted into an editor of texts
        ('<p>{<br />\n"@type": "JobPosting",</p>\n<p>"title": "Soudeur"<br>}</p>', 1),
        ('{“@type”: “JobPosting”, “title”: “Soudeur”}', 1),
        ('{&nbsp;&nbsp;"@type": "JobPosting",\u00a0"title": "Soudeur"}', 1),
        ('{&quot;@type&quot;: &quot;JobPosting&quot;, "title": "Soudeur"}', 1),
    ],
)  # fmt: skip
def test_dirty_syntax_is_mended_and_counted(block: str, repaired: int) -> None:
    reading = read_page(page('{"@type": "Organization", "name": "Exemple"}', block, ""), PAGE)
    assert [found.title for found in reading.postings] == ["Soudeur"]
    assert (reading.repaired, reading.broken) == (repaired, 0)


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("", 0),
        ("<html><body>Rien</body></html>", 0),
        (page(""), 0),
        (page('{"@type": "Organization", "name": "Exemple"}'), 0),
        (page("bonjour"), 0),
        (page("JobPosting: erreur 500"), 1),
        (page("{@type: 'JobPosting', // poste\n title: 'Soudeur'}"), 1),  # a repair that would lose the type
    ],
)
def test_page_without_a_posting(text: str, broken: int) -> None:
    reading = read_page(text, PAGE)
    assert (reading.postings, reading.broken) == ((), broken)


@pytest.mark.parametrize("together", [True, False])
def test_nodes_that_a_posting_refers_to(together: bool) -> None:
    nodes = [
        {"@type": "Organization", "@id": "https://exemple.example/#org", "name": "Fonderie Exemple"},
        {"@type": "Place", "@id": "#atelier", "address": {"@id": "#adresse"}},
        {"@type": "PostalAddress", "@id": "#adresse", "addressLocality": "Figeac", "postalCode": "46100"},
        {"@type": "WebPage", "mainEntity": {"@id": "#offre"}},
        {
            "@type": "JobPosting",
            "@id": "#offre",
            "title": "Soudeur",
            "hiringOrganization": {"@type": "Organization", "@id": "https://exemple.example/#org"},
            "jobLocation": {"@id": "#atelier"},
            "mainEntityOfPage": {"@id": "#offre"},
        },
    ]
    blocks = [json.dumps({"@context": "https://schema.org", "@graph": nodes})] if together else map(json.dumps, nodes)
    found = only(page(*blocks))
    assert (found.title, found.employer_name) == ("Soudeur", "Fonderie Exemple")
    assert found.places == (RawPlace(locality="Figeac", postcode="46100"),)


@pytest.mark.parametrize(
    ("organization", "name"),
    [
        ("Exemple", "Exemple"),
        ({"name": "Caf&eacute; &amp; Co"}, "Café & Co"),
        ({"name": "Bois &amp;amp; Fer"}, "Bois & Fer"),
        ({"@type": "Organization", "legalName": "Exemple SARL"}, "Exemple SARL"),
        ([{"@type": "Organization"}, {"name": "Exemple"}], "Exemple"),
        ({"@id": "#nulle-part"}, None),
    ],
)
def test_employer(organization: object, name: str | None) -> None:
    assert only(page(posting(hiringOrganization=organization))).employer_name == name


def test_entities_of_a_title() -> None:
    assert only(page(posting(title="Chef d&#039;&eacute;quipe &amp; soudeur"))).title == "Chef d'équipe & soudeur"


@pytest.mark.parametrize(
    ("identifier", "source_id"),
    [
        ({"@type": "PropertyValue", "name": "Exemple", "value": "A-1"}, "A-1"),
        ({"@type": "PropertyValue", "name": "Exemple", "value": 17}, "17"),
        ("A-1", "A-1"),
        (4711, "4711"),
        (["", "A-1"], "A-1"),
        ("https://exemple.example/ref/9", "https://exemple.example/ref/9"),
        ({"@type": "PropertyValue", "name": "A-1"}, PAGE),
        ("Exemple", PAGE),  # the employer's name is on every offer
        ("null", PAGE),
        (None, PAGE),
    ],
)
def test_identifier(identifier: object, source_id: str) -> None:
    assert only(page(posting(identifier=identifier, hiringOrganization="Exemple"))).source_id == source_id


def test_several_postings_on_a_page_have_ids_of_their_own_whatever_their_order() -> None:
    jobs = [
        {"@type": "JobPosting", "title": "Soudeur", "identifier": "S"},
        {"@type": "JobPosting", "title": "Chaudronnier", "identifier": "S"},
        {"@type": "JobPosting", "title": "Fraiseur", "url": "https://exemple.example/offres/fraiseur"},
        {"@type": "JobPosting", "title": "Tourneur", "url": "https://exemple.example"},
        {"@type": "JobPosting", "title": "Tourneur", "url": "https://exemple.example", "jobLocation": "Cahors"},
        {"@type": "JobPosting", "title": "Tourneur", "url": "https://exemple.example", "datePosted": "2026-03-01"},
    ]
    found = read_page(page(json.dumps([*jobs, jobs[0]])), PAGE).postings
    assert len(found) == 6  # the same posting twice is one
    assert len({one.source_id for one in found}) == 6
    assert found[2].url == found[2].source_id == "https://exemple.example/offres/fraiseur"
    assert found[3].url == PAGE
    turned = read_page(page(json.dumps(jobs[2:5][::-1])), PAGE).postings
    assert {one.source_id for one in turned} == {one.source_id for one in found[2:5]}


@pytest.mark.parametrize(
    ("pay", "words"),
    [
        ({"currency": "EUR", "value": {"minValue": 18, "maxValue": 22.5, "unitText": "HOUR"}}, "18 - 22.5 EUR HOUR"),
        ({"currency": "EUR", "value": {"value": "12.50", "unitText": "HOUR"}}, "12.50 EUR HOUR"),
        ({"currency": "EUR", "value": "31000", "unitCode": "ANN"}, "31000 EUR YEAR"),
        ({"currency": "EUR", "unitText": "MONTH", "value": {"minValue": 2000}}, "2000 EUR MONTH"),
        ({"currency": "EUR", "minValue": 1900, "maxValue": 1900, "unitText": "MONTH"}, "1900 EUR MONTH"),
        ({"currency": "EUR", "value": {"minValue": 0, "maxValue": 2400, "unitText": "MONTH"}}, "0 - 2400 EUR MONTH"),
        ({"currency": "EUR", "value": {"minValue": 0, "maxValue": 0, "unitText": "MONTH"}}, None),
        ({"currency": "EUR", "value": {"minValue": 0, "value": 2100, "unitText": "MONTH"}}, "2100 EUR MONTH"),
        ({"@type": "MonetaryAmount", "value": {}}, None),
        ("selon convention collective", "selon convention collective"),
        (2100, "2100"),
        (0, None),
        ([{"currency": "EUR", "value": 2100}], "2100 EUR"),
        ({"currency": "EUR", "value": [1900, 2200], "unitText": "MONTH"}, "1900 - 2200 EUR MONTH"),
        ({"currency": "EUR", "value": {"value": [1900, 2200], "unitText": "MONTH"}}, "1900 - 2200 EUR MONTH"),
        ({"currency": "EUR", "value": [{"minValue": 1900, "unitText": "MONTH"}]}, "1900 EUR MONTH"),
        ({"currency": "EUR", "value": {"minValue": "1 900", "unitText": "MONTH"}}, "1 900 EUR MONTH"),
    ],
)  # fmt: skip
def test_salary(pay: object, words: str | None) -> None:
    assert only(page(posting(baseSalary=pay))).salary == words


@pytest.mark.parametrize(
    ("location", "places"),
    [
        ("Cahors", (RawPlace(text="Cahors"),)),
        ({"address": "12 rue Haute, 46100 Figeac"}, (RawPlace(text="12 rue Haute, 46100 Figeac"),)),
        ({"name": "Atelier", "address": {"addressLocality": "Figeac"}}, (RawPlace(text="Atelier", locality="Figeac"),)),
        ({"address": {"streetAddress": "Le Bourg, 46320 Assier"}}, (RawPlace(text="Le Bourg, 46320 Assier"),)),
        ({"address": {"postalCode": 46500, "addressRegion": "-"}}, (RawPlace(postcode="46500"),)),
        ({"address": {"addressLocality": "Bio", "postalCode": "UNAVAILABLE"}}, (RawPlace(locality="Bio"),)),
        ({"addressLocality": "Gramat"}, (RawPlace(locality="Gramat"),)),
        (["Bio", {"address": {"addressLocality": "Gramat"}}], (RawPlace(text="Bio"), RawPlace(locality="Gramat"))),
        ({"address": {"addressCountry": {"@type": "Country", "name": ["FR", "France"]}}}, (RawPlace(country="FR"),)),
        (
            {"address": [{"addressLocality": "Gramat"}, "Assier"]},
            (RawPlace(locality="Gramat"), RawPlace(text="Assier")),
        ),
        (
            {"address": {"addressLocality": ["Gramat", "Figeac"], "postalCode": ["46500", "46100"]}},
            (RawPlace(locality="Gramat", postcode="46500"), RawPlace(locality="Figeac", postcode="46100")),
        ),
        # one postcode for two towns is that of one of them
        (
            {"address": {"addressLocality": ["Gramat", "Figeac"], "postalCode": "46500"}},
            (RawPlace(locality="Gramat"), RawPlace(locality="Figeac")),
        ),
        ({"address": {"@type": "PostalAddress", "name": "Cahors (46)"}}, (RawPlace(text="Cahors (46)"),)),
        ({"address": {"addressLocality": "Saint-C&eacute;r&eacute;"}}, (RawPlace(locality="Saint-Céré"),)),
        ({"@type": "Place", "address": {}}, ()),
        ({"@type": "Place", "address": []}, ()),
        (None, ()),
    ],
)  # fmt: skip
def test_places(location: object, places: tuple[RawPlace, ...]) -> None:
    assert only(page(posting(jobLocation=location))).places == places


@pytest.mark.parametrize(
    ("properties", "description"),
    [
        ({"description": "Vous soudez."}, "Vous soudez."),
        ({"description": "<p>Vous soudez.</p>", "responsibilities": "Vous soudez."}, "<p>Vous soudez.</p>"),
        ({"description": "&lt;p&gt;Vous soudez.&lt;/p&gt;", "skills": "soudez"}, "&lt;p&gt;Vous soudez.&lt;/p&gt;"),
        ({"description": "Souder.", "qualifications": "CAP & permis"}, "<p>Souder.</p>\n<p>CAP &amp; permis</p>"),
        ({"description": "Souder.", "skills": ["TIG", "MIG"]}, "<p>Souder.</p>\n<ul><li>TIG</li><li>MIG</li></ul>"),
        ({"qualifications": "CAP"}, "CAP"),
        ({"description": "null"}, None),
    ],
)  # fmt: skip
def test_description_takes_in_what_it_does_not_repeat(properties: dict[str, object], description: str | None) -> None:
    assert only(page(posting(**properties))).description == description


def test_persons_are_never_read() -> None:
    person = {"@type": "Person", "name": "Personne Exemple"}
    text = page(posting(applicationContact=person, hiringOrganization={"name": "Exemple", "contactPoint": person}))
    assert "Personne" not in only(text).model_dump_json()
