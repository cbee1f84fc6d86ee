"""The practice in force: a setting in full beside the list, with its source and what it is held to."""

from __future__ import annotations

from iro_tui.caseload.lists.practice import PracticeLine, entry_words
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.widgets.telling import Line


class PracticeScreen(ListScreen[PracticeLine]):
    """Every setting of the practice: another one is chosen on the command line, for the whole service."""

    def why_no_child(self) -> str:
        return "This is the practice: go to a child's row first."

    def show_beside(self) -> None:
        """The setting in full."""
        super().show_beside()
        row = self.table.row
        if row is not None:
            self.tell_beside(_whole(row), _brief(row))


def _brief(row: PracticeLine) -> list[Line]:
    """The same under the list of a low screen, which cuts what a setting says until several read alike."""
    mark = f"  {row.mark}" if row.mark else ""
    source: Line = [(f"{row.key}{f' · {row.from_words}' if row.from_words else ''}", "$muted")]
    return [[(row.spec.says, "bold $accent"), (mark, "$today")], [(row.words, "")], source]


def _whole(row: PracticeLine) -> list[Line]:
    value = [entry_words(entry) for entry in row.value] if isinstance(row.value, tuple) else [row.words]
    lines: list[Line] = [[(row.key, "bold $accent")], [(row.spec.says, "")], []]
    lines += [[(words, "")] for words in value or [row.words]]
    lines.append([])
    if row.from_words:
        lines.append([(f"Source: {row.from_words}", "$muted")])
    if row.laxer:
        lines.append([(f"Laxer than {row.spec.law}: it is used all the same", "$today")])
    elif row.differs:
        lines.append([("Your service's own value", "$muted")])
    return lines
