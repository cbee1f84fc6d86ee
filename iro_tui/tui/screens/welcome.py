"""Bringing in a return: type a path, see what it would change, then do it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.caseload.refusals import Refused
from iro_tui.domain.words import counted, year_of_words, year_words
from iro_tui.exchange.extract import YEARLY
from iro_tui.stopping import Stop
from iro_tui.text import safe
from iro_tui.tui.paths import completed
from iro_tui.tui.screens.base import IroScreen
from iro_tui.tui.text import plain
from iro_tui.tui.widgets.differences import SHOWN, Differences, answered_by
from iro_tui.tui.widgets.labels import HintBar
from iro_tui.tui.widgets.whom import WhomRow
from iro_tui.typed_path import as_paths

if TYPE_CHECKING:
    from iro_tui.actions.import_files import ImportPreview
    from iro_tui.exchange.choosing import Whom


HOW_FAR_SECONDS = 0.25
"""How often it is said how far long work is."""


class PathInput(Input):
    """A field for a path: Tab completes it."""

    takes_rows = True
    """Whether rows of a spreadsheet may come here, also from a terminal that types what is pasted."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", "Complete", show=False)]

    def _on_paste(self, event: events.Paste) -> None:
        """Rows of a spreadsheet are no path: they are previewed."""
        if isinstance(self.screen, IroScreen) and self.screen.take_rows(event.text):
            event.stop()
            # Else the field's own handler comes next by itself: called by hand too, a path would stand there twice.
            event.prevent_default()

    def action_complete(self) -> None:
        screen = self.screen
        if isinstance(screen, BringIn) and len(screen.parts) > 1:
            screen.action_next_part()
            return
        self.value, self.placeholder = completed(self.value), self.placeholder
        self.cursor_position = len(self.value)


class BringIn(IroScreen):
    """Bring in a return: path, preview, Enter."""

    scopes = ()
    takes_rows = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("tab", "next_part", "Next", show=False),
    ]
    LEAD = "Bring in a return"
    SAID = (
        "Give the folder or a file of an SSDA903 return (CSV or XML), Ofsted's Annex A, or a list of your own (a "
        "workbook or CSV). Nothing is changed before you have seen what it holds, and afterwards u takes it back. Rows "
        "copied out of a spreadsheet can be pasted here instead."
    )

    def __init__(self, stand: Mapping[str, Any] | None = None) -> None:
        """`stand`: as it stood when it was locked."""
        super().__init__()
        self.preview: ImportPreview | None = None
        self._stood = stand
        self._stop: Stop | None = None
        """Asks what is being read, or brought in, to stop."""
        self._was_empty = False
        """Whether there was no child before: what was brought in is then shown, and how this works."""

    def compose(self) -> Iterator[Widget]:
        with Vertical(classes="page"):
            yield Static(self.LEAD, classes="title")
            yield Static(self.SAID)
            yield PathInput(placeholder="Folder or file; Tab completes", id="path")
            with VerticalScroll(id="preview"):
                yield Static("", id="found")
                yield Differences(id="differences")
                yield Static("", id="files")
            yield WhomRow()
            with Horizontal(id="of"):
                yield Static("The return is of")
                yield Input("", id="year")
            with Horizontal(id="ends"):
                yield Static("Care ends for how many")
                yield Input("", id="ended")
            with Horizontal(id="mine"):
                yield Static("On my caseload since")
                yield Input("today", id="since")
            yield Static("", id="said")
        yield HintBar([])

    def on_mount(self) -> None:
        self.query_one(PathInput).focus()
        for field in self.query(Input):
            field.cursor_blink = False
        self._ask(None)
        self.query_one(WhomRow).display = False
        self.query_one("#files", Static).update(_request())
        self._keys("Enter shows what is in it · Tab completes · " + self._way_back())
        if self._stood:
            self._come_back(self._stood)

    def stand(self) -> dict[str, Any]:
        """What is found again after a lock: what was typed, and each answer to what the files say otherwise."""
        preview = self.preview
        return {
            "kind": "bring in",
            "path": self.query_one(PathInput).value,
            "whom": self.query_one(WhomRow).stand(),
            "since": self.query_one("#since", Input).value,
            "year": self._year_typed,
            "answers": dict(preview.answers) if preview else {},
            "looked": self._looked,
        }

    def _come_back(self, stand: Mapping[str, Any]) -> None:
        """As it stood; what was read is read again, for the files may be other ones by now."""
        with self.prevent(Input.Changed):
            self.query_one(PathInput).value = stand["path"]
            self.query_one("#since", Input).value = stand["since"]
        self.query_one(PathInput).cursor_position = len(stand["path"])
        if stand["looked"]:
            row = self.query_one(WhomRow)
            row.come_back(stand["whom"])
            look = self._look(as_paths(stand["path"]), row.whom(), stand["year"], stand["answers"])
            self.run_worker(look, exclusive=True)

    @property
    def parts(self) -> list[Widget]:
        """What is asked now, in the order in which Tab goes through it."""
        asked = [self.query_one(name) for name in ("#differences", "#ended", "#since")]
        asked += [*self.query_one(WhomRow).parts, self.query_one("#year")]
        return [self.query_one(PathInput), *(each for each in asked if each.display)]

    def action_next_part(self) -> None:
        parts = self.parts
        at = parts.index(self.focused) if self.focused in parts else -1
        parts[(at + 1) % len(parts)].focus()

    def _way_back(self) -> str:
        return "Esc back"

    def _keys(self, sentence: str) -> None:
        self.query_one("#said", Static).update(plain(sentence))

    def action_back(self) -> None:
        if self._stop is not None:
            self._stop.ask()
            self._keys("Stopping…")
        elif self.busy:
            return
        elif self._looked:
            self._forget()
        else:
            self.app.pop_screen()

    @property
    def _looked(self) -> bool:
        """Whether something was read that can still be brought in, or chosen from."""
        return self.preview is not None or bool(self.query_one(WhomRow).display)

    def _ask(self, preview: ImportPreview | None) -> None:
        """Ask what the preview leaves open: since when its new children are on the caseload, and of what year it is.

        The year is asked of one return alone: of several each tells its own.
        """
        new = bool(preview and preview.new)
        intakes = preview.extract.intakes if preview and not preview.nothing_read else []
        years = {intake.year for intake in intakes if intake.format in YEARLY} if len(intakes) == 1 else set()
        asked = {"mine since": new, "of year": len(years) == 1, "ends ended": bool(preview and preview.ends_many)}
        for parts, shown in asked.items():
            for part in parts.split():
                self.query_one(f"#{part}").display = shown
        if len(years) == 1:
            self.query_one("#year", Input).value = year_words(years.pop())
        self.query_one(Differences).show(preview)

    def _forget(self) -> None:
        self._forget_preview()
        whom = self.query_one(WhomRow)
        whom.display = False
        whom.reset()
        self._keys("Enter shows what is in it · Tab completes · " + self._way_back())
        self.query_one(PathInput).focus()

    def _forget_preview(self) -> None:
        self.preview = None
        self._ask(None)
        self.query_one("#found", Static).update("")
        self.query_one("#files", Static).update(_request())

    def _show(self, preview: ImportPreview) -> None:
        self.query_one("#found", Static).update(preview_text(preview))
        self.query_one("#files", Static).update(files_text(preview))

    @on(Input.Changed, "#path")
    def changed(self) -> None:
        if self._looked:
            self._forget()
        elif self._stop is not None:
            self._stop.ask()  # what is read is not what is named any more

    @on(WhomRow.WhomChanged)
    def others(self, event: WhomRow.WhomChanged) -> None:
        """Other children are wanted: what they bring has to be seen first."""
        self._forget_preview()
        self._keys("Enter shows what is in it for them · Tab goes on · Esc forgets it")
        if not event.asks:
            self._read()

    @on(Differences.Answered)
    async def answered(self, event: Differences.Answered) -> None:
        from iro_tui.actions.import_files import answered

        if self.preview is None or self.busy:
            return
        before = self.preview
        preview = await self.ask(lambda session: answered(session, before, {event.key: event.take}))
        self._show(preview)
        self.preview = preview
        if preview.extract is not before.extract:
            self._ask(preview)  # the files were read anew by the answer
            self._say_what_is_next(preview)
        self.query_one(Differences).show(preview, afresh=False)

    @on(Differences.OtherKey)
    def other_key(self, event: Differences.OtherKey) -> None:
        self.iro.say(event.words, problem=True)

    @on(Input.Submitted)
    @on(Differences.GoOn)
    def submitted(self) -> None:
        if self.busy:
            return
        if self.preview is None or self._year_typed != self.preview.wanted.year:
            self._read()
        elif self.preview.unanswered and self.preview.changes_nothing and not isinstance(self.focused, Differences):
            self.query_one(Differences).focus()  # of the whole file: no Enter that meant its rows passes it
            self._keys(f"{answered_by(self.preview)} · Enter goes on · Esc forgets it")
        elif self.preview.blocks and self.preview.changes_nothing:
            self._look_through(self.preview)
        elif self.preview.changes_nothing:
            self.action_back()
        else:
            preview, since = self.preview, self.query_one("#since", Input).value
            typed = self.query_one("#ended", Input).value.strip()
            ended = int(typed) if typed.isdecimal() and len(typed) < 6 else None
            self.once(lambda: self._bring_in(preview, since, ended))

    def _begun(self, doing: str, way_out: str) -> Stop:
        """What asks long work to stop that begins now; how far it is, is said until it ends."""
        stop = self._stop = Stop()

        def say_how_far() -> None:
            if self._stop is not stop or stop.asked:
                timer.stop()
            else:
                self._keys(" · ".join(filter(None, (f"{doing} {stop.how_far}".strip(), way_out))))

        timer = self.set_interval(HOW_FAR_SECONDS, say_how_far)
        say_how_far()
        return stop

    def _look_through(self, preview: ImportPreview) -> None:
        """Each list is a screen of its own, the first on top."""
        from iro_tui.tui.screens.pasted import PastedRows

        for text in reversed(preview.blocks):
            self.app.push_screen(PastedRows(text, whom=preview.wanted.chosen))

    @property
    def _year_typed(self) -> int | None:
        """The year that was typed for the return; the one named before, or None, where the field is as it was shown."""
        field, preview = self.query_one("#year", Input), self.preview
        if preview is None or not field.display:
            return None
        shown = preview.extract.intakes[0].year
        year = year_of_words(field.value)
        return preview.wanted.year if year in (None, shown) else year

    def _read(self) -> None:
        row, year = self.query_one(WhomRow), self._year_typed
        paths = as_paths(self.query_one(PathInput).value)
        if paths and row.display and row.asks():
            self._keys("Type whom to bring in, or choose all · Esc forgets it")
        elif paths:
            self.run_worker(self._look(paths, row.whom(), year), exclusive=True)

    async def _look(
        self, paths: Sequence[Path], whom: Whom, year: int | None, answers: Mapping[str, bool] | None = None
    ) -> None:
        from iro_tui.actions.import_files import answered, preview_import

        stop = self._begun("Reading…", "Esc stops it")
        try:
            preview = await self.ask(lambda session: preview_import(session, paths, year, whom, stop))
            if answers:
                before = preview
                preview = await self.ask(lambda session: answered(session, before, answers))
        except Refused as refusal:
            self._keys(str(refusal))
            return
        finally:
            stop.ask()  # nobody waits for it any more, also where this was broken off
            if self._stop is stop:
                self._stop = None
        self._show(preview)
        self.query_one("#preview").scroll_home(animate=False)
        self.preview = preview
        self._ask(preview)
        self.query_one(WhomRow).display = not preview.nothing_read
        self._say_what_is_next(preview)

    def _say_what_is_next(self, preview: ImportPreview) -> None:
        if preview.blocks and preview.changes_nothing:
            asked = f"Tab goes to what is asked ({answered_by(preview)}) · " if preview.asked else ""
            self._keys(f"{asked}Enter shows its rows, where columns and cells can be put right · Esc forgets it")
        elif preview.changes_nothing and preview.extract.questions:
            self._keys("Tab goes to what is asked about the file (y and n answer) · Esc forgets it")
        elif preview.changes_nothing:
            self._keys("There is nothing to bring in · Esc back")
        else:
            asked = (
                f"Tab goes to what is asked ({answered_by(preview)})"
                if preview.asked
                else "Tab goes through what is asked"
            )
            self._keys(f"Enter brings it in · {asked} · Esc forgets it · PgUp PgDn scroll")

    async def _bring_in(self, preview: ImportPreview, since: str, ended: int | None) -> None:
        from iro_tui.actions.import_files import apply_import, taken_on

        stop = self._begun("Bringing it in…", "Esc stops it, and nothing is changed")
        try:
            self._was_empty = await self.ask(lambda session: session.is_empty())
            changes = await self.iro.act(
                lambda session: apply_import(session, taken_on(session, preview, since), stop, ended)
            )
        finally:
            self._stop = None
        if changes is None:
            self._keys("Nothing was brought in · Enter tries again · Esc forgets it")
        else:
            await self._after()

    async def _after(self) -> None:
        self.iro.show_today() if self._was_empty else self.app.pop_screen()

    def key_pagedown(self) -> None:
        self.query_one("#preview").scroll_page_down(animate=False)

    def key_pageup(self) -> None:
        self.query_one("#preview").scroll_page_up(animate=False)


def _request() -> Content:
    """What to ask of the data team, while there is nothing else to show."""
    from iro_tui.exchange.request import request

    return Content("\n").join([Content.styled("To ask of your data team", "bold"), *map(plain, request().splitlines())])


def preview_text(preview: ImportPreview) -> Content:
    """What the files would change, and of what time they tell."""
    return Content("\n").join([Content.styled(safe(preview.summary), "bold"), *map(plain, preview.sources)])


def files_text(preview: ImportPreview) -> Content:
    """What is told otherwise and left, what was read, and what deserves a look, by kind."""
    lines = [Content("")]
    noted = [difference for difference in preview.differences if not difference.asks]
    if noted:
        lines.append(Content.styled(f"{len(noted):,} told otherwise and left as they stand here", "bold"))
        lines += [Content.assemble((f"  {safe(d.ref)}  ", "$muted"), safe(d.text)) for d in noted[:SHOWN]]
        lines.append(Content(""))
    lines += [plain(f"{item.file}: {item.format}, {counted(item.rows, 'rows')}") for item in preview.recognised]
    kinds = preview.problem_kinds()
    if kinds:
        lines += [Content(""), Content.styled(f"{counted(len(preview.problems), 'things')} to look at", "bold $today")]
    for field, message, count in kinds:
        sentence = f"{field}: {message}" if field else message
        lines.append(Content.assemble((f"{count:>6,}  ", "$muted"), safe(sentence)))
    return Content("\n").join(lines)
