"""From paths to an Extract: reads the bytes, finds the format that claims each file, and hands over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from iro_tui.exchange import annex_a, ssda903, tracker
from iro_tui.exchange.decoding import UnreadableFile
from iro_tui.exchange.extract import ChildFacts, Extract, Intake, Problem
from iro_tui.exchange.opened import Basis, OpenFile, opened
from iro_tui.exchange.succession import follow
from iro_tui.exchange.tables import MAX_BYTES
from iro_tui.stopping import heed
from iro_tui.text import clean

MAX_FILES = 200
MAX_TOTAL = 2 * MAX_BYTES
EXTENSIONS = frozenset({".csv", ".xml", ".xlsx", ".xlsm", ".xls", ".ods"})
STANDARD_INPUT = "standard input"
NOT_RECOGNISED = (
    "Not recognised as any format this program reads; nothing in it was used. Check its column names, "
    "which were looked for in the first 30 lines."
)
"""Said of a text file that no format claims."""


Before = tuple[Intake, Mapping[str, str]]
"""A return on record, and by child what was kept of it."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format in: `claims` says whether an opened file is its own, `read` reads all of them."""

    name: str
    claims: Callable[[OpenFile], bool]
    read: Callable[[Iterable[OpenFile], Basis], Extract]


FORMATS: tuple[Format, ...] = (
    Format(ssda903.FORMAT, ssda903.claims, ssda903.read_files),
    Format(annex_a.FORMAT, annex_a.claims, annex_a.read_annex_a),
    Format(tracker.FORMAT, tracker.claims, tracker.read_trackers),
)
"""The formats in the order they are asked. Where two tell of one child, the one of the later day is believed."""


def read_files(
    paths: Sequence[Path],
    today: date,
    before: Sequence[Before] = (),
    year: int | None = None,
    spelling: Mapping[str, str] = MappingProxyType({}),
    answers: Mapping[str, bool] = MappingProxyType({}),
    piped: bytes | None = None,
) -> Extract:
    """What the files say together, and with what was brought in `before`; a person may name the `year`.

    `spelling` gives, by `ref_key`, the identifier that another one stands for; `answers` are those to questions
    about the files.

    `piped` is what came on standard input, a file as any other.

    A folder means every file in it that may hold a table (not in folders below it).

    Raises UnreadableFile when a path that was named is not there or may not be read, is no ordinary file, or is a
    folder with nothing to read. What is wrong inside a file, or with one file of a folder, is a Problem.
    """
    claimed: dict[Format, list[OpenFile]] = {}
    problems: list[Problem] = []
    total = 0
    for path, name, chosen in (*([(None, STANDARD_INPUT, True)] if piped is not None else ()), *_names(_files(paths))):
        try:
            data = bytes_of(path, name) if path else piped or b""
        except UnreadableFile as error:
            if chosen:
                raise
            problems.append(Problem(name, None, None, None, error.told))
            continue
        total += len(data)
        if total > MAX_TOTAL:
            raise UnreadableFile(name, "brings the files to more than 400 MB. Load fewer at a time.")
        try:
            file = opened(name, data)
            form = next((form for form in FORMATS if form.claims(file)), None)
        except UnreadableFile as error:
            problems.append(Problem(name, None, None, None, error.told))
            continue
        if form is None:
            problems.append(Problem(name, None, None, None, NOT_RECOGNISED))
        else:
            claimed.setdefault(form, []).append(file)
    extracts = []
    for form in FORMATS if claimed else ():
        mine = [kept for kept in before if kept[0].format == form.name]
        if form in claimed or mine:
            extract = form.read(claimed.get(form, ()), Basis(today, mine, year, spelling, answers))
            if form not in claimed:
                extract.problems = []  # what was wrong with it was told when it was brought in
            extracts.append(extract)
    joined = join(extracts)
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
                    raise UnreadableFile(
                        name,
                        f"is a folder without any table: no .csv, .xml, .xlsx, .xls or .ods file.{_folders_in(path)}",
                    )
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


def bytes_of(path: Path, name: str) -> bytes:
    """What an ordinary file holds. Raises UnreadableFile."""
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


def join(extracts: Sequence[Extract]) -> Extract:
    """One Extract of several formats: of a child whom two tell of, the one that knows the later day rules."""
    if not extracts:
        return Extract()
    joined, *others = extracts
    for other in others:
        joined.recognised += other.recognised
        joined.problems += other.problems
        joined.intakes += other.intakes
        joined.questions += other.questions
        joined.blocks += other.blocks
        joined.tellings |= other.tellings
        joined.tells_of |= other.tells_of
        joined.not_listed |= other.not_listed
        joined.refused |= other.refused
        joined.listed |= other.listed
        joined.alike += other.alike
        joined.tells_iro = joined.tells_iro or other.tells_iro
        for ref, child in other.children.items():
            mine = joined.children.get(ref)
            if mine is not None:
                _set_known_from(mine, joined.reviews_known_from)
                _set_known_from(child, other.reviews_known_from)
                joined.children[ref] = _together(ref, joined, other)
            else:
                joined.children[ref] = child
            if mine is None or _newest(other, ref) >= _newest(joined, ref):
                joined.told_in[ref], joined.spans[ref] = other.told_in[ref], other.spans[ref]
        known = [day for day in (joined.reviews_known_from, other.reviews_known_from) if day is not None]
        joined.reviews_known_from = max(known, default=None)
    return joined


def _set_known_from(child: ChildFacts, known_from: date | None) -> None:
    """Say at each time in care what else is said once for all children of the files."""
    child.periods = [
        replace(period, reviews_known_from=known_from)
        if period.reviews_known_from is None and known_from is not None
        else period
        for period in child.periods
    ]


def _together(ref: str, one: Extract, other: Extract) -> ChildFacts:
    earlier, later = (one, other) if _newest(other, ref) >= _newest(one, ref) else (other, one)
    return follow(earlier.children[ref], later.children[ref], earlier.spans[ref], later.spans[ref])


def _newest(extract: Extract, ref: str) -> date:
    return extract.spans[ref].newest
