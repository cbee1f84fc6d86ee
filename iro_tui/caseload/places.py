"""Where stores lie, for the faces: cheap to ask, before anything heavy is loaded."""

from __future__ import annotations

from pathlib import Path

from iro_tui.store.place import Place, default_place


def default_folder() -> Path:
    """The person's own store, in the local data folder of the operating system."""
    return default_place().folder


def is_taken(folder: Path) -> bool:
    """Whether anything of a store is in a folder."""
    return Place(folder).exists
