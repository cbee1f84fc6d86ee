"""The practices a store works by: from which day each is in force, what that changes, and that undo is exact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from iro_tui.caseload import opening, practices
from iro_tui.caseload.lists.paperwork import held_in_time
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.keyfile import KdfCost
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import acts, due, look_after
from tests.support.practice_page import PAGE, written
from tests.support.stores import PASSPHRASE

SHIPPED = practices.find(practices.DEFAULT)
FIVE = practices.parse(SHIPPED.text.replace("later_months = 6 ", "later_months = 5 ").replace("statutory", "five"))
FOUR = practices.parse(SHIPPED.text.replace("later_months = 6 ", "later_months = 4 ").replace("statutory", "four"))

OpenDesk = Callable[[date], Session]
JUNE, AUGUST = date(2026, 6, 1), date(2026, 8, 27)


@pytest.fixture
def child(session: Session) -> str:
    """Reviews held on 10 August and 27 August: the next within six months."""
    return look_after(session, "KB 1", held=(date(2026, 8, 10), AUGUST))[0]


def spans(session: Session) -> list[tuple[date, str]]:
    return [(first, loaded.practice.name) for first, loaded in session.practices.spans]


def test_the_first_one_chosen_is_in_force_from_the_beginning(session: Session, child: str) -> None:
    changes = acts(session, lambda: session.use_practice(FIVE))
    assert changes.sentence == "Work by Statute and national guidance from the beginning."
    assert spans(session) == [(date.min, "five")]
    assert due(session, child)["review"] == date(2027, 1, 27)


@pytest.mark.parametrize("named", [None, "statutory", "kent"])
def test_one_named_when_the_store_is_made_is_one_chosen(tmp_path: Path, named: str | None) -> None:
    made, _ = opening.create(tmp_path, PASSPHRASE, named, date(2025, 12, 1), KdfCost.FLOOR)
    made.close()
    session = opening.unlock(tmp_path, PASSPHRASE, TODAY)
    changes = session.use_practice(FIVE)
    session.caseload()
    session.close()
    assert [first for first, _ in spans(session)] == ([date.min] if named is None else [date.min, TODAY])
    assert changes.sentence.endswith("from the beginning." if named is None else "from Fri 20 Nov.")


def test_a_later_one_is_in_force_from_today_and_leaves_what_began_before(session: Session, child: str) -> None:
    session.use_practice(FIVE)
    changes = acts(session, lambda: session.use_practice(FOUR))
    assert changes.sentence == "Work by Statute and national guidance from Fri 20 Nov."
    assert spans(session) == [(date.min, "five"), (TODAY, "four")]
    assert session.practice == FOUR.practice
    assert due(session, child)["review"] == date(2027, 1, 27), "its clock began under the one before"
    [new] = look_after(session, "KB 2", held=(date(2026, 8, 10), TODAY))
    assert due(session, new)["review"] == date(2027, 3, 20)


def test_a_day_can_be_given_before_or_to_come(session: Session, child: str) -> None:
    acts(session, lambda: session.use_practice(FIVE, JUNE))
    assert spans(session) == [(date.min, "statutory"), (JUNE, "five")]
    assert due(session, child)["review"] == date(2027, 1, 27)
    acts(session, lambda: session.use_practice(FOUR, date(2027, 1, 1)))
    assert session.practice == FIVE.practice
    changes = acts(session, lambda: session.use_practice(SHIPPED, AUGUST))
    assert changes.sentence.endswith("from Thu 27 Aug, until Statute and national guidance from Fri 1 Jan 2027.")
    assert due(session, child)["review"] == date(2027, 2, 27)
    acts(session, lambda: session.use_practice(FOUR, AUGUST))
    assert spans(session)[2] == (AUGUST, "four"), "one a day"


def test_what_comes_into_force_tonight_is_in_force_tomorrow(open_session: OpenDesk) -> None:
    today = open_session(TODAY)
    today.use_practice(FIVE, date(2026, 11, 21))
    assert today.practice == SHIPPED.practice
    assert open_session(date(2026, 11, 21)).practice == FIVE.practice


def test_another_window_sees_it(open_session: OpenDesk) -> None:
    here, there = open_session(TODAY), open_session(TODAY)
    here.use_practice(FIVE)
    assert there.caseload().practice == FIVE.practice
    here.undo()
    assert there.caseload().practice == SHIPPED.practice


def test_whether_a_review_was_held_in_time_is_told_by_the_law(session: Session, child: str) -> None:
    """Held five months and a half after the one before: in time by the law, whatever a practice asks."""
    with action(session.engine, "Set up") as work:
        for day in (date(2025, 5, 1), date(2025, 5, 20), date(2025, 11, 4), date(2026, 5, 3)):
            work.add(tables.ReviewRow(child_id=child, held=day, completed=day, follow_record=True))
        work.add(tables.CarePeriodRow(child_id=child, started=date(2025, 4, 10), ended=date(2026, 8, 1)))
    before = held_in_time(session.caseload())
    assert before[1] > 0
    for practice in (FIVE, FOUR, SHIPPED):
        session.use_practice(practice)
        assert held_in_time(session.caseload()) == before


def test_the_page_of_the_settings_is_written_from_the_declaration() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == written(page), "write it anew: python -m tests.support.practice_page"


def test_an_own_practice_is_started_in_a_new_file_only(tmp_path: Path) -> None:
    own = tmp_path / "ours.toml"
    assert practices.start_own("kent", own).name == "kent"
    assert practices.read_file(own).practice.name == "ours"
    with pytest.raises(Refused, match="already: give another name"):
        practices.start_own("kent", own)
    with pytest.raises(Refused, match=r"ends in \.toml"):
        practices.start_own("kent", tmp_path / "ours.txt")
