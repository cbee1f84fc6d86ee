"""What an officer may set for this computer: keys, theme, signs, minutes, a second folder for backups.

`settings.toml` may be written by hand; the page of settings changes single values in it (`settings_file.py`). The theme
chosen with a key is remembered beside it. Neither holds anything of a caseload.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from iro_tui.caseload.own_settings import FILE, REMEMBERED, folder, remembered_theme
from iro_tui.text import decoded
from iro_tui.tui.commands import Keymap
from iro_tui.tui.plain_signs import DRAWN
from iro_tui.tui.setting import BY_NAME, KEYS, SETTINGS, check_keys

IDLE_MINUTES = int(BY_NAME["idle_minutes"].usual)
NAMES_MINUTES = int(BY_NAME["names_minutes"].usual)

_LINES = "\n".join(setting.example for setting in SETTINGS)
EXAMPLE = f"""\
{_LINES}

[keys]                   # any command, by the name in this table
rag = "r"
contact = ["o", "f7"]
"""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings in force; `problem` is the sentence to show when the file could not be followed."""

    keymap: Keymap = field(default_factory=Keymap)
    theme: str = ""
    signs: str = DRAWN
    """Whether signs are drawn, or plain ones of the keyboard stand for them."""
    idle_minutes: int = IDLE_MINUTES
    names_minutes: int = NAMES_MINUTES
    backup_folder: str = ""
    """Where the newest backup is copied to; empty: nowhere."""
    letter_box: str = ""
    """The folder in which sealed files of colleagues lie, and to which one's own go; empty: there is none."""
    note_template: str = ""
    """The fields that a case note is copied by: a template that ships, or a file; empty: it is copied whole."""
    problem: str = ""


def read_settings(where: Path | None = None) -> Settings:
    """The settings. A file that cannot be followed changes nothing, and says why."""
    where = where or folder()
    path = where / FILE
    remembered = _remembered(where)
    try:
        text = decoded(path.read_bytes()).replace("\r\n", "\n")
    except FileNotFoundError:
        return Settings(theme=remembered)
    except (OSError, UnicodeDecodeError):
        return Settings(theme=remembered, problem=f"{path} cannot be read; the usual settings hold.")
    try:
        return settings_of(text, remembered)
    except (ValueError, RecursionError) as error:
        return Settings(theme=remembered, problem=f"{path}: {error}. The usual settings hold.")


def settings_of(text: str, remembered: str = "") -> Settings:
    """The settings that the text of a file says. Raises ValueError with what cannot be followed."""
    import tomllib  # only few have such a file; its own error is a ValueError

    values: dict[str, Any] = tomllib.loads(text)
    unknown = sorted(set(values) - {*BY_NAME, KEYS})
    if unknown:
        raise ValueError(f"there is no setting {unknown[0]!r}; the settings are {', '.join(BY_NAME)} and [keys]")
    keys = values.get(KEYS, {})
    checked: dict[str, Any] = {
        name: setting.check(name, values[name]) for name, setting in BY_NAME.items() if name in values
    }
    if not isinstance(keys, dict):
        raise ValueError('keys is not a table; write [keys] and below it lines like rag = "r"')
    keymap = Keymap({name: check_keys(name, typed) for name, typed in keys.items()})
    return Settings(keymap, **(checked | ({"theme": remembered} if remembered else {})))


def _remembered(where: Path) -> str:
    from iro_tui.tui.roles import SCHEMES

    name = remembered_theme(where)
    return name if name in SCHEMES else ""


def remember_theme(name: str, where: Path | None = None) -> None:
    """Keep the theme that was chosen with a key; on a computer that lets nothing be written there it is not kept."""
    where = where or folder()
    try:
        where.mkdir(parents=True, exist_ok=True)
        (where / REMEMBERED).write_text(name + "\n", encoding="utf-8")
    except OSError:
        return


def forget_theme(where: Path | None = None) -> None:
    """The theme of the file holds again."""
    try:
        ((where or folder()) / REMEMBERED).unlink(missing_ok=True)
    except OSError:
        return
