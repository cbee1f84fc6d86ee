"""A calendar that is kept up to date: its file is written again after whatever is done, where the officer wants it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.caseload.exporting import ICS
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.outgoing.calendar import PLACE
from iro_tui.caseload.refusals import Refused, refusals
from iro_tui.store import own
from iro_tui.store.engine import reading

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.caseload.session import Session
    from iro_tui.store.connection import Connection

SETTING = "calendar file"
"""The setting that says where it is; before that, whether with names or without."""
_WITH, _WITHOUT = "with names: ", "by reference: "


def kept_file(session: Session) -> tuple[Path | None, bool]:
    """Where the calendar is kept, and whether with names; None where none is. The caseload is not read for it."""
    with refusals(), reading(session.engine) as connection:
        return kept_in(connection)


def kept_in(connection: Connection) -> tuple[Path | None, bool]:
    kept = own.read_settings(connection, SETTING).get(SETTING, "")
    where = kept.removeprefix(_WITH).removeprefix(_WITHOUT)
    return (Path(where) if where else None), kept.startswith(_WITH)


def calendar_at(path: Path) -> Path:
    """The file of a calendar by the path that was given: of a folder the one in it."""
    return path / f"iro-calendar{ICS}" if path.is_dir() else path


def keep_calendar(session: Session, path: Path, *, names: bool = False) -> Changes:
    """Have the calendar at this place, which was just written, kept up to date from now on."""
    from iro_tui.caseload.exporting import nameless
    from iro_tui.caseload.history import change_setting

    where = nameless(session.caseload(), path)
    says = f"The calendar {where} is written again after each booking{', with full names' * names}."
    value = f"{_WITH if names else _WITHOUT}{path.absolute()}"
    session.keep_draft(PLACE, str(path.absolute()))
    return change_setting(session.engine, SETTING, value, "Keep the calendar", says)


def stop_keeping(session: Session) -> Changes:
    """Leave the file as it is from now on. Raises Refused: none is kept."""
    from iro_tui.caseload.history import change_setting

    path, _ = kept_file(session)
    if path is None:
        raise Refused(
            "No calendar is kept up to date: Calendar in the palette, or iro export calendar FILE --keep, begins it."
        )
    says = "The calendar is not written again any more; its file stays until it is deleted."
    return change_setting(session.engine, SETTING, "", "Stop keeping the calendar", says)


def refresh(session: Session) -> str:
    """Write the kept calendar again, where one is kept and tells something else now; why that failed, or nothing."""
    path, names = kept_file(session)
    if path is None:
        return ""
    from iro_tui.caseload.exporting import write_over
    from iro_tui.caseload.outgoing.calendar import KEY, calendar_out
    from iro_tui.store.files import reason

    def look(connection: Connection, caseload: Caseload) -> tuple[bytes | None, str]:
        outgoing = calendar_out(connection, caseload, names=names)
        body = outgoing.kept[1] if outgoing.kept else ""
        same = path.is_file() and body == (own.read_draft(connection, KEY) or "")
        return (None if same else outgoing.forms[ICS]()), body

    content, body = session.query(look)
    if content is None:
        return ""
    try:
        write_over(path, content)
    except OSError as error:
        return f"The calendar {path} was not written again ({reason(error)}): what it tells is old."
    session.keep_draft(KEY, body)
    return ""
