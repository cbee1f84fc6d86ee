"""The verb that removes closed cases for good: shows them, asks, and does it; or shows what stayed of earlier ones."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused
from iro_tui.cli import shapes
from iro_tui.cli.asking import go_ahead
from iro_tui.cli.printing import print_json, table, width, wrapped
from iro_tui.cli.stores import opened
from iro_tui.cli.streams import say, tell

if TYPE_CHECKING:
    from iro_tui.actions.purging import PurgePreview
    from iro_tui.caseload.session import Session

KEEP, REMOVE = "keep", "remove"


def purge(options: Namespace) -> None:
    """Remove closed cases for good, as `iro purge` says."""
    from iro_tui.actions.purging import preview_purge, purge

    with opened(options) as session:
        if options.past:
            _print_past(session, options)
            return
        ids = [session.find_child(ref) for ref in options.refs]
        preview = preview_purge(session, ids, options.beside)
        as_json = bool(getattr(options, "json", False))
        if not as_json:
            _tell(preview)
        if options.dry_run:
            if as_json:
                print_json(shapes.purge_preview(preview))
            return
        if preview.lost and getattr(options, "yes", False) and not options.unfiled:
            raise Refused(
                f"Lost would be {preview.lost}: file notes first (iro outbox), and send on what was done since a "
                "hand-over, or say --unfiled as well as --yes. Nothing was removed."
            )
        if not go_ahead(options, preview.question):
            raise Refused("Nothing was removed.")
        changes = purge(session, preview, backups=_backups_too(preview, options))
        if as_json:
            print_json(shapes.purge_preview(preview) | shapes.changes(changes))
        else:
            say(changes.sentence)


def _backups_too(preview: PurgePreview, options: Namespace) -> bool:
    """Whether the backups go as well: as told, else as answered; with --yes alone they are kept."""
    if options.backups or not preview.backups:
        return bool(options.backups == REMOVE)
    if getattr(options, "yes", False):
        tell(f"{preview.backup_words} They were kept: --backups remove takes them too.")
        return False
    return go_ahead(options, f"{preview.backup_words} Remove them too?")


def _tell(preview: PurgePreview) -> None:
    rows = [
        (line.ref, *(day.isoformat() if day else "-" for day in (line.left_care, line.kept_until)))
        for line in preview.lines
    ]
    for text in table(("child", "left care", "keep until"), rows, room=width()):
        tell(text)
    for warning in preview.warnings:
        for text in wrapped(warning):
            tell(text)


def _print_past(session: Session, options: Namespace) -> None:
    from iro_tui.caseload.past_cases import TITLES, past_cases, words_of

    past = session.query(past_cases)
    if getattr(options, "json", False):
        print_json({"past_cases": [{**case.child, "reviews": case.reviews, "stages": case.stages} for case in past]})
    elif not past:
        say("No case was removed for good yet.")
    else:
        for line in table(TITLES, map(words_of, past), room=width()):
            say(line)
