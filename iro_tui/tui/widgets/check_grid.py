"""Many things answered by a letter each, all in sight at once: the checks of a review, and who was there."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size

from iro_tui.actions.marks import Mark
from iro_tui.actions.questions import Question
from iro_tui.text import safe
from iro_tui.tui.text import fitted
from iro_tui.tui.widgets.answers import Answers

_ROOMY = 46
"""Cells of a column in which nearly every check stands whole, beside its answer."""
_LEAST = 6
"""Cells that words have at the least."""
_MOST_COLUMNS = 3
_LABEL = 15
"""Cells of its label: it draws that itself, so that its columns begin at the edge."""
_HIGH = 30
"""Lines of a screen from which it stays open while the focus is elsewhere."""


class CheckGrid(Answers):
    """Reads down its columns. Without the focus, on a low screen, it is the line of what was answered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "across(-1)", "Column before", show=False),
        Binding("right", "across(1)", "Column after", show=False),
    ]

    def __init__(self, question: Question, value: str = "") -> None:
        super().__init__(question, value)
        self._label_of_all = question.short

    def _measure(self) -> None:
        self.styles.height = "auto"

    @property
    def _is_open(self) -> bool:
        return self.has_focus or self.app.size.height >= _HIGH

    def _columns(self, width: int) -> int:
        return min(_MOST_COLUMNS, max(2, width // _ROOMY))

    def _rows(self, width: int) -> int:
        return -(-len(self.things) // self._columns(width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return self._rows(width) + 2 if self._is_open else 1

    def render(self) -> Content:
        if not self._is_open:
            return self._headed(Content.styled(f" {self._told()}", "$muted"))
        width = self.size.width
        columns, rows = self._columns(width), self._rows(width)
        lines = [
            Content("").join(self._cell(n, width // columns) for n in range(row, len(self.things), rows))
            for row in range(rows)
        ]
        return Content("\n").join([self._headed(self._keys()), *lines, self._foot(width // columns)])

    def _headed(self, line: Content) -> Content:
        return Content.assemble((fitted(safe(self._label_of_all), _LABEL), "$muted"), line)

    @property
    def _keys_room(self) -> int:
        return self.size.width - _LABEL

    def _label(self, n: int) -> str:
        """The answer to a thing, where it comes from and its grade: `yes reported`."""
        answer, source, grade = self._marks.get(self.things[n][0], Mark(""))
        option = next((option for option in self.options if option.value == answer), None)
        if option is None:
            return "·"
        beside = ",".join(part for part in (source if source != self._usual else "", grade) if part)
        return f"{option.label} {beside}".rstrip()

    def _room(self, width: int) -> int:
        """The cells that words have in a column, beside the longest answer there is or can be by one letter."""
        answers = (*(option.label for option in self.options), *map(self._label, range(len(self.things))))
        return max(_LEAST, width - 3 - max(map(cell_len, answers)) - 1)

    def _cell(self, n: int, width: int) -> Content:
        key, words = self.things[n]
        here = self.has_focus and n == self._at
        option = next((o for o in self.options if o.value == self._marks.get(key, Mark("")).answer), None)
        tone = f"bold ${option.colour}" if option and option.colour else "bold" if option else "$muted"
        room = self._room(width)
        return Content.assemble(
            ("▸" if here else " ", "$accent"),
            (fitted(safe(words), room), "bold" if here else ""),
            " ",
            (fitted(safe(self._label(n)), width - room - 2), tone),
        )

    def _foot(self, width: int) -> Content:
        """What the capital letter would answer; of the thing gone to its words where cut, and what is good."""
        if not self.has_focus:
            return Content("")
        first, left = self.options[0], len(self.things) - len(self._marks)
        words = self.things[self._at][1]
        whole = f"   {safe(words)}" if cell_len(safe(words)) > self._room(width) else ""
        if good := self.helps.get(self.things[self._at][0]):
            whole = f"{whole}   {safe(good)}"
        rest = f"{first.key.upper()} {first.label} to {left} open" if left else "All are answered"
        return Content.assemble(" ", (rest, "$muted"), whole)

    def _told(self) -> str:
        """`4 of 18: 3 yes, 1 no`."""
        words = {option.value: option.label for option in self.options}
        counts = Counter(words.get(mark.answer, mark.answer) for mark in self._marks.values())
        words_each = ", ".join(f"{count} {word}" for word, count in counts.items())
        return f"{len(self._marks)} of {len(self.things)}" + (f": {words_each}" if words_each else "")

    def on_focus(self) -> None:
        self.refresh(layout=True)

    def on_blur(self) -> None:
        self.is_finished = False
        self.refresh(layout=True)

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        self.refresh()

    def action_across(self, by: int) -> None:
        """To the column beside, where there is one."""
        to = self._at + by * self._rows(self.size.width)
        if 0 <= to < len(self.things):
            self._at = to
            self.refresh()
