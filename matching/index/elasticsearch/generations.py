"""The indices behind the aliases: made, checked, built beside one another, and swapped.

A generation is a pair of indices, offers and profiles, with one number and one noted position. The readers' aliases
name the present generation; two more aliases name the one that is being built, if any.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from elasticsearch import BadRequestError, ConflictError, Elasticsearch, NotFoundError

from matching.index.elasticsearch.mapping import OFFERS, PROFILES, REFRESH_INTERVAL, STATE, Layout
from matching.index.protocol import ModelMismatchError, RebuildNeededError

_KINDS = ("offers", "profiles")


class LayoutMismatchError(RebuildNeededError):
    """An index was made by another version of this program."""

    def __init__(self, index: str) -> None:
        super().__init__(f"the index {index!r} has the mapping of another version: run `lot-recrute index rebuild`")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of an installation's aliases and indices."""

    prefix: str
    building: bool = False
    """Whether the aliases of the generation that is being built are meant."""

    @property
    def offers(self) -> str:
        """Alias of the offers."""
        return self._alias("offers")

    @property
    def profiles(self) -> str:
        """Alias of the profiles."""
        return self._alias("profiles")

    @property
    def state(self) -> str:
        """The small index that notes positions."""
        return f"{self.prefix}-state"

    @property
    def under_construction(self) -> "Names":
        """The names of the generation that is being built."""
        return Names(self.prefix, building=True)

    def pair(self, number: int) -> dict[str, str]:
        """Return alias to index of a generation."""
        return {self._alias(kind): f"{self.prefix}-{kind}-{number:06}" for kind in _KINDS}

    def number(self, index: str) -> int:
        """Return the number of the generation that an index belongs to."""
        return int(index.rpartition("-")[2])

    def _alias(self, kind: str) -> str:
        return f"{self.prefix}-{kind}{'-building' if self.building else ''}"


class Generations:
    """The generations of one installation.

    Args:
        client: the cluster.
        names: what they are called.
        layout: what a generation made now looks like, and what the present one is checked against.
    """

    def __init__(self, client: Elasticsearch, names: Names, layout: Layout) -> None:
        self._client = client
        self._names = names
        self._layout = layout
        self._checked: set[str] = set()

    def present(self) -> int | None:
        """Return the number behind the aliases, None where there is none."""
        try:
            found = self._client.indices.get_alias(name=[self._names.offers, self._names.profiles])
        except NotFoundError:
            return None
        return max(self._names.number(index) for index in found)

    def check(self, index: str) -> None:
        """Look once whether an index is what this program would make.

        Raises:
            ModelMismatchError: its vectors are another model's.
            LayoutMismatchError: its mapping is another.
        """
        if index in self._checked:
            return
        if not self._matches(index):
            found = self._meta(index)
            was = f"{found.get('model')}@{found.get('version')}"
            if was != self._layout.model:
                raise ModelMismatchError(was, self._layout.model)
            raise LayoutMismatchError(index)
        self._checked.add(index)

    def checked(self, number: int) -> int:
        """Return the number after looking at its offers' index."""
        self.check(self._offers_index(number))
        return number

    def ensure(self) -> int:
        """Return the number of the present generation, an empty one made if there is none; never alters one."""
        number = self.present()
        if number is None:
            self.make(1)
            number = self.present()
            if number is None:
                raise RebuildNeededError(
                    f"there are indices {self._names.prefix}-* without aliases: run `lot-recrute index rebuild`"
                )
        return self.checked(number)

    def make(self, number: int) -> None:
        """Make a generation behind the aliases; one that another process has just made is left as it is."""
        self._create(self._names.state, {"dynamic": "strict", "properties": STATE}, self._layout.state_settings, {})
        made = ((OFFERS, self._layout.offer_settings), (PROFILES, self._layout.settings))
        for (alias, index), (properties, settings) in zip(self._names.pair(number).items(), made, strict=True):
            self._create(index, self._layout.mappings(properties), settings, {alias: {}})

    def all(self) -> set[int]:
        """Return the numbers of all generations there are, whole or not, behind aliases or not."""
        found = self._client.indices.get_alias(index=[f"{self._names.prefix}-{kind}-*" for kind in _KINDS])
        ending = {index.rpartition("-")[2] for index in found}
        numbers = {int(number) for number in ending if number.isdecimal()}
        return {number for number in numbers if not found.body.keys().isdisjoint(self._names.pair(number).values())}

    def usable(self, number: int) -> bool:
        """Whether a generation is what this program would make now."""
        return all(self._matches(index) for index in self._names.pair(number).values())

    def remove(self, number: int) -> None:
        """Remove a generation, and what was noted of it."""
        for index in self._names.pair(number).values():
            self._client.indices.delete(index=index, ignore_unavailable=True)
        for note in (str(number), f"{number}-after"):
            self._client.options(ignore_status=404).delete(index=self._names.state, id=note)

    def refresh_seldom(self, number: int, seldom: bool) -> None:
        """Set whether a generation's changes are shown only when asked for: twice as fast while it is filled."""
        interval = "-1" if seldom else REFRESH_INTERVAL
        indices = list(self._names.pair(number).values())
        self._client.indices.put_settings(index=indices, settings={"refresh_interval": interval})
        self._client.indices.refresh(index=indices)

    def swap(self, number: int, building: Names) -> None:
        """Put the readers' aliases on a generation that was built beside the present one, in one step."""
        before = self.present()
        actions: list[dict[str, Any]] = []
        pairs = zip(self._names.pair(number).items(), building.pair(number), strict=True)
        for (alias, index), interim in pairs:
            if before is not None:
                actions.append({"remove": {"index": self._names.pair(before)[alias], "alias": alias}})
            actions.append({"add": {"index": index, "alias": alias}})
            actions.append({"remove": {"index": index, "alias": interim}})
        self._client.indices.update_aliases(actions=actions)
        if before is not None:
            self.remove(before)

    def position(self, number: int) -> int:
        """Return the position noted of a generation, 0 if none is."""
        return int(self._note(str(number)).get("position", 0))

    def advance(self, number: int, position: int) -> None:
        """Note a position of a generation, unless a later one is noted: the position is the note's version."""
        if position <= 0:
            return
        with suppress(ConflictError):
            self._client.index(
                index=self._names.state,
                id=str(number),
                document={"position": position},
                version=position,
                version_type="external",
            )

    def filled_up_to(self, number: int) -> str:
        """Return the id of the last offer of a generation that is being filled, empty at first."""
        return str(self._note(f"{number}-after").get("after", ""))

    def note_filled(self, number: int, after: str) -> None:
        """Note the id of the last offer that is in, all before it being in too."""
        self._client.index(index=self._names.state, id=f"{number}-after", document={"after": after})

    def _note(self, name: str) -> Mapping[str, Any]:
        found = self._client.options(ignore_status=404).get(index=self._names.state, id=name)
        note: Mapping[str, Any] = found.body.get("_source", {})
        return note

    def _offers_index(self, number: int) -> str:
        return self._names.pair(number)[self._names.offers]

    def _matches(self, index: str) -> bool:
        return self._meta(index) == self._layout.meta

    def _meta(self, index: str) -> Mapping[str, Any]:
        found = self._client.indices.get_mapping(index=index)
        meta: Mapping[str, Any] = found[index]["mappings"].get("_meta", {})
        return meta

    def _create(
        self, index: str, mappings: Mapping[str, Any], settings: Mapping[str, Any], aliases: Mapping[str, Any]
    ) -> None:
        try:
            self._client.indices.create(index=index, mappings=mappings, settings=settings, aliases=aliases)
        except BadRequestError as error:
            if error.error != "resource_already_exists_exception":
                raise
