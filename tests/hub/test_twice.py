"""A child whom two have put on record, under one key or each under their own: there is one log; the second waits."""

from __future__ import annotations

import pytest

from iro_tui.domain.retention import StayingFacts
from iro_tui.store.purging import Leaving, purge
from iro_tui.store.tables import ContactRow
from iro_tui.store.work import action
from tests.hub.test_store_exchange import OTHER, OTHERS_REVIEW, around
from tests.hub.test_verbs import Desk, add, database, desk, head, joined, made_once
from tests.support.hub_service import HubService
from tests.support.hub_stores import HubStore
from tests.support.journalled import last
from tests.support.laptops import CHILD, DAY, REVIEW, laptops, new_child

__all__ = ["database", "desk", "head", "made_once"]
pytestmark = pytest.mark.hub
WAITS = "AB 1042 is at the hub already, with somebody else: ask your manager whose it is. What you wrote waits here."
BOTH = {"by A. Patel", "by D. Hughes"}


def contacts(store: HubStore, child: str) -> set[str]:
    return {row["how"] for (table, _), row in store.laptop.rows(child).items() if table == "contact"}


@pytest.mark.parametrize("instead", [False, True])
@pytest.mark.parametrize(("key", "ref"), [(CHILD, "AB 1042"), (OTHER, "AB 1042"), (OTHER, "ab1042")])
def test_the_second_is_told_and_goes_out_once_it_is_given(
    service: HubService, key: str, ref: str, instead: bool
) -> None:
    """Under one key, as after an import of the same extract by two; or each under their own, typed by hand."""
    with laptops(3) as them:
        one, two, boss = (
            HubStore(service, laptop, role) for laptop, role in zip(them, ("iro", "iro", "head"), strict=True)
        )
        new_child(one.laptop)
        new_child(two.laptop, ref, key, OTHERS_REVIEW)
        two.own, boss.own = {key}, ()
        for store, child in ((one, CHILD), (two, key)):
            with action(store.laptop.engine, "Contact") as work:
                work.add(ContactRow(child_id=child, on_day=DAY, how=f"by {store.laptop.card.name}"))
        one.exchange()
        for _ in range(2):
            assert two.exchange().waits == [WAITS.replace("AB 1042", ref)]
        assert boss.exchange().waits == []
        assert contacts(two, key) == {"by D. Hughes"}
        service.assign(one.stream, two.officer, instead=instead)
        around([two, boss])
        assert contacts(boss, CHILD) == contacts(two, key) == BOTH
        assert two.exchange().waits == boss.exchange().waits == []
        assert len({stream for store in (two, boss) for stream in store.at}) == 2, "the child's and the service's"
        there = boss.laptop.rows()
        assert len([key for (table, key), row in there.items() if table == "review" and not row["deleted_at"]]) == 1
        assert REVIEW in {key for _, key in there}
        if not instead:
            around([one])
            assert contacts(one, CHILD) == BOTH
        assert [store.laptop.sound() for store in (one, two, boss)] == [[]] * 3


@pytest.mark.parametrize("by", [0, 1])
def test_who_is_put_on_record_again_after_a_removal_has_a_log_of_its_own(service: HubService, by: int) -> None:
    with laptops(2) as them:
        one, two = (HubStore(service, laptop) for laptop in them)
        new_child(one.laptop)
        one.exchange()
        service.head.hub.admin("purge", one.stream)
        again = (one, two)[by]
        if again is one:
            assert one.exchange().leaving == {CHILD: "purged"}
            stays = StayingFacts({"born_year": 2015})
            purge(one.laptop.engine, [Leaving(CHILD, (), stays)], "Left.", DAY, last(one.laptop.engine))
        new_child(again.laptop, child=OTHER, review=OTHERS_REVIEW)
        again.own = {OTHER}
        done = again.exchange()
        assert (done.went, done.waits, done.leaving) == (1, [], {})
        assert again.exchange().went == 0


def test_who_is_added_again_after_an_undo_has_a_log_of_its_own(desk: Desk, head: Desk) -> None:
    joined(desk, head, "patel", "A. Patel")
    add(desk, "patel", "AB 1042")
    desk("patel", "hub", "exchange")
    desk("patel", "undo")
    desk("patel", "hub", "exchange")
    add(desk, "patel", "AB 1042")
    assert "1 entry went" in desk("patel", "hub", "exchange").out
    head("hub", "exchange")
    assert head("child", "AB 1042").out
    assert "nothing new" in desk("patel", "hub", "exchange").out


def test_as_a_service_meets_it(desk: Desk, head: Desk) -> None:
    for name in ("A. Patel", "D. Hughes"):
        who = name[3:].lower()
        joined(desk, head, who, name, "--team", "North")
        for number in range(6):
            add(desk, who, f"{who} {number}")
        add(desk, who, "AB 1042")
        desk(who, "do", "contact", "AB 1042", "--how", "visit", "--who", "child", "--note", f"of {who}")
        desk(who, "hub", "exchange")
    assert WAITS in " ".join(desk("hughes", "hub", "exchange").err.split())
    head("hub", "exchange")
    head("do", "allocate", "AB 1042", "--iro", "D. Hughes", "--reason", "caseload")
    for who in ("head", "hughes", "patel", "head", "hughes"):
        desk(who, "hub", "exchange")
    for who in ("head", "hughes"):
        assert all(words in desk(who, "child", "AB 1042").out for words in ("of patel", "of hughes")), who
    assert "no child" in desk("patel", "child", "AB 1042", code=1).err
