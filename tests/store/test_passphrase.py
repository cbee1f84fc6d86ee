"""Choosing a passphrase: what is refused, what is made up, and that opening a store loads nothing for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from iro_tui.store import passphrase
from tests.support.stores import PASSPHRASE, make_store


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "elevenchars",
        "aaaaaaaaaaaaaaaa",
        "abababababababab",
        "Password1234",
        "P@ssw0rd1234",
        "password password",
        "qwertyuiop123",
        "123456789012",
        "abcdefghijklmnop",
        "iro-tui iro-tui",
        "Iro-Tui-2026!",
        "correct horse battery staple",
        "Independent Reviewing Officer",
        "Liverpool2024!",
        "fernfernfernfern",
    ],
)
def test_weak_passphrases(weak: str) -> None:
    assert passphrase.check_passphrase(weak)


@pytest.mark.parametrize(
    "good",
    ["fern-barley-compass-otter", "Spiro tuition blah", "x7$Kq!9vT2#m", "мой дом у реки", "Summer-holiday-in-Wales"],
)
def test_good_passphrases(good: str) -> None:
    assert passphrase.check_passphrase(good) is None


def test_suggestions_are_good_and_differ() -> None:
    suggested = {passphrase.suggest_passphrase() for _ in range(100)}
    assert len(suggested) == 100
    assert not [phrase for phrase in suggested if passphrase.check_passphrase(phrase)]
    assert all(phrase.count("-") == 4 for phrase in suggested)


def test_the_word_list() -> None:
    words = passphrase.words()
    assert len(words) == len(set(words)) >= 1024
    assert len(words) ** 5 > 2**51
    assert all(word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 8 for word in words)
    assert list(words) == sorted(words)


OPENING = """
import sys
from pathlib import Path
from iro_tui.caseload.opening import unlock
unlock(Path(sys.argv[1]), sys.argv[2]).close()
print("zxcvbn" in sys.modules)
"""


def test_opening_a_store_does_not_load_what_weighs_a_new_passphrase(tmp_path: Path) -> None:
    make_store(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", OPENING, str(tmp_path), PASSPHRASE], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
