"""What columns of a list say: several of one thing, what a child is in its words, days that a sheet works out."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest

from iro_tui.actions.base import Plan
from iro_tui.actions.listed_row import ASKS, IN, OUT
from iro_tui.actions.pasted_rows import RowChoices, RowsPreview, apply_rows, preview_rows
from iro_tui.caseload.session import Session
from iro_tui.domain.calendar import WorkingCalendar, add_months
from iro_tui.domain.case import Case
from iro_tui.exchange.column_names import NAMES
from iro_tui.exchange.headings import DAYS, LOG
from iro_tui.exchange.pasted import read_block
from iro_tui.store.writes import New


def looked(session: Session, text: str) -> RowsPreview:
    return preview_rows(session, read_block(text), RowChoices())


def kept(session: Session, text: str, ref: str = "N 1") -> Case:
    apply_rows(session, looked(session, text))
    return session.caseload().cases[session.find_child(ref)]


PLAN = {"Status": "CP plan", "CP_plan": "neglect"}


def block(**cells: str) -> str:
    names = "\t".join(name.replace("_", " ") for name in cells)
    return f"Ref\t{names}\nN 1\t" + "\t".join(cells.values()) + "\n"


REVIEWS = {"3/3/26": date(2026, 3, 3), "1/6/26": date(2026, 6, 1), "27/8/26": date(2026, 8, 27)}


@pytest.mark.parametrize("order", list(permutations(REVIEWS)))
@pytest.mark.parametrize(
    "headings",
    [
        ("Review 1", "Review 2", "Review 3"),
        ("1st review", "2nd review", "3rd review"),
        ("First LAC review", "Second LAC review", "Third LAC review"),
        ("Date of 1st review", "Date of 2nd review", "Date of 3rd review"),
        ("Review 1 date", "Review 2 date", "Review 3 date"),
        ("Last review", "Previous review", "Review 3"),
    ],
)
def test_a_column_for_each_review_is_every_review(
    session: Session, headings: tuple[str, ...], order: tuple[str, ...]
) -> None:
    text = block(**{"LAC since": "9/2/26"} | dict(zip(headings, order, strict=True)))
    assert looked(session, text).block.unread == ()
    after = kept(session, text)
    assert after.held_days == tuple(REVIEWS.values())
    assert looked(session, text).rows[0].state == OUT, "brought in again it adds nothing"
    session.undo()


@pytest.mark.parametrize(
    ("cells", "state", "words", "held", "booked"),
    [
        ({"Review_1": "3/3/26", "Review_2": ""}, IN, "", ["3/3/26"], None),
        ({"Review_1": "", "Review_2": ""}, IN, "", [], None),
        ({"Review_1": "3/3/26", "Review_2": "TBC"}, IN, "“TBC” is no review held", ["3/3/26"], None),
        ({"Review_1": "3/3/26", "Review_2": "1/12/26 10am"}, IN, "taken as booked", ["3/3/26"], date(2026, 12, 1)),
        ({"Review_1": "3/3/26", "Review_2": "1/12/26", "Next_review": "3/12/26"}, IN, "still to come: left out",
         ["3/3/26"], date(2026, 12, 3)),
        ({"Review_1": "3/3/26", "Review_2": "1/6/26 cancelled"}, OUT, "not one day", [], None),
        ({"Review_1": "3/3/26", "Review_2": "1/6/26 & 8/6/26"}, OUT, "not one day", [], None),
        ({"Review_1": "3/3/26", "Review_2": "seen"}, OUT, "not one day", [], None),
        ({"Review_1": "3/3/25", "Review_2": "1/6/26"}, IN, "before the child became looked after", ["1/6/26"], None),
    ],
)  # fmt: skip
def test_what_the_columns_of_reviews_come_to(
    session: Session, cells: dict[str, str], state: str, words: str, held: list[str], booked: date | None
) -> None:
    text = block(**{"LAC_since": "9/2/26"} | cells)
    [row] = looked(session, text).rows
    assert (row.state, words in row.words) == (state, True), row.words
    if state == IN:
        after = kept(session, text)
        assert after.held_days == tuple(REVIEWS[day] for day in held)
        assert [review.booked for review in after.reviews if review.is_open] == ([booked] if booked else [])


def test_a_child_who_is_here_gets_the_reviews_that_are_not_on_record(session: Session) -> None:
    kept(session, block(LAC_since="9/2/26", Last_review="1/6/26"))
    after = kept(session, block(Review_1="3/3/26", Review_2="1/6/26", Review_3="27/8/26"))
    assert after.held_days == tuple(REVIEWS.values())


def test_midpoints_minutes_and_conferences_may_have_several_columns_too(session: Session) -> None:
    text = block(Status="FCO", LAC_since="9/2/26", Review_1="3/3/26", Minutes_1="10/3/26", Midpoint_1="4/5/26",
                 Review_2="1/6/26", Minutes_2="15/6/26", Midpoint_2="1/9/26", CP_plan="neglect", Plan_since="1/2/26",
                 Conference_1="29/1/26", Conference_2="28/4/26")  # fmt: skip
    after = kept(session, text)
    assert [(r.held, r.record_on) for r in after.held_reviews] == [
        (date(2026, 3, 3), date(2026, 3, 10)), (date(2026, 6, 1), date(2026, 6, 15)),
    ]  # fmt: skip
    assert [check.done_on for check in after.midpoints] == [date(2026, 5, 4), date(2026, 9, 1)]
    assert {c.held: c.kind for c in after.conferences} == {date(2026, 1, 29): "initial", date(2026, 4, 28): "review"}


@pytest.mark.parametrize(
    "heading",
    [
        "Came into care",
        "LAC start",
        "Date looked after",
        "Became LAC",
        "LAC start date",
        "Became CLA",
        "Care start date",
    ],
)
def test_when_care_began_is_read_by_any_of_its_names(heading: str) -> None:
    assert read_block(f"Ref\t{heading}\n1\t9/2/26\n").columns == ("ref", "since")


NO_CERTAIN_DAY = ("w/c 31/8/26", "week of 31 Aug", "by 3/9/26", "3/9/26 or 4/9/26", "31/9/2026", "Mon 3/9/26", "soon",
                  "May 2026", "2 & 3 Sept 2026")  # fmt: skip
OF_WHOM = {"plan_since": PLAN, "last_conference": PLAN, "next_conference": PLAN, "conference_due": PLAN,
           "strategy": {"Status": "ICPC"}, "expected": {"Status": "unborn"}}  # fmt: skip


@pytest.mark.parametrize("text", NO_CERTAIN_DAY)
@pytest.mark.parametrize("name", sorted(DAYS - LOG))
def test_a_cell_that_is_not_one_certain_day_is_asked_or_refused_of_whatever_it_is(
    session: Session, name: str, text: str
) -> None:
    child = OF_WHOM.get(name, {"Status": "FCO", "Last_review": "1/6/26"})
    heading = NAMES[name][0].replace(" ", "_")
    alone = looked(session, block(**child)).rows[0].plan
    [row] = looked(session, block(**(child | {heading: text}))).rows
    assert text in row.words
    if row.state == IN:
        assert row.plan
        assert alone
        assert days_in(row.plan) == days_in(alone), "the rest comes in without it"


def days_in(planned: Plan) -> set[object]:
    return {value for each in planned.writes if isinstance(each, New) for value in each.values.values()
            if isinstance(value, date)}  # fmt: skip


@pytest.mark.parametrize("text", NO_CERTAIN_DAY)
@pytest.mark.parametrize("name", sorted(DAYS & LOG))
def test_so_is_a_cell_of_a_log(session: Session, name: str, text: str) -> None:
    kept(session, block(Status="FCO"))
    cells = {"Ref": "N 1", "Issue": "drift", "Stage": "Informal", "Date raised": "1/8/26"} | {NAMES[name][0]: text}
    if name in ("raised_on", "stage_on"):
        cells.pop("Date raised")
    log = "\t".join(cells) + "\n" + "\t".join(cells.values()) + "\n"
    [row] = looked(session, log).rows
    assert text in row.words
    if row.state == IN:
        assert row.plan
        assert days_in(row.plan) <= {date(2026, 8, 1)}


ENDINGS = ("Date ceased", "Discharge date", "Date left care", "LAC end date", "End date", "Closed", "Ended",
           "Date closed", "Ceased to be looked after", "Case closed")  # fmt: skip


@pytest.mark.parametrize("heading", ENDINGS)
def test_a_child_whose_list_says_when_care_ended_comes_in_as_ended(session: Session, heading: str) -> None:
    row = {"LAC since": "9/2/26", "Legal": "FCO", "Placement": "U6", "Last review": "3/3/26", "Next review": "1/12/26"}
    text = block(**row, **{heading: "1/9/26"})
    assert looked(session, text).block.unread == ()
    after = kept(session, text)
    assert [period.ended for period in after.periods] == [date(2026, 9, 1)]
    assert [status.ended for status in after.legal_statuses] == [date(2026, 9, 1)]
    assert [placement.ended for placement in after.placements] == [date(2026, 9, 1)]
    assert [review.booked for review in after.reviews if review.is_open] == []
    assert session.caseload().duties[session.find_child("N 1")] == ()


@pytest.mark.parametrize(
    ("cell", "state", "words"),
    [
        ("adopted", ASKS, "“adopted” is no day: Enter types the day, y takes the child as still in care"),
        ("w/c 31/8/26", ASKS, "“w/c 31/8/26” is a week"),
        ("31/9/2026", ASKS, "is no day"),
        ("1 Sept", ASKS, "has no year"),
        ("1/1/26", OUT, "Care ended before it began"),
        ("1/12/26", IN, "still to come: left out"),
        ("Open", IN, ""),
        ("no", IN, ""),
        ("", IN, ""),
    ],
)
def test_an_end_of_care_that_is_no_day_is_asked(session: Session, cell: str, state: str, words: str) -> None:
    text = block(LAC_since="9/2/26", Legal="FCO", Date_ceased=cell)
    [row] = looked(session, text).rows
    assert (row.state, words in row.words) == (state, True), row.words
    taken = preview_rows(session, read_block(text), RowChoices(taken={1: True})).rows[0]
    if state == ASKS:
        assert taken.state == IN
        assert taken.plan
        assert not any("ended" in each.values for each in taken.plan.writes if isinstance(each, New))


def test_an_end_of_care_of_a_child_who_is_here_is_told(session: Session) -> None:
    kept(session, block(LAC_since="9/2/26", Legal="FCO"))
    [row] = looked(session, block(LAC_since="9/2/26", Date_ceased="1/9/26")).rows
    assert "care ended Tue 1 Sep in your list, going on here" in row.words


def test_what_is_closed_in_a_log_is_the_escalation(session: Session) -> None:
    log = "Ref\tIssue\tStage\tDate raised\tEnded\nN 1\tdrift\tInformal\t1/8/26\t5/9/26\n"
    assert read_block(log).columns[-1] == "closed_on"


LOOKED_AFTER, PLAN_ONLY, BOTH, NEITHER, ASKED = "looked_after", "child_protection", "both", "neither", "asked"


@pytest.mark.parametrize(
    ("words", "what", "category"),
    [
        *((words, LOOKED_AFTER, None) for words in ("LAC", "CLA", "Looked after", "looked after child", "CIC",
          "In care", "a) Looked after child", "C2", "FCO", "LAC/CIN")),
        *((words, PLAN_ONLY, None) for words in ("CP", "Child protection", "Child Protection Plan", "CPP", "CP only",
          "b) Child Protection plan", "Subject to CP plan", "CP/CIN")),
        ("CP plan neglect", PLAN_ONLY, "neglect"),
        ("CP - Neglect", PLAN_ONLY, "neglect"),
        ("CPP (emotional)", PLAN_ONLY, "emotional abuse"),
        ("Neglect", PLAN_ONLY, "neglect"),
        ("CP plan neglect & emotional abuse", PLAN_ONLY, "multiple"),
        *((words, BOTH, None) for words in ("LAC/CP", "CP/CLA", "CLA&CPP", "LAC and CP", "FCO + CP",
          "C2/CP", "C2, CPP", "C2 CP", "C2 (CP plan)")),
        *((words, BOTH, "neglect") for words in ("C2/neglect", "C2 CP neglect", "LAC, CP neglect")),
        *((words, NEITHER, None) for words in ("CIN", "Child in need", "CIN plan", "s17", "Closed",
          "c) Child in need plan", "Early help")),
        *((words, ASKED, None) for words in ("Step down", "CP plan xyz", "LAC/what")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["Status", "Child status", "Case type"])
def test_what_a_child_is_is_read_by_its_words_and_asked_where_they_are_not_known(
    session: Session, heading: str, words: str, what: str, category: str | None
) -> None:
    text = f"Ref\tDOB\t{heading}\nN 1\t6/5/2013\t{words}\n"
    [row] = looked(session, text).rows
    assert row.state == (OUT if what in (NEITHER, ASKED) else IN), row.words
    if row.state == OUT:
        assert ("Enter to type it" in row.words) or what == NEITHER, row.words
        assert row.words
        return
    case = kept(session, text)
    assert (bool(case.periods), bool(case.plans)) == (what != PLAN_ONLY, what != LOOKED_AFTER)
    order = {"C2"} if any(each in words for each in ("C2", "FCO")) else set()
    assert {status.code for status in case.legal_statuses} == order
    assert [plan.category for plan in case.plans] == ([category] if what != LOOKED_AFTER else [])
    if what != LOOKED_AFTER:
        assert "child protection plan" in row.words


def test_what_a_child_under_a_plan_alone_does_not_have_is_told(session: Session) -> None:
    text = "Ref\tStatus\tLAC since\tPlacement\tLast review\tNext review\nN 1\tCP\t9/2/26\tU6\t1/6/26\t1/12/26\n"
    [row] = looked(session, text).rows
    assert row.state == IN
    for words in ("in care since “9/2/26”", "placement “U6”", "last review “1/6/26”", "next review “1/12/26”"):
        assert words in row.words, row.words


@pytest.mark.parametrize(
    ("words", "code"),
    [("LAC remand", "J1"), ("remand", "J1"), ("CLA - s20", "V2"), ("Interim care", "C1"), ("full care order", "C2"),
     ("the", ""), ("under", ""), ("no", ""), ("short", "V4"), ("detained", ""), ("emergency", "")],
)  # fmt: skip
def test_a_legal_status_of_a_list_is_a_whole_one_or_asked(session: Session, words: str, code: str) -> None:
    text = f"Ref\tStatus\nN 1\t{words}\n"
    [row] = looked(session, text).rows
    assert row.state == (IN if code else OUT)
    if code:
        assert [status.code for status in kept(session, text).legal_statuses] == [code]
    else:
        assert "which one?" in row.words


@pytest.mark.parametrize(
    ("legal", "status", "care", "plan"),
    [("FCO", "LAC", True, False), ("FCO", "CP", True, True), ("", "CP", False, True), ("", "LAC", True, False)],
)
def test_a_status_beside_a_legal_status_says_what_the_child_is(
    session: Session, legal: str, status: str, *, care: bool, plan: bool
) -> None:
    for text in (
        f"Ref\tLegal status\tStatus\nN 1\t{legal}\t{status}\n",
        f"Ref\tStatus\tLegal\nN 1\t{status}\t{legal}\n",
    ):
        case = kept(session, text)
        assert (bool(case.periods), bool(case.plans)) == (care, plan)
        session.undo()


LAST = [date(2026, 6, 1) + timedelta(n * 5) for n in range(6)]
OFFICE = WorkingCalendar()


@pytest.mark.parametrize(
    ("nexts", "computed"),
    [
        ([add_months(day, 6) for day in LAST], True),
        ([add_months(day, 6) - timedelta(1) for day in LAST], True),
        ([day + timedelta(183) for day in LAST], True),
        ([OFFICE.add(day, 20) for day in LAST], True),
        ([add_months(day, 3 if n % 2 else 6) for n, day in enumerate(LAST)], True),
        ([day + timedelta(150 + 7 * n % 23) for n, day in enumerate(LAST)], False),
        ([add_months(day, 6) if n > 2 else day + timedelta(163 + n) for n, day in enumerate(LAST)], False),
        ([add_months(day, 6) for day in LAST[:2]], False),
    ],
)
@pytest.mark.parametrize("heading", ["Next review", "Review date", "Next LAC review"])
def test_days_that_the_sheet_works_out_are_not_taken_for_bookings_unasked(
    session: Session, heading: str, nexts: list[date], computed: bool
) -> None:
    rows = [
        f"N {n}\t{last:%d/%m/%Y}\t{day:%d/%m/%Y}" for n, (last, day) in enumerate(zip(LAST, nexts, strict=False), 1)
    ]
    text = f"Ref\tLast review\t{heading}\n" + "\n".join(rows) + "\n"
    preview = looked(session, text)
    assert preview.block.columns[2] == ("next_due" if computed else "next_review")
    limits = sum(day == add_months(last, 6) for last, day in zip(LAST, nexts, strict=False))
    assert bool(preview.block.notes) == (computed or limits > 0)
    if limits and not computed:
        assert preview.block.notes[0].startswith(f"“{heading}”: {limits} of {len(nexts)} days are six months after")
        assert "taken as booked" in preview.block.notes[0]
    if computed:
        assert heading in preview.block.notes[0]
        assert "0 with a booking" in preview.sentence
        meant = read_block(text, {2: "next_review"})
        assert (meant.columns[2], meant.notes) == ("next_review", ()), "what a person says of the column counts"


def test_a_day_with_a_time_is_booked_by_somebody_and_a_booking_beside_a_limit_is_read(session: Session) -> None:
    rows = [f"N {n}\t{d:%d/%m/%Y}\t{add_months(d, 6):%d/%m/%Y}" for n, d in enumerate(LAST, 1)]
    timed = "Ref\tLast review\tNext review\n" + "\n".join(f"{row} 10am" for row in rows) + "\n"
    assert looked(session, timed).block.notes == ()
    both = "Ref\tLast review\tNext review\tBooked\n" + "\n".join(
        f"{row}\t{d:%d}/11/26" for row, d in zip(rows, LAST, strict=True)
    )
    assert looked(session, both).block.columns == ("ref", "last_review", "next_due", "next_review")


def test_days_worked_out_of_the_latest_of_several_columns_are_seen(session: Session) -> None:
    """In whatever order the columns stand, and where the first reviews of some are their last."""
    for order in permutations(range(3)):
        lines = []
        for n, day in enumerate(LAST, 1):
            cells = ["1/2/26", "" if n % 2 else f"{day:%d/%m/%Y}", f"{add_months(day, 6):%d/%m/%Y}"]
            cells[0] = f"{day:%d/%m/%Y}" if n % 2 else cells[0]
            lines.append("\t".join([f"N {n}", *(cells[at] for at in order)]))
        heads = [("Review 1", "Review 2", "Next review")[at] for at in order]
        block = read_block("\t".join(["Ref", *heads]) + "\n" + "\n".join(lines) + "\n")
        assert block.columns[1 + order.index(2)] == "next_due", order


def test_columns_of_reviews_that_are_worked_out_of_one_another_are_no_reviews(session: Session) -> None:
    rows = [
        f"N {n}\t{d - timedelta(250):%d/%m/%Y}\t{add_months(d - timedelta(250), 6):%d/%m/%Y}"
        for n, d in enumerate(LAST, 1)
    ]
    preview = looked(session, "Ref\tReview 1\tReview 2\n" + "\n".join(rows) + "\n")
    assert preview.block.columns == ("ref", "last_review", "column 3")
    assert "Review 2" in preview.block.notes[0]


KINDS = {"care": (True, False, False), "plan": (False, True, False), "both": (True, True, False),
         "conference": (False, False, True), "unborn": (False, False, True)}  # fmt: skip
FILLED = {"LAC_since": "9/2/26", "Last_review": "1/6/26", "Next_review": "1/12/26", "CP_category": "neglect",
          "CP_plan_started": "24/8/26", "Last_conference": "24/8/26", "Strategy_discussion": "5/11/26",
          "Next_conference": "25/11/26 10:00", "RCPC_due": "24/11/26", "EDD": "1/2/27"}  # fmt: skip


@pytest.mark.parametrize(
    ("filled", "kind"),
    [
        ("LAC_since", "care"), ("Last_review", "care"), ("Next_review", "care"),
        ("CP_category", "plan"), ("CP_plan_started", "plan"), ("CP_plan_started Last_conference", "plan"),
        ("CP_category Next_conference Strategy_discussion", "plan"), ("Last_conference Next_conference", "plan"),
        ("LAC_since CP_category", "both"), ("Last_review CP_plan_started Last_conference", "both"),
        ("LAC_since Next_conference", "care"),
        ("Strategy_discussion", "conference"), ("Next_conference", "conference"),
        ("Strategy_discussion Next_conference", "conference"), ("RCPC_due Strategy_discussion", "conference"),
        ("EDD Strategy_discussion", "unborn"), ("EDD", "unborn"),
        ("Last_conference", "asked"), ("Last_conference Strategy_discussion", "asked"), ("", "asked"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", [None, "", "open"])
def test_a_row_without_a_status_is_of_the_kind_that_its_filled_columns_tell(
    session: Session, status: str | None, filled: str, kind: str
) -> None:
    cells = {"Initials": "AB"} | {name: cell if name in filled.split() else "" for name, cell in FILLED.items()}
    text = block(**cells if status is None else {"Status": status} | cells)
    [row] = looked(session, text).rows
    if kind == "asked":
        assert (row.state, row.wrong, "no status" in row.words) == (OUT, "status", True), row.words
        return
    assert row.state == IN, row.words
    case = kept(session, text)
    pending = any(each.held is None for each in case.conferences) or case.is_unborn
    care, plan, waits = KINDS[kind]
    assert (bool(case.periods), bool(case.plans), not (care or plan) and pending) == (care, plan, waits), row.words


@pytest.mark.parametrize("words", ["cancelled", "Canc.", "not held", "n/h", "did not take place"])
def test_a_review_in_its_column_that_was_not_held_is_none_and_the_row_stays(session: Session, words: str) -> None:
    text = block(LAC_since="9/2/26", Review_1="3/3/26", Review_2=words, Review_3="27/8/26")
    [row] = looked(session, text).rows
    assert (row.state, row.words) == (IN, f"“{words}” is no review held")
    assert kept(session, text).held_days == (date(2026, 3, 3), date(2026, 8, 27))


@pytest.mark.parametrize("words", ["booked 12/12/26", "Booked for 12 Dec 2026 10am", "booked: 12/12/26"])
@pytest.mark.parametrize("heading", ["Review_2", "Next_review"])
def test_that_a_day_is_booked_may_stand_before_it(session: Session, heading: str, words: str) -> None:
    after = kept(session, block(**{"LAC_since": "9/2/26", "Review_1": "27/8/26", heading: words}))
    assert [review.booked for review in after.reviews if review.booked] == [date(2026, 12, 12)]


@pytest.mark.parametrize(
    ("words", "plan", "told"),
    [
        ("LT fostering", "LTFOST18", ""),
        ("Adoption", "ADOPTION", ""),
        (
            "Long term fostering/SGO",
            "",
            "permanence plan “Long term fostering/SGO”: not certain which is meant, left blank",
        ),
        ("Yes", "", "permanence plan “Yes”: not certain which is meant, left blank"),
        ("", "", ""),
    ],
)
def test_a_permanence_plan_is_kept_on_no_day_or_told(session: Session, words: str, plan: str, told: str) -> None:
    text = block(LAC_since="9/2/26", Review_1="27/8/26", Permanence_plan=words)
    assert looked(session, text).rows[0].words == told
    kept(session, text)
    [child] = [each for each in session.caseload().children.values() if each.ref == "N 1"]
    assert (child.permanence_plan, child.facts["permanence_on"]) == (plan, None)
    again = looked(session, text.replace(words, "Special guardianship") if plan else text).rows[0]
    assert ("that stands" in again.words) is bool(plan)
