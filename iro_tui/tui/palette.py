"""The palette: every act by the words people use for it, and the children; by words' beginnings, nothing fuzzy.

An act that cannot be done now stays, with its reason. What is called just so comes first; then acts on the highlighted
child, then the rest, then children.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from rich.cells import cell_len
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.caseload.finding import Findable, all_found, found_in, indexed, wanted_words
from iro_tui.text import clean, safe
from iro_tui.tui import commands
from iro_tui.tui.synonyms import SYNONYMS
from iro_tui.tui.text import fitted

if TYPE_CHECKING:
    from iro_tui.actions.base import Action
    from iro_tui.caseload.session import Session
    from iro_tui.tui.app import IroApp

Run = Callable[[], Awaitable[Any]]

_AT_MOST = (16, 10)
"""Cells for whom it acts on and for its key."""
CHILDREN_AT_MOST = 50
FOOT = "Beginnings of words. What is called so first, then the row, the rest, children."
NOT_HERE = "goes from a list: Esc, then 1 or 2"
_PHRASES = re.compile(r"[,:;.…]")


@dataclass(frozen=True, slots=True)
class PaletteLine:
    """Something the palette offers."""

    label: str
    words: str
    """Phrases it is found by, parted by commas."""
    run: Run
    key: str = ""
    whom: str = ""
    why_not: str = ""
    """Why it cannot act now; empty where it can."""
    aside: str = ""

    @property
    def place(self) -> tuple[bool, bool]:
        return bool(self.why_not), not self.whom

    @property
    def index(self) -> str:
        return indexed(self.label, self.words)

    @property
    def phrases(self) -> tuple[str, ...]:
        return tuple(" ".join(wanted_words(phrase)) for phrase in (self.label, *_PHRASES.split(self.words)))

    def order(self, wanted: Sequence[str]) -> tuple[object, ...]:
        """What is called just so comes first; then what is done to the row; then whose name holds all of the words."""
        typed, label = " ".join(wanted), self.phrases[0]
        so_called = bool(typed) and typed in self.phrases
        begins = so_called and label.startswith(typed)
        in_one = any(all_found(wanted, indexed(phrase)) for phrase in self.phrases)
        return not so_called, not begins, *self.place, not all_found(wanted, indexed(self.label)), not in_one

    def also(self, wanted: Sequence[str]) -> str:
        """The phrase by which it was found, where the label does not hold the words."""
        label = indexed(self.label)
        missing = [word for word in wanted if not all_found((word,), label)]
        phrases = [phrase.strip() for phrase in _PHRASES.split(self.words)] if missing else []
        return next((phrase for phrase in phrases if any(all_found((word,), indexed(phrase)) for word in missing)), "")


@dataclass(frozen=True, slots=True)
class KnownChild:
    """A child as the palette finds one."""

    child_id: str
    ref: str
    by: tuple[Findable, ...]


def known_children(session: Session) -> tuple[KnownChild, ...]:
    """Every child with what finds it; in the store thread."""
    from iro_tui.caseload.finding import findable

    by = session.query(findable)
    return tuple(KnownChild(key, child.ref, by[key]) for key, child in session.caseload().children.items())


class Palette(ModalScreen[Run]):
    """Type, choose, Enter: it is done on the screen that was left; Esc goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Close", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "move(-10)", "Page up", show=False),
        Binding("pagedown", "move(10)", "Page down", show=False),
        Binding("tab", "on_the_row", "Only this child", show=False),
    ]

    def __init__(
        self,
        acts: Sequence[PaletteLine],
        children: Sequence[KnownChild],
        opens: Callable[[str], Run],
        words: str = "",
    ) -> None:
        """`words`: what is typed there already."""
        super().__init__()
        self._words = words
        self._acts, self._children, self._open_child = sorted(acts, key=lambda act: act.place), children, opens
        self._index = [(act, act.index) for act in self._acts]
        self._of_the_row = False
        self._at = 0
        self.offered: list[PaletteLine] = []
        """What is offered now, in order."""

    def compose(self) -> Iterator[Widget]:
        with Vertical(id="palette"):
            yield Input(self._words, placeholder="Find an act, a screen, a child", id="sought", select_on_focus=False)
            yield Static("", id="offered")
            yield Static(FOOT, id="foot")

    def stand(self) -> dict[str, Any]:
        """What is found again after a lock."""
        return {"kind": "palette", "words": self.query_one(Input).value}

    def on_mount(self) -> None:
        self.query_one(Input).cursor_blink = False
        self._look()

    def on_resize(self) -> None:
        self._draw()

    @on(Input.Changed)
    def _look(self) -> None:
        typed = self.query_one(Input).value
        wanted = wanted_words(typed)
        acts = [act for act, index in self._index if all_found(wanted, index) and (act.whom or not self._of_the_row)]
        self.offered = sorted(acts, key=lambda act: act.order(wanted))
        if wanted and not self._of_the_row:
            self.offered += self._found_children(wanted)
        self.offered = [*self._written(typed), *self.offered]
        self._at = 0
        self._draw()

    def _found_children(self, wanted: Sequence[str]) -> list[PaletteLine]:
        fitting = [child for child in self._children if all_found(wanted, "".join(each.index for each in child.by))]
        return [
            PaletteLine(child.ref, "", self._open_child(child.child_id), aside=found_in(wanted, "", child.by) or "open")
            for child in fitting[:CHILDREN_AT_MOST]
        ]

    def _written(self, typed: str) -> Iterator[PaletteLine]:
        """`/words` finds them in everything that was written, where the program can."""
        find = getattr(self.app, "do_find", None)
        words = clean(typed.lstrip().removeprefix("/"))
        if find and words and typed.lstrip().startswith("/"):
            yield PaletteLine(f"Find “{words}” in everything written", "", lambda: find(words))

    @property
    def room(self) -> int:
        """Lines for what is offered."""
        return max(1, self.size.height - 6)

    def _draw(self) -> None:
        wanted = wanted_words(self.query_one(Input).value)
        first = max(0, min(self._at - self.room + 1, len(self.offered) - self.room)) if self._at >= self.room else 0
        seen = self.offered[first : first + self.room]
        widths = [max((cell_len(text(item)) for item in seen), default=0) for text in _COLUMNS]
        widths = [min(size, most) for size, most in zip(widths, (self.size.width // 2, *_AT_MOST), strict=True)]
        lines = [self._line(first + n, wanted, widths) for n in range(len(seen))]
        self.query_one("#offered", Static).update(
            Content("\n").join(lines) if lines else Content.styled("   Nothing begins so. Esc goes back.", "$muted")
        )

    def _line(self, at: int, wanted: Sequence[str], widths: Sequence[int]) -> Content:
        item, here = self.offered[at], at == self._at
        label, whom, key = widths
        left = max(0, self.size.width - label - 5)
        parts = [("▌  " if here else "   ", "$accent"), (fitted(safe(item.label), label), "bold" if here else "")]
        if item.why_not:
            parts = [parts[0], (parts[1][0], "$muted"), (f"  {fitted(safe(item.why_not), left)}", "$muted")]
            return Content.assemble(*parts)
        aside = item.aside or (f"also: {phrase}" if (phrase := item.also(wanted)) else "")
        left = max(0, left - whom - key - 5)
        parts += [(f"  {fitted(safe(item.whom), whom)}", "$muted"), (f"  {fitted(safe(item.key), key)}", "$accent")]
        return Content.assemble(*parts, (f"  {fitted(safe(aside), left)}", "$muted"))

    def action_move(self, by: int) -> None:
        if self.offered:
            self._at = max(0, min(self._at + by, len(self.offered) - 1))
            self._draw()

    def action_on_the_row(self) -> None:
        self._of_the_row = not self._of_the_row
        self._look()

    @on(Input.Submitted)
    def _chosen(self) -> None:
        if not self.offered:
            return
        item = self.offered[self._at]
        if item.why_not:
            cast("IroApp", self.app).say(item.why_not, problem=True)
        else:
            self.dismiss(item.run)


_COLUMNS: tuple[Callable[[PaletteLine], str], ...] = (
    lambda item: item.label,
    lambda item: item.whom,
    lambda item: item.key,
)


# What it offers


async def open_palette(app: IroApp, words: str = "") -> None:
    """Show it, with `words` typed, over the screen that shows; what is chosen is done there."""
    screen = app.screen
    await app.store.verbs()
    children = await app.ask(known_children) if app.session else ()
    if app.screen is not screen:  # locked meanwhile, or gone on
        return

    def opens(child_id: str) -> Run:
        return lambda: _open_child(app, child_id)

    async def chosen(run: Run | None) -> None:
        if run:
            await run()

    await app.push_screen(Palette(acts_here(app), children, opens, words), chosen)


async def _open_child(app: IroApp, child_id: str) -> None:
    from iro_tui.tui.screens.child import ChildScreen

    app.type_ahead.begin()
    await app.push_screen(ChildScreen(child_id, getattr(app.screen, "tab", "")))


def acts_here(app: IroApp) -> list[PaletteLine]:
    """Every command and every verb, upon what the screen stands on: its key, and why it cannot act now."""
    from iro_tui.actions.managing import may_begin

    screen = app.screen
    scopes, whom = getattr(screen, "scopes", ()), _whom(screen)
    verbs = _verbs()
    acts = []
    everywhere = (commands.GLOBAL, commands.MANAGERS)
    for command in (*commands.COMMANDS, *(commands.OF_MANAGERS if app.manages else ())):
        if command.id == "palette":
            continue
        action = verbs.pop(command.id, None)
        here = command.scope in scopes or command.scope in everywhere
        why_not = (_why_not(screen, command) or "") if here else NOT_HERE
        acts.append(
            PaletteLine(
                _label(command.sentence),
                _words(command.id, command.label, command.sentence, action.words if action else ""),
                _running(app, f"command('{command.id}')"),
                app.settings.keymap.shown(command),
                whom if command.scope == commands.ROW and not why_not else "",
                why_not,
            )
        )
    can_begin = getattr(screen, "can_begin", None)
    for action in verbs.values():
        if not may_begin(action, manages=app.manages):
            continue
        possible = bool(can_begin and can_begin(action))
        needs = "" if possible else _needs(action)
        about_row = possible and action.about.name != "NOBODY"
        acts.append(
            PaletteLine(
                _label(action.words),
                _words(action.id, action.title, action.words, *(offer.label for offer in action.offers)),
                _running(app, f"verb('{action.id}')"),
                next((menu_key(app, offer.menu) for offer in action.offers), ""),
                whom if about_row else "",
                needs,
            )
        )
    return acts


def menu_key(app: IroApp, menu: str) -> str:
    """The key of the menu that offers a verb."""
    return app.settings.keymap.first(commands.BY_ID[menu]) if menu in commands.BY_ID else ""


def _verbs() -> dict[str, Action[Any]]:
    from iro_tui.actions import all_actions

    return dict(all_actions())


def _needs(action: Action[Any]) -> str:
    """What a verb is begun on, where the screen does not stand on it."""
    if action.table:
        called = action.table.replace("_", " ")
        return f"begins on a row that shows {'an' if called[0] in 'aeio' else 'a'} {called}"
    return "choose a child first" if action.about.name in ("CHILD", "CHILDREN") else "begins on a row of a list"


def _whom(screen: object) -> str:
    targets: Sequence[Any] = getattr(screen, "targets", tuple)()
    return targets[0].ref if len(targets) == 1 else f"{len(targets)} children" if targets else ""


def _why_not(screen: object, command: commands.Command) -> str | None:
    why_not = getattr(screen, "why_not", None)
    return cast("str | None", why_not(command)) if why_not else None


def _label(sentence: str) -> str:
    return re.split("[:;]", sentence)[0].removesuffix(".")


def _words(command_id: str, *words: str) -> str:
    return ", ".join(filter(None, (SYNONYMS.get(command_id, ""), *words)))


def _running(app: IroApp, action: str) -> Run:
    return lambda: app.run_action(action)
