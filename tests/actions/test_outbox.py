"""The outbox: filing once and no more, what undo must ask, and files that are safe to open."""

from __future__ import annotations

import csv
import io
import stat
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from iro_tui.caseload import exporting
from iro_tui.caseload.guarded_csv import csv_bytes, guarded
from iro_tui.caseload.lists import outbox
from iro_tui.caseload.lists.outbox import NOTES
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.caseload.undoing import before_undo
from iro_tui.clock import clock
from iro_tui.store import tables
from iro_tui.store.mark import head_of
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import NAME, act, acts, counted, look_after, refuses, sent

OpenDesk = Callable[[date], Session]
FILED_AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HOSTILE = '=cmd|" /C calc"!A0'


def note_ids(session: Session) -> list[str]:
    return [row.note_id for row in session.lines(NOTES)]


def test_the_notes_of_a_child_stand_together_the_oldest_at_the_top(session: Session) -> None:
    [one, two] = look_after(session, "AB 1", "AB 2")
    act(session, "rag", two, value="green")
    act(session, "rag", one, value="green")
    act(session, "contact", one, who="child", how="visit", on=date(2026, 11, 2))
    assert [(row.ref, row.title, row.waiting) for row in session.lines(NOTES)] == [
        ("AB 1", "IRO contact: visit, child", 18),
        ("AB 1", "RAG green", 0),
        ("AB 2", "RAG green", 0),
    ]


def test_a_note_is_filed_once(session: Session) -> None:
    ids = look_after(session, "AB 1", "AB 2")
    act(session, "rag", ids, value="green")
    first, second = note_ids(session)
    with clock(lambda: FILED_AT):
        changes = acts(session, lambda: act(session, "file", (), first))
    assert changes.name == "Mark as filed"
    assert changes.sentence == "AB 1: note of Fri 20 Nov filed on the council's system."
    [filed] = session.lines(NOTES, filed=True)
    assert (filed.note_id, filed.filed_at) == (first, FILED_AT)
    assert note_ids(session) == [second]
    refusal = "^The note of AB 1 of Fri 20 Nov 2026 was filed on Fri 20 Nov 2026 already: choose notes that wait"
    refuses(session, lambda: act(session, "file", (), second, first), refusal)
    refuses(session, lambda: act(session, "file", ()), "Nothing is chosen")
    refuses(session, lambda: act(session, "file", (), second, "gone"), "not there any more")


def test_several_are_filed_as_one_action_in_as_many_statements(session: Session) -> None:
    ids = look_after(session, *(f"AB {n}" for n in range(30)))
    act(session, "rag", ids, value="green")
    notes = note_ids(session)
    session.caseload()
    with counted(session) as few:
        assert act(session, "file", (), *notes[:2]).sentence == "2 children: 2 notes filed on the council's system."
    session.caseload()
    with counted(session) as many:
        act(session, "file", (), *notes[2:])
    assert len(many) == len(few)


def test_undo_asks_before_it_takes_back_what_is_filed(session: Session) -> None:
    ids = look_after(session, "AB 1", "AB 2")
    rated = act(session, "rag", ids, value="green")
    assert session.query(before_undo) == (rated.operation, None)
    with clock(lambda: FILED_AT):
        filed = act(session, "file", (), note_ids(session)[0])
        assert session.query(before_undo) == (
            filed.operation,
            (
                "Undo takes back «Mark as filed»: AB 1: note of Fri 20 Nov filed on the council's system. "
                "The note of AB 1 was filed on Fri 20 Nov 2026: it stays on the council's system. Undo all the same?"
            ),
        )
        session.undo()
        assert session.query(before_undo).question is None, "nothing is filed any more"
        act(session, "file", (), *note_ids(session))
    assert session.query(before_undo).question == (
        "Undo takes back «Mark as filed»: 2 children: 2 notes filed on the council's system. "
        "2 notes were filed, the last on Fri 20 Nov 2026: they stay on the council's system. Undo all the same?"
    )
    act(session, "rag", ids[0], value="green")
    assert session.query(before_undo).question is None, "another action is the last"


def test_undo_takes_back_only_what_it_was_asked_about(open_session: OpenDesk) -> None:
    mine, other = open_session(TODAY), open_session(TODAY)
    assert mine.query(before_undo) == ("", None)
    child = look_after(other, "AB 1")[0]
    refuses(mine, lambda: mine.undo(""), "Something else was done since, perhaps in another window")
    rated = act(mine, "rag", child, value="green")
    operation, _ = mine.query(before_undo)
    added = act(other, "task", child, what="Ring the school", due=TODAY)
    refuses(mine, lambda: mine.undo(operation), "Something else was done since, perhaps in another window")
    assert mine.undoable() == (added.operation, "Add task")
    other.undo(added.operation)
    assert mine.undo(operation).sentence.startswith("Undid")
    other.redo(rated.operation)
    refuses(mine, lambda: mine.redo(rated.operation), "Something else was done since")


def test_a_note_is_copied_with_the_name_only_when_asked(session: Session) -> None:
    [child] = look_after(session, "AB 1")
    act(session, "rag", child, value="green")
    [row] = session.lines(NOTES)
    assert outbox.note_text(row, names=False) == f"RAG green\n{row.body}\n"
    assert outbox.note_text(row, names=True) == f"RAG green\nName: {NAME}\n{row.body}\n"


# Files


def read_csv(path: Path) -> list[list[str]]:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf"), "Excel reads UTF-8 only with a mark"
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


@pytest.fixture
def hostile(session: Session) -> Session:
    """A store whose rows hold what no form lets in."""
    [child] = look_after(session, "=AB 1")
    with action(session.engine, "Set up") as work:
        body = f'{HOSTILE}\nsecond, "quoted" line\x1b]0;owned\x07\u202e\n\t+3'
        work.add(tables.CaseNoteRow(child_id=child, on_day=TODAY, title="\t@SUM(A1)", body=body))
        work.add(tables.CaseNoteRow(child_id=child, on_day=TODAY, title="\uff1d1", body="Zoë", filed_at=FILED_AT))
    return session


def test_a_table_is_safe_in_a_spreadsheet(hostile: Session, tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    assert sent(hostile, outbox.notes_out, path, names=True, filed=None) == 2
    titles, *rows = read_csv(path)
    assert titles == ["name", "child", "initials", "date", "title", "note", "filed"]
    assert len(rows) == 2
    assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r＝＋－＠"))]
    text = path.read_text(encoding="utf-8-sig")
    assert not set(text) & set("\x1b\x07\u202e\t")
    assert ["'\uff1d1", "Zoë", "2026-11-20"] in [row[4:] for row in rows]
    assert [row[:4] for row in rows] == [[NAME, "'=AB 1", "KB", "2026-11-20"]] * 2
    assert any(row[5].startswith(f'\'{HOSTILE}\nsecond, "quoted" line') for row in rows)


def test_a_text_is_by_child_and_without_names(hostile: Session, tmp_path: Path) -> None:
    path = tmp_path / "notes.TXT"
    assert sent(hostile, outbox.notes_out, path, names=False, filed=False) == 1
    text = path.read_text(encoding="utf-8")
    assert text.startswith("=AB 1\n=====\n\n @SUM(A1)\n")
    assert "Not yet filed on the council's system." in text
    assert NAME not in text
    assert not set(text) & set("\x1b\x07\u202e\t")
    filed = tmp_path / "filed.txt"
    assert sent(hostile, outbox.notes_out, filed, names=True, filed=True) == 1
    assert f"Name: {NAME}" in filed.read_text(encoding="utf-8")
    assert "Filed on Fri 20 Nov 2026." in filed.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_only_the_owner_may_read_a_file(hostile: Session, tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    sent(hostile, outbox.notes_out, path, names=False, filed=None)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nothing_is_written_over_and_nothing_is_left_behind(hostile: Session, tmp_path: Path) -> None:
    there = tmp_path / "there.csv"
    there.write_text("mine", encoding="utf-8")
    dangling = tmp_path / "dangling.csv"
    dangling.symlink_to(tmp_path / "elsewhere")
    before = sorted(path.name for path in tmp_path.iterdir())
    for path, refusal in (
        (there, "There is a file .*there.csv already: give another name"),
        (dangling, "There is a file .*dangling.csv already"),
        (tmp_path / "notes.doc", "The file is 'notes.doc': give a name that ends in .txt or .csv"),
        (tmp_path / "nowhere" / "notes.csv", "cannot be written .*: give another place"),
    ):
        with pytest.raises(Refused, match=refusal):
            sent(hostile, outbox.notes_out, path, names=False, filed=None)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert there.read_text(encoding="utf-8") == "mine"


def test_a_failing_disk_leaves_no_half_file(hostile: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(Refused, match="no space left on device"):
        sent(hostile, outbox.notes_out, out / "notes.csv", names=False, filed=None)
    assert not list(out.iterdir())


def test_no_note_is_no_file(session: Session, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no note to write"):
        sent(session, outbox.notes_out, tmp_path / "notes.csv", names=False, filed=False)
    assert not (tmp_path / "notes.csv").exists()


def test_the_journal_is_written_from_its_beginning(session: Session, tmp_path: Path) -> None:
    [child] = look_after(session, "AB 1")
    act(session, "rag", child, value="green")
    session.undo()
    path = tmp_path / "journal.csv"
    head = session.query(lambda connection, _: head_of(connection))
    assert sent(session, exporting.journal_out, path) == 3
    titles, *rows, last = read_csv(path)
    assert titles[:2] == ["number", "at"]
    assert last[2:4] == [exporting.HEAD_OF_CHAIN, head.digest]
    assert [row[2] for row in rows] == ["Set up", "RAG green", "RAG green"]
    assert [row[4] for row in rows] == ["done", "undone", "done"]
    head = session.query(lambda connection, _: head_of(connection))
    assert sent(session, exporting.journal_out, tmp_path / "journal.txt") == 4, "what was written is entered too"
    assert "The journal, 3 entries, written to" in (tmp_path / "journal.txt").read_text(encoding="utf-8")
    foot = (tmp_path / "journal.txt").read_text(encoding="utf-8").splitlines()[-1]
    assert foot == f"{exporting.HEAD_OF_CHAIN}, entry {head.seq}: {head.digest}"
    assert "AB 1: green." in (tmp_path / "journal.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "cell", ["=1", "+1", "-1", "@A", "\t=1", "\r=1", "\n=1", " =1", "\x1b=1", "\uff1d1", "\ufeff=1"]
)
def test_no_cell_starts_a_formula(cell: str) -> None:
    assert guarded(cell).startswith("'")
    assert csv_bytes(["a"], [[cell]]).count(b"\r\n") == 2


def test_plain_cells_stay_as_they_are() -> None:
    assert guarded("Zoë, 3 = 4") == "Zoë, 3 = 4"


def test_undo_asks_by_name_and_size_before_it_takes_children_away(session: Session) -> None:
    with action(session.engine, "Import", "Imported SSDA903: 1 new child.") as work:
        work.add(tables.ChildRow(ref="AB 1", initials="AB"))
    question = (
        "Undo takes back «Import»: Imported SSDA903: 1 new child. It wrote 1 entry about 1 child. Undo all the same?"
    )
    assert session.query(before_undo).question == question
    look_after(session, "AB 2", "AB 3")
    assert "about 2 children. Undo all the same?" in str(session.query(before_undo).question), "however they came"
    look_after(session, "AB 4")
    assert session.query(before_undo).question is None, "one child typed by hand"
