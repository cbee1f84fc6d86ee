"""Writing to a file: text, or a table; it is not encrypted, and says so before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.caseload.exporting import require_new
from iro_tui.caseload.lines import Changes
from iro_tui.tui.dialogs.contact import always
from iro_tui.tui.dialogs.form import Form, Question, Values

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session


class Write(Form):
    """The name of a new file, and what goes into it."""

    name_of_draft = "write"
    title_words = "Write to a file"
    width = "wide"

    def __init__(self, what: str, stem: str, write: Callable[[Session, Path], int]) -> None:
        """`write` writes the file and returns how many of `what` ("case notes") it holds."""
        super().__init__([])
        self._what, self._stem, self._write = what, stem, write

    @property
    def draft(self) -> str:
        return f"form:{self.name_of_draft}:{self._stem}"

    def ask(self, session: Session) -> Iterable[Question]:
        default = f"~/{self._stem}-{session.today.isoformat()}.txt"
        yield Question("file", "File", default=default, hint="ends in .txt, or .csv for a table", needed=always)

    def aside(self) -> str:
        return self._what

    def foresee(self, session: Session, values: Values) -> str:  # noqa: ARG002
        require_new(self._path(values))
        return (
            f"Enter writes the {self._what}. The file is NOT encrypted and stays until you delete it: "
            "keep it where personal data may be kept."
        )

    def save(self, session: Session, values: Values) -> Changes:
        path = self._path(values)
        count = self._write(session, path)
        return Changes("", "", f"{count:,} {self._what} written to {path}. Delete the file when it is done with.")

    @staticmethod
    def _path(values: Values) -> Path:
        return Path(values["file"].strip()).expanduser()
