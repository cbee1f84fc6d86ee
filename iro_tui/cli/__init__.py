"""The command line: everything the screens show, as text and as JSON, for scripts, screen readers and printing.

Exit codes: 0 done; 1 refused, with a plain sentence on stderr and nothing changed; 2 wrong usage.
"""

from __future__ import annotations

import errno
import os
import sys
from argparse import Namespace
from collections.abc import Sequence

DONE, REFUSED, INTERRUPTED = 0, 1, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    from iro_tui.caseload.refusals import Refused
    from iro_tui.cli.arguments import read
    from iro_tui.cli.streams import prepare_streams, tell
    from iro_tui.text import brief

    prepare_streams()
    options = read(argv)
    try:
        _run(options)
    except Refused as refusal:
        # Without a text it was said before what else there was to say.
        if sentence := str(refusal):
            tell(brief(sentence))
        return REFUSED
    except KeyboardInterrupt:
        tell("Stopped. What was not finished was not done.")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe has gone: nothing more to say, and nothing to say it to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OverflowError:  # nothing here counts that far but the calendar
        tell("A limit falls on a day that the calendar here does not know: it has 1995 to 2060. Name a nearer --today.")
        return REFUSED
    except OSError as fault:
        if _reader_gone(fault):
            return DONE
        if fault.filename is None:
            tell(_unforeseen(fault))
        else:
            tell(brief(f"{os.fsdecode(fault.filename)} cannot be used: {fault.strerror}."))
        return REFUSED
    except Exception as fault:  # the values in a traceback may be a child's
        tell(_unforeseen(fault))
        return REFUSED
    return DONE


def _run(options: Namespace) -> None:
    """The verb, or without one the screens; each loads no more than it needs."""
    from iro_tui.collector import seldom_collect

    if options.verb:
        seldom_collect()
        from iro_tui.cli.verbs import run
        from iro_tui.memory import keep_memory_closed

        keep_memory_closed()

        run(options)
    else:
        from iro_tui.cli import stores
        from iro_tui.cli.asking import require_terminal

        require_terminal()
        if sys.platform == "win32":
            from iro_tui.tui.keeper import keep

            if (code := keep()) is not None:
                sys.exit(code)
        from iro_tui.tui.start import open_store

        open_store(stores.folder(options), stores.today(options))


def _reader_gone(fault: OSError) -> bool:
    """Whether a pipe's reader has gone, as Windows says it of a write: an invalid argument, of no file."""
    if sys.platform != "win32" or fault.errno != errno.EINVAL or fault.filename is not None or sys.stdout.isatty():
        return False
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return True


def _unforeseen(fault: BaseException) -> str:
    from iro_tui.text import fault_words

    return f"Something went wrong and iro has stopped; your work is saved.\n{fault_words(fault)}"
