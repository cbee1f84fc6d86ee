"""What every table has in common, and what its columns say of themselves."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Annotated, Any
from uuid import uuid4

from sqlalchemy import Column, DateTime, Dialect, Table, TypeDecorator
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from iro_tui.domain.fact import Fact, Kind


def new_id() -> str:
    """A fresh key for a row or an operation: the 32 hex digits of a random UUID."""
    return uuid4().hex


class Utc(TypeDecorator[datetime]):
    """A moment: aware in Python, UTC without its mark in the file, so that text order is time order."""

    impl = DateTime
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=UTC)


class Base(SQLModel):
    """Names its table after itself: `CarePeriodRow` is `care_period`."""

    # Rows are not validated here, but by what makes them: pydantic's schemas would be built for nothing.
    model_config = {"defer_build": True}

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__.removesuffix("Row")).lower()


def table_of(model: type[Base]) -> Table:
    """The Core table of a model, for statements."""
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


_KINDS: dict[type, Kind] = {
    date: Kind.DAY,
    datetime: Kind.MOMENT,
    bool: Kind.YES_NO,
    int: Kind.NUMBER,
    float: Kind.NUMBER,
}


@cache
def facts_of(model: type[Base]) -> tuple[Fact, ...]:
    """What an officer may know of a row, in the order of its columns; the store's own columns say nothing."""
    columns = table_of(model).c
    return tuple(
        replace(fact, name=name, kind=fact.kind or _kind(columns[name], fact))
        for name, field in model.model_fields.items()
        for fact in field.metadata
        if isinstance(fact, Fact)
    )


def _kind(column: Column[Any], fact: Fact) -> Kind:
    if column.foreign_keys:
        return Kind.KEY
    return Kind.CODE if fact.words else _KINDS.get(column.type.python_type, Kind.TEXT)


class Kept(Base):
    """A row that is journalled, versioned and, until a purge, only ever softly deleted."""

    id: str = Field(default_factory=new_id, primary_key=True)
    version: int = 1
    deleted_at: datetime | None = Field(default=None, sa_type=Utc)
    made_by: Annotated[str | None, Fact("Made by", kind=Kind.KEY)] = None
    """Who made it, by key; None: the officer whose store this is. Known also where its journal did not come along."""


class OfChild(Kept):
    """A row about one child."""

    child_id: Annotated[str, Fact("Child")] = Field(foreign_key="child.id", index=True)


class FromFiles(Kept):
    """A row that a file may have told: which one told it last, where, and the values it gave.

    A value that is not as the file gave it any more was set by a person. All are None where a person alone told it.
    """

    told_by: Annotated[str | None, Fact("Told by", kind=Kind.KEY)] = None
    told_where: Annotated[str | None, Fact("Stands in")] = None
    """File and row."""
    as_told: Annotated[str | None, Fact("As it was told", kind=Kind.KEY)] = None
    """JSON by column."""


class OfReview(OfChild):
    """A row about one review of a child."""

    review_id: Annotated[str, Fact("Review")] = Field(foreign_key="review.id", index=True)


class AtReview(OfChild):
    """A row about a child that may have come of a review."""

    review_id: Annotated[str | None, Fact("Review")] = Field(default=None, foreign_key="review.id", index=True)
