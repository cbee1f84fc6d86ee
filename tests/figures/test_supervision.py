"""The sheet for supervision: one page, by reference, and what it says is what the record says."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from textual.pilot import Pilot

from iro_tui.caseload.session import Session
from iro_tui.figures.supervision import WIDTH, SupervisionPage, sheet
from iro_tui.store import tables
from iro_tui.store.work import action
from iro_tui.tui.app import IroApp
from iro_tui.tui.screens.supervision import SupervisionSheet
from tests.support import TODAY
from tests.support.acting import act, acts, look_after, plan_of
from tests.support.driving import at, shown, until
from tests.support.journeys import command, journey
from tests.support.stores import open_store

ONE_PAGE = 62
"""Lines of an A4 page."""


def _part(whole: SupervisionPage, heading: str) -> str:
    part = next(each for each in whole.parts if each.heading == heading)
    return "\n".join((part.aside, *part.lines))


def test_it_is_one_page_of_80_cells_without_a_name(filled: Path) -> None:
    session = open_store(filled)
    whole = session.query(sheet)
    lines = whole.text.splitlines()
    assert len(lines) <= ONE_PAGE
    assert max(map(len, lines)) <= WIDTH == 80
    assert "…" not in whole.text, "on paper nothing that is cut can be looked up"
    names = {child.name for child in session.caseload().children.values() if child.name}
    assert not [name for name in names if name in whole.text]
    counts = session.strip()
    assert _part(whole, "CASELOAD").startswith(f"{counts.looked_after} looked after")
    assert _part(whole, "LATE BY LAW").startswith(str(counts.by_law))
    session.close()


def test_what_is_new_is_new_since_the_last_supervision(session: Session) -> None:
    (child,) = look_after(session, "AB 1", held=(date(2026, 8, 19),))
    asked = {"value": "red", "theme": "drift", "line": "nothing moves"}
    act(session, "rag", child, **asked)
    since = session.query(sheet)
    assert (since.on_record, since.since) == (False, TODAY - timedelta(weeks=4))
    assert _part(since, "RED").splitlines()[0] == "1"
    assert ", new  drift" in _part(since, "RED")
    assert "review" in _part(since, "LATE BY LAW"), "by Thu 19 November: the second one, three months after"


def test_every_part_counts_what_came_after_the_last_time(session: Session) -> None:
    """Of the day of the supervision itself the sheet before told."""
    last = TODAY - timedelta(days=10)
    first, second = look_after(session, "AB 1", "AB 2", held=())
    with action(session.engine, "Set up") as work:
        work.add(tables.TaskRow(type="supervision", what="Supervision", due=last, done_on=last))
        for child, day in ((first, last), (second, last + timedelta(days=1))):
            review = work.add(tables.ReviewRow(child_id=child, held=day, completed=day))
            work.add(tables.DateChangeRow(child_id=child, review_id=review, requested_on=day, asked_by="IRO"))
            work.add(tables.RatingRow(child_id=child, value="red", rated_on=day))
            work.add(tables.ContactRow(child_id=child, on_day=day, who="child", how="visit"))
    whole = session.query(sheet)
    assert (whole.since, whole.on_record) == (last, True)
    assert _part(whole, "RECORDS").startswith("1 reviews held since Tue 10 Nov")
    assert "reviews 1 " in _part(whole, "OWN WORK")
    assert _part(whole, "RED").count(", new") == 1
    assert _part(whole, "CONTACT").startswith("1 contact")
    assert _part(whole, "MOVES").startswith("1 asked")


def test_every_escalation_stands_on_it_with_its_days(session: Session) -> None:
    children = look_after(session, *(f"AB {n}" for n in range(1, 8)))
    for child in children:
        act(session, "escalate", child, issue="drift", stage="informal")
    part = _part(session.query(sheet), "ESCALATIONS")
    assert [f"AB {n}  ··········" in part for n in range(1, 8)] == [True] * 7
    assert "more" not in part


def test_the_caseload_adds_up(session: Session) -> None:
    """Since Mon 2 November: one began on the 5th, one of before ended, one came without a start on record here."""
    with action(session.engine, "Set up") as work:
        for ref, started, ended, known in (
            ("AB 1", date(2026, 5, 1), None, True),
            ("AB 2", date(2026, 5, 1), date(2026, 11, 9), True),
            ("AB 3", date(2026, 11, 5), None, True),
            ("AB 4", date(2026, 11, 10), None, False),
        ):
            child = work.add(tables.ChildRow(ref=ref))
            work.add(tables.CarePeriodRow(child_id=child, started=started, ended=ended, start_known=known))
            work.add(tables.LegalStatusRow(child_id=child, code="C2", started=started))
    lines = _part(session.query(sheet, date(2026, 11, 2)), "CASELOAD").splitlines()
    assert "3 looked after" in lines[0]
    assert "(was 2)" in lines[0]
    assert lines[1].startswith("starts 1 · ends 1")
    assert lines[2] == "came over otherwise 1: AB 4"


def test_whom_the_caseload_had_not_yet_and_who_is_another_iros_is_said(session: Session) -> None:
    children = look_after(session, "AB 1", "AB 2", "AB 3")
    with action(session.engine, "Set up") as work:
        for child in children[:2]:
            work.change(tables.ChildRow, child, on_caseload_since=date(2026, 11, 9))
    act(session, "allocate", children[2], iro="Rowan Testley", named=date(2026, 8, 4))
    lines = _part(session.query(sheet, date(2026, 11, 2)), "CASELOAD").splitlines()
    assert lines[2:] == ["named for another IRO 1 · of the 3 before, 2 came to this caseload only later"]
    for child in children[:2]:
        act(session, "allocate", child, iro="Rowan Testley", named=date(2026, 8, 4))
    assert "another IRO" not in _part(session.query(sheet), "CASELOAD"), "one name alone may be the officer's own"


def test_it_is_found_in_the_palette(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await command(pilot, "sheet for supervision")
        await until(pilot, lambda: "LATE BY LAW" in shown(app), "the sheet")
        assert isinstance(app.screen, SupervisionSheet)
        await pilot.press("escape")
        await at(pilot, "today")

    journey(filled, steps)


def test_the_own_work_is_told_by_kind_from_what_is_on_record(session: Session) -> None:
    first, second = look_after(session, "AB 1", "AB 2", held=())
    assert _part(session.query(sheet), "OWN WORK") == "nothing noted"
    with action(session.engine, "Set up") as work:
        for child, mode in ((first, "in person"), (second, "video")):
            work.add(tables.ReviewRow(child_id=child, held=date(2026, 11, 5), completed=date(2026, 11, 5), mode=mode))
        work.add(tables.ReviewRow(child_id=first, held=date(2026, 8, 5), completed=date(2026, 8, 5), mode="in person"))
        work.add(tables.TaskRow(type="audit", what="Two files", due=TODAY, done_on=date(2026, 11, 9)))
    for how, minutes in (("visit", 90), ("phone", 20), ("phone", 25)):
        act(session, "contact", first, who="child", how=how, minutes=minutes)
    own = _part(session.query(sheet, date(2026, 11, 1)), "OWN WORK").splitlines()
    assert own == [
        "2 h 15 min noted: visit 1 h 30 min, phone 0 h 45 min",
        "reviews 2 (in person 1, video 1) · audits 1",
        "travelled to: reviews 1, visits to children 1",
    ]
    assert _part(session.query(sheet, date(2026, 11, 9)), "OWN WORK").startswith("2 h 15 min"), "the audit left out"
    assert "audits" not in _part(session.query(sheet, date(2026, 11, 9)), "OWN WORK")


def test_a_supervision_on_a_day_that_is_not_worked_says_so(session: Session) -> None:
    """When it is noted, when it comes again, and on the sheet."""
    task = {"what": "Supervision", "type": "supervision", "again": "monthly"}
    noted = acts(session, lambda: act(session, "task", (), due=date(2026, 11, 20), **task))
    [duty] = [duty for duty in session.caseload().duties[""] if duty.kind == "task"]
    assert noted.sentence == "Your own: supervision added for Fri 20 Nov (today), monthly."
    done = acts(session, lambda: act(session, "done", (), duty.id)).sentence
    assert done == "Your own: supervision, done today; the next is due Sun 20 Dec, no working day."
    assert "next Sun 20 Dec, no working day" in session.query(sheet).text
    assert plan_of(session, "task", (), due=date(2026, 12, 20), **task).warning == "Sun 20 Dec is no working day."
