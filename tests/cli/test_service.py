"""The service on the command line: in a manager's store its rows, elsewhere a sentence."""

from __future__ import annotations

import json

import pytest

from iro_tui.cli import main
from tests.support import TODAY
from tests.support.commands import Iro
from tests.support.stores import PASSPHRASE, make_store


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("service")
    make_store(folder / "store", 60, service=True)
    secret = folder / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    return ["--store", str(folder / "store"), "--passphrase-file", str(secret), "--today", TODAY.isoformat()]


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    main(list(words))
    return capsys.readouterr().out


def test_a_row_an_iro_and_the_service(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(told(capsys, "service", "--json", *asked))["iros"]
    assert [row["about"] for row in rows] == ["iro"] * 5 + ["unallocated", "service"][-len(rows) + 5 :]
    assert rows[-1]["iro"] == "Service"
    assert sum(row["looked_after"] for row in rows[:-1]) >= rows[-1]["looked_after"] > 50
    assert {row["exchanged"] for row in rows} == {None}
    text = told(capsys, "service", *asked)
    assert "Delia Nextdoor" in text
    assert "per FTE: to a full-time IRO" in text


def test_a_fair_share_is_told_and_nobody_moved(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    before = told(capsys, "service", "--json", *asked)
    text = told(capsys, "fair-share", *asked)
    assert "to a full-time IRO, give or take 5: " in text
    for move in json.loads(told(capsys, "fair-share", "--json", *asked))["moves"]:
        assert move["from"] != move["to"]
    assert told(capsys, "service", "--json", *asked) == before


def test_the_sheet_of_one_iro(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert "Delia Nextdoor's caseload" in told(capsys, "supervision", "--iro", "DN", *asked)
    assert main(["supervision", "--iro", "Nobody Known", *asked]) == 1
    assert "Nobody on record is called" in capsys.readouterr().err


def test_an_officers_store_says_where_it_stands(filled: Iro) -> None:
    for verb in ("service", "fair-share"):
        assert "officer's store" in filled(verb).out
    assert "officer's store" in filled("supervision", "--iro", "DN").err
