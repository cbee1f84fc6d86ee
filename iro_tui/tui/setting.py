"""The settings of this computer, each declared once: its name in the file, what it is for, its usual value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from iro_tui.caseload.own_settings import note_templates
from iro_tui.tui.plain_signs import DRAWN, SIGNS
from iro_tui.tui.roles import SCHEMES
from iro_tui.typed_path import from_home

TEMPLATES = ("eclipse", "lcs", "mosaic")
"""The note templates that ship."""
LONGEST_IDLE = 60
"""Minutes that an open caseload may lie beside its officer, or names stand on the screen, at most."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, but for the keys of the commands."""

    name: str
    """What it is called in the file, and in `Settings`."""
    label: str
    sentence: str
    """What it is for."""
    usual: str | int
    """Its value where the file says nothing."""
    check: Callable[[str, object], str | int]
    """Its value of what the file says; raises ValueError with a sentence."""
    example: str
    """What the file may say, with a remark."""
    from_when: str
    """From when on a change holds."""
    hint: str = ""
    choices: tuple[str, ...] = ()
    """The values it may have; empty where it is typed."""

    @property
    def usual_words(self) -> str:
        return str(self.usual) or "none"


def _one_of(choices: tuple[str, ...]) -> Callable[[str, object], str]:
    def check(name: str, value: object) -> str:
        if value not in choices:
            raise ValueError(f"{name} is {value!r}; it is one of {', '.join(choices)}")
        return str(value)

    return check


def _minutes(name: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= LONGEST_IDLE:
        raise ValueError(f"{name} is {value!r}; it is a number from 1 to {LONGEST_IDLE}")
    return value


def _folder(name: str, value: object) -> str:
    if not isinstance(value, str) or (value and not from_home(value).is_absolute()):
        raise ValueError(f"{name} is {value!r}; it is a whole path, from the drive or the root on, or empty for none")
    return value


def own_templates() -> tuple[str, ...]:
    """The names of the officer's own note templates."""
    try:
        return tuple(sorted(path.stem for path in note_templates().glob("*.txt")))
    except OSError:
        return ()


def _template(name: str, value: object) -> str:
    """A template by name or path. Whether it is there, and sound, is seen where it is chosen, and where it is used.

    One that is taken away is no reason that nothing else of the settings holds.
    """
    from iro_tui.caseload.note_template import is_name

    named = isinstance(value, str) and (value == "" or is_name(value))
    path = isinstance(value, str) and value.lower().endswith(".txt") and from_home(value).is_absolute()
    if not (named or path):
        known = ", ".join((*TEMPLATES, *own_templates()))
        raise ValueError(
            f"{name} is {value!r}; it is {known}, the name of a .txt file in {note_templates()}, the whole path of "
            "one, or empty"
        )
    return str(value)


SETTINGS = (
    Setting(
        "theme",
        "Theme",
        "The colours: dark, light, or high contrast. F3 changes it too.",
        "dark",
        _one_of(SCHEMES),
        'theme = "light"          # dark, light or high contrast',
        "It holds from now on.",
        choices=SCHEMES,
    ),
    Setting(
        "signs",
        "Signs",
        "Drawn signs such as ▲ ● ✓, or plain ones of the keyboard, where your terminal shows boxes for them.",
        DRAWN,
        _one_of(SIGNS),
        'signs = "plain"          # drawn or plain: for a terminal that shows boxes in place of signs',
        "It holds from now on.",
        choices=SIGNS,
    ),
    Setting(
        "idle_minutes",
        "Idle lock",
        "The screen locks after as many minutes without a key.",
        5,
        _minutes,
        "idle_minutes = 5         # the screen locks after as many minutes without a key, 1 to 60",
        "It holds from now on.",
        f"minutes, 1 to {LONGEST_IDLE}",
    ),
    Setting(
        "names_minutes",
        "Names show",
        "Full names hide again after as many minutes.",
        5,
        _minutes,
        "names_minutes = 5        # full names hide again after as many minutes, 1 to 60",
        "It holds from now on.",
        f"minutes, 1 to {LONGEST_IDLE}",
    ),
    Setting(
        "backup_folder",
        "Second backup",
        "A second folder, on a stick or in OneDrive: the newest backup is copied there too. It is encrypted.",
        "",
        _folder,
        'backup_folder = ""       # the newest backup is copied there too: a stick, a folder of OneDrive',
        "The copy is made after a minute without a key, or when you leave.",
        "a folder that is there",
    ),
    Setting(
        "letter_box",
        "Letter box",
        "A folder of the council's network that colleagues share: sealed files go there and come from there. It is "
        "looked into when it can be reached, and never waited for.",
        "",
        _folder,
        'letter_box = ""          # a folder that colleagues share: sealed files go there and come from there',
        "It is looked into now, and every ten minutes.",
        "a folder that colleagues share",
    ),
    Setting(
        "note_template",
        "Note template",
        "The fields of the council's form for a case note: y in the outbox copies one after the other. "
        "One of your own is a .txt file: in the folder notes beside these settings by name, or anywhere by its path.",
        "",
        _template,
        'note_template = ""       # lcs, mosaic, eclipse, or your own: y copies by its fields',
        "It holds from now on.",
        f"{', '.join(TEMPLATES)}, or your own by name or path",
    ),
)
BY_NAME = {setting.name: setting for setting in SETTINGS}
KEYS = "keys"
"""The table of the file that gives commands other keys."""


def check_keys(name: str, typed: object) -> list[str]:
    """The keys of a command, of what the file says; raises ValueError with a sentence."""
    if isinstance(typed, str):
        return [typed]
    if isinstance(typed, list) and all(isinstance(key, str) for key in typed):
        return typed
    raise ValueError(f'{name} is {typed!r}; write a key as "r", or several as ["r", "f7"]')
