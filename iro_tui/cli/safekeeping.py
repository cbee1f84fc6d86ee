"""Backups, restoring one, the recovery code, and looking through the whole store."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused
from iro_tui.cli import stores
from iro_tui.cli.asking import go_ahead, passphrase, typed_code
from iro_tui.cli.printing import print_json, table
from iro_tui.cli.streams import say, tell
from iro_tui.domain.words import amount_words

if TYPE_CHECKING:
    from iro_tui.caseload.putting_back import Offered
    from iro_tui.caseload.session import Session


def _json(options: Namespace) -> bool:
    return getattr(options, "json", False)


def back_up(options: Namespace) -> None:
    """Make a backup now."""
    from iro_tui.caseload import safekeeping

    with stores.opened(options) as session:
        to: Path | None = options.to
        made = safekeeping.back_up(session, to)
        if _json(options):
            print_json({"backup": str(made.folder), "at": made.at})
        else:
            say(f"Backed up to {made.folder}, and proved: it opens, and every page and row is sound.")


def restore(options: Namespace) -> None:
    """List the backups, or put one in the caseload's place."""
    from iro_tui.caseload import putting_back

    folder, source = stores.folder(options), getattr(options, "source", None)
    code = typed_code() if options.recovery_code else ""
    with putting_back.key_of(folder, "" if code else passphrase(options), code, source) as held:
        kept = putting_back.listed(folder, held, source)
        if not options.when:
            _print(kept, options)
            return
        chosen = _chosen(kept, options.when)
        if chosen.why_not:
            raise Refused(chosen.why_not)
        if not go_ahead(options, chosen.question):
            raise Refused("Nothing was restored.")
        done = putting_back.restore(folder, chosen.backup, held)
    say(done)


def check(options: Namespace) -> None:
    """Look through the whole store; raises Refused where there is a fault."""
    from iro_tui.caseload import safekeeping

    with stores.opened(options) as session:
        looked, faults = safekeeping.look_through(session)
        on_record = safekeeping.on_record(session)
    if _json(options):
        print_json({"looked_at": looked, "faults": faults, "on_record": on_record})
    else:
        say(f"Looked at {'; '.join(looked)}.")
        for fault in faults:
            say(f"Fault: {fault}")
        for sentence in on_record:
            say(f"On record: {sentence}")
        if not faults:
            say("All of it is sound.")
    if faults:
        raise Refused(f"{amount_words(len(faults), 'faults')} found. Nothing was changed.")


def recovery_code(options: Namespace) -> None:
    """Show the recovery code once more, and note that it was written down."""
    # By the passphrase itself, also where the keyring opens the caseload: a passer-by must not be shown the code.
    from iro_tui.caseload.key_record import code_shown

    with stores.opened(options, by_keyring=False) as session:
        code_shown(session)
        show_code(session, options)


def show_code(session: Session, options: Namespace) -> None:
    """The recovery code of an open store, to be written down and typed back."""
    code = session.recovery_code()
    if _json(options):
        print_json({"recovery_code": code})
        return
    say("Recovery code. Write it down and keep it away from this computer:")
    say()
    say(f"    {code}")
    say()
    confirm(session, options)


def confirm(session: Session, options: Namespace) -> None:
    """Have two groups of the code typed back, where somebody sits at a terminal; nothing typed: later."""
    if session.code_confirmed or getattr(options, "passphrase_file", None) or not sys.stdin.isatty():
        return
    for number, group in session.groups_to_type_back():
        tell(f"Type group {number} of the code back (Enter alone: later): ")
        while (answer := sys.stdin.readline().strip().upper()) != group:
            if not answer:
                tell("Later, then. Until it is typed back, each start reminds you: iro recovery-code")
                return
            tell(f"That is not group {number}: look at the code above, and type it again (Enter alone: later): ")
    session.confirm_code()
    say("Well copied. Keep it away from this computer.")


def _print(kept: list[Offered], options: Namespace) -> None:
    if _json(options):
        print_json(
            {"backups": [{"when": k.name, "at": k.backup.at, "children": k.children, "last": k.last, "lacks": k.lacks}
                         for k in kept]}
        )  # fmt: skip
        return
    if not kept:
        say("There is no backup.")
        return
    rows = [(k.name, str(k.children) if k.children >= 0 else "–", k.last_words, k.lack_words) for k in kept]
    for line in table(("when", "children", "last action", "against what was there"), rows):
        say(line)
    say("Put one in place with  iro restore WHEN  (its first words, or: newest)")


def _chosen(kept: list[Offered], when: str) -> Offered:
    wanted = [k for k in kept if k.name.startswith(when)] if when != "newest" else kept[:1]
    if len(wanted) != 1:
        which = "There is no backup" if not wanted else f"There are {len(wanted)} backups"
        raise Refused(f"{which} called {when!r}. See them with: iro restore")
    return wanted[0]
