"""Before undo: what it would take back, and what to ask where that is much or stands elsewhere already.

And what it does not reach: what was done between colleagues, and the work on a child who is a colleague's since.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.caseload.lists.outbox import filed_day
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.words import amount_words, day_words

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection
    from iro_tui.store.entries import OperationSize, StaysDone
    from iro_tui.store.reads import NoteRecord

IMPORT = "Import"
"""The journal's name of bringing in files, whatever they changed."""


class BeforeUndo(NamedTuple):
    """What undo would take back now: the operation's key, empty for none, and what to ask before; None for nothing."""

    operation: str
    question: str | None


def before_undo(connection: Connection, caseload: Caseload) -> BeforeUndo:
    """What to ask before undo takes back the last action: by its name and its size. Raises as `require_here`.

    Asked where notes that it left or marked are filed, as they stay on the council's system whatever is undone here,
    and where it brought in children, by a file, a paste or the made-up caseload. And where the last that was done is
    a hand-over, which stays, so that nothing else is taken back in its place without a word. Undo is to be given the
    operation, so that no other is taken back than the one that was asked about.
    """
    from iro_tui.store import entries, reads
    from iro_tui.store.entries import size_of

    last, stays = entries.undoable(connection), entries.stays_done(connection)
    if last is None:
        if stays:
            raise Refused(f"{_stays_words(stays)} Nothing was undone.")
        return BeforeUndo("", None)
    require_here(connection, caseload, last)
    touched = reads.notes_touched(connection, last.seq)
    filed = reads.read_notes(connection, filed=True, note_ids=touched) if touched else []
    size = size_of(connection, last.seq)
    parts = [_size_words(size)] if last.name == IMPORT or size.brought > 1 else []
    parts += [_still_filed(filed)] if filed else []
    if not (parts or stays):
        return BeforeUndo(last.id, None)
    what = f"«{last.name}»" + (f": {last.sentence}" if last.sentence != last.name else "")
    before = f"{_stays_words(stays)} It takes" if stays else "Undo takes"
    return BeforeUndo(last.id, " ".join((f"{before} back {what.rstrip('.')}.", *parts, "Undo all the same?")))


def require_here(connection: Connection, caseload: Caseload, turned: Any | None) -> None:
    """Raises Refused where undo and redo leave an action as it is.

    It is about a child who is a colleague's since; or who is covered, and went back with it: there it is on record, and
    a colleague goes by it. Or it would bring back a file whose child is in another one since: two would have the child.
    """
    from iro_tui.store.entries import allocated_since, given_back_since, in_files_since, worked_on

    if turned is None:
        return
    for child_id in sorted(allocated_since(connection, turned.seq) | worked_on(connection, turned.seq)):
        if child_id in caseload.children and not caseload.whose[child_id].counts:
            ref, words = caseload.children[child_id].ref, caseload.holder_words(child_id)
            raise Refused(f"«{turned.name}» is about {ref}, who is {words}: it stays as it is. Nothing was changed.")
    for child_id, back in given_back_since(connection, turned.seq).items():
        if child_id in caseload.children and caseload.whose[child_id].covers:
            ref, name = caseload.children[child_id].ref, caseload.name_of(back.person)
            raise Refused(
                f"«{turned.name}» is about {ref}, and went back to {name} in the file of "
                f"{day_words(back.on_day, caseload.today)}: it stays as it is. Set it anew as it should be, and hand "
                f"{ref} back once more. Nothing was changed."
            )
    for child_id, person, other, on_day, arrived in in_files_since(connection, turned.seq):
        if child_id in caseload.children:
            ref, name, day = caseload.children[child_id].ref, caseload.name_of(other), day_words(on_day, caseload.today)
            went = f"went to {name} in the file of {day}" if arrived else f"is in a file for {name} of {day} since"
            raise Refused(
                f"«{turned.name}» is about {ref}, who {went}: the file for {caseload.name_of(person)} stays "
                f"withdrawn, else two have {ref}. Nothing was changed."
            )


def _stays_words(stays: StaysDone) -> str:
    how = (
        "Withdraw it: Enter on its row on Today, or iro hand-over REF --withdraw."
        if stays.written
        else "Children come and go by a hand-over alone."
    )
    what = f"«{stays.name}»" + (f": {stays.sentence.rstrip('.')}" if stays.sentence else "")
    return f"Undo does not take back {what}. {how}"


def _size_words(size: OperationSize) -> str:
    return f"It wrote {_counted(size.rows, 'entries')} about {_counted(size.children, 'children')}."


def _counted(amount: int, unit: str) -> str:
    return amount_words(amount, unit).replace(str(amount), f"{amount:,}", 1)


def _still_filed(notes: Sequence[NoteRecord]) -> str:
    if len(notes) == 1:
        stays = f"The note of {notes[0].ref} was filed on {filed_day(notes[0])}: it stays"
    else:
        stays = f"{amount_words(len(notes), 'notes')} were filed, the last on {filed_day(notes[-1])}: they stay"
    return f"{stays} on the council's system."
