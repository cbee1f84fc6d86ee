"""The practice files: those that ship, the one a store works by, and any file an officer wants checked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.refusals import Refused
from iro_tui.domain.practice import Practice
from iro_tui.domain.practice_file import PracticeError, read_practice
from iro_tui.domain.practice_text import as_toml, to_start_from
from iro_tui.text import clean, decoded
from iro_tui.typed_path import as_path, is_there, why_no_name

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

DEFAULT = "statutory"
ENDING = ".toml"
MOST_BYTES = 64 * 1024
LONGEST_LINE = 2_000
"""Of a practice file. A key of many parts costs the reader of TOML the square of them in memory: gigabytes."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A practice with the text it was read from; the store keeps the text, so it works without the file."""

    practice: Practice
    text: str


def shipped_names() -> list[str]:
    """The names of the practices that come with the program: each lies in a file called so."""
    return sorted(item.name.removesuffix(ENDING) for item in _folder().iterdir() if item.name.endswith(ENDING))


def shipped() -> tuple[Loaded, ...]:
    """The practices that come with the program, by name."""
    return tuple(map(_shipped, shipped_names()))


def find(name: str) -> Loaded:
    """A shipped practice by its name, or one from a file by its path. Raises Refused."""
    names = shipped_names()
    if name in names:  # every start looks for one: the others are not read for it
        return _shipped(name)
    path = as_path(name)
    if path.suffix == ENDING or is_there(path):
        return read_file(path)
    raise Refused(
        f"There is no practice called {name!r}. Give one of: {', '.join(names)}; or the path of a .toml file."
    )


@cache
def _shipped(name: str) -> Loaded:
    return parse(_shipped_text(name))


def _folder() -> Traversable:
    return resources.files("iro_tui").joinpath("practices")


def _shipped_text(name: str) -> str:
    return _folder().joinpath(f"{name}{ENDING}").read_text("utf-8")


def read_file(path: Path) -> Loaded:
    """A practice from a file. Raises Refused with every fault of the file."""
    try:
        if is_there(path) and not path.is_file():  # a device has no end, and a pipe no beginning
            raise Refused(f"{path} is not an ordinary file.")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)  # its size as told may be untrue
        if len(content) > MOST_BYTES:
            raise Refused(f"{path.name} is larger than a practice file can be (64 kB).")
        text = decoded(content)
    except UnicodeDecodeError:
        raise Refused(f"{path.name} is not a text file in UTF-8.") from None
    except (OSError, ValueError) as error:
        raise Refused(f"{path} cannot be read: {getattr(error, 'strerror', 'no file has such a name')}.") from None
    return parse(text, path.name)


def parse(text: str, source: str = "the practice") -> Loaded:
    """A practice from TOML text. Raises Refused."""
    if any(len(line) > LONGEST_LINE for line in text.split("\n")):
        raise Refused(f"{source} has a line of more than {LONGEST_LINE:,} characters: divide it into several.")
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except ValueError as error:  # also a number of too many digits
        raise Refused(f"{source} is not valid TOML: {error}.") from None
    except RecursionError:
        raise Refused(f"{source} nests too deep for a practice file.") from None
    whole = _on_its_base(data, source)
    try:
        practice = read_practice(whole)
        # What is kept in a store must not change with the practice that it started from.
        return Loaded(practice, text if whole is data else as_toml(practice))
    except PracticeError as error:
        raise Refused("\n".join(f"{source}: {fault}" for fault in error.faults)) from None


def _on_its_base(data: dict[str, Any], source: str) -> dict[str, Any]:
    """The tables of a file over those of the practice that it is based on; the same where that is the statutory one.

    A source of the base goes where the file sets another value. Raises Refused.
    """
    base = data.get("based_on", DEFAULT)
    if base == DEFAULT:
        return data
    names = shipped_names()
    if base not in names:
        raise Refused(f"{source}: based_on is {base!r}: give one of {', '.join(names)}.")
    whole: dict[str, Any] = tomllib.loads(_shipped_text(base))
    own = {f"{name}.{key}" for name, part in data.items() if isinstance(part, dict) for key in part}
    sources = {key: value for key, value in whole.get("sources", {}).items() if key not in own}
    for name, part in data.items():
        whole[name] = {**whole.get(name, {}), **part} if isinstance(part, dict) else part
    own_sources = data.get("sources", {})
    whole["sources"] = {**sources, **own_sources} if isinstance(own_sources, dict) else own_sources
    return whole


def start_own(name: str, path: Path) -> Practice:
    """Write a new file that starts an own practice from one that comes with the program. Raises Refused."""
    base = find(name).practice
    if path.suffix != ".toml":
        raise Refused(f"The file is {path.name!r}: give a name that ends in .toml. Nothing was written.")
    if why := why_no_name(path):
        raise Refused(f"{why} Nothing was written.")
    own = clean(path.stem)[:80] or "own"
    text = to_start_from(base, own, f"{own}, from {base.title}"[:80])
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Refused(f"There is a file {path} already: give another name. Nothing was written.") from None
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}. Nothing was written.") from None
    return base
