"""The people of a case with telephone and e-mail: for the child's page, and beside the row that says whom to ring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.domain.people import GUARDIAN, MANAGER, PARTS, PRIVATE, RING, SOCIAL_WORKER, SOLICITOR
from iro_tui.domain.proceedings import is_running
from iro_tui.store.writes import person_key

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.domain.duty import Duty
    from iro_tui.store.connection import Connection


HIDDEN = "name hidden: p shows it, on the command line --names"
"""What stands in place of a private name."""


@dataclass(frozen=True, slots=True)
class PersonOfCase:
    """Somebody of a case, now or before."""

    key: str
    """The key of the row; empty for a worker, whose telephone is kept once for all children."""
    role: str
    name: str = ""
    organisation: str = ""
    phone: str = ""
    email: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def part(self) -> str:
        """What the person is to the child, in words."""
        return PARTS.get(self.role, self.role)

    @property
    def is_private(self) -> bool:
        """Whether name and e-mail say who the child is."""
        return self.role in PRIVATE

    @property
    def can_be_reached(self) -> bool:
        return bool(self.phone or self.email)

    def reached(self, *, names: bool) -> tuple[str, ...]:
        """Whom to ring and how, in short lines, the number first: `01632 960123`, `carer, Mrs Larkfield`, the mail."""
        open_ = names or not self.is_private
        who = ", ".join(filter(None, (self.part, self.name if open_ else "", self.organisation)))
        return tuple(part for part in (self.phone, who, self.email if open_ else "") if part)

    def words(self, *, names: bool) -> str:
        """`Priya Caseley · 01632 960123 · p.caseley@example.org`; what is private only while names are shown."""
        open_ = names or not self.is_private
        parts = (self.name if open_ else "", self.organisation, self.phone, self.email if open_ else "")
        return " · ".join(part for part in parts if part) or (HIDDEN if self.name else "not on record")


def people_of(connection: Connection, caseload: Caseload, child_id: str) -> tuple[PersonOfCase, ...]:
    """Everybody of a child's case: social worker and manager, then those kept with the child; former ones last."""
    from iro_tui.store.reads import read_rows
    from iro_tui.store.shapes import CasePersonRow, PersonRow, ProceedingsRow

    workers = caseload.workers.get(child_id)
    named = {SOCIAL_WORKER: workers.social_worker, MANAGER: workers.manager} if workers else {}
    named = {role: name for role, name in named.items() if name}
    known = {row.id: row for row in read_rows(connection, PersonRow, id=[person_key(name) for name in named.values()])}
    of_service = []
    for role, name in named.items():
        row = known.get(person_key(name))
        team = workers.team if workers and role == SOCIAL_WORKER else ""
        phone, email = (row.phone or "", row.email or "") if row else ("", "")
        of_service.append(PersonOfCase("", role, name, team, phone, email))
    order = list(PARTS)
    of_child = [
        PersonOfCase(
            row.id, row.role, row.name or "", row.organisation or "", row.phone or "", row.email or "",
            row.started, row.ended if row.ended and row.ended <= caseload.today else None,
        )
        for row in read_rows(connection, CasePersonRow, child_id=child_id)
        if row.started is None or row.started <= caseload.today
    ]  # fmt: skip
    running = [each.id for each in caseload.cases[child_id].proceedings if is_running(each, caseload.today)]
    # Only few children have any, and this stands beside every list.
    rows = read_rows(connection, ProceedingsRow, id=running) if running else ()
    of_court = {(person.role, person.name): person for row in rows for person in _of_court(row)}
    for person in of_child:
        of_court.pop((person.role, person.name), None)
    of_child += of_court.values()

    def place(person: PersonOfCase) -> tuple[bool, int, date, str]:
        part = order.index(person.role) if person.role in order else len(order)
        return person.until is not None, part, person.since or date.min, person.name

    return (*of_service, *sorted(of_child, key=place))


def _of_court(row: Any) -> Iterator[PersonOfCase]:
    """Who is named with proceedings: they are changed there."""
    if row.guardian:
        contact = row.guardian_contact or ""
        phone, email = ("", contact) if "@" in contact else (contact, "")
        yield PersonOfCase("", GUARDIAN, row.guardian, row.court or "", phone, email, row.guardian_on)
    if row.solicitor:
        yield PersonOfCase("", SOLICITOR, row.solicitor)


def to_ring(duty: Duty | None, people: Sequence[PersonOfCase]) -> PersonOfCase | None:
    """Whom to ring about a duty: the first of those who can be reached; None where nobody in particular is."""
    role = RING.get(duty.kind) if duty else None
    there = [person for person in people if person.role == role and person.until is None]
    return next((person for person in there if person.can_be_reached), there[0] if there else None)
