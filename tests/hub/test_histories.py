"""Random histories: what three laptops do and exchange, cut at any moment, the server killed among them."""

from __future__ import annotations

import random
from collections.abc import Callable
from uuid import UUID

import pytest

from iro_tui.sharing.link import HubSilent
from tests.support.hub_service import HubService, Officer, child
from tests.support.laptop import Operation

pytestmark = pytest.mark.hub

SEEDS = 12
STEPS = 40
KILLED = {3: "pushed", 7: "pushing", 9: "applied"}
"""By seed: within which moment of the exchange that closes its first half the server is killed."""


class Cut(Exception):
    """The line, here."""


def _cut_at(where: str, nth: int) -> Callable[[str], None]:
    counted = [0]

    def moment(now: str) -> None:
        if now == where:
            counted[0] += 1
            if counted[0] > nth:
                raise Cut

    return moment


def _kill(service: HubService, where: str) -> Callable[[str], None]:
    def moment(now: str) -> None:
        if now == where:
            service.server.cluster.kill()
            service.server.cluster.start()

    return moment


@pytest.mark.parametrize("seed", range(SEEDS))
def test_all_end_with_the_same_rows_and_nothing_twice(service: HubService, seed: int) -> None:
    chance = random.Random(seed)
    laptops = [service.invite(name) for name in ("D. Hughes", "C. Smith", "R. Patel")]
    streams = [child(laptops[0], f"c{number}") for number in range(3)]
    laptops[0].exchange()
    for laptop in laptops[1:]:
        for stream in streams:
            service.assign(stream, laptop)
        laptop.exchange()
    done: dict[str, Operation] = {}
    for step in range(STEPS):
        laptop, number = chance.choice(laptops), chance.randrange(3)
        if seed in KILLED and step == STEPS // 2:
            laptop.do(streams[number], "Note", {("contact", "of the kill"): {"note": "x"}})
            laptop.moment = _kill(service, KILLED[seed])
            _exchange(laptop, 2000)
            laptop.moment = lambda where: None
            service.head.cut()
        _act(chance, laptop, streams[number], number, f"{seed}-{step}", done)
    for _ in range(4):
        for laptop in laptops:
            _exchange(laptop, 2000)
    newcomer = service.invite("N. Newcomer")
    for stream in streams:
        service.assign(stream, newcomer)
    newcomer.exchange()
    assert all(laptop.rows == laptops[0].rows and laptop.at == laptops[0].at for laptop in (*laptops, newcomer))
    assert [laptop.pending for laptop in laptops] == [[], [], []]
    assert [laptop.kept_unsent for laptop in laptops] == [[], [], []]
    assert not any(name == "forked" for laptop in laptops for name, _ in laptop.notices)


def _act(
    chance: random.Random, laptop: Officer, stream: UUID, number: int, value: str, done: dict[str, Operation]
) -> None:
    kind = chance.random()
    operation = None
    if kind < 0.55:
        column = chance.choice(["booked", "venue", "held"])
        operation = laptop.do(stream, "Edit", {("review", f"r-c{number}"): {column: value}})
    elif kind < 0.65:
        operation = laptop.do(stream, "Note", {("contact", f"n{value}"): {"note": value}})
    elif kind < 0.72 and laptop.name in done and done[laptop.name] not in laptop.pending:
        laptop.undo(done.pop(laptop.name))
    else:
        if chance.random() < 0.4:
            laptop.moment = _cut_at(chance.choice(["asked", "applied", "pushing", "pushed"]), chance.randrange(3))
        _exchange(laptop, chance.choice([1, 2, 2000]))
        laptop.moment = lambda where: None
    if operation is not None:
        done[laptop.name] = operation


def _exchange(laptop: Officer, most: int) -> None:
    try:
        laptop.exchange(most)
    except (Cut, HubSilent):
        laptop.cut()
