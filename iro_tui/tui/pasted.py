"""Where a pasted text goes: into the form's text, whole, wherever in the form the focus is."""

from __future__ import annotations

from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input, TextArea

from iro_tui.text import clean

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
        # A field of one line keeps every word of a text of several.
        field.insert_text_at_cursor(" ".join(clean(text, multiline=True, limit=len(text)).split()))
    else:
        return False
    field.focus()
    return True


def _text_of(form: object) -> Input | TextArea | None:
    """The field that text goes into: the one with the focus, else that of the first note, else of the first line."""
    from iro_tui.tui.form import Form

    assert isinstance(form, Form)  # noqa: S101 -- narrowed by the caller
    here = form.focused
    asked = [(question.kind, form.query_one(f"#{question.name}")) for question in form.filling.asked]
    fields = [(kind, field) for kind, field in asked if isinstance(field, Input | TextArea)]
    if isinstance(here, Input | TextArea) and any(field is here and kind in ("note", "text") for kind, field in fields):
        return here
    for wanted in ("note", "text"):
        for kind, field in fields:
            if kind == wanted:
                return field
    return None
