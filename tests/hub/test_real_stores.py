"""Random histories of three real encrypted stores over a real hub, cut at any moment, the server killed among them."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from iro_tui.sharing.link import HubSilent
from iro_tui.store.passing_on import Rows
from tests.support.hub_service import HubService
from tests.support.hub_stores import HubStore
from tests.support.laptops import ACTS, Acknowledged, Laptop, act, laptops, new_child

pytestmark = pytest.mark.hub
SEEDS, STEPS = 12, 40
KILLED = {2: "pushed", 5: "pushing", 7: "applied"}
"""By seed: within which moment of an exchange the server is killed."""
SET_BACK = (3, 8, 9, 10, 11)
"""The seeds in which the hub is set back to an old backup, once or twice."""


class Cut(Exception):
    """The line, here."""


def standing(laptop: Laptop) -> Rows:
    """The rows that are there: of one that was removed before it came nobody hears."""
    return {row: values for row, values in laptop.rows().items() if values["deleted_at"] is None}


def exchanged_to(store: HubStore) -> int:
    return store.at[store.stream.hex][0]


def cut_at(where: str, nth: int, act_then: Callable[[], None]) -> Callable[[str], None]:
    counted = [0]

    def moment(now: str) -> None:
        counted[0] += now == where
        if now == where and counted[0] == nth:
            act_then()

    return moment


def cut() -> None:
    raise Cut


def exchange(store: HubStore, most: int = 2000) -> None:
    try:
        store.exchange(most)
    except (Cut, HubSilent):
        store.officer.cut()


@pytest.mark.parametrize("seed", range(SEEDS))
def test_stores_end_equal_and_nothing_acknowledged_is_lost(service: HubService, seed: int) -> None:
    chance = random.Random(seed)

    def kill() -> None:
        service.server.cluster.kill()
        service.server.cluster.start()

    with laptops(4) as four:
        stores = [HubStore(service, laptop) for laptop in four[:3]]
        new_child(four[0])
        stores[0].exchange()
        for store in stores[1:]:
            service.assign(store.stream, store.officer)
            store.exchange()
        acknowledged = Acknowledged()
        for step in range(STEPS):
            store = chance.choice(stores)
            if seed in SET_BACK and step in (STEPS // 2, STEPS - 4):
                lies = len(service.log(stores[0].stream))
                service.set_back(stores[0].stream, chance.randint(1, lies))
            if seed in KILLED and step == STEPS // 2:
                act(store.laptop, "need", step, acknowledged)
                store.moment = cut_at(KILLED[seed], 1, kill)
                exchange(store)
            elif chance.random() < 0.65:
                act(store.laptop, chance.choice(ACTS), step, acknowledged)
            else:
                if chance.random() < 0.4:
                    where = chance.choice(["asked", "applied", "pushing", "pushed"])
                    store.moment = cut_at(where, chance.randint(1, 2), cut)
                exchange(store, chance.choice([1, 2, 2000]))
            store.moment = lambda where: None
        for store in (*stores, *stores, *stores):
            exchange(store)
        assert [len(service.log(stores[0].stream))] * 3 == [exchanged_to(store) for store in stores]
        service.head.cut()
        newcomer = HubStore(service, four[3])
        service.assign(stores[0].stream, newcomer.officer)
        newcomer.exchange()
        stores.append(newcomer)
        first, *others = (standing(store.laptop) for store in stores)
        assert [rows == first for rows in others] == [True] * 3, "a replay of the log among them"
        assert acknowledged.lost(first) == []
        assert [store.laptop.sound() for store in stores] == [[]] * 4
        assert {store.at[store.stream.hex] for store in stores} == {stores[0].at[stores[0].stream.hex]}
