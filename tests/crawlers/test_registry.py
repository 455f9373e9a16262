"""The registry: what is accepted, and that every error names its line and what was expected."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from crawlers.registry import RegistryError, UnknownEntry, WorkdayEntry, load_registry, parse_registry

GOOD = '''# les employeurs
[[employer]]
key = "scierie"
name = "Scierie Exemple"
platform = "schema_org"
mode = "listing"
start_urls = [
  "https://scierie.example/offres", # [la liste]
]
offer_links = "a.offre"
allowed_hosts = ["scierie.example"]
verified = true
trusted = true
access = "public"
display = "full"
example = "https://scierie.example/offres/1"
every = "12h"

[[employer]]
key = "usine"
name = "Usine Exemple"
platform = "workday"
start_urls = ["https://usine.wd5.myworkdayjobs.com/Carrieres"]
allowed_hosts = ["usine.wd5.myworkdayjobs.com"]
tenant = "usine"
search = ["Figeac"]
verified = false
trusted = false
access = "public"
display = "extract"
example = """
[[employer]]
key = "ce n'est que du texte"
"""
[employer.facets]
locationCountry = ["54c5b6971ffb4bf0b116fe7651ec789a"]

[[employer]]
key = "atelier"
name = "Atelier Exemple"
platform = "unknown"
verified = false
'''


def test_good_registry() -> None:
    registry = parse_registry(GOOD, "employers.toml")
    assert [entry.key for entry in registry] == ["scierie", "usine", "atelier"]
    assert [entry.key for entry in registry.enabled] == ["scierie", "usine"]
    assert isinstance(registry["atelier"], UnknownEntry)
    usine = registry["usine"]
    assert isinstance(usine, WorkdayEntry)
    assert usine.every == timedelta(days=1)
    assert usine.facets == {"locationCountry": ("54c5b6971ffb4bf0b116fe7651ec789a",)}


@pytest.mark.parametrize(
    ("old", "new", "line", "expected"),
    [
        ('key = "usine"', 'key = "scierie"', 20, "expected a key of its own, 'scierie' is taken by line 2"),
        ('key = "usine"', 'key = "Usine Lot"', 20, "key: String should match pattern"),
        ('platform = "workday"', 'platform = "workdai"', 22, "expected platform to be one of schema_org, "),
        ('platform = "workday"\n', "", 19, "expected platform to be one of"),
        ('tenant = "usine"\n', "", 19, "expected a value for 'tenant'"),
        ('tenant = "usine"', 'tenent = "usine"', 25, "unexpected 'tenent' (misspelt, or not of this platform)"),
        ('every = "12h"', 'every = "souvent"', 17, 'expected a number of hours or days, such as "12h" or "1d"'),
        ('every = "12h"', 'every = "0h"', 17, 'expected at least one hour, such as "12h" or "1d"'),
        ('display = "full"', 'display = "tout"', 15, "display: Input should be 'extract' or 'full' (got 'tout')"),
        ('access = "public"\ndisplay = "e', 'access = "libre"\ndisplay = "e', 29, "'public' or 'contract'"),
        ('verified = true', 'verified = "oui, je crois"', 12, "verified: Input should be a valid boolean"),
        ('offer_links = "a.offre"', 'offer_links = "a..offre"', 10, "expected a CSS selector"),
        ('offer_links = "a.offre"', 'offer_pattern = "offre("', 10, "expected a regular expression"),
        ('offer_links = "a.offre"\n', "", 2, 'expected offer_links or offer_pattern with mode = "listing"'),
        ('mode = "listing"', 'mode = "pages"', 2, 'expected offer_links only with mode = "listing"'),
        ('"https://scierie.example/offres", #', '"scierie.example", #', 7, "starts with http:// or https://"),
        ('["scierie.example"]', '["autre.example"]', 2, "expected allowed_hosts to name the host of every"),
        ("/Carrieres", "/", 19, "expected start_urls of the form https://HOST/SITE"),
        ('["54c5b6971ffb4bf0b116fe7651ec789a"]', '"France"', 35, "facets.locationCountry: Input should be"),
        ("# les employeurs", "titre = 1", 1, "unexpected 'titre', expected only [[employer]] tables"),
    ],
)  # fmt: skip
def test_wrong_entry_names_its_line_and_what_was_expected(old: str, new: str, line: int, expected: str) -> None:
    assert old in GOOD
    with pytest.raises(RegistryError) as error:
        parse_registry(GOOD.replace(old, new, 1), "employers.toml")
    messages = str(error.value).splitlines()
    assert any(m.startswith(f"employers.toml, line {line}: ") and expected in m for m in messages), messages


def test_every_error_is_told_at_once() -> None:
    with pytest.raises(RegistryError) as error:
        parse_registry(GOOD.replace("verified = ", "verifie = "), "employers.toml")
    assert len(str(error.value).splitlines()) == 6  # a value missing and a key too many, in three entries


@pytest.mark.parametrize(
    ("text", "expected"),
    [("[[employer]\n", "not TOML"), ('employer = "scierie"\n', "expected [[employer]], a list of tables")],
)
def test_text_that_is_no_registry(text: str, expected: str) -> None:
    with pytest.raises(RegistryError, match=r"^employers\.toml") as error:
        parse_registry(text, "employers.toml")
    assert expected in str(error.value)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="expected a readable UTF-8 file"):
        load_registry(tmp_path / "employers.toml")


@pytest.mark.parametrize(
    ("token_url", "expected"),
    [
        ("https://ailleurs.example/token", "expected allowed_hosts to name the host of token_url"),
        ("http://api.example/token", "expected https, since credentials are sent"),
    ],
)
def test_credentials_go_to_allowed_hosts_and_are_encrypted(token_url: str, expected: str) -> None:
    entry = f'''
[[employer]]
key = "api"
name = "API"
platform = "france_travail"
start_urls = ["https://api.example/search"]
allowed_hosts = ["api.example"]
token_url = "{token_url}"
departements = ["46"]
verified = true
trusted = false
access = "contract"
display = "extract"
example = "-"
'''
    with pytest.raises(RegistryError) as error:
        parse_registry(entry, "employers.toml")
    assert expected in str(error.value)


def test_package_registry_claims_nothing_unchecked() -> None:
    registry = load_registry()
    assert not any(entry.verified for entry in registry)
    assert {entry.key for entry in registry.enabled} == {
        "ratier-figeac",
        "emploi-territorial-46",
        "choisir-service-public-46",
        "fhf-46",
    }


def test_registry_and_crawl_load_without_scrapy() -> None:
    code = "import sys, crawlers.registry, crawlers.running.crawl; print({'scrapy', 'twisted'} & set(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"
