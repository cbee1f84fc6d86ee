"""A list brought in again: whatever any of its columns says otherwise than the record is taken, asked, or told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from iro_tui.actions.import_files import preview_import
from iro_tui.actions.listed_row import ASKS, IN, OUT, RowPreview
from iro_tui.actions.pasted_rows import RowChoices, apply_rows, preview_rows
from iro_tui.caseload.lists.differences import DIFFERENCES
from iro_tui.caseload.session import Session
from iro_tui.exchange.column_names import NAMES
from iro_tui.exchange.headings import LOG
from iro_tui.exchange.pasted import read_block
from tests.support import TODAY
from tests.support.acting import act

TAKEN, TOLD = IN, OUT
BARE = {"ref": "N 1", "case_kind": "LAC"}
CARE = {
    "ref": "N 1", "initials": "KB", "born": "5/6/15", "status": "FCO", "case_kind": "LAC", "since": "3/8/26",
    "placement": "U6", "last_review": "27/8/26", "next_review": "24/11/26 10am Saltby", "rag": "green",
    "worker": "J Doe", "manager": "A Moss", "midpoint_done": "1/10/26", "invited_on": "13/8/26", "report_on": "24/8/26",
    "papers_on": "25/8/26", "decisions_on": "3/9/26", "record_on": "10/9/26", "signed_off_on": "11/9/26",
    "distributed_on": "14/9/26", "care_plan_on": "8/9/26",
}  # fmt: skip
PLAN = {"ref": "N 1", "status": "CP", "plan": "neglect", "plan_since": "24/8/26", "last_conference": "24/8/26",
        "next_conference": "24/11/26 10:00 Saltby"}  # fmt: skip
UNBORN = {"ref": "N 1", "status": "unborn", "expected": "1/3/27", "strategy": "5/11/26",
          "next_conference": "24/11/26 10:00"}  # fmt: skip
WAITING = {"ref": "N 1", "status": "s47", "strategy": "5/11/26", "next_conference": "24/11/26 10:00"}


def block(cells: dict[str, str]) -> str:
    """A list of one child, each column by the first of its names."""
    headings = [NAMES[name][0] for name in cells]
    return "\t".join(headings) + "\n" + "\t".join(cells.values()) + "\n"


def put_here(session: Session, cells: dict[str, str]) -> None:
    apply_rows(session, preview_rows(session, read_block(block(cells)), RowChoices()))


def again(session: Session, cells: dict[str, str], take: bool | None = None) -> RowPreview:
    choices = RowChoices(taken={} if take is None else {1: take})
    [row] = preview_rows(session, read_block(block({"ref": "N 1"} | cells)), choices).rows
    return row


TABLE = [
    # here, the column, what it says now, what becomes of it, and what is said
    (CARE, "initials", "KC", TOLD, "initials KC in your list, KB on record: that stands"),
    (CARE, "born", "6/6/15", TOLD, "born 06/06/2015 in your list, 05/06/2015 on record: that stands"),
    (CARE, "status", "ICO", TOLD, "interim care order in your list, full care order on record: that stands"),
    (CARE, "status", "CP", TOLD, "child protection plan only in your list, looked after on record: that stands"),
    (CARE, "case_kind", "CP", TOLD, "child protection plan only in your list, looked after on record: that stands"),
    (CARE, "since", "4/8/26", TOLD, "in care since Tue 4 Aug in your list, Mon 3 Aug on record: that stands"),
    (CARE, "ended", "1/11/26", TOLD, "care ended Sun 1 Nov in your list, going on here"),
    (CARE, "placement", "K2", TOLD, "children's home in your list, foster care, another carer on record: that stands"),
    (CARE, "last_review", "28/8/26", ASKS, "or one meeting, held Fri 28 Aug (y) or Thu 27 Aug (n)?"),
    (CARE, "next_review", "26/11/26", ASKS, "y moves it"),
    (CARE, "next_review", "24/11/26 2pm", ASKS, "at 10:00 here, 14:00 in your list"),
    (CARE, "next_review", "24/11/26 10am Ottery", ASKS, "Saltby here, Ottery in your list"),
    (CARE, "rag", "amber", TOLD, "amber in your list, green on record: that stands"),
    (CARE, "worker", "K New", TOLD, "social worker K New in your list, J Doe on record: that stands"),
    (CARE, "manager", "K New", TOLD, "team manager K New in your list, A Moss on record: that stands"),
    (CARE, "iro", "K New", TOLD, "IRO K New in your list, C Reed on record: that stands"),
    (CARE, "plan", "neglect", TOLD, "none on record here"),
    (CARE, "plan_since", "1/8/26", TOLD, "none on record here"),
    (CARE, "last_conference", "2/11/26", TOLD, "no child protection plan on record"),
    (CARE, "next_conference", "2/12/26", TAKEN, "the conference booked for Wed 2 Dec"),
    (CARE, "conference_due", "2/12/26", TOLD, "conference due Wed 2 Dec in your list, none is counted here"),
    (CARE, "strategy", "5/11/26", TAKEN, "the strategy discussion of Thu 5 Nov"),
    (CARE, "expected", "1/3/27", TOLD, "expected Mon 1 Mar 2027 in your list, not unborn on record"),
    (CARE, "next_due", "1/12/26", TOLD, "due Tue 1 Dec in your list"),
    (CARE, "next_due", "soon", TOLD, "“soon” is no day"),
    (CARE, "midpoint_due", "2/10/26", TOLD, "here already, nothing new"),  # the check is done
    (BARE, "midpoint_due", "1/10/26", TOLD, "mid-point due Thu 1 Oct in your list"),
    (CARE, "iro_visit", "10/11/26", TAKEN, "adds IRO's visit of Tue 10 Nov"),
    (CARE, "midpoint_done", "2/10/26", TOLD, "is on record and stands"),
    *((CARE, name, "26/8/26", TOLD, "is on record and stands") for name in ("invited_on", "report_on", "papers_on")),
    *((CARE, name, "29/9/26", TOLD, "is on record and stands")
      for name in ("decisions_on", "record_on", "signed_off_on", "distributed_on", "care_plan_on")),
    (PLAN, "status", "FCO", TOLD, "full care order in your list, not looked after on record"),
    (PLAN, "case_kind", "LAC", TOLD, "looked after in your list, child protection plan only on record"),
    (PLAN, "since", "4/8/26", TOLD, "in care since Tue 4 Aug in your list, not looked after on record"),
    (PLAN, "placement", "K2", TOLD, "not looked after on record"),
    (PLAN, "plan", "emotional", TOLD, "neglect on record: that stands"),
    (PLAN, "plan_since", "1/8/26", TOLD, "on record: that stands"),
    (PLAN, "last_conference", "25/8/26", TOLD, "is on record and stands"),
    (PLAN, "next_conference", "26/11/26", ASKS, "y moves it"),
    (PLAN, "next_conference", "24/11/26 14:00", ASKS, "at 10:00 here, 14:00 in your list"),
    (PLAN, "conference_due", "3/12/26", TOLD, "conference due Thu 3 Dec in your list"),
    (PLAN, "conference_due", "soon", TOLD, "“soon” is no day"),
    (PLAN, "strategy", "5/8/26", TAKEN, "the strategy discussion of Wed 5 Aug"),
    (PLAN, "next_due", "1/12/26", TOLD, "due Tue 1 Dec in your list, none is counted here"),
    (UNBORN, "expected", "8/3/27", TOLD, "expected Mon 8 Mar 2027 in your list, Mon 1 Mar 2027 on record: that stands"),
    (UNBORN, "born", "18/11/26", TOLD, "born 18/11/2026 in your list, unborn on record: that stands"),
    (UNBORN, "strategy", "6/11/26", TOLD, "Thu 5 Nov on record: that stands"),
    (WAITING, "strategy", "6/11/26", TOLD, "Thu 5 Nov on record: that stands"),
    (WAITING, "status", "unborn", TOLD, "unborn in your list"),
    # what is not on record yet is taken
    (BARE, "initials", "KB", TAKEN, "adds initials"),
    (BARE, "born", "5/6/15", TAKEN, "adds the date of birth"),
    (BARE, "status", "FCO", TAKEN, "adds full care order"),
    (BARE, "since", "3/8/26", TAKEN, "adds in care since Mon 3 Aug"),
    (BARE, "placement", "U6", TAKEN, "adds foster"),
    (BARE, "rag", "amber", TAKEN, "adds amber"),
    (BARE, "permanence", "LT fostering", TAKEN, "adds the permanence plan"),
    (CARE | {"permanence": "adoption"}, "permanence", "LT fostering", TOLD, "adoption on record: that stands"),
    (BARE, "worker", "J Doe", TAKEN, "adds the social worker"),
    (BARE, "manager", "A Moss", TAKEN, "adds the team manager"),
    (UNBORN | {"expected": ""}, "expected", "1/3/27", TAKEN, "adds expected Mon 1 Mar 2027"),
]  # fmt: skip


def test_the_table_has_every_meaning_of_a_column() -> None:
    assert {name for _, name, *_ in TABLE} == NAMES.keys() - LOG - {"ref"}, "a log's are those of its stages"


@pytest.mark.parametrize(("here", "name", "cell", "state", "words"), TABLE)
def test_what_a_column_says_otherwise_is_taken_asked_or_told(
    session: Session, here: dict[str, str], name: str, cell: str, state: str, words: str
) -> None:
    put_here(session, here)
    if name == "iro":
        act(session, "worker", session.find_child("N 1"), role="iro", name="C Reed")
    row = again(session, {name: cell})
    assert (row.state, words in row.words) == (state, True), row.words
    if state == IN:
        apply_rows(session, preview_rows(session, read_block(block({"ref": "N 1", name: cell})), RowChoices()))
        assert again(session, {name: cell}).words == "here already, nothing new", "taken once"


@pytest.mark.parametrize("here", [BARE, CARE, PLAN, UNBORN, WAITING])
def test_what_is_the_same_says_nothing(session: Session, here: dict[str, str]) -> None:
    put_here(session, here)
    row = again(session, here)
    assert (row.state, row.words.partition(";")[0]) == (OUT, "here already, nothing new"), row.words
    assert "on record" not in row.words, row.words


@pytest.mark.parametrize("cell", ["K.B.", "kb", "Kingfisher Brightwater"])
def test_initials_are_the_same_however_they_are_written(session: Session, cell: str) -> None:
    put_here(session, CARE)
    assert again(session, {"initials": cell}).words == "here already, nothing new"


@pytest.mark.parametrize("cell", ["j doe", "Doe", "J. Doe", "Jo Doe"])
def test_a_worker_is_the_same_however_the_name_is_written(session: Session, cell: str) -> None:
    put_here(session, CARE | {"worker": "Jo Doe" if cell == "Jo Doe" else "J Doe"})
    assert again(session, {"worker": cell}).words == "here already, nothing new"


def test_a_booking_takes_another_time_where_that_is_said(session: Session) -> None:
    put_here(session, CARE)
    text = block({"ref": "N 1", "next_review": "24/11/26 2pm"})
    apply_rows(session, preview_rows(session, read_block(text), RowChoices(taken={1: True})))
    [booked] = [each for each in session.caseload().cases[session.find_child("N 1")].reviews if each.booked]
    assert (booked.booked_time, booked.venue) == ("14:00", "Saltby")


def test_a_further_row_of_a_child_is_set_against_the_first(session: Session, tmp_path: Path) -> None:
    text = "Ref\tStatus\tSW\nN 1\tFCO\tJ Doe\nN 1\tICO\tK New\nN 1\tFCO\tJ Doe\n"
    rows = preview_rows(session, read_block(text), RowChoices()).rows
    assert "interim care order in your list, full care order by a row above: that stands" in rows[1].words
    assert "social worker K New in your list, J Doe by a row above: that stands" in rows[1].words
    assert rows[2].words == "the child of row 1, nothing new"


FIRST = {"ref": "N 1", "status": "FCO", "since": "3/8/26", "last_review": "27/8/26", "next_review": "24/11/26 10am",
         "record_on": ""}  # fmt: skip


def bring_in(session: Session, folder: Path, cells: dict[str, str], take: bool | None = None) -> str:
    """A list of one child out of a file, as both faces bring it in."""
    path = folder / "my list.csv"
    rows = [[NAMES[name][0] for name in cells], list(cells.values())]
    path.write_text("\n".join(",".join(row) for row in rows))
    [text] = preview_import(session, [path]).blocks
    choices = RowChoices(taken={} if take is None else {1: take})
    return apply_rows(session, preview_rows(session, read_block(text), choices), from_file=True).sentence


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        ({"last_review": "13/11/26", "next_review": ""}, [("held", "review held", None, date(2026, 11, 13))]),
        ({"next_review": "25/11/26 10am"}, [("moved", "review booked", date(2026, 11, 24), date(2026, 11, 25))]),
        ({"next_review": "24/11/26 2pm"}, [("other", "review: time", None, None)]),
        ({"record_on": "8/9/26"}, [("other", "review: full record", None, date(2026, 9, 8))]),
        ({"midpoint_done": "1/10/26"}, [("other", "mid-point", None, date(2026, 10, 1))]),
        ({"rag": "red"}, [("other", "rating", None, TODAY)]),
        ({"born": "5/6/15"}, [("other", "born", None, date(2015, 6, 5))]),
        ({"placement": "U6"}, [("other", "placement: foster care, another carer", None, date(2026, 8, 3))]),
    ],
)
def test_what_a_list_changed_stands_in_the_list_of_the_last_import(
    session: Session, tmp_path: Path, cells: dict[str, str], lines: list[tuple[str, str, date | None, date | None]]
) -> None:
    assert bring_in(session, tmp_path, FIRST) == "1 child put on the caseload from a list of your own."
    assert [(row.ref, row.kind) for row in session.lines(DIFFERENCES)] == [("N 1", "new")]
    bring_in(session, tmp_path, FIRST | cells, take=True)
    assert [(row.kind, row.what, row.was, row.now) for row in session.lines(DIFFERENCES)] == lines


def test_a_remark_behind_the_initials_is_none_of_them(session: Session) -> None:
    row = again(session, {"initials": "KK (sib of above)", "status": "FCO"})
    assert "“(sib of above)” behind the initials is left out" in row.words
    put_here(session, {"ref": "N 1", "initials": "KK (sib of above)", "status": "FCO"})
    assert session.caseload().children[session.find_child("N 1")].initials == "KK"
