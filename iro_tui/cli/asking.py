"""What the command line asks of a person: a terminal, the passphrase, and whether to go ahead."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from iro_tui.caseload.refusals import Refused
from iro_tui.cli.streams import tell
from iro_tui.text import decoded
from iro_tui.windows import NO_ESCAPES, places_text

LONGEST = 4096


def passphrase(options: Namespace, prompt: str = "Passphrase: ") -> str:
    """From --passphrase-file, else asked on the terminal; never an argument. Raises Refused."""
    file: Path | None = getattr(options, "passphrase_file", None)
    if file is not None:
        return words_in(file)
    if not sys.stdin.isatty():
        raise Refused("The passphrase is asked for on a terminal, and there is none: give --passphrase-file FILE.")
    from iro_tui.cli.unseen import ask_unseen

    return ask_unseen(prompt)


def new_passphrase(options: Namespace) -> str:
    """A passphrase for a new store, which is the one it is opened with. Raises Refused."""
    return _chosen(getattr(options, "passphrase_file", None))


def chosen_passphrase(options: Namespace) -> str:
    """Another passphrase for a store: from --new-passphrase-file, else asked twice on a terminal. Raises Refused."""
    return _chosen(options.new_passphrase_file)


def _chosen(file: Path | None) -> str:
    if file is not None:
        return words_in(file)
    if not sys.stdin.isatty():
        raise Refused("A new passphrase is asked for on a terminal, and there is none: give a file that holds it.")
    from iro_tui.caseload.opening import suggest_passphrase
    from iro_tui.cli.unseen import ask_unseen

    tell("Choose a passphrase of at least 12 characters; several words are best.")
    tell(f"One made up for you, if you like it: {suggest_passphrase()}")
    first = ask_unseen("New passphrase: ")
    if ask_unseen("The same again: ") != first:
        raise Refused("The two passphrases differ. Nothing was made or changed.")
    return first


def first_line(prompt: str) -> str:
    """A line typed, or piped; never kept."""
    if prompt and sys.stdin.isatty():
        tell(prompt)
    return sys.stdin.readline().strip()


def typed_code() -> str:
    """The recovery code, typed or piped. Raises Refused where there is none."""
    code = first_line("Recovery code: ")
    if not code:
        raise Refused("No recovery code was typed. Without a terminal it is the first line of what is piped in.")
    return code


def go_ahead(options: Namespace, question: str) -> bool:
    """Whether to go ahead. `--yes` says so; without a terminal the question is a refusal that names it."""
    if getattr(options, "yes", False):
        return True
    if not sys.stdin.isatty():
        raise Refused(f"{question} There is no terminal to answer on: say so with --yes. Nothing was changed.")
    tell(f"{question} [y/N] ")
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def require_terminal() -> None:
    """Raises Refused where the screens could not be seen or answered: without one they would wait for ever."""
    # Textual reads keys from stdin, and draws on stderr, or under Windows on stdout.
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise Refused("The screens need a terminal: open one and say iro there. Lists print anywhere: iro today.")
    if not places_text():
        raise Refused(NO_ESCAPES)


def words_in(file: Path) -> str:
    """The first line of a file that holds what opens something. Raises Refused."""
    try:
        with file.open("rb") as content:
            text = decoded(content.read(LONGEST)).splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not a text file"
        raise Refused(f"The passphrase file {file} cannot be read: {reason}.") from None
    if not text or not text[0]:
        raise Refused(f"The passphrase file {file} is empty: put the passphrase in its first line.")
    return text[0]
