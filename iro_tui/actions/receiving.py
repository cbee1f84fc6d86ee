"""Taking in what a colleague handed over: looked at first, then done; its receipt; and where two differ.

No `Action`: what a colleague did is not undone as one's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iro_tui.actions.handing_over import free_path
from iro_tui.actions.left_file import leave_file
from iro_tui.actions.managing import require_officers
from iro_tui.caseload.differing import REMOVED, is_private, label_words, row_words, two_values, value_words
from iro_tui.caseload.exporting import Outgoing, require_folder, require_new
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused, refusals
from iro_tui.domain.vocabulary import HAND_OVERS
from iro_tui.domain.words import amount_words, day_words, heading, until_words
from iro_tui.text import clean

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.sharing.carrying import CarriedFile, LetterBox, WaitingFile
    from iro_tui.sharing.settle import TwoValues
    from iro_tui.sharing.taken import TakenChild, TakenFile
    from iro_tui.sharing.taking import Newcomer

RECEIPT = ".iro-receipt"
"""How the file of a receipt ends."""
NAMED = 6
"""How many values that change are named of a child."""


class ReceivedBefore(Refused):
    """All of a file was taken in before: what is left of it is its receipt."""

    def __init__(self, sentence: str, parcel: str, code: str) -> None:
        super().__init__(sentence)
        self.parcel, self.code = parcel, code


@dataclass(frozen=True, slots=True)
class ReceivePreview:
    """What taking a file in would do."""

    content: bytes
    words: str
    """What was typed to open it; empty where a card does."""
    taken: TakenFile
    lines: tuple[str, ...]
    """A line of each child, and of each value that changes or differs."""
    today: date
    who: Newcomer
    """Who takes it in, where there is no card yet."""

    @property
    def amount(self) -> str:
        """`2 children`."""
        return amount_words(len(self.taken.children), "children")

    @property
    def why(self) -> str:
        """`to cover until Fri 4 Dec`."""
        return f"{HAND_OVERS[self.taken.why]}{until_words(self.taken.until, self.today)}"

    @property
    def question(self) -> str:
        file = self.taken
        return f"Take in {self.amount} from {file.card.name}, {self.why}?"


def preview_receive(
    session: Session, file: Path | CarriedFile, ask: Callable[[], str], name: str = "", council: str = ""
) -> ReceivePreview:
    """What taking a file in would do; writes nothing. `ask` is asked for the words that open it. Raises Refused.

    `ReceivedBefore` where it was done already.
    By name and council somebody says who has no card yet.
    """
    from iro_tui.sharing.file import read_bounded
    from iro_tui.sharing.taken import TakenBefore
    from iro_tui.sharing.taking import Newcomer, look

    require_officers(session)
    typed: list[str] = []

    def once() -> str:
        typed.append(ask())
        return typed[-1]

    today, who = session.caseload().today, Newcomer(clean(name, limit=80).strip(), clean(council, limit=80).strip())
    with refusals():
        content = read_bounded(file) if isinstance(file, Path) else file.content
        try:
            taken = look(session.engine, content, session.practice.name, today, once, who)
        except TakenBefore as before:
            raise ReceivedBefore(str(before), before.parcel, before.code) from before
    return ReceivePreview(content, "".join(typed), taken, tuple(_lines(taken, today)), today, who)


def _lines(taken: TakenFile, today: date) -> Iterator[str]:
    for child in taken.children:
        yield f"{child.ref}: {_amount(child, taken, today)}"
        if any(pair[:3:2] == ("child", "born") for pair in (*child.differ, *child.theirs)):
            yield f"  {_ANOTHER_CHILD}"
        for value in child.changed[:NAMED]:
            label, both = label_words(value.table, value.column), (value.was, value.becomes)
            if value.column == REMOVED and (says := row_words(value.table, value.says or {}, today)):
                label = f"{label}: {says}"
            was, becomes = (value_words(value.table, value.column, each, today) for each in both)
            private = is_private(value.table, value.column)
            yield f"  {label}: {'another one comes' if private else f'{was} becomes {becomes}'}"
        if len(child.changed) > NAMED:
            yield f"  and {amount_words(len(child.changed) - NAMED, 'values')} more"
        for pair in child.yours_stand:
            yield _two_values(pair, "here", child.late_by[pair[:3]], today)
        for pair in child.theirs_stand:
            yield _two_values(pair, "theirs", "yours", today)
        if child.notes:
            yield f"  {amount_words(child.notes, 'notes')} of others not on the council's system yet: theirs to file"
        if child.ends_cover:
            yield (
                f"  was covered by {child.ends_cover} until now: what was done in that cover is not in this file, and "
                f"follows from {taken.card.name}"
            )
    yield from taken.left_out


def _two_values(pair: TwoValues, by: str, other_by: str, today: date) -> str:
    return f"  {heading(two_values(pair.table, pair.column, pair.kept, pair.late, by, other_by, today))}"


_ANOTHER_CHILD = (
    "another day of birth: if these are two children, take nothing in before one of them has another reference"
)


def _amount(child: TakenChild, taken: TakenFile, today: date) -> str:
    if child.left_on:
        return f"comes back: handed over from here on {day_words(child.left_on, today)}, and removed here since"
    if child.new:
        return "new here"
    yours, theirs = child.yours_stand, child.theirs_stand
    if not (child.rows or child.changed or yours or theirs):
        return f"covered by you{until_words(taken.until, today)}, nothing else new" if taken.until else "nothing new"
    return ", ".join(
        words
        for amount, words in (
            (child.rows, _amount_words(child.rows, "entries", "come")),
            (len(child.changed), _amount_words(len(child.changed), "values", "change")),
            (len(yours), f"{_amount_words(len(yours), 'values', 'differ')}: yours stand"),
            (len(theirs), f"{_amount_words(len(theirs), 'values', 'differ')}: theirs stand"),
        )
        if amount
    )


def _amount_words(amount: int, unit: str, verb: str) -> str:
    """`1 entry comes`, `2 entries come`."""
    return f"{amount_words(amount, unit)} {verb}{'s' * (amount == 1)}"


def receive(session: Session, preview: ReceivePreview) -> Changes:
    """Take in what was previewed, in one transaction. Raises Refused: and then nothing was changed."""
    from iro_tui.sharing.taking import receiving

    with (
        refusals(),
        receiving(
            session.engine, preview.content, session.practice.name, preview.today, lambda: preview.words, preview.who
        ) as taken,
    ):
        pass
    session.keep_up()
    amount = amount_words(len(taken.children), "children")
    sentence = " ".join([
        f"{amount} taken in from {taken.card.name}.", *taken.left_out,
        f"Receipt: {taken.code} – tell it, or send it as a file.",
    ])  # fmt: skip
    tables: frozenset[Any] = frozenset({"child"})
    return Changes("", "Receive", sentence, tables, frozenset(child.child_id for child in taken.children))


def pulled_from(session: Session, folder: Path) -> list[CarriedFile]:
    """The files in a folder that colleagues share which are for this officer and not taken in yet, and the receipts
    that are waited for; none where nobody can look into it now."""
    box, known = _letter_box(session, folder)
    return box.pull(known)


def look_into(session: Session, folder: Path) -> Callable[[], list[WaitingFile]]:
    """What looks where the same lie: it asks the folder alone, which may keep one waiting for long."""
    box, known = _letter_box(session, folder)
    return lambda: box.changed(known)


def refused_before(session: Session) -> frozenset[str]:
    """The marks of the files of a letter box of which it was said that they cannot be taken in."""
    return frozenset(session.draft(_REFUSED).split())


def note_refused(session: Session, marks: Iterable[str]) -> None:
    """Keep that it was said of these: they are not announced again. Raises Refused."""
    if session.only_shown:
        return
    kept = [*session.draft(_REFUSED).split(), *marks]
    session.keep_draft(_REFUSED, " ".join(list(dict.fromkeys(kept))[-_MOST_REFUSED:]))


_REFUSED = "letter box refused"
"""The draft that keeps their marks."""
_MOST_REFUSED = 200


def _letter_box(session: Session, folder: Path) -> tuple[LetterBox, frozenset[str]]:
    """A folder as a letter box, and the files that were written or taken in here."""
    from iro_tui.sharing.awaited import read_awaited
    from iro_tui.sharing.carrying import LetterBox
    from iro_tui.sharing.own import known_cards, own_keys
    from iro_tui.store.engine import reading
    from iro_tui.store.passing_on import parcels_known

    with refusals(), reading(session.engine) as connection:
        box = LetterBox(folder, own_keys(connection), read_awaited(connection), known_cards(connection))
        return box, parcels_known(connection)


def receipt_out(preview: ReceivePreview) -> Outgoing:
    """The receipt as a file to be asked a name for."""

    def enter(path: Path) -> str:
        write_receipt(preview.taken.parcel, preview.taken.code, path)
        return f"Or tell the eight characters: {preview.taken.code}."

    return Outgoing("the receipt", 1, "receipts", {RECEIPT: bytes}, enter=enter)


def require_receipt_place(place: Path) -> None:
    """Raises Refused where a receipt could not be written under a name, or into a folder: asked before taking in."""
    if place.is_dir():
        return
    require_new(place, (RECEIPT,))
    require_folder(place)


def leave_receipt(parcel: str, code: str, place: Path) -> Path:
    """The receipt written under this name, or into this folder; numbered where it is not the first. Raises Refused."""
    path = free_path(place, f"receipt-{code}{RECEIPT}") if place.is_dir() else free_path(place.parent, place.name)
    write_receipt(parcel, code, path)
    return path


def write_receipt(parcel: str, code: str, path: Path) -> None:
    """The receipt as a small new file, which names nobody. Raises Refused."""
    from iro_tui.sharing.file import receipt_file

    require_new(path, (RECEIPT,))
    leave_file(path, receipt_file(parcel, code))


def code_in(file: Path | CarriedFile) -> str:
    """The eight characters of a receipt that came as a file; empty where the file is none. Raises Refused."""
    from iro_tui.sharing.file import read_bounded, read_receipt

    try:
        with refusals():
            receipt = read_receipt(read_bounded(file) if isinstance(file, Path) else file.content)
    except FileNotFoundError:
        raise Refused(f"There is no file {file}. Nothing was changed.") from None
    return receipt[1] if receipt else ""
