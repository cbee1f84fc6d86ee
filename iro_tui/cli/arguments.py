"""The words of the command line: verbs, their options, and the options that go before or after any verb."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from iro_tui import __version__
from iro_tui.text import brief, safe_lines
from iro_tui.typed_path import as_path, as_paths

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

    from iro_tui.caseload.lists.base import AnyList


class Grammar(argparse.ArgumentParser):
    """A grammar whose complaints about what was typed are as safe for a terminal as any other sentence."""

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        super()._print_message(brief(safe_lines(message)), file)


def read(argv: Sequence[str] | None) -> argparse.Namespace:
    """What was typed. Without a verb the grammar of the verbs is not even made: the screens should open at once."""
    options, verbs = everywhere().parse_known_args(argv)
    if verbs:
        return parser(verbs[0]).parse_args(argv)
    options.verb = None
    return options


def parser(typed: str = "") -> Grammar:
    """The whole grammar; where a list's verb was `typed`, that one's alone: to make all takes longer than the list.

    A wrong word ends the program with code 2, as argparse does.
    """
    from iro_tui.caseload.lists import LISTS, every_list, list_of
    from iro_tui.cli import lists

    common = everywhere()
    top = Grammar(
        prog="iro",
        usage="iro [options] [what it does] …",
        description="The caseload of an Independent Reviewing Officer. By itself, iro opens the screens.",
        parents=[common],
    )
    top.add_argument("--version", action="version", version=f"iro-tui {__version__}")
    top.set_defaults(list="")
    verbs = top.add_subparsers(dest="verb", prog="iro", metavar="", title="what it does")

    def verb(name: str, says: str) -> Grammar:
        return verbs.add_parser(name, help=says, description=says[0].upper() + says[1:] + ".", parents=[common])

    def of_list(listed: AnyList) -> Grammar:
        made = verb(listed.verb or listed.id, listed.help)
        made.set_defaults(list=listed.id)
        lists.arguments(made, listed, _count, _day)
        return top

    if typed in LISTS and list_of(typed).verb in ("", typed):
        return of_list(list_of(typed))
    from iro_tui.cli import chase, dip, exports, figures, handing, hub, keys, report

    init = verb("init", "make your encrypted caseload and print its recovery code, once")
    init.add_argument(
        "--practice", metavar="NAME", help="the practice to work by; without one, the statutory limits hold"
    )

    demo = verb("demo", "open the screens over a made-up caseload that is gone afterwards")
    _sample_options(demo, 130)
    demo.add_argument("--print", dest="only_print", action="store_true", help="print today's list instead")

    sample = verb("sample", "fill an empty caseload with made-up children")
    _sample_options(sample, None)

    for listed in every_list():
        of_list(listed)
    child = verb("child", "one child's case")
    child.add_argument("ref", metavar="REF", help="the child's reference, or a part of it that fits one child alone")
    child.add_argument("--names", action="store_true", help="with full names and the date of birth")
    child.add_argument("-o", "--output", type=as_path, metavar="FILE",
                       help="write the whole case to a new file: .txt, .html (a page to print) or .csv")  # fmt: skip

    find = verb("find", "everything written in which the words stand, the latest first")
    find.add_argument("words", nargs="+", metavar="WORDS", help="words, or beginnings of words; accents do not matter")

    verb("since", "since you were last here: what became late, what is new or changed elsewhere")
    chasing = verb("chase", "who owes what, by worker and team, as a text ready to send, by reference")
    chase.arguments(chasing)
    counted = verb("figures", "the figures of a quarter, half-year, year or a period of your own")
    figures.arguments(counted, _day)
    dip.arguments(verb("dip", "children at random for a dip sample, the same again for the same seed"), _day, _count)
    reported = verb(
        "report", "the report of a quarter, half-year or year: for the screen, a document, print or a workbook"
    )
    report.arguments(reported, _day)
    texts = verb("written", "what is written beside the figures of a period: texts, action plan, staff, others")
    figures.period_arguments(texts, _day, splits=False)
    supervised = verb("supervision", "the sheet for supervision: one page, by reference, without names")
    supervised.add_argument("--since", type=_day, metavar="DATE", help="what is new since then (the last supervision)")
    supervised.add_argument("--iro", default="", metavar="NAME", help="in a manager's store: whose caseload")
    supervised.add_argument("-o", "--output", type=as_path, metavar="FILE",
                            help="write the sheet to a new file: .txt as it prints here, .csv by part")  # fmt: skip
    bring = verb("import", "bring in files: previewed, then one action that can be undone")
    bring.add_argument("files", nargs="+", type=as_paths, metavar="FILE", help="files or folders; - is standard input")
    whom = bring.add_mutually_exclusive_group()
    whom.add_argument(
        "--only", action="append", default=[], metavar="REF,…", help="only the children of these references"
    )
    whom.add_argument("--iro", default="", metavar="NAME", help="only this IRO's children, where the files tell it")
    bring.add_argument("--since", default="today", metavar="DATE", help="since when the new children are yours (today)")
    bring.add_argument(
        "--year", type=_year, default=None, metavar="2025-26", help="the return's year, if its newest day misleads"
    )
    bring.add_argument(
        "--ended", type=int, default=None, metavar="N", help="for how many care ends, where it is more than a fifth"
    )
    bring.add_argument(
        "--answer", action="append", default=[], metavar="QUESTION=WORD",
        help="answer what is asked about a file, as the preview says it: order=day, half:DOB=turned; may be repeated",
    )  # fmt: skip
    bring.add_argument("--dry-run", action="store_true", help="only preview")
    verb("request", "a page for the data team: which tables and columns the program needs")

    out = verb("export", "write a file of personal data, after asking; never over another")
    exports.arguments(out, common, _day)

    practice = verb("practice", "the limits and lists a service works by")
    what = practice.add_subparsers(dest="practice_verb", metavar="list|show|use|check|start", required=True)
    what.add_parser("list", help="the practices that come with the program", parents=[common])
    show = what.add_parser("show", help="every setting of one", parents=[common])
    show.add_argument("name", nargs="?", metavar="NAME", help="a practice or a file (the one in force)")
    use = what.add_parser("use", help="work by another one from a day on", parents=[common])
    use.add_argument("name", metavar="NAME", help="a practice or a file")
    use.add_argument("--from", dest="first", default="", metavar="DATE",
                     help="its first day (today; the first one chosen is in force from the beginning)")  # fmt: skip
    check = what.add_parser("check", help="check a practice file", parents=[common])
    check.add_argument("file", type=as_path, metavar="FILE")

    start = what.add_parser("start", help="write a file to make a practice of your own from one", parents=[common])
    start.add_argument("base", metavar="NAME", help="the practice to start from")
    start.add_argument("file", type=as_path, metavar="FILE", help="a new file, .toml: its name is the practice's")

    do = verb("do", "any action of the screens; without a name it lists them")
    do.add_argument("action", nargs="?", metavar="ACTION", help="what to do: iro do ACTION --help says its options")
    do.add_argument("rest", nargs=argparse.REMAINDER, metavar="…", help="the children's references, and its options")

    back_up = verb("backup", "back the caseload up, now")
    back_up.add_argument("--to", type=as_path, metavar="FOLDER", help="another folder (the caseload's own)")
    restore = verb("restore", "list the backups, or put one in the caseload's place")
    restore.add_argument("when", nargs="?", metavar="WHEN", help="its name, the first words of it, or: newest")
    restore.add_argument(
        "--from",
        dest="source",
        type=as_path,
        metavar="FOLDER",
        help="backups in another folder: a stick, an old laptop",
    )
    restore.add_argument("--recovery-code", action="store_true", help="ask for the code in place of the passphrase")
    verb("check", "look through the whole caseload: whether anything in it is damaged")
    verb("recovery-code", "show the recovery code again")
    keys.arguments(verb)

    looking = verb(
        "doctor", "look round: terminal, clipboard, place, libraries, disk, backup, code, clock; what to do about each"
    )
    instead = looking.add_mutually_exclusive_group()
    instead.add_argument("--leaving", action="store_true", help="say what stays when the program goes")
    instead.add_argument("--move", action="store_true", help="out of a packaged Python's private folder")
    gone = verb("purge", "remove closed cases that are kept too long, for good; shows them and asks")
    gone.add_argument("refs", nargs="*", metavar="REF", help="these cases instead, all of them closed")
    gone.add_argument("--dry-run", action="store_true", help="only show what would be removed")
    gone.add_argument("--backups", choices=("keep", "remove"), default="", help="whether the backups go too (asked)")
    gone.add_argument("--unfiled", action="store_true", help="with --yes: also what is filed or sent on nowhere yet")
    gone.add_argument("--beside", type=as_path, action="append", default=[], metavar="FOLDER",
                      help="a second folder of backups")  # fmt: skip
    gone.add_argument("--past", action="store_true", help="what stays of the cases removed so far")

    handing.arguments(verb, common, _day)
    hub.arguments(verb, common)
    verb("undo", "take back the last action")
    verb("redo", "do again what was undone last")
    return top


def everywhere() -> Grammar:
    """Options that may stand before or after the verb; absent ones must not overwrite those already read."""
    # Never shortened: the --to of a verb would be taken for --today.
    options = Grammar(prog="iro", add_help=False, argument_default=argparse.SUPPRESS, allow_abbrev=False)
    options.add_argument(
        "--store", type=as_path, metavar="DIR", help="the caseload's folder (else IRO_STORE, or the usual)"
    )
    options.add_argument("--today", type=_day, metavar="YYYY-MM-DD", help="count every limit from this day")
    options.add_argument("--passphrase-file", type=as_path, metavar="FILE", help="read the passphrase from a file")
    options.add_argument("--json", action="store_true", help="print JSON")
    options.add_argument("--yes", action="store_true", help="go ahead without asking")
    return options


def _sample_options(verb: argparse.ArgumentParser, children: int | None) -> None:
    verb.add_argument("--children", type=_count, default=children, required=children is None, metavar="N")
    verb.add_argument("--service", action="store_true", help="the children of all IROs of a service, as its manager")
    verb.add_argument("--seed", type=int, default=1, metavar="N", help="another number, another caseload (1)")


def _day(text: str) -> date:
    from iro_tui.domain.bank_holidays import FIRST_YEAR, LAST_YEAR

    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date; write it as 2026-11-20") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"{text!r} is outside the calendar, which has {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _count(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 100_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 100000")
    return int(text)


def _year(text: str) -> int:
    from iro_tui.cli.imports import collection_year

    return collection_year(text)
