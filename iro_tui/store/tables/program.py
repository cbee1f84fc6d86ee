"""Of the program: settings, drafts, and the journal of what every action did."""

from datetime import date, datetime
from typing import Annotated

from sqlalchemy import Index, text
from sqlmodel import Field

from iro_tui.domain.fact import Fact
from iro_tui.domain.vocabulary import SETTING_SCOPES
from iro_tui.store.tables.base import Base, Kept, Utc


class SettingRow(Kept, table=True):
    """A setting; `scope` says whether it is the laptop's own or the whole service's."""

    __table_args__ = (Index("uq_setting_key", "key", unique=True, sqlite_where=text("deleted_at IS NULL")),)

    key: Annotated[str, Fact("Setting")]
    value: Annotated[str, Fact("Value")]
    scope: Annotated[str, Fact("Whose", SETTING_SCOPES)] = "laptop"


class DraftRow(Base, table=True):
    """What was typed and not yet saved; not journalled."""

    key: str = Field(primary_key=True)
    body: str
    saved_at: datetime = Field(sa_type=Utc)


class GoneRow(Base, table=True):
    """A child who is gone from here for good: the key alone, that nothing late brings the child back. Never purged."""

    child_id: str = Field(primary_key=True)
    on_day: date
    why: str
    """One of `GONE`."""


# The journal


class OperationRow(Base, table=True):
    """One action, the undoing, redoing or purging of actions, a change of the keys, or a file that was written for
    others. `digest` chains it to the one before.

    `kind` is do, undo, redo, purge, key or export; `state` is done, undone, superseded (undone, and no
    longer to be redone) or arrived (made on another device). A purge may empty `sentence` and `salt`;
    `sentence_digest` stays.
    """

    __table_args__ = (
        # A purge is rare, and every undo asks for the last one.
        Index("ix_operation_purge", "seq", sqlite_where=text("kind = 'purge'")),
        # What waits is little among all that was ever done.
        Index("ix_operation_to_send", "seq", sqlite_where=text("sent = 0")),
        {"sqlite_autoincrement": True},
    )

    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    kind: str
    target_seq: int | None = Field(default=None, foreign_key="operation.seq", index=True)
    """The operation of this store that is undone or redone; a number of this store alone."""
    target_id: str | None = None
    """The same by its key, which is one everywhere."""
    mirrors: int | None = Field(default=None, foreign_key="operation.seq")
    """The operation of which this one takes all back (undo) or does all again (redo): it has no changes of its own."""
    name: str
    sentence: str
    at: datetime = Field(sa_type=Utc)
    device: str
    """Which installation made it."""
    person: str | None = None
    """Who made it, by key; None: the officer whose store this is."""
    origin_id: str | None = None
    """Its key where it was made, of one that came from elsewhere."""
    sent: bool | None = None
    """Whether others have had it; None: nothing of it is for others."""
    state: str = Field(default="done", index=True)
    salt: str | None = None
    sentence_digest: str
    digest: str
    previous_digest: str


class ChangeRow(Base, table=True):
    """What an operation did to one row: the columns it touched, before and after, as JSON.

    `before` is None for a new row. A purge empties `before`, `after` and `salt` and leaves `digest`, which without
    the salt cannot be guessed back into the values.
    """

    id: int | None = Field(default=None, primary_key=True)
    operation_seq: int = Field(foreign_key="operation.seq", index=True)
    table_name: str
    row_id: str
    child_id: str | None = Field(default=None, index=True)
    before: str | None = None
    after: str | None = None
    salt: str | None = None
    digest: str
