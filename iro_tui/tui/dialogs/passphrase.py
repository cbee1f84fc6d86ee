"""The passphrase and the recovery code of the open caseload: change them, or see the code again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.actions.questions import Option
from iro_tui.caseload.refusals import Refused, WrongPassphrase
from iro_tui.text import safe
from iro_tui.tui.placing import Dialog
from iro_tui.tui.widgets.choice import Choice

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp
    from iro_tui.tui.keyholder import KeyHolder

CHANGE, NEW_KEY, SHOW, KEYRING = "change", "new key", "show", "keyring"
OPTIONS = (
    Option("1", CHANGE, "change the passphrase"),
    Option("2", NEW_KEY, "somebody may know it: a new key and code too"),
    Option("3", SHOW, "show the recovery code"),
    Option("4", KEYRING, "this computer's keyring: on or off"),
)
FOOTS = {
    CHANGE: "Enter changes it at once; the recovery code stays. Backups open with the passphrase of their day.",
    NEW_KEY: "Enter makes a copy under a new key and a new recovery code. Backups made before open as before.",
    SHOW: "Enter shows it on this screen. Whoever has it can read everything.",
}
KEYRING_FOOTS = {
    False: "Off. Enter lets this computer open it while you are signed in: so can any program under your name.",
    True: "On: this computer opens it while you are signed in. Enter ends that; only the passphrase opens it then.",
}
"""By whether the keyring opens the caseload now."""
OLD_ONLY = frozenset({SHOW, KEYRING})
"""What asks for no new passphrase."""
FIELDS = (("now", "Passphrase now"), ("new", "New passphrase"), ("again", "The same again"))


class PassphraseDialog(ModalScreen[None]):
    """Asks the passphrase once more, whatever is to be done: whoever passes by must not change it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("enter", "on", "Go on", show=False),
    ]

    def __init__(self, holder: KeyHolder) -> None:
        super().__init__()
        self.holder = holder
        self.busy = False
        self._foots = FOOTS

    def compose(self) -> Iterator[Widget]:
        with Dialog(classes="dialog"):
            yield Static(Content.styled("Passphrase and recovery code", "bold $accent"), id="head")
            with Vertical(classes="question lines"):
                with Horizontal(classes="line"):
                    yield Static("To do", classes="label")
                    yield Choice(OPTIONS, CHANGE, upright=True, id="what")
                for name, label in FIELDS:
                    with Horizontal(classes="line", id=f"line-{name}"):
                        yield Static(Content(label), classes="label")
                        yield Input(password=True, id=name)
                yield Static("", classes="wrong hidden")
            yield Static("", id="made-up")
            yield Static("", id="follows")

    async def on_mount(self) -> None:
        for field in self.query(Input):
            field.cursor_blink = False
        self._show()
        self.query_one("#what").focus()
        words = await cast("IroApp", self.app).store.run(_suggest)
        self._foots = FOOTS | {KEYRING: KEYRING_FOOTS[await self.holder.opens_by_keyring()]}
        self._show()
        self.query_one("#made-up", Static).update(
            Content.styled(safe(f"Made up for you, if you like it: {words}"), "$muted")
        )

    @property
    def what(self) -> str:
        """What is to be done."""
        return str(self.query_one("#what", Choice).value)

    @on(Choice.Chosen)
    def chosen(self, event: Choice.Chosen) -> None:
        self._show()
        if not event.moved:
            app = cast("IroApp", self.app)
            self.query_one("#now", Input).focus()
            app.call_after_refresh(app.type_ahead.end)

    def action_on(self) -> None:
        """Enter on the choice."""
        self.query_one("#now", Input).focus()

    def _show(self) -> None:
        for name in ("line-new", "line-again", "made-up"):
            self.query_one(f"#{name}").set_class(self.what in OLD_ONLY, "hidden")
        self._say(self._foots.get(self.what, ""))

    def _say(self, words: str) -> None:
        self.query_one("#follows", Static).update(Content.styled(safe(f"{words} Esc closes."), "$muted"))

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        if event.value:  # an emptied field is one that was just refused
            self._wrong("")

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        event.stop()
        wanted = ("now",) if self.what in OLD_ONLY else ("now", "new", "again")
        fields = {name: self.query_one(f"#{name}", Input) for name in wanted}
        empty = next((field for field in fields.values() if not field.value), None)
        if empty:
            empty.focus()
        elif self.what not in OLD_ONLY and fields["new"].value != fields["again"].value:
            self._wrong("The two new passphrases differ. Type them again.")
            fields["again"].clear()
            fields["again"].focus()
        elif not self.busy:
            self.busy = True
            self._say("A moment…")
            # Of the app: with a new key every screen goes, this one too.
            self.app.run_worker(self._do(self.what, fields["now"].value, self.query_one("#new", Input).value))

    async def _do(self, what: str, now: str, new: str) -> None:
        try:
            await self.holder.do(what, now, new)
        except Refused as refusal:
            if not self.is_attached:  # locked meanwhile
                return
            self._wrong(str(refusal))
            self._say(self._foots[self.what])
            wrong = self.query_one("#now" if isinstance(refusal, WrongPassphrase) else "#new", Input)
            if isinstance(refusal, WrongPassphrase):
                wrong.clear()
            wrong.focus()
        finally:
            self.busy = False

    def _wrong(self, words: str) -> None:
        beside = self.query_one(".wrong", Static)
        beside.update(Content.styled(f"! {safe(words)}" if words else "", "$today"))
        beside.set_class(not words, "hidden")

    def action_close(self) -> None:
        if not self.busy:
            self.dismiss()


def _suggest() -> str:
    from iro_tui.caseload.opening import suggest_passphrase

    return suggest_passphrase()
