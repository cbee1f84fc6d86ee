"""What is looked at on Windows alone: where the caseload really lies, which Python, drive, desktop, rights, zone."""

from __future__ import annotations

import os
import re
import sys
from datetime import timedelta

from iro_tui import windows
from iro_tui.caseload.doctor import Finding, Look, Surroundings

LONGEST_PATH = 259
"""Characters of a path that every Windows takes."""
BELOW = 70
"""Characters that a backup's files need below the caseload's folder."""
_ZONES = (timedelta(0), timedelta(hours=1))
_EVERYBODY = {"WD": "everybody", "AU": "everybody signed in", "BU": "all users", "BG": "guests", "AN": "anybody"}
"""How Windows writes groups that an officer's folder should not be open to."""


def _real_place(around: Surroundings) -> Finding:
    from iro_tui.store.place import private_folder_warning

    real = os.path.realpath(around.folder)
    if warning := private_folder_warning(around.folder):
        return Finding(real, warning)
    if os.path.normcase(real) == os.path.normcase(str(around.folder)):
        return Finding("where its name says")
    return Finding(f"really {real}")


def _python(around: Surroundings) -> Finding:  # noqa: ARG001 -- of this Python, wherever
    words = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}, {sys.prefix}"
    if windows.packaged():
        return Finding(f"{words}, packaged", "Use the bundle: what a packaged Python writes may go with it.")
    return Finding(words)


def _drive(around: Surroundings) -> Finding:
    if windows.on_network(around.folder):
        return Finding("of another computer", "Keep the caseload on this one; backups may go there.")
    if windows.synchronised(around.folder):
        return Finding("kept by a synchronising program", "Keep the caseload elsewhere; backups may lie there.")
    return Finding("of this computer, and not synchronised")


def _desktop(around: Surroundings) -> Finding:
    if why := windows.forgets(around.environ):
        return Finding(why, "Ask your IT service whether the profile is kept, and name a second folder for backups.")
    return Finding("this computer's own, with a profile that is kept")


def _console(around: Surroundings) -> Finding:  # noqa: ARG001 -- of this process
    if windows.places_text():
        return Finding("places text")
    return Finding("a legacy one", "Untick 'Use legacy console' in its properties, or use Windows Terminal.")


def _rights(around: Surroundings) -> Finding:
    if windows.elevated(around.environ):
        return Finding("an administrator's", "Open the terminal in the usual way: a caseload is not made so.")
    return Finding("a user's")


def _access(around: Surroundings) -> Finding | None:
    if not around.folder.exists():
        return None
    others = open_to(windows.access_list(around.folder))
    if others:
        return Finding(f"open to {', '.join(others)}", "Ask your IT service to leave it to you and administrators.")
    return Finding("closed to other users")


def open_to(access: str) -> tuple[str, ...]:
    """Whom of many an access list (as text, SDDL) lets in, in words."""
    allowed = re.findall(r"\(A;[^;]*;[^;]*;[^;]*;[^;]*;([^);]+)", access)
    return tuple(dict.fromkeys(_EVERYBODY[each] for each in allowed if each in _EVERYBODY))


def _paths(around: Surroundings) -> Finding:
    longest = len(str(around.folder)) + BELOW
    words = f"{longest} characters at most"
    if longest > LONGEST_PATH and not windows.long_paths():
        return Finding(words, "Keep the caseload in a folder with a shorter path: some programs take 259.")
    return Finding(words)


def _zone(around: Surroundings) -> Finding:
    local = around.now.astimezone()
    words = f"{local.tzname()}, {local:%H:%M}"
    if local.utcoffset() not in _ZONES:
        return Finding(words, "Set this computer's zone to London: days are counted by it.")
    return Finding(words)


LOOKS = (
    Look("real-place", "Really lies", _real_place),
    Look("python", "Python", _python),
    Look("drive", "Drive", _drive),
    Look("desktop", "Desktop", _desktop),
    Look("console", "Console", _console),
    Look("rights", "Rights", _rights),
    Look("access", "Access", _access),
    Look("paths", "Long paths", _paths),
    Look("zone", "Zone", _zone),
)
"""What is looked at, in order, after what is looked at everywhere."""
