"""What is written, to be read again in full: every row of a child's record, and every duty, as headed passages.

Neither face knows how: both are handed the same passages (`passage.py`) and only draw them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.caseload.reading.passage import Reading
    from iro_tui.domain.duty import Duty
    from iro_tui.store.connection import Connection

LAST_WORDS = 3
"""How many contacts stand in full beside a list."""


def read_line(
    connection: Connection,
    caseload: Caseload,
    child_id: str,
    key: str = "",
    duty: Duty | None = None,
    *,
    names: bool = False,
) -> Reading:
    """A duty, or else the row of a key, in full; empty where there is none any more. Without a child: own tasks.

    A worker of now is named by the part; private names are read with `names` alone.
    """
    from iro_tui.caseload.people import people_of
    from iro_tui.caseload.reading.duties import read_duty
    from iro_tui.caseload.reading.on_record import OnRecord
    from iro_tui.caseload.reading.people import read_worker
    from iro_tui.caseload.reading.subjects import read_row
    from iro_tui.domain.people import OF_THE_SERVICE

    if child_id and child_id not in caseload.children:
        return ()
    if key in OF_THE_SERVICE:
        return tuple(read_worker(person) for person in people_of(connection, caseload, child_id) if person.role == key)
    on_record = OnRecord(connection, caseload, child_id, names=names)
    if duty:
        return read_duty(duty, on_record)
    record = on_record.find(key)
    return read_row(record, on_record) if record else ()


@dataclass(frozen=True, slots=True)
class Beside:
    """What is read beside a list."""

    about: Reading = ()
    """What the highlighted row is about."""
    words: Reading = ()
    """The rating of now with its reason, and the last contacts."""


def read_beside(
    connection: Connection, caseload: Caseload, child_id: str, key: str = "", duty: Duty | None = None
) -> Beside:
    """What a row of a list is about, by its duty or its key, and the last words with and about the child."""
    from iro_tui.caseload.reading.duties import last_words, read_duty, the_rating
    from iro_tui.caseload.reading.on_record import OnRecord
    from iro_tui.caseload.reading.subjects import read_row

    if child_id and child_id not in caseload.children:
        return Beside()
    on_record = OnRecord(connection, caseload, child_id)
    record = on_record.find(key)
    about = read_duty(duty, on_record, alone=True) if duty else read_row(record, on_record) if record else ()
    about = tuple(replace(passage, head=False) for passage in about) if child_id else about
    return Beside(about, (*the_rating(on_record), *last_words(on_record, LAST_WORDS)))
