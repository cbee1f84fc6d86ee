"""Which store a command works on, and opening it."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused
from iro_tui.cli.asking import passphrase
from iro_tui.cli.streams import tell
from iro_tui.typed_path import as_path

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session


def folder(options: Namespace) -> Path:
    """--store, else IRO_STORE, else the person's own data folder."""
    from iro_tui.store.place import default_place

    named: Path | None = getattr(options, "store", None)
    usual = os.environ.get("IRO_STORE")
    chosen = named or (as_path(usual) if usual else None)
    return chosen.absolute() if chosen else default_place().folder


def today(options: Namespace) -> date | None:
    """The day given with --today; None: the clock's."""
    return getattr(options, "today", None)


@contextmanager
def opened(options: Namespace, *, by_keyring: bool = True) -> Iterator[Session]:
    """The store, open; closed at the end. The keyring may open it, where it is turned on and that is allowed."""
    session = _open(options, by_keyring)
    before = session.reached
    noticed = [notice.sentence for notice in session.notices()]
    for sentence in noticed:
        tell(f"Note: {sentence}")
    session.clock_is_right()  # nobody can be asked here
    try:
        yield session
        if session.calendar_fault and session.calendar_fault not in noticed:
            tell(f"Note: {session.calendar_fault}")
        if not session.code_confirmed and options.verb != "recovery-code":
            tell("Note: your recovery code is not known to be on paper. It is shown by: iro recovery-code")
    finally:
        try:
            session.revision()
            if session.reached != before:
                _back_up_daily(session)
        finally:
            session.close()


def _open(options: Namespace, by_keyring: bool) -> Session:
    """By this computer's keyring, where that is turned on and no passphrase is handed over; else by the passphrase."""
    from iro_tui.caseload.keys import opens_by_keyring
    from iro_tui.caseload.opening import require, unlock, unlock_by_keyring

    where = folder(options)
    require(where)  # before a passphrase is asked for in vain
    if by_keyring and not getattr(options, "passphrase_file", None) and opens_by_keyring(where):
        try:
            return unlock_by_keyring(where, today(options))
        except Refused as refusal:
            tell(f"Note: {refusal}")
    return unlock(where, passphrase(options), today(options))


def _back_up_daily(session: Session) -> None:
    """Something was done: a backup, at most once a day. One that fails is told of; what was done stands."""
    from iro_tui.caseload.safekeeping import A_DAY, back_up, is_due

    try:
        if is_due(session, A_DAY):
            back_up(session)
    except Refused as refusal:
        tell(f"Note: {refusal}")
