"""The practice files: those that ship, the one a store works by, and any file an officer wants checked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from iro_tui.caseload.refusals import Refused
from iro_tui.domain.practice import Practice
from iro_tui.domain.practice_file import PracticeError, read_practice
from iro_tui.typed_path import as_path

DEFAULT = "statutory"
MOST_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Loaded:
    """A practice with the text it was read from; the store keeps the text, so it works without the file."""

    practice: Practice
    text: str


def shipped() -> tuple[Loaded, ...]:
    """The practices that come with the program, by name."""
    folder = resources.files("iro_tui").joinpath("practices")
    texts = (item.read_text("utf-8") for item in folder.iterdir() if item.name.endswith(".toml"))
    return tuple(sorted((parse(text) for text in texts), key=lambda loaded: loaded.practice.name))


def find(name: str) -> Loaded:
    """A shipped practice by its name, or one from a file by its path. Raises Refused."""
    for loaded in shipped():
        if loaded.practice.name == name:
            return loaded
    path = as_path(name)
    if path.suffix == ".toml" or path.exists():
        return read_file(path)
    names = ", ".join(loaded.practice.name for loaded in shipped())
    raise Refused(f"There is no practice called {name!r}. Give one of: {names}; or the path of a .toml file.")


def read_file(path: Path) -> Loaded:
    """A practice from a file. Raises Refused with every fault of the file."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused(f"{path.name} is larger than a practice file can be (256 kB).")
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{path.name} is not a text file in UTF-8.") from None
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from None
    return parse(text, path.name)


def parse(text: str, source: str = "the practice") -> Loaded:
    """A practice from TOML text. Raises Refused."""
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{source} is not valid TOML: {error}.") from None
    try:
        return Loaded(read_practice(data), text)
    except PracticeError as error:
        raise Refused("\n".join(f"{source}: {fault}" for fault in error.faults)) from None
