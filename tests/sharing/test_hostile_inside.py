"""A file of a known colleague, well signed and sealed, that holds what no program wrote: taken in, or refused whole.

Whatever is taken in can be looked at: the lists and the child's page are worked out of it, and the store stays sound.
"""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from iro_tui.actions.colleague_cards import add_card, know_oneself
from iro_tui.actions.handing_over import confirm, hand_over, plan_hand_over
from iro_tui.actions.receiving import preview_receive, receive
from iro_tui.caseload.page import read_whole
from iro_tui.caseload.refusals import Refused
from iro_tui.sharing.file import write
from iro_tui.sharing.making import Terms, inside_of
from iro_tui.sharing.seal import KeyCard, OwnKeys
from iro_tui.store.engine import reading
from iro_tui.store.migrations import LATEST
from iro_tui.store.replay import differences
from iro_tui.store.turning import undo
from tests.faults.table import rounds
from tests.support import TODAY
from tests.support.acting import act
from tests.support.journalled import faults, operations
from tests.support.stores import open_store

PARCEL = "7" * 32
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**63, 1e308, float("inf"), "", "x", "x" * 5000, "\x1b]0;x\x07\x9b2J", "\u202e",
    "2026-11-20", "0001-01-01", "9999-12-31", "2026-02-30", "2026-11-20T10:00:00+00:00", "a" * 32,
    [], {}, [[]], ["x"], {"x": "x"}, "transfer", "back", "since", "rows", "do", "receive", "child", "review", "person",
    "../x", "NaN", "25:61",
)  # fmt: skip


class Desks(NamedTuple):
    """Whose file it is, for whom, that one's store, and what files to there hold."""

    giver: OwnKeys
    to: KeyCard
    store: Path
    insides: tuple[dict[str, Any], ...]
    """What was done since to two children who are there, and all there is of the one with the most on record."""


@pytest.fixture(scope="module")
def desks(_filled_once: Path, _empty_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Desks:
    folder = tmp_path_factory.mktemp("desks")
    giver, taker = (
        open_store(Path(shutil.copytree(each, folder / each.parent.name))) for each in (_filled_once, _empty_once)
    )
    own, to = know_oneself(giver, "Iona Reviewell", "Elmshire"), know_oneself(taker, "D. Hughes", "Elmshire").card
    add_card(giver, to)
    add_card(taker, own.card)
    first, second, *rest = giver.caseload().status
    file = folder / "there.iro"
    hand_over(giver, plan_hand_over(giver, [first, second], to.name, "transfer"), file)
    act(giver, "contact", first, who="child", how="visit", note="spoke alone")
    for child_id in (first, second):
        act(giver, "details", child_id, name="Robyn Sampler")
    undo(giver.engine)
    preview = preview_receive(taker, file, lambda: "")
    receive(taker, preview)
    act(taker, "details", first, name="Robin Sampler")
    confirm(giver, preview.taken.code)

    def holds(why: str, *ids: str) -> dict[str, Any]:
        terms = Terms(why, None, TODAY, "statutory")
        with reading(giver.engine) as connection:
            return inside_of(connection, own, to.person, to.name, ids, terms, PARCEL, ())

    whole = max(
        (holds("transfer", key) for key in rest),
        key=lambda each: len({row[0] for row in each["children"][0]["entries"][0][-1]}),
    )
    insides = holds("since", first, second), whole
    giver.close()
    taker.close()
    return Desks(own, to, taker.place.folder, insides)


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
    desks: Desks, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("taker")
    session = open_store(Path(shutil.copytree(desks.store, folder / "store")))
    try:
        file = folder / "there.iro"
        inside = spoil(desks.insides[seed % 2], seed)
        file.write_bytes(write(inside, PARCEL, LATEST, desks.giver, desks.to).content)
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
