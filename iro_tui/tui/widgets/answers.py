"""A list of things, each answered by a letter: the checklist of a review, and what became of earlier decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from iro_tui.actions.marks import Mark, read_marks, written_marks
from iro_tui.actions.questions import Question
from iro_tui.text import safe

LINES = 7
"""How many things are seen at once; the cursor brings the others."""


class Answers(Widget, can_focus=True):
    """A letter answers and goes to the next; a further one turns the source round, a capital answers all that are left.

    `value` is JSON: for each thing answered its answer, source and grade.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "Before", show=False),
        Binding("down", "step(1)", "After", show=False),
    ]

    @dataclass
    class Changed(Message):
        """Something was answered."""

        answers: Answers

    def __init__(self, question: Question, value: str = "") -> None:
        super().__init__(id=question.name)
        self.things, self.options, self.grades = question.things, question.options, question.grades
        self.sources, self.turns, self.helps = question.sources, question.turns, dict(question.helps)
        self._at = 0
        self.is_finished = False
        """Whether the last key here answered all that were left: there is nothing more to do among them."""
        self._marks: dict[str, Mark] = {}
        self.value = value
        self._measure()

    def _measure(self) -> None:
        """How high it is."""
        self.styles.height = min(LINES, len(self.things)) + 1

    @property
    def value(self) -> str:
        return written_marks(self._marks)

    @value.setter
    def value(self, value: str) -> None:
        self._marks, self._at = read_marks(value), 0
        self.refresh()

    def render(self) -> Content:
        first = max(0, min(self._at - LINES // 2, len(self.things) - LINES))
        return Content("\n").join([self._keys(), *(self._line(n) for n in range(first, len(self.things))[:LINES])])

    def _keys(self) -> Content:
        """What the letters mean, and how far it has come."""
        keys = "  ".join(f"{option.key} {option.label}" for option in self.options)
        more = f"  {self.options[0].key.upper()} rest"
        source = f"  {self.turns} {self.sources[-1]}" if self.sources else ""
        grade = f"  1–{len(self.grades)} grade" if self.grades else ""
        count = f" {len(self._marks)} of {len(self.things)}   "
        wide = f"{count}{keys}{more} {self.options[0].label}{source}{grade}"
        # One line, always: the things below it keep their places.
        return Content.styled(wide if cell_len(wide) <= self._keys_room else f" {keys}{more}{source}{grade}", "$muted")

    @property
    def _keys_room(self) -> int:
        """Cells for the line of what the letters mean."""
        return self.size.width

    def _line(self, n: int) -> Content:
        key, words = self.things[n]
        answer, source, grade = self._marks.get(key, Mark(""))
        at = self.has_focus and n == self._at
        chosen = next((option for option in self.options if option.value == answer), None)
        colour = f"bold ${chosen.colour}" if chosen and chosen.colour else "bold"
        beside = ", ".join(part for part in (source if source != self._usual else "", grade) if part)
        room = max(12, self.size.width - 20)
        return Content.assemble(
            ("▌" if at else " ", "$accent"),
            (set_cell_size(safe(words), room), "bold" if at else ""),
            ("  "),
            (f"{chosen.label if chosen else '·':<9}", colour if chosen else "$muted"),
            (beside, "$muted"),
        )

    @property
    def _usual(self) -> str:
        return self.sources[0] if self.sources else ""

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.is_finished = False
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        if self._press(event.character or ""):
            event.stop()
            event.prevent_default()

    def _press(self, character: str) -> bool:
        """Whether a key meant something here."""
        if character.strip():  # not the Enter that says that one is
            self.is_finished = False
        key = self.things[self._at][0]
        # Said of an answer just given, when the cursor has gone on already.
        last = key if key in self._marks else self.things[max(0, self._at - 1)][0]
        option = next((option for option in self.options if option.key == character), None)
        if option:
            self._answer(key, option.value)
            self._at = min(self._at + 1, len(self.things) - 1)
        elif character == self.options[0].key.upper():
            self._answer_rest()
        elif self.sources and character == self.turns and last in self._marks:
            source = self.sources[(self.sources.index(self._marks[last].source) + 1) % len(self.sources)]
            self._marks[last] = self._marks[last]._replace(source=source)
        elif character.isdigit() and 0 < int(character) <= len(self.grades) and last in self._marks:
            self._marks[last] = self._marks[last]._replace(grade=self.grades[int(character) - 1])
        else:
            return False
        self.refresh()
        self.post_message(self.Changed(self))
        return True

    def takes_rest(self, character: str) -> bool:
        """Whether a letter pressed elsewhere is the one that answers all that are left here."""
        return character == self.options[0].key.upper() and not any(each.has_class("hidden") for each in self.ancestors)

    def answer_rest(self) -> None:
        """As its capital does."""
        self._answer_rest()
        self.refresh()
        self.post_message(self.Changed(self))

    def _answer_rest(self) -> None:
        for other, _ in self.things:
            if other not in self._marks:
                self._answer(other, self.options[0].value)
        self.is_finished = True

    def _answer(self, key: str, value: str) -> None:
        self._marks[key] = self._marks.get(key, Mark("", self._usual))._replace(answer=value)

    def action_step(self, by: int) -> None:
        """One line; off the ends, to the question before or after."""
        to = self._at + by
        if 0 <= to < len(self.things):
            self._at = to
            self.refresh()
        elif by > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()
