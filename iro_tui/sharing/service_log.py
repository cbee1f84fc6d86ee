"""The service's own log at the hub: which devices sign for whom, its persons, when they are away, and its practice.

Managers alone write it. It begins with the device of the head who laid the hub, whose key stands in each invitation.
An officer says when she is away in a log of her own, for the managers: whoever spoils that has spoilt no other's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID

from iro_tui.domain.colleagues import MANAGERS, initials_of, role_by_hub
from iro_tui.domain.own_time import ABSENCES
from iro_tui.sharing.joined import ESCROW, Joined, ServiceDevice
from iro_tui.sharing.stream import StreamBroken
from iro_tui.store.connection import Connection
from iro_tui.store.entries import HeldBack, typed
from iro_tui.store.hub_log import columns_set_since, keys_there, row_now
from iro_tui.store.own import SERVICE_SETTINGS
from iro_tui.store.reads import read_rows
from iro_tui.store.shapes import PersonRow
from iro_tui.store.work import RECEIVE, Work, model_of
from iro_tui.text import clean

NAME = "Exchange"
"""What the journal calls what a hub brought."""
TABLES = ("person", "away", "setting")
"""What the service's log has rows of."""
_UNTOLD = {"version"}
_ALWAYS = {"setting": {"key"}, "away": {"person_id"}}
"""What a row is told by, beside its key, whatever of it was set."""


def device_item(device: UUID, values: ServiceDevice) -> list[Any]:
    """That a device signs for somebody from now on, or, with a last epoch, no more."""
    return ["device", device.hex, values.kept()]


def device_items(joined: Joined) -> list[Any]:
    """All devices of the service, as its log tells them."""
    return [device_item(device, values) for device, values in joined.devices.items()]


def with_items(joined: Joined, by_device: UUID, items: Iterable[Any]) -> Joined:
    """The devices after an entry that a device wrote. Raises StreamBroken: it was not for that one to say."""
    devices = dict(joined.devices)
    for item in items:
        author = devices.get(by_device)
        if by_device != joined.root[0] and (author is None or author.role not in (*MANAGERS, ESCROW)):
            raise StreamBroken("the service's log was written by somebody who is no manager")
        if item[0] == "device":
            devices[UUID(item[1])] = ServiceDevice.of(item[2])
    return replace(joined, devices=devices)


def know_member(connection: Connection, person: str, name: str, role: str, team: str) -> None:
    """Let a member of the hub stand here with the role and team there, for the service's log to tell everybody.

    In a transaction of `engine.writing`; no undo reaches it, as none reaches the hub. Without a team what was on record
    stays.
    """
    known = next(iter(read_rows(connection, PersonRow, id=person)), None)
    values = {"id": person, "name": name, "role": role_by_hub(role, known.role if known else "")}
    values |= {"team": team} if team else {}
    work = Work(connection, "Know a member", f"{name} is a member of the service's hub.", kind=RECEIVE)
    work.put(model_of("person"), [values if known else values | {"initials": initials_of(name)}])
    work.settle()


def take_service_items(work: Work, me: str, items: Iterable[Any]) -> None:
    """The persons, spells away and settings of an entry, as they stand there; and whose the devices are."""
    rows: dict[str, defaultdict[str, dict[str, Any]]] = {table: defaultdict(dict) for table in TABLES}
    for item in items:
        if item[0] == "device":
            person, name, role = ServiceDevice.of(item[2])[:3]
            if role == ESCROW:  # the card in the safe is nobody
                continue
            rows["person"][person] |= {"id": person, "name": clean(name, limit=80)}
        elif item[0] == "row" and item[1] in TABLES:
            values = _coming_in(item[2], me)
            rows[item[1]][values["id"]] |= values
    for table in TABLES:
        known = keys_there(work.connection, table, rows[table].keys())
        whole = [typed(table, row) for row in rows[table].values() if row["id"] in known or _is_whole(table, row)]
        work.put(model_of(table), [_with_initials(table, row, known) for row in whole])


def _is_whole(table: str, row: Mapping[str, Any]) -> bool:
    needed = {"person": ("name",), "away": ("started", "ended"), "setting": ("key", "value")}[table]
    return all(row.get(name) for name in needed)


def _with_initials(table: str, row: dict[str, Any], known: Collection[str]) -> dict[str, Any]:
    if table == "person" and row["id"] not in known and not row.get("initials"):
        return row | {"initials": initials_of(str(row["name"]))}
    return row


def _coming_in(values: Mapping[str, Any], me: str) -> dict[str, Any]:
    if not isinstance(values.get("id"), str):
        raise StreamBroken("a row of the service's log has no key")
    if "key" in values and str(values["key"]).partition(" ")[0] not in SERVICE_SETTINGS:
        raise StreamBroken("a setting of the service's log is no service's")
    own = {name: None for name in ("person_id", "made_by") if values.get(name) == me}
    cleaned = {
        name: clean(value, multiline=True, limit=100_000) if isinstance(value, str) else value
        for name, value in values.items()
    }
    return cleaned | own


def take_spells(work: Work, me: str, person: str, items: Any) -> None:
    """When somebody is away, out of that person's own log. What is not that person's to say is passed over."""
    for item in items if isinstance(items, list) else ():
        match item:
            case ["row", "away", {"id": str(key), "person_id": whose, **values}] if whose == person:
                known = row_now(work.connection, "away", key)
                of_person = known is None or (known["person_id"] or me) == person
                texts = all(value is None or isinstance(value, str) for value in values.values())
                if of_person and texts and values.get("kind", "leave") in ABSENCES:
                    with suppress(HeldBack):
                        take_service_items(work, me, [item])


def items_since(
    connection: Connection, seq: int, me: str, tables: Collection[str] = TABLES
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """What was written here since an operation for others of the service: of each row the columns that were."""
    for (table, row_id), names in columns_set_since(connection, seq, tables, NAME).items():
        row = row_now(connection, table, row_id)
        if row is None or (table == "setting" and row["scope"] != "service"):
            continue
        if table == "away":
            row["person_id"] = row["person_id"] or me
        row["made_by"] = row["made_by"] or me
        kept = names | {"id"} | _ALWAYS.get(table, set())
        yield "row", table, {name: value for name, value in row.items() if name in kept - _UNTOLD}


def spells_since(connection: Connection, seq: int, me: str) -> list[Any]:
    """The same of when the officer is away."""
    return [item for item in items_since(connection, seq, me, ("away",)) if item[2]["person_id"] == me]
