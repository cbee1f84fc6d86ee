"""Leaving iro behind, or its place: what stays when the program's folder is deleted, and a caseload that moves."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from iro_tui import windows
from iro_tui.caseload import own_settings
from iro_tui.caseload.refusals import Refused, refusals
from iro_tui.store.files import reason, rename
from iro_tui.store.place import Place, own_place, private_place


@dataclass(frozen=True, slots=True)
class Remains:
    """Something that stays when the program goes."""

    what: str
    where: str
    there: bool
    remove: str
    """How it is removed."""


def remains(folder: Path, second: str = "") -> list[Remains]:
    """All that may be left of the program on this computer; nothing of it is touched."""
    place = Place(folder)
    program = Path(sys.prefix) if sys.prefix != sys.base_prefix or sys.flags.isolated else Path(__file__).parents[2]
    left = [
        Remains(
            "the caseload, encrypted, with its backups", str(folder), place.exists,
            "Delete the folder once the council has what it needs. Nobody can bring it back.",
        ),
        Remains(
            "settings of the screens, nothing of a child", str(own_settings.folder()), own_settings.folder().is_dir(),
            "Delete the folder.",
        ),
        Remains("the program", str(program), program.is_dir(), "Delete the folder, or have your IT service remove it."),
    ]  # fmt: skip
    if second:
        left.append(
            Remains(
                "backups in the second folder, encrypted", second, Path(second).is_dir(),
                "Delete what begins with a date in it, once it is of no use any more.",
            )
        )  # fmt: skip
    if private_place().folder != folder and private_place().exists:
        left.append(Remains("another caseload", str(private_place().folder), True, "See what it is before you delete."))
    passing = sorted(Path(tempfile.gettempdir()).glob("iro-*"))
    left += [
        Remains("a demo, or what was being typed at a lock, encrypted", str(path), True, "Delete it.")
        for path in passing
    ]
    left.append(
        Remains("what you exported, printed or copied to a stick", "where you put it", True, "Look for it yourself.")
    )
    return left


def move_out() -> tuple[Path, Path]:
    """Move the caseload out of a packaged Python's private folder; from where, and to where. Raises Refused."""
    old = private_place().folder
    with refusals():
        if not windows.packaged() or not Place(old).exists:
            raise Refused("Nothing lies in the private folder of a packaged Python. Nothing was moved.")
        new = own_place()
        if new.exists:
            raise Refused(f"There is a caseload in {new.folder} already. Nothing was moved.")
    try:
        new.folder.parent.mkdir(parents=True, exist_ok=True)
        rename(old, new.folder)
    except OSError as error:
        raise Refused(f"It cannot be moved ({reason(error)}): close every window of iro. Nothing was moved.") from None
    return old, new.folder
