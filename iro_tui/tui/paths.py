"""Completing a path that is being typed."""

from __future__ import annotations

import os

from iro_tui.typed_path import as_paths, from_home

MOST = 5000
"""Entries of a folder that are looked at."""


def completed(text: str) -> str:
    """The text with as much added as is certain: up to where the names in the folder differ, `/` after a folder.

    A path in quotation marks, or otherwise dressed, loses them: what stands in the field needs none.
    """
    text = _bare(text)
    typed = from_home(text)
    folder, start = (typed, "") if text.endswith(("/", os.sep)) or not text else (typed.parent, typed.name)
    same = os.path.normcase  # a system that takes one for the other completes it too
    try:
        with os.scandir(folder) as entries:
            names = [
                entry.name + (os.sep if entry.is_dir() else "")
                for _, entry in zip(range(MOST), entries, strict=False)
                if same(entry.name).startswith(same(start)) and (start or not entry.name.startswith("."))
            ]
    except (OSError, ValueError):  # a name that no file can have
        return text
    certain = _common(names)
    return text[: len(text) - len(start)] + certain if len(certain) > len(start) else text


def _common(names: list[str]) -> str:
    """The beginning that all have, written as the first one has it."""
    same = os.path.normcase
    length = len(os.path.commonprefix([same(name) for name in names]))  # noqa: RUF071 -- names, letter by letter
    return names[0][:length] if names else ""


def _bare(text: str) -> str:
    """One path without its dress; as typed where it has none, or where there are several."""
    if text[:1] in "\"'“‘" and text[:1] not in text[1:]:
        return text[1:]  # a mark that is not closed yet
    paths = as_paths(text)
    dressed = text.lstrip()[:1] in "\"'“‘&" or text.lstrip().lower().startswith("file:") or "\\ " in text
    return str(paths[0]) if len(paths) == 1 and dressed else text
