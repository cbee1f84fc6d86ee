"""A code by its words, or a person by name: what is typed narrows a list, a digit or the arrows choose from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.actions.questions import Question
from iro_tui.domain.plain_words import Codes, alike, goes_on, meant
from iro_tui.text import safe
from iro_tui.tui.styled_once import FieldStyledOnce

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp

SHOWN = 5
"""How many answers stand below the field."""
NO_WORDS = "no such words here; what there is comes when the field is empty"
NOBODY = "nobody on record is called so: kept as it is typed"


def offered(question: Question) -> Codes:
    """What there is to pick from, with its words; a person is called by name."""
    return question.codes or {name: name for name in question.people}


class Line(FieldStyledOnce, Input):
    """The field of a question. Whoever takes its Submitted lets the keys go on again."""

    async def action_submit(self) -> None:
        # The message that Enter sends is slower than a hand: an Esc behind it would close the form unsaved.
        cast("IroApp", self.app).type_ahead.begin()
        await super().action_submit()


class PickInput(Line):
    """The field. What it may mean stands in the `PickList` of its question; left, it holds what is meant by it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "Before", show=False),
        Binding("down", "step(1)", "After", show=False),
    ]

    @dataclass
    class WentOn(Message):
        """A digit has picked an answer, and the focus has gone on."""

        field: PickInput
        to: Widget | None

    def __init__(self, question: Question, value: str, *, hint: str = "") -> None:
        super().__init__(value, placeholder=hint, id=question.name)
        self.question = question
        self._at = -1

    @property
    def fits(self) -> tuple[str, ...]:
        """The codes that what is typed may mean; only those that are seen."""
        return alike(self.value, offered(self.question), self.question.also)[:SHOWN]

    def watch_value(self, value: str) -> None:
        self._at = 0 if value.strip() else -1
        self._show()

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        if not has_focus:
            self.settle()
        self._show()

    def settle(self) -> None:
        """Hold what is meant, in words: the answer under the mark, where what was typed leaves several."""
        fits, codes = self.fits, offered(self.question)
        if self._at < 0 or not fits:
            return
        chosen = fits[min(self._at, len(fits) - 1)]
        held = self.value if self.question.people else meant(self.value, codes, self.question.also)
        if held != chosen:
            self.value = codes[chosen]
            self.cursor_position = 0

    async def action_submit(self) -> None:
        self.settle()
        await super().action_submit()

    def on_key(self, event: events.Key) -> None:
        digit = event.character or ""
        fits, codes = self.fits, offered(self.question)
        if not (digit.isascii() and digit.isdigit() and 0 < int(digit) <= len(fits)):
            return
        if goes_on(f"{self.value}{digit}", codes, self.question.also):
            return
        event.stop()
        event.prevent_default()
        # The next key is meant for the next question, which has the focus in a moment.
        ahead = cast("IroApp", self.app).type_ahead
        ahead.begin()
        self.value = codes[fits[int(digit) - 1]]
        self.post_message(self.WentOn(self, self.screen.focus_next()))
        self.app.call_after_refresh(ahead.end)

    def action_step(self, by: int) -> None:
        """One answer; off the ends, to the question before or after, and what stands in the field is as it was."""
        to = self._at + by
        if self._open and 0 <= to < len(self.fits):
            self._at = to
            self._show()
            return
        self._at = 0 if self.value.strip() and not self._is_meant else -1
        if by > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    @property
    def _open(self) -> bool:
        """Whether the answers are seen: not where only one is meant."""
        return self.has_focus and (len(self.fits) > 1 or not self._is_meant)

    @property
    def _is_meant(self) -> bool:
        if self.question.people:  # what is only begun is seen until it is taken
            return self.value in self.question.people
        return bool(meant(self.value, self.question.codes or {}, self.question.also))

    def _show(self) -> None:
        for shown in self.screen.query(f"#{PickList.of(self.question)}").results(PickList) if self.is_attached else ():
            shown.show(self, opened=self._open)

    @property
    def at(self) -> int:
        """Which of the answers is marked, from 0; -1: none yet."""
        return self._at


class PickList(Static):
    """The answers below the field of a code, with the code on the right for those who know it."""

    def __init__(self, question: Question) -> None:
        super().__init__("", id=self.of(question), classes="picks beside hidden")
        self.question = question

    @staticmethod
    def of(question: Question) -> str:
        return f"picks-{question.name}"

    def show(self, field: PickInput, *, opened: bool) -> None:
        self.set_class(not opened, "hidden")
        codes = offered(self.question)
        if opened and not field.fits:
            words, style = (NOBODY, "$muted") if self.question.people else (NO_WORDS, "$today")
            if self.question.otherwise and self.question.otherwise(field.value):
                words = ""  # what it means stands beside it
            self.update(Content.styled(words, style))
            return
        every = len(alike(field.value, codes, self.question.also))
        lines = [self._line(n, code, codes[code], marked=n == field.at) for n, code in enumerate(field.fits)]
        if every > SHOWN:
            lines.append(Content.styled(f"   {every - SHOWN} more: type a word of it", "$muted"))
        self.update(Content("\n").join(lines))

    @staticmethod
    def _line(n: int, code: str, words: str, *, marked: bool) -> Content:
        shown_code = code if any(sign.isdigit() for sign in code) else ""
        return Content.assemble(
            ("▸" if marked else " ", "$accent"),
            (f"{n + 1} ", "$accent"),
            (f" {safe(words):<50}", "bold" if marked else ""),
            (f"{shown_code:>4}", "$muted"),
        )
