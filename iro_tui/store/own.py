"""What the program keeps for itself: settings, which are journalled, and drafts, which are not."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from iro_tui.clock import now
from iro_tui.domain.own_time import Away, OwnTime, read_days
from iro_tui.store.connection import Connection
from iro_tui.store.reads import read_rows
from iro_tui.store.tables import AwayRow, DraftRow, GoneRow, SettingRow, table_of
from iro_tui.store.work import Work
from iro_tui.store.writes import setting_key

_draft, _gone = table_of(DraftRow), table_of(GoneRow)
OWN_DAYS = "own working days"
"""The setting that keeps the days of the week on which the officer works."""
CODE_CONFIRMED = "recovery code"
"""The draft that says that the recovery code was typed back once."""
SERVICE_SETTINGS = frozenset({"practice"})
"""The settings, by the first word of their name, that are the whole service's; all others are this laptop's own."""


def read_settings(connection: Connection, prefix: str) -> dict[str, str]:
    """The settings whose names begin so, by name."""
    table = table_of(SettingRow)
    statement = select(table.c.key, table.c.value).where(table.c.deleted_at.is_(None))
    return {key: value for key, value in connection.execute(statement) if key.startswith(prefix)}


def read_own_time(connection: Connection) -> OwnTime:
    """When the officer whose store this is works, and is away."""
    rows = read_rows(connection, AwayRow, person_id=None, made_by=None)
    away = sorted((Away(row.id, row.started, row.ended, row.kind) for row in rows), key=lambda spell: spell.started)
    return OwnTime(read_days(read_settings(connection, OWN_DAYS).get(OWN_DAYS, "")), tuple(away))


def write_setting(work: Work, key: str, value: str) -> None:
    """Set a setting, as part of an action: the whole service's, if it is one of `SERVICE_SETTINGS`, or the laptop's."""
    rows = read_rows(work.connection, SettingRow, key=key)
    if rows:
        work.change(SettingRow, rows[0].id, value=value)
    elif key.partition(" ")[0] in SERVICE_SETTINGS:
        work.put(SettingRow, [{"id": setting_key(key), "key": key, "value": value, "scope": "service"}])
    else:
        work.add(SettingRow(key=key, value=value))


def read_draft(connection: Connection, key: str) -> str | None:
    """What was typed and not yet saved."""
    return connection.execute(select(_draft.c.body).where(_draft.c.key == key)).scalar()


def write_draft(connection: Connection, key: str, body: str | None) -> None:
    """Keep what is being typed, in a transaction of `engine.writing`; None drops it. Not journalled.

    A form that another window still has open about a child who is gone for good keeps nothing more.
    """
    connection.execute(delete(_draft).where(_draft.c.key == key))
    if body is not None and not _of_somebody_gone(connection, key):
        connection.execute(insert(_draft).values(key=key, body=body, saved_at=now()))


def _of_somebody_gone(connection: Connection, key: str) -> bool:
    """Whether it is the draft of a form about a child who is gone for good: the children end its name."""
    children = key.rpartition(":")[2].split(",") if key.startswith("form:") else []
    gone = select(_gone.c.child_id).where(_gone.c.child_id.in_(children))
    return bool(children) and connection.execute(gone.limit(1)).first() is not None
