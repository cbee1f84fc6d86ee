"""A member who means harm, with the hub's own functions and with SQL of their own: nothing of it is taken."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from iro_tui.sharing.link import HubRefused, verifier
from iro_tui.sharing.stream import StreamPlace
from tests.support.hub_service import HubService, Officer, child

pytestmark = pytest.mark.hub

INJECTED = (
    "'; drop table hub.entry; --", "x' or '1'='1", "$1", "hub.entry", "\\'; select pg_sleep(9); --",
    '"; delete from hub.entry; --',
    "%I", "%L", "{}", "postgres", "keeper", "hub_member", "a" * 200,
)  # fmt: skip
TABLES = (
    "council", "member", "device", "seen", "key_wrap", "stream", "holding", "entry", "snapshot", "figure", "version",
)  # fmt: skip


def refused(officer: Officer, statement: str, *values: object) -> str:
    """Why; or what came back, where that is nothing."""
    try:
        rows = officer.link.rows(statement, *values)
    except HubRefused as error:
        return str(error)
    return f"answered {rows}"


@pytest.fixture
def neighbour(service: HubService) -> Iterator[HubService]:
    """Another council on the same database."""
    made = HubService(service.server)
    yield made
    made.close()


@pytest.fixture
def superuser_state(service: HubService) -> Any:
    """The state of the hub and of all logins, as the cluster's own administrator sees them."""

    def state() -> str:
        parts = [
            f"select md5(string_agg(t::text, '' order by t::text)) from hub.{table} t;"
            for table in TABLES
            if table != "seen"
        ]
        parts.append("select md5(string_agg(a::text, '' order by rolname)) from pg_authid a;")
        return service.server.cluster.psql("\n".join(parts), database=service.server.database)

    return state


def test_three_hundred_hostile_calls_change_nothing(
    service: HubService, neighbour: HubService, superuser_state: Any
) -> None:
    victim, member = service.invite("D. Hughes"), service.invite("M. Member", team="South")
    abroad = neighbour.invite("A. Abroad")
    theirs, abroads = child(victim), child(abroad)
    victim.exchange()
    abroad.exchange()
    victim.hub.keep(victim.snapshot(theirs))
    asking = service.invited("W. Waiting")
    before = superuser_state()
    calls = list(_hostile_calls(member, victim, abroad, asking, (theirs, abroads, service.council, neighbour.council)))
    assert len(calls) >= 300
    taken: list[str] = []
    for function, values in calls:
        try:
            rows = member.link.ask(function, *values)
        except HubRefused:
            continue
        except (TypeError, ValueError, OverflowError, Exception) as error:
            if type(error).__module__.startswith("asyncpg") or isinstance(
                error, (TypeError, ValueError, OverflowError)
            ):
                continue  # the driver itself does not send it
            raise
        harmless = (
            all(set(row) & {"not yours", "stale", "too new"} for row in rows)
            or (function == "changed" and all(row[1] == "gone" or row[0] == service.council for row in rows))
            or (function == "hello" and rows[0][-1] == "unknown")
        )
        if rows and not harmless:
            taken.append(f"{function}{values} -> {rows}")
    assert taken == []
    assert superuser_state() == before


def _hostile_calls(
    member: Officer, victim: Officer, abroad: Officer, asking: Officer, streams: tuple[UUID, ...]
) -> Any:
    own, now = member.own.device, datetime.now(UTC)
    entries = [entry for entry, _ in (*victim.sent[streams[0]].values(), *abroad.sent[streams[1]].values())]
    devices = [victim.own.device, abroad.own.device, asking.own.device, uuid4()]
    # From a device that is somebody else's, or nobody's.
    for device, stream in itertools.product(devices, streams):
        yield "changed", (device, [stream], [0], [b""])
        yield "pull", (device, [stream], [0], 10)
        yield "snapshots", (device, [stream], 9)
        yield "keys", (device,)
        yield "purge", (device, stream)
        yield "assign", (device, stream, member.member, "write", None, True)
        yield "turn_key", (device, 2, [device], [b"x"])
    # From one's own, of what one does not have.
    for stream, entry in itertools.product((streams[0], streams[2], victim.member), entries):
        other = entry._replace(stream=stream, op=uuid4())
        for pos, prev in itertools.product((1, 2, 7, 0, -1), (b"", entry.hash, bytes(32))):
            yield "push", (own, [stream], [pos], [other.op], [1], [1], [prev], [entry.hash], [entry.sig], [entry.body])
        yield "push", (own, [stream], [1], [entry.op], [1], [1], [entry.prev], [entry.hash], [entry.sig], [entry.body])
        yield "keep_snapshot", (own, stream, 1, entry.hash, 1, 1, entry.hash, entry.sig, b"x")
    for stream in streams:
        yield "changed", (own, [stream], [0], [b""])
        if stream != streams[2]:
            yield "pull", (own, [stream], [0], 10)
            yield "snapshots", (own, [stream], 9)
        yield "purge", (own, stream)
        for whose in (member.member, victim.member, abroad.member):
            yield "assign", (own, stream, whose, "write", None, True)
            yield "assign", (own, stream, whose, "read", now, False)
    for device in devices:
        yield "revoke", (own, device)
        yield "admit", (own, device, [1], [b"x"])
        yield "hello", (device, "x", 1)
    for device in (victim.own.device, asking.own.device):
        yield "ask", (device, bytes(32), bytes(32), "mine now")
    for whose in (victim.member, abroad.member, member.member, uuid4()):
        yield "let_go", (own, whose)
        yield "invite", (own, whose, "head-two", "X", "head", "", verifier("x" * 20))
        yield "invite", (own, whose, "postgres", "X", "iro", "South", None)
    yield "turn_key", (own, 2, [own], [b"x"])
    yield "raise_schema", (own, 99)
    yield "devices", (own,)
    yield "awaited", (own,)
    yield "holdings", (own,)
    yield "publish", (own, date(2026, 11, 20), ["South"], [""], ["x"], [1], [1], [1])
    # What is not theirs to call at all.
    for text in INJECTED:
        yield "_open", (uuid4(), text, uuid4(), text, text, verifier("x" * 20))
        yield "_login", (text, None, "hub_member")
        yield "_login", (text, verifier("x" * 20), "pg_read_all_data")
        yield "_void", (streams[2], victim.member)
        yield "_asker", (victim.own.device,)
        # Words where words go, and where none do.
        yield "hello", (uuid4(), text, 1)
        yield "assign", (own, streams[0], member.member, text, None, False)
        yield "invite", (own, uuid4(), text, text, text, text, text)
        yield "publish", (own, date(2026, 11, 20), [text], [text], [text], [1], [1], [1])
        yield "ask", (victim.own.device, text.encode()[:32].ljust(32), bytes(32), text)
        yield (
            "push",
            (
                own,
                [streams[0]],
                [1],
                [uuid4()],
                [1],
                [1],
                [text.encode()],
                [text.encode()],
                [text.encode()],
                [text.encode()],
            ),
        )
        yield "pull", (text, [streams[0]], [0], 10)
        yield "changed", (own, text, [0], [b""])
    # Arrays of unequal length, with gaps, out of bounds, and too many.
    yield "push", (own, [streams[0], streams[1]], [1], [], [], [], [], [], [], [])
    yield "push", (own, [None], [None], [None], [None], [None], [None], [None], [None], [None])
    yield "push", (own, [uuid4()], [1], [None], [1], [1], [b""], [bytes(32)], [bytes(64)], [b"x"])
    yield "push", (own, [uuid4()], [1], [uuid4()], [1], [1], [b""], [bytes(31)], [bytes(64)], [b"x"])
    yield "push", (own, [uuid4()], [1], [uuid4()], [0], [1], [b""], [bytes(32)], [bytes(64)], [b"x"])
    yield "push", (own, [uuid4()], [1], [uuid4()], [1], [1], [b""], [bytes(32)], [bytes(64)], [bytes(2**20 + 1)])
    yield "push", (own, [uuid4()] * 2001, [1] * 2001, [uuid4()] * 2001, *([[1] * 2001] * 2), *([[b""] * 2001] * 4))
    chance = random.Random(20)
    for _ in range(40):
        arguments = [
            chance.choice([None, own, *streams, *devices, 0, -1, 2**31 - 1, "x", b"x", [None]]) for _ in range(4)
        ]
        yield chance.choice(["pull", "changed", "purge", "revoke", "admit", "keys"]), tuple(arguments)


STATEMENTS = (
    "insert into hub.entry select * from hub.entry",
    "update hub.stream set head = 0",
    "delete from hub.entry",
    "truncate hub.entry",
    "drop table hub.entry cascade",
    "alter table hub.entry disable row level security",
    "alter function hub.me() owner to hub_member",
    "create or replace function hub.me() returns int language sql as 'select 1'",
    "create table hub.mine (x int)",
    "create function hub.x() returns int language sql as 'select 1'",
    "create table public.x (x int)",
    "select * from hub.version",
    "select * from hub.published",
    "select passwd from pg_shadow",
    "select rolpassword from pg_authid",
    "set session authorization postgres",
    "set role postgres",
    "set role keeper",
    "set row_security = off; select * from hub.entry",
    "create role another login",
    "alter role keeper password 'x'",
    "grant hub_member to postgres",
    "grant hub_figures to current_user",
    "copy hub.entry to program 'cat'",
    "copy hub.entry from '/etc/passwd'",
    "select pg_read_file('/etc/passwd')",
    "select lo_import('/etc/passwd')",
    "create extension dblink",
    "load 'x'",
    "select pg_terminate_backend(pg_backend_pid()) from hub.version",
    "alter system set ssl = off",
    "create schema mine",
    "do $$ begin perform hub._void(null, null); end $$",
    "select hub._manager(null)",
    "select hub._readable(hub.me())",
)


def test_statements_of_ones_own_are_refused(service: HubService, superuser_state: Any) -> None:
    member = service.invite("M. Member")
    before = superuser_state()
    answers = {statement: refused(member, statement) for statement in STATEMENTS}
    assert [statement for statement, answer in answers.items() if answer.startswith("answered")] == []
    assert superuser_state() == before


def test_a_plain_select_shows_what_is_ones_own(service: HubService) -> None:
    hughes, smith = service.invite("D. Hughes"), service.invite("C. Smith", team="South")
    stream = child(hughes)
    hughes.exchange()
    for table in ("entry", "stream", "snapshot", "holding"):
        name = "id" if table == "stream" else "stream"
        assert hughes.link.rows(f"select distinct {name} from hub.{table} where {name} <> $1", service.council) in (
            [], [(stream,)],
        )  # fmt: skip
        assert smith.link.rows(f"select {name} from hub.{table} where {name} <> $1", service.council) == []
    assert smith.link.rows("select council from hub.council") == [(service.council,)]
    assert smith.link.rows("select distinct device from hub.key_wrap") == [(smith.own.device,)]
    assert smith.link.rows("select count(*) from hub.member where council <> $1", service.council) == [(0,)]
    service.head.hub.admin("revoke", smith.own.device)
    assert smith.link.rows("select count(*) from hub.entry") == [(0,)]


def test_the_head_of_another_council_on_the_same_database_has_nothing_here(
    service: HubService, neighbour: HubService
) -> None:
    hughes = service.invite("D. Hughes")
    stream = child(hughes)
    hughes.exchange()
    hub, link = neighbour.head.hub, neighbour.head.link
    assert hub.pull({stream: StreamPlace()}) == []
    assert [change.mode for change in hub.changed({stream: StreamPlace()})] == ["gone"]
    assert link.rows("select count(*) from hub.entry where stream = $1", stream) == [(0,)]
    for function, values in {
        "purge": (stream,), "assign": (stream, neighbour.head.member, "write"), "revoke": (hughes.own.device,),
        "let_go": (hughes.member,), "admit": (hughes.own.device, [1], [b"x"]),
    }.items():  # fmt: skip
        with pytest.raises(HubRefused):
            hub.admin(function, *values)
    assert hughes.hub.pull({stream: StreamPlace()})[0].body is not None


def test_a_log_of_another_councils_name_is_another_log(service: HubService, neighbour: HubService) -> None:
    hughes, abroad = service.invite("D. Hughes"), neighbour.invite("A. Abroad")
    stream = child(hughes)
    hughes.exchange()
    abroad.do(stream, "New child", {("child", "x"): {"initials": "XY"}})
    abroad.exchange()
    assert len(service.log(stream)) == len(neighbour.log(stream)) == 1
    assert service.log(stream) != neighbour.log(stream)


def test_a_manager_has_her_team_and_no_other(service: HubService) -> None:
    hughes, smith = service.invite("D. Hughes", team="North"), service.invite("C. Smith", team="South")
    manager = service.invite("T. Manager", "manager", "North")
    north, south = child(hughes, "c1"), child(smith, "c2")
    hughes.exchange()
    smith.exchange()
    manager.exchange()
    assert north in manager.at
    assert south not in manager.at
    manager.do(north, "Move", {("review", "r-c1"): {"booked": "2026-12-24"}})
    manager.exchange()
    assert manager.notices == [("not yours", north)]  # who allots does not write in what others hold
    manager.hub.admin("assign", north, smith.member, "write")
    for function, values in {
        "purge": (south,), "assign": (south, hughes.member, "write"), "let_go": (smith.member,),
        "revoke": (smith.own.device,),
        "invite": (uuid4(), "new-head", "N. Head", "head", "North", verifier("x" * 20)),
    }.items():  # fmt: skip
        with pytest.raises(HubRefused):
            manager.hub.admin(function, *values)
    assert {row[0] for row in manager.hub.admin("holdings")} == {north}
