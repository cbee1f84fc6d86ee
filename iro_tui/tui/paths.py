"""Completing a path that is being typed."""

from __future__ import annotations

import os
from pathlib import Path

MOST = 5000
"""Entries of a folder that are looked at."""


def completed(text: str) -> str:
    """The text with as much added as is certain: up to where the names in the folder differ, `/` after a folder."""
    typed = Path(text).expanduser()
    folder, start = (typed, "") if text.endswith(("/", os.sep)) or not text else (typed.parent, typed.name)
    try:
        with os.scandir(folder) as entries:
            names = [
                entry.name + (os.sep if entry.is_dir() else "")
                for _, entry in zip(range(MOST), entries, strict=False)
                if entry.name.startswith(start) and (start or not entry.name.startswith("."))
            ]
    except OSError:
        return text
    certain = os.path.commonprefix(names)  # noqa: RUF071 -- it is names that are compared, letter by letter
    return text + certain[len(start) :] if len(certain) > len(start) else text
