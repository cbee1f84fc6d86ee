"""A purge: nothing of the child is left in the bytes of the store, and all else is as it was.

Every text column of every table about a child is given a mark; so are a draft, the journal's sentences and what was
changed or taken away again. What is looked through are the decrypted pages and the log, not what a query would show.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from iro_tui.actions.purging import flagged, preview_purge, purge
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.safekeeping import back_up, copy_beside, look_through
from iro_tui.caseload.session import Session
from iro_tui.domain.fact import Kind
from iro_tui.store import purging, tables
from iro_tui.store.engine import reading
from iro_tui.store.entries import LEFT
from iro_tui.store.tables import Kept, facts_of, table_of
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import act, look_after
from tests.support.journalled import faults
from tests.support.raw_pages import raw_bytes
from tests.support.stores import open_store

MARK = "ZZQX"
LONG_AGO = TODAY - timedelta(days=500)


_SAMPLES: dict[type, Any] = {date: LONG_AGO, datetime: None, bool: False, int: 1, float: 1.0}


def models() -> Iterator[type[Kept]]:
    for model in vars(tables).values():
        if isinstance(model, type) and issubclass(model, Kept) and "child_id" in table_of_or_none(model):
            yield model


def table_of_or_none(model: type[Kept]) -> Any:
    return table_of(model).c if hasattr(model, "__table__") else ()


def marked(model: type[Kept], child_id: str, keys: dict[str, str]) -> dict[str, Any]:
    """A row about the child with a mark in each of its texts; codes are such as the rules know."""
    table = table_of(model)
    facts = {fact.name: fact for fact in facts_of(model)}
    row: dict[str, Any] = {"child_id": child_id} | _CODES.get(table.name, {})
    for column in table.c:
        fact = facts.get(column.name)
        if column.name in row or fact is None or column.name == "made_by":
            continue
        if column.foreign_keys:
            [foreign] = column.foreign_keys
            row[column.name] = keys.get(foreign.column.table.name)
        elif column.type.python_type in _SAMPLES:
            row[column.name] = None if column.nullable else _SAMPLES[column.type.python_type]
        elif fact.kind in (Kind.TEXT, Kind.KEY):
            row[column.name] = f"{MARK} {model.__name__} {column.name}"
        elif not column.nullable:
            row[column.name] = next(iter(fact.words or {"": ""}))
    return row


_CODES: dict[str, dict[str, Any]] = {
    "care_period": {"ended": LONG_AGO},
    "protection_plan": {"ended": LONG_AGO},
    "conference": {"kind": "review", "booked_time": None},
    "early_review": {"trigger": "early-a"},
    "escalation_step": {"stage": "1"},
    "rating": {"value": "red"},
    "review": {"form": None, "booked_time": None, "manager_reply": None},
    "task": {"time": None, "repeats": None, "type": "task"},
}
"""What the rules read, and would not know with a mark."""


def fill(session: Session, ref: str, mark: str = MARK) -> str:
    """A child whose care ended long ago, with a mark wherever there is a text; added, changed, and one row removed."""
    [child] = look_after(session, ref, held=(LONG_AGO - timedelta(30),), started=LONG_AGO - timedelta(60))
    with action(session.engine, "Set up", f"{ref}: {mark} noted.") as work:
        names = {fact.name: f"{mark} {fact.name}" for fact in facts_of(tables.ChildRow) if fact.kind is Kind.TEXT}
        work.change(tables.ChildRow, child, **(names | {"ref": ref}))
        intake = work.add(
            tables.IntakeRow(
                format="x", year=2024, covers_from=LONG_AGO, covers_to=LONG_AGO, brought_in=work.at,
            )
        )  # fmt: skip
        keys = {"intake": intake, "person": work.add(tables.PersonRow(name="Dee Hughes", initials="DH"))}
        for table in Kept.metadata.sorted_tables:
            for model in models():
                if table_of(model) is table:
                    [keys[table.name]] = work.add_rows(model, [marked(model, child, keys)])
    with action(session.engine, "Change", f"{ref}: {mark} changed.") as work:
        work.change(tables.ChildRow, child, name=f"{mark} Other Name")
        work.remove(tables.ContactRow, keys["contact"])
    act(session, "contact", child, how="phone", who="carer", note=f"{mark} taken back")
    session.undo()
    act(session, "contact", child, how="phone", who="carer", note=f"{mark} done again")
    session.undo()
    session.redo()
    act(session, "end_care", child, on=LONG_AGO, reason="E4A")
    session.keep_draft(f"form:rag:{child}", f'{{"line": "{mark} half typed"}}')
    return child


@pytest.fixture
def session(store: Path) -> Iterator[Session]:
    opened = open_store(store)
    yield opened
    opened.close()


def bytes_of(session: Session) -> bytes:
    return raw_bytes(session.place.database, session.secret)


def purge_flagged(session: Session) -> None:
    purge(session, preview_purge(session))


def test_nothing_of_a_purged_child_is_left_in_the_bytes(session: Session) -> None:
    fill(session, f"{MARK} 1")
    assert bytes_of(session).count(MARK.encode()) > 100, "the scan can see"
    purge_flagged(session)
    left = bytes_of(session)
    assert MARK.encode() not in left
    assert b"CREATE TABLE" in left, "the scan still sees"
    assert look_through(session)[1] == ["There is no backup yet: iro backup makes one, and leaving the screens does."]


def test_who_else_was_in_the_same_action_keeps_everything(session: Session) -> None:
    """Two children of one operation: of the one nothing stays, of the other every value, and its sentence."""
    both = look_after(session, "KB 1", "KB 2", started=LONG_AGO - timedelta(60), held=(LONG_AGO - timedelta(30),))
    act(session, "contact", both, how="visit", who="carer", note="seen both")
    gone = both[0]
    act(session, "end_care", gone, on=LONG_AGO, reason="E4A")
    with reading(session.engine) as connection:
        before = [tuple(row) for row in connection.exec_driver_sql(_OF, (both[1],))]
    purge_flagged(session)
    with reading(session.engine) as connection:
        assert [tuple(row) for row in connection.exec_driver_sql(_OF, (both[1],))] == before
        assert len(before) > 3
        assert connection.exec_driver_sql("SELECT count(*) FROM change WHERE child_id = ?", (gone,)).scalar() == 0
        sentences = set(connection.exec_driver_sql("SELECT sentence FROM operation").scalars())
    assert any("2 children" in sentence for sentence in sentences)
    assert not any("KB 1" in sentence for sentence in sentences)
    assert [row.ref for row in session.caseload().children.values()] == ["KB 2"]


_OF = 'SELECT "before", "after", salt, digest FROM change WHERE child_id = ? ORDER BY id'


def test_what_stays_says_nothing_of_who_it_was_and_has_the_limits_of_reviews(session: Session) -> None:
    child = fill(session, f"{MARK} 1")
    review = next(r for r in session.caseload().cases[child].reviews if r.held)
    purge_flagged(session)
    with reading(session.engine) as connection:
        [case] = connection.exec_driver_sql("SELECT * FROM past_case").mappings().all()
        reviews = connection.exec_driver_sql("SELECT * FROM past_review WHERE held IS NOT NULL").mappings().all()
        stages = connection.exec_driver_sql("SELECT past_case_id FROM past_stage").scalars().all()
        gone = connection.exec_driver_sql("SELECT child_id FROM gone").scalars().all()
    assert (case["born_year"], case["sex"]) == (2015, None)
    assert case["id"] not in {child, *gone}
    assert stages == [case["id"]] * len(stages)
    assert {(row["past_case_id"], row["held"]) for row in reviews} == {(case["id"], str(review.held))}
    assert reviews[0]["limit_on"], "its limit, by the rules of the day before"


def test_undo_across_a_purge_is_refused_and_what_came_after_can_be_taken_back(session: Session) -> None:
    fill(session, "KB 1")
    [other] = look_after(session, "KB 2")
    purge_flagged(session)
    with pytest.raises(Refused, match="removed for good since"):
        session.undo()
    act(session, "rag", other, value="green")
    assert "RAG" in session.undo().name


def test_undo_reaches_past_children_who_left_by_an_exchange_but_for_what_was_about_them(session: Session) -> None:
    here, first, second = look_after(session, "KB 1", "KB 2", "KB 3")

    def leave(child: str) -> None:
        leaving = [purging.Leaving(child, (), _nothing(), TODAY)]
        purging.purge(session.engine, leaving, "1 child left.", TODAY, session.caseload().seen, LEFT)

    act(session, "rag", here, value="green")
    leave(first)
    assert "RAG" in session.undo().name
    assert "RAG" in session.redo().name
    act(session, "siblings", [here, second])
    leave(second)
    assert session.undoable() is None
    with pytest.raises(Refused, match="about a case that has left since"):
        session.undo()
    act(session, "rag", here, value="red", theme="drift")
    assert "red" in session.undo().sentence
    assert faults(session.engine) == []


def test_a_purge_that_was_cut_off_before_its_bytes_were_is_finished_at_the_next_opening(store: Path) -> None:
    with_it = open_store(store)
    fill(with_it, f"{MARK} 1")
    preview = preview_purge(with_it)
    leaving = [purging.Leaving(line.child_id, (), _nothing()) for line in preview.lines]
    purging.purge(with_it.engine, leaving, "Removed.", TODAY, preview.seen)
    assert MARK.encode() in bytes_of(with_it), "in the log of what was written"
    with_it.close()
    again = open_store(store)
    assert MARK.encode() not in bytes_of(again)
    again.close()


def test_while_another_window_reads_the_rows_go_and_the_bytes_at_the_next_opening(store: Path) -> None:
    session, other = open_store(store), open_store(store)
    child = fill(session, f"{MARK} 1")
    with reading(other.engine) as connection:
        connection.exec_driver_sql("SELECT count(*) FROM child").scalar()
        done = purge(session, preview_purge(session))
    assert "goes when it is next opened" in done.sentence
    assert not session.caseload().children
    assert not other.caseload().children, "the other window knows too"
    other.keep_draft(f"form:rag:{child}", f"{MARK} still typed there")
    session.close()
    other.close()
    again = open_store(store)
    assert MARK.encode() not in bytes_of(again)
    again.close()


@pytest.mark.parametrize("text", ["AB 1042", "ab1042", "see AB-1042.", "(Ada Testchild)", "x,AB 1042;y"])
def test_who_is_meant_is_known_in_any_spelling_and_nobody_else(text: str) -> None:
    called = purging.Called(["AB 1042", "AB1042", "AB-1042", "Ada Testchild"])
    assert called.in_(text)
    assert not any(called.in_(other) for other in ("AB 10421", "CAB 1042", "Ada Testchildren", "AB", "", None))


def _nothing() -> Any:
    from iro_tui.domain.retention import StayingFacts

    return StayingFacts({"born_year": 2015})


def test_only_cases_that_are_over_are_removed_and_what_still_waits_is_said(session: Session) -> None:
    [on_it] = look_after(session, "KB 2")
    with pytest.raises(Refused, match="No closed case is to be removed yet"):
        preview_purge(session)
    with pytest.raises(Refused, match="KB 2 is on the caseload"):
        preview_purge(session, [on_it])
    fill(session, "KB 1")
    act(session, "contact", on_it, how="phone", who="carer", note="as with KB 1; KB 12 is another")
    [line] = (preview := preview_purge(session)).lines
    assert line.ref == "KB 1"
    assert flagged(session.caseload()) == (line.child_id,)
    words = " ".join(preview.warnings)
    assert "name them and stay as they are: KB 2." in words
    assert "not on the council's system yet" in words


def test_backups_go_only_when_told_and_after_a_new_one(session: Session, tmp_path: Path) -> None:
    fill(session, f"{MARK} 1")
    before = back_up(session)
    (second := tmp_path / "stick").mkdir()
    assert (beside := copy_beside(session, second))
    look_after(session, "KB 2")
    preview = preview_purge(session, folders=[second])
    assert preview.backups == (before.folder, beside.folder)
    purge(session, preview, backups=True)
    assert not list(second.iterdir())
    [now] = preview_backups(session)
    assert now != before.folder
    assert MARK.encode() not in raw_bytes(now / "caseload.db", session.secret)


def preview_backups(session: Session) -> list[Path]:
    from iro_tui.caseload.safekeeping import older_copies

    return list(older_copies(session))
