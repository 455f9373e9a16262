"""Open data to training pairs: texts that speak of the same occupation."""

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from matching.occupations.everyday import everyday_titles
from matching.text.gender import neutral
from matching.training.sources import esco_english, esco_titles, rome_titles, rome_titles_of_esco, rows

HELD_OUT_PERCENT = 10
"""Share of ROME's own titles (those that ESCO lacks) that training never sees, chosen by a hash of the title."""


class Pair(NamedTuple):
    """Two texts of one occupation, ready for the model."""

    anchor: str
    positive: str
    group: str
    """ROME parent code or ESCO address: pairs of one group are never each other's negatives."""


@dataclass
class Occupation:
    """What the open tables say of one occupation, gender-neutral."""

    name: str = ""
    titles: list[str] = field(default_factory=list)
    english: list[str] = field(default_factory=list)
    competences: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Sources:
    """All that training reads."""

    occupations: dict[str, Occupation]
    held_out: dict[str, str]
    """Title to ROME parent code."""
    published: list[str]
    """The same texts as they were published, with their accents."""

    @property
    def texts(self) -> Iterator[str]:
        """Every training text, once."""
        for occupation in self.occupations.values():
            yield from (occupation.name, *occupation.titles, *occupation.english)
            yield from (*occupation.competences, *occupation.sentences)


def read(sources: Path) -> Sources:
    """Read ROME and ESCO; a title of the held-out split is left out wherever it appears.

    A title that is a label of ESCO too is never held out: it is known.
    """
    occupations: defaultdict[str, Occupation] = defaultdict(Occupation)
    published: list[str] = []
    held_out: dict[str, str] = {}
    parents: dict[str, str] = {}
    names: list[tuple[str, str]] = []
    for row in rows(sources / "rome" / "code_rome_v460.csv.gz"):
        code = parents[row["code_rome"]] = row["code_rome_parent"]
        names.append((neutral(row["libelle_rome"]), code))
        if row["code_rome"] == code:
            occupations[code].name = names[-1][0]
    known = {occupation.name for occupation in occupations.values()}
    known |= {neutral(label) for group in esco_titles(sources) for label in group}
    for written, code in rome_titles(sources):
        title = neutral(written)
        if title not in known and _held_out(title):
            held_out[title] = code
        else:
            published.append(written)
            occupations[code].titles.append(title)
    for name, code in names:
        if name not in held_out:
            occupations[code].titles.append(name)
    for written, code in everyday_titles():
        if code in occupations:
            published.append(written)
            occupations[code].titles.append(neutral(written))
    for row in rows(sources / "rome" / "rome_competences_derived.csv.gz"):
        published.append(row["libelle"])
        occupations[parents.get(row["code_rome"], row["code_rome"])].competences.append(neutral(row["libelle"]))
    for row in rows(sources / "rome" / "texte_v460.csv.gz"):
        published.append(row["libelle_texte"].replace("''", "'"))
        text = neutral(published[-1])
        if text not in held_out:
            occupations[parents.get(row["code_rome"], row["code_rome"])].sentences.append(text)
    english, linked = esco_english(sources), rome_titles_of_esco(sources)
    for group, row in zip(esco_titles(sources), rows(sources / "esco" / "occupations_fr.csv.gz"), strict=True):
        translated = english.get(row["conceptUri"], ())
        published += (*group, *translated, row["description"])
        occupations[row["conceptUri"]] = Occupation(
            titles=[
                title for title in map(neutral, (*group, *linked.get(row["conceptUri"], ()))) if title not in held_out
            ],
            english=[label for label in map(neutral, translated) if label not in held_out],
            sentences=[neutral(line) for line in row["description"].split(". ") if line.strip()],
        )
    for occupation in occupations.values():
        occupation.titles = list(dict.fromkeys(filter(None, occupation.titles)))
        occupation.english = list(dict.fromkeys(filter(None, occupation.english)))
        occupation.competences = list(dict.fromkeys(filter(None, occupation.competences)))
        occupation.sentences = list(dict.fromkeys(filter(None, occupation.sentences)))
    return Sources(dict(occupations), held_out, published)


def _held_out(title: str) -> bool:
    return int(hashlib.sha256(title.encode()).hexdigest(), 16) % 100 < HELD_OUT_PERCENT


def draw(sources: Sources, seed: int) -> list[Pair]:
    """Return one epoch of pairs in random order: each title with another title, and with what the work is.

    An English title meets a French one or another English one.
    """
    chance = random.Random(seed)  # noqa: S311
    pairs: list[Pair] = []
    for group, occupation in sources.occupations.items():
        named = [occupation.name, *occupation.titles] if occupation.name else occupation.titles
        for title in named:
            others = [other for other in named if other != title]
            if others:
                pairs.append(Pair(_as_typed(title, chance), chance.choice(others), group))
            if occupation.name and title != occupation.name:
                pairs.append(Pair(_as_typed(title, chance), occupation.name, group))
            described = _description(occupation, chance)
            if described:
                pairs.append(Pair(_as_typed(title, chance), described, group))
        pairs += (Pair(competence, chance.choice(named), group) for competence in occupation.competences)
        for title in occupation.english:
            others = [other for other in occupation.english if other != title]
            if named and (not others or chance.random() < _TRANSLATED):
                pair = _as_typed(title, chance), chance.choice(named)
                pairs.append(Pair(*(pair if chance.random() < 0.5 else pair[::-1]), group))
            elif others:
                pairs.append(Pair(_as_typed(title, chance), chance.choice(others), group))
    chance.shuffle(pairs)
    return pairs


_TRANSLATED = 0.6
"""Share of the English titles' pairs whose other title is French."""


def _description(occupation: Occupation, chance: random.Random) -> str:
    """Return a few sentences and competences, as the text of an offer would have them."""
    said = [*occupation.competences, *occupation.sentences]
    return " ".join(chance.sample(said, min(len(said), chance.choice((1, 2, 4, 8)))))


_AROUND = (
    "cdi", "cdd", "urgent", "recrutement urgent", "interim", "temps plein", "temps partiel", "debutant accepte",
    "de nuit", "confirme", "recherche", "poste de", "emploi de", "saisonnier", "alternance", "apprentissage",
)  # fmt: skip
_SHORTENED = (
    ("responsable", "resp"), ("technicien", "tech"), ("assistant", "asst"), ("ingenieur", "ing"), ("agent", "agt"),
    ("maintenance", "maint"), ("production", "prod"), ("commercial", "cial"), ("operateur", "op"),
    ("chauffeur", "chauf"), ("electricien", "elec"), ("mecanicien", "meca"), ("secretaire", "sec"),
    ("poids lourd", "pl"), ("ressources humaines", "rh"), ("infirmier diplome d'etat", "ide"), ("diplome d'etat", "de"),
    ("batiment", "bat"), ("informatique", "info"),
)  # fmt: skip


def _as_typed(title: str, chance: random.Random) -> str:
    """Return the title as it is, or (one time in three) as people type: slips, short forms, words around it."""
    way = chance.random()
    if way < 0.12:
        return _slip(title, chance)
    if way < 0.24:
        around = chance.choice(_AROUND)
        return f"{around} {title}" if chance.random() < 0.5 else f"{title} {around}"
    if way < 0.32:
        words = title.split()
        if len(words) > 3:
            del words[chance.randrange(1, len(words))]
        return " ".join(words)
    if way < 0.36:
        for long, short in _SHORTENED:
            title = title.replace(long, short)
    return title


def _slip(title: str, chance: random.Random) -> str:
    """Return the title with one letter lost, doubled, or swapped with the next."""
    places: Sequence[int] = [at for at in range(1, len(title) - 1) if title[at : at + 2].isalpha()]
    if not places:
        return title
    at = chance.choice(places)
    left, pair, right = title[:at], title[at : at + 2], title[at + 2 :]
    return left + chance.choice((pair[0], pair[1], pair[0] + pair, pair[::-1])) + right
