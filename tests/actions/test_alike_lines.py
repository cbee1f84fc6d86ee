"""Several lines of one kind in a form: an empty one among them is skipped, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from itertools import product

import pytest

from iro_tui import actions
from iro_tui.actions.alike_lines import in_line, lines_there
from iro_tui.actions.base import Nothing
from iro_tui.actions.questions import Question, questions_of
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from tests.support import TODAY
from tests.support.acting import act, look_after, plan_of, rows


def lines_of_verbs() -> Iterator[tuple[str, tuple[Question, ...]]]:
    """The lines of one kind that a verb asks for, by their names: `on`, `on2`, `on3`; the numbered and their first."""
    for verb in actions.all_actions().values():
        if verb.asks is Nothing:
            continue
        named = {question.name: question for question in questions_of(verb.asks)}
        stems = dict.fromkeys(match[1] for name in named if (match := re.fullmatch(r"([a-z]+)\d+", name)))
        for stem in stems:
            lines = [question for name, question in named.items() if re.fullmatch(rf"{stem}\d*", name)]
            yield verb.id, tuple(lines)


LINES = dict(lines_of_verbs())


def test_verbs_have_such_lines() -> None:
    assert LINES.keys() == {"hold", "past_review", "proceedings"}


@pytest.mark.parametrize("verb", LINES)
def test_what_stands_in_a_line_is_asked_whatever_stands_in_the_others(verb: str) -> None:
    lines = LINES[verb]
    empty = {field.name: "" for field in fields(actions.action_of(verb).asks)}
    for there in product((True, False), repeat=len(lines)):
        so_far = empty | {question.name: "a line" * is_there for question, is_there in zip(lines, there, strict=True)}
        asked = [question.asked(so_far) for question in lines]
        assert all(is_asked for is_asked, is_there in zip(asked, there, strict=True) if is_there)
        last = max((n for n, is_there in enumerate(there) if is_there), default=-1)
        assert sum(map(bool, asked)) == min(last + 2, len(lines)), "those up to the last, and one more"


@pytest.mark.parametrize(
    ("there", "asked", "count"),
    [
        ("...", "1", ""),
        ("a..", "12", "1"),
        ("a.c", "123", "2"),
        ("..c", "123", "1"),
        (".b.", "123", "1"),
        ("ab.", "123", "2"),
        (" ..", "1", ""),
    ],
)
def test_worked_examples(there: str, asked: str, count: str) -> None:
    so_far = {str(n): sign.strip(".") for n, sign in enumerate(there, 1)}
    names = tuple(so_far)
    assert "".join(name for n, name in enumerate(names, 1) if in_line(names, n)(so_far)) == asked
    assert lines_there(names)(so_far) == count


def test_all_decisions_but_the_emptied_one_are_kept(session: Session) -> None:
    (child,) = look_after(session, "KB 1")
    decided = {"decision1": "", "decision2": "Two; school; 8/12", "decision3": "", "decision4": "Four; IRO; 10/12"}
    planned = plan_of(session, "hold", child, rag="green", participation="PN1", **decided)
    assert "2 decisions" in planned.sentence
    act(session, "hold", child, rag="green", participation="PN1", **decided)
    assert [row["text"] for row in rows(session, tables.DecisionRow, made_on=TODAY)] == ["Two", "Four"]


def test_all_days_but_the_emptied_one_are_kept(session: Session) -> None:
    (child,) = look_after(session, "KB 1")
    planned = plan_of(session, "past_review", child, on=date(2026, 10, 1), on3=date(2026, 9, 1))
    assert "1 Sep" in planned.sentence
