"""From paths to an Extract: reads the bytes, finds the format that claims each file, and hands over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from types import MappingProxyType

from iro_tui.exchange import ssda903
from iro_tui.exchange.decoding import UnreadableFile, decode, unmarked_utf16
from iro_tui.exchange.extract import ChildFacts, Extract, Intake, Problem
from iro_tui.exchange.tables import MAX_BYTES
from iro_tui.stopping import heed
from iro_tui.text import clean

MAX_FILES = 200
MAX_TOTAL = 2 * MAX_BYTES
HEAD = 64 * 1024
EXTENSIONS = frozenset({".csv", ".xml"})
NOT_RECOGNISED = (
    "Not recognised as any format this program reads; nothing in it was used. Check its column names, "
    "which were looked for in the first 30 lines."
)
"""Said of a text file that no format claims."""


Before = tuple[Intake, Mapping[str, str]]
"""A return on record, and by child what was kept of it."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format in: `claims(name, beginning of the text)` says whether a file is its own, `read` reads all of them."""

    name: str
    claims: Callable[[str, str], bool]
    read: Callable[[Iterable[tuple[str, bytes]], date, Sequence[Before], int | None, Mapping[str, str]], Extract]
    """Of files, today, what was brought in before, the year that a person names, and how identifiers are spelt."""


FORMATS: tuple[Format, ...] = (Format(ssda903.FORMAT, ssda903.claims, ssda903.read_ssda903),)
"""The formats in the order they are asked. Where two tell of one child, the one that stands first is believed."""


def read_files(
    paths: Sequence[Path],
    today: date,
    before: Sequence[Before] = (),
    year: int | None = None,
    spelling: Mapping[str, str] = MappingProxyType({}),
) -> Extract:
    """What the files say together, and with what was brought in `before`; a person may name the `year`.

    `spelling` gives, by `ref_key`, the identifier that another one stands for.

    A folder means every .csv and .xml in it (not in folders below it).

    Raises UnreadableFile when a path that was named is not there or may not be read, is no ordinary file, or is a
    folder with nothing to read. What is wrong inside a file, or with one file of a folder, is a Problem.
    """
    claimed: dict[Format, list[tuple[str, bytes]]] = {}
    problems: list[Problem] = []
    total = 0
    for path, name, chosen in _names(_files(paths)):
        try:
            data = _read(path, name)
        except UnreadableFile as error:
            if chosen:
                raise
            problems.append(Problem(name, None, None, None, f"This file {error.reason} Nothing in it was used."))
            continue
        total += len(data)
        if total > MAX_TOTAL:
            raise UnreadableFile(name, "brings the files to more than 400 MB. Load fewer at a time.")
        try:
            form = _format_of(name, data)
        except UnreadableFile as error:
            problems.append(Problem(name, None, None, None, f"This file {error.reason} Nothing in it was used."))
            continue
        if form is None:
            problems.append(Problem(name, None, None, None, NOT_RECOGNISED))
        else:
            claimed.setdefault(form, []).append((name, data))
    extracts = [
        form.read(claimed[form], today, [kept for kept in before if kept[0].format == form.name], year, spelling)
        for form in FORMATS
        if form in claimed
    ]
    joined = _join(extracts)
    joined.problems += problems
    return joined


def _folders_in(path: Path) -> str:
    """What folders a folder without files holds instead, a few of them: what was meant may be one."""
    folders = sorted(inside.name for inside in path.iterdir() if inside.is_dir())[:3]
    return f" Name the folders in it instead: {', '.join(map(clean, folders))}." if folders else ""


def _files(paths: Sequence[Path]) -> list[tuple[Path, bool]]:
    """Each file once, in the order given, and whether it was named itself (not found in a folder)."""
    named: dict[Path, bool] = {}
    for path in paths:
        name = clean(path.name) or str(path)
        try:
            if path.is_dir():
                inside = sorted(p for p in path.iterdir() if _wanted(p))
                if not inside:
                    raise UnreadableFile(name, f"is a folder without any .csv or .xml file.{_folders_in(path)}")
                for file in inside:
                    named.setdefault(file, False)
            else:
                named[path] = True
        except OSError:
            raise UnreadableFile(name, "cannot be opened. Check that you may read it.") from None
        if len(named) > MAX_FILES:
            raise UnreadableFile(name, f"brings the files to more than {MAX_FILES}. Load fewer at a time.")
    once: dict[Path, tuple[Path, bool]] = {}
    for file, chosen in named.items():
        once.setdefault(file.absolute(), (file, chosen))
    return list(once.values())


def _wanted(path: Path) -> bool:
    # "~$" and ".~lock" stand beside a file that a spreadsheet has open.
    return path.suffix.lower() in EXTENSIONS and not path.name.startswith((".", "~$"))


def _names(files: list[tuple[Path, bool]]) -> list[tuple[Path, str, bool]]:
    """A name to show for each: the file's own, with its folder before it where files of several folders are read."""
    folders = {path.absolute().parent for path, _ in files}
    shown = []
    for path, chosen in files:
        whole = path.absolute()
        name = clean(whole.name)
        if len(folders) > 1:
            twins = sum(folder.name == whole.parent.name for folder in folders) > 1
            name = f"{clean(str(whole.parent) if twins else whole.parent.name)}/{name}"
        shown.append((path, name, chosen))
    return shown


def _read(path: Path, name: str) -> bytes:
    try:
        if not path.exists():
            raise UnreadableFile(name, "is not there. Check the name and the folder.")
        if not path.is_file():
            raise UnreadableFile(name, "is not an ordinary file.")
        heed()
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError:
        raise UnreadableFile(name, "cannot be opened. Check that you may read it.") from None
    if len(data) > MAX_BYTES:
        raise UnreadableFile(name, "is larger than 200 MB. Load a smaller extract.")
    return data


def _format_of(name: str, data: bytes) -> Format | None:
    head = data[:HEAD]
    if len(data) > HEAD:
        # Whole lines only, so that no character and no heading is cut in two.
        head = head[: head.rfind(b"\n") + 1] or head
    text = _head_text(name, head)
    return next((form for form in FORMATS if form.claims(name, text)), None)


def _head_text(name: str, head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore").lstrip("\ufeff")
    unmarked = unmarked_utf16(head[: len(head) // 2 * 2])
    return head.decode(unmarked, "ignore") if unmarked else decode(name, head)[0]


def _join(extracts: list[Extract]) -> Extract:
    """One Extract of several formats: what the first says of a child stands, the others fill what it left open."""
    if not extracts:
        return Extract()
    joined, *others = extracts
    for other in others:
        joined.recognised += other.recognised
        joined.problems += other.problems
        joined.intakes += other.intakes
        joined.tellings |= other.tellings
        joined.told_in = other.told_in | joined.told_in
        joined.tells_of |= other.tells_of
        joined.refused |= other.refused
        joined.alike += other.alike
        joined.tells_iro = joined.tells_iro or other.tells_iro
        known = [day for day in (joined.reviews_known_from, other.reviews_known_from) if day is not None]
        joined.reviews_known_from = max(known, default=None)
        for ref, child in other.children.items():
            mine = joined.children.setdefault(ref, child)
            if mine is not child:
                _fill(mine, child)
    return joined


def _fill(mine: ChildFacts, other: ChildFacts) -> None:
    for each in fields(ChildFacts):
        if getattr(mine, each.name) in (None, []):
            setattr(mine, each.name, getattr(other, each.name))
