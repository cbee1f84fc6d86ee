"""`make bench-hub`: the service's hub on a PostgreSQL of its own, as ratios measured in one run.

- A day of 45 laptops at once, 60 actions each in exchanges of five, against as many bare INSERTs of the same sizes
  by the same driver over as many connections.
- A poll over ten years' log (1.7 million entries, laid by SQL), against one over the log of that day.
- A newcomer's first exchange of 70 children by snapshots, against importing as many rows.
- A head's 3,150 children opened, against the same store that has joined no hub.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID, uuid4

from bench import hub_stores
from bench.table import Figure, table
from iro_tui.sharing.link import HubAddress
from iro_tui.sharing.stream import StreamEntry, StreamPlace, entry_written
from tests.support.hub_service import HubServer, HubService, Officer
from tests.support.postgres import OWNER, Cluster, binaries, cluster

LAPTOPS, CHILDREN, ACTIONS, AT_ONCE = 45, 70, 60, 5
YEARS_ENTRIES = 540
"""Of one child in ten years; filler bodies of 448 bytes."""
ROUNDS = 3
BARE = "insert into bare (id, a, b, c, hash, sig, prev, body_hash, body) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
PUSH = "select * from hub.push($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
PULL = "select * from hub.pull($1, $2, $3, $4)"
CHANGED = "select * from hub.changed($1, $2, $3, $4)"
NOTE = "Spoke with the carer about the school, contact and the health assessment; all as agreed at the last review. "
LAY_YEARS = """
insert into hub.entry (council, stream, pos, op, device, epoch, schema, prev, hash, sig, body_hash, body)
  select s.council, s.id, s.head + n, gen_random_uuid(), s.council, 1, 1, h.h, h.h, h.h || h.h, h.h, b.b
    from hub.stream s, generate_series(1, $1) n,
         lateral (select sha256(uuid_send(s.id) || int4send(n)) as h) h,
         lateral (select string_agg(sha256(h.h || int4send(k)), '') as b from generate_series(1, 14) k) b
   where s.council = $2 and s.id <> s.council
"""

HEADS = """
update hub.stream s set head = e.pos, head_hash = e.hash
  from (select distinct on (stream) stream, pos, hash from hub.entry order by stream, pos desc) e where e.stream = s.id
"""


def main() -> int:
    if binaries() is None:
        print("No PostgreSQL is installed here (Debian: the package postgresql): nothing was measured.")
        return 0
    with cluster() as running:
        server = HubServer(running)
        service = HubService(server)
        _progress("45 laptops with 70 children each")
        laptops = [service.invite(f"L. Laptop{number}") for number in range(LAPTOPS)]
        for laptop in laptops:
            _first_children(laptop)
        measured = [
            _day(server, laptops),
            _poll(running, server, service, laptops[0]),
            hub_stores.first_exchange(server, ROUNDS, _progress),
            hub_stores.opened(server, ROUNDS, _progress),
        ]
    _progress("")
    print(table([figure for figure, _ in measured], [remark for _, remark in measured], ROUNDS))
    return 0


def _first_children(laptop: Officer) -> None:
    for number in range(CHILDREN):
        stream = laptop.key.stream(f"{laptop.name} {number}")
        laptop.do(stream, "New child", {("child", f"{laptop.name} {number}"): {"initials": "AB", "note": NOTE}})
    laptop.exchange()
    laptop.cut()


# A day


def _day(server: HubServer, laptops: Sequence[Officer]) -> tuple[Figure, str]:
    server.rows(
        "create table bare (id uuid primary key, a uuid, b int, c uuid, hash bytea, sig bytea, prev bytea,"
        " body_hash bytea, body bytea)"
    )
    server.rows("create unique index on bare (a, b)")
    server.rows("grant insert on bare to hub_member")
    figure = Figure(f"a day of {LAPTOPS} laptops, {LAPTOPS * ACTIONS:,} actions in fives, at once", "bare INSERTs", 10)
    p95s = []
    for turn in range(ROUNDS):
        _progress(f"a day, round {turn + 1} of {ROUNDS}")
        days = [_sealed_day(laptop) for laptop in laptops]
        addresses = [laptop.address for laptop in laptops]
        bare, _ = asyncio.run(_at_once(addresses, days, _insert_bare))
        hub, exchanges = asyncio.run(_at_once(addresses, days, _exchange_all))
        figure.ratios.append(hub / bare)
        p95s.append(
            f"{statistics.quantiles(exchanges, n=20)[-1] * 1000:.0f} of {hub * 1000:.0f} ms (bare: {bare * 1000:.0f})"
        )
    return figure, f"Of each day an exchange, p95, of the whole: {', '.join(p95s)}."


Day = tuple[UUID, list[StreamEntry]]


def _sealed_day(laptop: Officer) -> Day:
    """Sixty notes over a laptop's children, sealed beforehand: that is the laptops' work, each for itself."""
    streams = list(laptop.at)[-CHILDREN:]
    places = {stream: laptop.at[stream] for stream in streams}
    entries = []
    for number in range(ACTIONS):
        stream = streams[number % len(streams)]
        changes = [["contact", uuid4().hex, None, {"note": NOTE[: 40 + number % 60], "on": "2026-11-20"}]]
        values = {"name": "Contact", "changes": changes}
        entry = entry_written(laptop.key, laptop.own, stream, places[stream], uuid4(), 1, values)
        places[stream] = entry.place
        entries.append(entry)
    laptop.at.update(places)
    return laptop.own.device, entries


async def _at_once(
    addresses: Sequence[HubAddress], days: Sequence[Day], work: Callable[[Any, Day], Awaitable[list[float]]]
) -> tuple[float, list[float]]:
    """How long all take together, and each exchange."""
    connections = [await _connected(address, address.database) for address in addresses]
    begun = time.perf_counter()
    single = await asyncio.gather(*(work(*each) for each in zip(connections, days, strict=True)))
    took = time.perf_counter() - begun
    for connection in connections:
        await connection.close()
    return took, [seconds for each in single for seconds in each]


async def _connected(address: HubAddress, database: str) -> Any:
    import asyncpg

    return await asyncpg.connect(
        host=address.host, port=address.port, database=database, user=address.login, password=address.password,
        ssl=address.trust(),
    )  # fmt: skip


async def _insert_bare(connection: Any, day: Day) -> list[float]:
    for entry in day[1]:
        await connection.execute(
            BARE, entry.op, entry.stream, entry.pos, entry.device, entry.hash, entry.sig, entry.prev, entry.body_hash,
            entry.body,
        )  # fmt: skip
    return []


async def _exchange_all(connection: Any, day: Day) -> list[float]:
    device, entries = day
    places = {entry.stream: StreamPlace(entry.pos - 1, entry.prev) for entry in reversed(entries)}
    took = []
    for start in range(0, len(entries), AT_ONCE):
        some = entries[start : start + AT_ONCE]
        columns = [[getattr(entry, name) for entry in some] for name in
                   ("stream", "pos", "op", "epoch", "schema", "prev", "hash", "sig", "body")]  # fmt: skip
        begun = time.perf_counter()
        at = list(places.values())
        await connection.fetch(CHANGED, device, list(places), [each.pos for each in at], [each.hash for each in at])
        answers = await connection.fetch(PUSH, device, *columns)
        took.append(time.perf_counter() - begun)
        if {answer["status"] for answer in answers} != {"taken"}:
            raise SystemExit(f"not taken: {answers}")
        places.update({entry.stream: entry.place for entry in some})
    return took


# Ten years


def _poll(running: Cluster, server: HubServer, service: HubService, laptop: Officer) -> tuple[Figure, str]:
    _progress("ten years are laid, which takes a few minutes")
    service.close()
    running.psql(f"create database years template {server.database} owner {OWNER}")
    years = HubServer.__new__(HubServer)
    years.cluster, years.database = running, "years"
    streams = list(laptop.at)[-CHILDREN:]
    statement = LAY_YEARS.replace("$1", str(YEARS_ENTRIES)).replace("$2", f"'{service.council}'")
    running.psql(statement, database="years")
    running.psql(HEADS, database="years")
    entries, size = years.rows("select count(*), pg_size_pretty(pg_database_size('years')) from hub.entry")[0]
    for each in (server, years):
        for table_name in ("stream", "holding", "entry"):
            each.rows(f"vacuum analyze hub.{table_name}")
    figure = Figure(f"a poll of {CHILDREN} children over {entries:,} entries", "over a day's", 2)
    polls = asyncio.run(_polls(laptop, streams, [server.address("", ""), years.address("", "")]))
    figure.ratios += [ten / day for day, ten in zip(*polls, strict=True)]
    day, ten = (statistics.median(each) * 1000 for each in polls)
    first, pulled = asyncio.run(_first_pull(laptop, streams, years.address("", "")))
    head = asyncio.run(_head_poll(service.head, years.address("", "")))
    return figure, (
        f"A poll takes {ten:.1f} ms over ten years' log ({size}), {day:.1f} ms over a day's; a head's of all children "
        f"{head * 1000:.0f} ms. {pulled:,} entries of {CHILDREN} children are pulled in {first:.1f} s."
    )


async def _polls(laptop: Officer, streams: list[UUID], where: Sequence[HubAddress]) -> list[list[float]]:
    open_to = []
    for each in where:
        connection = await _connected(laptop.address, each.database)
        rows = {row["stream"]: row for row in await connection.fetch(CHANGED, laptop.own.device, [], [], [])}
        places = [rows[stream]["head"] for stream in streams], [rows[stream]["head_hash"] for stream in streams]
        open_to.append((connection, places))
    took: list[list[float]] = [[], []]
    for turn in range(220):
        for number, (connection, places) in enumerate(open_to):
            begun = time.perf_counter()
            changed = await connection.fetch(CHANGED, laptop.own.device, streams, *places)
            if turn >= 20:
                took[number].append(time.perf_counter() - begun)
            if changed:
                raise SystemExit("something new, where nothing is")
    for connection, _ in open_to:
        await connection.close()
    return took


async def _first_pull(laptop: Officer, streams: list[UUID], where: HubAddress) -> tuple[float, int]:
    connection = await _connected(laptop.address, where.database)
    places = dict.fromkeys(streams, 0)
    begun, pulled = time.perf_counter(), 0
    while rows := await connection.fetch(PULL, laptop.own.device, list(places), list(places.values()), 2000):
        places.update({row["stream"]: row["pos"] for row in rows})
        pulled += len(rows)
    took = time.perf_counter() - begun
    await connection.close()
    return took, pulled


async def _head_poll(head: Officer, where: HubAddress) -> float:
    connection = await _connected(head.address, where.database)
    rows = await connection.fetch(CHANGED, head.own.device, [], [], [])
    places = [[row[name] for row in rows] for name in ("stream", "head", "head_hash")]
    took = []
    for _ in range(11):
        begun = time.perf_counter()
        await connection.fetch(CHANGED, head.own.device, *places)
        took.append(time.perf_counter() - begun)
    await connection.close()
    return statistics.median(took)


def _progress(said: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{said:<60}\r", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
