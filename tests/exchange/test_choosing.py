"""Which children of the files are brought in, where a format tells the IRO too."""

from __future__ import annotations

import re
from datetime import date

import pytest

from iro_tui.actions.pasted_rows import RowChoices, preview_rows
from iro_tui.caseload.session import Session
from iro_tui.exchange.choosing import (
    NO_IRO,
    NONE_HERE,
    NOT_THIS_IRO,
    SEVERAL_IROS,
    CannotChoose,
    Whom,
    choose,
    typed_refs,
)
from iro_tui.exchange.extract import ChildFacts, Extract, Intake, Problem
from iro_tui.exchange.pasted import read_block


def extract(*, tells_iro: bool = True) -> Extract:
    children = {ref: ChildFacts(ref, iro=iro) for ref, iro in (("1", "Sam Green"), ("2", "Ira  Standin"), ("3", None))}
    return Extract(
        children=children,
        problems=[Problem("f", 2, None, None, "of one", ref="1"), Problem("f", None, None, None, "of the file")],
        intakes=[Intake("F", 2026, date(2026, 4, 1), date(2027, 3, 31), None, ("T",))],
        tellings={("F", 2026, ref): ref for ref in children},
        tells_of=set(children),
        tells_iro=tells_iro,
    )


@pytest.mark.parametrize(
    ("chosen", "refs", "problems"),
    [
        (Whom(), ["1", "2", "3"], 2),
        (Whom(refs=("1", "3")), ["1", "3"], 2),
        (Whom(refs=("2",)), ["2"], 1),
        (Whom(iro="sam green"), ["1"], 2),
        (Whom(iro="Ira Standin"), ["2"], 1),
    ],
)
def test_children_left_out_are_not_in_the_extract(chosen: Whom, refs: list[str], problems: int) -> None:
    left = choose(extract(), chosen)
    assert list(left.children) == sorted(left.tells_of) == [ref for _, _, ref in left.tellings] == refs
    assert len(left.problems) == problems
    assert [intake.lists_everybody for intake in left.intakes] == [chosen.everybody]


def test_a_child_who_was_refused_is_asked_for_and_its_reason_is_the_answer() -> None:
    whole = extract()
    whole.refused = {"4"}
    whole.problems.append(Problem("f", 7, "DOB", None, "Two births; the child was left out.", ref="4"))
    assert (
        choose(whole, Whom(refs=("4",))).nothing_read
        == "Nothing could be read: f, row 7. Two births; the child was left out."
    )


@pytest.mark.parametrize(
    ("tells_iro", "iro", "sentence"),
    [(False, "Sam Green", NO_IRO), (True, "Sam", NOT_THIS_IRO), (True, "X", NOT_THIS_IRO)],
)
def test_an_iro_who_cannot_be_told_is_refused(tells_iro: bool, iro: str, sentence: str) -> None:
    with pytest.raises(CannotChoose) as refusal:
        choose(extract(tells_iro=tells_iro), Whom(iro=iro))
    assert str(refusal.value) == sentence


def test_references_are_parted_by_commas_and_keep_their_blanks() -> None:
    assert typed_refs(["ab 12, 7;8", " 9 \n7", ","]) == ("ab 12", "7", "8", "9")


LIST = "Ref\tIRO\tStatus\nA 1\tSam Green\tFCO\nA 2\tas above\tFCO\nA 3\tIra Standin\tFCO\nA 4\t\tFCO\n"


@pytest.mark.parametrize(
    ("chosen", "refs"),
    [
        (Whom(), ["A 1", "A 2", "A 3", "A 4"]),
        (Whom(iro="sam  green"), ["A 1", "A 2"]),
        (Whom(iro="Ira Standin"), ["A 3"]),
        (Whom(refs=("a2", "A4")), ["A 2", "A 4"]),
    ],
)
def test_of_a_list_of_ones_own_the_chosen_children_come_in(session: Session, chosen: Whom, refs: list[str]) -> None:
    assert choose(Extract(blocks=[LIST]), chosen).blocks == [LIST]
    preview = preview_rows(session, read_block(LIST), RowChoices(chosen=chosen))
    assert [row.cells["ref"] for row in preview.coming] == refs
    assert "Left out" not in preview.sentence
    remarks = [problem.message for problem in choose(Extract(blocks=[LIST]), chosen).problems]
    assert remarks == ([SEVERAL_IROS] if chosen.everybody else [])
    other = next(row.number for row in preview.rows) if "A 1" in refs else 1
    taken = preview_rows(session, read_block(LIST), RowChoices(taken={other: True}, chosen=chosen))
    assert "A 1" in [row.cells["ref"] for row in taken.coming], "who is wanted all the same is taken with y"


@pytest.mark.parametrize(
    ("text", "chosen", "sentence"),
    [
        (LIST, Whom(iro="X"), NOT_THIS_IRO),
        (LIST.replace("IRO", "Notes"), Whom(iro="Sam Green"), NO_IRO),
        (LIST, Whom(refs=("B 9",)), NONE_HERE),
    ],
)
def test_whom_a_list_does_not_name_is_said(text: str, chosen: Whom, sentence: str) -> None:
    with pytest.raises(CannotChoose, match=re.escape(sentence)):
        choose(Extract(blocks=[text]), chosen)
