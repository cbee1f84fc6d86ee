"""What laptops exchange: known cards, what was handed over, what two had otherwise, and how far a hub was read."""

from datetime import date, datetime
from typing import Annotated

from sqlmodel import Field

from iro_tui.domain.fact import Fact, Kind
from iro_tui.domain.vocabulary import HAND_OVERS
from iro_tui.store.tables.base import Base, Kept, OfChild, Utc


class CardRow(Kept, table=True):
    """A colleague's card: the public keys by which files are sealed to, and known as, that person's."""

    person_id: Annotated[str, Fact("Person", kind=Kind.PERSON)] = Field(foreign_key="person.id", index=True)
    seal: Annotated[str, Fact("Key to seal to", kind=Kind.KEY)]
    sign: Annotated[str, Fact("Key of the signature", kind=Kind.KEY)]


class HandOverRow(OfChild, table=True):
    """A child in one file that was written for a colleague, or taken in from one. Of this laptop alone: never sent."""

    parcel: Annotated[str, Fact("File", kind=Kind.KEY)]
    """The file's own key."""
    person_id: Annotated[str, Fact("Colleague", kind=Kind.PERSON)] = Field(foreign_key="person.id", index=True)
    received: Annotated[bool, Fact("Taken in")] = False
    """Whether it came from the person; else it was written for the person."""
    why: Annotated[str, Fact("Why", HAND_OVERS)]
    on_day: Annotated[date, Fact("Day")]
    """On which the file was made."""
    until: Annotated[date | None, Fact("Until")] = None
    confirmed_on: Annotated[date | None, Fact("Confirmed")] = None
    """When the receipt came for a file that was written, or when one was taken in."""
    code: Annotated[str, Fact("Receipt", kind=Kind.KEY)] = ""
    knows: Annotated[str, Fact("What its sender knew", kind=Kind.KEY)] = ""
    """All operations upon the child that the sender of the file knew of, run together."""
    set_by: Annotated[str, Fact("Who set what of it", kind=Kind.KEY)] = ""
    """Of a file in which all there is stood: what others than its sender had set, by person and row, as JSON."""
    their_key: Annotated[str | None, Fact("Child's key there", kind=Kind.KEY)] = None
    """Where the child is kept under another key there."""


class DifferenceRow(OfChild, table=True):
    """A value that came late and gave way to the one that stood: both, as JSON has them, until somebody chooses."""

    of_table: Annotated[str, Fact("Table", kind=Kind.KEY)]
    of_row: Annotated[str, Fact("Row", kind=Kind.KEY)]
    of_column: Annotated[str, Fact("Column", kind=Kind.KEY)]
    kept: Annotated[str, Fact("What stood", kind=Kind.KEY)]
    kept_by: Annotated[str | None, Fact("Whose stood", kind=Kind.PERSON)] = None
    late: Annotated[str, Fact("What came late", kind=Kind.KEY)]
    late_by: Annotated[str | None, Fact("Whose came late", kind=Kind.PERSON)] = None
    arose_on: Annotated[date, Fact("Differs since")]
    settled_on: Annotated[date | None, Fact("Chosen")] = None


# Of the service's hub; of this laptop alone, and not journalled


class JoinedRow(Base, table=True):
    """That a hub was joined: where it is, who one is there, the service's keys and its devices, as JSON."""

    council: str = Field(primary_key=True)
    body: str


class StreamRow(Base, table=True):
    """A child's log at the hub; without a child it is the service's own."""

    stream: str = Field(primary_key=True)
    child_id: str | None = Field(default=None, index=True)
    mode: str = "write"
    """One of `STREAM_MODES`."""
    waits: str = ""
    """Why the child's exchange waits, in a sentence."""


class StreamPlaceRow(Base, table=True):
    """A place of a log that was read or written here: its hash, and which operations are known there since."""

    stream: str = Field(primary_key=True)
    pos: int = Field(primary_key=True)
    hash: str
    knows: str = ""
    """The beginnings of their keys, run together."""
    set_by: str = ""
    """As of a file."""
    at: datetime = Field(sa_type=Utc)
