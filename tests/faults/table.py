"""The faults that are tried on the program, each with the tests that try it: told of in one table.

`make test` tries each a little, `make faults` at length, and prints how often each was tried, survived and lost. A test
is one try, or as many as it counts with the fixture `tries`. A try has survived where nothing that was acknowledged
is lost, nothing typed is lost, nothing of a child is shown, and what cannot be done is said in a sentence.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

AT_LENGTH = "IRO_FAULTS"
"""Set to `long` it makes every fault be tried at length."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is done to the program, and what tries it."""

    heading: str
    what: str
    tests: tuple[str, ...]
    """Beginnings of the names of tests, below `tests/`: a file, or `file::test`."""
    few: int = 1
    """Rounds in `make test`."""
    many: int = 1
    """Rounds in `make faults`."""


WORK = "What was done or typed"
STATE = "The store's latest state"
BACKUPS = "Backups"
KEYS = "Keys"
LOCK = "Lock and signals"
TEXT = "Text and files"
LATER = "Retention, growth, clock"

FAULTS = {
    "kill": Fault(WORK, "kill -9 of a writer", ("faults/test_kill.py::test_nothing",), 2, 40),
    "kill import": Fault(
        WORK, "kill -9 in an import: all of it or nothing", ("faults/test_kill.py::test_an_import",), 2, 12
    ),
    "kill typing": Fault(
        WORK, "kill -9 while a note is typed: all but its last two seconds", ("faults/test_kill_typing.py",), 1, 5
    ),
    "power cut": Fault(WORK, "power cut at any write, sectors torn", ("faults/test_power_cut.py::test_a_cut",), 8, 250),
    "power cut, syncs ignored": Fault(
        WORK, "control: power cuts on a disk that lies lose work", ("faults/test_power_cut.py::test_where",), 6, 100
    ),
    "full disk": Fault(
        WORK,
        "disk full with a form open, and again with room",
        ("faults/test_full_disk.py", "tui/test_keeping.py"),
        1,
        5,
    ),
    "only shown": Fault(
        WORK, "disk full or folder read-only: read, each write refused", ("faults/test_only_shown.py",)
    ),
    "draft": Fault(
        WORK, "another form, draft or window was faster", ("tui/test_form_meanwhile.py", "actions/test_meanwhile.py")
    ),
    "handed over": Fault(
        WORK,
        "files between laptops lost, doubled, late, reordered, cut at any byte",
        ("sharing/test_settle.py", "sharing/test_for_good.py", "sharing/test_covers.py"),
        10,
        250,
    ),
    "hostile inside": Fault(
        WORK, "a colleague's signed file that holds what no program wrote", ("sharing/test_hostile_inside.py",), 8, 400
    ),
    "whole text": Fault(WORK, "texts of any length: stored whole or refused", ("actions/test_whole_text.py",)),
    "undo": Fault(
        WORK, "every verb done at random and undone", ("actions/test_every_action.py::test_what_is_planned_is_what",)
    ),
    "lost log": Fault(STATE, "write-ahead log lost, cut or flipped", ("faults/test_mark.py::test_a_lost_last",), 4, 40),
    "mark": Fault(STATE, "older copy, mark gone, spoilt or forged", ("faults/test_mark.py::",)),
    "same file": Fault(STATE, "file removed, replaced or moved while open", ("faults/test_same_file.py",)),
    "bit flips": Fault(
        STATE, "one bit of the closed file flipped", ("faults/test_spoilt_pages.py::test_no_flipped",), 12, 120
    ),
    "altered": Fault(STATE, "facts or journal altered with the key in hand", ("faults/test_check.py",)),
    "two inits": Fault(STATE, "three make one store at once", ("faults/test_making.py::test_of_two",), 1, 8),
    "kill init": Fault(STATE, "kill -9 while a store is made", ("faults/test_making.py::test_killed",), 2, 12),
    "place": Fault(STATE, "folder out of reach, half a store, folder shared", ("store/test_place.py",)),
    "engine": Fault(STATE, "stranger's, newer, empty, read-only, busy files", ("store/test_engine.py",)),
    "migration": Fault(STATE, "a step of the schema that fails or is killed", ("store/test_migrations.py",)),
    "update": Fault(STATE, "a new version's first start, killed at any step", ("faults/test_update.py",), 3, 8),
    "backups": Fault(BACKUPS, "damaged, cut, lost: restored and back at work", ("faults/test_backups.py",)),
    "put back": Fault(
        BACKUPS, "restored from the screens, by key and where it does not open", ("journeys/test_putting_back.py",)
    ),
    "second folder": Fault(BACKUPS, "second folder away, full, older", ("caseload/test_second_backup.py",)),
    "held files": Fault(BACKUPS, "files held for a moment by another program", ("store/test_files.py",)),
    "key file": Fault(KEYS, "key file altered, absurd, of another kind", ("store/test_keyfile.py",)),
    "guesses": Fault(KEYS, "guessing on: slower, also after a restart", ("store/test_guesses.py",)),
    "recovery code": Fault(KEYS, "slips in the recovery code", ("store/test_recovery.py",)),
    "passphrase": Fault(KEYS, "weak passphrases", ("store/test_passphrase.py",)),
    "leaks": Fault(LOCK, "children in files, crashes, messages, logs", ("faults/test_leaks.py",)),
    "locked memory": Fault(
        LOCK, "memory of the locked program scanned for passphrase, key, names", ("faults/test_locked_memory.py",)
    ),
    "locking": Fault(LOCK, "locked while the store is busy, a form is open", ("tui/test_locking.py",)),
    "signals": Fault(
        LOCK,
        "terminal gone, SIGHUP, SIGTERM, SIGQUIT, Windows' console closed",
        ("cli/test_terminal_lost.py", "tui/test_console.py"),
    ),
    "idle": Fault(LOCK, "nobody there, sleep, keys after an hour", ("tui/test_idle.py",)),
    "wrong things": Fault(
        TEXT,
        "folders, devices, loops in place of a file; paths of any text",
        ("cli/test_wrong_things.py", "test_typed_path.py::test_any"),
    ),
    "endless XML": Fault(
        TEXT, "XML with an endless remark, value, name or attribute", ("exchange/test_endless_xml.py",), 1, 2
    ),
    "hostile files": Fault(
        TEXT, "hostile CSV and XML", ("exchange/test_ssda903_hostile.py", "exchange/test_ssda903_xml.py::test_hostile")
    ),
    "stopped import": Fault(
        TEXT,
        "an import stopped by Esc or Ctrl+C at any step",
        ("actions/test_stopping.py", "cli/test_interrupted.py"),
        1,
        200,
    ),
    "command line": Fault(
        TEXT, "hostile arguments in every place of every verb", ("cli/test_hostile_arguments.py",), 1, 12
    ),
    "markup": Fault(TEXT, "data given to a widget as markup: modules read", ("tui/test_no_markup.py",)),
    "markup matrix": Fault(
        TEXT,
        "every screen on a terminal, all its text hostile, typed and clicked into",
        ("faults/test_hostile_screens.py",),
        1,
        99,
    ),
    "typed text": Fault(
        TEXT, "hostile text typed into every verb, and imported", ("actions/test_hostile_text.py",), 1, 8
    ),
    "hostile rows": Fault(
        TEXT, "hostile rows restored and printed: text, JSON, CSV", ("cli/test_hostile_rows.py",), 1, 3
    ),
    "screens": Fault(
        TEXT, "hostile text on the screens", ("journeys/test_hostile.py", "tui/test_text.py", "tui/test_rendered.py")
    ),
    "clock": Fault(
        LATER,
        "the computer's clock set back or ahead",
        ("caseload/test_clock_doubt.py", "domain/test_machine_clock.py", "journeys/test_clock_doubt.py"),
    ),
    "growth": Fault(
        LATER,
        "undo and redo of all, statements and file that must not grow",
        ("store/test_journal.py", "store/test_reads.py::test_what_every_action"),
    ),
    "doctor": Fault(LATER, "what is amiss on a computer, said with its remedy", ("caseload/test_doctor.py",)),
    "purge": Fault(
        LATER,
        "a purged child sought in every byte, cut off, undone, told again",
        ("faults/test_purged.py", "journeys/test_purged_cases.py"),
    ),
}
"""Every fault by its name, in the order in which they are told."""


def rounds(name: str) -> int:
    """How often a fault is tried now."""
    fault = FAULTS[name]
    return fault.many if os.environ.get(AT_LENGTH) == "long" else fault.few


def fault_of(test: str) -> str | None:
    """The fault that a test tries, by the test's name below `tests/`; the first of those that claim it."""
    return next((name for name, fault in FAULTS.items() if test.startswith(fault.tests)), None)


@dataclass
class Tries:
    """The tries that one test makes: how many, what was lost in them, and what else the table should say."""

    made: int = 0
    lost: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @contextmanager
    def one(self, what: str) -> Iterator[None]:
        """One try; what fails within is counted, and the next one is made all the same."""
        self.made += 1
        try:
            yield
        except (Exception, pytest.fail.Exception) as fault:
            said = (str(fault) or type(fault).__name__).splitlines()[0]
            self.lost.append(f"{what}: {said}")
