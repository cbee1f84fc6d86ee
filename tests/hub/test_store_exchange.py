"""Exchanges of real encrypted stores over a real hub: each scenario and each failure of the design."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from iro_tui.caseload.differing import cells_of
from iro_tui.sharing.joined import ServiceDevice, read_joined, renew_joined
from iro_tui.sharing.link import HubRefused
from iro_tui.sharing.seal import NotTaken
from iro_tui.sharing.stream import entry_written
from iro_tui.store.engine import reading, writing
from iro_tui.store.hub_log import known_logs, write_joined
from iro_tui.store.own import read_settings, write_setting
from iro_tui.store.passing_on import all_rows_of
from iro_tui.store.tables import ChildRow, ContactRow, PersonRow, ReviewRow, TaskRow
from iro_tui.store.turning import undo
from iro_tui.store.work import action
from tests.support.hub_service import HubService
from tests.support.hub_stores import HubStore
from tests.support.laptops import CHILD, DAY, REVIEW, laptops, new_child

pytestmark = pytest.mark.hub
OTHER, OTHERS_REVIEW = "e" * 32, "f" * 32
FIFTH, EIGHTH = date(2026, 12, 5), date(2026, 12, 8)


@contextmanager
def stores(service: HubService, count: int = 2, *, shared: bool = True) -> Iterator[list[HubStore]]:
    """So many officers, of whom the first has added a child that all have."""
    with laptops(count) as them:
        made = [HubStore(service, laptop) for laptop in them]
        new_child(them[0])
        made[0].exchange()
        if shared:
            for store in made[1:]:
                service.assign(store.stream, store.officer)
                store.exchange()
        yield made


def around(those: list[HubStore], times: int = 2) -> None:
    for store in those * times:
        store.exchange()


def equal(those: list[HubStore], child: str = CHILD) -> bool:
    first, *others = ({row: v for row, v in s.laptop.rows(child).items() if not v["deleted_at"]} for s in those)
    return all(rows == first for rows in others) and all(store.laptop.sound() == [] for store in those)


def review(store: HubStore) -> dict[str, Any]:
    return store.laptop.rows()["review", REVIEW]


def differences(store: HubStore) -> list[tuple[str, Any, Any, str | None, str | None]]:
    """The two values of the column that each difference is about, and whose they are."""
    return [
        (column, *(cells_of(column, json.loads(row[name]))[column] for name in ("kept", "late")), *by)
        for (table, _), row in sorted(store.laptop.rows().items())
        if table == "difference"
        for column, *by in [(row["of_column"], row["kept_by"], row["late_by"])]
    ]


def bodies(service: HubService, store: HubStore) -> list[list[str]]:
    """What was done, entry by entry of the child's log, as its readers have it."""
    with reading(store.laptop.engine) as connection:
        rows = connection.rows("SELECT pos, knows FROM stream_place WHERE stream = ? ORDER BY pos", (store.stream.hex,))
    return [[knows[at : at + 16] for at in range(0, len(knows), 16)] for _, knows in rows]


# What two do


def test_different_fields_stand_both_and_nobody_is_asked(service: HubService) -> None:
    with stores(service) as (one, two):
        one.laptop.change(ReviewRow, REVIEW, booked=FIFTH)
        two.laptop.change(ReviewRow, REVIEW, child_words="School")
        around([one, two])
        assert (review(one)["booked"], review(one)["child_words"]) == ("2026-12-05", "School")
        assert equal([one, two])
        assert differences(one) == []


def test_of_one_field_what_arrived_first_stands_and_both_values_are_shown(service: HubService) -> None:
    with stores(service) as (one, two):
        one.laptop.change(ReviewRow, REVIEW, booked=FIFTH)
        two.laptop.change(ReviewRow, REVIEW, booked=EIGHTH, venue="School")
        two.exchange()
        done = one.exchange()
        around([one, two])
        assert done.differ == 1
        assert review(one)["booked"] == review(two)["booked"] == "2026-12-08"
        shown = ("booked", "2026-12-08", "2026-12-05", two.laptop.card.person, one.laptop.card.person)
        assert differences(one) == differences(two) == [shown]
        assert equal([one, two])


def test_removed_here_and_changed_there_stays_and_is_shown(service: HubService) -> None:
    with stores(service) as (one, two):
        with action(one.laptop.engine, "Delete") as work:
            work.remove(ReviewRow, REVIEW)
        two.laptop.change(ReviewRow, REVIEW, venue="School")
        two.exchange()
        around([one, two])
        assert review(one)["deleted_at"] is None
        assert [each[0] for each in differences(two)] == ["deleted_at"]
        assert equal([one, two])


def test_undo_of_what_went_out_leaves_what_a_colleague_set_since(service: HubService) -> None:
    with stores(service) as (one, two):
        one.laptop.change(ReviewRow, REVIEW, booked=FIFTH, venue="Here")
        around([one, two])
        two.laptop.change(ReviewRow, REVIEW, venue="There")
        around([two, one])
        undo(one.laptop.engine)
        around([one, two])
        assert (review(two)["booked"], review(two)["venue"]) == (DAY.isoformat(), "There")
        assert equal([one, two])


def test_an_answer_that_was_lost_doubles_nothing(service: HubService) -> None:
    with stores(service) as (one, two):
        one.laptop.change(ReviewRow, REVIEW, booked=FIFTH)

        def cut(where: str) -> None:
            if where == "pushed":
                raise KeyboardInterrupt

        one.moment = cut
        with pytest.raises(KeyboardInterrupt):
            one.exchange()
        one.moment = lambda where: None
        around([one, two])
        assert [pos for pos, *_ in service.log(one.stream)] == [1, 2]
        assert equal([one, two])


def test_an_action_over_two_children_goes_to_each_log_alone(service: HubService) -> None:
    with stores(service) as (one, two):
        new_child(one.laptop, "CD 2042", OTHER, OTHERS_REVIEW)
        one.own = {CHILD, OTHER}
        with action(one.laptop.engine, "Together", "AB 1042 and CD 2042 were seen.") as work:
            work.add_many(ContactRow(child_id=key, on_day=DAY, how="both") for key in (CHILD, OTHER))
        around([one, two])
        assert [row["how"] for (table, _), row in two.laptop.rows().items() if table == "contact"] == ["both"]
        assert two.laptop.rows(OTHER) == {}
        with reading(two.laptop.engine) as connection:
            sentences = [words for (words,) in connection.rows("SELECT sentence FROM operation")]
        assert not any("CD 2042" in words for words in sentences)


def test_what_is_the_officers_own_never_travels(service: HubService) -> None:
    with stores(service) as (one, two):
        with action(one.laptop.engine, "Task") as work:
            work.add(TaskRow(what="my dentist", due=DAY))
        one.laptop.change(ChildRow, CHILD, flagged=True, need="N1")
        around([one, two])
        with reading(two.laptop.engine) as connection:
            assert connection.value("SELECT count(*) FROM task") == 0
            assert connection.rows("SELECT need, flagged FROM child") == [("N1", None)]


def test_a_child_whom_both_had_added_is_one(service: HubService) -> None:
    with laptops(2) as (first, second):
        one, two = HubStore(service, first), HubStore(service, second)
        new_child(first)
        new_child(second, child=OTHER, review=OTHERS_REVIEW)
        one.exchange()
        service.assign(one.stream, two.officer)
        two.own = {OTHER}
        around([two, one])
        second.change(ChildRow, OTHER, need="N2")
        around([two, one])
        assert first.rows()["child", CHILD]["need"] == "N2"
        assert {key for table, key in first.rows()} >= {REVIEW, OTHERS_REVIEW}
        assert len({stream for store in (one, two) for stream in store.at}) == 2  # the child's and the service's


# Who comes and goes


def test_a_newcomer_by_snapshot_has_what_a_replay_has(service: HubService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iro_tui.sharing.offering.SNAPSHOT_AFTER", 3)
    with laptops(4) as them:
        one, two, late, replayed = (HubStore(service, laptop) for laptop in them)
        new_child(one.laptop)
        one.exchange()
        service.assign(one.stream, two.officer)
        for number in range(6):
            store = (one, two)[number % 2]
            store.laptop.change(ReviewRow, REVIEW, venue=f"room {number}")
            around([store, one, two], 1)
        ((pos,),) = service.server.rows("select pos from hub.snapshot where stream = $1", one.stream)
        service.assign(one.stream, late.officer)
        late.exchange()
        assert [place for place, _ in late.at.values()]
        assert min(p for (p,) in _places(late)) == pos
        service.server.rows("delete from hub.snapshot where stream = $1", one.stream)
        service.assign(one.stream, replayed.officer)
        replayed.exchange()
        assert min(p for (p,) in _places(replayed)) == 1
        late.laptop.change(ReviewRow, REVIEW, venue="late")
        around([late, one, two, replayed])
        assert equal([one, two, late, replayed])


def _places(store: HubStore) -> list[tuple[int]]:
    with reading(store.laptop.engine) as connection:
        return [(pos,) for (pos,) in connection.rows(
            "SELECT pos FROM stream_place WHERE stream = ?", (store.stream.hex,)
        )]  # fmt: skip


def test_who_has_the_child_no_more_is_told_and_loses_no_unsent_work(service: HubService) -> None:
    with stores(service) as (one, two):
        service.assign(one.stream, two.officer, instead=True)
        one.laptop.change(ReviewRow, REVIEW, booked=FIFTH)
        done = one.exchange()  # within the grace it is still taken
        two.exchange()
        assert review(two)["booked"] == "2026-12-05"
        assert done.leaving == {CHILD: "ended"}
        assert one.laptop.rows() != {}, "it leaves when it is let go, not by an answer"
        service.server.rows("update hub.holding set until = now() - interval '91 days' where until is not null")
        one.laptop.change(ReviewRow, REVIEW, venue="unsent")
        done = one.exchange()
        assert done.leaving == {}
        assert [words for words in done.waits if "AB 1042" in words and "hand it over as a file" in words]
        assert review(one)["venue"] == "unsent"


def test_work_that_was_refused_goes_when_the_child_is_given_back_though_others_wrote_on(service: HubService) -> None:
    with stores(service) as (one, two):
        service.assign(one.stream, two.officer, instead=True)
        service.server.rows("update hub.holding set until = now() - interval '91 days' where until is not null")
        one.laptop.change(ReviewRow, REVIEW, child_words="unsent")
        assert [words for words in one.exchange().waits if "AB 1042" in words]
        two.laptop.change(ReviewRow, REVIEW, booked=EIGHTH)
        two.exchange()
        service.assign(one.stream, one.officer)
        around([one, two])
        assert review(two)["child_words"] == "unsent"
        assert equal([one, two])
        assert one.exchange().waits == []


def test_no_answer_is_read_as_no_more(service: HubService) -> None:
    with stores(service) as (one, two):
        two.laptop.change(ReviewRow, REVIEW, venue="unsent")
        before = two.laptop.rows()
        service.server.rows("update hub.member set left_on = current_date where id = $1", two.officer.member)
        with pytest.raises(HubRefused, match="not a member"):
            two.exchange()
        assert two.laptop.rows() == before
        service.server.rows("update hub.member set left_on = null where id = $1", two.officer.member)
        around([two, one])
        assert review(one)["venue"] == "unsent"


def test_a_purged_child_is_named_and_nothing_comes_back(service: HubService) -> None:
    with stores(service) as (one, two):
        service.head.hub.admin("purge", one.stream)
        assert two.exchange().leaving == {CHILD: "purged"}
        assert two.laptop.rows() != {}


# What goes wrong


def test_a_hub_set_back_is_healed_by_one_laptop_alone(service: HubService) -> None:
    with stores(service) as (one, two):
        for number in range(6):
            store = (one, two)[number % 2]
            store.laptop.change(ReviewRow, REVIEW, venue=f"room {number}")
            around([store, one, two], 1)
        service.set_back(one.stream, 2)
        two.exchange()
        assert review(two)["venue"] == "room 5"
        with laptops(3) as (_, _, third):
            newcomer = HubStore(service, third)
            service.assign(one.stream, newcomer.officer)
            newcomer.exchange()
            assert review(newcomer)["venue"] == "room 5"
            around([one, two, newcomer])
            assert equal([one, two, newcomer])
            assert one.at == two.at == newcomer.at


def test_where_others_wrote_on_meanwhile_the_lost_branch_is_new_again(service: HubService) -> None:
    with stores(service, 3) as (one, two, third):
        one.laptop.change(ReviewRow, REVIEW, booked=FIFTH)
        one.exchange()
        with action(one.laptop.engine, "Contact") as work:
            work.add(ContactRow(child_id=CHILD, on_day=DAY, how="visit"))
        around([one, two], 1)
        service.set_back(one.stream, 1)
        third.laptop.change(ReviewRow, REVIEW, booked=EIGHTH)
        third.exchange()
        around([one, two, third])
        assert equal([one, two, third])
        assert review(two)["booked"] == "2026-12-08"
        assert "contact" in {table for table, _ in third.laptop.rows()}
        assert [each[:3] for each in differences(third)] == [("booked", "2026-12-08", "2026-12-05")]


def test_a_child_newer_than_the_backup_is_begun_anew(service: HubService) -> None:
    with stores(service, shared=False) as (one, two):
        for table in ("entry", "holding"):
            service.server.rows(f"delete from hub.{table} where stream = $1", one.stream)
        service.server.rows("delete from hub.stream where id = $1", one.stream)
        done = one.exchange()
        assert done.leaving == {}
        service.assign(one.stream, two.officer)
        around([one, two])
        assert equal([one, two])


@pytest.mark.parametrize("what", ["body", "order"])
def test_what_an_administrator_altered_stops_that_child_alone(service: HubService, what: str) -> None:
    with stores(service) as (one, two):
        new_child(one.laptop, "CD 2042", OTHER, OTHERS_REVIEW)
        one.own = {CHILD, OTHER}
        one.laptop.change(ReviewRow, REVIEW, booked=FIFTH)
        one.exchange()
        one.laptop.change(ReviewRow, REVIEW, booked=EIGHTH)
        one.exchange()
        alter = {
            "body": "update hub.entry set body = body || 'x' where stream = $1 and pos = 2",
            "order": "delete from hub.entry where stream = $1 and pos = 2",
        }
        service.server.rows(alter[what], one.stream)
        service.assign(one.officer.key.stream("cd2042"), two.officer)
        done = two.exchange()
        [words] = [words for words in done.waits if "Tell your manager" in words]
        place = {"body": 2, "order": 3}[what]
        whose = one.laptop.card.name
        assert words.startswith(f"AB 1042: entry {place} at the hub, in the name of {whose}'s laptop, is not what")
        assert review(two)["booked"] == DAY.isoformat()
        assert two.laptop.rows(OTHER) != {}


def test_a_newer_entry_holds_back_its_child_alone(service: HubService) -> None:
    with stores(service) as (one, two):
        new_child(one.laptop, "CD 2042", OTHER, OTHERS_REVIEW)
        one.own = {CHILD, OTHER}
        one.exchange()
        service.assign(one.officer.key.stream("cd2042"), two.officer)
        service.server.rows("update hub.council set schema = 999 where council = $1", service.council)
        from iro_tui.sharing.stream import StreamPlace

        pos, digest = one.at[one.stream.hex]
        after = StreamPlace(pos, bytes.fromhex(digest))
        newer = entry_written(one.officer.key, one.officer.own, one.stream, after, uuid4(), 999, {"of": "tomorrow"})
        one.officer.hub.push([newer])
        two.laptop.change(ReviewRow, REVIEW, venue="waits")
        done = two.exchange()
        assert done.waits == ["A newer iro-tui wrote of a child: it waits until this one is brought up to date."]
        assert two.laptop.rows(OTHER) != {}
        assert review(two)["venue"] == "waits"
        with reading(two.laptop.engine) as connection:
            assert [log.waits for log in known_logs(connection) if log.child_id == CHILD] == done.waits


# The service's own log


def test_persons_and_practice_come_by_the_services_log(service: HubService) -> None:
    with laptops(2) as (first, second):
        manager, officer = HubStore(service, first, "head"), HubStore(service, second)
        with action(first.engine, "Practice") as work:
            write_setting(work, "practice", "name = 'ours'")
            write_setting(work, "theme", "dark")
            work.put(PersonRow, [{"id": "9" * 32, "name": "T. Okoro", "fte": 0.6}])
        manager.exchange()
        officer.exchange()
        with reading(second.engine) as connection:
            assert read_settings(connection, "practice") == {"practice": "name = 'ours'"}
            assert read_settings(connection, "theme") == {}
            assert connection.rows("SELECT fte, initials FROM person WHERE name = 'T. Okoro'") == [(0.6, "TO")]
            assert all_rows_of(connection, CHILD) == {}
        with action(first.engine, "Person") as work:
            work.change(PersonRow, "9" * 32, fte=0.8)
        for store in (manager, officer, manager, officer):
            store.exchange()
        with reading(second.engine) as connection:
            assert connection.rows("SELECT fte FROM person WHERE name = 'T. Okoro'") == [(0.8,)]
        assert manager.at[service.council.hex] == officer.at[service.council.hex]


# Two windows over one store


def test_what_another_window_kept_meanwhile_stays(service: HubService) -> None:
    with stores(service) as (one, two):
        key = uuid4()
        stranger = ServiceDevice("p" * 32, "N. Other", "iro", bytes(32), bytes(32))

        def admitted(where: str) -> None:
            if where == "pushing":
                with writing(one.laptop.engine) as connection:
                    joined = read_joined(connection)
                    assert joined
                    renew_joined(connection, joined, devices={**joined.devices, key: stranger})

        one.moment = admitted
        one.laptop.change(ReviewRow, REVIEW, venue="School")
        one.exchange()
        with reading(one.laptop.engine) as connection:
            joined = read_joined(connection)
        assert joined
        assert joined.devices[key] == stranger
        around([two, one])


def test_a_hub_that_another_window_left_is_not_joined_again(service: HubService) -> None:
    with stores(service) as (one, two):

        def left(where: str) -> None:
            if where == "pushed":
                with writing(one.laptop.engine) as connection:
                    write_joined(connection, "", None)

        one.moment = left
        one.laptop.change(ReviewRow, REVIEW, venue="School")
        with pytest.raises(NotTaken, match="left the hub meanwhile"):
            one.exchange()
        with reading(one.laptop.engine) as connection:
            assert read_joined(connection) is None
        two.exchange()
        assert review(two)["venue"] == "School", "what the hub took is there"
