"""Where a pasted text goes: into the form's text, whole, wherever the focus is; into lines of a kind, line by line."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, cast

from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input, TextArea

from iro_tui.text import clean

if TYPE_CHECKING:
    from iro_tui.tui.form import Form

OURS = "iro_tui."


def has_own_paste(at: DOMNode) -> bool:
    """Whether something of ours, from a widget up to its screen, says itself what a pasted text is to it."""
    return any(
        cls.__module__.startswith(OURS) and ("on_paste" in vars(cls) or "_on_paste" in vars(cls))
        for node in at.ancestors_with_self
        if not node.is_dom_root or isinstance(node, Screen)
        for cls in type(node).__mro__
    )


def put_into_form(screen: Screen[object], text: str) -> bool:
    """Put a text into the field of a form where text is written; whether it has one."""
    from iro_tui.tui.form import Form

    if not isinstance(screen, Form):
        return False
    field = _text_of(screen)
    if isinstance(field, TextArea):
        field.insert(text.replace("\r\n", "\n").replace("\r", "\n"))
    elif isinstance(field, Input):
        words = [" ".join(line.split()) for line in clean(text, multiline=True, limit=len(text)).splitlines()]
        field = _put_lines(screen, _lines_from(screen, field), list(filter(None, words)))
    else:
        return False
    field.focus()
    return True


def _lines_from(form: Form, field: Input) -> list[Input]:
    """A field and those of the lines of its kind behind it, asked by now or not; alone where it is no such line."""
    names = [question.name for question in form.questions]
    questions = form.questions[names.index(field.id or "") :]
    lines = takewhile(lambda question: question.is_line, questions)
    return [cast("Input", form.field_of(question)) for question in lines] or [field]


def _put_lines(form: Form, fields: list[Input], lines: list[str]) -> Input:
    """Each line into a field of its own, before what stands in the later ones; gives the last that was filled.

    What there is no field for any more goes into the last one: it keeps every word.
    """
    here, *others = fields
    behind = lines[1:] if others else []
    here.insert_text_at_cursor(" ".join(lines[: len(lines) - len(behind)]))
    if behind:
        behind += [field.value for field in others if field.value.strip()]
        last = len(others) - 1
        behind = [*behind[:last], *filter(None, [" ".join(behind[last:])])]
        for field, line in zip(others, behind, strict=False):
            field.value = line
            field.cursor_position = len(line)
    for field in fields:  # at once: a line is asked for when the one before it is there
        form.take_in(field.id or "", field.value)
    return fields[max(0, min(len(lines), len(fields)) - 1)] if others else here


def _text_of(form: Form) -> Input | TextArea | None:
    """The field that text goes into: the one with the focus, else that of the first note, else of the first line."""
    here = form.focused
    asked = [(question.kind, form.field_of(question)) for question in form.filling.asked]
    fields = [(kind, field) for kind, field in asked if isinstance(field, Input | TextArea)]
    if isinstance(here, Input | TextArea) and any(field is here and kind in ("note", "text") for kind, field in fields):
        return here
    for wanted in ("note", "text"):
        for kind, field in fields:
            if kind == wanted:
                return field
    return None
