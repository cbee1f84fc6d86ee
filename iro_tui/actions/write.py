"""Writing to a file: text, table, workbook or page; it is not encrypted, and says so before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.questions import Question, always, ask, questions_of
from iro_tui.caseload.lines import Changes
from iro_tui.domain.words import counted, heading
from iro_tui.typed_path import as_path

if TYPE_CHECKING:
    from iro_tui.caseload.exporting import Outgoing
    from iro_tui.caseload.session import Session


NOT_ENCRYPTED = "The file is NOT encrypted and stays until you delete it: keep it where personal data may be kept."
HOLDS_NO_CHILD = {
    ".iro-card": "It holds your name and your council, and nothing of a child: it may go by e-mail, and opens nothing.",
    ".iro-receipt": "It holds the eight characters of the receipt, and no name: it may go by e-mail.",
}
"""By the ending of its name a file that no child stands in."""


def holds_words(ending: str, sealed_for: str = "", *, by_words: bool = False) -> str:
    """What is said of a file before it is written: what it holds, and who can read it."""
    if sealed_for and by_words:
        return f"It is sealed by words, shown once it is written: whoever has them can open it, {sealed_for} is meant."
    if sealed_for:
        return f"It is sealed: {sealed_for} alone can open it."
    return HOLDS_NO_CHILD.get(ending, NOT_ENCRYPTED)


@dataclass(frozen=True, slots=True)
class WriteAnswers:
    """The name of a new file."""

    file: str = ask(
        "File",
        needed=always,
        missing="The file is empty: give a name, with the ending of what it is to be.",
    )


@dataclass(frozen=True, slots=True)
class FilePlan(Plan):
    """A file to be written; nothing in the store changes."""

    path: Path = Path()


def _free(folder: str, name: str) -> PurePath:
    """Where a file for a colleague goes: each is another one, and the name of an earlier is no name for it."""
    from iro_tui.actions.handing_over import free_path

    free = free_path(Path(folder).expanduser(), name)
    return PurePath(folder, free.name)


class WriteFile(Action[Any]):
    """Made for what is shown: `make` makes what goes out, `what` says what that is ("the case notes")."""

    id = "write"
    title = "Write to a file"
    words = "Write to a file"
    about = About.NOBODY
    asks: ClassVar[type[Any]] = WriteAnswers
    wide = True

    def __init__(
        self,
        what: str,
        stem: str,
        make: Callable[[Session], Outgoing],
        endings: Sequence[str] = (),
        sealed_for: str = "",
        folder: str = "",
        *,
        by_words: bool = False,
    ) -> None:
        """`sealed_for`: who alone can open it, by a card, or `by_words`, which are told once it is written.

        `folder`: the letter box, where it goes if nothing else is typed; empty: the officer's own.
        """
        self._what, self._stem, self._make, self._endings = what, stem, make, endings or (".txt", ".csv")
        self._folder, self._letter_box = folder or "~", as_path(folder) if folder and not by_words else None
        self.sealed_for, self._by_words = sealed_for, by_words
        if sealed_for:
            self.title = f"A file for {sealed_for}"  # type: ignore[misc]

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        from iro_tui.caseload.exporting import FORM_WORDS

        day = "" if self.sealed_for else f"-{scene.today.isoformat()}"
        name = f"{self._stem}{day}{self._endings[0]}"
        usual = str(_free(self._folder, name) if self.sealed_for else PurePath(self._folder, name))
        hint = "ends in " + ", ".join(f"{ending} ({FORM_WORDS[ending]})" for ending in self._endings)
        return questions_of(WriteAnswers, file={"default": usual, "hint": hint})

    def aside(self, scene: Scene) -> str:  # noqa: ARG002
        return self._what

    def plan(self, scene: Scene, answers: Any) -> Plan:  # noqa: ARG002
        from iro_tui.caseload.exporting import require_folder, require_new

        path = as_path(answers.file)
        require_new(path, self._endings)
        require_folder(path)
        return FilePlan(
            name="Write to a file",
            sentence=f"writes {self._what} to {path.name} in {path.parent}.",
            warning=holds_words(path.suffix.lower(), self.sealed_for, by_words=self._by_words),
            path=path,
        )

    def perform(self, session: Session, planned: Plan, draft: str = "") -> Changes:
        if not isinstance(planned, FilePlan):
            raise TypeError(type(planned).__name__)
        from iro_tui.caseload.exporting import send

        outgoing = self._make(session)
        untold = send(session, outgoing, planned.path)
        session.keep_draft(draft, "")
        if self.sealed_for:
            self.tells, untold = untold, ""
        says = f"{self._written(outgoing, planned.path)} {untold}"
        return Changes("", "", says.rstrip(), frozenset({"hand_over"} if self.sealed_for else ()))

    def _written(self, outgoing: Outgoing, path: Path) -> str:
        """What is said once it is written: of what colleagues wait for, that it lies where they find it, or is to be
        sent."""
        if not self.sealed_for and path.suffix.lower() not in HOLDS_NO_CHILD:
            how_many = heading(counted(outgoing.amount, outgoing.unit))
            return f"{how_many} written to {path}. Delete the file when done with it."
        lies = self._letter_box is not None and path.parent == self._letter_box
        where = f"{path.name} lies in the letter box: nothing is to be sent" if lies else f"Send {path}"
        return f"{where}{': its receipt confirms it' if self.sealed_for and not lies else ''}."
