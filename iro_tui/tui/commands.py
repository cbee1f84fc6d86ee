"""The one registry of commands: bindings, hint bar, palette, help and KEYS.md are all made from it, so they agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual.binding import Binding

GLOBAL, ROW, LIST = "everywhere", "the highlighted row, or all that are marked", "lists"
CHILD = "one child's page"
FIGURES = "figures"
"""The command that goes to the figures: the one place that is no list of the caseload."""
SCOPES = (GLOBAL, ROW, LIST, CHILD)
MANAGERS = "a manager's store"
"""The scope of what only a manager's store has, everywhere: elsewhere it has no key, and nothing offers it."""

TERMINALS_EAT = ("ctrl+h", "ctrl+i", "ctrl+m", "ctrl+j", "ctrl+@", "ctrl+left_square_bracket", "f11")
"""Keys that many terminals cannot tell from others, or keep for themselves; never the only way to a command."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something a key does, by the method `do_<id>` of the screen that shows, or else of the app."""

    id: str
    label: str
    """One or two words, for the hint bar."""
    sentence: str
    """What it does, for help and palette."""
    keys: tuple[str, ...]
    """The keys it has unless the settings file gives it others."""
    scope: str
    hint: int = 0
    """Its place in the hint bar; 0: not there."""
    brief: str = ""
    """Its label where the tabs have little room."""
    priority: bool = False
    """Whether it acts whatever has the focus: only for locking and leaving."""

    @property
    def needs_session(self) -> bool:
        """Whether it means nothing while the store is locked."""
        return self.id not in ("theme", "palette", "help", "lock", "quit")

    @property
    def method(self) -> str:
        return f"do_{self.id}"


COMMANDS = (
    Command("today", "Today", "Go to Today: what is asked, by date", ("1",), GLOBAL),
    Command("caseload", "Caseload", "Go to the caseload: every child, one line", ("2",), GLOBAL),
    Command("reviews", "Reviews", "Go to the reviews: coming up, and held; the load of twelve weeks", ("3",), GLOBAL),
    Command(
        "conferences", "Conferences", "Go to the child protection conferences: coming up, and held", ("c",), GLOBAL
    ),
    Command("court", "Court", "Go to court: hearings, what goes before them, the end of proceedings", ("t",), GLOBAL),
    Command("midpoints", "Mid-points", "Go to the mid-point checks: to do, and done", ("4",), GLOBAL, brief="Mid-pt"),
    Command(
        "escalations",
        "Escalations",
        "Go to the escalations: stage, who must answer, days used",
        ("5",),
        GLOBAL,
        brief="Escal",
    ),
    Command(
        "paperwork", "Paperwork", "Go to the paperwork of held reviews: late, next, done", ("6",), GLOBAL, brief="Paper"
    ),
    Command("outbox", "Outbox", "Go to the outbox: case notes not yet on the council's system", ("7",), GLOBAL),
    Command(
        FIGURES,
        "Figures",
        "Go to the figures of a quarter, half-year or year, with the children behind each",
        ("8",),
        GLOBAL,
    ),
    Command("decisions", "Decisions", "Go to the open decisions, by social worker", ("D",), GLOBAL),
    Command("owed", "Chasing", "Go to who owes what, by worker and team; y copies the chasing text", ("C",), GLOBAL),
    Command(
        "supervision", "Supervision", "The sheet for supervision: one page, by reference, without names", (), GLOBAL
    ),
    Command("written", "Written", "The written part of the report: themes, action plan, children's words", (), GLOBAL),
    Command("surveys", "Surveys", "Go to the surveys: sheets that came in; enter one, or bring in a file", (), GLOBAL),
    Command("colleagues", "Colleagues", "Go to the colleagues: team, FTE, when away; add or correct one", (), GLOBAL),
    Command("clashes", "Differences", "Go to what a colleague has otherwise: mine and theirs, choose one", (), GLOBAL),
    Command("journal", "Journal", "Go to the journal: everything that was done, and undone", ("f6",), GLOBAL),
    Command("return903", "Return", "Go to what the SSDA903 return will ask of this year's reviews", (), GLOBAL),
    Command("differences", "Last import", "Go to what the last import changed: new, ended, moved", (), GLOBAL),
    Command("child", "New child", "Put a child on the caseload, as on a paper list; then the next", ("n",), GLOBAL),
    Command("week", "Week", "Go to the week: the diary day by day, what is free, what must be done", ("W",), GLOBAL),
    Command("since", "Since", "Since you were last here: what became late, what is new", ("L",), GLOBAL),
    Command("practice", "Practice", "Go to the practice: every limit, its source, what is laxer", ("G",), GLOBAL),
    Command("rag", "RAG", "Set the RAG: g green, a amber, r red, then Enter", ("r",), ROW, hint=1),
    Command("hold", "Held", "Record the review as held, or as adjourned", ("h",), ROW, hint=4),
    Command("midpoint", "Mid-point", "Record the mid-point check", ("m",), ROW, hint=6),
    Command("book", "Book", "Book the next review, or move its date", ("b",), ROW, hint=3),
    Command("escalate", "Escalate", "Escalate, or go a step further; good practice; early review", ("e",), ROW),
    Command("facts", "Facts", "Change facts: preparation, workers, status, placement, plan, end of care", ("i",), ROW),
    Command("together", "Siblings", "Book, record or note for siblings in one sitting; say who they are", ("S",), ROW),
    Command("contact", "Note", "Write a footprint note: whom you saw or spoke to", ("o",), ROW, hint=7),
    Command("task", "Task", "Add a task, for the child or (on an empty list) for yourself", ("a",), ROW),
    Command("done", "Done", "Mark what is asked as done today", ("x",), ROW, hint=5),
    Command("done_on", "Done on", "Mark what is asked as done on another day: asks the day first", ("X",), ROW),
    Command("copy", "Copy", "Copy the row as a case note, by reference, without names", ("y",), ROW),
    Command("copy_all", "Copy all", "Copy all notes of the child that wait to be filed", ("Y",), ROW),
    Command("delete", "Delete", "Delete what was recorded by mistake; asks first, and can be undone", ("d",), ROW),
    Command("open", "Details", "Show the whole case of the child", ("enter",), ROW, hint=2),
    Command("flag", "Flag", "Put a flag of your own on the child, or take it away; f then ! shows those", ("!",), ROW),
    Command("filter", "Filter", "Filter as you type, by any words shown; Esc clears", ("slash",), LIST, hint=8),
    Command("only", "Only", "Show only red or amber, without a booking, 16 and over…; several combine", ("f",), LIST),
    Command("sort", "Sort", "Sort by a column; the same again turns it round", ("s",), LIST),
    Command("mark", "Mark", "Mark the row, to act on several at once; Esc takes the marks away", ("space",), LIST),
    Command("more", "More", "Show more: more days, what was held, what is done, what is closed", (">",), LIST),
    Command("earlier", "Earlier", "Show the week or the period before; > shows the one after", ("<",), LIST),
    Command("write", "Write", "Write what is shown to a file: Excel, a page to print; not encrypted", ("w",), LIST),
    Command("day_sheet", "Day sheet", "Write one page for the road: today's meetings, where, what to ask", (), LIST),
    Command(
        "calendar", "Calendar", "Write meetings and limits for Outlook, once or kept up to date, or end that", (), LIST
    ),
    Command("review_pack", "Pack", "Write what one reads before a review of the child: to print, or text", (), ROW),
    Command(
        "hand_over",
        "Hand over",
        "Hand over to a colleague: leave, cover, for good; the child, or those marked",
        (),
        ROW,
    ),
    Command("zoom", "Zoom", "Give the list the whole width, then the details, then both again", ("z",), LIST),
    Command("child_before", "Before", "Go to the child before, of the list you came from", ("[",), CHILD),
    Command("child_after", "After", "Go to the child after, of the list you came from", ("]",), CHILD),
    Command("names", "Names", "Show or hide full names, where they are kept", ("p",), GLOBAL),
    Command("undo", "Undo", "Take back the last action, also an earlier one after that", ("u",), GLOBAL, hint=9),
    Command("redo", "Redo", "Do again what was undone", ("U",), GLOBAL),
    Command("bring_in", "Import", "Bring in a return: previewed first, and it can be undone", ("f5",), GLOBAL),
    Command(
        "receive", "Receive", "Take in a colleague's file: children, a receipt, a card; previewed first", (), GLOBAL
    ),
    Command("receipt", "Receipt", "Confirm a hand-over by the receipt that the colleague tells", (), GLOBAL),
    Command("exchange", "Exchange now", "Exchange with colleagues over the service's hub", (), GLOBAL),
    Command("own_card", "Your card", "Write your card to a file, so that colleagues can seal to you", (), GLOBAL),
    Command(
        "backups", "Backups", "Go to the backups: make one now, or put one in the caseload's place", ("f9",), GLOBAL
    ),
    Command("look_round", "Made-up", "Look round in a made-up caseload; nothing of it is kept", ("f4",), GLOBAL),
    Command(
        "purge", "Remove", "Remove closed cases kept too long, or those marked: asks, and for good", ("P",), GLOBAL
    ),
    Command("theme", "Theme", "Change to the next theme: dark, light, high contrast", ("f3",), GLOBAL),
    Command("settings", "Settings", "Change the settings: theme, signs, minutes, second backup, keys", (",",), GLOBAL),
    Command(
        "passphrase",
        "Passphrase",
        "Change the passphrase, make a new key, see the recovery code again, turn the keyring on or off",
        ("K",),
        GLOBAL,
    ),
    Command("tour", "Tour", "One screen that says how this works", ("f2",), GLOBAL),
    Command("palette", "Commands", "Find any command by name", ("ctrl+p", ":"), GLOBAL),
    Command("help", "Help", "Every key and what it does, and the guide, page by page", ("?", "f1"), GLOBAL, hint=10),
    Command("lock", "Lock", "Lock at once; only the passphrase opens it again", ("ctrl+l",), GLOBAL, priority=True),
    Command("quit", "Quit", "Leave; everything is saved already", ("ctrl+q",), GLOBAL, priority=True),
)

OF_MANAGERS = (
    Command("service", "Service", "Go to the service: a row an IRO, what is late, who is away", ("9",), MANAGERS),
    Command(
        "fair_share", "Fair share", "Suggest a fair share of the children among the IROs; it moves nobody", (), MANAGERS
    ),
    Command(
        "service_report", "Report", "Write the report of the whole service: the last quarter, small numbers hidden",
        (), MANAGERS,
    ),
)  # fmt: skip

MOVES = (
    ("↑ ↓ or j k", "one line"),
    ("PgUp PgDn", "a page"),
    ("Home End", "first and last"),
    ("Tab", "to the next part of the screen"),
    ("Esc", "back one step"),
)
"""Keys that move, for help; they belong to the lists themselves."""

RESERVED = ("up", "down", "j", "k", "pageup", "pagedown", "home", "end", "escape", "tab", "shift+tab", "ctrl+c")
"""Keys that no command may take."""

BY_ID = {command.id: command for command in (*COMMANDS, *OF_MANAGERS)}


# Keys as people write them, and as Textual knows them

_TEXTUAL = {"/": "slash", "?": "question_mark", ":": "colon", ">": "greater_than_sign", "<": "less_than_sign",
            ".": "full_stop", ",": "comma", "-": "minus", "+": "plus", "*": "asterisk", "=": "equals_sign",
            ";": "semicolon", "!": "exclamation_mark", "#": "number_sign", "@": "at",
            "[": "left_square_bracket", "]": "right_square_bracket"}  # fmt: skip
_SHOWN = {sign: key for key, sign in _TEXTUAL.items()} | {
    "enter": "Enter",
    "space": "Space",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "delete": "Delete",
    "insert": "Insert",
}
_NAMED = ("enter", "space", "delete", "insert", "backspace", *(f"f{n}" for n in range(1, 13)))


def textual_key(key: str) -> str:
    """A key by Textual's name. Raises ValueError with a sentence when there is no such key."""
    written = key.strip()
    if len(written) == 1:
        return _TEXTUAL.get(written, written)
    name = written.casefold()
    if name in _SHOWN or name in _NAMED:
        return name
    modifier, _, letter = name.rpartition("+")
    if modifier == "ctrl" and len(letter) == 1 and letter.isascii() and letter.isalnum():
        return name
    raise ValueError(f"{key!r} is not a key: write a letter, a sign, f2 to f10, space, enter or ctrl+letter")


def shown_key(key: str) -> str:
    """A key as a person reads it."""
    if key in _SHOWN:
        return _SHOWN[key]
    return key.upper() if key.startswith("f") and key[1:].isdigit() else key


class Keymap:
    """Which keys run which command: those of the registry, but for the commands that the settings give others."""

    def __init__(self, changed: Mapping[str, Iterable[str]] | None = None) -> None:
        """Raises ValueError with a sentence: an unknown command, a key that is none, or two commands on one key."""
        self._keys = {command.id: tuple(textual_key(key) for key in command.keys) for command in BY_ID.values()}
        self.changed: dict[str, tuple[str, ...]] = {}
        for command_id, keys in (changed or {}).items():
            if command_id not in BY_ID:
                raise ValueError(f"there is no command {command_id!r}; the commands are {', '.join(BY_ID)}")
            chosen = tuple(textual_key(key) for key in keys)
            if not chosen:
                raise ValueError(
                    f"{command_id} is given no key; leave its line out, and it keeps {self.shown(BY_ID[command_id])}"
                )
            self.changed[command_id] = self._keys[command_id] = chosen
        self._refuse_clashes()
        taken = {key for command in COMMANDS for key in self._keys[command.id]}
        for command in OF_MANAGERS:  # a key that an officer gave away is not taken back
            self._keys[command.id] = tuple(key for key in self._keys[command.id] if key not in taken)

    def _refuse_clashes(self) -> None:
        taken: dict[str, str] = {}
        for command_id, keys in self._keys.items():
            if BY_ID[command_id] in OF_MANAGERS and command_id not in self.changed:
                continue
            if keys and not set(keys) - set(TERMINALS_EAT):
                raise ValueError(
                    f"{command_id} has only {shown_key(keys[0])}, which many terminals keep for themselves"
                )
            for key in keys:
                if key in RESERVED:
                    raise ValueError(f"{command_id} cannot have {shown_key(key)}: it moves in lists")
                if key in taken:
                    raise ValueError(
                        f"{taken[key]} and {command_id} both have {shown_key(key)}: give one of them another"
                    )
                taken[key] = command_id

    def keys(self, command: Command) -> tuple[str, ...]:
        """The keys of a command, by Textual's names."""
        return self._keys[command.id]

    def shown(self, command: Command) -> str:
        """The keys of a command as a person reads them: `ctrl+p, :`."""
        return ", ".join(map(shown_key, self.keys(command)))

    def first(self, command: Command) -> str:
        return self.shown(command).split(", ")[0]

    @property
    def textual(self) -> dict[str, str]:
        """What Textual is told: the commands that have other keys than in the registry."""
        return {command_id: ",".join(keys) for command_id, keys in self.changed.items()}


def in_scopes(scopes: Iterable[str]) -> list[Command]:
    """The commands of some scopes, in the order of the registry."""
    wanted = set(scopes)
    return [command for command in BY_ID.values() if command.scope in wanted]


NO_KEY = "f24"
"""What a command without a key is bound to, so that the settings can give it one: no keyboard sends it."""


def bindings(scopes: Iterable[str], *, priority: bool = False) -> list[Binding]:
    """Textual's bindings for the commands of some scopes; those with priority are the app's own."""
    return [
        Binding(
            ",".join(textual_key(key) for key in command.keys) or NO_KEY,
            f"app.command('{command.id}')",
            command.label,
            show=False,
            priority=command.priority,
            id=command.id,
        )
        for command in in_scopes(scopes)
        if command.priority is priority
    ]


MOST_HINTS = 7
"""How many a hint bar shows, help among them."""


def hints(scopes: Iterable[str], first: Iterable[str] = ()) -> list[Command]:
    """The commands for the hint bar, the first that can act shown: those that a screen puts first, then by their place.

    Help is always the last.
    """
    wanted = [BY_ID[name] for name in first]
    listed = sorted((c for c in in_scopes(scopes) if c.hint and c not in wanted), key=lambda c: c.hint)
    return [*wanted, *(command for command in listed if command.id != "help"), BY_ID["help"]]
