"""Lists of one's own about children who are here already, and logs of escalations: what stands here stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from iro_tui.actions.listed_row import ASKS, IN, OUT, RowPreview
from iro_tui.actions.pasted_rows import RowChoices, apply_rows, preview_rows
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.domain.case import Case
from iro_tui.domain.near_reviews import held_as_one
from iro_tui.exchange.pasted import read_block
from iro_tui.store import tables
from tests.exchange.test_identifiers import NONE
from tests.support.acting import act, look_after, plan_of, rows
from tests.support.stores import open_store

HERE = "AB 1"


@pytest.fixture
def session(store: Path) -> Iterator[Session]:
    """A child in care since 3 August 2026, whose first review was held on 27 August; TODAY is 20 November."""
    opened = open_store(store)
    look_after(opened, HERE)
    yield opened
    opened.close()


def block(**cells: str) -> str:
    """A list of one child."""
    return "Ref\t{}\n{}\t{}\n".format("\t".join(cells), HERE, "\t".join(cells.values()))


def looked(session: Session, text: str, choices: RowChoices | None = None) -> list[RowPreview]:
    return list(preview_rows(session, read_block(text), choices or RowChoices()).rows)


def kept(session: Session, text: str, choices: RowChoices | None = None) -> Case:
    apply_rows(session, preview_rows(session, read_block(text), choices or RowChoices()))
    return case(session)


def case(session: Session) -> Case:
    return session.caseload().cases[session.find_child(HERE)]


@pytest.mark.parametrize(
    ("cells", "state", "words"),
    [
        ({"last_review": "27/8/26"}, OUT, "here already, nothing new"),
        ({"last_review": "10/11/26"}, IN, "here already, adds the review of Tue 10 Nov"),
        ({"last_review": "28/8/26"}, ASKS, "reviews of Thu 27 Aug on record and Fri 28 Aug in your list: one review"),
        ({"last_review": "8/9/26"}, ASKS, "two reviews (2), or one meeting, held Tue 8 Sep (y) or Thu 27 Aug (n)?"),
        ({"last_review": "1/7/26"}, OUT, "before the child became looked after"),
        ({"last_review": "27/8/26 or 3/9/26"}, OUT, "may be Thu 27 Aug or Thu 3 Sep"),
        ({"last_review": "12"}, OUT, "Enter to type it"),
        ({"booked": "24/11/26 10am Saltby"}, IN, "adds the booking of Tue 24 Nov"),
        ({"booked": "1/11/26"}, OUT, "has passed"),
        ({"booked": "24/11 moved to 26/11 4pm"}, ASKS, "1 Tue 24 Nov   2 Thu 26 Nov   0 not booked"),
        ({"booked": "24/11/26 provisional"}, ASKS, "which day?   1 Tue 24 Nov   0 not booked"),
        ({"booked": "3/11/26 cancelled"}, OUT, "“3/11/26 cancelled” taken as not booked"),
        ({"booked": "postponed"}, OUT, "postponed"),
        ({"booked": "3/11"}, ASKS, "1 Tue 3 Nov   2 Wed 3 Nov 2027"),
        ({"booked": "TBC"}, OUT, "taken as not booked"),
        ({"midpoint": "1/10/26"}, IN, "adds mid-point of Thu 1 Oct"),
        ({"midpoint": "1/8/26"}, OUT, "no review before it is on record"),
        ({"midpoint": "ok"}, OUT, "no day, left out"),
        ({"midpoint": "1/12/26"}, OUT, "still to come"),
        ({"iro_visit": "25/8/26"}, IN, "adds IRO's visit of Tue 25 Aug"),
        ({"last_IRO_contact": "soon"}, OUT, "IRO's visit “soon” is no day, left out"),
        ({"seen_by_IRO": "w/c 2/11/26"}, OUT, "is a week, and no day, left out"),
        ({"IRO_visit": "1/12/26"}, OUT, "is still to come, left out"),
        ({"minutes": "10/9/26"}, IN, "adds record of Thu 10 Sep"),
        ({"sw_report": "24/8/26"}, IN, "adds report of Mon 24 Aug"),
        ({"dob": "6/6/2015"}, OUT, "born 06/06/2015 in your list, 05/06/2015 on record: that stands"),
        ({"next_due": "1/12/26"}, OUT, "due Tue 1 Dec in your list, by Fri 27 Nov as counted here"),
        ({"rag": "amber"}, IN, "adds amber"),
        ({"booked": "29/11/26"}, IN, "adds the booking of Sun 29 Nov; Sun 29 Nov is a Sunday"),
        ({"booked": "25/12/26 10am"}, IN, "Fri 25 Dec is a bank holiday"),
        ({"last_review": "7/11/26"}, IN, "adds the review of Sat 7 Nov; Sat 7 Nov is a Saturday"),
    ],
)  # fmt: skip
def test_a_row_about_a_child_who_is_here(session: Session, cells: dict[str, str], state: str, words: str) -> None:
    [row] = looked(session, block(**{name.replace("_", " "): text for name, text in cells.items()}))
    assert (row.state, words in row.words) == (state, True), row.words


@pytest.mark.parametrize(
    ("ref", "cells", "wrong"),
    [
        (HERE, {"last review": "1/7/26"}, "last_review"),
        (HERE, {"last review": "1/7/26", "booked": "24/11/26 10am"}, "last_review"),
        ("NEW 1", {"status": "FCO", "LAC since": "3/8/26", "last review": "1/7/26"}, "last_review"),
        ("NEW 1", {"status": "FCO", "LAC since": "3/8/26", "LAC end date": "1/7/26"}, "ended"),
        ("NEW 1", {"status": "FCO", "DOB": "5/6/2015", "LAC since": "5/6/2014"}, "since"),
    ],
)
def test_what_cannot_be_is_asked_for_in_its_own_column(
    session: Session, ref: str, cells: dict[str, str], wrong: str
) -> None:
    [row] = looked(session, block(**cells).replace(HERE, ref))
    assert (row.state, row.wrong) == (OUT, wrong), row.words


def answered(session: Session, text: str, number: int, *keys: str) -> RowChoices:
    """What is said of the rows after these keys on one of them."""
    choices = RowChoices()
    for key in keys:
        row = next(row for row in looked(session, text, choices) if row.number == number)
        choices = choices.with_key(row, key)
    return choices


@pytest.mark.parametrize("theirs", [date(2026, 8, 28), date(2026, 9, 8), date(2026, 8, 20)])
@pytest.mark.parametrize(
    ("key", "held", "are"),
    [("1", 2, False), ("2", 2, True), ("y", 1, None), ("n", 1, None)],
    ids=["one", "two", "one on its day", "one on ours"],
)
def test_what_is_near_is_as_it_is_answered(
    session: Session, theirs: date, key: str, held: int, are: bool | None
) -> None:
    """By the same figures as in the form of two near reviews and of a return's, on neighbouring days and further."""
    text = block(**{"last review": f"{theirs:%d/%m/%y}", "rag": "red"})
    with pytest.raises(Refused, match="waits for an answer"):
        kept(session, text)
    after = kept(session, text, answered(session, text, 1, key))
    ours = date(2026, 8, 27)
    days = {2: {theirs, ours}, 1: {theirs if key == "y" else ours}}[held]
    assert (set(after.held_days), after.held_reviews[-1].apart) == (days, are)
    assert after.ratings[-1].value == "red", "what is beyond doubt comes in either way"
    reviews = [review.held for review in held_as_one(after)]
    assert len(reviews) == (2 if key == "2" else 1)


def test_a_booking_is_moved_only_when_that_is_said(session: Session) -> None:
    kept(session, block(booked="24/11/26 10am Saltby"))
    [again] = looked(session, block(booked="24/11/26 10am Saltby"))
    assert (again.state, again.words) == (OUT, "here already, nothing new")
    other = block(booked="26/11/26 2pm")
    assert looked(session, other)[0].state == ASKS
    moved = kept(session, other, RowChoices(taken={1: True}))
    [review] = [each for each in moved.reviews if each.booked]
    assert (review.booked, review.booked_time) == (date(2026, 11, 26), "14:00")


def test_a_whole_row_comes_in_once_and_its_facts_belong_together(session: Session) -> None:
    text = block(**{"last review": "10/11/26", "booked": "12/2/27", "midpoint": "1/10/26", "minutes": "17/11/26"})
    after = kept(session, text)
    recorded = {review.held: review.record_on for review in after.reviews if review.held}
    assert recorded == {date(2026, 8, 27): None, date(2026, 11, 10): date(2026, 11, 17)}
    assert [each.done_on for each in after.midpoints] == [date(2026, 10, 1)]
    assert [row.state for row in looked(session, text)] == [OUT]


def test_a_new_child_comes_with_mid_point_and_paperwork(session: Session) -> None:
    text = "Ref\tStatus\tLAC since\tLast review\tMidpoint\tMinutes\nNEW 1\tFCO\t3/3/25\t1/6/26\t1/9/26\t20/6/26\n"
    apply_rows(session, preview_rows(session, read_block(text), RowChoices()))
    new = session.caseload().cases[session.find_child("NEW 1")]
    assert [each.done_on for each in new.midpoints] == [date(2026, 9, 1)]
    assert [each.record_on for each in new.reviews] == [date(2026, 6, 20)]


def test_a_child_in_several_rows_is_one_child_and_each_row_tells_more(session: Session) -> None:
    """A tab a month names a child in each: reviews, mid-point, booking; in whatever order, and here already or new."""
    rows = ("AB 7\t5/6/2013\t12/8/26\t\t\n", "ab 7\t\t\t7/12/26 11:00\t\n", "AB 7\t\t3/11/26\t\t1/10/26\n",
            "AB 7\t5/6/2013\t12/8/26\t\t\n", "AB 1\t\t10/11/26\t\t\n", "AB 1\t\t\t14/12/26\t\n")  # fmt: skip
    text = "Ref\tDOB\tLast review\tNext review\tMidpoint done\n" + "".join(rows)
    preview = preview_rows(session, read_block(text), RowChoices())
    assert [(row.state, row.again) for row in preview.rows] == [
        (IN, 0), (IN, 1), (IN, 1), (OUT, 1), (IN, 0), (IN, 5),
    ]  # fmt: skip
    assert preview.rows[1].words == "the child of row 1, adds the booking of Mon 7 Dec"
    assert preview.rows[3].words == "the child of row 1, nothing new"
    assert preview.sentence == (
        "Adds 1 child, 1 with a booking. Adds to 1 already here. 3 further rows of the same children."
    ), "a child of several tabs counts once, and a row that only says so again is not left out"
    changes = apply_rows(session, preview)
    assert changes.sentence == "1 child put on the caseload and 1 child already here told more of from pasted rows."
    caseload = session.caseload()
    assert len(caseload.children) == 2
    new = caseload.cases[session.find_child("AB 7")]
    assert new.held_days == (date(2026, 8, 12), date(2026, 11, 3))
    assert [check.done_on for check in new.midpoints] == [date(2026, 10, 1)]
    assert [review.booked for review in new.reviews if review.is_open] == [date(2026, 12, 7)]
    assert date(2026, 12, 14) in [review.booked for review in case(session).reviews]
    session.undo()
    assert len(session.caseload().children) == 1


def test_a_further_row_that_moves_what_the_first_booked_asks(session: Session) -> None:
    text = "Ref\tNext review\nAB 7\t7/12/26\nAB 7\t9/12/26\nAB 7\tnone\n"
    rows = looked(session, text)
    assert [row.state for row in rows] == [IN, ASKS, OUT]
    assert "booked for Mon 7 Dec by a row above, Wed 9 Dec in your list" in rows[1].words
    rows = looked(session, text, RowChoices(taken={2: True}))
    assert "moved from Mon 7 Dec to Wed 9 Dec" in rows[1].words
    assert looked(session, text, RowChoices(taken={1: False}))[1].state == IN, "then the second is the child"


@pytest.mark.parametrize("ref", ["AB-1", "ab.1", "A.B.1", "AB/1"])
def test_a_reference_that_differs_in_signs_alone_is_asked_about_typed_or_pasted(session: Session, ref: str) -> None:
    asked = plan_of(session, "child", ref=ref, status="C2").asks
    assert f"AB 1 is on record, which differs in signs alone: is {ref} another child?" in asked
    text = f"Ref\tStatus\n{ref}\tfull care order\n"
    [row] = looked(session, text)
    assert (row.state, "another child?" in row.words) == (ASKS, True)
    assert [row.state for row in looked(session, text, RowChoices(taken={1: True}))] == [IN]
    assert [row.state for row in looked(session, text, RowChoices(taken={1: False}))] == [OUT]


def test_another_reference_is_not_asked_about(session: Session) -> None:
    assert plan_of(session, "child", ref="AB 11", status="C2").asks == ""


UNSURE = (
    *("cancelled", "not held", "planned", "proposed", "tbc", "TBC", "postponed", "didn't go ahead", "provisional", "?"),
)
"""Words beside a day that make it none, or none yet."""


@pytest.mark.parametrize("words", UNSURE)
@pytest.mark.parametrize("column", ["last_review", "midpoint", "minutes", "sw_report", "booked"])
@pytest.mark.parametrize("ref", [HERE, "NEW 1"])
def test_a_day_that_its_own_cell_gainsays_is_asked_or_told_and_never_taken(
    session: Session, ref: str, column: str, words: str
) -> None:
    day = "24/11/26" if column == "booked" else "10/9/26"
    for cell in (f"{day} {words}", f"{words} {day}"):
        text = f"Ref\tLAC since\tLast review\t{column.replace('_', ' ')}\n{ref}\t3/8/26\t27/8/26\t{cell}\n"
        if column == "last_review":
            text = f"Ref\tLAC since\tLast review\n{ref}\t3/8/26\t{cell}\n"
        [row] = looked(session, text)
        assert row.state == ASKS or words in row.words, (row.state, row.words)
        days = repr(list(row.plan.writes) if row.plan and row.state == IN else [])
        assert "2026, 9, 10" not in days
        assert "2026, 11, 24" not in days


@pytest.mark.parametrize("cell", ["24/11/26 10am venue tbc", "24/11/26 4pm Notton School", "24/11/26 10:30"])
def test_what_is_open_of_the_place_says_nothing_against_the_day(session: Session, cell: str) -> None:
    [row] = looked(session, block(booked=cell))
    assert row.state == IN, row.words


@pytest.mark.parametrize("ref", NONE)
def test_what_is_no_identifier_makes_no_child_of_a_row(session: Session, ref: str) -> None:
    rows = looked(session, f"Ref\tDOB\tLAC since\n{ref}\t13/1/2012\t1/9/2025\n{ref}\t14/2/2014\t1/3/2026\n")
    assert [(row.state, ref in row.words) for row in rows] == [(OUT, True), (OUT, True)]


def test_one_reference_with_two_births_asks_whether_it_is_one_child(session: Session) -> None:
    text = "Ref\tDOB\tLAC since\tLast review\nM 1\t13/1/2012\t1/9/2025\t1/12/25\nM 1\t14/2/2014\t\t26/3/26\n"
    [first, second] = looked(session, text)
    assert (first.state, second.state, second.wrong) == (IN, ASKS, "ref")
    assert "born 14/02/2014, but 13/01/2012 in row 1 with the same reference" in second.words
    for take, state in ((True, IN), (False, OUT)):
        assert looked(session, text, RowChoices(taken={2: take}))[1].state == state
    assert looked(session, text, RowChoices(typed={(2, "ref"): "M 2"}))[1].again == 0


PER_REVIEW = "Ref\tLAC since\tLast review\nM 1\t1/9/2025\t{}\nM 1\t\t{}\n"


@pytest.mark.parametrize("days", [("30/3/2026", "31/3/2026"), ("31/3/2026", "30/3/2026"), ("27/3/2026", "30/3/2026")])
@pytest.mark.parametrize(("say", "held", "apart"), [("1", 2, False), ("2", 2, True), ("y", 1, None), ("n", 1, None)])
def test_reviews_of_two_rows_on_neighbouring_days_may_be_two(
    session: Session, days: tuple[str, str], say: str, held: int, apart: bool | None
) -> None:
    """A tracker with a row for each review: of days so near one may also be the other, wrongly written."""
    text = PER_REVIEW.format(*days)
    [_, asked] = looked(session, text)
    assert (asked.state, asked.asks_near) == (ASKS, True)
    assert "by a row above and" in asked.words
    apply_rows(session, preview_rows(session, read_block(text), answered(session, text, 2, say)))
    reviews = [row for row in rows(session, tables.ReviewRow) if row["held"] and row["held"] < date(2026, 4, 1)]
    assert len(reviews) == held
    assert max(reviews, key=lambda row: row["held"])["apart"] is apart


@pytest.mark.parametrize("key", ["1", "2"])
def test_what_two_reviews_are_answers_nothing_else_that_its_row_asks(session: Session, key: str) -> None:
    kept(session, block(booked="24/11/26 10am"))
    text = block(last_review="28/8/26", booked="25/11/26")
    [asked] = looked(session, text)
    [still] = looked(session, text, answered(session, text, 1, key))
    assert (asked.state, still.state, still.asks_near) == (ASKS, ASKS, False)
    assert "two reviews" not in still.words
    [taken] = looked(session, text, answered(session, text, 1, key, "y"))
    assert (taken.state, "and the booking moved" in taken.words) == (IN, True)


def test_that_a_row_is_of_this_child_does_not_say_what_its_review_is(session: Session) -> None:
    """Its `y` says of nothing else in the row that it is taken: least of all that a review on record moves."""
    child = session.find_child(HERE)
    act(session, "details", child, initials="AB", born=date(2015, 6, 5))
    text = block(initials="XY", dob="1/2/2012", last_review="28/8/26", rag="red")
    [first] = looked(session, text)
    assert (first.state, "the same child?" in first.words, first.asks_near) == (ASKS, True, False)
    [then] = looked(session, text, answered(session, text, 1, "y"))
    assert (then.state, then.asks_near) == (ASKS, True), then.words
    assert kept(session, text, answered(session, text, 1, "y", "n")).held_days == (date(2026, 8, 27),)
    assert len(kept(session, text, answered(session, text, 1, "y", "2")).held_days) == 2


@pytest.mark.parametrize(
    ("cells", "shown", "nearest", "each"),
    [
        ({"last_review": "10 Nov"}, "10 Nov 2026", "adds the review of Tue 10 Nov", "may be Mon 10 Nov 2025 or"),
        ({"booked": "12/1 10am Hub"}, "12/1/2027 10am Hub", "adds the booking of Tue 12 Jan 2027", "which day?"),
        ({"midpoint": "1 Oct"}, "1 Oct 2026", "adds mid-point of Thu 1 Oct", "left out"),
        ({"minutes": "10th Sept"}, "10 Sept 2026", "adds record of Thu 10 Sep", "left out"),
    ],
)
def test_the_year_of_a_pasted_day_is_shown_and_asked_once(
    session: Session, cells: dict[str, str], shown: str, nearest: str, each: str
) -> None:
    text = block(**cells)
    [asked] = looked(session, text, RowChoices(nearest=None))
    assert asked.state == ASKS
    assert asked.asks_years
    assert shown in asked.words
    with pytest.raises(Refused, match="row 1 waits"):
        apply_rows(session, preview_rows(session, read_block(text), RowChoices(nearest=None)))
    [taken] = looked(session, text, RowChoices(nearest=True))
    assert (taken.state, taken.words) == (IN, f"here already, {nearest}")
    assert shown in taken.cells.values()
    [one_by_one] = looked(session, text, RowChoices(nearest=False))
    assert one_by_one.state != IN
    assert each in one_by_one.words


def test_days_with_their_years_and_those_that_tell_nothing_ask_for_none(session: Session) -> None:
    for cells in ({"last_review": "10/11/26"}, {"last_review": "27 Aug"}, {"last_review": "soon", "dob": "5 June"}):
        assert not any(row.asks_years for row in looked(session, block(**cells), RowChoices(nearest=None))), cells


def test_the_iro_s_visits_are_contacts_one_a_day(session: Session) -> None:
    """Also beside one on record before the last, and in two rows of the same child."""

    def contacts() -> list[tuple[date, str]]:
        return [(row["on_day"], row["who"]) for row in rows(session, tables.ContactRow)]

    act(session, "contact", session.find_child(HERE), how="visit", who="child", on=date(2026, 8, 25))
    act(session, "contact", session.find_child(HERE), how="phone", who="child", on=date(2026, 11, 2))
    text = block(IRO_visit="25/8/26", Iro_contact="10/11/26") + f"{HERE}\t10/11/26\t11/11/26\n"
    kept(session, text)
    assert sorted(contacts()) == [
        (date(2026, 8, 25), "child"), (date(2026, 11, 2), "child"), (date(2026, 11, 10), "child"),
        (date(2026, 11, 11), "child"),
    ]  # fmt: skip
    assert not any(row.plan and row.plan.writes for row in looked(session, text)), "again it adds nothing"
    kept(session, "Ref\tLegal\tLAC since\tIRO visit\nN 7\tS20\t1/10/26\t12/10/26\n")
    assert (date(2026, 10, 12), "child") in contacts()


ALIKE = "another child? y"
BORN = "Ref\tInitials\tDOB\tNext review\tLegal\tLast review\n"
FULL = "\tFull CO\t9/9/26"


@pytest.mark.parametrize(
    ("cells", "state", "words"),
    [
        ("70415\tta\t02.11.2012\t", ASKS, f"40415 here has the same initials and birth: {ALIKE}"),
        ("70415\tTA\t02.11.2012\t1/9/26", ASKS, "y takes the child without"),
        ("70415\tTA\t02.11.2012\tw/c 7/12", ASKS, "which day?"),
        ("70415\tTA\t03.11.2012\t", IN, ""),
        ("70415\tTB\t02.11.2012\t", IN, ""),
        ("70415\tTA\t\t", IN, ""),
        ("40415\tTA\t02/11/2012\t", OUT, "here already"),
    ],
)
def test_a_row_of_somebody_here_by_initials_and_birth_asks_whether_it_is_another_child(
    session: Session, cells: str, state: str, words: str
) -> None:
    """A list pasted again with other references would put every child on the caseload a second time."""
    kept(session, f"{BORN}40415\tTA\t2/11/2012\t{FULL}")
    [row] = looked(session, f"{BORN}{cells}{FULL}")
    assert (row.state, words in row.words) == (state, True), row.words
    assert ("another child?" in row.words or bool(row.days)) is (state == ASKS), row.words
    if state == ASKS and not row.days:
        [left] = looked(session, f"{BORN}{cells}{FULL}", RowChoices(taken={1: False}))
        [taken] = looked(session, f"{BORN}{cells}{FULL}", RowChoices(taken={1: True}))
        assert (left.state, taken.state) == (OUT, IN)


def test_two_rows_of_one_child_are_known_as_such_however_birth_and_initials_are_written(session: Session) -> None:
    first, second = looked(session, f"{BORN}1001\tTA\t2/11/2012\t{FULL}\n2001\tta\t02.11.2012\t{FULL}")
    assert (first.state, second.state) == (IN, ASKS)
    assert "as row 1: same initials and birth" in second.words


def test_a_new_child_s_meeting_on_a_day_off_is_remarked(session: Session) -> None:
    text = "Ref\tLAC since\tLast review\tNext review\tRef 2\nN 8\t3/8/26\t30/8/26\t27/12/26 10am\t\n"
    [row] = looked(session, text)
    assert row.state == IN
    assert row.words == "Sun 30 Aug is a Sunday; Sun 27 Dec is a Sunday"
