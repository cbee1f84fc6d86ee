"""An officer's own leave reaches the managers by a log of her own, and nothing that stands there harms anybody."""

from __future__ import annotations

import re
from contextlib import ExitStack
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from iro_tui.sharing.stream import StreamEntry, StreamPlace, entry_written
from iro_tui.store.engine import reading
from iro_tui.store.own import read_colleagues, read_own_time
from iro_tui.store.tables import AwayRow
from iro_tui.store.turning import redo, undo
from iro_tui.store.work import action
from tests.support.hub_service import HubService
from tests.support.hub_stores import HubStore
from tests.support.laptops import laptops

pytestmark = pytest.mark.hub
FIRST, LAST = date(2026, 12, 14), date(2026, 12, 18)
Spells = list[tuple[date, date, str]]


def leave(store: HubStore, **values: Any) -> str:
    with action(store.laptop.engine, "Leave") as work:
        (key,) = work.add_rows(AwayRow, [{"started": FIRST, "ended": LAST, "kind": "leave"} | values])
    return str(key)


def away(store: HubStore, whose: HubStore) -> Spells:
    """When somebody is away, as it stands in somebody's store."""
    with reading(store.laptop.engine) as connection:
        spells = read_colleagues(connection)[whose.laptop.card.person].away
    return [(each.started, each.ended, each.kind) for each in spells]


def own(store: HubStore) -> Spells:
    with reading(store.laptop.engine) as connection:
        return [(each.started, each.ended, each.kind) for each in read_own_time(connection).away]


def around(*stores: HubStore) -> None:
    for store in stores * 2:
        assert store.exchange().waits == []


@pytest.fixture
def three(service: HubService) -> Any:
    """A head and two officers, who have all exchanged."""
    with ExitStack() as stack:
        them = stack.enter_context(laptops(3))
        stores = [HubStore(service, laptop, role) for laptop, role in zip(them, ("head", "iro", "iro"), strict=True)]
        around(*stores)
        yield stores


def test_it_reaches_managers_and_no_colleague_and_follows_what_becomes_of_it(three: list[HubStore]) -> None:
    head, officer, other = three
    leave(officer)
    around(officer, head, other)
    spell = (FIRST, LAST, "leave")
    assert (away(head, officer), away(other, officer), own(officer)) == ([spell], [], [spell])
    assert own(head) == []
    key = leave(officer, started=date(2027, 1, 4), ended=date(2027, 1, 4), kind="training")
    around(officer, head)
    with action(officer.laptop.engine, "Correct leave") as work:
        work.change(AwayRow, key, ended=date(2027, 1, 5))
    around(officer, head)
    training = (date(2027, 1, 4), date(2027, 1, 5), "training")
    assert away(head, officer) == [spell, training]
    undo(officer.laptop.engine)
    around(officer, head)
    assert away(head, officer) == [spell, (date(2027, 1, 4), date(2027, 1, 4), "training")]
    undo(officer.laptop.engine)
    around(officer, head)
    assert away(head, officer) == [spell]
    redo(officer.laptop.engine)
    around(officer, head, other)
    assert away(head, officer) == own(officer)
    assert away(other, officer) == []
    assert [store.laptop.sound() for store in three] == [[]] * 3


@pytest.mark.parametrize("role", ["iro", "manager"])
def test_what_a_manager_noted_is_corrected_by_whose_it_is(service: HubService, role: str) -> None:
    with laptops(3) as them:
        head, officer, other = (HubStore(service, *each) for each in zip(them, ("head", role, "iro"), strict=True))
        around(head, officer, other)
        _corrected(head, officer, other)


def _corrected(head: HubStore, officer: HubStore, other: HubStore) -> None:
    key = leave(head, person_id=officer.laptop.card.person)
    around(head, officer, other)
    with action(officer.laptop.engine, "Correct leave") as work:
        work.change(AwayRow, key, ended=FIRST)
    around(officer, head)
    assert away(head, officer) == own(officer) == [(FIRST, FIRST, "leave")]


@pytest.mark.parametrize("pos", [0, 1])
def test_a_hub_set_back_has_it_again(service: HubService, three: list[HubStore], pos: int) -> None:
    head, officer, _ = three
    leave(officer)
    around(officer)
    leave(officer, started=date(2027, 1, 4), ended=date(2027, 1, 4))
    around(officer, head)
    log = officer.officer.member
    if pos:
        service.set_back(log, pos)
    else:
        for table, column in (("entry", "stream"), ("holding", "stream"), ("stream", "id")):
            service.server.rows(f"delete from hub.{table} where {column} = $1", log)
    around(head, officer, head)
    assert away(head, officer) == own(officer)
    assert len(own(officer)) == 2
    with laptops(4) as more:
        newcomer = HubStore(service, more[3], "head")
        around(head, newcomer)
        assert away(newcomer, officer) == own(officer)


HOSTILE: list[Any] = [
    None, "x", {}, [[]], [["row"]], [["row", "person", {"id": "a" * 32, "name": "X"}]],
    [["row", "setting", {"id": "a" * 32, "key": "practice", "value": "x"}]], [["device", "x", []]],
    [["row", "away", {"id": 5}]], [["row", "away", {"id": "a" * 32, "started": "2026-01-01", "ended": "2026-01-02"}]],
]  # fmt: skip


@pytest.mark.parametrize("say", [*HOSTILE, "of another", "another's row", "no day", "a number", "no kind", "no column"])
def test_an_officer_says_nothing_else_there(service: HubService, three: list[HubStore], say: Any) -> None:
    head, officer, other = three
    noted = leave(head, person_id=other.laptop.card.person)
    own_one = leave(head)
    around(*three)
    me, its = officer.laptop.card.person, {"id": "a" * 32, "started": "2026-12-01", "ended": "2026-12-02"}
    said: dict[str, list[dict[str, Any]]] = {
        "of another": [{**its, "person_id": other.laptop.card.person}],
        "another's row": [{**its, "person_id": me, "id": key} for key in (noted, own_one)],
        "no day": [{**its, "person_id": me, "started": "never"}],
        "a number": [{**its, "person_id": me, "ended": 5}],
        "no kind": [{**its, "person_id": me, "kind": "in bed"}],
        "no column": [{**its, "person_id": me, "hub": "x"}],
    }  # fmt: skip
    items = [["row", "away", row] for row in said[say]] if isinstance(say, str) and say in said else say
    log = officer.officer.member
    entry = entry_written(service.key, officer.officer.own, log, StreamPlace(), uuid4(), 1, {"say": items})
    assert [answer.status for answer in officer.officer.hub.push([entry])] == ["taken"]
    around(head, officer, other)
    assert (away(head, officer), own(officer)) == ([], [])
    assert away(head, other) == own(head) == own(other) == [(FIRST, LAST, "leave")]
    leave(officer)
    around(officer, head)
    assert away(head, officer) == [(FIRST, LAST, "leave")], "and what came after it is heard"


def test_nobody_else_begins_or_continues_it_or_is_heard_there(service: HubService, three: list[HubStore]) -> None:
    head, officer, other = three
    log = other.officer.member
    row = {"id": "a" * 32, "started": "2026-12-01", "ended": "2026-12-02", "person_id": other.laptop.card.person}

    def written(after: StreamPlace) -> StreamEntry:
        return entry_written(
            service.key, officer.officer.own, log, after, uuid4(), 1, {"say": [["row", "away", row]]}
        )  # fmt: skip

    assert pushed(officer, written(StreamPlace())) == ["not yours"], "it is not begun by another"
    leave(other)
    around(other)
    service.assign(log, officer.officer)
    after = StreamPlace(*service.server.rows("select head, head_hash from hub.stream where id = $1", log)[0])
    entry = written(after)
    assert pushed(officer, entry) == ["not yours"], "not even where a manager gave it away"
    service.server.rows(
        "insert into hub.entry values ($1, $2, $3, $4, $5, now(), $6, $7, $8, $9, $10, $11, $12)",
        service.council, log, entry.pos, entry.op, entry.device, entry.epoch, entry.schema, entry.prev, entry.hash,
        entry.sig, entry.body_hash, entry.body,
    )  # fmt: skip
    service.server.rows("update hub.stream set head = $2, head_hash = $3 where id = $1", log, entry.pos, entry.hash)
    around(head, other, head)
    assert away(head, other) == own(other) == [(FIRST, LAST, "leave")], (
        "what an administrator lays there is passed over"
    )
    leave(other, started=date(2027, 1, 4), ended=date(2027, 1, 4))
    around(other, head)
    assert away(head, other) == own(other)
    assert len(own(other)) == 2


def pushed(store: HubStore, entry: StreamEntry) -> list[str]:
    return [answer.status for answer in store.officer.hub.push([entry])]


def test_a_log_that_was_altered_is_named_and_holds_up_nothing_else(service: HubService, three: list[HubStore]) -> None:
    head, officer, other = three
    leave(officer)
    leave(other)
    around(officer, other)
    log = officer.officer.member
    service.server.rows("update hub.entry set body = body || '\\x00' where stream = $1", log)
    (said,) = head.exchange().waits
    assert re.match(r"What \S.*'s laptop told the hub of time away is not what was written there", said), said
    assert "does not know" not in said
    assert (away(head, officer), away(head, other)) == ([], [(FIRST, LAST, "leave")])
