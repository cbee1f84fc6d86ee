"""What `make windows` compares between systems: every verb that only reads, each with something to say."""

from __future__ import annotations

import json
from argparse import _SubParsersAction
from pathlib import Path

import pytest

from iro_tui.cli.arguments import parser
from tests.support.reading_verbs import LEFT_OUT, said, store_to_read, verbs


def test_every_verb_is_compared_or_left_out_with_a_reason() -> None:
    [every] = [action.choices for action in parser()._actions if isinstance(action, _SubParsersAction)]
    compared = {words[0] for words in verbs()}
    assert compared | LEFT_OUT.keys() == every.keys()
    assert compared & LEFT_OUT.keys() <= {"purge"}


def test_each_says_one_object_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IRO_STORE", "")
    for words, answer in said(store_to_read(tmp_path / "store")).items():
        assert isinstance(json.loads(answer), dict), words
