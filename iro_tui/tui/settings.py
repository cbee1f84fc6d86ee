"""What an officer may set for this computer: keys, theme, and how soon an idle screen locks.

`settings.toml` is written by hand and never by the program; the theme chosen with a key is remembered beside it.
Neither holds anything of a caseload.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from iro_tui.tui.commands import Keymap

FILE, REMEMBERED = "settings.toml", "theme"
IDLE_MINUTES = 5
LONGEST_IDLE = 60
NAMES_MINUTES = 5

EXAMPLE = """\
theme = "light"          # dark, light or high contrast
idle_minutes = 5         # the screen locks after as many minutes without a key, 1 to 60
names_minutes = 5        # full names hide again after as many minutes, 1 to 60

[keys]                   # any command, by the name in this table
rag = "r"
contact = ["o", "f7"]
"""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings in force; `problem` is the sentence to show when the file could not be followed."""

    keymap: Keymap = field(default_factory=Keymap)
    theme: str = ""
    idle_minutes: int = IDLE_MINUTES
    names_minutes: int = NAMES_MINUTES
    problem: str = ""


def folder() -> Path:
    """Where the settings lie: `IRO_SETTINGS`, else the usual place of this system."""
    chosen = os.environ.get("IRO_SETTINGS")
    if chosen:
        return Path(chosen)
    from platformdirs import user_config_path

    return user_config_path("iro-tui", appauthor=False)


def read_settings(where: Path | None = None) -> Settings:
    """The settings. A file that cannot be followed changes nothing, and says why."""
    where = where or folder()
    path = where / FILE
    remembered = _remembered(where)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings(theme=remembered)
    except (OSError, UnicodeDecodeError):
        return Settings(theme=remembered, problem=f"{path} cannot be read; the usual settings hold.")
    try:
        import tomllib  # only few have such a file

        return _settings(tomllib.loads(text), remembered)
    except (ValueError, RecursionError) as error:  # tomllib's own error is a ValueError
        return Settings(theme=remembered, problem=f"{path}: {error}. The usual settings hold.")


def _settings(values: dict[str, object], remembered: str) -> Settings:
    from iro_tui.tui.roles import SCHEMES

    unknown = sorted(set(values) - {"theme", "idle_minutes", "names_minutes", "keys"})
    if unknown:
        raise ValueError(
            f"there is no setting {unknown[0]!r}; the settings are theme, idle_minutes, names_minutes and [keys]"
        )
    theme, minutes, keys = values.get("theme", ""), values.get("idle_minutes", IDLE_MINUTES), values.get("keys", {})
    if "theme" in values and theme not in SCHEMES:
        raise ValueError(f"theme is {theme!r}; it is one of {', '.join(SCHEMES)}")
    idle = _minutes("idle_minutes", minutes)
    names_minutes = _minutes("names_minutes", values.get("names_minutes", NAMES_MINUTES))
    if not isinstance(keys, dict):
        raise ValueError('keys is not a table; write [keys] and below it lines like rag = "r"')
    return Settings(
        Keymap({name: _keys(name, typed) for name, typed in keys.items()}),
        remembered or str(theme),
        idle,
        names_minutes,
    )


def _minutes(name: str, number: object) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= LONGEST_IDLE:
        raise ValueError(f"{name} is {number!r}; it is a number from 1 to {LONGEST_IDLE}")
    return number


def _keys(name: str, typed: object) -> list[str]:
    if isinstance(typed, str):
        return [typed]
    if isinstance(typed, list) and all(isinstance(key, str) for key in typed):
        return typed
    raise ValueError(f'{name} is {typed!r}; write a key as "r", or several as ["r", "f7"]')


def _remembered(where: Path) -> str:
    from iro_tui.tui.roles import SCHEMES

    try:
        name = (where / REMEMBERED).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return name if name in SCHEMES else ""


def remember_theme(name: str, where: Path | None = None) -> None:
    """Keep the theme that was chosen with a key; on a computer that lets nothing be written there it is not kept."""
    where = where or folder()
    try:
        where.mkdir(parents=True, exist_ok=True)
        (where / REMEMBERED).write_text(name + "\n", encoding="utf-8")
    except OSError:
        return
