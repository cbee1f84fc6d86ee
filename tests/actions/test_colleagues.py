"""The people of the service: added, corrected, away, picked where one is named; who is too near to a case is said."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.actions import all_actions
from iro_tui.actions.base import Nothing
from iro_tui.actions.colleague import read_fte
from iro_tui.actions.hand_over import HAND_OVER
from iro_tui.actions.naming import OFFERED
from iro_tui.caseload.filters import KINDS, made_of
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.domain.allocation import BY_FILE, MINE, Whose, present, whose
from iro_tui.domain.beside import Conference
from iro_tui.domain.case import Allocation, Case
from iro_tui.domain.colleagues import Colleague, colleague_of, may_be_one, role_by_hub, to_pick
from iro_tui.domain.conflict import Worked, conflicts
from iro_tui.figures.period import Period
from iro_tui.figures.reading import service_of
from iro_tui.figures.reckon import figure_of
from iro_tui.store import tables
from iro_tui.store.own import OWN_CARD
from iro_tui.store.work import action
from iro_tui.store.writes import person_key
from tests.support import TODAY
from tests.support.acting import act, acts, asked, look_after, plan_of, refuses, rows

MONDAY = TODAY + timedelta(days=3)
HUGHES, PATEL = person_key("D. Hughes"), person_key("R. Patel")


def is_officer(session: Session, name: str) -> None:
    """Say who of the service the officer is."""
    session.keep_draft(OWN_CARD, json.dumps({"person": person_key(name)}))
    with action(session.engine, "Set up") as work:
        work.put(tables.PersonRow, [{"id": person_key(name), "name": name, "fte": 0.6}])


# Persons


def test_a_colleague_is_added_corrected_renamed_and_each_is_undone(session: Session) -> None:
    sentence = acts(session, lambda: act(session, "colleague", name="Dee Hughes", team="North", fte="0,6")).sentence
    assert sentence == "Dee Hughes: added, IRO, team North and 0.6 FTE."
    acts(session, lambda: act(session, "colleague", name="dh", agency=True, renamed="Dee Hughes-Test"))
    [row] = rows(session, tables.PersonRow)
    assert (row["id"], row["name"], row["initials"], row["team"], row["fte"], row["agency"]) == (
        person_key("Dee Hughes"), "Dee Hughes-Test", "DH", "North", 0.6, True,
    )  # fmt: skip
    act(session, "colleague", name="Rob Patel")
    refuses(session, lambda: act(session, "colleague", name="Rob Patel", renamed="DH"), "on record already")
    refuses(session, lambda: act(session, "colleague", name="Rob Patel", started=TODAY, ended=MONDAY - timedelta(9)),
            "before the first")  # fmt: skip


@pytest.mark.parametrize(("typed", "part"), [("", None), ("1", 1.0), ("0.6", 0.6), ("0,5", 0.5), (" 1 ", 1.0)])
def test_a_part_of_full_time(typed: str, part: float | None) -> None:
    assert read_fte(typed) == part


@pytest.mark.parametrize("typed", ["6", "0", "-1", "half", "nan", "1e9"])
def test_what_is_no_part_of_full_time_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match=r"give a part of full time"):
        read_fte(typed)


def test_a_colleague_is_away_longer_and_back(session: Session) -> None:
    refuses(session, lambda: act(session, "colleague_away", name="Dee", started=MONDAY), "add a colleague first")
    act(session, "colleague", name="Dee Hughes")
    refuses(
        session,
        lambda: act(session, "colleague_away", name="DH", started=MONDAY, kind="sickness"),
        "until when the sickness is expected to last",
    )
    acts(session, lambda: act(session, "colleague_away", name="DH", started=MONDAY, ended=MONDAY, kind="sickness"))
    acts(session, lambda: act(session, "colleague_away", name="DH", started=MONDAY, ended=MONDAY + timedelta(4)))
    [row] = rows(session, tables.AwayRow)
    assert (row["person_id"], row["kind"], row["ended"]) == (
        person_key("Dee Hughes"),
        "sickness",
        MONDAY + timedelta(4),
    )
    assert session.caseload().own_time.away == (), "it is not the officer's own"
    back = acts(session, lambda: act(session, "colleague_away", name="DH", started=MONDAY, back=True))
    assert "taken back" in back.sentence
    refuses(session, lambda: act(session, "colleague_away", name="DH", started=MONDAY, back=True), "not away then")
    is_officer(session, "Dee Hughes")
    refuses(session, lambda: act(session, "colleague_away", name="DH", started=MONDAY), "That is you")


def test_who_is_meant_and_who_is_offered() -> None:
    one = Colleague("1", "Dee Hughes", "DH")
    gone = Colleague("2", "Dan Howe", "DH", ended=TODAY - timedelta(1))
    chair = Colleague("3", "Maud Chairwell", "MC", role="chair")
    known = {each.key: each for each in (one, gone, chair)}
    assert colleague_of(known, " dee  HUGHES") == one
    assert colleague_of(known, "mc") == chair
    assert colleague_of(known, "DH") is None, "two are called so"
    assert colleague_of(known, "") is None
    assert to_pick(known, TODAY) == ("Dee Hughes",)
    assert to_pick(known, TODAY, ("iro", "chair"), but="1") == ("Maud Chairwell",)


PART = "a part in the case is written there: social worker, carer, school"
OFFERS_NOBODY = {
    ("chase", "whom"): PART,
    ("chased", "whom"): PART,
    ("decide", "owner"): PART,
    ("decision", "owner"): PART,
    ("event", "told_by"): PART,
    ("event_change", "told_by"): PART,
    ("midpoint", "who"): PART,
    ("people", "name"): "a carer, a parent, a guardian: in no list; of the service the one on record",
    ("person", "name"): "the person of the case who is corrected",
    ("details", "name"): "the child's own",
    ("keep_report", "name"): "a report's",
}
"""The lines that name somebody, or something, and offer nobody: with the reason."""


def test_whoever_is_named_is_picked_from_one_of_the_lists_that_are_declared() -> None:
    lines = {
        (verb.id, item.name): item.metadata["question"]
        for verb in (*all_actions().values(), HAND_OVER)
        if verb.asks is not Nothing
        for item in fields(verb.asks)
    }
    wanted = re.compile(r"^(chair|iro|to|whom?|name|person|worker|manager|owner|told_by)(_[a-z0-9]+)?$")
    asks_who = {at: each for at, each in lines.items() if wanted.match(at[1]) and each.kind == "text"}
    without = sorted(at for at, each in asks_who.items() if not each.names)
    assert without == sorted(OFFERS_NOBODY)
    assert {each.names for each in lines.values() if each.names} == {*OFFERED}


def test_colleagues_are_offered_where_one_is_named(session: Session) -> None:
    act(session, "colleague", name="Dee Hughes")
    act(session, "colleague", name="Maud Chairwell", role="chair")
    act(session, "colleague", name="Grace Overview", role="head")
    [child] = look_after(session, "AB 1")
    act(session, "worker", child, role="manager", name="Morag Managerby")
    assert asked(session, "allocate", child)["iro"].people == ("Dee Hughes",)
    assert asked(session, "book", child)["chair"].people == ("Dee Hughes", "Grace Overview", "Maud Chairwell")
    assert asked(session, "conference", child)["chair"].people == ("Dee Hughes", "Grace Overview", "Maud Chairwell")
    held = asked(session, "hold", child, chaired_by="other IRO")["chair"]
    assert held.people == ("Dee Hughes", "Grace Overview", "Maud Chairwell")
    assert "chair" not in asked(session, "hold", child), "the IRO chairs her own"
    assert asked(session, "child", ())["manager"].people == ("Morag Managerby",)
    assert "Morag Managerby" in asked(session, "worker", child)["name"].people
    assert asked(session, "escalate", child)["person"].people == ("Morag Managerby", "Grace Overview")
    act(session, "allocate", child, iro="dh", named=TODAY)
    [row] = [row for row in rows(session, tables.AllocationRow) if row["until"] is None]
    assert row["iro_id"] == person_key("Dee Hughes")
    assert session.caseload().workers[child].iro == "Dee Hughes"


# Whose it is

HOLDS_ME = Allocation(allocated=date(2026, 1, 5), id="1")
HOLDS_HUGHES = Allocation(allocated=date(2026, 1, 5), iro_id=HUGHES, id="1")
COVER_HUGHES = Allocation(allocated=TODAY, until=MONDAY, iro_id=HUGHES, mode="covers", id="2")
COVER_ME = Allocation(allocated=TODAY, until=MONDAY, iro_id=PATEL, mode="covers", id="2")
TRANSFERRED = (
    Allocation(allocated=date(2026, 1, 5), until=TODAY, id="1"),
    Allocation(allocated=TODAY, iro_id=HUGHES, id="2"),
)


@pytest.mark.parametrize(
    ("allocations", "day", "expected"),
    [
        ((), TODAY, MINE),
        ((HOLDS_ME,), TODAY, MINE),
        ((HOLDS_ME, COVER_HUGHES), TODAY, Whose(True, False, HUGHES, MONDAY)),
        ((HOLDS_ME, COVER_HUGHES), MONDAY, Whose(True, False, HUGHES, MONDAY)),
        ((HOLDS_ME, COVER_HUGHES), MONDAY + timedelta(1), MINE),
        ((HOLDS_HUGHES,), TODAY, Whose(False, False, HUGHES)),
        ((HOLDS_HUGHES, COVER_ME), TODAY, Whose(False, True, HUGHES, MONDAY)),
        ((HOLDS_HUGHES, COVER_ME), MONDAY + timedelta(1), Whose(False, False, HUGHES)),
        ((COVER_ME._replace(previous_iro_id=HUGHES),), TODAY, Whose(False, True, HUGHES, MONDAY)),
        ((COVER_HUGHES,), TODAY, Whose(True, False, HUGHES, MONDAY)),
        (TRANSFERRED, TODAY - timedelta(1), MINE),
        (TRANSFERRED, TODAY, Whose(False, False, HUGHES)),
    ],
)
def test_whose_a_case_is(allocations: tuple[Allocation, ...], day: date, expected: Whose) -> None:
    case = Case("AB 1", allocations=allocations)
    assert replace(whose(case, PATEL, day), since=None) == expected
    if not any(allocation.mode == "covers" for allocation in allocations):
        assert whose(case, None, day) == MINE, "of one who works alone every case is"


@pytest.mark.parametrize(
    ("cover", "expected"),
    [(HUGHES, Whose(True, False, HUGHES, MONDAY)), (None, Whose(False, True, HUGHES, MONDAY))],
)
def test_a_cover_is_between_two_also_where_nothing_says_who_the_officer_is(cover: str | None, expected: Whose) -> None:
    holds = HOLDS_ME if cover else HOLDS_HUGHES
    covers = Allocation(allocated=TODAY, until=MONDAY, iro_id=cover, mode="covers", id="2")
    assert whose(Case("AB 1", allocations=(holds, covers)), None, TODAY) == expected


def test_it_is_said_in_words() -> None:
    known = {HUGHES: Colleague(HUGHES, "D. Hughes")}
    assert MINE.words(known, TODAY) == ""
    assert Whose(True, False, HUGHES, MONDAY).words(known, TODAY) == "covered by D. Hughes until Mon 23 Nov"
    assert Whose(False, True, HUGHES, MONDAY).words(known, TODAY) == "covered for D. Hughes until Mon 23 Nov"
    assert Whose(False, False, HUGHES).words(known, TODAY) == "handed over to D. Hughes"


def test_a_cover_names_no_other_iro_and_asks_for_no_letter(session: Session) -> None:
    """The clocks of allocation and of a change of IRO follow who holds the case alone."""
    [child] = look_after(session, "AB 1")
    before = {duty.kind for duty in session.caseload().duties[child]}
    with action(session.engine, "Set up") as work:
        work.add(tables.PersonRow(id=HUGHES, name="D. Hughes"))
        work.add(tables.AllocationRow(child_id=child, allocated=TODAY, until=MONDAY, mode="covers", iro_id=HUGHES))
    view = session.caseload().on_day[child]
    assert present(view) is None
    assert {duty.kind for duty in session.caseload().duties[child]} == before
    assert session.caseload().until is None, "the end of a cover lies ahead by its nature"
    act(session, "allocate", child, iro="D. Hughes", named=TODAY)
    assert (now := present(session.caseload().on_day[child]))
    assert now.iro_id == HUGHES


def test_a_transfer_asks_the_new_iro_for_the_letter_and_a_cover_does_not(session: Session) -> None:
    """Of a child whose IRO before was never written down here, too."""
    one, two = look_after(session, "AB 1", "AB 2")
    with action(session.engine, "Set up") as work:
        work.add(tables.PersonRow(id=HUGHES, name="D. Hughes"))
        common: dict[str, Any] = {"allocated": date(2026, 11, 18), "reason": BY_FILE, "previous_iro_id": HUGHES}
        work.add(tables.AllocationRow(child_id=one, **common))
        work.add(tables.AllocationRow(child_id=two, mode="covers", until=MONDAY, **common))
    asked_of = {d.child: d.due for each in session.caseload().duties.values() for d in each if d.kind == "iro_letter"}
    assert asked_of == {"AB 1": date(2026, 11, 25)}


def test_a_case_of_a_colleagues_leaves_the_caseload_and_its_cover_is_on_it(session: Session) -> None:
    one, two = look_after(session, "AB 1", "AB 2")
    act(session, "allocate", [one, two], iro="D. Hughes", named=TODAY - timedelta(2))
    assert set(session.caseload().on_day) == {one, two}, "of one who works alone"
    is_officer(session, "R. Patel")
    assert set(session.caseload().on_day) == set()
    with action(session.engine, "Set up") as work:
        work.add(tables.AllocationRow(child_id=one, allocated=TODAY, until=MONDAY, mode="covers", iro_id=None))
    caseload = session.caseload()
    assert set(caseload.on_day) == {one}
    assert caseload.holder_words(one) == "covered for D. Hughes until Mon 23 Nov"
    assert caseload.holder_words(two) == "handed over to D. Hughes"
    [line] = session.lines(CHILDREN)
    assert (line.ref, line.whose, line.alerts[0]) == (
        "AB 1",
        "covered by you",
        "Covered for D. Hughes until Mon 23 Nov.",
    )
    assert [line.holder for line in session.lines(CHILDREN, closed=True)] == ["handed over to D. Hughes"]
    strip = session.strip()
    assert (strip.looked_after, strip.covered, strip.lent, strip.range_low, strip.range_high) == (1, 1, 0, 30, 42)
    assert made_of(KINDS[-1], session.lines(CHILDREN)) == {"whose:covered by you": "covered by you"}


def test_the_figures_are_of_those_one_holds_and_covers(session: Session) -> None:
    children = look_after(session, *(f"AB {n}" for n in range(1, 7)))
    act(session, "allocate", children[:4], iro="D. Hughes", named=date(2026, 11, 18))

    def per_iro(day: date) -> tuple[float, float | None]:
        figure = figure_of("children_per_iro", Period(date(2026, 4, 1), day), session.query(service_of))
        return figure.numerator, figure.denominator

    assert per_iro(TODAY) == (6, 1.0), "of one who works alone: all of the store, by who was named"
    is_officer(session, "R. Patel")
    with action(session.engine, "Set up") as work:
        work.add(tables.AllocationRow(child_id=children[0], allocated=TODAY, until=MONDAY, mode="covers"))
        work.add(
            tables.AllocationRow(child_id=children[5], allocated=TODAY, until=MONDAY, mode="covers", iro_id=HUGHES)
        )
    assert per_iro(TODAY) == (3, 0.6), "two held, one of them with a colleague, and one covered"
    assert per_iro(date(2026, 11, 19)) == (2, 0.6), "the day before"
    assert per_iro(date(2026, 11, 17)) == (6, 0.6), "before they were handed over"


# Too near to a case


@pytest.mark.parametrize(
    ("worked", "conferences", "keeps", "expected"),
    [
        ([Worked("social_worker", "pat  near")], [], False, ["is the child’s social worker"]),
        ([Worked("manager", "Pat Near", "South", date(2026, 3, 2))], [], False,
         ["was the child’s manager until Mon 2 Mar"]),
        ([Worked("manager", "Kim Other", "North")], [], False, ["is of North, the manager’s own team"]),
        ([Worked("manager", "Kim Other", "North", date(2026, 3, 2))], [], False, []),
        ([Worked("iro", "Pat Near", "North")], [], False, []),
        ([], [Conference("c", "initial", held=date(2026, 3, 2), chair="Pat Near")], False,
         ["chaired a conference of the child on Mon 2 Mar"]),
        ([], [Conference("c", "initial", held=date(2026, 3, 2), chair="Pat Near")], True, []),
        ([], [Conference("c", "initial", chair="Pat Near")], False, []),
    ],
)  # fmt: skip
def test_who_is_too_near(worked: list[Worked], conferences: list[Conference], keeps: bool, expected: list[str]) -> None:
    assert [*conflicts("Pat Near", "North", worked, conferences, TODAY, keeps_chair=keeps)] == expected


@given(st.text(), st.lists(st.builds(Worked, st.sampled_from(["social_worker", "manager", "iro"]), st.text())))
def test_nobody_is_too_near_who_never_worked_there(name: str, worked: list[Worked]) -> None:
    strangers = [each for each in worked if not may_be_one(each.name, name)]
    assert [*conflicts(name, None, strangers, [], TODAY)] == []


def test_a_conflict_is_said_in_the_form_and_does_not_refuse(session: Session) -> None:
    one, two = look_after(session, "AB 1", "AB 2")
    act(session, "worker", one, role="manager", name="Pat Near", team="South", since=date(2026, 9, 1))
    warning = plan_of(session, "allocate", [one, two], iro="Pat Near").warning
    assert warning == "Conflict of interest? Pat Near is the child’s manager (AB 1)."
    act(session, "allocate", [one, two], iro="Pat Near", named=TODAY)
    assert "Conflict" in plan_of(session, "worker", one, role="iro", name="Pat Near", team="X").warning
    assert "Conflict" not in plan_of(session, "allocate", [one, two], iro="Sky Sampler").warning


@pytest.mark.parametrize(
    ("at_hub", "known", "is_now"),
    [
        ("iro", "", "iro"), ("iro", "iro", "iro"), ("iro", "chair", "chair"), ("iro", "head", "iro"),
        ("iro", "team_manager", "iro"), ("support", "chair", "support"), ("manager", "iro", "team_manager"),
        ("manager", "", "team_manager"), ("head", "team_manager", "head"),
    ],
)  # fmt: skip
def test_what_somebody_is_by_the_role_at_the_hub(at_hub: str, known: str, is_now: str) -> None:
    assert role_by_hub(at_hub, known) == is_now
