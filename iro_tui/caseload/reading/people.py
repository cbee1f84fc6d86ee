"""The people of a case in full: their part, telephone and e-mail; private names only while they are shown."""

from __future__ import annotations

from collections.abc import Iterator

from iro_tui.caseload.people import HIDDEN, PersonOfCase
from iro_tui.caseload.reading.on_record import OnRecord, RecordRow
from iro_tui.caseload.reading.passage import QUIET, Passage, free, line
from iro_tui.caseload.reading.subject import PEOPLE, Subject
from iro_tui.domain.people import PRIVATE
from iro_tui.domain.words import heading
from iro_tui.store import shapes


def _person(record: RecordRow, on_record: OnRecord) -> Iterator[Passage]:
    """Somebody kept with the child."""
    role = record.peek("role")
    lines = []
    if role not in PRIVATE or on_record.names:
        lines += [*record.lines("Name", "name"), *record.lines("E-mail", "email")]
    elif record.peek("name") or record.peek("email"):
        lines.append(free(HIDDEN, QUIET))
    record.value("name"), record.value("email")
    lines += [*record.lines("Telephone", "phone"), *record.lines("Of", "organisation")]
    lines += [*record.lines("Since", "started"), *record.lines("Until", "ended")]
    yield Passage(heading(record.words("role")), tuple(lines), head=True)


def read_worker(person: PersonOfCase) -> Passage:
    """A worker of now: the telephone is kept once, for all children."""
    parts = {"Name": person.name, "Team": person.organisation, "Telephone": person.phone, "E-mail": person.email}
    lines = tuple(line(label, words) for label, words in parts.items() if words)
    return Passage(heading(person.part), lines, head=True)


SUBJECTS = (Subject(model=shapes.CasePersonRow, section=PEOPLE, kind="person", within=True, read=_person),)
