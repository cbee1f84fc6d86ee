"""Annex A: the lists as councils have them, and what is never guessed."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from iro_tui.exchange.annex_a import words
from iro_tui.exchange.annex_a.meanings import code_of, yes_or_no
from iro_tui.exchange.extract import (
    WAITS,
    ChildFacts,
    ConferenceFact,
    ContactFact,
    LegalStatusFact,
    PeriodFact,
    PlacementFact,
    PlanFact,
    ReviewFact,
    VisitFact,
    WorkerFact,
)
from iro_tui.exchange.unread import NOT_NEEDED, UNKNOWN_COLUMN, UNKNOWN_SHEET
from tests.support.annex_a import LIST_7, OFSTED, ONE, ONE_WORD, PLAIN, Record, read_bytes, read_list, table
from tests.support.workbooks import Rows, Value, csv_of, ods, xls, xlsx

LAST = date(2025, 11, 3)


def messages(extract: object) -> set[str]:
    return {problem.message for problem in getattr(extract, "problems")}  # noqa: B009 -- of any extract


def test_a_child_is_read_whole(tmp_path: Path) -> None:
    extract = read_list(tmp_path, ONE)
    assert extract.problems == []
    assert extract.children["A1"] == ChildFacts(
        "A1", date(2013, 5, 6), "F", need="N1", permanence_plan="LTFOST18",
        periods=[PeriodFact(date(2024, 1, 8), True, reviews_known_from=LAST)],
        legal_statuses=[LegalStatusFact("C2", date(2024, 2, 5))],
        placements=[PlacementFact("U6", date(2024, 1, 8), provider="PR1", out_of_area=True)],
        reviews=[ReviewFact(LAST, held=True)],
        workers=[WorkerFact("Worker One", None, team="CIC 1")],
        contacts=[ContactFact(date(2026, 2, 9))],
        visits=[VisitFact(date(2026, 3, 2))],
    )  # fmt: skip
    assert [intake.words for intake in extract.intakes] == ["Annex A to Mon 2 Mar 2026"]


@pytest.mark.parametrize("write", [xlsx, xls, ods])
@pytest.mark.parametrize("headings", [OFSTED, ONE_WORD, {k: f" {v.upper()}  " for k, v in OFSTED.items()}])
def test_any_workbook_and_family_of_headings_tells_the_same(tmp_path: Path, write: object, headings: object) -> None:
    whole = read_list(tmp_path, {**ONE, "LOCATION": None}).children
    rows = table([{**ONE, "LOCATION": None}], headings)  # type: ignore[arg-type]
    assert read_bytes(tmp_path, write({"CLA": [["Title"], [None], *rows]})).children == whole  # type: ignore[operator]


def test_a_single_list_as_csv_tells_the_same(tmp_path: Path) -> None:
    extract = read_bytes(tmp_path, csv_of(table([ONE])), "list8.csv")
    assert extract.children == read_list(tmp_path, ONE).children


def test_the_warehouse_s_own_columns_begin_in_the_middle(tmp_path: Path) -> None:
    extract = read_list(tmp_path, ONE, headings=PLAIN)
    assert extract.children["A1"].periods == [PeriodFact(date(2024, 1, 8), False, reviews_known_from=LAST)]
    assert words.NO_START in messages(extract)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (45964, LAST),
        ("03-Nov-25", LAST),
        ("3 Nov 2025", LAST),
        ("03.11.2025", LAST),
        ("03/11/2025 14:30", LAST),
        ("2025-11-03 00:00:00.000", LAST),
        (datetime.fromisoformat("2025-11-03T14:30"), LAST),
        ("01/01/1900", None),
        ("N/A", None),
        ("#N/A", None),
        ("Not yet held", None),
        ("soon", None),
        ("31/02/2025", None),
        (12, None),
    ],
)
def test_a_date_is_read_or_left_blank_never_guessed(tmp_path: Path, cell: object, day: date | None) -> None:
    # The other row proves that the file is day first.
    other: Record = {**ONE, "CHILD": "B2", "REVIEW": None, "IRO_CONTACT": "15/09/2025"}
    extract = read_list(tmp_path, {**ONE, "REVIEW": cell, "IRO_CONTACT": None}, other)  # type: ignore[dict-item]
    assert [review.day for review in extract.children["A1"].reviews] == ([day] if day else [])
    loses = cell in ("01/01/1900", "soon", "31/02/2025", 12)
    assert bool(messages(extract) & {words.NOT_A_DATE, words.ZERO_DAY}) == loses


BESIDE_A_DAY = ("& 15/3/2026", "cancelled", "not held", "moved to 15/3/2026", "planned", "proposed", "tbc", "(tbc)",
                "/ 15.03.2026", "at school", "?", "16", "15.03", "and 4pm")  # fmt: skip
"""What may stand behind a day, and makes it another one or none."""


@pytest.mark.parametrize("day", ["09/03/2026", "9/3/2026", "09.03.2026", "9-3-26", "2026-03-09", "9 March 2026"])
@pytest.mark.parametrize("beside", BESIDE_A_DAY)
def test_a_day_with_words_or_another_day_beside_it_is_told_and_not_taken(tmp_path: Path, beside: str, day: str) -> None:
    columns = ("REVIEW", "STARTED", "ENDED", "PLACE_START", "IRO_CONTACT", "SW_VISIT")
    child = {**ONE, "STARTED": date(2026, 2, 9), "REVIEW": None, "IRO_CONTACT": "25/9/2025", "ENDED": None}
    rows = table([{**child, "CHILD": f"A{at}", column: f"{day} {beside}"} for at, column in enumerate(columns)])
    extract = read_bytes(tmp_path, csv_of(rows), "list.csv")
    assert extract.questions == []
    told = [problem.row for problem in extract.problems if problem.message == words.NOT_ONE_DAY]
    assert told == [2, 3, 4, 5, 6, 7]
    assert "2026, 3, 9" not in repr(extract.children)
    assert "2026, 3, 15" not in repr(extract.children)


@pytest.mark.parametrize("beside", ["", " 10:30", "T10:30:00", " 00:00:00.000", " 10am", " 4.30pm", " 10:30 am"])
def test_a_time_of_day_beside_a_day_says_nothing_against_it(tmp_path: Path, beside: str) -> None:
    extract = read_list(tmp_path, {**ONE, "REVIEW": f"03/11/2025{beside}"})
    assert [review.day for review in extract.children["A1"].reviews] == [LAST]
    assert extract.problems == []


@pytest.mark.parametrize("child", ["M11", "AB"])
@pytest.mark.parametrize("first", ["CHILD", "IRO_CONTACT", "REVIEW", "STARTED"])
def test_a_day_that_cannot_be_read_is_told_wherever_its_column_stands(tmp_path: Path, first: str, child: str) -> None:
    messy: Record = {**ONE, "CHILD": child, "REVIEW": "w/c 3/11/2025", "IRO_CONTACT": "soon", "ENDED": "31/4/2026"}
    order = sorted(OFSTED, key=lambda name: name != first)
    extract = read_list(tmp_path, messy, headings={name: OFSTED[name] for name in order})
    told = {(problem.ref, problem.field, problem.value) for problem in extract.problems}
    assert {(child, "REVIEW", "w/c 3/11/2025"), (child, "IRO_CONTACT", "soon"), (child, "ENDED", "31/4/2026")} <= told


def test_a_last_review_that_cannot_be_read_is_not_taken_for_none(tmp_path: Path) -> None:
    young: Record = {**ONE, "STARTED": date(2026, 2, 9), "REVIEW": "9/3/2026 & 15/3/2026"}
    [period] = read_list(tmp_path, young, {**ONE, "CHILD": "B2", "REVIEW": "15/09/2025"}).children["A1"].periods
    assert period.reviews_known_from == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"REVIEW": date(2026, 8, 1)}, words.BOOKED),
        ({"REVIEW": date(2026, 8, 1), "STARTED": date(2026, 2, 2)}, words.BOOKED),
        ({"REVIEW": date(2012, 8, 1)}, words.BEFORE_BIRTH),
        ({"REVIEW": date(2025, 11, 3), "CANCELLED": "Y"}, words.NOT_KNOWN),
    ],
)
def test_a_latest_review_that_was_not_held_that_day_leaves_the_last_one_to_be_found_out(
    tmp_path: Path, cells: Record, message: str
) -> None:
    headings = {**OFSTED, "CANCELLED": "cla_review_cancelled"}
    extract = read_list(tmp_path, {**ONE, **cells}, {**ONE, "CHILD": "B2"}, headings=headings)
    [period] = extract.children["A1"].periods
    assert (period.reviews_known_from, messages(extract)) == (date(2026, 3, 3), {message})


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("STATUS", "C2: FCO", "C2"),
        ("STATUS", "Care Order Sec. 31(a)", "C2"),
        ("STATUS", "s20 homeless", "V2"),
        ("STATUS", "Single placement acc. by LA S20(1) CA under 16", "V2"),
        ("STATUS", "V2  [Accomm under S20 (single period of accommodation)]", "V2"),
        ("STATUS", "CLA - E1 - Placement order granted AND C2 - Full Care Order", "E1"),
        ("STATUS", "Concurrent Care Order & Placement Order", "E1"),
        ("STATUS", "Code 'C2' is not mapped", "C2"),
        ("STATUS", "Interim Supervision Order", ""),
        ("STATUS", "Ward of Court", ""),
        ("PLACE", "f) U6: Foster placement - not FFA", "U6"),
        ("PLACE", "H5 - Placed with own parents or other person with parental responsibility", "P1"),
        ("PLACE", "H5 - Placed with own parents", "P1"),
        ("PLACE", "Placed with parents", "P1"),
        ("PLACE", "Living with birth parent", "P1"),
        ("PLACE", "Placed with parent and child foster carer", ""),
        ("PLACE", "K2 - All Residential Schools, except where dual-registered", "S1"),
        ("PLACE", "H1 - SECURE UNIT IN LA", "K1"),
        ("PLACE", "36", ""),
        ("PLACE", "p) Children’s Homes", "K2"),
        ("WHY_ENDED", "k) E47: Special Guardianship Orders - relative/friend", "E47"),
        ("WHY_ENDED", "E17 - Staying Put", "E17"),
        ("WHY_ENDED", "Special guardianship", ""),
        ("PROVIDER", "e) PR4 - Private provision", "PR4"),
        ("NEED", "CIN - N1a Neglect", "N1"),
        ("PERMANENCE", "Long term fostering/SGO", ""),
        ("PERMANENCE", "Return to birth family within six months", "RETURN6M"),
        ("CATEGORY", "a) Neglect", "neglect"),
    ],
)
def test_a_code_of_today_counts_unless_its_words_contradict_then_the_words_else_nothing(
    kind: str, text: str, code: str
) -> None:
    assert code_of(text, kind) == code


def test_the_letter_before_a_value_says_nothing() -> None:
    assert {code_of(f"{letter}) E47: Special Guardianship Orders", "WHY_ENDED") for letter in "abkz"} == {"E47"}
    assert (yes_or_no("a) Yes"), yes_or_no("b) No"), yes_or_no("c) Unknown")) == (True, False, None)


def test_one_child_may_have_two_times_in_care(tmp_path: Path) -> None:
    first: Record = {**ONE, "ENDED": date(2025, 11, 14), "WHY_ENDED": "e) E4A: Returned home"}
    second: Record = {**ONE, "STARTED": date(2026, 3, 9), "STATUS_START": date(2026, 3, 9),
                      "PLACE_START": date(2026, 3, 9), "REVIEW": None}  # fmt: skip
    for rows in ((first, second), (second, first)):
        child = read_list(tmp_path, *rows).children["A1"]
        assert child.periods == [
            PeriodFact(date(2024, 1, 8), True, date(2025, 11, 14), "E4A", reviews_known_from=LAST),
            PeriodFact(date(2026, 3, 9), True, reviews_known_from=date(2026, 3, 9)),
        ]


MAIN: Record = {**ONE, "STATUS": "C2", "STATUS_START": date(2024, 2, 5), "PLACE": "U6",
                "PLACE_START": date(2024, 1, 8)}  # fmt: skip


@pytest.mark.parametrize(
    ("other", "fact", "disagree"),
    [
        ({"STATUS": "E1", "STATUS_START": date(2025, 3, 3)}, "E1", ("C2", "STATUS")),
        ({"STATUS": "V2", "STATUS_START": date(2024, 1, 8)}, "C2", ("V2", "STATUS")),
        ({"STATUS": "V2"}, "C2", ("V2", "STATUS")),
        ({"STATUS": "V2", "STATUS_START": None}, "C2", ("V2", "STATUS")),
        ({"STATUS": "nobody knows", "STATUS_START": date(2025, 3, 3)}, "C2", None),
        ({"STATUS": None, "STATUS_START": None}, "C2", None),
        ({"STATUS_START": date(2025, 3, 3)}, "C2", ("2024-02-05", "STATUS_START")),
        ({"PLACE": "K2", "PLACE_START": date(2025, 3, 3)}, "K2", ("U6", "PLACE")),
        ({"PLACE": "K2", "PLACE_START": date(2023, 3, 3)}, "U6", ("K2", "PLACE")),
        ({"ENDED": date(2026, 3, 2), "WHY_ENDED": "E4A"}, date(2026, 3, 2), (None, "ENDED")),
        ({"ENDED": date(2025, 11, 2), "WHY_ENDED": "E4A"}, None, ("2025-11-02", "ENDED")),
        ({}, "C2", None),
    ],
)
@pytest.mark.parametrize("swapped", [False, True])
def test_of_two_rows_of_one_time_in_care_what_began_later_stands_and_the_other_is_said(
    tmp_path: Path, other: Record, fact: object, disagree: tuple[str | None, str] | None, swapped: bool
) -> None:
    """In two sheets or in one; where days tell nothing the sheet that counts first stands."""
    sheets = {"List 8": table([MAIN]), "List 8 (b)": table([{**MAIN, **other}])}
    key = "sheet:annex.xlsx:List 8 (b)"
    by_day = "STATUS" not in other or other.get("STATUS_START", MAIN["STATUS_START"]) != MAIN["STATUS_START"]
    if swapped and by_day:
        sheets = {"List 8": sheets["List 8 (b)"], "List 8 (b)": sheets["List 8"]}
    extract = read_bytes(tmp_path, xlsx(sheets), answers={key: True})
    child = extract.children["A1"]
    facts = {*(each.code for each in child.legal_statuses + child.placements), *(each.ended for each in child.periods)}
    assert fact in facts
    assert (len(child.legal_statuses), len(child.placements), len(child.periods)) == (1, 1, 1)
    told = [(p.value or None, p.field) for p in extract.problems if p.message in (words.TWO_SAY, words.TWO_ENDS)]
    assert told == ([disagree] if disagree else [])


def test_no_review_soon_after_the_start_is_none_and_long_after_not_on_record(tmp_path: Path) -> None:
    new, old = ({**ONE, "REVIEW": None, "STARTED": day} for day in (date(2026, 2, 2), date(2024, 1, 8)))
    assert read_list(tmp_path, new).children["A1"].periods[0].reviews_known_from == date(2026, 2, 2)
    extract = read_list(tmp_path, old)
    assert extract.children["A1"].periods[0].reviews_known_from == date(2026, 3, 3)
    assert words.NOT_KNOWN in messages(extract)


@pytest.mark.parametrize("start", ["30 Feb 2026", "n/k", None, date(2027, 3, 1)])
@pytest.mark.parametrize("born", [None, date(2013, 5, 6)])
def test_a_child_whose_start_no_row_tells_stays_out_and_its_care_is_not_ended(
    tmp_path: Path, start: Value, born: Value
) -> None:
    no_start: Record = {**ONE, "CHILD": "B2", "DOB": born, "STARTED": start, "STATUS_START": None, "PLACE_START": None}
    extract = read_list(tmp_path, ONE, no_start)
    assert (list(extract.children), extract.tells_of, extract.refused) == (["A1"], {"A1"}, {"B2"})
    assert messages(extract) & {words.NO_START_AT_ALL, words.STARTS_LATER}
    alone = read_list(tmp_path, no_start)
    assert (alone.children, alone.nothing_read != "") == ({}, True)


def test_titles_guidance_totals_and_blank_rows_are_no_children(tmp_path: Path) -> None:
    rows: list[list[Value]] = [["List 8"], [], *table([ONE])]
    rows.insert(3, ["(guidance)", *["see guidance"] * 20])
    rows += [[None], ["Total", 1], [None, "x"]]
    extract = read_bytes(tmp_path, xlsx({"Cover": [["Annex A"]], "List 8 - CLA": rows}))
    assert list(extract.children) == ["A1"]


def test_a_hidden_or_second_sheet_is_asked_about_and_left_until_then(tmp_path: Path) -> None:
    old: Record = {**ONE, "CHILD": "OLD", "REVIEW": date(2025, 3, 3)}
    data = xlsx({"List 8": table([ONE]), "List 8 (old)": table([old])}, hidden=["List 8 (old)"])
    extract = read_bytes(tmp_path, data)
    [question] = extract.questions
    assert (question.take, list(extract.children)) == (False, ["A1"])
    assert set(read_bytes(tmp_path, data, answers={question.key: True}).children) == {"A1", "OLD"}


def test_real_dates_beside_text_after_the_12th_are_asked_about(tmp_path: Path) -> None:
    turned: Record = {**ONE, "REVIEW": date(2025, 3, 11)}  # 03/11/2025, turned round by a spreadsheet
    text: Record = {**ONE, "CHILD": "B2", "REVIEW": "15/09/2025"}
    data = xlsx({"List 8": table([turned, text])})
    extract = read_bytes(tmp_path, data)
    [question] = extract.questions
    assert (question.take, extract.children) == (None, {})
    assert WAITS in extract.nothing_read
    right, round_again = (read_bytes(tmp_path, data, answers={question.key: yes}) for yes in (True, False))
    assert right.children["A1"].reviews[0].day == date(2025, 3, 11)
    assert round_again.children["A1"].reviews[0].day == LAST
    assert round_again.children["B2"].reviews[0].day == date(2025, 9, 15)


def test_month_first_is_asked_about_once_and_read_so(tmp_path: Path) -> None:
    rows = table([{**ONE, "DOB": "5/6/2013", "REVIEW": "11/3/2025"}, {**ONE, "CHILD": "B2", "REVIEW": "9/15/2025"}])
    data = csv_of([[f"{c:%m/%d/%Y}" if isinstance(c, date) else c for c in row] for row in rows])
    extract = read_bytes(tmp_path, data, "list.csv")
    [question] = extract.questions
    assert "9/15/2025 in row 3" in question.text
    assert extract.children == {}
    known = read_bytes(tmp_path, data, "list.csv", {question.key: True}).children["A1"]
    assert (known.born, known.reviews[0].day, known.periods[0].started) == (date(2013, 5, 6), LAST, date(2024, 1, 8))


def test_two_births_under_one_identifier_leave_the_child_out(tmp_path: Path) -> None:
    extract = read_list(tmp_path, ONE, {**ONE, "DOB": date(2012, 1, 1)}, {**ONE, "CHILD": "B2"})
    assert (list(extract.children), extract.refused) == (["B2"], {"A1"})


def test_plans_and_conferences_are_kept_as_facts(tmp_path: Path) -> None:
    plan: Record = {
        "CHILD": "P1", "DOB": date(2018, 5, 6), "PLAN_START": date(2025, 10, 6), "CATEGORY": "a) Neglect",
        "SW_VISIT": date(2026, 3, 2), "ALONE": "Yes", "CONFERENCE": date(2026, 1, 5), "EARLIER": 1,
    }  # fmt: skip
    five: Rows = [
        ["Child Unique ID", "Date of Strategy Discussion", "Date of Initial Child Protection Conference"],
        ["P1", date(2025, 9, 22), date(2025, 10, 6)],
    ]
    six: Rows = [
        ["Child Unique ID", "CIN Start Date", "Date Child Was Last Seen", "CIN Closure Date"],
        ["P1", date(2025, 9, 1), date(2026, 3, 9), None],
        ["NEED", date(2025, 9, 1), date(2026, 3, 9), None],
    ]
    extract = read_bytes(tmp_path, xlsx({"List 5": five, "List 6": six, "List 7": table([plan], LIST_7)}))
    child = extract.children["P1"]
    assert child.plans == [PlanFact(date(2025, 10, 6), None, "neglect", 1)]
    assert child.conferences == [
        ConferenceFact("review", date(2026, 1, 5)),
        ConferenceFact("initial", date(2025, 10, 6), strategy_on=date(2025, 9, 22)),
    ]
    assert child.visits == [VisitFact(date(2026, 3, 2), seen_alone=True), VisitFact(date(2026, 3, 9))]
    assert "NEED" not in extract.children
    assert words.ONLY_IN_NEED in messages(extract)


OUTCOME, ICPC = "Did the Conference Result in a Child Protection Plan", date(2026, 3, 5)


@pytest.mark.parametrize(
    ("cells", "plan", "message"),
    [
        ({OUTCOME: "Yes"}, (ICPC, None), words.PLAN_BY_CONFERENCE),
        ({OUTCOME: "a) Yes"}, (ICPC, None), words.PLAN_BY_CONFERENCE),
        ({OUTCOME: "plan made"}, (ICPC, None), words.PLAN_BY_CONFERENCE),
        ({OUTCOME: "CP Plan - Neglect"}, (ICPC, "neglect"), words.PLAN_BY_CONFERENCE),
        ({OUTCOME: "Child Protection Plan"}, (ICPC, None), words.PLAN_BY_CONFERENCE),
        ({"Child Protection Plan Start Date": date(2026, 3, 6)}, (date(2026, 3, 6), None), words.PLAN_BY_CONFERENCE),
        ({OUTCOME: "No"}, None, None),
        ({OUTCOME: "no plan"}, None, None),
        ({OUTCOME: "Not subject to a plan"}, None, None),
        ({OUTCOME: "plan not made"}, None, None),
        ({OUTCOME: "Child in need plan"}, None, None),
        ({OUTCOME: "perhaps"}, None, words.NO_OUTCOME),
        ({OUTCOME: "Yes", "ICPC": None}, None, words.PLAN_WITHOUT_DAY),
        ({OUTCOME: "Yes", "ICPC": date(2025, 6, 5)}, None, words.PLAN_OF_OLD),
    ],
)
@pytest.mark.parametrize("with_list_7", [False, True])
def test_a_plan_that_list_5_alone_tells_is_made_of_it_or_told(
    tmp_path: Path,
    cells: dict[str, Value],
    plan: tuple[date, str | None] | None,
    message: str | None,
    with_list_7: bool,
) -> None:
    held = cells.get("ICPC", ICPC)
    more = {name: cell for name, cell in cells.items() if name != "ICPC"}
    five: Rows = [
        ["Child Unique ID", "Date of Strategy Discussion", "Date of Initial Child Protection Conference", *more],
        ["P1", date(2025, 5, 22) if held != ICPC else date(2026, 2, 16), held, *more.values()],
        ["P2", date(2026, 4, 1), date(2026, 4, 17), *(None for _ in more)],
    ]
    other: Record = {"CHILD": "P2", "PLAN_START": date(2026, 4, 17), "CATEGORY": "a) Neglect"}
    sheets = {"List 5": five} | ({"List 7": table([other], LIST_7)} if with_list_7 else {})
    extract = read_bytes(tmp_path, xlsx(sheets))
    assert [(each.started, each.category) for each in extract.children["P1"].plans] == ([plan] if plan else [])
    assert [problem.message for problem in extract.problems if problem.ref == "P1"] == ([message] if message else [])


def test_a_plan_that_both_lists_tell_is_that_of_list_7(tmp_path: Path) -> None:
    five: Rows = [
        ["Child Unique ID", "Date of Strategy Discussion", "Date of Initial Child Protection Conference", OUTCOME],
        ["P1", date(2026, 2, 16), ICPC, "Yes"],
    ]
    plan: Record = {"CHILD": "P1", "PLAN_START": date(2026, 3, 6), "CATEGORY": "a) Neglect"}
    extract = read_bytes(tmp_path, xlsx({"List 5": five, "List 7": table([plan], LIST_7)}))
    assert [each.started for each in extract.children["P1"].plans] == [date(2026, 3, 6)]
    assert extract.problems == []


def test_a_conference_to_come_is_told_and_one_that_came_to_something_is_no_booking(tmp_path: Path) -> None:
    rows = table([{"CHILD": "C3", "DOB": date(2020, 1, 1), "PLAN_START": date(2025, 6, 10),
                   "CONFERENCE": date(2026, 8, 1)}], LIST_7)  # fmt: skip
    extract = read_bytes(tmp_path, xlsx({"List 7": rows}))
    assert [held.held for held in extract.children["C3"].conferences] == [False]
    assert words.CONFERENCE_AHEAD in messages(extract)
    for outcome, told in (("", {words.CONFERENCE_AHEAD}), ("Y", {words.FUTURE, words.PLAN_WITHOUT_DAY})):
        row: dict[str, Value] = {"Child Unique ID": "D4", "StratDiscussionDate": date(2026, 3, 10),
               "InitialCPConfDate": date(2026, 8, 1), OUTCOME: outcome}  # fmt: skip
        extract = read_bytes(tmp_path, xlsx({"List 5": [[*row], [*row.values()]]}))
        assert len(extract.children["D4"].conferences) == (not outcome)
        assert messages(extract) == told


def test_a_day_of_birth_to_come_is_the_expected_one_and_an_enquiry_without_a_conference_is_told(tmp_path: Path) -> None:
    head = ["Child Unique ID", "Date of Birth", "Date of Strategy Discussion",
            "Date of Initial Child Protection Conference",
            "Was an Initial Child Protection Conference deemed unnecessary?"]  # fmt: skip
    five: Rows = [
        head,
        ["U1", date(2026, 7, 5), date(2026, 4, 8), date(2026, 4, 27), "No"],
        ["U2", date(2026, 4, 1), date(2026, 3, 2), date(2026, 3, 20), "No"],
        ["B3", date(2015, 5, 5), date(2026, 4, 8), None, "No"],
        ["B4", date(2015, 5, 5), date(2026, 4, 8), None, "Yes"],
        ["B5", date(2029, 5, 5), date(2025, 12, 8), None, "No"],
    ]
    extract = read_bytes(tmp_path, xlsx({"List 5": five, "List 8": table([{**ONE, "DOB": date(2026, 6, 1)}])}))
    unborn, born_since = extract.children["U1"], extract.children["U2"]
    assert (unborn.born, unborn.expected, [c.kind for c in unborn.conferences]) == (
        None,
        date(2026, 7, 5),
        ["pre_birth"],
    )
    assert (born_since.expected, [c.kind for c in born_since.conferences]) == (None, ["pre_birth"])
    told = [(problem.row, problem.message) for problem in extract.problems]
    assert (2, words.EXPECTED) in told
    assert [row for row, message in told if message == words.NO_CONFERENCE] == [4], (
        "neither one needed none, nor of old"
    )
    assert [row for row, message in told if message == words.BAD_BIRTH] == [6, 2], (
        "years ahead, or looked after, is none"
    )
    assert extract.children["A1"].expected is None


@pytest.mark.parametrize(
    ("days", "place", "plan", "asked"),
    [
        ({"SHOULD_BE": date(2025, 6, 2)}, "U6", "ADOPTION", False),
        ({"SHOULD_BE": date(2025, 6, 2), "REVERSED": date(2025, 9, 1)}, "U6", None, False),
        ({"PLACED": date(2025, 9, 1)}, "U6", None, True),
        ({"PLACED": date(2025, 9, 1)}, "A6", None, False),
        ({"PLACED": date(2025, 9, 1), "REVERSED": date(2025, 10, 1)}, "U6", None, False),
    ],
)
def test_a_decision_for_adoption_is_the_plan_and_a_placing_without_its_placement_is_told(
    tmp_path: Path, days: Record, place: str, plan: str | None, *, asked: bool
) -> None:
    headings = {
        "CHILD": "Child Unique ID",
        "SHOULD_BE": "Date of the Decision that Child Should Be Placed for Adoption",
        "PLACED": "Date the Child Was Placed for Adoption",
        "ORDER": "Date of Placement Order",
        "REVERSED": "Date of Decision that Child Should No Longer Be Placed for Adoption",
    }
    eight = table([{**ONE, "PLACE": place, "PERMANENCE": None}])
    ten = table([{"CHILD": "A1", **days}], headings)
    extract = read_bytes(tmp_path, xlsx({"List 8": eight, "List 10": ten}))
    assert extract.children["A1"].permanence_plan == plan
    assert (words.PLACED_OTHERWISE in messages(extract)) is asked


@pytest.mark.parametrize(
    ("heading", "message"),
    [
        ("Date of last LAC rev held", UNKNOWN_COLUMN),
        ("Reviewed", UNKNOWN_COLUMN),
        ("Notes", UNKNOWN_COLUMN),
        ("Date of latest statutory review", None),
        ("Age of Child (Years)", NOT_NEEDED),
        ("Date of Last Dental Check", NOT_NEEDED),
        ("Placement postcode", NOT_NEEDED),
        ("NumberICPCs", NOT_NEEDED),
        ("ChildAcceptedReturnInterviewAfterLastMFH", NOT_NEEDED),
    ],
)
def test_a_column_that_is_not_read_is_told(tmp_path: Path, heading: str, message: str | None) -> None:
    rows = table([ONE])
    rows[0][list(OFSTED).index("REVIEW")] = heading
    for name, data in (("annex.xlsx", xlsx({"List 8": rows})), ("list.csv", csv_of(rows))):
        problems = read_bytes(tmp_path, data, name).problems
        told = {problem.message: problem.field for problem in problems} if message else {}
        assert (heading in (told.get(message or "") or "")) is bool(message)
        assert bool({UNKNOWN_COLUMN, NOT_NEEDED}.intersection(problem.message for problem in problems)) is bool(message)


def test_an_empty_column_and_a_cover_are_not_told(tmp_path: Path) -> None:
    rows = [[*row, "Our notes" if not n else None] for n, row in enumerate(table([ONE, {**ONE, "CHILD": "B2"}]))]
    cover: Rows = [["Annex A", "made 3 March"], ["List", "what it is"], ["8", "looked after"], [None]]
    assert read_bytes(tmp_path, xlsx({"Cover": cover, "List 8": rows})).problems == []


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        ("List 6", UNKNOWN_SHEET),
        ("List 9", UNKNOWN_SHEET),
        ("CLA reviews", UNKNOWN_SHEET),
        ("List 3 - Assessments", NOT_NEEDED),
    ],
)
@pytest.mark.parametrize("write", [xlsx, ods])
def test_a_sheet_that_is_not_read_is_told(tmp_path: Path, write: object, sheet: str, message: str) -> None:
    other: Rows = [["Person", "Opened", "Last visit"], ["A1", date(2025, 9, 1), date(2026, 3, 9)], ["B2", None, None]]
    extract = read_bytes(tmp_path, write({"List 8": table([ONE]), sheet: other}))  # type: ignore[operator]
    [problem] = extract.problems
    assert (problem.field, problem.message) == (sheet, message)
