"""Keys of Windows' console: what they mean, a reader that dies, and a passphrase that no arrow gets into."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from threading import Event, active_count

import pytest
from textual import _time, events, timer
from textual.message import Message

from iro_tui.caseload.refusals import Refused
from iro_tui.cli.unseen import unseen_line
from iro_tui.console_keys import ALT, KeyRecord, Resized, text_of
from iro_tui.tui import console
from iro_tui.tui.console_input import STARTS, ConsoleInput

SHIFT_HELD, ALT_GR_HELD = 0x10, 0x09


def pressed(unit: str, virtual: int = 0x41, held: int = 0) -> list[KeyRecord]:
    return [KeyRecord(True, virtual, unit, held), KeyRecord(False, virtual, unit, held)]


@pytest.mark.parametrize(
    ("keys", "typed"),
    [
        (pressed("a") + pressed("b"), "ab"),
        (pressed("€", 0x34, ALT_GR_HELD), "€"),
        (pressed("\0", 0x10, SHIFT_HELD), ""),  # a bare Shift
        (pressed("\0", ALT), ""),  # a bare Alt
        ([KeyRecord(True, ALT, "\0"), KeyRecord(False, ALT, "–")], "–"),  # Alt and digits, or pasted by an old console
        ([KeyRecord(False, 0x41, "a")], ""),
        ([KeyRecord(True, 0, "’", SHIFT_HELD)], "’"),  # of no key at all
        ([KeyRecord(True, 0, "\x1b", SHIFT_HELD)], ""),
        ([KeyRecord(True, 0, "\x1b"), KeyRecord(True, 0, "["), KeyRecord(True, 0, "A")], "\x1b[A"),
        ([KeyRecord(True, 0, "\ud83d"), KeyRecord(True, 0, "\ude42")], "🙂"),
        ([KeyRecord(True, 0, "\ud83d")], "\N{REPLACEMENT CHARACTER}"),  # half of one
    ],
)
def test_a_key_means_its_character_and_a_bare_one_nothing(keys: list[KeyRecord], typed: str) -> None:
    assert text_of(keys) == typed


def input_that(*reads: Sequence[KeyRecord | Resized] | None) -> tuple[list[Message], list[str], int]:
    """What a reader hands over whose console gives these; None: it fails. And how often it was opened."""
    came: list[Message] = []
    died: list[str] = []
    opened = 0
    stopped = Event()
    left = iter(reads)

    def read() -> Sequence[KeyRecord | Resized]:
        records = next(left, [])
        if records is None:
            raise OSError("the console cannot be read")
        if not records:
            stopped.set()
        return records

    def open_console() -> object:
        nonlocal opened
        opened += 1
        return read

    ConsoleInput(open_console, stopped, came.append, lambda: died.append("died")).run()  # type: ignore[arg-type]
    return came, died, opened


def test_a_reader_hands_over_keys_and_the_newest_size() -> None:
    came, died, opened = input_that([*pressed("a"), Resized(80, 24), Resized(100, 30)])
    assert [each.key for each in came if isinstance(each, events.Key)] == ["a"]
    assert [each.size for each in came if isinstance(each, events.Resize)] == [(100, 30)]
    assert (died, opened) == ([], 1)


@pytest.mark.parametrize(
    ("virtual", "key"),
    [(0x21, "pageup"), (0x22, "pagedown"), (0x23, "end"), (0x24, "home"), (0x25, "left"), (0x26, "up"),
     (0x27, "right"), (0x28, "down"), (0x2D, "insert"), (0x2E, "delete"),
     *((0x6F + number, f"f{number}") for number in range(1, 13))],
)  # fmt: skip
def test_a_key_that_a_console_spells_by_its_number_alone_is_that_key(virtual: int, key: str) -> None:
    came, _, _ = input_that(pressed("\0", virtual))
    assert [each.key for each in came if isinstance(each, events.Key)] == [key]


def test_escape_named_by_its_number_alone_is_escape() -> None:
    escape = pressed("\0", 0x1B)
    came, _, _ = input_that(escape + escape)  # one alone may begin another key: it waits
    assert {each.key for each in came if isinstance(each, events.Key)} == {"escape"}


def test_a_reader_that_dies_begins_once_more_and_then_says_so() -> None:
    came, died, opened = input_that([*pressed("a")], None, [*pressed("b")])
    assert [each.key for each in came if isinstance(each, events.Key)] == ["a", "b"]
    assert (died, opened) == ([], STARTS)
    assert input_that(None, None)[1:] == (["died"], STARTS)


def test_a_passphrase_is_what_was_typed_and_takes_no_other_key() -> None:
    def typed(text: str) -> Iterator[str]:
        return iter([text])

    assert unseen_line(typed("quiet x\b harbour\r").__next__) == "quiet  harbour"
    assert unseen_line(typed("àé🙂\x7f\n").__next__) == "àé"
    for other in ("\x1b[A", "\x16"):
        with pytest.raises(Refused, match="that key gives none"):
            unseen_line(typed(f"quiet{other}\r").__next__)
    with pytest.raises(KeyboardInterrupt):
        unseen_line(typed("quiet\x03").__next__)


def test_timers_wait_in_the_loop_and_hold_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (_time, timer):
        monkeypatch.setitem(vars(module), "sleep", vars(module)["sleep"])
    console.wait_in_the_loop()

    async def many() -> int:
        before = active_count()
        waiting = [asyncio.ensure_future(console.sleep(60)) for _ in range(40)]
        await console.sleep(0)
        held = active_count() - before
        for each in waiting:
            each.cancel()
        return held

    assert asyncio.run(many()) == 0
    assert vars(timer)["sleep"] is vars(_time)["sleep"] is console.sleep
