"""A path as a person gives it: typed, pasted, or dropped by a file manager with its own quotation marks."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePath, PureWindowsPath
from urllib.parse import unquote, urlsplit

_PAIRS = (('"', '"'), ("'", "'"), ("“", "”"), ("‘", "’"), ("«", "»"))
_CLOSES = dict(_PAIRS)
_BETWEEN = " \t,;"
_INVISIBLE = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
"""Windows puts marks of the direction of writing before a path that is copied out of its properties."""


def as_path(text: str, system: str = os.name) -> Path:
    """The one path in a text; of several the first. See `as_paths`."""
    return (as_paths(text, system) or (Path(),))[0]


def as_paths(text: str, system: str = os.name) -> tuple[Path, ...]:
    """The paths in a text as a file manager gives them; none where it holds only blanks.

    Takes quotation marks, `\\ ` for a blank (not under Windows), `file://`, `~`, the `&` of PowerShell, and several
    paths after each other or one a line. What is there as it stands is taken as it stands, and a text with blanks
    that is neither quoted nor several things that are there is one path. `system` is `posix` or `nt`.
    """
    return tuple(path for line in text.splitlines() for path in _of_line(line, system))


def _of_line(line: str, system: str) -> Iterator[Path]:
    whole = line.strip().strip(_INVISIBLE).strip()
    if not whole:
        return
    if is_there(_path(whole, system)):
        yield _path(whole, system)
        return
    bare = re.sub(r"^&\s*(?=[\"'])", "", whole)
    parts = _parts(bare, system)
    paths = [_path(_unquoted(part, system), system) for part in parts]
    dressed = any(_unquoted(part, system) != part or part.startswith("file:") for part in parts)
    if len(parts) > 1 and not dressed and not all(map(is_there, paths)):
        yield _path(whole, system)
        return
    yield from paths


def _parts(text: str, system: str) -> list[str]:
    """The text divided at blanks outside quotation marks; whole where the marks do not pair."""
    parts: list[str] = []
    at = 0
    while at < len(text):
        start = at
        closes = _CLOSES.get(text[at])
        if closes:
            at = text.find(closes, at + 1) + 1
            if not at or text[at : at + 1].strip(_BETWEEN):
                return [text]
            parts.append(text[start:at])
        else:
            while at < len(text) and not text[at].isspace():
                at += 2 if text[at] == "\\" and system == "posix" else 1
            parts.append(text[start:at].rstrip(",;"))
        while at < len(text) and text[at] in _BETWEEN:
            at += 1
        at = max(at, start + 1)
    return [part for part in parts if part]


def _unquoted(part: str, system: str) -> str:
    for opens, closes in _PAIRS:
        if len(part) > 1 and part.startswith(opens) and part.endswith(closes):
            return part[1:-1]
    return re.sub(r"\\(.)", r"\1", part) if system == "posix" else part


def _path(text: str, system: str) -> Path:
    if text.lower().startswith("file:"):
        text = _of_address(text, system)
    return from_home(text)


def _of_address(text: str, system: str) -> str:
    try:
        url = urlsplit(text)
    except ValueError:  # no address, though it begins like one
        return text
    path = unquote(url.path)
    if system != "nt":
        return path
    path = re.sub(r"^/(?=[A-Za-z]:)", "", path)
    return f"//{url.netloc}{path}" if url.netloc not in ("", "localhost") else path


def why_no_name(path: PurePath) -> str:
    """Why a file must not be made under this name, on any system: a sentence; empty where it may.

    `b.txt:c.csv` is a hidden part of `b.txt` to Windows, `con.csv` a device, and `a.csv.` becomes `a.csv`.
    """
    for name in path.parts[1:] if path.drive or isinstance(path, PureWindowsPath) else (path.name,):
        if ":" in name:
            return f"{name!r} has a colon, which would hide the file behind another one: leave it out."
        if name.split(".")[0].rstrip().upper() in _DEVICES:
            return f"{name!r} is the name of a device under Windows: give another one."
        if name != name.rstrip(". ") and name.strip("."):
            return f"{name!r} ends in a dot or a blank, which Windows drops: leave it out."
        if not name.isprintable():
            return f"{name!r} has a character that cannot be seen: leave it out."
    return ""


_DEVICES = frozenset(
    [
        "CON",
        "PRN",
        "AUX",
        "NUL",
        "CONIN$",
        "CONOUT$",
        *(f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³"),
    ]
)


def from_home(text: str) -> Path:
    """A path, in which `~` stands for a home; a home of nobody stays as it is written, and will not be there."""
    try:
        return Path(text).expanduser()
    except (RuntimeError, ValueError):
        return Path(text)


def is_there(path: Path) -> bool:
    """Whether something has this name; no where no file can have it, or none may be looked for there."""
    try:
        return path.exists()
    except (OSError, ValueError):  # a name too long, or with a zero in it
        return False
