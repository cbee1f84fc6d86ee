"""The one way out: files that leave the store, unencrypted, written once asked for, whole, to their owner only, over
nothing, and entered in the journal.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.guarded_csv import csv_bytes
from iro_tui.caseload.refusals import Refused, Spoilt, refusals
from iro_tui.domain.words import counted, heading
from iro_tui.store.connection import Connection
from iro_tui.store.files import clear_away, flush, make_private, reason, rename
from iro_tui.store.log import read_log
from iro_tui.store.mark import head_of
from iro_tui.text import clean
from iro_tui.typed_path import why_no_name

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session

TEXT, CSV, XLSX, HTML, ICS, JSON = ".txt", ".csv", ".xlsx", ".html", ".ics", ".json"
FORM_WORDS = {
    TEXT: "text",
    CSV: "a table",
    XLSX: "Excel",
    HTML: "a page to print",
    ICS: "a calendar",
    ".iro": "sealed",
    ".iro-card": "your card",
    ".iro-receipt": "a receipt",
}
"""What a file is, by its ending."""
_LONGEST = 10_000_000
HEAD_OF_CHAIN = "Head of the chain"
_JOURNAL = ("number", "at", "action", "what was done", "state", "changes")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is to be written: what it is called, how much it holds, and its content in each form there is."""

    what: str
    """Without a name of anybody: `the list Reviews`; it is asked about and entered in the journal so."""
    amount: int
    unit: str
    forms: Mapping[str, Callable[[], bytes]]
    """By the ending of the file's name."""
    names: bool = False
    """Whether it holds full names."""
    kept: tuple[str, str] | None = None
    """A mark of this laptop's own, by its key, that is kept once it is written."""
    over: Path | None = None
    """A file that was written for it before, and that it may be written over."""
    enter: Callable[[Path], str] | None = None
    """Of what has an entry of its own in the journal: writes it under this name with that entry, or neither; gives what
    else a person is to be told."""

    @property
    def words(self) -> str:
        return f"{self.what}, {counted(self.amount, self.unit)}{', with full names' if self.names else ''}"


@dataclass(frozen=True, slots=True)
class FileOffer:
    """The file that is asked for next: what goes out, the beginning of its name, and what makes it."""

    what: str
    stem: str
    make: Callable[[Session], Outgoing]
    ending: str
    sealed_for: str = ""
    """Who alone can open it; empty: anybody can read it."""
    by_words: bool = False
    """Whether words open it, and no card does."""


def endings_words(endings: Collection[str]) -> str:
    """`.txt or .csv`."""
    *first, last = endings
    return f"{', '.join(first)} or {last}" if first else last


def require_new(path: Path, endings: Collection[str] = (TEXT, CSV), over: Path | None = None) -> None:
    """Raises Refused where a file cannot be written under this name: its ending is another, or it is there.

    `over`: one that may be there.
    """
    if path.suffix.lower() not in endings:
        known = endings_words(endings)
        raise Refused(f"The file is {path.name!r}: give a name that ends in {known}. Nothing was written.")
    if why := why_no_name(path):
        raise Refused(f"{why} Nothing was written.")
    if os.path.lexists(path) and not is_over(path, over):
        raise Refused(f"There is a file {path} already: give another name. Nothing was written.")


def require_folder(path: Path) -> None:
    """Raises Refused where the folder of a new file is none: mistyped, or a file."""
    folder = path.absolute().parent
    if not folder.is_dir():
        why = f"{folder} is a file, no folder" if folder.exists() else f"There is no folder {folder}"
        raise Refused(f"{why}: give another place. Nothing was written.")


def is_over(path: Path, over: Path | None) -> bool:
    """Whether a file is there that may be written over."""
    return path.absolute() == over and path.is_file() and not path.is_symlink()


def send(session: Session, outgoing: Outgoing, path: Path) -> str:
    """Write what goes out to a new file and enter it in the journal; what else a person is to be told, or nothing.

    Where nothing can be written into the store, which is damaged or only shown, the file is all the same: it may be
    what an officer is left with. Raises Refused, and then no file is left.
    """
    from iro_tui.store.sent_out import sent_out

    require_new(path, outgoing.forms, outgoing.over)
    if outgoing.enter:
        return outgoing.enter(path)
    content = outgoing.forms[path.suffix.lower()]()
    if not session.only_shown:
        try:
            with refusals():
                sentence = f"{outgoing.words}, written to {nameless(session.caseload(), path)}."
                sent_out(session.engine, heading(sentence), path, lambda: write_new(path, content, outgoing.over))
                if outgoing.kept:
                    session.keep_draft(*outgoing.kept)
        except Spoilt:
            pass
        else:
            return ""
    write_new(path, content, outgoing.over)
    return "The journal does not say so, for nothing can be written into the caseload."


def nameless(caseload: Caseload, path: Path) -> str:
    """A path as the journal keeps it: initials stand for each part of a child's name."""
    from iro_tui.caseload.lists.owed import names_of, without_names

    return without_names(str(path), names_of(tuple(caseload.children.values())))


def text_bytes(text: str) -> bytes:
    """A text as a file of it, without what could steer a terminal."""
    return (clean(text, multiline=True, limit=_LONGEST) + "\n").encode()


def table_or_text(
    titles: Sequence[str], rows: Iterable[Sequence[str]], text: Callable[[], str]
) -> dict[str, Callable[[], bytes]]:
    """The two forms that whatever goes out has at the least."""
    return {TEXT: lambda: text_bytes(text()), CSV: lambda: csv_bytes(titles, rows)}


def journal_out(connection: Connection, caseload: Caseload) -> Outgoing:
    """The whole journal, the oldest entry first, without values.

    The head of its chain stands at the end: who has the file can tell whether anything before it was altered since.
    """
    records = read_log(connection, until=caseload.until)
    head = head_of(connection, records[0].seq if records else 0)
    entries = [(str(e.seq), e.at.isoformat(), e.name, e.sentence, e.state, str(e.changes)) for e in reversed(records)]
    last = ("", head.at.isoformat() if head.at else "", HEAD_OF_CHAIN, head.digest, "", "")

    def text() -> str:
        lines = [f"{n}. {at}  {sentence}" for n, at, _, sentence, *_ in entries]
        return "\n".join([*lines, "", f"{HEAD_OF_CHAIN}, entry {head.seq}: {head.digest or 'none'}"])

    return Outgoing("the journal", len(entries), "entries", table_or_text(_JOURNAL, [*entries, last], text))


def write_new(path: Path, content: bytes, over: Path | None = None) -> None:
    """Write a file that was not there, or is `over`: the whole or nothing, its owner's only. Raises Refused."""
    taken = False
    try:
        if not is_over(path, over):
            os.close(make_private(path))  # the name is ours from here on
            taken = True
        write_over(path, content)
    except OSError as error:
        rest = "" if not taken or clear_away(path) else " An empty file of that name is left: remove it."
        if isinstance(error, FileExistsError):
            require_new(path, (path.suffix.lower(),))
        sentence = f"{path} cannot be written ({reason(error)}): give another place. Nothing was written.{rest}"
        raise Refused(sentence) from None


def write_over(path: Path, content: bytes) -> None:
    """Write a file beside its place and let it have the name then, readable by its owner only. Raises OSError."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with open(make_private(part), "wb") as file:  # noqa: PTH123
            file.write(content)
            flush(file)
        rename(part, path)
    except OSError:
        clear_away(part)
        raise
