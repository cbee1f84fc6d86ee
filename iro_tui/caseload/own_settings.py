"""Where what an officer has set for this computer lies: keys, theme, minutes. Nothing of a caseload is in it.

It travels in every backup, so that a new laptop is as the old one was.
"""

from __future__ import annotations

import os
from pathlib import Path

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
    import tomllib

    from iro_tui.text import decoded

    try:
        return str(tomllib.loads(decoded((folder() / FILE).read_bytes())).get("backup_folder", ""))
    except (OSError, ValueError, RecursionError):
        return ""


def files() -> tuple[Path, ...]:
    """The files there are of it; one that is only pointed to is where it is."""
    return tuple(path for path in (folder() / name for name in (FILE, REMEMBERED)) if path.is_file())
