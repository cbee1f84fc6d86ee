"""Logs of escalations out of somebody's own list: stages as rows, and how each says that one ended."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from iro_tui.actions.listed_row import ASKS, IN, OUT
from iro_tui.actions.pasted_rows import RowChoices
from iro_tui.caseload.session import Session
from iro_tui.exchange.pasted import read_block
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.actions.test_listed_rows import HERE, UNSURE, kept, looked
from tests.support.acting import look_after


@pytest.fixture
def session(session: Session) -> Session:
    """A child in care since 3 August 2026, whose first review was held on 27 August; TODAY is 20 November."""
    look_after(session, HERE)
    return session


LOG = (
    "Date raised\tChild\tIssue\tStage\tTo whom\tReply by\tReply rec'd\tDays\tOutcome\n"
    "02/09/2026\tAB 1\tno care plan\tInformal\tSW\t\t5/9\t99\tresolved\n"
    "16/09/2026\tK.B.\tdrift\tStage 2\tSM\t23/9/26\t\t1\t\n"
    "\tKB\tas above\tStage 3\tHoS\t30/9/26\t\t1\tescalated again\n"
    "17/09/2026\tZZ\tdrift\tStage 1\t\t\t\t\t\n"
    "18/09/2026\tKB\tdrift\tStage 9\t\t\t\t\t\n"
)


@pytest.mark.parametrize("beside", ["DOB", "LAC since", "Placement", "DOB\tLAC since\tPlacement\tSocial worker"])
def test_what_is_said_of_the_child_beside_its_stages_makes_no_list_of_children_of_a_log(
    session: Session, beside: str
) -> None:
    cells = {"DOB": "13/05/2010", "LAC since": "03/08/2026", "Placement": "foster care", "Social worker": "Nam Eless"}
    told = "\t".join(cells[each] for each in beside.split("\t"))
    text = (
        f"Child\tID\t{beside}\tStage\tRaised\tReply due\tReplied\tIssue\n"
        f"KB\t{HERE}\t{told}\tInformal\t02/11/2026\t09/11/2026\t10/11/2026\tNo PEP\n"
    )
    [escalation] = kept(session, text).escalations
    assert (escalation.issue, escalation.raised_on) == ("No PEP", date(2026, 11, 2))
    assert not read_block(text.replace("Reply due", "Last review")).is_log


def test_a_log_of_escalations_is_escalations_with_their_stages(session: Session) -> None:
    rows = looked(session, LOG)
    assert [row.state for row in rows] == [IN, IN, ASKS, OUT, OUT]
    assert "Wed 23 Sep, by when stage 2 was to be answered" in rows[2].words
    after = kept(session, LOG, RowChoices(taken={3: True}))
    told: dict[str, Any] = {
        each.issue: (each.raised_on, each.closed_on, [(step.stage, step.taken_on, step.person) for step in each.steps])
        for each in after.escalations
    }
    assert told == {
        "no care plan": (date(2026, 9, 2), date(2026, 9, 5), [("informal", date(2026, 9, 2), "SW")]),
        "drift": (date(2026, 9, 16), None, [("2", date(2026, 9, 16), "SM"), ("3", date(2026, 9, 23), "HoS")]),
    }
    assert [row.state for row in looked(session, LOG)[:3]] == [OUT, OUT, OUT], "brought in again it adds nothing"


def test_an_escalation_near_one_on_record_is_asked_about(session: Session) -> None:
    child_id = session.find_child(HERE)
    with action(session.engine, "Set up") as work:
        work.add(tables.EscalationRow(child_id=child_id, issue="no plan", raised_on=date(2026, 9, 1)))
    [row, *_] = looked(session, LOG)
    assert (row.state, "“no plan” is on record" in row.words) == (ASKS, True)


@pytest.mark.parametrize("words", UNSURE)
@pytest.mark.parametrize("column", ["Date raised", "Reply rec'd"])
def test_a_day_of_a_log_that_its_cell_gainsays_is_told(session: Session, column: str, words: str) -> None:
    days = {"Date raised": "2/9/26", "Reply rec'd": "5/9/26"} | {column: f"4/9/26 {words}"}
    text = "Child\tIssue\tStage\t{}\nAB 1\tdrift\tInformal\t{}\n".format("\t".join(days), "\t".join(days.values()))
    [row] = looked(session, text)
    assert words in row.words
    assert "2026, 9, 4" not in repr(row.plan)


CLOSES = date(2026, 9, 5)


@pytest.mark.parametrize(
    ("cells", "closed", "words"),
    [
        ({"Status": "Closed 5/9/26"}, CLOSES, ""),
        ({"Status": "Closed", "Closed": "5/9/26"}, CLOSES, ""),
        ({"Status": "Resolved", "Date resolved": "05/09/2026"}, CLOSES, ""),
        ({"Closed": "5/9/26"}, CLOSES, ""),
        ({"Date closed": "5/9/26", "Outcome": "plan drawn up"}, CLOSES, ""),
        ({"Outcome": "Agreed", "Reply": "5/9/26"}, CLOSES, ""),
        ({"Response": "agreed 5/9/26"}, CLOSES, ""),
        ({"Status": "closed", "Response": "5/9/26"}, CLOSES, ""),
        ({"Status": "Agreed"}, ASKS, "ended, on no day that is told: Wed 2 Sep"),
        ({"Status": "Closed", "Reply by": "9/9/26"}, ASKS, "ended, on no day that is told: Wed 9 Sep"),
        ({"Status": "Resolved", "Reply": "agreed"}, ASKS, "ended, on no day that is told"),
        ({"Closed": "yes"}, ASKS, "ended, on no day that is told"),
        ({"Status": "Open", "Response": "5/9/26"}, None, ""),
        ({"Status": "Not resolved", "Response": "5/9/26"}, None, "stays open"),
        ({"Status": "Partly agreed", "Response": "5/9/26"}, None, "stays open"),
        ({"Outcome": "escalated again", "Response": "agreed to look 5/9/26"}, None, "stays open"),
        ({"Closed": "5/9/26 tbc"}, None, "leaves the day open"),
    ],
)  # fmt: skip
def test_how_a_log_says_that_an_escalation_ended(
    session: Session, cells: dict[str, str], closed: date | str | None, words: str
) -> None:
    row = {"Child": "AB 1", "Date raised": "2/9/26", "Issue": "drift", "Stage": "Informal", **cells}
    text = "\t".join(row) + "\n" + "\t".join(row.values()) + "\n"
    [looked_at] = looked(session, text)
    assert words in looked_at.words
    assert looked_at.state == (ASKS if closed == ASKS else IN), looked_at.words
    if closed != ASKS:
        [dispute] = kept(session, text).escalations
        assert (dispute.closed_on, dispute.outcome) == ((closed, "resolved") if closed else (None, None))
    else:
        [dispute] = kept(session, text, RowChoices(taken={1: True})).escalations
        assert dispute.closed_on


@pytest.mark.parametrize("to", ["To", "Escalated to", "To whom", "Manager", "Raised with"])
@pytest.mark.parametrize("reply", ["Reply", "Response", "Reply received", "Date of response"])
@pytest.mark.parametrize("raised", ["Date", "Date raised", "Escalated on"])
def test_the_columns_of_a_log_are_guessed(to: str, reply: str, raised: str) -> None:
    block = read_block(
        f"Child\t{raised}\tIssue\tStage\t{to}\tDue\t{reply}\tStatus\tClosed\nA\tb\tc\td\te\tf\tg\th\ti\n"
    )
    assert block.is_log
    assert block.columns[1:] == (
        "raised_on", "issue", "stage", "to_whom", "reply_due", "replied_on", "outcome", "closed_on",
    )  # fmt: skip


@pytest.mark.parametrize("again", ["as above\t", "\t", "ditto\tditto", "KB\t"])
def test_the_child_of_a_stage_may_stand_in_the_row_above(session: Session, again: str) -> None:
    """By both of its cells: another child here has the same initials."""
    look_after(session, "LG 7", "LG 8")
    text = (
        "Child\tID\tDate raised\tIssue\tStage\n"
        f"KB\tLG 7\t2/9/26\tdrift\tInformal\n{again}\t9/9/26\tdrift\t1\n{again}\t16/9/26\tdrift\t2\n"
    )
    assert [(row.state, row.cells["ref"]) for row in looked(session, text)] == [(IN, "LG 7")] * 3


def test_a_stage_that_does_not_say_what_it_is_about_asks(session: Session) -> None:
    text = "Child\tDate raised\tStage\tRaised with\nAB 1\t2/9/26\tInformal\tSW\nAB 1\t9/9/26\t1\tTM\n"
    assert [(row.state, row.wrong) for row in looked(session, text)] == [(ASKS, "issue")] * 2
    [dispute] = kept(session, text, RowChoices(typed={(1, "issue"): "drift"})).escalations
    assert (dispute.issue, len(dispute.steps)) == ("drift", 2)


def test_a_stage_may_be_told_by_whoever_answers_it(session: Session) -> None:
    text = (
        "Child\tDate\tIssue\tEscalated to\tStatus\nAB 1\t2/9/26\tdrift\tService manager\t\nAB 1\t9/9/26\tdrift\tAD\t\n"
    )
    steps = [step.stage for each in kept(session, text).escalations for step in each.steps]
    assert steps == ["2", "3"]


def test_columns_of_a_log_in_a_list_of_children_are_not_read_and_so_told() -> None:
    block = read_block("Ref\tLAC since\tLast review\tDRP stage\tDate raised\nA 1\t3/8/26\t27/8/26\t1\t2/9/26\n")
    assert (block.is_log, block.unread) == (False, (3, 4))


def side_by_side(
    *cells: str, headings: str = "Informal date\tStage 1 date\tStage 1 response\tStage 2 date\tOutcome"
) -> str:
    return f"Child\tIssue\t{headings}\nAB 1\tdrift\t" + "\t".join(cells) + "\n"


@pytest.mark.parametrize(
    ("cells", "state", "words", "steps", "closed"),
    [
        (("2/9/26", "", "", "", ""), IN, "", {"informal": "2026-09-02"}, None),
        (("2/9/26", "9/9/26", "16/9/26", "17/9/26", ""), IN, "",
         {"informal": "2026-09-02", "1": "2026-09-09 2026-09-16", "2": "2026-09-17"}, None),
        (("", "9/9/26", "n/a", "-", ""), IN, "", {"1": "2026-09-09"}, None),
        (("2/9/26", "9/9/26", "", "", "resolved 12/9/26"), IN, "",
         {"informal": "2026-09-02", "1": "2026-09-09"}, "2026-09-12"),
        (("2/9/26", "9/9/26", "12/9/26", "", "resolved"), IN, "",
         {"informal": "2026-09-02", "1": "2026-09-09 2026-09-12"}, "2026-09-12"),
        (("2/9/26", "", "", "", "resolved"), ASKS, "ended, on no day that is told", {}, None),
        (("2/9/26", "", "5/9/26", "", ""), OUT, "day of stage 1: “” is no day", {}, None),
        (("2/9/26", "w/c 7/9/26", "", "", ""), OUT, "day of stage 1: “w/c 7/9/26” is a week", {}, None),
        (("2/9/26", "1/9/26", "", "", ""), OUT, "dated Tue 1 Sep, before the stage before it, Wed 2 Sep", {}, None),
        (("2/9/26", "1/12/26", "", "", ""), OUT, "stage 1 is dated Tue 1 Dec, a day to come", {}, None),
        (("2/9/26", "9/9/26", "1/9/26", "", ""), IN, "replied “1/9/26” is no day after it",
         {"informal": "2026-09-02", "1": "2026-09-09"}, None),
        (("2/9/26", "9/9/26", "16/9", "", ""), IN, "replied Wed 16 Sep", {"informal": "2026-09-02",
         "1": "2026-09-09 2026-09-16"}, None),
        (("", "", "", "", "open"), OUT, "no stage of it has a day", {}, None),
    ],
)  # fmt: skip
def test_a_log_with_a_column_for_each_stage_is_one_escalation_a_row(
    session: Session, cells: tuple[str, ...], state: str, words: str, steps: dict[str, str], closed: str | None
) -> None:
    text = side_by_side(*cells)
    block = read_block(text)
    assert (block.is_log, block.unread) == (True, ())
    [row] = looked(session, text)
    assert (row.state, words in row.words) == (state, True), row.words
    if state == IN:
        [dispute] = kept(session, text).escalations
        told = {s.stage: f"{s.taken_on} {s.replied_on or ''}".strip() for s in dispute.steps}
        assert told == steps
        assert str(dispute.closed_on) == str(closed)
        assert not any(row.plan for row in looked(session, text)), "brought in again it adds nothing"


@pytest.mark.parametrize(
    ("headings", "stages"),
    [
        ("Informal\tStage 1\tStage 2", ("informal", "1", "2")),
        ("Informal resolution\tLevel 1 date\tLevel 2 date", ("informal", "1", "2")),
        ("Date of stage 1\tStage 2 raised\tDRP 3", ("1", "2", "3")),
        ("Step 1 sent\tStep 2 sent\tStep 3 sent", ("1", "2", "3")),
    ],
)
def test_the_columns_of_stages_are_guessed(session: Session, headings: str, stages: tuple[str, ...]) -> None:
    text = side_by_side("2/9/26", "9/9/26", "16/9/26", headings=headings)
    [dispute] = kept(session, text).escalations
    assert tuple(step.stage for step in dispute.steps) == stages


def test_the_day_raised_is_that_of_the_first_stage_or_told(session: Session) -> None:
    heads = "Child\tIssue\tDate raised\tStage 1 date\tStage 1 reply\tStage 2 date\n"
    assert [row.words for row in looked(session, f"{heads}AB 1\tdrift\t2/9/26\t9/9/26\t\t\n")] == [
        "raised “2/9/26”: the day of its first stage stands"
    ]
    [dispute] = kept(session, f"{heads}AB 1\tdrift\t2/9/26\t\t7/9/26\t16/9/26\n").escalations
    assert [(s.stage, s.taken_on, s.replied_on) for s in dispute.steps] == [
        ("1", date(2026, 9, 2), date(2026, 9, 7)), ("2", date(2026, 9, 16), None),
    ]  # fmt: skip


def test_what_is_wrong_in_one_row_takes_nothing_from_the_next(session: Session) -> None:
    text = side_by_side("2/9/26", "31/9/26", "", "", "") + "AB 1\tdrift\t2/9/26\t9/9/26\t\t\t\n"
    assert [row.state for row in looked(session, text)] == [OUT, IN]
    [dispute] = kept(session, text).escalations
    assert [step.stage for step in dispute.steps] == ["informal", "1"]


def test_a_theme_says_what_it_is_about_and_a_stage_may_be_called_at_length(session: Session) -> None:
    log = "Child\tStage\tDate\tReply due\tTheme\tStatus\nKB\tFormal stage 1 (TM)\t16/09/2026\t23/09/2026\tdrift\topen\n"
    [row] = looked(session, log)
    assert (row.state, row.words) == (IN, "")
    [each] = kept(session, log).escalations
    assert (each.issue, [step.stage for step in each.steps]) == ("drift", ["1"])


def test_in_a_log_the_column_that_is_called_so_says_what_it_is_about(session: Session) -> None:
    block = read_block(
        "Child\tStage\tDate raised\tReason\tIssue\tOutcome\tStatus\nKB\t1\t16/09/2026\tx\tdrift\t\topen\n"
    )
    assert block.columns == ("initials", "stage", "raised_on", "column 4", "issue", "outcome", "column 7")
