"""The départements whose offers are wanted."""

from dataclasses import dataclass

from matching.places.gazetteer import gazetteer

ALL = "all"
"""How the territory without limits is written."""


@dataclass(frozen=True, slots=True)
class Territory:
    """The départements whose offers are wanted."""

    departements: frozenset[str]
    """Codes of départements; empty: all of France and beyond."""

    @classmethod
    def parse(cls, text: str) -> "Territory":
        """Read a setting: "46", "46,12" or "all".

        Raises:
            ValueError: a part is no code of a département, with what was expected.
        """
        codes = [code.strip().upper() for code in text.split(",")]
        if codes == [ALL.upper()]:
            return cls(frozenset())
        known = gazetteer().departements
        for code in codes:
            if code in known:
                continue
            shorter = code.lstrip("0").zfill(2)
            hint = f"; did you mean {shorter}?" if code and shorter in known else ""
            raise ValueError(
                f"territory {text!r}: {code!r} is no code of a département: "
                f'expected codes such as "46", separated by commas ("46,12"), or "{ALL}" alone{hint}'
            )
        return cls(frozenset(codes))

    def __str__(self) -> str:
        return ",".join(sorted(self.departements)) or ALL
