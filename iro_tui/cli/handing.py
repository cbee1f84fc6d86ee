"""The verbs between colleagues: cards, handing children over, taking them in, receipts."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.refusals import Refused
from iro_tui.cli.asking import first_line, go_ahead
from iro_tui.cli.printing import print_json, table, width, wrapped
from iro_tui.cli.stores import opened
from iro_tui.cli.streams import say, tell
from iro_tui.domain.words import amount_words, joined
from iro_tui.typed_path import as_path

if TYPE_CHECKING:
    from pathlib import Path

    from iro_tui.actions.handing_over import HandOverPlan
    from iro_tui.actions.receiving import ReceivePreview
    from iro_tui.caseload.session import Session
    from iro_tui.sharing.carrying import CarriedFile

_DRY_RUN = "Dry run: nothing was changed."


def arguments(
    verb: Callable[[str, str], ArgumentParser], common: ArgumentParser, as_day: Callable[[str], date]
) -> None:
    """The words of these commands."""
    person = verb("person", "cards: yours for colleagues, theirs added, compared by four words")
    what = person.add_subparsers(dest="person_verb", metavar="card|add|list", required=True)
    card = what.add_parser("card", help="write your card for colleagues", parents=[common])
    card.add_argument("--name", required=True, metavar="NAME", help="as colleagues know you")
    card.add_argument(
        "--council", default="", metavar="NAME", help="whose children these are; asked for the first time"
    )
    card.add_argument("-o", "--output", type=as_path, required=True, metavar="FILE", help="a new file: .iro-card")
    add = what.add_parser("add", help="know a colleague's card from now on", parents=[common])
    add.add_argument("file", type=as_path, metavar="FILE")
    what.add_parser("list", help="the cards that are known, each with its four words", parents=[common])

    over = verb("hand-over", "hand children to a colleague in one sealed file; or note the receipt of one")
    over.add_argument("refs", nargs="*", metavar="REF", help="the children's references")
    over.add_argument("--to", default="", metavar="NAME", help="the colleague; of what goes back it is known")
    over.add_argument("--why", choices=("cover", "leave", "transfer", "back"), default="",
                      help="to cover, also during a leave; for good; or what was covered goes back")  # fmt: skip
    over.add_argument("--until", type=as_day, default=None, metavar="DATE", help="the last day of the cover")
    over.add_argument("-o", "--output", type=as_path, metavar="FILE", help="a new file, .iro, or a folder to put it in")
    over.add_argument("--siblings", action="store_true", help="with the siblings who would stay behind")
    over.add_argument("--whole", action="store_true", help="all that there is, not only what is new to the colleague")
    over.add_argument("--confirm", metavar="CODE", help="the eight characters of a receipt: it has arrived")
    over.add_argument("--withdraw", action="store_true", help="the file in which they are was not sent, or got lost")

    take = verb("receive", "take in what a colleague handed over, after a preview; or the receipt that came as a file")
    take.add_argument("file", type=as_path, metavar="FILE", help="a file, or a folder in which files for you lie")
    take.add_argument(
        "--receipt",
        type=as_path,
        metavar="FILE",
        help="the receipt as a new file too: .iro-receipt; or a folder to put it in",
    )
    take.add_argument("--words-file", type=as_path, metavar="FILE", help="read the words that open it from a file")
    take.add_argument("--dry-run", action="store_true", help="only preview")


def person(options: Namespace) -> None:
    """Write, add or list cards."""
    {"card": _card, "add": _add, "list": _list}[options.person_verb](options)


def _card(options: Namespace) -> None:
    from iro_tui.actions.colleague_cards import write_card

    with opened(options) as session:
        card = write_card(session, options.name, options.output, options.council)
    if getattr(options, "json", False):
        print_json({"file": str(options.output), "name": card.name, "words": card.words})
        return
    say(f"Your card is in {options.output}. Whoever has it can seal files to you; nobody can read any by it.")
    say(f"Its four words, to be read out when a colleague asks: {card.words}")


def _add(options: Namespace) -> None:
    from iro_tui.actions.colleague_cards import add_card, look_at_card, other_card_words

    card = look_at_card(options.file)
    with opened(options) as session:
        if earlier := other_card_words(session, card):
            tell(earlier)
        tell(f"{card.name}{f', {card.council}' if card.council else ''}: {card.words}")
        if not go_ahead(options, f"Do you hear the same four words from {card.name} by telephone?"):
            raise Refused("The card was not added.")
        say(add_card(session, card).sentence)


def _list(options: Namespace) -> None:
    from iro_tui.actions.colleague_cards import card_lines

    with opened(options) as session:
        lines = card_lines(session)
    if getattr(options, "json", False):
        print_json({"cards": [{"name": each.name, "words": each.words, "own": each.own} for each in lines]})
    elif not lines:
        say("No card yet. Yours is made by: iro person card --name NAME --council NAME -o FILE")
    else:
        rows = [(f"{each.name} (you)" if each.own else each.name, each.words) for each in lines]
        for text in table(("name", "four words"), rows, room=width()):
            say(text)


def hand_over(options: Namespace) -> None:
    """Hand children over as `iro hand-over` says, or note a receipt."""
    from iro_tui.actions.handing_over import (
        ENDING,
        confirm,
        free_path,
        plan_hand_over,
        waiting_of,
        with_siblings,
        withdraw,
    )
    from iro_tui.actions.handing_over import hand_over as write
    from iro_tui.caseload.exporting import require_folder, require_new

    with opened(options) as session:
        if options.confirm is not None:
            say(confirm(session, options.confirm))
            return
        if options.withdraw:
            say(withdraw(session, waiting_of(session, [session.find_child(ref) for ref in options.refs])))
            return
        if not options.refs:
            raise Refused("Nobody is named: iro hand-over REF… with the children's references. Nothing was written.")
        if options.output is None:
            raise Refused("There is no file to write: give a new name with -o, or a folder. Nothing was written.")
        if not options.output.is_dir():
            require_new(options.output, (ENDING,))
            require_folder(options.output)
        ids = [session.find_child(ref) for ref in options.refs]
        plan = plan_hand_over(session, ids, options.to, options.why, options.until)
        if options.siblings:
            plan = with_siblings(session, plan)
        _tell_plan(session, plan)
        path = free_path(options.output, plan.file_name) if options.output.is_dir() else options.output
        if not go_ahead(options, plan.sentence.rstrip(".") + "?"):
            raise Refused("Nothing was written.")
        written = write(session, plan, path, whole=options.whole)
        if getattr(options, "json", False):
            print_json({"file": str(path), "children": list(plan.refs), "words": written.words or None})
            return
        say(written.sentence)
        if written.words:
            say(f"The words that open it, shown this once: {written.words}")
            say(f"Tell them to {plan.to} by telephone, never in the message that carries the file.")


def _tell_plan(session: Session, plan: HandOverPlan) -> None:
    tell(plan.sentence)
    tell(plan.seal_words)
    caseload = session.caseload()
    if plan.siblings:
        refs = ", ".join(caseload.children[child_id].ref for child_id in plan.siblings)
        tell(f"Siblings who would stay behind: {refs}. --siblings takes them along.")
    for warning in plan.warnings:
        tell(f"Note: {warning}")


def receive(options: Namespace) -> None:
    """Take in a colleague's file, those that wait in a folder, or the receipt of one's own, as `iro receive` says."""
    from iro_tui.actions.receiving import ReceivedBefore, code_in, pulled_from, require_receipt_place

    if options.receipt:
        require_receipt_place(options.receipt)
    folder = options.file.is_dir()
    if not folder:
        code_in(options.file)  # that there is none is said before the passphrase is asked
    with opened(options) as session:
        files = pulled_from(session, options.file) if folder else [options.file]
        if not files:
            raise Refused(f"Nothing new for you lies in {options.file}, or nobody can look into it now.")
        came: list[dict[str, Any]] = []
        stays: dict[str, str] = {}
        try:
            for file in files:
                try:
                    if code := code_in(file):
                        came.append({"file": file.name} | _confirm(session, code, options))
                    else:
                        _receive(session, file, options, came)
                except Refused as refusal:  # whoever may write to the folder would stop all that lies in it
                    if not folder:
                        raise
                    tell(f"{file.name}: {refusal}")
                    if not isinstance(refusal, ReceivedBefore):
                        stays[file.name] = str(refusal)
        finally:  # whatever was taken in has its receipt printed
            if getattr(options, "json", False) and (folder or came):
                refused = [{"file": name, "why": why} for name, why in stays.items()]
                print_json({"files": came, "refused": refused} if folder else came[0])
        if stays:
            amount = amount_words(len(stays), "files")
            raise Refused(f"{amount} in {options.file} not taken in: {joined([*stays])}. Each says why above.")


def _confirm(session: Session, code: str, options: Namespace) -> dict[str, Any]:
    """The receipt that came as a file: what it tells first, as of any file. Gives what is printed as JSON."""
    from iro_tui.actions.handing_over import confirm, preview_confirm

    tells = preview_confirm(session, code)
    as_json = getattr(options, "json", False)
    did = None
    if options.dry_run and not as_json:
        tell(tells)
    elif not options.dry_run:
        if not go_ahead(options, f"{tells} Note that?"):
            raise Refused("Nothing was noted.")
        did = confirm(session, code)
    if not as_json:
        say(did or _DRY_RUN)
    return {"receipt": code, "tells": tells, "did": did}


def _receive(session: Session, file: Path | CarriedFile, options: Namespace, came: list[dict[str, Any]]) -> None:
    """A hand-over: what it holds first. What is printed as JSON is put to what `came`."""
    from iro_tui.actions.receiving import ReceivedBefore, preview_receive
    from iro_tui.actions.receiving import receive as take

    try:
        preview = preview_receive(session, file, lambda: _words(options.words_file))
    except ReceivedBefore as before:
        if options.receipt and not options.dry_run:
            _leave_receipt(before.parcel, before.code, options.receipt)
        raise
    if not getattr(options, "json", False):
        for text in preview.lines:
            indent = " " * (len(text) - len(text.lstrip()))
            for line in wrapped(text.lstrip(), first=indent, rest=f"{indent}  " if indent else ""):
                tell(line)
    if options.dry_run:
        came.append({"file": file.name} | _printed(options, preview, ""))
        return
    if not go_ahead(options, preview.question):
        raise Refused("Nothing was taken in.")
    changes = take(session, preview)
    # Before its file is written: nobody is left without it.
    came.append({"file": file.name} | _printed(options, preview, changes.sentence))
    if options.receipt:
        _leave_receipt(preview.taken.parcel, preview.taken.code, options.receipt)


def _leave_receipt(parcel: str, code: str, place: Path) -> None:
    from iro_tui.actions.receiving import leave_receipt

    tell(f"The receipt is in {leave_receipt(parcel, code, place)}.")


def _printed(options: Namespace, preview: ReceivePreview, did: str) -> dict[str, Any]:
    """Say what was done, or would be; the same as JSON."""
    if not getattr(options, "json", False):
        say(did or _DRY_RUN)
    file = preview.taken
    return {
        "from": file.card.name, "why": file.why, "until": file.until, "did": did or None,
        "receipt": file.code if did else None, "left_out": file.left_out,
        "children": [
            {"ref": child.ref, "new": child.new, "entries": child.rows, "changed": len(child.changed),
             "differ": len(child.differ) + len(child.theirs), "notes": child.notes}
            for child in file.children
        ],
    }  # fmt: skip


def _words(file: Path | None) -> str:
    """The words that open a file: from a file, else asked unseen on a terminal. Raises Refused."""
    if file:
        from iro_tui.cli.asking import words_in

        return words_in(file)
    if not sys.stdin.isatty():
        raise Refused("This file is opened by words, which are asked for on a terminal, and there is none.")
    return first_line("The words that you were told by telephone: ")
