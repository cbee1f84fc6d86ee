"""Files that leave the store, unencrypted: written once asked for, whole, to their owner only, over nothing."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sqlalchemy import Connection

from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.guarded_csv import csv_bytes
from iro_tui.caseload.refusals import Refused
from iro_tui.store.files import clear_away, flush, make_private, reason, rename
from iro_tui.store.log import read_log
from iro_tui.store.mark import head_of
from iro_tui.text import clean
from iro_tui.typed_path import why_no_name

TEXT, CSV, JSON = ".txt", ".csv", ".json"
_LONGEST = 10_000_000
HEAD_OF_CHAIN = "Head of the chain"
_JOURNAL = ("number", "at", "action", "what was done", "state", "changes")


def require_new(path: Path, endings: Sequence[str] = (TEXT, CSV)) -> None:
    """Raises Refused where a file cannot be written under this name: its ending is another, or it is there."""
    if path.suffix.lower() not in endings:
        known = f"{', '.join(endings[:-1])} or {endings[-1]}"
        raise Refused(f"The file is {path.name!r}: give a name that ends in {known}. Nothing was written.")
    if why := why_no_name(path):
        raise Refused(f"{why} Nothing was written.")
    if os.path.lexists(path):
        raise Refused(f"There is a file {path} already: give another name. Nothing was written.")


def export(
    path: Path,
    titles: Sequence[str],
    rows: Iterable[Sequence[str]],
    text: Callable[[], str],
    data: Callable[[], str] | None = None,
) -> None:
    """Write a table under a name that ends in .csv, its text under one in .txt, its JSON, where it has one, in .json.

    Only the table has a byte order mark: Excel needs it, and what reads JSON refuses it. Raises Refused.
    """
    require_new(path, (TEXT, CSV, JSON) if data else (TEXT, CSV))
    if data and path.suffix.lower() == JSON:
        _write_new(path, data().encode())
    elif path.suffix.lower() == CSV:
        _write_new(path, csv_bytes(titles, rows))
    else:
        _write_new(path, (clean(text(), multiline=True, limit=_LONGEST) + "\n").encode())


def export_journal(connection: Connection, caseload: Caseload, path: Path) -> int:
    """Write the whole journal to a new file, the oldest entry first, without values; how many entries.

    The head of its chain stands at the end: who has the file can tell whether anything before it was altered since.
    """
    records = read_log(connection, until=caseload.until)
    head = head_of(connection, records[0].seq if records else 0)
    entries = [(str(e.seq), e.at.isoformat(), e.name, e.sentence, e.state, str(e.changes)) for e in reversed(records)]
    last = ("", head.at.isoformat() if head.at else "", HEAD_OF_CHAIN, head.digest, "", "")

    def text() -> str:
        lines = [f"{n}. {at}  {sentence}" for n, at, _, sentence, *_ in entries]
        return "\n".join([*lines, "", f"{HEAD_OF_CHAIN}, entry {head.seq}: {head.digest or 'none'}"])

    export(path, _JOURNAL, [*entries, last], text)
    return len(entries)


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that was not there: the whole of it or nothing, readable by its owner only."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    taken = False
    try:
        os.close(make_private(path))  # the name is ours from here on
        taken = True
        with open(make_private(part), "wb") as file:  # noqa: PTH123
            file.write(content)
            flush(file)
        rename(part, path)
    except OSError as error:
        clear_away(part)
        rest = "" if not taken or clear_away(path) else " An empty file of that name is left: remove it."
        if isinstance(error, FileExistsError):
            require_new(path)
        sentence = f"{path} cannot be written ({reason(error)}): give another place. Nothing was written.{rest}"
        raise Refused(sentence) from None
