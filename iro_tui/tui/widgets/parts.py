"""The parts of a long form in a line, each with how far it has come: `Checks 4 of 18 · Decisions 2`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from iro_tui.actions.questions import Question
from iro_tui.text import safe


class PartsLine(Static):
    """Which parts there are; the one that is being answered stands out."""

    def __init__(self) -> None:
        super().__init__(id="parts")
        self.display = False
        self._asked: Sequence[Question] = ()
        self._answers: Mapping[str, str] = {}

    def on_mount(self) -> None:
        self.watch(self.screen, "focused", self._moved, init=False)

    def tell(self, asked: Sequence[Question], answers: Mapping[str, str]) -> None:
        """Say them anew: by the questions that are asked, and the answers so far."""
        self._asked, self._answers = asked, answers
        self.display = len({called for question in asked if (called := _called(question))}) > 1
        self._moved(self.screen.focused)

    def _moved(self, focused: Widget | None) -> None:
        if self.display:
            here = _part_of(self._asked, focused.id if focused else None)
            firsts = {_called(question): question for question in reversed(self._asked) if _called(question)}
            heads = [self._head(firsts[part], part, here=part == here) for part in reversed(firsts)]
            self.update(Content.styled(" · ", "$muted").join(heads))

    def _head(self, question: Question, part: str, *, here: bool) -> Content:
        count = question.count(self._answers) if question.count else ""
        tone = "bold $accent" if here else "$muted"
        return Content.assemble((safe(part), tone), (f" {safe(count)}" if count else "", "bold"))


def _called(question: Question) -> str:
    """What the part is called that a question begins; of a sitting of siblings whose it is."""
    return question.whose or question.part


def _part_of(asked: Sequence[Question], at: str | None) -> str:
    """The part that a question belongs to: the last that began before it."""
    part = ""
    for question in asked:
        part = _called(question) or part
        if question.name == at:
            return part
    return ""
