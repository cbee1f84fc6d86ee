"""Taking a colleague's file in: what it would do is shown before, as with a return; a receipt and a card too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.actions.colleague_cards import CARD, add_card, look_at_card, other_card_words
from iro_tui.actions.handing_over import confirm, preview_confirm
from iro_tui.actions.receiving import (
    RECEIPT,
    ReceivedBefore,
    ReceivePreview,
    code_in,
    look_into,
    note_refused,
    preview_receive,
    receipt_out,
    receive,
)
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.words import amount_words, day_words
from iro_tui.text import safe
from iro_tui.tui.screens.base import IroScreen
from iro_tui.tui.screens.welcome import PathInput
from iro_tui.tui.text import plain
from iro_tui.tui.widgets.labels import HintBar
from iro_tui.tui.widgets.telling import Line, Telling
from iro_tui.typed_path import as_path

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.sharing.carrying import WaitingFile
    from iro_tui.sharing.seal import KeyCard

_LEAD = "Take in a colleague’s file"
_WORDS = (
    "Give the file of a hand-over, a receipt or a card, or a folder in which files for you lie. Nothing is changed "
    "before you have seen what it holds. Where two of you had moved the same thing, it says whose stands, and Today "
    "shows both."
)
_FIRST = "Enter shows what is in it · Tab completes · Esc back"


class _Receipt(NamedTuple):
    """A receipt that came as a file, and what it tells."""

    code: str
    tells: str


class _WordsWanted(Exception):
    """The file is opened by words, and none were typed yet."""


class Receive(IroScreen):
    """Path, words where it needs any, preview, Enter."""

    scopes = ()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("enter", "go_on", "On", show=False),
        Binding("w", "receipt", "Receipt", show=False),
    ]

    def __init__(self, waiting: Sequence[WaitingFile] = ()) -> None:
        """`waiting`: the files that lie in the letter box."""
        super().__init__()
        self._waiting = list(waiting)
        """What is still to be looked at after what is shown."""
        self._offered: WaitingFile | None = None
        """The file of the letter box whose path is in the field."""
        self._refused = False
        """Whether that one cannot be taken in: Enter goes on to the next."""
        self.preview: ReceivePreview | None = None
        """What the file would do, once that is shown."""
        self.card: KeyCard | None = None
        """The card that the file is, once it is shown."""
        self._receipt: _Receipt | None = None
        self._over = False
        """Whether it is done, and only what came of it is left to be read."""

    def compose(self) -> Iterator[Widget]:
        with Vertical(classes="page"):
            yield Static(_LEAD, classes="title")
            yield Static(_WORDS)
            yield PathInput(placeholder="File; Tab completes", id="path")
            with Horizontal(id="opened-by"):
                yield Static("Its words ")
                yield Input("", id="words", placeholder="as they were told by telephone")
            with Horizontal(id="taker"):
                yield Static("You are ")
                yield Input("", id="name", placeholder="in full, as colleagues know you")
                yield Input("", id="council", placeholder="council: whose children these are")
            with VerticalScroll(id="preview"):
                yield Telling(id="inside")
            yield Static("", id="said")
        yield HintBar([])

    def on_mount(self) -> None:
        for field in self.query(Input):
            field.cursor_blink = False
        self._next()

    def _next(self) -> None:
        """Ask for a file; for the next of those that wait, where some do."""
        self.preview = self.card = self._receipt = None
        self._over = self._refused = False
        path, offered = self.query_one(PathInput), self._waiting.pop(0) if self._waiting else None
        self._offered = offered
        for field in self.query(Input):
            field.disabled = False
        with self.prevent(Input.Changed):
            path.value = str(offered.path) if offered else ""
            self.query_one("#words", Input).value = ""
        self._ask_for()
        self.query_one(Telling).tell([])
        path.focus()
        more = f" · {amount_words(len(self._waiting), 'files')} more after it" if self._waiting else ""
        self._keys(f"It waits in the letter box{more} · {_FIRST}" if offered else _FIRST)

    def _ask_for(self, *, words: bool = False, taker: bool = False) -> None:
        """Ask for the words that open a file, and who takes it in, or for neither."""
        self.query_one("#opened-by").display = words
        self.query_one("#taker").display = taker

    def _keys(self, sentence: str) -> None:
        self.query_one("#said", Static).update(plain(sentence))

    @on(Input.Changed)
    def changed(self, event: Input.Changed) -> None:
        """Another file, or other words: what was seen is not what would be done."""
        if self._over:
            return
        self.preview = self.card = self._receipt = None
        self._refused = False
        if event.input.id == "path":
            self._ask_for()
        self.query_one(Telling).tell([])
        self._keys(_FIRST)

    @on(Input.Submitted)
    def action_go_on(self) -> None:
        """Enter: what is in it, take it in, the next of those that wait, back."""
        if self._over or self._refused:
            if self._waiting:
                self._next()
            else:
                self.app.pop_screen()
        elif not self.busy:
            self.once(self._go_on)

    def action_receipt(self) -> None:
        """The receipt of what was taken in, as a file."""
        preview = self.preview
        if self._over and preview is not None:
            folder = self.iro.settings.letter_box
            self.offer_file("the receipt", f"receipt-{preview.taken.code}", lambda _: receipt_out(preview), RECEIPT,
                            folder=folder)  # fmt: skip

    async def _go_on(self) -> None:
        try:
            if self.preview is not None:
                await self._take(self.preview)
            elif self.card is not None:
                await self._add(self.card)
            elif self._receipt is not None:
                await self._confirm(self._receipt)
            else:
                await self._read()
        except Refused as refusal:
            await self._refuse(refusal)
        finally:
            self.iro.type_ahead.end()

    async def _refuse(self, refusal: Refused) -> None:
        """Say why. A file of the letter box keeps back none that lies behind it, and is announced no more."""
        offered, sentence = self._offered, str(refusal)
        self._refused = offered is not None and self.query_one(PathInput).value == str(offered.path)
        if offered and self._refused:
            anew = ""
            if not isinstance(refusal, ReceivedBefore):
                await self.ask(lambda session: note_refused(session, [offered.mark]))
                anew = " It is announced no more; whoever does not want it there deletes it."
            sentence = f"{offered.path.name}: {sentence}{anew} {self._enter_words()}"
        self._keys(sentence)

    def _enter_words(self) -> str:
        amount = len(self._waiting)
        return f"Enter goes on: {amount_words(amount, 'files')} more" if amount else "Enter goes back"

    async def _read(self) -> None:
        typed_path = self.query_one(PathInput).value.strip() or self.iro.settings.letter_box
        if not typed_path:
            raise Refused("The file is empty: type its path, or a folder in which files for you lie.")
        path = as_path(typed_path)
        field, *taker = (self.query_one(f"#{name}", Input) for name in ("words", "name", "council"))
        name, council = (each.value for each in taker)
        typed = field.value if self.query_one("#opened-by").display else ""

        def words() -> str:
            if not typed.strip():
                raise _WordsWanted
            return typed

        def read(session: Session) -> _Receipt | KeyCard | ReceivePreview | list[WaitingFile]:
            if path.is_dir():
                return look_into(session, path)()
            if code := code_in(path):
                return _Receipt(code, preview_confirm(session, code))
            return look_at_card(path) if path.suffix == CARD else preview_receive(session, path, words, name, council)

        self._keys("Reading…")
        try:
            came = await self.ask(read)
        except _WordsWanted:
            unknown = await self.ask(lambda session: session.caseload().own is None)
            self._ask_for(words=True, taker=unknown)
            field.focus()
            who = " and, below, who you are" if unknown else ""
            self._keys(f"Type the words you were told by telephone{who}, then Enter · Esc back")
            return
        if isinstance(came, list):
            if not came:
                raise Refused(f"Nothing new for you lies in {path}, or nobody can look into it now.")
            self._waiting = came
            self._next()
        elif isinstance(came, _Receipt):
            self._receipt = came
            self.query_one(Telling).tell([[(f"Receipt {safe(came.code)}", "bold $accent")], [(safe(came.tells), "")]])
            self._keys("Enter notes that · Esc back, nothing is changed")
        elif isinstance(came, ReceivePreview):
            self.preview = came
            self.query_one(Telling).tell([*_head_lines(came), *_lines(came)])
            self._keys("Enter takes it in · PgUp PgDn scroll · Esc back, nothing is changed")
        else:
            self.card = came
            earlier = await self.ask(lambda session: other_card_words(session, came))
            self.query_one(Telling).tell(_card_lines(came.name, came.words, earlier))
            self._keys("Enter adds the card, once the four words are the same · Esc back")

    async def _take(self, preview: ReceivePreview) -> None:
        await self.ask(lambda session: receive(session, preview))
        self._done(_receipt_lines(preview))

    async def _confirm(self, receipt: _Receipt) -> None:
        sentence = await self.ask(lambda session: confirm(session, receipt.code))
        self._done([[(safe(sentence), "bold")]])

    async def _add(self, card: KeyCard) -> None:
        changes = await self.ask(lambda session: add_card(session, card))
        self._done([[(safe(changes.sentence), "bold")]])

    def _done(self, lines: list[Line]) -> None:
        """Say what was done; what comes next is a key of the page, no letter of a field."""
        self._over = True
        if box := self.iro.tending.letter_box:
            box.look_again()
        for field in self.query(Input):
            field.disabled = True
        self.query_one(Telling).tell(lines)
        self.query_one("#preview").focus()  # a terminal's keys wait for what has the focus
        receipt = "w writes the receipt as a file · " if self.preview else ""
        self._keys(receipt + self._enter_words())
        self.iro.all_anew()

    def action_back(self) -> None:
        if not self.busy:
            self.app.pop_screen()

    def key_pagedown(self) -> None:
        self.query_one("#preview").scroll_page_down(animate=False)

    def key_pageup(self) -> None:
        self.query_one("#preview").scroll_page_up(animate=False)


# What is shown


def _head_lines(preview: ReceivePreview) -> list[Line]:
    """From whom, why, until when, and how much."""
    taken = preview.taken
    why = f"{preview.why}, written {day_words(taken.on, preview.today)}"
    new = sum(child.new for child in taken.children)
    apart = {
        "yours": sum(len(child.yours_stand) for child in taken.children),
        "theirs": sum(len(child.theirs_stand) for child in taken.children),
    }
    lines: list[Line] = [
        [(safe(f"From {taken.card.name}"), "bold $accent"), (f"  {safe(why)}", "$muted")],
        [(f"{amount_words(new, 'children')} new here, {len(taken.children) - new} known", "")],
    ]
    for whose, amount in apart.items():
        if amount:
            words = f"{amount_words(amount, 'values')} you had moved too: {whose} stand, and Today asks you to choose"
            lines.append([(words, "$today")])
    return [*lines, []]


def _lines(preview: ReceivePreview) -> Iterator[Line]:
    """Each child, and under it what changes or differs."""
    for line in preview.lines:
        yield [(safe(line), "$muted" if line.startswith(" ") else "bold")]


def _receipt_lines(preview: ReceivePreview) -> list[Line]:
    taken, name = preview.taken, preview.taken.card.name
    return [
        [(safe(f"{preview.amount} taken in from {name}."), "bold")],
        *([(safe(words), "$today")] for words in taken.left_out),
        [],
        [("Receipt  ", "$muted"), (taken.code, "bold $accent")],
        [],
        [(safe(f"Tell {name} these eight characters: until then nothing has changed hands there."), "")],
    ]


def _card_lines(name: str, words: str, earlier: str) -> list[Line]:
    return [
        [(safe(f"The card of {name}"), "bold $accent")],
        [],
        *([[(safe(earlier), "$today")], []] if earlier else []),
        [("Four words  ", "$muted"), (safe(words), "bold")],
        [],
        [(safe(f"Ring {name}: the same four words must stand there. Else the card is somebody else’s."), "")],
    ]
