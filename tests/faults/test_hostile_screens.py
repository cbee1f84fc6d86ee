"""Every screen and dialog on a real terminal, over hostile text: none of it steers, none of it is markup."""

from __future__ import annotations

import base64
import json
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from iro_tui.caseload.practices import parse
from tests.faults.table import Tries, rounds
from tests.pictures.gallery import FILLED, PICTURES
from tests.support.hostile import CONTROL, HOSTILE_PRACTICE, STEERS, make_hostile
from tests.support.stores import open_store

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

import pty

NAMES = [picture.name for picture in PICTURES if picture.store == FILLED]
AT_ONCE = 8
"""Pictures that one process looks at."""
OUR_OWN = re.compile(r"\x1b(?:\[[0-9;?<>=$ ]*[A-Za-z@`~]|[()][A-Z0-9]|[78=>]|P[^\x1b]*\x1b\\|\]22;[a-z-]*\x07)")
"""What Textual sends: of CSI what a screen needs, and its questions to the terminal; and the mouse's shape."""
COPIED = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
"""What an officer copied: letters and digits that mean the text."""
NOT_OURS = [text.encode() for text in CONTROL if "\x1b" in text]
NOT_OURS += [b"8;2;1;2;3", b"8;2;3;2;1"]
"""Control sequences, and colours, that stand in hostile text alone."""


@pytest.fixture(scope="module")
def hostile_store(_filled_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(_filled_once, tmp_path_factory.mktemp("hostile") / "store"))
    session = open_store(folder)
    session.use_practice(parse(HOSTILE_PRACTICE))
    session.close()
    assert make_hostile(folder, random.Random(8)) > 500
    return folder


def on_a_terminal(command: list[str], folder: Path) -> bytes:
    """Run a command on a terminal; everything that it sent there."""
    line, its = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "TMPDIR": str(folder)}
    process = subprocess.Popen(command, stdin=its, stdout=its, stderr=its, start_new_session=True, env=environment)
    os.close(its)
    sent = bytearray()
    while True:
        try:
            part = os.read(line, 1 << 16)
        except OSError:  # its end is closed
            break
        if not part:
            break
        sent += part
    os.close(line)
    assert process.wait(timeout=60) == 0, sent[-2_000:].decode(errors="replace")
    return bytes(sent)


def judge(sent: bytes) -> None:
    """Nothing that was sent came out of a text."""
    assert not [text for text in NOT_OURS if text in sent]
    text = sent.decode("utf-8")
    for copied in COPIED.findall(text):
        assert not (STEERS - {"\n"}) & set(base64.b64decode(copied).decode())
    left = OUR_OWN.sub("", COPIED.sub("", text)).replace("\r", "").replace("\n", "").replace("\x0f", "")
    assert not [hex(ord(character)) for character in left if character in STEERS]


def batches() -> list[list[str]]:
    every = [NAMES[at : at + AT_ONCE] for at in range(0, len(NAMES), AT_ONCE)]
    spread = [NAMES[at] for at in range(3, len(NAMES), max(1, len(NAMES) // 4))][:4]
    return [spread, *every][: rounds("markup matrix")]


@pytest.mark.parametrize("names", batches(), ids=lambda names: names[0])
def test_hostile_text_is_text_on_every_screen(
    hostile_store: Path, tmp_path: Path, tries: Tries, names: list[str]
) -> None:
    said = tmp_path / "said"
    sent = on_a_terminal(
        [sys.executable, "-m", "tests.faults.hostile_screens", str(hostile_store), str(said), "8", *names], tmp_path
    )
    told = [json.loads(line) for line in said.read_text("utf-8").splitlines()]
    assert len(told) == len(names)
    for each in told:
        with tries.one(each["picture"]):
            assert (each["alive"], each["code"], each["ran"], each["styled"]) == (True, 0, [], [])
    with tries.one("all that was sent"):
        judge(sent)
    reached = sum(each["reached"] for each in told)
    if reached < len(told):
        tries.notes.append(f"not as in the gallery: {', '.join(e['picture'] for e in told if not e['reached'])}")


@pytest.mark.parametrize("text", [text for text in CONTROL if STEERS & set(text)])
def test_what_is_judged_sees_what_it_is_for(text: str) -> None:
    with pytest.raises(AssertionError):
        judge(b"\x1b[1m" + text.encode() + b"\x1b[0m")
