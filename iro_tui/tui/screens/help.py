"""Help, page by page: the keys and signs of the screen one came from, then the pages of the officers' guide.

The keys are made from the registry and those in force, the guide is read from its own text, so neither can go stale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from iro_tui.caseload.own_settings import FILE, folder
from iro_tui.text import safe
from iro_tui.tui import commands, guide
from iro_tui.tui.widgets.telling import Line, hung

if TYPE_CHECKING:
    from iro_tui.domain.practice import Practice

Helped = Callable[[commands.Command], str]
"""What a command does where help was asked for; empty: it does nothing there."""
_SENTENCE: Helped = attrgetter("sentence")
KEYS_WIDTH = 14
WIDTH = 74
"""What a dialog leaves for text on the smallest screen."""
MEASURE = 88
"""No line of the guide is longer, however wide the screen is."""
TWO_COLUMNS_FROM = 110
GAP = 4

SIGNS = (
    ("clock", "▲ late   ● today   ○ soon   on time has none"),
    ("RAG", "R red   A amber   G green   · not rated yet; the last one is the present one"),
    ("wd", "working days in England: no weekends, no bank holidays"),
    ("✓ · –", "done, or there; not yet; does not apply"),
    ("! *", "look at this: late, a clash; worked out, as something is not on record"),
    ("◆", "flagged by you"),
    ("+5", "so many things only follow from this row, and stand in it"),
    ("► ▼", "folded; → opens it"),
    ("▌ ▏", "the row you are on; the same while another part has the keys"),
    ("boxes?", "where your terminal shows boxes instead, choose plain signs of the keyboard in the settings (,)"),
    ("law", "a limit of an Act, of regulations or of a court"),
    ("guidance", "the IRO Handbook's, or other national guidance"),
    ("habit", "your service's own, or the program's where nobody set one"),
)
"""What the signs and the weights of every list mean."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the first page, and what stands under it: keys or signs, and what they mean."""

    title: str
    entries: tuple[tuple[str, str], ...]

    def lines(self) -> Iterator[Line]:
        yield [(self.title, "bold $accent")]
        yield from (_line(*each) for each in self.entries)
        yield []


class Help(ModalScreen[None]):
    """One page at a time: PgUp, PgDn and ← → turn them, a digit goes to one; Esc, Enter, ? and F1 close it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,enter,q", "close", "Close", show=False),
        Binding("right", "turn(1)", "Next page", show=False),
        Binding("left", "turn(-1)", "Page before", show=False),
        Binding("pagedown,space", "onward(1)", "Onward", show=False),
        Binding("pageup,backspace", "onward(-1)", "Back", show=False),
        Binding("down,j", "by_line(1)", "Down", show=False),
        Binding("up,k", "by_line(-1)", "Up", show=False),
        Binding("home", "to_end(-1)", "First line", show=False),
        Binding("end", "to_end(1)", "Last line", show=False),
        *(Binding(str(digit), f"go({digit})", "Page", show=False) for digit in range(1, 10)),
    ]

    def __init__(
        self,
        scopes: Sequence[str],
        keymap: commands.Keymap,
        signs: Sequence[tuple[str, str]] = (),
        practice: Practice | None = None,
        helped: Helped | None = None,
    ) -> None:
        """`signs`: what headings and signs mean where help was asked for; `practice`: whose words are told; `helped`:
        what the keys do there.
        """
        super().__init__()
        self.helped = helped or _SENTENCE
        self.words = words_of(practice) if practice else ()
        self.scopes_shown, self.keymap, self.signs = scopes, keymap, signs
        self.pages = guide.pages(managers=commands.MANAGERS in scopes)
        self.number = 1
        """The page that shows: 1 the keys, then those of the guide."""

    @property
    def count(self) -> int:
        return 1 + len(self.pages)

    def compose(self) -> ComposeResult:
        yield Static(id="pages")
        yield Static(id="title")
        with VerticalScroll(id="body", can_focus=False), Horizontal():
            yield Static(id="left")
            yield Static(id="right")
        yield Static(id="foot")

    def on_mount(self) -> None:
        self._draw()

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        self._draw()

    def action_close(self) -> None:
        self.dismiss()

    def action_go(self, number: int) -> None:
        """Show a page from its first line; a number that no page has does nothing."""
        if 1 <= number <= self.count:
            self.number = number
            self._draw()
            self._body.scroll_home(animate=False)

    def action_turn(self, by: int) -> None:
        self.action_go(self.number + by)

    def action_onward(self, by: int) -> None:
        """A screenful on or back; from its end to the next page, from its beginning to the end of the one before."""
        body = self._body
        if (body.scroll_y < body.max_scroll_y) if by > 0 else body.scroll_y:
            body.scroll_to(y=body.scroll_y + by * max(1, body.size.height - 1), animate=False)
        elif 1 <= self.number + by <= self.count:
            self.action_turn(by)
            if by < 0:
                self.call_after_refresh(partial(body.scroll_end, animate=False))

    def action_by_line(self, by: int) -> None:
        self._body.scroll_to(y=self._body.scroll_y + by, animate=False)

    def action_to_end(self, end: int) -> None:
        self._body.scroll_to(y=self._body.max_scroll_y if end > 0 else 0, animate=False)

    @property
    def _body(self) -> VerticalScroll:
        return self.query_one("#body", VerticalScroll)

    def _draw(self) -> None:
        width = self.app.size.width - 2
        beside = self.number == 1 and width >= TWO_COLUMNS_FROM
        left, right = self.query_one("#left", Static), self.query_one("#right", Static)
        right.display = beside
        column = (width - GAP - 2) // 2 if beside else min(width - 1, MEASURE)
        left.styles.width = column + GAP if beside else "1fr"
        if self.number > 1:
            left.update(_text(guide.lines(self.pages[self.number - 2]), column))
        elif beside:
            keys, signs = sections(self.scopes_shown, self.keymap, self.signs, self.words, self.helped)
            left.update(_told(keys, column))
            right.update(Content("\n").join([_told(signs, column), _other_keys(self.keymap, column)]))
        else:
            left.update(help_text(self.scopes_shown, self.keymap, self.signs, column, self.words, self.helped))
        self.query_one("#pages", Static).update(self._all_pages(width))
        self.query_one("#title", Static).update(self._title())
        self.query_one("#foot", Static).update(
            Content.assemble(
                *(
                    piece
                    for keys, says in (("PgDn PgUp", "On, back"), ("← →", "Page"), ("↑ ↓", "Line"), ("Esc", "Close"))
                    for piece in ((f" {keys}", "bold $accent"), (f" {says} ", "$muted"))
                )
            )
        )

    def _title(self) -> Content:
        if self.number > 1:
            title = self.pages[self.number - 2].title
            # What is rebound is told on the first page; the guide speaks of keys as they come.
            note = "   keys as they come; yours stand on page 1" if self.keymap.changed else ""
        else:
            title, note = "Keys and signs", ""
        return Content.assemble((title, "bold"), (f"   {self.number} of {self.count}", "$muted"), (note, "$muted"))

    def _all_pages(self, width: int) -> Content:
        """Every page by its digit and a word; each whole or not at all."""
        parts: list[Content] = []
        for number, short in enumerate(("Keys", *(page.short for page in self.pages)), 1):
            if number == self.number:
                part = Content.assemble((f" {number} {short} ", "bold reverse $accent"))
            else:
                part = Content.assemble((f" {number} ", "$accent"), (f"{short} ", "$muted"))
            if sum(each.cell_length for each in parts) + part.cell_length > width:
                break
            parts.append(part)
        return Content("").join(parts)


def sections(
    scopes: Sequence[str],
    keymap: commands.Keymap,
    signs: Sequence[tuple[str, str]] = (),
    words: Sequence[tuple[str, str]] = (),
    helped: Helped = _SENTENCE,
) -> tuple[list[Section], list[Section]]:
    """The first page: the keys of the row and of lists, then what signs and words mean, and the keys everywhere."""

    def of(scope: str) -> list[Section]:
        listed = commands.in_scopes([scope]) if scope in scopes else []
        entries = tuple((keymap.shown(command), says) for command in listed if (says := helped(command)))
        return [Section(scope[0].upper() + scope[1:], entries)] if entries else []

    keys = [*of(commands.ROW), *of(commands.LIST), *of(commands.CHILD), Section("Moving", commands.MOVES)]
    here = [Section("In this list", tuple(signs))] if signs else []
    own = [Section("Words of your service", tuple(words))] if words else []
    return keys, [*here, Section("Signs", SIGNS), *own, *of(commands.MANAGERS), *of(commands.GLOBAL)]


def words_of(practice: Practice) -> tuple[tuple[str, str], ...]:
    """What the practice calls things: to whom each stage goes and within how many days, and why a RAG is what it is."""
    stages = [
        (stage.name, f"{stage.person}{f', {stage.working_days} wd' if stage.working_days else ''}")
        for stage in practice.escalation.stages
    ]
    themes = "   ".join(f"{n} {theme}" for n, theme in enumerate(practice.rag.themes, 1))
    return (*stages, ("amber, red", f"because of: {themes}"))


def help_text(
    scopes: Sequence[str],
    keymap: commands.Keymap,
    signs: Sequence[tuple[str, str]] = (),
    width: int = WIDTH,
    words: Sequence[tuple[str, str]] = (),
    helped: Helped = _SENTENCE,
) -> Content:
    """The first page in one column: what stands in this list, the keys, the signs."""
    keys, rest = sections(scopes, keymap, signs, words, helped)
    here = [section for section in rest if section.title == "In this list"]
    return Content("\n").join(
        [
            _told([*here, *keys, *(section for section in rest if section not in here)], width),
            _other_keys(keymap, width),
        ]
    )


def entry(keys: str, says: str) -> Content:
    """Keys and what they do; what is too long for the line hangs under its own beginning."""
    return hung(_line(keys, says), WIDTH)


def _line(keys: str, says: str) -> Line:
    return [(f"{keys:<{KEYS_WIDTH - 1}} ", "bold"), (says, "")]


def _told(shown: Sequence[Section], width: int) -> Content:
    return _text((line for section in shown for line in section.lines()), width)


def _text(lines: Iterator[Line], width: int) -> Content:
    return Content("\n").join(hung(line, width) for line in lines)


def _other_keys(keymap: commands.Keymap, width: int) -> Content:
    settings = keymap.first(commands.BY_ID["settings"])
    says = safe(f"Other keys, theme, minutes: {settings} shows the settings, kept in {folder() / FILE}.")
    return hung([(says, "$muted")], width)
