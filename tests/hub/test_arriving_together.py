"""Children who were never on a laptop come together, as rows; who does not fit stays out, and a cover stays a cover."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from typing import Any

import pytest

from iro_tui.sharing import log_taking
from iro_tui.store.engine import reading
from iro_tui.store.passing_on import all_rows_of
from iro_tui.store.tables import AllocationRow, ChildRow, ContactRow, ReviewRow
from iro_tui.store.work import action
from tests.support.hub_service import HubService
from tests.support.hub_stores import HubStore
from tests.support.laptops import DAY, laptops, new_child

pytestmark = pytest.mark.hub
KEYS = [f"{number}" * 32 for number in range(5)]
SINCE = date(2026, 2, 2)


@pytest.fixture
def two(service: HubService) -> Any:
    """Who has five children at the hub, the last by many entries, and a newcomer to whom all are given."""
    with ExitStack() as stack:
        giver, taker = (HubStore(service, laptop) for laptop in stack.enter_context(laptops(2)))
        for number, key in enumerate(KEYS):
            new_child(giver.laptop, f"AB {number}", key, f"{number + 5}" * 32)
        with action(giver.laptop.engine, "On the caseload") as work:
            work.change_many(ChildRow, {key: {"on_caseload_since": SINCE} for key in KEYS})
        giver.own = set(KEYS)
        giver.exchange()
        for number in range(6):
            giver.laptop.change(ReviewRow, "9" * 32, venue=f"room {number}")
            giver.exchange()
        for (stream,) in service.server.rows(
            "select id from hub.stream where council = $1 and id <> $1", service.council
        ):
            service.assign(stream, taker.officer)
        yield giver, taker


def operations(store: HubStore) -> int:
    with reading(store.laptop.engine) as connection:
        return int(connection.value("SELECT count(*) FROM operation WHERE kind = 'rows'"))


@pytest.mark.parametrize("rows_together", [1, 500])
def test_they_are_as_they_are_there(two: Any, rows_together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_taking, "ROWS_TOGETHER", rows_together)
    giver, taker = two
    done = taker.exchange()
    assert done.arrived == done.came == set(KEYS)
    for key in KEYS:
        assert taker.laptop.rows(key) == giver.laptop.rows(key)
    assert operations(taker) == 5
    assert taker.laptop.sound() == []
    assert (taker.exchange().went, giver.exchange().went) == (0, 0)
    with reading(taker.laptop.engine) as connection:
        assert {day for (day,) in connection.rows("SELECT on_caseload_since FROM child")} == {DAY.isoformat()}


def test_who_does_not_fit_stays_out_and_is_named(two: Any) -> None:
    giver, taker = two
    new_child(taker.laptop, "CD 1", "c" * 32, "d" * 32)
    with action(giver.laptop.engine, "Contact") as work:
        work.add_rows(ContactRow, [{"id": "d" * 31 + "1", "child_id": KEYS[0], "on_day": DAY, "who": "child"}])
    giver.exchange()
    with action(taker.laptop.engine, "Contact") as work:
        work.add_rows(ReviewRow, [{"id": "6" * 32, "child_id": "c" * 32}])  # the key of another child's review
    done = taker.exchange()
    assert done.arrived == set(KEYS) - {KEYS[1]}
    assert len(done.waits) == 1
    with reading(taker.laptop.engine) as connection:
        assert all_rows_of(connection, KEYS[1]) == {}
    assert taker.laptop.sound() == []


@pytest.mark.parametrize("snapshot_after", [1, 200])
def test_who_is_covered_is_the_covers_since_the_holder_has_the_child(
    service: HubService, two: Any, snapshot_after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether what says so stands among the rows, or in an entry behind them."""
    monkeypatch.setattr("iro_tui.sharing.offering.SNAPSHOT_AFTER", snapshot_after)
    giver, taker = two
    giver.laptop.change(ReviewRow, "5" * 32, venue="school")
    giver.exchange()
    monkeypatch.setattr("iro_tui.sharing.offering.SNAPSHOT_AFTER", 200)
    cover = {"child_id": KEYS[0], "mode": "covers", "iro_id": taker.laptop.card.person, "allocated": DAY}
    with action(giver.laptop.engine, "Cover") as work:
        work.add_rows(AllocationRow, [cover])
    giver.exchange()
    taker.exchange()
    with reading(taker.laptop.engine) as connection:
        since = dict(connection.rows("SELECT id, on_caseload_since FROM child"))
    assert since == dict.fromkeys(KEYS, DAY.isoformat()) | {KEYS[0]: SINCE.isoformat()}
