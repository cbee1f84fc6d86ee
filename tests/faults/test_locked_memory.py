"""What a locked program still holds, found by looking through its memory: nothing that opens the store, no child."""

from __future__ import annotations

import re
import sys
import termios
from pathlib import Path

import pytest

from iro_tui.caseload.session import Session
from iro_tui.store.secret import RootSecret
from tests.support import TODAY
from tests.support.acting import act
from tests.support.stores import PASSPHRASE, ROOT, open_store
from tests.support.terminal import on_a_terminal

if sys.platform != "linux":
    pytest.skip("no other system lets a process be looked into so", allow_module_level=True)

SURNAME = "Quillfeather"
WORDS = "Ring the school about her"


def a_named_child(folder: Path) -> str:
    """Give a child of the store a name that stands nowhere else; the reference."""
    session: Session = open_store(folder)
    try:
        child_id, child = next(iter(session.caseload().children.items()))
        act(session, "details", child_id, name=f"Wren {SURNAME}")
        return child.ref
    finally:
        session.close()


def counted(pid: int, texts: list[bytes]) -> list[int]:
    """How often texts stand in the memory of a process, in any of Python's ways to hold them."""
    found = [0] * len(texts)
    with open(f"/proc/{pid}/mem", "rb", 0) as memory:  # noqa: PTH123 -- unbuffered
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            first, last, rights = re.split("[- ]", line)[:3]
            if not rights.startswith("r"):
                continue
            try:
                memory.seek(int(first, 16))
                held = memory.read(int(last, 16) - int(first, 16))
            except (OSError, ValueError, OverflowError):  # the system's own pages
                continue
            for at, text in enumerate(texts):
                wide = [text.decode("latin-1").encode(form) for form in ("utf-16-le", "utf-32-le")]
                found[at] += sum(map(held.count, [text, *wide]))
    return found


KEPT = """
import sys
from iro_tui.cli import main
from iro_tui.tui.keeper import keep

code = keep()
sys.exit(main(sys.argv[1:]) if code is None else code)
"""
"""As it is on Windows: the screens in a process of their own."""


def processes(pid: int) -> list[int]:
    """A process, and those that it has begun."""
    begun = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, begun)]


@pytest.mark.parametrize("program", [("-m", "iro_tui"), ("-c", KEPT)], ids=["one in the other's place", "a child"])
def test_a_locked_program_holds_nothing_and_comes_back_to_where_it_was(program: tuple[str, str], filled: Path) -> None:
    ref = a_named_child(filled)
    secret = RootSecret(ROOT)
    key = secret.database_key()
    looked_for = [PASSPHRASE.encode(), key, key.hex().encode(), SURNAME.encode(), ref.encode(), WORDS.encode()]
    with on_a_terminal("--today", TODAY.isoformat(), folder=filled, program=program) as terminal:
        before = termios.tcgetattr(terminal.line)
        terminal.until("assphrase")  # its first letter stands under the cursor
        terminal.press(f"{PASSPHRASE}\r")
        terminal.until("Paperwork")
        terminal.press("2")
        terminal.until("Seen")
        terminal.press("p")
        terminal.until(SURNAME)
        terminal.press("a")
        terminal.until("n a few words")
        terminal.press(WORDS)
        terminal.until("about her")
        pid = terminal.process.pid
        before_it = processes(pid)
        try:
            held = counted(before_it[-1], looked_for)
        except PermissionError:
            pytest.skip("the program's memory is closed to its own user: only the administrator can look into it")
        # The key is not among them: only the opening of the store asks for it.
        assert min(held[0], held[3], held[4], held[5]) > 0, "the look itself finds what is there"
        terminal.press("\x0c")
        terminal.until("caseload is locked")
        terminal.until("recovery code")
        assert processes(pid)[:1] == before_it[:1]
        for each in processes(pid):
            assert counted(each, looked_for) == [0] * len(looked_for)
            for part in ("cmdline", "environ"):
                assert not [text for text in looked_for if text in Path(f"/proc/{each}/{part}").read_bytes()]
        limits = Path(f"/proc/{processes(pid)[-1]}/limits").read_text()
        assert re.search(r"core file size +0 +0 ", limits)
        terminal.press(f"{PASSPHRASE}\r")
        terminal.until(WORDS)  # the form is open again, over the list that one came from
        terminal.press("\x1b")
        terminal.until("Seen")
        terminal.press("\x11")
        terminal.until("\x1b[?1049l")
        assert terminal.ends() == 0
        assert termios.tcgetattr(terminal.line) == before, "the terminal is as it was found"
