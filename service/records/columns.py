"""Column types that say what SQL's own leave open."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from pydantic import BaseModel
from sqlalchemy import JSON, Dialect, Enum
from sqlalchemy.types import DateTime, TypeDecorator

M = TypeVar("M", bound=BaseModel)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept and returned in UTC (SQLite forgets the zone, PostgreSQL answers in its own)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without zone: ValueError."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"expected a moment with its time zone, got {value.isoformat()!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Document(TypeDecorator[M], Generic[M]):
    """A type of the other rooms, whole, as JSON."""

    impl = JSON
    cache_ok = True

    def __init__(self, model: type[M]) -> None:
        super().__init__()
        self.model = model

    def process_bind_param(self, value: M | None, dialect: Dialect) -> dict[str, Any] | None:
        """Write the model as JSON values."""
        return None if value is None else value.model_dump(mode="json")

    def process_result_value(self, value: Any, dialect: Dialect) -> M | None:
        """Read the model back, checked."""
        return None if value is None else self.model.model_validate(value)


def words(kind: type[StrEnum]) -> Enum:
    """Return a text column that holds the values of an enumeration; a new word needs no migration."""
    return Enum(kind, native_enum=False, length=32, values_callable=lambda members: [m.value for m in members])
