"""The verb that brings files in: a preview, what the files tell otherwise, then one action."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError, Namespace
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused
from iro_tui.cli import shapes
from iro_tui.cli.asking import go_ahead
from iro_tui.cli.printing import print_json, wrapped
from iro_tui.cli.stores import opened
from iro_tui.cli.streams import say, tell
from iro_tui.domain.words import counted, joined, year_of_words
from iro_tui.exchange.answering import NoSuchAnswer, answers_in, lists_named, of_a_row, ways_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iro_tui.actions.import_files import ImportPreview
    from iro_tui.caseload.session import Session
    from iro_tui.cli.list_rows import ListLooked


OF_A_FILE = (
    "Answer what is asked about a file as it says there (iro import FILE --answer …), or on the screen that brings it "
    "in: open iro, F5."
)

_EACH_SAYS = 20
"""So many questions say each by which option it is answered; of more only those that nothing answers yet."""
_NAMED = 5
"""How many of what is asked are named where an answer fits none of it."""


def collection_year(text: str) -> int:
    """The year a collection year began in, as it is typed. Raises ArgumentTypeError."""
    year = year_of_words(text)
    if year is None:
        raise ArgumentTypeError(f"{text!r} is no collection year: type it as 2025-26")
    return year


def bring_in(options: Namespace) -> None:
    """Bring files in, as `iro import` says."""
    from iro_tui.actions.import_files import apply_import, preview_import, taken_on
    from iro_tui.exchange.choosing import Whom, typed_refs

    as_json = bool(getattr(options, "json", False))
    with opened(options) as session:
        paths = [path for typed in options.files for path in typed if str(path) != "-"]
        piped = _standard_input() if any(str(path) == "-" for typed in options.files for path in typed) else None
        chosen = Whom(typed_refs(options.only), options.iro.strip())
        if chosen.everybody and (options.only or options.iro):
            raise Refused("Whom to bring in is left empty: name the references, or the IRO. Nothing was brought in.")
        preview = taken_on(session, preview_import(session, paths, options.year, chosen, piped=piped), options.since)
        preview = _with_answers(session, preview, options.answer)
        if preview.nothing_read:
            tell(preview.nothing_read)
        if not as_json:
            _tell(preview)
        if not options.dry_run and (preview.asked or not preview.changes_nothing):
            preview = _answered(session, preview, options)
        if not options.dry_run and not preview.changes_nothing:
            if not go_ahead(options, f"Bring in these children ({preview.summary.rstrip('.')})?"):
                raise Refused("Nothing was brought in.")
            changes = apply_import(session, preview, ended=options.ended)
            if not as_json:
                say(changes.sentence)
        lists = _look_through(session, preview, options) if preview.blocks else []
        if not as_json and not preview.nothing_read:
            if options.dry_run:
                say("Dry run: nothing was changed.")
            elif preview.changes_nothing and not preview.blocks:
                say(preview.summary)
        if as_json:
            print_json(shapes.preview(preview, lists))
        if preview.nothing_read:
            raise Refused("")


def _look_through(session: Session, preview: ImportPreview, options: Namespace) -> list[ListLooked]:
    """Put the children of an officer's own lists on the caseload: each row is told of, what is in doubt left out."""
    from iro_tui.actions.listed_row import IN
    from iro_tui.actions.pasted_rows import apply_rows
    from iro_tui.cli.list_rows import looked_through
    from iro_tui.exchange.pasted import read_block

    comes = False
    typed = answers_in(preview.answerable, options.answer)[1]
    looked: list[ListLooked] = []
    for text, of_list in zip(preview.blocks, lists_named(len(preview.blocks)), strict=True):
        block = read_block(text)
        each = looked_through(session, block, preview.wanted.chosen, typed, of_list)
        looked.append(each)
        rows = each.rows
        for row in rows.rows:
            name = next((row.cells[each][:40] for each in ("ref", "initials", "words") if row.cells.get(each)), "row")
            asked = each.asked.get(row.number)
            beside = row.words if asked is None or asked.taken or row.state == IN else ""  # what stays out says no more
            if words := " – ".join(filter(None, (asked.words if asked else "", beside))):
                _tell_wrapped(words, f"  {row.number:>4}  {name}  ")
            if asked:
                _tell_ways(asked.ways)
        for note in block.notes:
            tell(f"{note} (on the screens, with Enter).")
        unread = [block.headings[at] or f"column {at + 1}" for at in block.unread if at < len(block.headings)]
        if unread:
            tell(f"Columns that are not read (on the screens a key says what one is): {', '.join(unread)}")
        if not rows.coming:
            continue
        comes = True
        if options.dry_run:
            tell(rows.sentence)
            continue
        if not go_ahead(options, f"{rows.sentence} Do it?"):
            raise Refused("Nothing was brought in.")
        say(apply_rows(session, rows, from_file=True).sentence)
    if not comes and not options.dry_run:
        raise Refused("No row comes in: nothing was changed.")
    return looked


def _tell_ways(ways: Sequence[str]) -> None:
    """By which options a question is answered."""
    tell("        " + "  or  ".join(f'--answer "{way}"' for way in ways))


def _standard_input() -> bytes:
    """What is piped in, not more of it than of any file."""
    from iro_tui.exchange.tables import MAX_BYTES

    return sys.stdin.buffer.read(MAX_BYTES + 1)


def _with_answers(session: Session, preview: ImportPreview, typed: Sequence[str]) -> ImportPreview:
    """The preview with what is asked answered by option; one answer may lead to another question.

    Raises Refused: an answer to what is not asked.
    """
    from iro_tui.actions.import_files import answered

    while typed:
        asked = preview.answerable
        try:
            answers, strange = answers_in(asked, typed)
            strange = [text for text in strange if not of_a_row(text, len(preview.blocks))]
        except NoSuchAnswer as error:
            raise Refused(f"--answer {error} Nothing was brought in.") from None
        if all(preview.answers.get(key) == answer for key, answer in answers.items()):
            if strange:
                names = joined([each.name for each in asked[:_NAMED]]) or "nothing"
                names += f", and {len(asked) - _NAMED:,} more" if len(asked) > _NAMED else ""
                what = f"--answer {strange[0]!r}: that is not asked of these files. Asked: {names}."
                raise Refused(f"{what} Nothing was brought in.")
            break
        preview = answered(session, preview, answers)
    return preview


def _tell(preview: ImportPreview) -> None:
    for item in preview.recognised:
        tell(f"{item.file}: {item.format}, {counted(item.rows, 'rows')}")
    for sentence in preview.sources:
        tell(sentence)
    kinds = preview.problem_kinds()
    if kinds:
        tell(f"{counted(sum(n for _, _, n in kinds), 'things')} to look at (each row with --json):")
        for field, text, n in kinds:
            _tell_wrapped(f"{field}: {text}" if field else text, f"  {n:>6,}  ")
    noted = [difference for difference in preview.differences if not difference.asks]
    if noted:
        tell(f"{len(noted):,} told otherwise and left as they stand here:")
        for difference in noted:
            _tell_wrapped(difference.text, f"  {difference.ref}  ")
    if preview.asked:
        tell(f"{len(preview.asked):,} asked about, each to be taken or refused:")
        ways = ways_of(preview.answerable)
        for number, difference in enumerate(preview.asked, 1):
            answer = difference.answer_words(preview.takes(difference))
            _tell_wrapped(difference.text, f"  {number:>4}  {answer:<6}  {difference.ref}  ")
            if len(preview.asked) <= _EACH_SAYS or preview.takes(difference) is None:
                _tell_ways(ways[difference.key])
        if len(preview.asked) > _EACH_SAYS:
            tell('Each is answered by option too, as --json names it (--answer "REF SUBJECT=take").')
    if preview.unanswered:
        tell(OF_A_FILE)
    if not preview.nothing_read:
        tell(preview.summary)


def _tell_wrapped(text: str, first: str) -> None:
    for line in wrapped(text, first=first, rest=" " * min(len(first), 24)):
        tell(line)


def _answered(session: Session, preview: ImportPreview, options: Namespace) -> ImportPreview:
    """The preview with the differences turned round that a person names on the terminal; without one as it is."""
    from iro_tui.actions.import_files import answered

    if getattr(options, "yes", False) or not preview.asked or not sys.stdin.isatty():
        return preview
    while True:
        tell("Numbers to turn round, with blanks between (Enter: as shown): ")
        typed = sys.stdin.readline().replace(",", " ").split()
        if not typed:
            return preview
        numbers = [int(word) for word in typed if word.isdigit()]
        if len(numbers) < len(typed) or not all(1 <= number <= len(preview.asked) for number in numbers):
            tell(f"Type numbers from 1 to {len(preview.asked)}.")
            continue
        turned = [preview.asked[number - 1] for number in numbers]
        preview = answered(session, preview, {item.key: not preview.takes(item) for item in turned})
        _tell(preview)
