"""Two and more laptops over a real hub: what stands there stands, what comes late gives way and is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from iro_tui.sharing.link import HubRefused
from iro_tui.sharing.stream import ServiceKey, StreamBroken, StreamPlace, entry_read, entry_written
from tests.support.hub_service import HubService, Officer, child, review

pytestmark = pytest.mark.hub


def _read_through(reader: Officer, stream: UUID) -> None:
    place = StreamPlace()
    for entry in reader.hub.pull({stream: place}):
        entry_read(reader.key, reader.signers, place, entry)
        place = entry.place


def everywhere(*officers: Officer) -> None:
    for _ in range(2):
        for officer in officers:
            officer.exchange()


def test_different_fields_of_one_review_both_stand(service: HubService) -> None:
    hughes, smith = service.invite("D. Hughes"), service.invite("C. Smith")
    stream = child(hughes)
    hughes.exchange()
    service.assign(stream, smith)
    smith.exchange()
    hughes.do(stream, "Move", {("review", "r-c1"): {"booked": "2026-12-03"}})
    smith.do(stream, "Venue", {("review", "r-c1"): {"venue": "Home"}})
    everywhere(smith, hughes)
    assert review(hughes) == review(smith) == {"booked": "2026-12-03", "venue": "Home"}
    assert hughes.differences == smith.differences == []


def test_of_one_field_the_first_to_arrive_stands_and_the_other_is_told(service: HubService) -> None:
    hughes, smith = service.invite("D. Hughes"), service.invite("C. Smith")
    stream = child(hughes)
    hughes.exchange()
    service.assign(stream, smith)
    smith.exchange()
    hughes.do(stream, "Move", {("review", "r-c1"): {"booked": "2026-12-05"}})
    smith.do(stream, "Move", {("review", "r-c1"): {"booked": "2026-12-08"}})
    everywhere(smith, hughes)
    assert review(hughes)["booked"] == review(smith)["booked"] == "2026-12-08"
    assert hughes.differences == [(("review", "r-c1"), "booked", "2026-12-05", "2026-12-08")]
    assert smith.differences == []


def test_an_undo_takes_back_only_what_still_stands(service: HubService) -> None:
    hughes, smith = service.invite("D. Hughes"), service.invite("C. Smith")
    stream = child(hughes)
    hughes.exchange()
    service.assign(stream, smith)
    moved = hughes.do(stream, "Move", {("review", "r-c1"): {"booked": "2026-12-10", "venue": "Office"}})
    assert moved is not None
    everywhere(hughes, smith)
    smith.do(stream, "Venue", {("review", "r-c1"): {"venue": "School 2"}})
    everywhere(smith, hughes)
    assert hughes.undo(moved) == [(("review", "r-c1"), "venue")]
    everywhere(hughes, smith)
    assert review(hughes) == review(smith) == {"booked": "2026-12-01", "venue": "School 2"}


def test_an_answer_that_was_lost_is_recognised(service: HubService) -> None:
    hughes = service.invite("D. Hughes")
    stream = child(hughes)
    hughes.exchange()
    hughes.do(stream, "Note", {("contact", "n1"): {"note": "seen"}})

    def cut(where: str) -> None:
        if where == "pushed":
            hughes.cut()
            raise ConnectionAbortedError

    hughes.moment = cut
    with pytest.raises(ConnectionAbortedError):
        hughes.exchange()
    hughes.moment = lambda where: None
    assert len(hughes.pending) == 1
    hughes.exchange()
    assert hughes.pending == []
    assert [row[0] for row in service.log(stream)] == [1, 2]


def test_the_same_entry_offered_again_is_known_and_another_in_its_place_is_stale(service: HubService) -> None:
    hughes = service.invite("D. Hughes")
    stream = child(hughes)
    hughes.exchange()
    (entry, _) = hughes.sent[stream][1]
    other = entry_written(hughes.key, hughes.own, stream, StreamPlace(), uuid4(), 1, {"name": "x", "changes": []})
    assert [(each.status, each.pos) for each in hughes.hub.push([entry])] == [("known", 1)]
    assert [(each.status, each.pos) for each in hughes.hub.push([other])] == [("stale", 1)]
    wrong = other._replace(pos=2, prev=bytes(32))
    assert [(each.status, each.pos) for each in hughes.hub.push([wrong])] == [("stale", 1)]


def test_a_transfer_while_the_former_officer_is_away_takes_the_late_note(service: HubService) -> None:
    hughes, smith, patel = (service.invite(name) for name in ("D. Hughes", "C. Smith", "R. Patel"))
    stream = child(hughes)
    hughes.exchange()
    service.assign(stream, smith, until=datetime.now(UTC) + timedelta(days=7))  # cover
    smith.exchange()
    hughes.do(stream, "Contact", {("contact", "n2"): {"note": "on the road"}})
    service.assign(stream, patel, instead=True)
    patel.exchange()
    hughes.exchange()
    smith.exchange()
    patel.exchange()
    assert ("contact", "n2") in patel.rows
    assert stream not in hughes.at
    assert hughes.notices == smith.notices == [("ended", stream)]
    assert (hughes.rows, smith.rows) == ({}, {})


def test_after_the_grace_late_work_is_refused_and_kept(service: HubService) -> None:
    hughes, smith = service.invite("D. Hughes"), service.invite("C. Smith")
    stream = child(hughes)
    hughes.exchange()
    hughes.do(stream, "Contact", {("contact", "n2"): {"note": "late"}})
    service.assign(stream, smith, instead=True)
    service.server.rows("update hub.holding set until = now() - interval '91 days' where member = $1", hughes.member)
    hughes.exchange()
    assert ("not yours", stream) in hughes.notices
    assert [each.name for each in hughes.kept_unsent] == ["Contact"]
    assert len(service.log(stream)) == 1


def test_cover_ends_on_its_day(service: HubService) -> None:
    hughes, smith = service.invite("D. Hughes"), service.invite("C. Smith")
    stream = child(hughes)
    hughes.exchange()
    service.assign(stream, smith, until=datetime.now(UTC) + timedelta(hours=1))
    smith.exchange()
    assert stream in smith.at
    service.server.rows("update hub.holding set until = now() where member = $1", smith.member)
    smith.exchange()
    assert smith.notices == [("ended", stream)]
    hughes.exchange()
    assert stream in hughes.at


def test_a_child_whom_nobody_holds_is_still_there_for_the_head(service: HubService) -> None:
    hughes, smith = service.invite("D. Hughes"), service.invite("C. Smith")
    stream = child(hughes)
    hughes.exchange()
    service.assign(stream, hughes, until=datetime.now(UTC))
    service.server.rows("update hub.holding set until = now() - interval '91 days' where member = $1", hughes.member)
    service.head.exchange()
    assert review(service.head)["booked"] == "2026-12-01"
    assert [row[0] for row in service.head.hub.admin("holdings")] == [stream]
    service.assign(stream, smith)
    smith.exchange()
    assert stream in smith.at


def test_a_purge_takes_every_word_and_leaves_the_chain(service: HubService) -> None:
    hughes, smith = service.invite("D. Hughes"), service.invite("C. Smith")
    stream = child(hughes)
    hughes.exchange()
    service.assign(stream, smith)
    smith.exchange()
    assert hughes.hub.keep(hughes.snapshot(stream)) == "taken"
    service.head.hub.admin("purge", stream)
    smith.do(stream, "Late", {("contact", "n3"): {"note": "late"}})
    smith.exchange()
    hughes.exchange()
    assert smith.rows == hughes.rows == {}
    assert smith.notices == [("purged", stream), ("purged", stream)]
    assert [each.name for each in smith.kept_unsent] == ["Late"]
    assert [body for *_, body in service.log(stream)] == [None]
    assert service.server.value("select count(*) from hub.snapshot where stream = $1", stream) == 0
    (bare,) = hughes.hub.pull({stream: StreamPlace()})
    assert entry_read(hughes.key, hughes.signers, StreamPlace(), bare) is None


@pytest.mark.parametrize(
    ("done", "noticed"),
    [
        ("update hub.entry set body = '\\x00' where stream = $1 and pos = 2", "the body was altered"),
        ("delete from hub.entry where stream = $1 and pos = 3", "the log does not follow on"),
        ("update hub.entry set op = gen_random_uuid() where stream = $1 and pos = 2", "the entry was altered"),
        ("update hub.entry set schema = 0 where stream = $1 and pos = 2", "the entry was altered"),
        ("update hub.entry set sig = hash || hash where stream = $1 and pos = 2", "signed by no device of the service"),
    ],
)  # fmt: skip
def test_what_an_administrator_alters_every_reader_notices(service: HubService, done: str, noticed: str) -> None:
    hughes, smith = service.invite("D. Hughes"), service.invite("C. Smith")
    stream = child(hughes)
    for number in range(3):
        hughes.do(stream, "Note", {("contact", f"k{number}"): {"note": str(number)}})
    hughes.exchange()
    service.assign(stream, smith)
    service.server.rows(done, stream)
    with pytest.raises(StreamBroken, match=noticed):
        _read_through(smith, stream)


def test_what_needs_a_newer_program_waits_for_the_service_and_an_older_one_for_that_child_alone(
    service: HubService,
) -> None:
    hughes, smith = service.invite("D. Hughes"), service.invite("C. Smith")
    newer, plain = child(hughes, "c1"), child(hughes, "c2")
    hughes.exchange()
    for stream in (newer, plain):
        service.assign(stream, smith)
    smith.exchange()
    hughes.schema = 2
    hughes.do(newer, "A new field", {("review", "r-c1"): {"new_field": "y"}}, schema=2)
    hughes.exchange()
    assert hughes.notices == [("too new", newer)]
    service.head.hub.admin("raise_schema", 2)
    hughes.do(newer, "A new field", {("review", "r-c1"): {"new_field": "z"}}, schema=2)
    hughes.do(plain, "Move", {("review", "r-c2"): {"booked": "2026-12-04"}})
    hughes.exchange()
    smith.exchange()
    assert review(smith, "c2")["booked"] == "2026-12-04"
    assert smith.notices == [("too new", newer)]
    assert smith.at[newer].pos == 1
    smith.schema = 2
    smith.exchange()
    assert review(smith)["new_field"] == "z"


def test_a_hub_set_back_to_an_old_backup_is_healed_by_the_laptops(service: HubService) -> None:
    hughes, smith, patel = (service.invite(name) for name in ("D. Hughes", "C. Smith", "R. Patel"))
    stream = child(hughes)
    hughes.exchange()
    service.assign(stream, smith)
    for number in range(3):
        for officer in (hughes, smith):
            officer.exchange()
            officer.do(stream, "Note", {("contact", f"{officer.name}{number}"): {"note": "x"}})
            officer.exchange()
    everywhere(hughes, smith)
    service.set_back(stream, 2)
    for _ in range(4):
        everywhere(hughes, smith)
    assert [row[0] for row in service.log(stream)] == [1, 2, 3, 4, 5, 6, 7]
    assert hughes.rows == smith.rows
    service.assign(stream, patel)
    patel.exchange()
    assert patel.rows == hughes.rows


def test_a_fork_is_noticed_and_the_lost_branch_is_pending_again(service: HubService) -> None:
    hughes, smith, patel = (service.invite(name) for name in ("D. Hughes", "C. Smith", "R. Patel"))
    stream = child(hughes)
    hughes.exchange()
    for officer in (smith, patel):
        service.assign(stream, officer)
        officer.exchange()
    hughes.do(stream, "Move", {("review", "r-c1"): {"booked": "2026-12-05"}})
    hughes.do(stream, "Note", {("contact", "lost"): {"note": "of the lost branch"}})
    everywhere(hughes, patel)
    service.set_back(stream, 1)
    smith.do(stream, "Move", {("review", "r-c1"): {"booked": "2026-12-08"}})  # who had seen nothing of it writes on
    smith.exchange()
    everywhere(patel, hughes, smith)
    everywhere(patel, hughes, smith)
    assert ("forked", stream) in hughes.notices
    assert ("forked", stream) in patel.notices
    assert hughes.rows == smith.rows == patel.rows
    assert review(hughes)["booked"] == "2026-12-08"
    assert ("contact", "lost") in smith.rows
    assert hughes.differences == [(("review", "r-c1"), "booked", "2026-12-05", "2026-12-08")]


def test_a_fork_as_long_as_the_log_was_is_noticed_too(service: HubService) -> None:
    hughes = service.invite("D. Hughes")
    stream = child(hughes)
    hughes.exchange()
    assert hughes.hub.changed({stream: hughes.at[stream]}) == []
    (change,) = hughes.hub.changed({stream: StreamPlace(1, bytes(32))})
    assert change.place == hughes.at[stream]


def test_a_newcomer_takes_the_newest_snapshot_that_can_be_read_and_the_rest_of_the_log(service: HubService) -> None:
    hughes, smith, patel = (service.invite(name) for name in ("D. Hughes", "C. Smith", "R. Patel"))
    stream = child(hughes)
    hughes.exchange()
    early = hughes.snapshot(stream)
    for number in range(3):
        hughes.do(stream, "Note", {("contact", f"k{number}"): {"note": str(number)}})
        hughes.exchange()
    late = hughes.snapshot(stream)
    hughes.do(stream, "Move", {("review", "r-c1"): {"booked": "2026-12-09"}})
    hughes.exchange()
    assert [hughes.hub.keep(each) for each in (late, early, late)] == ["taken", "known", "known"]
    assert hughes.hub.keep(late._replace(pos=5)) == "stale"
    assert hughes.hub.keep(late._replace(schema=2)) == "too new"
    assert smith.hub.keep(late) == "not yours"
    service.assign(stream, smith)
    service.assign(stream, patel)
    smith.exchange()
    assert smith.rows == hughes.rows
    assert sorted(smith.chain[stream]) == [4, 5]  # the snapshot, and the one entry behind it
    service.server.rows("update hub.snapshot set schema = 2 where stream = $1", stream)
    patel.exchange()
    assert patel.rows == hughes.rows
    assert sorted(patel.chain[stream]) == [1, 2, 3, 4, 5]


def test_a_snapshot_of_a_branch_that_is_lost_is_not_kept(service: HubService) -> None:
    hughes = service.invite("D. Hughes")
    stream = child(hughes)
    hughes.exchange()
    forged = hughes.snapshot(stream)._replace(pos_hash=bytes(32))
    assert hughes.hub.keep(forged) == "stale"


def test_who_is_a_member_no_more_loses_nothing(service: HubService) -> None:
    hughes = service.invite("D. Hughes")
    stream = child(hughes)
    hughes.exchange()
    hughes.do(stream, "Note", {("contact", "n1"): {"note": "not sent"}})
    service.server.rows("update hub.member set left_on = current_date - 1 where id = $1", hughes.member)
    with pytest.raises(HubRefused, match="not a member"):
        hughes.exchange()
    assert stream in hughes.at
    assert len(hughes.pending) == 1
    service.server.rows("update hub.member set left_on = null where id = $1", hughes.member)
    hughes.exchange()
    assert hughes.pending == []


def test_the_name_of_a_childs_log_tells_nothing_without_the_key(service: HubService) -> None:
    other = ServiceKey(service.council, {1: bytes(32)})
    assert service.key.stream("LCS-31877") == service.key.stream("LCS-31877") != other.stream("LCS-31877")
    assert ServiceKey(service.council, {**service.key.epochs, 2: bytes(32)}).stream("x") == service.key.stream("x")


def test_two_who_make_the_same_child_before_they_met_write_one_log(service: HubService) -> None:
    hughes, smith = service.invite("D. Hughes"), service.invite("C. Smith")
    stream = child(hughes, booked="2026-12-01")
    assert child(smith, booked="2026-12-02") == stream
    hughes.exchange()
    smith.exchange()
    assert smith.notices == [("not yours", stream)]
    assert len(smith.kept_unsent) == 1
    service.assign(stream, smith)
    smith.exchange()
    assert review(smith)["booked"] == "2026-12-01"


def test_the_services_own_log_is_written_by_managers_and_read_by_all(service: HubService) -> None:
    hughes = service.invite("D. Hughes")
    service.head.do(service.council, "Practice", {("practice", "p"): {"name": "default"}})
    service.head.exchange()
    hughes.exchange()
    assert hughes.rows["practice", "p"] == {"name": "default"}
    hughes.do(service.council, "Practice", {("practice", "p"): {"name": "mine"}})
    hughes.exchange()
    assert hughes.notices == [("not yours", service.council)]
