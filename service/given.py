"""A profile as somebody hands it in: what cannot be meant is told at once."""

from pydantic import field_validator
from pydantic_core import PydanticCustomError

from matching.places.gazetteer import gazetteer
from matching.profiles import CandidateProfile


class GivenProfile(CandidateProfile):
    """A profile that is new to us. Of one that was kept, a commune may have been merged since."""

    @field_validator("commune_insee")
    @classmethod
    def _is_a_commune(cls, code: str | None) -> str | None:
        if code is None or gazetteer().by_insee(code):
            return code
        if served := gazetteer().with_postcode(code):
            meant = ", ".join(f"{commune.name} {commune.insee}" for commune in served[:5])
            raise PydanticCustomError(
                "postcode_for_insee",
                "{code} is a postcode, an INSEE code is expected: {meant}",
                {"code": code, "meant": meant},
            )
        raise PydanticCustomError("unknown_insee", "no commune has the INSEE code {code}", {"code": code})
