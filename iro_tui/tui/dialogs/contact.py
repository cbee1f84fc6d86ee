"""The footprint: whom the IRO saw or spoke to, how, and what was said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused
from iro_tui.domain import vocabulary
from iro_tui.tui.dialogs.form import Form, Question, Values
from iro_tui.tui.widgets.choice import Option, numbered

if TYPE_CHECKING:
    from iro_tui.caseload.lines import Changes
    from iro_tui.caseload.session import Session

ALONE = (Option("y", "yes", "yes"), Option("n", "no", "no"))


def always(_: Values) -> bool:
    return True


class ContactNote(Form):
    """A note of a contact, as quick as the talk was short."""

    name_of_draft = "contact"
    title_words = "Footprint note"

    def ask(self, session: Session) -> Iterable[Question]:  # noqa: ARG002
        yield Question("who", "With", "choice", numbered(vocabulary.CONTACT_WITH), needed=always)
        yield Question("how", "How", "choice", numbered(vocabulary.CONTACT_HOW), needed=always)
        yield Question("alone", "Seen alone", "choice", ALONE, asked=lambda values: values["who"] == "child")
        yield Question("note", "Note", hint="what was said, what follows")
        yield Question("day", "When", "day", default="today", lean="back")
        yield Question("minutes", "Minutes", hint="spent, if you count them")

    def foresee(self, session: Session, values: Values) -> str:  # noqa: ARG002
        self.day("day", values)
        self._minutes(values)
        return "Enter keeps the note."

    def save(self, session: Session, values: Values) -> Changes:
        alone = {"yes": True, "no": False}.get(values["alone"])
        return session.note_contact(
            self.child_ids, who=values["who"], how=values["how"], note=values["note"], seen_alone=alone,
            on=self.day("day", values), minutes=self._minutes(values),
        )  # fmt: skip

    def _minutes(self, values: Values) -> int | None:
        typed = values["minutes"].strip()
        if not typed:
            return None
        if not typed.isdecimal() or not 0 < int(typed) <= 1440:
            raise Refused(f"Minutes is {typed!r}: give a number from 1 to 1440, or leave it empty.")
        return int(typed)
