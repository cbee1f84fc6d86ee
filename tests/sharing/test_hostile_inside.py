"""A file of a known colleague, well signed and sealed, that holds what no program wrote: taken in, or refused whole.

Whatever is taken in can be looked at: the lists and the child's page are worked out of it, and the store stays sound.
"""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from iro_tui.actions.colleague_cards import add_card, know_oneself
from iro_tui.actions.receiving import preview_receive, receive
from iro_tui.caseload.page import read_whole
from iro_tui.caseload.refusals import Refused
from iro_tui.sharing.file import write
from iro_tui.sharing.making import Terms, inside_of
from iro_tui.sharing.seal import OwnKeys
from iro_tui.store.engine import reading
from iro_tui.store.migrations import LATEST
from iro_tui.store.replay import differences
from tests.faults.table import rounds
from tests.support import TODAY
from tests.support.journalled import faults, operations
from tests.support.stores import open_store

GIVER = OwnKeys.make("A. Patel", "Elmshire")
PARCEL = "7" * 32
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**63, 1e308, float("inf"), "", "x", "x" * 5000, "\x1b]0;x\x07\x9b2J", "\u202e",
    "2026-11-20", "0001-01-01", "9999-12-31", "2026-02-30", "2026-11-20T10:00:00+00:00", "a" * 32,
    [], {}, [[]], ["x"], {"x": "x"}, "transfer", "back", "since", "rows", "do", "receive", "child", "review", "person",
    "../x", "NaN", "25:61",
)  # fmt: skip


@pytest.fixture(scope="module")
def spoilt(_filled_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], dict[str, Any]]:
    """What a file of the child with the most on record holds, with something of it otherwise, by a number."""
    session = open_store(Path(shutil.copytree(_filled_once, tmp_path_factory.mktemp("giver") / "store")))
    to, terms = OwnKeys.make("D. Hughes", "Elmshire").card, Terms("transfer", None, TODAY, "statutory")
    with reading(session.engine) as connection:
        every = [
            inside_of(connection, GIVER, to.person, to.name, [key], terms, PARCEL, ())
            for key in session.caseload().cases
        ]
    session.close()
    inside = max(every, key=lambda each: len({row[0] for row in each["children"][0]["entries"][0][-1]}))
    return lambda seed: spoil(inside, seed)


@pytest.fixture(scope="module")
def empty(_empty_once: Path) -> Path:
    return _empty_once


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything in it."""
    for key, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*path, key)
        yield from places(each, (*path, key))


def spoil(inside: dict[str, Any], seed: int) -> dict[str, Any]:
    """The same with something of it otherwise."""
    pick, spoilt = Random(seed), copy.deepcopy(inside)
    for _ in range(pick.randint(1, 2)):
        path = pick.choice(list(places(spoilt)))
        holder = spoilt
        for key in path[:-1]:
            holder = holder[key]
        how = pick.choice(("set", "set", "set", "gone", "twice"))
        if how == "set":
            holder[path[-1]] = pick.choice(VALUES)
        elif how == "gone":
            del holder[path[-1]]
        elif isinstance(holder, list):
            holder.append(copy.deepcopy(holder[path[-1]]))
    return spoilt


@settings(
    max_examples=rounds("hostile inside"), phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None,
)  # fmt: skip
@given(seed=st.integers(0, 2**32))
def test_what_no_program_wrote_is_refused_whole_or_can_be_looked_at(
    spoilt: Callable[[int], dict[str, Any]], empty: Path, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("taker")
    session = open_store(Path(shutil.copytree(empty, folder / "store")))
    try:
        own = know_oneself(session, "D. Hughes", "Elmshire")
        add_card(session, GIVER.card)
        file = folder / "there.iro"
        file.write_bytes(write(spoilt(seed), PARCEL, LATEST, GIVER, own.card).content)
        before = operations(session.engine)
        try:
            receive(session, preview_receive(session, file, lambda: ""))
        except Refused:
            assert operations(session.engine) == before
        else:
            caseload = session.caseload()
            caseload.derive()
            with reading(session.engine) as connection:
                for child_id in caseload.children:
                    read_whole(connection, caseload.whole(connection, [child_id]), child_id, names=True)
        with reading(session.engine) as connection:
            assert [*faults(session.engine), *differences(connection)] == []
    finally:
        session.close()
        shutil.rmtree(folder)
