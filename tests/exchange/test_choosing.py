"""Which children of the files are brought in, where a format tells the IRO too."""

from __future__ import annotations

from datetime import date

import pytest

from iro_tui.exchange.choosing import NO_IRO, NOT_THIS_IRO, CannotChoose, Whom, choose, typed_refs
from iro_tui.exchange.extract import ChildFacts, Extract, Intake, Problem


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
