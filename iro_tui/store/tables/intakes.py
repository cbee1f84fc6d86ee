"""What was brought in from files: each return or extract, and what it told of each child."""

from datetime import date, datetime
from typing import Annotated

from sqlmodel import Field

from iro_tui.domain.fact import Fact, Kind
from iro_tui.store.tables.base import Kept, OfChild, Utc


class IntakeRow(Kept, table=True):
    """A return of a year, or an extract of a day, as it was brought in. What is in it stands child by child."""

    format: Annotated[str, Fact("Format")]
    year: Annotated[int, Fact("Year")]
    """The year in which the collection year began."""
    covers_from: Annotated[date, Fact("Covers from")]
    covers_to: Annotated[date, Fact("Covers to")]
    newest: Annotated[date | None, Fact("Newest day in it")] = None
    tables: Annotated[str, Fact("Tables")] = ""
    """Their names, a blank between."""
    files: Annotated[str, Fact("Files")] = ""
    """A name a line."""
    brought_in: Annotated[datetime, Fact("Brought in")] = Field(sa_type=Utc)


class ListingRow(Kept, table=True):
    """That a return brought in here names everybody looked after in its time. It stays here: others get some of it."""

    intake_id: Annotated[str, Fact("Told by", kind=Kind.KEY)] = Field(foreign_key="intake.id", index=True)
    left_out: Annotated[str, Fact("Left out", kind=Kind.KEY)] = ""
    """The keys of children whom it names and who were left out, a blank between: they are not missing from it."""


class TellingRow(OfChild, table=True):
    """What the returns of one year told of a child: the rows themselves, read again whenever another comes in.

    One to a format, year and child: what a return brought in later covers takes the place of what stood there.
    """

    format: Annotated[str, Fact("Format")]
    year: Annotated[int, Fact("Year")]
    intake_id: Annotated[str, Fact("Told by", kind=Kind.KEY)] = Field(foreign_key="intake.id", index=True)
    """The last that told of the child in this year."""
    body: Annotated[str, Fact("Its rows", kind=Kind.KEY)]
