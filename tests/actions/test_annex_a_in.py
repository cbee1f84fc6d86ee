"""Annex A on record: what comes of it, beside a return, and again later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_tui.actions.import_files import ImportPreview, answered, apply_import, preview_import
from iro_tui.caseload.lists.children import CHILDREN, card
from iro_tui.caseload.lists.differences import DIFFERENCES
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.domain.care_status import may_have_left
from iro_tui.exchange.readers import read_files
from tests.support.acting import act
from tests.support.annex_a import LIST_7, OFSTED, ONE, ONE_WORD, TODAY, Record, table
from tests.support.returns import ONE_CHILD, make_return
from tests.support.workbooks import Rows, Value, csv_of, ods, xlsx

OpenDesk = Callable[[date], Session]
NEW: Record = {**ONE, "STARTED": date(2025, 11, 3), "STATUS_START": date(2025, 11, 3),
               "PLACE_START": date(2025, 11, 3), "REVIEW": date(2025, 11, 28)}  # fmt: skip


def bring_in(session: Session, folder: Path, *records: Record, ended: int | None = None) -> ImportPreview:
    path = folder / "annex.xlsx"
    path.write_bytes(xlsx({"List 8": table(records)}))
    preview = preview_import(session, [path])
    apply_import(session, preview, ended=ended)
    return preview


def limits(session: Session) -> dict[str, tuple[date, str, bool]]:
    rows = session.lines(CHILDREN)
    return {row.ref: (row.next_review.limit, row.next_review.rule, row.next_review.inferred) for row in rows}  # type: ignore[union-attr]


def test_a_limit_that_rests_on_the_last_review_alone_is_inferred(tmp_path: Path, open_session: OpenDesk) -> None:
    session = open_session(date(2026, 3, 2))
    bring_in(session, tmp_path, NEW, {**ONE, "CHILD": "B2"})
    assert limits(session) == {
        "A1": (date(2026, 2, 28), "rev2", True),
        "B2": (date(2026, 5, 3), "rev3+", False),
    }
    [row] = [row for row in session.lines(CHILDREN) if row.ref == "B2"]
    assert (row.last_seen, row.legal_status) == (date(2026, 2, 9), "C2")
    assert preview_import(session, [tmp_path / "annex.xlsx"]).changes_nothing


def test_plans_and_conferences_ask_for_the_next_conference(tmp_path: Path, open_session: OpenDesk) -> None:
    """Lists 5 and 7, of a child with a plan and of one whose initial conference is to come."""
    session, path = open_session(date(2026, 3, 2)), tmp_path / "annex.xlsx"
    five: list[list[Value]] = [
        [
            "Child Unique ID",
            "Date of Birth",
            "Date of Strategy Discussion",
            "Date of Initial Child Protection Conference",
        ],
        ["P1", date(2018, 5, 6), date(2025, 9, 22), date(2025, 10, 6)],
        ["P2", date(2020, 5, 6), date(2026, 2, 23), date(2026, 3, 12)],
    ]
    plan: Record = {"CHILD": "P1", "DOB": date(2018, 5, 6), "PLAN_START": date(2025, 10, 6), "CATEGORY": "a) Neglect",
                    "SW_VISIT": None, "ALONE": None, "CONFERENCE": date(2026, 1, 5), "EARLIER": 1}  # fmt: skip
    path.write_bytes(xlsx({"List 5": five, "List 7": table([plan], LIST_7)}))
    apply_import(session, preview_import(session, [path]), ended=None)
    rows = {row.ref: row for row in session.lines(CHILDREN)}
    asked = {ref: row.conference for ref, row in rows.items()}
    assert {ref: row.status for ref, row in rows.items()} == {"P1": "child_protection", "P2": "conference"}
    assert asked["P1"] is not None
    assert asked["P2"] is not None
    assert (asked["P1"].rule, asked["P1"].due, rows["P1"].category) == ("rcpc2+", date(2026, 7, 5), "neglect")
    assert (asked["P2"].rule, asked["P2"].due, asked["P2"].booked) == ("icpc", date(2026, 3, 16), date(2026, 3, 12))
    assert preview_import(session, [path]).changes_nothing


def test_a_plan_of_an_earlier_list_7_is_not_made_again_of_a_later_list_5(
    tmp_path: Path, open_session: OpenDesk
) -> None:
    path = tmp_path / "annex.xlsx"
    plan: Record = {"CHILD": "P1", "DOB": date(2018, 5, 6), "PLAN_START": date(2026, 3, 6), "CATEGORY": "a) Neglect"}
    head: list[Value] = ["Child Unique ID", "Date of Strategy Discussion",
                         "Date of Initial Child Protection Conference",
                         "Did the conference result in a child protection plan"]  # fmt: skip
    five: Rows = [head, ["P1", date(2026, 2, 16), date(2026, 3, 5), "Yes"],
                  ["P2", date(2026, 3, 16), date(2026, 4, 9), "Yes"]]  # fmt: skip
    session = open_session(date(2026, 4, 20))
    for sheets in ({"List 7": table([plan], LIST_7)}, {"List 5": five}):
        path.write_bytes(xlsx(sheets))
        apply_import(session, preview_import(session, [path]))
    plans = {case.ref: [(p.started, p.category) for p in case.plans] for case in session.caseload().cases.values()}
    assert plans == {"P1": [(date(2026, 3, 6), "neglect")], "P2": [(date(2026, 4, 9), None)]}
    assert {row.ref: row.status for row in session.lines(CHILDREN)} == dict.fromkeys(("P1", "P2"), "child_protection")


def test_a_conference_booked_is_held_by_a_later_extract_and_an_unborn_child_is_born(
    tmp_path: Path, open_session: OpenDesk
) -> None:
    """Booked, then held; expected, then born; a plan that began before the birth; days of visits that move on."""
    path = tmp_path / "annex.xlsx"
    head: list[Value] = ["Child Unique ID", "Date of Birth", "Date of Strategy Discussion",
                         "Date of Initial Child Protection Conference",
                         "Did the conference result in a child protection plan"]  # fmt: skip

    def extract(*five: list[Value], seven: list[Record], day: date) -> Session:
        path.write_bytes(xlsx({"List 5": [head, *five], "List 7": table(seven, LIST_7)}))
        session = open_session(day)
        apply_import(session, preview_import(session, [path]))
        return session

    visit: Record = {"CHILD": "P3", "DOB": date(2018, 5, 6), "PLAN_START": date(2025, 10, 6), "CATEGORY": "NEG",
                     "SW_VISIT": date(2026, 3, 30), "CONFERENCE": date(2026, 1, 5)}  # fmt: skip
    session = extract(
        ["P1", None, date(2026, 4, 1), date(2026, 4, 30), None],
        ["P2", date(2026, 7, 5), date(2026, 4, 8), date(2026, 5, 1), None],
        seven=[visit],
        day=date(2026, 4, 20),
    )
    cases = {case.ref: case for case in session.caseload().cases.values()}
    assert (cases["P2"].is_unborn, cases["P2"].expected) == (True, date(2026, 7, 5))
    assert [duty.what for duty in session.caseload().duties[session.find_child("P1")]].count(
        "Find out the date of birth"
    ) == 1
    began = {"P1": date(2026, 4, 30), "P2": date(2026, 5, 1)}
    births = {"P1": date(2016, 1, 1), "P2": date(2026, 6, 28)}
    seven: list[Record] = [
        {"CHILD": ref, "DOB": births[ref], "PLAN_START": day, "CATEGORY": "EMO"} for ref, day in began.items()
    ]
    later = {**visit, "SW_VISIT": date(2026, 6, 30), "CONFERENCE": date(2026, 6, 29)}
    session = extract(
        ["P1", births["P1"], date(2026, 4, 1), date(2026, 4, 30), "Yes"],
        ["P2", births["P2"], date(2026, 4, 8), date(2026, 5, 1), "Yes"],
        seven=[*seven, later],
        day=date(2026, 7, 6),
    )
    cases = {case.ref: case for case in session.caseload().cases.values()}
    assert {ref: [c.held for c in case.conferences if c.kind != "review"] for ref, case in cases.items()} == {
        "P1": [date(2026, 4, 30)], "P2": [date(2026, 5, 1)], "P3": [],
    }  # fmt: skip
    assert (cases["P2"].born, [plan.started for plan in cases["P2"].plans]) == (births["P2"], [began["P2"]])
    assert [plan.category for plan in cases["P1"].plans] == ["emotional abuse"]
    asked = {row.ref: row.conference for row in session.lines(CHILDREN)}
    assert {ref: duty.due for ref, duty in asked.items() if duty} == {
        "P1": date(2026, 7, 30), "P2": date(2026, 8, 1), "P3": date(2026, 12, 29),
    }  # fmt: skip
    assert preview_import(session, [path]).changes_nothing


def test_a_later_extract_rules_and_what_it_changed_is_listed(tmp_path: Path, open_session: OpenDesk) -> None:
    session = open_session(TODAY)
    first = [{**ONE, "CHILD": f"C{n}"} for n in range(12)]
    bring_in(session, tmp_path, *first)
    later = [{**record, "SW_VISIT": date(2026, 4, 13)} for record in first]
    later[0] = {**later[0], "REVIEW": date(2026, 4, 7)}  # held since
    later[1] = {**later[1], "REVIEW": date(2025, 10, 27)}  # put right
    later[2] = {**later[2], "ENDED": date(2026, 4, 1), "WHY_ENDED": "E4A"}
    bring_in(session, tmp_path, *later, {**NEW, "CHILD": "N1"})
    assert limits(session)["C0"][:2] == (date(2026, 10, 7), "rev3+")
    assert limits(session)["C1"][:2] == (date(2026, 4, 27), "rev3+")
    assert "C2" not in limits(session)
    lines = [(row.ref, row.kind, row.what, row.was, row.now) for row in session.lines(DIFFERENCES)]
    assert ("N1", "new", "new", None, None) in lines
    of_c2 = [line[1:] for line in lines if line[0] == "C2" and line[2] != "visit"]
    assert of_c2 == [("ended", "care", None, date(2026, 4, 1))], "status and placement ended with it"
    assert ("C0", "held", "review held", None, date(2026, 4, 7)) in lines
    assert any(line[:2] == ("C1", "moved") and line[4] == date(2025, 10, 27) for line in lines)
    session.undo()
    assert limits(session)["C0"][:2] == (date(2026, 5, 3), "rev3+")


def test_more_than_a_fifth_ending_at_once_is_brought_in_with_their_number_alone(
    tmp_path: Path, open_session: OpenDesk
) -> None:
    session = open_session(TODAY)
    first = [{**ONE, "CHILD": f"C{n}"} for n in range(9)]
    bring_in(session, tmp_path, *first)
    ending = [{**r, "ENDED": date(2026, 3, 1), "WHY_ENDED": "E8"} if n < 2 else r for n, r in enumerate(first)]
    for wrong in (None, 1, 9):
        with pytest.raises(Refused, match="Care would end for 2 children of 9 at once"):
            bring_in(session, tmp_path, *ending, ended=wrong)
    assert len(session.lines(CHILDREN)) == 9
    bring_in(session, tmp_path, *ending, ended=2)
    assert len(session.lines(CHILDREN)) == 7


def test_whose_care_ends_by_an_answer_is_counted_at_once(tmp_path: Path, open_session: OpenDesk) -> None:
    session = open_session(TODAY)
    first = [{**ONE, "CHILD": f"C{n}"} for n in range(9)]
    bring_in(session, tmp_path, *first)
    path = tmp_path / "annex.xlsx"
    path.write_bytes(xlsx({"List 8": table([{**r, "REVIEW": date(2026, 4, 7)} for r in first[:7]])}))
    preview = preview_import(session, [path])
    absent = [each for each in preview.asked if "is not in" in each.text]
    assert (len(absent), preview.ended, preview.ends_many) == (2, 0, False)
    taken = answered(session, preview, {each.key: True for each in absent})
    assert (taken.ended, taken.ends_many, "care ended for 2" in taken.summary) == (2, True, True)
    back = answered(session, taken, {absent[0].key: False})
    assert (back.ended, back.ends_many) == (1, False)


def test_care_of_a_child_who_is_missing_ended_between_the_two_lists_and_its_day_is_asked(
    tmp_path: Path, open_session: OpenDesk
) -> None:
    """The list of 2 March has the child open, that of 7 April not: neither day is the end; both are said."""
    session = open_session(TODAY)
    bring_in(session, tmp_path, ONE, {**ONE, "CHILD": "B2"})
    path = tmp_path / "annex.xlsx"
    path.write_bytes(xlsx({"List 8": table([{**ONE, "REVIEW": date(2026, 4, 7)}])}))
    preview = preview_import(session, [path])
    [absent] = [each for each in preview.asked if "is not in" in each.text]
    assert "on an unknown day after Mon 2 Mar 2026, by Tue 7 Apr 2026, and is kept as ended by then" in absent.text
    apply_import(session, answered(session, preview, {absent.key: True}))
    child = session.find_child("B2")
    case = session.caseload().cases[child]
    assert [(p.ended, p.end_known) for p in case.periods] == [(date(2026, 4, 7), False)]
    assert [s.ended for s in case.legal_statuses] + [p.ended for p in case.placements] == [date(2026, 4, 7)] * 2, (
        "status and placement ended with it"
    )
    assert [line[:2] for line in _news(session) if line[0] == "B2"] == [("B2", "ended")]
    [alert] = [words for words in card(session.caseload(), child).row.alerts if "had ended by" in words]
    assert "Care had ended by Tue 7 Apr" in alert
    assert preview_import(session, [path]).changes_nothing
    assert [(may_have_left(case, day), day) for day in (date(2026, 3, 2), date(2026, 3, 31), date(2026, 4, 7))] == [
        (False, date(2026, 3, 2)),
        (True, date(2026, 3, 31)),
        (False, date(2026, 4, 7)),
    ]

    done = act(session, "end_care", [child], reason="E4A", on=date(2026, 3, 20))
    assert "care ended Fri 20 Mar" in done.sentence
    [period] = session.caseload().cases[child].periods
    assert (period.ended, period.end_known, period.end_reason) == (date(2026, 3, 20), True, "E4A")
    assert preview_import(session, [path]).changes_nothing, "a person's day stands"


def _news(session: Session) -> list[tuple[str, str]]:
    return [(row.ref, row.kind) for row in session.lines(DIFFERENCES)]


def test_a_return_and_an_annex_a_tell_one_story(tmp_path: Path, open_session: OpenDesk) -> None:
    """The return knows the reviews up to its day, the list the last one since; in either order of bringing in."""
    stories = []
    child: Record = {**NEW, "CHILD": "1001", "DOB": None, "STARTED": date(2026, 9, 7), "REVIEW": date(2026, 11, 2),
                     "STATUS": "V2", "STATUS_START": date(2026, 9, 7), "PLACE_START": date(2026, 9, 7),
                     "SW_VISIT": date(2026, 11, 16), "IRO_CONTACT": None}  # fmt: skip
    for order in (0, 1):
        folder = tmp_path / str(order)
        session = open_session(date(2026, 11, 20))
        folder.mkdir()
        for step in ("list", "return") if order else ("return", "list"):
            if step == "list":
                bring_in(session, folder, child)
            else:
                apply_import(session, preview_import(session, [make_return(folder / "return", **ONE_CHILD)]))
        [row] = session.lines(CHILDREN)
        stories.append((row.next_review and row.next_review.limit, row.legal_status))
        session.undo()
        session.undo()
    assert stories[0] == stories[1]


def test_a_hidden_sheet_is_read_once_it_was_said_so(tmp_path: Path, open_session: OpenDesk) -> None:
    session = open_session(TODAY)
    path = tmp_path / "annex.xlsx"
    old: Record = {**ONE, "CHILD": "OLD"}
    path.write_bytes(xlsx({"List 8": table([ONE]), "Old": table([old])}, hidden=["Old"]))
    preview = preview_import(session, [path])
    [asked] = preview.asked
    assert (preview.new, asked.yes, asked.no) == (1, "read", "leave")
    assert answered(session, preview, {asked.key: True}).new == 2


MARCH, APRIL = date(2025, 7, 5), date(2026, 1, 5)


@pytest.mark.parametrize(
    ("sheets", "hidden", "held", "limit", "inferred"),
    [
        # Of whatever rank a sheet is, and whichever stands first.
        ((("List 8 Mar 26", MARCH), ("List 8 Apr 26", APRIL)), (), [MARCH, APRIL], date(2026, 7, 5), False),
        ((("List 8 Apr 26", APRIL), ("List 8 Mar 26", MARCH)), (), [MARCH, APRIL], date(2026, 7, 5), False),
        ((("List 8", MARCH), ("New", APRIL)), ("New",), [MARCH, APRIL], date(2026, 7, 5), False),
        ((("New", APRIL), ("List 8", MARCH)), (), [MARCH, APRIL], date(2026, 7, 5), False),
        # What one of them leaves open is not certain by the other.
        ((("List 8", MARCH), ("New", None)), (), [MARCH], date(2025, 10, 5), True),
        ((("List 8", MARCH), ("New", "5/1/2026 cancelled")), (), [MARCH], date(2025, 10, 5), True),
    ],
)
def test_two_sheets_of_one_list_tell_each_its_review_and_the_latest_counts(
    tmp_path: Path,
    open_session: OpenDesk,
    sheets: tuple[tuple[str, Value], ...],
    hidden: tuple[str, ...],
    held: list[date],
    limit: date,
    inferred: bool,
) -> None:
    session, path = open_session(date(2026, 5, 20)), tmp_path / "annex.xlsx"
    rows = {name: table([{**ONE, "REVIEW": review, "IRO_CONTACT": None}]) for name, review in sheets}
    path.write_bytes(xlsx(rows, hidden=hidden))
    preview = preview_import(session, [path])
    [asked] = preview.extract.questions
    apply_import(session, answered(session, preview, {asked.key: True}))
    [case] = session.caseload().cases.values()
    assert [review.held for review in case.reviews] == held
    assert {ref: (day, told) for ref, (day, _, told) in limits(session).items()} == {"A1": (limit, inferred)}
    again = preview_import(session, [path])
    assert answered(session, again, {asked.key: True}).changes_nothing


def test_two_rows_of_one_child_tell_each_its_review_and_a_blank_beside_one_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "annex.xlsx"
    for reviews in ((MARCH, APRIL, None), (None, APRIL, MARCH), (APRIL, None, MARCH)):
        path.write_bytes(xlsx({"List 8": table([{**ONE, "REVIEW": day} for day in reviews])}))
        child = read_files([path], TODAY).children["A1"]
        assert [review.day for review in child.reviews] == [MARCH, APRIL]
        assert [period.reviews_known_from for period in child.periods] == [APRIL]


STYLES: dict[str, Callable[[date], Value]] = {
    "real": lambda day: day,
    "text": lambda day: f"{day:%d/%m/%Y}",
    "iso": lambda day: f"{day.isoformat()} 00:00:00.000",
    "words": lambda day: f"{day.day} {day:%b %Y}",
    "serial": lambda day: (day - date(1899, 12, 30)).days,
    "short": lambda day: f"{day.day}/{day.month}/{day:%y}",
    "us": lambda day: f"{day.month}/{day.day}/{day.year}",
}
SPELLINGS = {"STATUS": ("C2", "C2: FCO", "FULL CARE ORDER [C2]", "b) C2 - Care Order"),
             "PLACE": ("U6", "f) U6: Foster placement - not FFA", "U6 Foster placement")}  # fmt: skip


BESIDE = (
    "",
    "",
    "",
    "{} cancelled",
    "{} & 15/3/2026",
    "{} tbc",
    "{} not held",
    "{} moved to 15/3/2026",
    "planned {}",
    "{}?",
)
"""What may stand beside a day, and makes it another one or none."""
NO_DAY = ("soon", "w/c 3 Nov 2025", "12 Nov", "next month", "TBC")
IMPOSSIBLE = {True: "4/31/2026", False: "31/4/2026"}
"""What may stand in place of a day, the last in the order of its file: month first or not."""


@given(st.data())
@settings(max_examples=60)
def test_messy_sheets_tell_the_same_or_a_problem_never_a_wrong_date(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    days = st.dates(date(2024, 1, 1), date(2026, 3, 31))
    records = [
        {**ONE, "CHILD": f"K{n}", "STARTED": date(2023, 6, 1 + n), "STATUS_START": None, "PLACE_START": None,
         "REVIEW": data.draw(days), "SW_VISIT": data.draw(days), "IRO_CONTACT": data.draw(days)}
        for n in range(data.draw(st.integers(1, 5)))
    ]  # fmt: skip
    dated = ("DOB", "STARTED", "REVIEW", "SW_VISIT", "IRO_CONTACT")
    true = {str(record["CHILD"]): {name: {record[name]} for name in dated} for record in records}
    # Whoever writes a file writes figures in one order; real dates and words stand beside them.
    styles = data.draw(st.sampled_from([("us", "iso", "words"), ("real", "text", "iso", "words", "serial", "short")]))
    style = {name: data.draw(st.sampled_from(styles)) for name in OFSTED}
    family = data.draw(st.sampled_from([OFSTED, ONE_WORD]))
    order = data.draw(st.permutations([name for name in family if name != "LOCATION"]))
    messy = [
        {
            name: STYLES[style[name]](cell)
            if isinstance(cell, date)
            else data.draw(st.sampled_from(SPELLINGS[name]))
            if name in SPELLINGS
            else cell
            for name, cell in record.items()
        }
        for record in records
    ]
    for record in messy:
        for name in ("REVIEW", "SW_VISIT", "IRO_CONTACT"):
            none = (*NO_DAY, IMPOSSIBLE["us" in styles])
            beside = data.draw(st.sampled_from((*BESIDE, *none)))
            if beside in none or (beside and isinstance(record[name], str)):
                record[name] = beside.format(record[name])
                true[str(record["CHILD"])][name] = set()
    unknown = data.draw(st.sampled_from(["", "", "REVIEW", "SW_VISIT", "IRO_CONTACT"]))
    for days_of in true.values() if unknown else ():
        days_of[unknown] = set()
    headings = {**family, unknown: "As we call it"}
    rows = table(messy, {name: headings[name] for name in order})
    write = data.draw(st.sampled_from([lambda r: xlsx({"List 8": r}), lambda r: ods({"8": r}), csv_of]))
    path = tmp_path_factory.mktemp("messy") / ("l.csv" if write is csv_of else "l.xlsx")
    path.write_bytes(write(table(messy, {name: headings[name] for name in family if name in order})))
    in_usual_order = read_files([path], TODAY)
    path.write_bytes(write(rows))
    extract = read_files([path], TODAY)
    assert extract.children == in_usual_order.children
    assert {*extract.problems} == {*in_usual_order.problems}, "in whatever order the columns stand"
    whole = set(extract.children) == set(true)
    assert whole or extract.questions or extract.problems
    if unknown:
        assert any("As we call it" in (problem.field or "") for problem in extract.problems)
    for ref, child in extract.children.items():
        assert {child.born} - {None} <= true[ref]["DOB"]
        assert {period.started for period in child.periods} <= true[ref]["STARTED"]
        assert {review.day for review in child.reviews} <= true[ref]["REVIEW"]
        assert {visit.day for visit in child.visits} <= true[ref]["SW_VISIT"]
        assert {contact.day for contact in child.contacts} <= true[ref]["IRO_CONTACT"]
