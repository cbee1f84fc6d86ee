"""A task: for one child, for several, or for nobody but the officer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.who import Who
from iro_tui.domain import vocabulary
from iro_tui.domain.words import day_words
from iro_tui.tui.dialogs.contact import always
from iro_tui.tui.dialogs.form import Form, Question, Values
from iro_tui.tui.widgets.choice import Option, numbered

if TYPE_CHECKING:
    from iro_tui.caseload.lines import Changes
    from iro_tui.caseload.session import Session

CHILD, OWN = "child", "own"


class NewTask(Form):
    """What is to be done, by when, and whether it is about the child."""

    name_of_draft = "task"
    title_words = "Task"

    def ask(self, session: Session) -> Iterable[Question]:  # noqa: ARG002
        yield Question("what", "What", hint="in a few words", needed=always)
        yield Question("due", "By", "day", hint="12/3, tue, +5wd", needed=always)
        yield Question(
            "about", "About", "choice", (Option("1", CHILD, self._whom()), Option("2", OWN, "no child")),
            default=CHILD, asked=lambda _: bool(self.targets),
        )  # fmt: skip
        yield Question("type", "Kind", "choice", numbered(vocabulary.TASK_TYPES), default=vocabulary.TASK_TYPES[0])
        yield Question("place", "Where", hint="if it matters")
        yield Question("repeats", "Again", "choice", (Option("0", "", "once"), *numbered(vocabulary.REPEATS)))

    def _whom(self) -> str:
        return "the child" if len(self.targets) == 1 else f"{len(self.targets)} children"

    def foresee(self, session: Session, values: Values) -> str:
        due = self.day("due", values)
        if due is None:
            raise Refused("By when?")
        about = self._whom() if self._about(values) else "no child"
        return f"Enter adds the task, due {day_words(due, session.today)}, about {about}."

    def save(self, session: Session, values: Values) -> Changes:
        due = self.day("due", values)
        if due is None:
            raise Refused("By when?")
        return session.add_task(
            values["what"], due, [target.child_id for target in self._about(values)], type=values["type"],
            place=values["place"], repeats=values["repeats"],
        )  # fmt: skip

    def _about(self, values: Values) -> tuple[Who, ...]:
        return self.targets if values["about"] == CHILD else ()
