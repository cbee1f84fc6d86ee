"""Many at once: each place of a log is taken once, nobody waits for ever, and a purge or a transfer comes between."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from iro_tui.sharing.hub import TAKEN
from iro_tui.sharing.stream import StreamPlace, entry_written
from tests.support.hub_service import HubService, Officer, child

pytestmark = pytest.mark.hub
WRITERS, STREAMS, EACH = 5, 6, 8


def together(*works: Callable[[], None]) -> None:
    """All at once, each in a thread of its own; what one of them raises is raised."""
    raised: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    if raised:
        raise raised[0]


def offer(writer: Officer, streams: list[UUID]) -> set[str]:
    """One entry for each of the streams, in this order, for where each stands now; what is answered."""
    places = {change.stream: change.place for change in writer.hub.changed({})}
    entries = [
        entry_written(writer.key, writer.own, stream, places.get(stream, StreamPlace()), uuid4(), 1, {"changes": []})
        for stream in streams
    ]
    return {answer.status for answer in writer.hub.push(entries)}


def test_each_place_is_taken_once_whoever_comes_in_whatever_order(service: HubService) -> None:
    writers = [service.invite(f"W. Writer{number}") for number in range(WRITERS)]
    streams = [child(writers[0], f"c{number}") for number in range(STREAMS)]
    writers[0].exchange()
    for writer in writers[1:]:
        for stream in streams:
            service.assign(stream, writer)

    def work(writer: Officer, chance: random.Random) -> None:
        for _ in range(EACH):
            assert offer(writer, chance.sample(streams, STREAMS)) <= {TAKEN, "stale"}
        writer.cut()

    together(
        *(lambda writer=writer, seed=seed: work(writer, random.Random(seed)) for seed, writer in enumerate(writers))
    )
    for stream in streams:
        log = service.log(stream)
        assert [row[0] for row in log] == list(range(1, len(log) + 1))
        assert len(log) > EACH  # at each turn somebody came first
    broken = service.server.value(
        "select count(*) from hub.entry e join hub.entry f on f.council = e.council and f.stream = e.stream"
        " and f.pos = e.pos + 1 where e.council = $1 and f.prev <> e.hash", service.council,
    )  # fmt: skip
    assert broken == 0


def test_two_who_bring_the_same_new_child_at_once_make_one_log(service: HubService) -> None:
    writers = [service.invite(f"W. Writer{number}") for number in range(WRITERS)]
    streams = [service.key.stream(f"new {number}") for number in range(STREAMS)]
    answers: list[set[str]] = []

    def bring(writer: Officer) -> None:
        answers.append(offer(writer, streams))
        writer.cut()

    together(*(lambda writer=writer: bring(writer) for writer in writers))
    assert all(answer <= {TAKEN, "not yours"} for answer in answers)
    assert service.server.value("select count(*) from hub.entry where council = $1", service.council) == STREAMS
    assert service.server.value("select count(*) from hub.holding where council = $1", service.council) == STREAMS


def test_a_purge_and_a_transfer_come_between_whole_pushes(service: HubService) -> None:
    writer, other = service.invite("D. Hughes"), service.invite("C. Smith")
    streams = [child(writer, f"c{number}") for number in range(STREAMS)]
    writer.exchange()
    answers: list[set[str]] = []

    def write() -> None:
        answers.extend(offer(writer, streams) for _ in range(EACH))
        writer.cut()

    def allot() -> None:
        for stream in streams[:3]:
            service.head.hub.admin("purge", stream)
        for stream in streams[3:]:
            service.head.hub.admin("assign", stream, other.member, "write", None, True)
        service.head.cut()

    together(write, allot)
    assert all(answer <= {TAKEN, "purged", "stale"} for answer in answers)
    assert offer(writer, streams[:3]) <= {"purged"}
    assert service.server.value(
        "select count(*) from hub.entry where council = $1 and stream = any ($2) and body is not null",
        service.council, streams[:3],
    ) == 0  # fmt: skip
