"""Removing closed cases for good: which ones, what should be looked at before, and No unless a letter is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from iro_tui.domain.words import amount_words, joined
from iro_tui.tui.placing import Dialog
from iro_tui.tui.text import plain

if TYPE_CHECKING:
    from iro_tui.actions.purging import PurgePreview

NO, CASES, BACKUPS_TOO = "", "cases", "backups too"
_MOST_NAMED = 8


class PurgeDialog(ModalScreen[str]):
    """Closes with NO, CASES or BACKUPS_TOO; Enter and Esc are No."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer('cases')", "Yes", show=False),
        Binding("b", "answer('backups too')", "Backups too", show=False),
        Binding("n,escape,enter", "answer('')", "No", show=False),
    ]

    def __init__(self, preview: PurgePreview) -> None:
        super().__init__()
        self.preview = preview

    def compose(self) -> ComposeResult:
        keys = [("y", "remove them"), ("b", "from the backups too"), ("n", "leave them")]
        offered = [(key, words) for key, words in keys if key != "b" or self.preview.backups]
        spans = [part for key, words in offered for part in ((f"{key}", "bold $accent"), f"  {words}      ")]
        with Dialog(classes="dialog"):
            for text in self.said():
                yield Static(plain(text))
            yield Static(Content.assemble("\n", *spans))

    def said(self) -> list[str]:
        """What stands in it, a paragraph each."""
        refs = [line.ref for line in self.preview.lines]
        more = len(refs) - _MOST_NAMED
        named = joined([*refs[:_MOST_NAMED], *([amount_words(more, "others")] if more > 0 else [])])
        paragraphs = (self.preview.question, named + ".", *self.preview.warnings, self.preview.backup_words)
        return [paragraph for paragraph in paragraphs if paragraph]

    def action_answer(self, answer: str) -> None:
        self.dismiss(answer if answer != BACKUPS_TOO or self.preview.backups else NO)
