"""Wrong guesses: counted for good, slowed down, forgotten when one is right or after an hour; nothing is destroyed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from iro_tui import clock
from iro_tui.store.guesses import LONGEST_WAIT, TooSoon, counted, guessed, wait_after
from iro_tui.store.place import NotOpened, StoreError

START = datetime(2026, 11, 20, 9, tzinfo=UTC)


class Told:
    """A clock that is told."""

    def __init__(self) -> None:
        self.now = START

    def later(self, **amount: int) -> None:
        self.now += timedelta(**amount)


@pytest.fixture
def hours() -> Iterator[Told]:
    told_clock = Told()
    with clock.clock(lambda: told_clock.now):
        yield told_clock


def guess(path: Path, error: type[Exception] | None = NotOpened) -> None:
    with suppress(NotOpened), counted(path):
        if error:
            raise error


def test_the_wait_doubles_and_ends() -> None:
    assert [wait_after(wrong) for wrong in (0, 1, 2, 3, 4, 8, 9, 10_000)] == [0, 0, 1, 2, 4, 60, 60, 60]
    assert LONGEST_WAIT == 60


def test_each_wrong_guess_makes_the_next_wait_longer(tmp_path: Path, hours: Told) -> None:
    path = tmp_path / "guesses"
    for wrong in range(1, 9):
        guess(path)
        assert (guessed(path).wrong, guessed(path).wait) == (wrong, wait_after(wrong))
        if wait_after(wrong):
            with pytest.raises(TooSoon, match=f"Wrong {wrong} times"):
                guess(path)
        hours.later(seconds=wait_after(wrong))
    guess(path, None)
    assert guessed(path).wrong == 0
    assert list(tmp_path.iterdir()) == []


def test_a_guess_counts_while_it_is_tried(tmp_path: Path, hours: Told) -> None:
    """Ending the program half-way must not make it one that never was."""
    path = tmp_path / "guesses"
    with counted(path):
        assert guessed(path).wrong == 1


@pytest.mark.parametrize("error", [StoreError, KeyboardInterrupt])
def test_what_finds_nothing_out_is_no_guess(tmp_path: Path, hours: Told, error: type[Exception]) -> None:
    path = tmp_path / "guesses"
    guess(path)
    before = guessed(path)
    with pytest.raises(error):
        guess(path, error)
    assert guessed(path) == before


def test_a_clock_that_jumps_locks_nobody_out(tmp_path: Path, hours: Told) -> None:
    path = tmp_path / "guesses"
    for _ in range(7):
        guess(path)
        hours.later(minutes=1)
    hours.later(minutes=-30)
    assert guessed(path).wait <= LONGEST_WAIT
    hours.later(days=-400)
    assert guessed(path).wait == 0


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"wrong": "x", "at": 1}', b"[" * 5000, b"\xff"])
def test_a_spoilt_file_locks_nobody_out(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "guesses"
    path.write_bytes(content)
    assert guessed(path).wait == 0
    guess(path)
    assert guessed(path).wrong == 1


def test_where_nothing_can_be_written_it_still_opens(tmp_path: Path) -> None:
    guess(tmp_path / "away" / "guesses", None)
