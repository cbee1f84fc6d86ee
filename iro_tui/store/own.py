"""What the program keeps for itself: settings, which are journalled, and drafts, which are not."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from iro_tui.clock import now
from iro_tui.domain.colleagues import MANAGERS, OFFICER, Colleague
from iro_tui.domain.exchanged import Exchanged, Unconfirmed
from iro_tui.domain.own_time import Away, OwnTime, read_days
from iro_tui.store.connection import Connection
from iro_tui.store.hub_log import ADMITTED, hub_standing
from iro_tui.store.not_there import read_not_there
from iro_tui.store.reads import read_rows
from iro_tui.store.shape import among, keys, stored
from iro_tui.store.shapes import AwayRow, PersonRow
from iro_tui.store.writes import setting_key

if TYPE_CHECKING:
    from iro_tui.store.work import Work

OWN_DAYS = "own working days"
"""The setting that keeps the days of the week on which the officer works."""
_COLLEAGUES = PersonRow.picked("id", "name", "initials", "team", "role", "fte", "agency", "started", "ended")
_UNCONFIRMED = (
    "SELECT h.parcel, coalesce(p.name, ''), min(h.on_day), count(*), h.why IN ('back', 'since') FROM hand_over h "
    "LEFT JOIN person p ON p.id = h.person_id WHERE h.deleted_at IS NULL AND NOT h.received AND h.confirmed_on IS NULL "
    "GROUP BY h.parcel ORDER BY min(h.on_day), h.parcel"
)
_TO_FILE = (
    "SELECT child_id, made_by, count(*) FROM case_note WHERE deleted_at IS NULL AND filed_at IS NULL "
    "AND made_by IS NOT NULL GROUP BY child_id, made_by"
)
_DIFFERING = (
    "SELECT child_id, count(*) FROM difference WHERE deleted_at IS NULL AND settled_on IS NULL GROUP BY child_id"
)
_BETWEEN = (
    "SELECT child_id, person_id, max(on_day) FROM hand_over AS file WHERE deleted_at IS NULL AND received = ? "
    "AND (received OR why = 'back' AND NOT EXISTS (SELECT 1 FROM hand_over AS later WHERE child_id = file.child_id "
    "AND person_id = file.person_id AND deleted_at IS NULL AND later.received AND later.why != 'since' "
    "AND later.rowid > file.rowid)) GROUP BY child_id, person_id"
)
"""What came from each colleague, and what went back since the child came from there last."""
CODE_CONFIRMED = "recovery code"
"""The draft that says that the recovery code was typed back once."""
OWN_CARD = "own card"
"""The draft that keeps one's own card with its private halves, and so who of the service the officer is: of this laptop
alone, and not journalled. One who works alone has none."""
OWN_ROLE = "own role"
"""The draft that makes a store a manager's which joined no hub, as the made-up service: `manager` or `head`."""
EXCHANGES = "exchanges"
"""The draft that keeps when each colleague's laptop last exchanged with the hub, as the hub told a manager's."""
SERVICE_SETTINGS = frozenset({"practice"})
"""The settings, by the first word of their name, that are the whole service's; all others are this laptop's own."""


def read_settings(connection: Connection, prefix: str) -> dict[str, str]:
    """The settings whose names begin so, by name."""
    settings = connection.rows("SELECT `key`, value FROM setting WHERE deleted_at IS NULL")
    return {key: value for key, value in settings if key.startswith(prefix)}


def read_own_time(connection: Connection) -> OwnTime:
    """When the officer whose store this is works, and is away."""
    rows = read_rows(connection, AwayRow, person_id=None)  # a manager may have noted it
    away = sorted((Away(row.id, row.started, row.ended, row.kind) for row in rows), key=lambda spell: spell.started)
    return OwnTime(read_days(read_settings(connection, OWN_DAYS).get(OWN_DAYS, "")), tuple(away))


def read_own_person(connection: Connection) -> str | None:
    """Who of the service the officer is, by key; None for one who works alone."""
    kept = read_draft(connection, OWN_CARD)
    return str(json.loads(kept)["person"]) if kept else None


def read_own_role(connection: Connection) -> str:
    """Whose store this is: one of `MANAGERS`, or `OFFICER`. The hub says it, once this laptop was admitted there.

    The role on the person's row is what colleagues know of somebody: an IRO who manages others beside her own children,
    and joined as an IRO, keeps an officer's store.
    """
    standing = hub_standing(connection)
    role = standing.role if standing and standing.state in ADMITTED else read_draft(connection, OWN_ROLE)
    return role if role in MANAGERS else OFFICER


def write_own_role(connection: Connection, role: str) -> None:
    """Say whose store this is where no hub does, in a transaction of `engine.writing`: of one of `MANAGERS`, or not."""
    write_draft(connection, OWN_ROLE, role if role in MANAGERS else None)


def read_exchanges(connection: Connection) -> dict[str, datetime]:
    """By person when that laptop last exchanged with the hub; nothing until a hub has told."""
    kept = json.loads(read_draft(connection, EXCHANGES) or "{}")
    return {person: datetime.fromisoformat(at) for person, at in kept.items()}


def write_exchanges(connection: Connection, at: Mapping[str, datetime]) -> None:
    """Keep what the hub told of that, in a transaction of `engine.writing`."""
    write_draft(
        connection, EXCHANGES, json.dumps({person: each.isoformat() for person, each in at.items()}) if at else None
    )


def read_own_name(connection: Connection) -> str:
    """What the officer is called on the own card; empty without one."""
    kept = read_draft(connection, OWN_CARD)
    return str(json.loads(kept).get("name", "")) if kept else ""


def read_colleagues(connection: Connection) -> dict[str, Colleague]:
    """The people of the service by key, in order of name, the officer among them, with when they are away."""
    away: defaultdict[str, list[Away]] = defaultdict(list)
    own = read_own_person(connection)
    spells = f"SELECT coalesce(person_id, ?), {AwayRow.picked('id', 'started', 'ended', 'kind')} FROM away"
    for person, *spell in connection.rows(f"{spells} WHERE deleted_at IS NULL", (own or "",)):
        away[person].append(Away(*spell))
    make: Callable[..., Colleague] = Colleague
    rows = connection.rows(f"SELECT {_COLLEAGUES} FROM person WHERE deleted_at IS NULL ORDER BY name, id")
    return {
        key: make(key, *row, away=tuple(sorted(away.get(key, ()), key=lambda spell: spell.started)))
        for key, *row in rows
    }


def read_exchanged(connection: Connection, known: Exchanged | None = None) -> Exchanged:
    """What is not confirmed, how much differs, what came and went; of what is `known` only the notes are read again."""
    notes: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for child_id, person, count in connection.rows(_TO_FILE):
        notes[child_id][person] = count
    if known:
        return replace(known, notes=notes)
    rows = connection.rows(_UNCONFIRMED)
    files = tuple(Unconfirmed(key, who, date.fromisoformat(day), n, bool(back)) for key, who, day, n, back in rows)
    went, came = (
        {
            (child_id, person): date.fromisoformat(day)
            for child_id, person, day in connection.rows(_BETWEEN, (received,))
        }
        for received in (False, True)
    )
    return Exchanged(files, dict(connection.rows(_DIFFERING)), went, came, read_not_there(connection), notes)


def write_setting(work: Work, key: str, value: str) -> None:
    """Set a setting, as part of an action: the whole service's, if it is one of `SERVICE_SETTINGS`, or the laptop's."""
    from iro_tui.store.tables import SettingRow

    rows = read_rows(work.connection, SettingRow, key=key)
    if rows:
        work.change(SettingRow, rows[0].id, value=value)
    elif key.partition(" ")[0] in SERVICE_SETTINGS:
        work.put(SettingRow, [{"id": setting_key(key), "key": key, "value": value, "scope": "service"}])
    else:
        work.add(SettingRow(key=key, value=value))


def read_draft(connection: Connection, key: str) -> str | None:
    """What was typed and not yet saved."""
    body: str | None = connection.value("SELECT body FROM draft WHERE `key` = ?", (key,))
    return body


def write_draft(connection: Connection, key: str, body: str | None) -> None:
    """Keep what is being typed, in a transaction of `engine.writing`; None drops it. Not journalled.

    A form that another window still has open about a child who is gone for good keeps nothing more.
    """
    connection.rows("DELETE FROM draft WHERE `key` = ?", (key,))
    if body is not None and not _of_somebody_gone(connection, key):
        connection.rows("INSERT INTO draft (`key`, body, saved_at) VALUES (?, ?, ?)", (key, body, stored(now())))


def _of_somebody_gone(connection: Connection, key: str) -> bool:
    """Whether it is the draft of a form about a child who is gone for good: the children end its name."""
    children = key.rpartition(":")[2].split(",") if key.startswith("form:") else []
    gone = f"SELECT child_id FROM gone WHERE {among('child_id')} LIMIT 1"
    return bool(children) and bool(connection.rows(gone, (keys(children),)))
