"""Whatever is typed on the command line ends in a plain sentence: never in a line of code, never in a hang."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from iro_tui.cli.arguments import everywhere, parser
from iro_tui.store import keyfile
from iro_tui.store.secret import RootSecret
from tests.faults.table import Tries, rounds
from tests.support.commands import Iro
from tests.support.stores import ROOT

HOSTILE = {
    "nothing": "",
    "a blank": " ",
    "one of 100,000 letters": "a" * 100_000,
    "a path of 100,000 letters": "a/" * 50_000,
    "a device without end": "/dev/zero",
    "the null device": "/dev/null",
    "what may not be read": "/proc/self/mem",
    "a folder": ".",
    "a home of nobody": "~nobody-of-that-name",
    "a file below a file": "/dev/null/x",
    "what is not there": "not-there/not-there.toml",
    "a control sequence": "\x1b]0;owned\x07\x1b[2J",
    "a C1 control": "\x9b31m\x85",
    "text turned round": "\u202egnp.exe\u2066",
    "bytes of no encoding": "\udcff\udcfe\udc80",
    "markup": "[@click=app.quit()]x[/] [/red]",
    "a format": "%s{x!r}%n",
    "a formula": "=cmd|' /C calc'!A0",
    "SQL": "' OR 1=1; DROP TABLE child --",
    "JSON": '{"a": [1',
    "a glob": "*?[]",
    "a huge number": "9" * 5_000,
    "a negative number": "-1",
    "not a number": "nan",
    "the first day": "0001-01-01",
    "a day of 1899": "1899-12-31",
    "a day long ago": "1995-01-01",
    "the last day": "9999-12-31",
    "a day of the calendar's last year": "2060-12-31",
    "a wide digit": "２０２６-１１-２０",
}
"""By what it is."""

FITTING = {
    "child": "KB 1",
    "children": "3", "ref": "KB 1", "words": "school", "files": "no-such-file", "file": "new.txt", "name": "statutory",
    "action": "rag", "rest": "KB 1", "when": "newest", "refs": "KB 1", "output": "new.iro-card",
    "authority": "new.txt", "card": "new.txt", "url": "postgresql://keeper@localhost/iro",
}  # fmt: skip
"""What stands in the other places, by their names."""
OPENS_SCREENS = {"demo": ("--print", "--children", "3")}
"""Verbs that would open the screens, with what prints instead."""


@cache
def places() -> dict[str, tuple[str, ...]]:
    """Every place for a value on the command line, by its name: the words, with `None` left out of it as `{}`."""
    made: dict[str, tuple[str, ...]] = {}
    for verb, grammar in _verbs(parser()):
        positional = [item for item in grammar._actions if not item.option_strings and item.nargs != 0]
        optional = [item for item in grammar._actions if item.option_strings and item.nargs != 0]
        required = [item.option_strings[-1] for item in optional if item.required]
        fitting = [FITTING.get(item.dest, "2026") for item in positional]
        extra = [word for option in required for word in (option, FITTING[option.lstrip("-")])]
        extra += OPENS_SCREENS.get(verb[0], ())
        for at, item in enumerate(positional):
            words = [*fitting[:at], "{}", *fitting[at + 1 :]]
            made[" ".join((*verb, item.dest))] = (*verb, *words, *extra)
        for item in optional:
            if item.dest != "passphrase_file":
                made[" ".join((*verb, item.option_strings[-1]))] = (
                    *verb,
                    *fitting,
                    *extra,
                    item.option_strings[-1],
                    "{}",
                )
    return made


def _verbs(
    grammar: argparse.ArgumentParser, before: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    within = [item for item in grammar._actions if isinstance(item, argparse._SubParsersAction)]
    if not within and before:
        yield before, grammar
    for item in within:
        for name, each in item.choices.items():
            yield from _verbs(each, (*before, name))


@pytest.fixture
def quick(iro: Iro, _empty_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iro:
    """The command line over an empty store, opened without deriving a key."""
    import shutil

    shutil.copytree(_empty_once, tmp_path / "store")
    monkeypatch.setattr(keyfile, "unlock", lambda *_: RootSecret(ROOT))
    monkeypatch.chdir(tmp_path)
    return iro


@pytest.mark.parametrize("place", places())
def test_a_hostile_argument_ends_in_a_sentence(quick: Iro, tries: Tries, place: str) -> None:
    kinds = list(HOSTILE)
    first = list(places()).index(place)
    for at in range(min(rounds("command line"), len(kinds))):
        kind = kinds[(first * 7 + at) % len(kinds)]
        words = [HOSTILE[kind] if word == "{}" else word for word in places()[place]]
        with tries.one(f"{kind} as {place}"):
            done = quick(*words)
            said = done.out + done.err
            assert done.code in (0, 1, 2)
            assert not [words for words in ("Something went wrong", "Traceback") if words in said], said
            assert len(said) < 60_000, "no more than the longest list, every setting of a practice"
            assert not [c for c in said if c in "\x1b\x07\x9b\x85\u202e\u2066"]


def test_options_are_the_same_everywhere() -> None:
    options = {item.option_strings[-1] for item in everywhere()._actions if item.nargs != 0}
    assert {f"today {option}" for option in options - {"--passphrase-file"}} <= set(places())
