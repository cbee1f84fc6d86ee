"""Writing to a file: text, or a table; it is not encrypted, and says so before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.questions import Question, always, ask, questions_of
from iro_tui.caseload.lines import Changes
from iro_tui.typed_path import as_path

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session


@dataclass(frozen=True, slots=True)
class WriteAnswers:
    """The name of a new file."""

    file: str = ask(
        "File",
        hint="ends in .txt, or .csv for a table",
        needed=always,
        missing="The file is empty: give a name that ends in .txt, or in .csv for a table.",
    )


@dataclass(frozen=True, slots=True)
class FilePlan(Plan):
    """A file to be written; nothing in the store changes."""

    path: Path = Path()


class WriteFile(Action[WriteAnswers]):
    """Made for what is shown: `write` writes the file and returns how many of `what` ("case notes") it holds."""

    id = "write"
    title = "Write to a file"
    words = "Write to a file"
    about = About.NOBODY
    asks = WriteAnswers
    wide = True

    def __init__(self, what: str, stem: str, write: Callable[[Session, Path], int]) -> None:
        self._what, self._stem, self._write = what, stem, write

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        return questions_of(WriteAnswers, file={"default": f"~/{self._stem}-{scene.today.isoformat()}.txt"})

    def aside(self, scene: Scene) -> str:  # noqa: ARG002
        return self._what

    def plan(self, scene: Scene, answers: WriteAnswers) -> Plan:  # noqa: ARG002
        from iro_tui.caseload.exporting import require_new

        path = as_path(answers.file)
        require_new(path)
        return FilePlan(
            name="Write to a file",
            sentence=f"writes the {self._what}.",
            warning="The file is NOT encrypted and stays until you delete it: keep it where personal data may be kept.",
            path=path,
        )

    def perform(self, session: Session, planned: Plan, draft: str = "") -> Changes:
        if not isinstance(planned, FilePlan):
            raise TypeError(type(planned).__name__)
        count = self._write(session, planned.path)
        session.keep_draft(draft, "")
        return Changes("", "", f"{count:,} {self._what} written to {planned.path}. Delete the file when done with it.")
