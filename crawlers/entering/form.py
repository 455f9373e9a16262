"""The typed form as a file: TOML or JSON, its keys the words that staff use."""

import json
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import tomlkit

from crawlers.entering.facts import FACTS, answer_of, fault
from crawlers.postings import RawPosting
from crawlers.registry.toml_lines import TomlLines


class FormError(ValueError):
    """A form file that cannot be used: one sentence a fault (French), each with its line where there is one."""


def read_form(text: str, name: str) -> Mapping[str, str]:
    """Return the answers of a form file by field of the posting; which of them are wrong, `check_form` says.

    Args:
        text: the file's text, JSON if it begins with a brace, else TOML.
        name: how errors call the file.

    Raises:
        FormError: the file is neither, or holds a key or a kind of value that no fact has.
    """
    content, where = _parse(text, name)
    fields = {fact.word: fact.name for fact in FACTS}
    problems, answers = [], {}
    for key, value in content.items():
        if key not in fields:
            problems.append(f"{where(key)} : « {key} » est inconnu ; attendu : {', '.join(fields)}")
        elif isinstance(value, bool) or not isinstance(value, str | int | float | date):
            problems.append(f"{where(key)} : « {key} » doit être un texte, entre guillemets")
        elif answer := (value.isoformat() if isinstance(value, date) else str(value)).strip():
            answers[fields[key]] = answer
    if problems:
        raise FormError("\n".join(problems))
    return answers


def check_form(text: str, name: str, answers: Mapping[str, str], as_of: date) -> Mapping[str, str]:
    """Return what is wrong with the answers of a form file: field to a sentence with its line."""
    _, where = _parse(text, name)
    found = {fact.name: (fact, fault(fact, answers[fact.name], as_of)) for fact in FACTS if fact.name in answers}
    return {field: f"{where(fact.word)} : {fact.word} : {why}" for field, (fact, why) in found.items() if why}


def form_toml(posting: RawPosting) -> str:
    """Return a posting as a form file: what was entered, to be corrected and entered again."""
    document = tomlkit.document()
    for fact in FACTS:
        answer = answer_of(posting, fact)
        if answer:
            document.add(fact.word, tomlkit.string(answer, multiline="\n" in answer))
        else:
            document.add(tomlkit.comment(f'{fact.word} = ""  # {fact.expected}'))
    return tomlkit.dumps(document)


def _parse(text: str, name: str) -> tuple[Mapping[str, Any], Callable[[str], str]]:
    """Return the content, and how to tell where a key is."""
    if text.lstrip().startswith("{"):
        try:
            return json.loads(text), lambda _: name
        except ValueError as error:
            raise FormError(f"{name} : ce n'est pas du JSON : {error}") from error
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FormError(f"{name} : ce n'est pas du TOML : {error}") from error
    lines = TomlLines(text)
    return content, lambda key: f"{name}, ligne {lines.of_key(key)}"
