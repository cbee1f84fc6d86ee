"""The verb that looks round: a line each, well or with one thing to do."""

from __future__ import annotations

import shutil
import sys
from argparse import Namespace
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused
from iro_tui.cli import stores
from iro_tui.cli.asking import go_ahead, passphrase
from iro_tui.cli.printing import print_json, wrapped
from iro_tui.cli.streams import say
from iro_tui.domain.words import amount_words

if TYPE_CHECKING:
    from iro_tui.caseload.doctor import Diagnosis, Surroundings

WELL, TO_DO = "ok", "do"
_INDENT = " " * 22


def doctor(options: Namespace) -> None:
    """Look round and say it; raises Refused, without a text, where there is something to do."""
    if options.leaving:
        _leaving(options)
        return
    if options.move:
        _move(options)
        return
    from iro_tui.caseload.doctor import Surroundings, look_round

    size = shutil.get_terminal_size() if sys.stdout.isatty() else None
    around = Surroundings(
        stores.folder(options),
        encoding=sys.stdout.encoding or "ascii",
        size=(size.columns, size.lines) if size else None,
    )
    diagnoses = _with_the_store(around, options) if _wants_the_store(around, options) else look_round(around)
    to_do = sum(bool(each.advice) for each in diagnoses)
    if getattr(options, "json", False):
        print_json({"looks": [asdict(each) | {"well": not each.advice} for each in diagnoses], "to_do": to_do})
    else:
        for each in diagnoses:
            _say(each)
        say("All is well." if not to_do else f"{amount_words(to_do, 'things')} to do.")
    if to_do:
        raise Refused("")


def _leaving(options: Namespace) -> None:
    """Say what stays when the program's folder is deleted, and how it is removed."""
    from iro_tui.caseload.leaving import remains
    from iro_tui.caseload.own_settings import second_folder

    left = remains(stores.folder(options), second_folder())
    if getattr(options, "json", False):
        print_json({"remains": [asdict(each) for each in left]})
        return
    say("Deleting the program's folder leaves what is named here; nothing of it goes by itself.")
    for each in left:
        say()
        say(f"{each.what}:")
        say(f"    {each.where}{'' if each.there else ' (not there)'}")
        if each.there:
            for line in wrapped(each.remove, first="    ", rest="    "):
                say(line)


def _move(options: Namespace) -> None:
    from iro_tui.caseload.leaving import move_out

    if not go_ahead(options, "Move the caseload out of this Python's private folder?"):
        raise Refused("Nothing was moved.")
    old, new = move_out()
    say(f"Moved from {old} to {new}.")


def _wants_the_store(around: Surroundings, options: Namespace) -> bool:
    """Whether to ask for the passphrase: not where there is no store, and nowhere to ask."""
    asked = getattr(options, "passphrase_file", None) is not None or sys.stdin.isatty()
    return asked and around.place.database.exists()


def _with_the_store(around: Surroundings, options: Namespace) -> list[Diagnosis]:
    from iro_tui.caseload.doctor import look_round
    from iro_tui.caseload.opening import unlock

    typed = passphrase(options, "Passphrase (Enter alone: look without it): ")
    if not typed:
        return look_round(around)
    try:
        session = unlock(around.folder, typed, stores.today(options))
    except Refused as refusal:
        return look_round(replace(around, refusal=str(refusal)))
    try:
        return look_round(replace(around, session=session))
    finally:
        session.close()


def _say(each: Diagnosis) -> None:
    head = f"{TO_DO if each.advice else WELL}  {each.title:<16}  "
    for line in wrapped(each.words, first=head, rest=_INDENT):
        say(line)
    if each.advice:
        for line in wrapped(each.advice, first=_INDENT, rest=_INDENT):
            say(line)
