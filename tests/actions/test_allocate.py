"""How a child comes to an IRO: told late or not, named, another one with a reason, the letter, siblings, the chair."""

from __future__ import annotations

from datetime import date

import pytest

from iro_tui.caseload.practices import find, parse
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.work import action
from iro_tui.store.writes import person_key
from tests.support import TODAY
from tests.support.acting import act, acts, asked, look_after, plan_of, refuses, rows, tick

NEW = date(2026, 11, 9)


def _newly(session: Session, *refs: str) -> list[str]:
    return look_after(session, *refs, held=(), started=NEW)


def _duties(session: Session, kind: str) -> dict[str, date]:
    every = (duty for duties in session.caseload().duties.values() for duty in duties if duty.kind == kind)
    return {duty.child: duty.due for duty in every}


def test_each_day_says_whether_it_was_late(session: Session) -> None:
    """In care since Mon 9 November: told by the 11th, named by the 16th, the letter within 5 wd of the naming."""
    [child] = _newly(session, "AB 1")
    days = {"notified": date(2026, 11, 13), "iro": "Rowan Testley", "named": date(2026, 11, 16)}
    changes = acts(session, lambda: act(session, "allocate", child, **days))
    assert changes.sentence == (
        "AB 1: service told Fri 13 Nov, 2 working days late; IRO named Mon 16 Nov, in time."
    )  # fmt: skip
    assert _duties(session, "iro_allocation") == {}
    assert _duties(session, "iro_letter") == {"AB 1": date(2026, 11, 23)}
    [row] = rows(session, tables.AllocationRow)
    assert (row["notified"], row["allocated"], row["iro_id"]) == (
        date(2026, 11, 13), date(2026, 11, 16), person_key("Rowan Testley"),
    )  # fmt: skip
    letter = next(d for d in session.caseload().duties[child] if d.kind == "iro_letter")
    acts(session, lambda: tick(session, [(child, letter.id)]))
    assert rows(session, tables.AllocationRow)[0]["letter_sent"] == TODAY
    assert _duties(session, "iro_letter") == {}


@pytest.mark.parametrize(("from_age", "is_asked"), [(11, True), (12, False), (0, True)])
def test_the_letter_goes_to_children_of_an_age_the_practice_sets(
    session: Session, from_age: int, is_asked: bool
) -> None:
    session.use_practice(parse(f'name = "own"\n[allocation]\nletter_from_age = {from_age}\nletter_working_days = 2'))
    [child] = _newly(session, "AB 1")
    act(session, "allocate", child, named=date(2026, 11, 10))
    assert _duties(session, "iro_letter") == ({"AB 1": date(2026, 11, 12)} if is_asked else {})


def test_another_iro_has_a_reason_a_row_and_a_letter(session: Session) -> None:
    [child] = look_after(session, "AB 1")
    act(session, "allocate", child, iro="Rowan Testley", named=date(2026, 8, 4))
    assert _duties(session, "iro_letter") == {}, "a review was held since"
    assert "reason" not in asked(session, "allocate", child)
    why = {"iro": "Sky Sampler", "reason": "siblings to one IRO", "named": date(2026, 11, 18)}
    assert acts(session, lambda: act(session, "allocate", child, **why)).sentence == (
        "AB 1: another IRO since Wed 18 Nov."
    )
    before, now = sorted(rows(session, tables.AllocationRow), key=lambda row: row["allocated"])
    assert (before["until"], now["previous_iro_id"], now["reason"]) == (
        date(2026, 11, 18), person_key("Rowan Testley"), "siblings to one IRO",
    )  # fmt: skip
    assert _duties(session, "iro_letter") == {"AB 1": date(2026, 11, 25)}
    assert session.caseload().workers[child].iro == "Sky Sampler"
    assert plan_of(session, "allocate", child).writes == ()


def test_siblings_are_given_one_iro_together(session: Session) -> None:
    ids = _newly(session, "AB 1", "AB 2")
    act(session, "siblings", ids)
    changes = acts(session, lambda: act(session, "allocate_together", ids[0], iro="Sky Sampler", named=TODAY))
    assert changes.sentence == "2 children: IRO named Fri 20 Nov, late for AB 1 and AB 2."
    assert {row["iro_id"] for row in rows(session, tables.AllocationRow)} == {person_key("Sky Sampler")}


def test_what_cannot_be_is_refused(session: Session) -> None:
    [child] = _newly(session, "AB 1")
    refuses(session, lambda: act(session, "allocate", child, notified=date(2026, 11, 6)), "before AB 1 became")
    refuses(session, lambda: act(session, "allocate", child, letter=date(2026, 11, 24)), "Letter sent")


@pytest.mark.parametrize(("practice", "iro"), [("enfield", "Rowan Testley"), ("statutory", None)])
def test_the_chair_becomes_the_iro_where_the_practice_says_so(session: Session, practice: str, iro: str | None) -> None:
    """003:62: the conference chair "becomes the Independent Reviewing Officer"."""
    session.use_practice(find(practice))
    held = date(2026, 10, 5)
    with action(session.engine, "Set up") as work:
        child = work.add(tables.ChildRow(ref="AB 7", born=date(2015, 6, 5)))
        work.add(tables.ConferenceRow(child_id=child, kind="initial", held=held, outcome="plan", chair="Rowan Testley"))
        work.add(tables.ProtectionPlanRow(child_id=child, started=held, category="NEG"))
    changes = acts(session, lambda: act(session, "back_in_care", child, legal="V2", placement="U6", since=NEW))
    assert ("who chairs the conferences is the IRO" in changes.sentence) == bool(iro)
    [row] = rows(session, tables.AllocationRow)
    assert (row["iro_id"], row["allocated"]) == (iro and person_key(iro), NEW)


def test_the_iros_reason_is_asked_where_a_worker_is_changed_too(session: Session) -> None:
    [child] = look_after(session, "AB 1")
    act(session, "worker", child, role="iro", name="Rowan Testley", since=date(2026, 9, 1))
    act(session, "worker", child, role="iro", name="Sky Sampler", reason="IRO sickness", since=date(2026, 11, 2))
    assert {row["reason"] for row in rows(session, tables.AllocationRow)} == {None, "IRO sickness"}
    assert "reason" not in asked(session, "worker", child, role="manager")
