"""Rows of a list of one's own, pasted or of a file: each shown as it is understood, and nothing kept before F2."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.actions.child_questions import ChildAnswers
from iro_tui.actions.listed_facts import LISTED_LABELS
from iro_tui.actions.questions import questions_of
from iro_tui.domain.listed_day import WORKING
from iro_tui.domain.words import amount_words
from iro_tui.exchange.choosing import EVERYBODY, Whom
from iro_tui.exchange.column_names import NAMES
from iro_tui.exchange.headings import ACTS
from iro_tui.exchange.pasted import Block, meaning_of, read_block
from iro_tui.text import safe
from iro_tui.tui.screens.base import IroScreen
from iro_tui.tui.text import key_hint, plain
from iro_tui.tui.widgets.labels import Tabs
from iro_tui.tui.widgets.pasted_table import PastedTable
from iro_tui.tui.widgets.strip import TopStrip
from iro_tui.tui.widgets.telling import Line, hung

if TYPE_CHECKING:
    from iro_tui.actions.listed_row import RowPreview
    from iro_tui.actions.pasted_rows import RowsPreview

HINTS = (("F2", "Keep"), ("←→", "Column"), ("Enter", "Change"), ("↑↓", "Row"), ("Tab", "To ask"),
         ("y n", "Take, leave out"), ("Esc", "Nothing kept"))  # fmt: skip
LABELS = {question.name: question.label for question in questions_of(ChildAnswers)} | LISTED_LABELS
ROOMY, MOST_TOLD, FEWEST_TOLD = 30, 6, 2
"""How many rows with something to say are told below the table, by its lines; the row under the cursor always is."""


class PastedRows(IroScreen):
    """The preview of pasted rows, or of those of a file."""

    scopes = ()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Nothing kept", show=False),
        Binding("f2", "keep", "Keep", show=False),
        Binding("enter", "change", "Change", show=False),
        Binding("y", "take(True)", "Take", show=False),
        Binding("n", "take(False)", "Leave out", show=False),
        Binding("tab", "to_ask", "To ask", show=False),
        Binding("ctrl+r", "afresh", "Read again", show=False),
        *(Binding(str(digit), f"answer({digit})", "Answer", show=False) for digit in range(WORKING + 1)),
    ]

    def __init__(self, text: str, stand: Mapping[str, Any] | None = None, *, whom: Whom | None = None) -> None:
        """`stand`: as it stood when it was locked; `whom`: of rows of a file, which children to bring in."""
        super().__init__()
        from iro_tui.actions.pasted_rows import RowChoices

        self.text, self.block = text, read_block(text)
        if stand and stand["whom"] is not None:
            refs, iro = stand["whom"]
            whom = Whom(tuple(refs), iro)
        self.whom = whom
        self.meanings: dict[int, str] = {}
        """What a person takes columns as, by their places; empty for one that is left out."""
        # Of a file it was asked before; of a pasted block nobody has said of which years its days are.
        self.choices = RowChoices(chosen=whom or EVERYBODY, nearest=None if whom is None else True)
        self.preview: RowsPreview | None = None
        self._cell: tuple[int, str] | None = None
        """The cell whose field is open, by its row's number and its name: what is typed there is of no other."""
        self._stood = stand
        if stand:
            self.choices = replace(
                self.choices,
                typed={(number, name): value for number, name, value in stand["typed"]},
                taken=dict(stand["taken"]),
                nearest=stand["nearest"],
            )
            self._take_columns(dict(stand["columns"]))

    def stand(self) -> dict[str, Any]:
        """What is found again after a lock: the rows, what was said of them, and the cell that is being typed."""
        field = self.query_one("#cell", Input)
        return {
            "kind": "pasted",
            "text": self.text,
            "whom": [list(self.whom.refs), self.whom.iro] if self.whom else None,
            "typed": [(number, name, value) for (number, name), value in self.choices.typed.items()],
            "taken": list(self.choices.taken.items()),
            "nearest": self.choices.nearest,
            "columns": list(self.meanings.items()),
            "at": self.table.at,
            "cell": [self._cell[1], field.value] if self._cell else [],
        }

    def compose(self) -> Iterator[Widget]:
        yield Tabs("")
        yield TopStrip()
        yield Static("", id="head")
        yield PastedTable(self.block, LABELS)
        yield Static("", id="asks")
        yield Input("", id="cell", classes="hidden")
        yield Static("", id="follows")
        yield Static(Content("").join(key_hint(*hint) for hint in HINTS), id="keys")

    async def on_mount(self) -> None:
        self.query_one("#cell", Input).cursor_blink = False
        self.table.focus()
        self.start(self._begin, "preview")

    async def _begin(self) -> None:
        """With the columns as they were taken when a list of this layout was pasted before."""
        name = self._memory
        if name and not self._stood:
            self._take_columns(await self.ask(lambda session: columns_kept(session.draft(name))))
        await self._read()

    @property
    def _memory(self) -> str:
        """The name under which what the columns of this layout say is remembered; empty without headings."""
        layout = self.block.layout
        return f"columns:{sha256(layout.encode()).hexdigest()}" if layout else ""

    def _take_columns(self, meanings: dict[int, str]) -> None:
        self.meanings = meanings
        self.block = read_block(self.text, meanings)

    @property
    def table(self) -> PastedTable:
        return self.query_one(PastedTable)

    async def _read(self) -> None:
        """Work out again what the rows would do, and show it."""
        from iro_tui.actions.pasted_rows import preview_rows

        block, choices = self.block, self.choices
        strip, today, preview = await self.ask(
            lambda session: (session.strip(), session.today, preview_rows(session, block, choices))
        )
        self.preview = preview
        self.query_one(TopStrip).show(strip, today)
        self.table.show(block, preview.rows)
        columns = len([name for name in block.columns if name]) - len(block.unread)
        many = f"{amount_words(len(preview.rows), 'rows')}, {amount_words(columns, 'columns')}"
        title = "A LIST OF YOUR OWN" if self.whom is not None else "PASTED ROWS"
        self.query_one("#head", Static).update(
            Content.assemble((title, "bold $accent"), (f"   {many}   nothing is kept yet · F2 keeps it", "$muted"))
        )
        self.query_one("#follows", Static).update(plain(preview.sentence))
        if stood := self._stood:
            self._stood = None
            self.table.go_to(*stood["at"])
            if stood["cell"]:
                self._type(*stood["cell"])
        self._tell()

    @on(events.Resize)
    @on(PastedTable.Moved)
    def moved(self) -> None:
        self._tell()

    def _tell(self) -> None:
        """Below the table: what the rows say or ask, that of the cursor first of all."""
        here = self.table.row
        rows = [row for row in (self.preview.rows if self.preview else ()) if row.words and not row.parts_list]
        rows.sort(key=lambda row: (here is None or row.number != here.number, row.state == "in", row.number))
        lines = [Content.styled(f"TO ASK, AND TOLD  {len(rows)}", "bold $accent")] if rows else []
        most = MOST_TOLD if self.size.height >= ROOMY else FEWEST_TOLD
        # A cell stands free at each side.
        width = self.size.width - 2
        lines += [hung(_line(row, marked=here is not None and row.number == here.number), width) for row in rows[:most]]
        if len(rows) > most:
            lines.append(Content.styled(f"  {len(rows) - most} more: Tab goes from one to the next", "$muted"))
        notes = [Content.styled(f"{safe(note)}: ← → goes to it, Enter.", "$today") for note in self.block.notes]
        headings = dict(enumerate(self.block.headings))
        unknown = ", ".join(safe(headings.get(at, "")) or f"column {at + 1}" for at in self.block.unread)
        if self.table.on_column:
            notes.insert(0, Content.styled(f"Enter gives “{safe(self.table.heading)}” another meaning", "$today"))
        elif unknown:
            lines.append(
                Content.styled(f"Not read: the columns {unknown}. ← → goes to one, Enter says what it is", "$muted")
            )
        self.query_one("#asks", Static).update(Content("\n").join([*notes, *lines]))

    # What is said of the rows

    def action_take(self, take: bool) -> None:
        row = self.table.row
        if row is not None and not self._typing:
            self.choices = self.choices.with_key(row, "y" if take else "n")
            self.start(self._read, "preview")

    @property
    def _typing(self) -> bool:
        return self._cell is not None

    def action_change(self) -> None:
        """Say what a column is, once ← or → went to it; else type a cell anew: the wrong one, or that of the column."""
        row = self.table.row
        if self.table.on_column and not self._typing:
            self._ask_meaning()
            return
        if row is None or self._typing or "words" in row.cells:
            return
        name = row.wrong or self.table.column
        if meaning_of(name) not in LABELS:
            self.iro.say("This column is not read: ← → goes to it, Enter then says what it is.", problem=True)
            return
        self._type(name, row.cells.get(name, ""))

    def _type(self, name: str, value: str) -> None:
        """Open the field of a cell of the row under the cursor, with what stands in it."""
        row, field = self.table.row, self.query_one("#cell", Input)
        if row is None:
            return
        self._cell = row.number, name
        label = LABELS.get(meaning_of(name), name)
        field.border_title = plain(label)
        field.value = value
        field.placeholder = f"{label} of row {row.number}"
        field.remove_class("hidden")
        field.focus()

    def _ask_meaning(self) -> None:
        """Let it be picked what the column under the cursor says."""
        from iro_tui.tui.dialogs.pick import Pick, Picked

        place, now = self.table.place, meaning_of(self.table.column)
        options = [Picked(name, LABELS[name], name == now, _elsewhere(self.block, name, now)) for name in NAMES]
        options.append(Picked("", "left out", now not in NAMES))

        def picked(name: str | None) -> None:
            if name is not None:
                self._take_columns(_with(self.meanings, place, name))
                self.start(self._keep_columns, "preview")

        self.app.push_screen(Pick(f"What “{safe(self.table.heading)}” says", options), picked)

    async def _keep_columns(self) -> None:
        if name := self._memory:
            kept = json.dumps(self.meanings)
            await self.ask(lambda session: session.keep_draft(name, kept))
        await self._read()

    def action_answer(self, digit: int) -> None:
        """What the figure means in the row under the cursor: a day that it names, or what its review is."""
        row = self.table.row
        if row and not self._typing and row.answered(str(digit)):
            self.choices = self.choices.with_key(row, str(digit))
            self.start(self._read, "preview")

    @on(Input.Submitted, "#cell")
    def typed(self) -> None:
        self._take_cell()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Back at the table, by whatever way, the field is done with."""
        if event.widget is self.table:
            self._take_cell()

    def _take_cell(self) -> None:
        """Keep what is typed in the open field in the cell it was opened for, wherever the cursor is by now."""
        if self._cell is not None:
            self.choices = replace(
                self.choices, typed={**self.choices.typed, self._cell: self.query_one("#cell", Input).value}
            )
            self._close_cell()
            self.start(self._read, "preview")

    def _close_cell(self) -> None:
        self._cell = None
        self.query_one("#cell", Input).add_class("hidden")
        self.table.focus()

    def action_to_ask(self) -> None:
        """To the next row that has something to say; what is being typed is kept first."""
        self._take_cell()
        self.table.next_where(lambda row: bool(row.words))

    def action_afresh(self) -> None:
        self.choices = replace(self.choices, typed={}, taken={}, nearest=None if self.whom is None else True)
        self._take_columns({})
        self.start(self._keep_columns, "preview")

    # Ending

    def action_keep(self) -> None:
        if self.preview is not None and not self._typing:
            preview = self.preview
            self.once(lambda: self._keep(preview))

    async def _keep(self, preview: RowsPreview) -> None:
        from iro_tui.actions.pasted_rows import apply_rows

        if await self.iro.act(lambda session: apply_rows(session, preview, from_file=self.whom is not None)) is None:
            return
        below = self.app.screen_stack[-2]
        if isinstance(below, PastedRows):  # the next list of the same file, which may tell of children kept just now
            self.app.pop_screen()
            below.start(below._read, "preview")
        else:
            self.iro.show_today()

    def action_back(self) -> None:
        if self._typing:
            self._close_cell()
        elif not self.busy:
            self.app.pop_screen()


def _line(row: RowPreview, *, marked: bool) -> Line:
    """What a row says or asks, in pieces."""
    return [
        ("▸ " if marked else "  ", "$accent"),
        (f"row {row.number:<3} ", "bold"),
        (row.words, "$today" if row.state != "in" else "$muted"),
    ]


def columns_kept(draft: str | None) -> dict[int, str]:
    """What the columns of a layout were taken as; nothing where another version of the program kept it."""
    try:
        kept = json.loads(draft or "{}")
        return {int(at): name for at, name in kept.items() if not name or name in NAMES}
    except (ValueError, AttributeError, TypeError):
        return {}


def _elsewhere(block: Block, name: str, now: str) -> str:
    """The heading of the column that says this as yet, where only one can."""
    at = block.columns.index(name) if name in block.columns and name != now and name not in ACTS else -1
    return safe(block.headings[at]) if 0 <= at < len(block.headings) else ""


def _with(meanings: dict[int, str], place: int, name: str) -> dict[int, str]:
    """The meanings with that of one column; who said the same before says nothing more, unless several may say it."""
    others = {at: "" if each == name and name not in ACTS else each for at, each in meanings.items()}
    return {**others, place: name}
