"""Where what an officer has set for this computer lies: keys, theme, minutes. Nothing of a caseload is in it.

It travels in every backup, so that a new laptop is as the old one was.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

FILE, REMEMBERED = "settings.toml", "theme"
"""The settings, and the theme that was chosen with a key."""


def folder() -> Path:
    """Where the settings lie: `IRO_SETTINGS`, else the usual place of this system."""
    chosen = os.environ.get("IRO_SETTINGS")
    if chosen:
        return Path(chosen)
    from platformdirs import user_config_path

    return user_config_path("iro-tui", appauthor=False)


def note_templates() -> Path:
    """Where note templates of one's own lie: each is a .txt file that goes by its name."""
    return folder() / "notes"


def second_folder() -> str:
    """The second folder of backups that the settings name; empty where there is none, or they cannot be read."""
    return str(unchecked().get("backup_folder", ""))


def unchecked() -> dict[str, Any]:
    """What the file of settings says, looked at by nobody; nothing where there is none, or it cannot be read."""
    try:
        content = (folder() / FILE).read_bytes()
    except OSError:
        return {}
    import tomllib  # only few have such a file

    from iro_tui.text import decoded

    try:
        return tomllib.loads(decoded(content))
    except (ValueError, RecursionError):
        return {}


def remembered_theme(where: Path) -> str:
    """The theme that was chosen with a key, by what is written there; empty where nothing is."""
    try:
        return (where / REMEMBERED).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def files() -> tuple[Path, ...]:
    """The files there are of it; one that is only pointed to is where it is."""
    return tuple(path for path in (folder() / name for name in (FILE, REMEMBERED)) if path.is_file())
