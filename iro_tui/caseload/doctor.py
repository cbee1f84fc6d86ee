"""Looking at everything round the caseload that may be amiss on a computer: each line well, or with one thing to do.

What can be known without the passphrase is looked at in any case. Nothing is written, but for a file that is made and
removed at once to see whether that can be done; and where pages are torn their whole copies are brought out of the log.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui import clipboard, clock
from iro_tui.domain.machine_clock import clock_doubt
from iro_tui.domain.words import amount_words, dated

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.store.place import Place

NARROWEST = (80, 24)
"""The least columns and lines that every screen is made for."""
BACKUP_AGE = timedelta(days=7)
"""After so long without a backup one is advised: a week's work is what an officer can write again."""
LARGEST_LOG = 16 << 20
"""Bytes of the write-ahead log from which it is said: it is emptied when the screens are left, or idle."""
LEAST_FREE = 200 << 20
"""Bytes that should be free beside three times the caseload: a backup, a migration and the log at once."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the program runs: the terminal, the system, the store's folder; the store itself where it is open."""

    folder: Path
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    platform: str = sys.platform
    encoding: str = "utf-8"
    """Of the output."""
    size: tuple[int, int] | None = None
    """Columns and lines of the terminal; None where the output is none."""
    session: Session | None = None
    refusal: str = ""
    """Why the store could not be opened; empty where it was not tried."""
    now: datetime = field(default_factory=clock.now)

    @property
    def place(self) -> Place:
        from iro_tui.store.place import Place

        return Place(self.folder)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was seen of one thing, and the one thing to do about it; empty: nothing, all is well."""

    words: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """Something that is looked at. `sees` answers None where there is nothing to look at yet."""

    id: str
    title: str
    sees: Callable[[Surroundings], Finding | None]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A look with what it saw."""

    id: str
    title: str
    words: str
    advice: str


def look_round(around: Surroundings) -> list[Diagnosis]:
    """Everything that can be looked at here, in order. Never raises for what it looks at."""
    return [
        Diagnosis(look.id, look.title, finding.words, finding.advice)
        for look in (*LOOKS, *_of_the_system(around))
        if (finding := _seen(look, around)) is not None
    ]


def _of_the_system(around: Surroundings) -> tuple[Look, ...]:
    if around.platform != "win32" or sys.platform != "win32":
        return ()
    from iro_tui.caseload import doctor_windows

    return doctor_windows.LOOKS


def _seen(look: Look, around: Surroundings) -> Finding | None:
    try:
        return look.sees(around)
    except Exception as error:  # what is broken here is what is looked for, and the other lines are wanted all the same
        why = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        return Finding(f"cannot be looked at ({why})", "Show this line to your IT service.")


# The computer


def _terminal(around: Surroundings) -> Finding:
    if around.size is None:
        return Finding("not looked at: the output is no terminal")
    columns, lines = around.size
    term = around.environ.get("TERM", "")
    modern = {"WT_SESSION", "TERM_PROGRAM", "ConEmuANSI", "ALACRITTY_WINDOW_ID"} & around.environ.keys()
    words = f"{columns} × {lines}, {around.encoding.upper()}"
    if around.platform == "win32" and not modern:
        return Finding(f"{words}, the old console", "Use Windows Terminal: signs and colours are whole there.")
    if around.platform != "win32" and term in ("", "dumb"):
        return Finding(f"{words}, TERM={term or 'not set'}", "Open another terminal: this one cannot place text.")
    if around.encoding.lower().replace("-", "") != "utf8":
        return Finding(words, "Set the terminal to UTF-8: accents and signs are replaced otherwise.")
    if columns < NARROWEST[0] or lines < NARROWEST[1]:
        least = f"{NARROWEST[0]} × {NARROWEST[1]}"
        return Finding(words, f"Make the window larger, {least} at least, or its letters smaller.")
    colours = "16 million" if around.environ.get("COLORTERM") in ("truecolor", "24bit") else "256"
    return Finding(f"{words}, {colours} colours")


def _clipboard(around: Surroundings) -> Finding:
    holder = clipboard.of_this_system(around.environ, around.platform)
    if holder is None:
        why = "over SSH" if any(around.environ.get(name) for name in clipboard.OVER_SSH) else "no desktop here"
        return Finding(
            f"{why}: the terminal is asked to copy, and may drop it", "Paste once to see, or write a file (w)."
        )
    try:
        holder.read()
    except (OSError, RuntimeError):
        tool = "Install xclip or wl-clipboard." if around.platform.startswith("linux") else "Copy once more to see."
        return Finding("cannot be reached", f"{tool} Until then write notes to a file (w).")
    return Finding("the system's own, and a note is taken away again at a lock")


def _libraries(around: Surroundings) -> Finding:  # noqa: ARG001 -- of this Python, wherever
    missing = [*_lacking()]
    python = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    again = "Install iro-tui again, with the exact versions that come with it."
    if missing:
        return Finding(f"{python}; lacking {', '.join(missing)}", again)
    try:
        import sqlcipher3

        from iro_tui.store.engine import check_cipher, check_library

        check_library(sqlcipher3.sqlite_version_info)
        memory = sqlcipher3.connect(":memory:")
        try:
            cipher = memory.execute("PRAGMA cipher_version").fetchone()
            check_cipher(cipher)
        finally:
            memory.close()
    except Exception as error:  # whatever a library that does not fit this computer raises
        return Finding(f"{python}; {type(error).__name__}", again)
    return Finding(f"{python}, SQLite {sqlcipher3.sqlite_version}, SQLCipher {cipher[0]}")


def _lacking() -> Iterator[str]:
    """The packages that are not here, or older than the program asks for."""
    from importlib.metadata import PackageNotFoundError, requires, version

    try:
        needed = [each for each in requires("iro-tui") or () if "extra ==" not in each]
    except PackageNotFoundError:  # run from its folder
        return
    for each in needed:
        name, floor = re.match(r"([\w.-]+)[^\d;]*([\d.]*)", each).groups()  # type: ignore[union-attr]
        try:
            if _numbers(version(name)) < _numbers(floor):
                yield f"{name} {floor}"
        except PackageNotFoundError:
            yield name


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


# Its folder


def _folder(around: Surroundings) -> Finding:
    from iro_tui.store.place import sync_folder_warning

    folder = around.folder
    if not folder.exists():
        return Finding(f"{folder}: no caseload yet", "Make one: open the screens, or iro init.")
    if warning := sync_folder_warning(folder):
        return Finding(str(folder), warning)
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return Finding(f"{folder}: cannot be written ({error.strerror})", "Ask your IT service for the right to write.")
    if around.platform != "win32" and folder.stat().st_mode & 0o077:
        return Finding(f"{folder}: others on this computer may look into it", f"Close it to them: chmod 700 {folder}")
    return Finding(str(folder))


def _disk(around: Surroundings) -> Finding:
    there = next(path for path in (around.folder, *around.folder.parents) if path.exists())
    free = shutil.disk_usage(there).free
    database = around.place.database
    needed = LEAST_FREE + (3 * database.stat().st_size if database.exists() else 0)
    words = f"{_megabytes(free)} free"
    return Finding(words, "" if free >= needed else f"Free some space: {_megabytes(needed)} should be free.")


def _log(around: Surroundings) -> Finding | None:
    database = around.place.database
    if not database.exists():
        return None
    wal = database.with_name(f"{database.name}-wal")
    size = wal.stat().st_size if wal.exists() else 0
    words = f"{_megabytes(size)} not yet in the one file" if size else "empty: everything is in the one file"
    much = "Close other windows of iro, then leave with ctrl+q: it is brought home then."
    return Finding(words, much if size > LARGEST_LOG else "")


def _megabytes(size: int) -> str:
    if size >= 10 << 30:
        return f"{size >> 30:,} GB"
    return f"{size / (1 << 20):.1f} MB" if size < 10 << 20 else f"{size >> 20:,} MB"


# The store


def _backup(around: Surroundings) -> Finding | None:
    from iro_tui.store import backups

    if not around.place.database.exists():
        return None
    newest = backups.newest(around.place.backups)
    if newest is None:
        return Finding("none yet", "Make one: iro backup. Leaving the screens makes one too.")
    age = around.now - newest.at
    words = f"the newest of {_moment(newest.at)}"
    return Finding(words, "Make one: iro backup." if age > BACKUP_AGE else "")


def _caseload(around: Surroundings) -> Finding | None:
    if not around.place.database.exists():
        return None
    if around.refusal:
        return Finding("could not be opened", around.refusal)
    if around.session is None:
        return Finding("not opened: no passphrase was given")
    from iro_tui.store.place import StoreError

    try:
        around.session.prove()  # most spoilt pages are passed over by reading
    except StoreError as error:
        return Finding("damaged", str(error))
    if around.session.missing:
        return Finding("something is missing from it", around.session.missing)
    return Finding(f"opens; {amount_words(len(around.session.caseload().children), 'children')} on record")


def _code(around: Surroundings) -> Finding | None:
    if around.session is None:
        return None
    if around.session.code_confirmed:
        return Finding("typed back once, so it is on paper")
    return Finding("not known to be on paper", "Write it down and type it back: iro recovery-code")


def _clock(around: Surroundings) -> Finding | None:
    if around.session is None:
        return None
    last = around.session.last_entry
    words = f"{_moment(around.now)}; the last entry is of {_moment(last)}" if last else _moment(around.now)
    doubt = clock_doubt(around.now.astimezone().date(), last.astimezone().date() if last else None)
    return Finding(words, "See whether this computer's date is right: what you do is dated by it." if doubt else "")


def _moment(at: datetime) -> str:
    local = at.astimezone()
    return f"{dated(local.date())} {local:%H:%M}"


LOOKS = (
    Look("terminal", "Terminal", _terminal),
    Look("clipboard", "Clipboard", _clipboard),
    Look("libraries", "Libraries", _libraries),
    Look("folder", "Place", _folder),
    Look("disk", "Free disk", _disk),
    Look("log", "Write-ahead log", _log),
    Look("backup", "Last backup", _backup),
    Look("caseload", "Caseload", _caseload),
    Look("code", "Recovery code", _code),
    Look("clock", "Clock", _clock),
)
"""What is looked at, in order."""
