"""The verbs: each opens what it needs, asks the services and prints."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused
from iro_tui.cli import doctor, handing, hub, keys, purging, safekeeping, stores
from iro_tui.cli.asking import go_ahead, new_passphrase, require_terminal
from iro_tui.cli.printing import print_json, table, width
from iro_tui.cli.stores import opened
from iro_tui.cli.streams import say, tell
from iro_tui.windows import forgets, may_be_gone

if TYPE_CHECKING:
    from iro_tui.caseload.lines import Changes


def _wants_json(options: Namespace) -> bool:
    return getattr(options, "json", False)


def _say_changes(options: Namespace, changes: Changes) -> None:
    if _wants_json(options):
        from iro_tui.cli import shapes

        print_json(shapes.changes(changes))
    else:
        say(changes.sentence)


# Stores


def _init(options: Namespace) -> None:
    from iro_tui.caseload.opening import create, vacant

    where = stores.folder(options)
    vacant(where)  # before a passphrase is thought of in vain
    if (why := forgets()) and not go_ahead(options, may_be_gone(where, why)):
        raise Refused("Nothing was made.")
    session, code = create(where, new_passphrase(options), options.practice, stores.today(options))
    try:
        # First the code: whatever may go wrong after it, it was seen.
        if _wants_json(options):
            print_json({"store": str(where), "practice": session.practice.name, "recovery_code": code})
        else:
            say(f"Made an empty, encrypted caseload in {where}.")
            say()
            say("Recovery code. Write it down and keep it away from this computer:")
            say()
            say(f"    {code}")
            say()
            say("It opens the caseload if the passphrase is lost. Whoever has it can read everything.")
            safekeeping.confirm(session, options)
        for warning in session.warnings():
            tell(f"Note: {warning}")
    finally:
        session.close()
    if not _wants_json(options):
        say("Next: open the screens with  iro  where n adds a child, or bring in a return with  iro import FILE…")


def _demo(options: Namespace) -> None:
    if not options.only_print:
        require_terminal()
        from iro_tui.tui.start import open_demo

        open_demo(options.children, options.seed, stores.today(options), service=options.service)
        return
    from iro_tui.actions.sample import sample_session
    from iro_tui.caseload.lists.today import DUTIES
    from iro_tui.cli.lists import show

    session = sample_session(options.children, options.seed, stores.today(options), service=options.service)
    try:
        show(session, DUTIES, options)
    finally:
        session.close()


def _sample(options: Namespace) -> None:
    from iro_tui.actions.sample import fill_with_sample

    with opened(options) as session:
        _say_changes(options, fill_with_sample(session, options.children, options.seed, service=options.service))


# Lists


def _list(options: Namespace, list_id: str) -> None:
    from iro_tui.caseload.lists import list_of
    from iro_tui.cli.lists import show

    with opened(options) as session:
        show(session, list_of(list_id), options)


def _child(options: Namespace) -> None:
    from iro_tui.caseload.case_file import case_out
    from iro_tui.caseload.page import read_whole
    from iro_tui.cli.child import print_child
    from iro_tui.cli.sending import send_asked

    with opened(options) as session:
        child_id = session.find_child(options.ref, partly=True)
        if options.output:
            send_asked(session, session.query(case_out, child_id, names=options.names), options.output, options)
            return
        card, record = session.child_card(child_id), session.query(read_whole, child_id, names=options.names)
        print_child(card, record, session.today, as_json=_wants_json(options), names=options.names)


def _chase(options: Namespace) -> None:
    from iro_tui.cli.chase import chase

    chase(options)


def _find(options: Namespace) -> None:
    from iro_tui.caseload.searching import FOUND
    from iro_tui.cli.lists import show

    options.view = " ".join(options.words)
    with opened(options) as session:
        show(session, FOUND, options)


def _since(options: Namespace) -> None:
    """What came about since the screens were open on another day. Raises Refused: they never were."""
    from iro_tui.caseload.since import SINCE, last_here
    from iro_tui.cli.lists import show

    with opened(options) as session:
        options.view = last_here(session)
        show(session, SINCE, options)


def _dip(options: Namespace) -> None:
    from iro_tui.cli.dip import dip

    dip(options)


def _figures(options: Namespace) -> None:
    from iro_tui.cli.figures import print_figures

    print_figures(options)


def _report(options: Namespace) -> None:
    from iro_tui.cli.report import report

    report(options)


def _written(options: Namespace) -> None:
    from iro_tui.cli.written import print_written

    print_written(options)


def _supervision(options: Namespace) -> None:
    from iro_tui.cli.supervision import print_sheet

    print_sheet(options)


# Files


def _request(options: Namespace) -> None:
    """What to ask of the data team: needs no caseload."""
    from iro_tui.exchange.request import request

    text = request()
    if getattr(options, "json", False):
        print_json({"request": text})
    else:
        say(text.rstrip())


def _export(options: Namespace) -> None:
    from iro_tui.cli.exports import export

    export(options)


def _import(options: Namespace) -> None:
    from iro_tui.cli.imports import bring_in

    bring_in(options)


# Practices


def _practice(options: Namespace) -> None:
    _PRACTICE[options.practice_verb](options)


def _practice_list(options: Namespace) -> None:
    from iro_tui.caseload.practices import shipped

    practices = [loaded.practice for loaded in shipped()]
    if _wants_json(options):
        print_json({"practices": [{"name": p.name, "title": p.title} for p in practices]})
    else:
        for line in table(("name", "title"), [(p.name, p.title) for p in practices], room=width()):
            say(line)


def _practice_show(options: Namespace) -> None:
    from iro_tui.caseload.practices import find
    from iro_tui.cli.practices import print_practice

    if options.name:
        print_practice(find(options.name).practice, as_json=_wants_json(options))
    else:
        with opened(options) as session:
            practices, today = session.practices, session.today
            print_practice(practices.practice(today).on(today), practices.spans, as_json=_wants_json(options))


def _practice_use(options: Namespace) -> None:
    from iro_tui.actions.questions import typed_day
    from iro_tui.caseload.practices import find

    loaded = find(options.name)
    with opened(options) as session:
        for warning in loaded.practice.warnings():
            tell(f"Warning: {warning}")
        day = typed_day(options.first, session.today, session.practice.office, "near")
        _say_changes(options, session.use_practice(loaded, day))


def _practice_check(options: Namespace) -> None:
    from iro_tui.caseload.practices import read_file

    practice = read_file(options.file).practice
    warnings = practice.warnings()
    if _wants_json(options):
        print_json({"name": practice.name, "title": practice.title, "warnings": list(warnings)})
        return
    say(f"{options.file.name} is a good practice file: {practice.title} ({practice.name}).")
    for warning in warnings:
        say(f"Warning: {warning}")


def _practice_start(options: Namespace) -> None:
    from iro_tui.caseload.practices import start_own

    base = start_own(options.base, options.file)
    say(f"Wrote {options.file}: it starts from {base.title}, and nothing differs yet. Take the # away from what does.")


_PRACTICE: dict[str, Callable[[Namespace], None]] = {
    "list": _practice_list,
    "show": _practice_show,
    "use": _practice_use,
    "check": _practice_check,
    "start": _practice_start,
}


# Any action


def _do(options: Namespace) -> None:
    from iro_tui.cli.arguments import everywhere
    from iro_tui.cli.do import do

    do(options, [everywhere()])


# The journal


def _undo(options: Namespace) -> None:
    from iro_tui.caseload.undoing import before_undo

    with opened(options) as session:
        operation, question = session.query(before_undo)
        if question and not go_ahead(options, question):
            raise Refused("Nothing was undone.")
        _taken_back(options, session.undo(operation))


def _redo(options: Namespace) -> None:
    with opened(options) as session:
        _taken_back(options, session.redo())


def _taken_back(options: Namespace, changes: Changes) -> None:
    if not changes.operation:
        raise Refused(changes.sentence)
    _say_changes(options, changes)


VERBS: dict[str, Callable[[Namespace], None]] = {
    "init": _init,
    "demo": _demo,
    "sample": _sample,
    "child": _child,
    "find": _find,
    "chase": _chase,
    "since": _since,
    "figures": _figures,
    "report": _report,
    "written": _written,
    "supervision": _supervision,
    "dip": _dip,
    "import": _import,
    "request": _request,
    "export": _export,
    "practice": _practice,
    "do": _do,
    "backup": safekeeping.back_up,
    "restore": safekeeping.restore,
    "check": safekeeping.check,
    "doctor": doctor.doctor,
    "purge": purging.purge,
    "person": handing.person,
    "hand-over": handing.hand_over,
    "receive": handing.receive,
    "hub": hub.hub,
    "recovery-code": safekeeping.recovery_code,
    "passphrase": keys.change_passphrase,
    "council-key": keys.council_key,
    "keyring": keys.keyring,
    "undo": _undo,
    "redo": _redo,
}
"""What each verb does; those of the lists name their list themselves."""


def run(options: Namespace) -> None:
    """Do what was typed."""
    if options.list:
        _list(options, options.list)
    else:
        VERBS[options.verb](options)
