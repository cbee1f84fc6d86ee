"""Everything written is found: by words in any order, whatever accents and capitals, with child, line and day."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import date

import pytest

from iro_tui.caseload.lists.kinds import DAY
from iro_tui.caseload.page import CASE
from iro_tui.caseload.searching import BEFORE, FOUND, around
from iro_tui.caseload.session import Session
from iro_tui.cli.lists import show
from iro_tui.store import tables
from iro_tui.store.work import action
from iro_tui.text import sought
from tests.support import TODAY
from tests.support.acting import NAME, act, look_after

OpenDesk = Callable[[date], Session]
ASKED = date(2026, 11, 2)


@pytest.fixture
def child(session: Session) -> str:
    [child] = look_after(session, "KB 1")
    act(session, "contact", child, who="carer", how="phone", note="Åse wants the blue bicycle\nbefore Christmas.")
    with action(session.engine, "Set up") as work:
        review = work.add(tables.ReviewRow(child_id=child, booked=date(2026, 12, 1), venue="Ferry House"))
        work.add(tables.DateChangeRow(child_id=child, review_id=review, requested_on=ASKED, reason="a bicycle race"))
        work.add(tables.ChecklistAnswerRow(child_id=child, review_id=review, item="savings", answer="for a bicycle"))
        work.add(tables.TaskRow(what="Bicycle shed", due=TODAY))
    return child


@pytest.mark.parametrize("words", ["bicycle", "BICYCLE", "bicyc", "Ase", "åse blue", "christmas bicycle"])
def test_words_are_found_in_any_order_without_accents_and_capitals(session: Session, child: str, words: str) -> None:
    texts = [line.text for line in session.lines(FOUND, words=words) if line.kind == "contact"]
    assert [text.removeprefix("… ") in "Åse wants the blue bicycle before Christmas." for text in texts] == [True]


def test_each_line_has_its_child_its_day_and_what_it_stands_in(session: Session, child: str) -> None:
    lines = {line.kind: line for line in session.lines(FOUND, words="bicycle")}
    assert {"contact", "moved day", "check", "task", "case note"} == lines.keys()
    assert (lines["moved day"].on, lines["moved day"].label) == (ASKED, "why")
    assert lines["task"].who is None
    assert {line.who.child_id for line in lines.values() if line.who} == {child}
    [place] = session.lines(FOUND, words="ferry")
    assert (place.on, place.label) == (date(2026, 12, 1), "venue")
    assert DAY.words(place.on, TODAY, False)


def test_each_is_read_on_a_line_of_the_childs_page(session: Session, child: str) -> None:
    page = session.lines(CASE, child)
    keys = {line.key for line in page} | {line.duty.subject for line in page if line.duty}
    assert {line.opens for line in session.lines(FOUND, words="bicycle") if line.who} <= keys


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (NAME, "by the name, which is hidden"),
        ("kingf", "by the name, which is hidden"),
        ("kingf bright", "by the name, which is hidden"),
        ("öz", "by the name, which is hidden"),
        ("oz smith", "by the name, which is hidden"),
        ("oz.smith@example.org", "by the e-mail, which is hidden"),
    ],
)
def test_what_is_hidden_finds_its_row_and_is_told_nowhere(
    session: Session, child: str, words: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    act(session, "people", child, role="parent", name="Öz Smith", email="oz.smith@example.org", phone="01632 960111")
    lines = session.lines(FOUND, words=words)
    assert text in {line.text for line in lines}
    assert {line.who.ref for line in lines if line.who} == {"KB 1"}
    for as_json in (False, True):
        show(session, FOUND, Namespace(view=words, json=as_json, format="", output=None, names=False))
    printed = sought(capsys.readouterr().out)
    assert "kb 1" in printed
    for hidden in (*NAME.split(), "Öz", "Smith", "oz.smith"):
        assert sought(hidden) not in printed.replace(sought(words), "")


def test_of_what_is_not_there_nothing_is_found(open_session: OpenDesk, session: Session, child: str) -> None:
    assert session.lines(FOUND, words="bicycle elephant") == ()
    assert session.lines(FOUND, words="  ") == ()
    assert "moved day" not in {line.kind for line in open_session(date(2026, 10, 1)).lines(FOUND, words="bicycle")}


def test_a_long_text_is_shown_around_the_word() -> None:
    text = "one two three " * 40 + "Elephant " + "four five six " * 40
    words = around(text, [sought("elephant")])
    assert "Elephant" in words
    assert words.startswith("… ")
    assert words.endswith(" …")
    assert words.index("Elephant") <= BEFORE + 12
