"""The server is killed (-9) between and within pushes, and started again: nothing that it acknowledged is lost."""

from __future__ import annotations

import random
import threading
import time
from uuid import UUID, uuid4

import pytest

from iro_tui.sharing.hub import TAKEN
from iro_tui.sharing.link import HubRefused, HubSilent
from iro_tui.sharing.stream import StreamEntry, StreamPlace, entry_written
from tests.support.hub_service import HubService, Officer, child

pytestmark = pytest.mark.hub
ROUNDS, WRITERS = 4, 4


def test_nothing_acknowledged_is_lost(service: HubService) -> None:
    writers = [service.invite(f"W. Writer{number}") for number in range(WRITERS)]
    streams = [child(writer, f"c{number}") for number, writer in enumerate(writers)]
    for writer in writers:
        writer.exchange()
    acknowledged: list[StreamEntry] = []
    cluster = service.server.cluster
    chance = random.Random(9)
    for _ in range(ROUNDS):
        before = len(acknowledged)
        threads = [
            threading.Thread(target=_write_until_cut, args=(writer, stream, acknowledged))
            for writer, stream in zip(writers, streams, strict=True)
        ]
        for thread in threads:
            thread.start()
        deadline = time.monotonic() + 30
        while len(acknowledged) < before + 20 + chance.randrange(20):
            assert time.monotonic() < deadline
            time.sleep(0.001)
        cluster.kill()
        for thread in threads:
            thread.join()
        cluster.start()
        for officer in service.officers:
            officer.cut()
    assert len(acknowledged) >= 20 * ROUNDS
    for writer, stream in zip(writers, streams, strict=True):
        entries: list[StreamEntry] = []
        while more := writer.hub.pull({stream: entries[-1].place if entries else StreamPlace()}):
            entries += more
        assert [entry.pos for entry in entries] == list(range(1, len(entries) + 1))
        assert [entry.prev for entry in entries] == [b"", *(entry.hash for entry in entries[:-1])]
        there = {entry.op: entry for entry in entries}
        for entry in acknowledged:
            assert entry.stream != stream or there[entry.op] == entry


def _write_until_cut(writer: Officer, stream: UUID, acknowledged: list[StreamEntry]) -> None:
    """Entry upon entry from where the log stands, three at a time, until the server is gone."""
    try:
        (change,) = [each for each in writer.hub.changed({stream: StreamPlace()}) if each.stream == stream]
        after = change.place
        while True:
            offered = []
            for _ in range(3):
                entry = entry_written(
                    writer.key, writer.own, stream, after, uuid4(), 1, {"name": "Note", "changes": []}
                )
                after = entry.place
                offered.append(entry)
            answers = writer.hub.push(offered)
            assert {answer.status for answer in answers} == {TAKEN}
            acknowledged += offered
    except (HubSilent, HubRefused):
        writer.cut()
