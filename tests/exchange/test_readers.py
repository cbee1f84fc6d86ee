"""From paths to an Extract."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from iro_tui.exchange import readers
from iro_tui.exchange.decoding import UnreadableFile
from iro_tui.exchange.extract import ChildFacts, Extract, PeriodFact, Span, WorkerFact
from iro_tui.exchange.opened import Basis, OpenFile
from iro_tui.exchange.readers import Format, read_files
from tests.support.ssda903 import TODAY, episodes, header, reviews


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "header.csv").write_bytes(header())
    (tmp_path / "EPISODES.CSV").write_bytes(episodes("01/05/2016 S C2 U6"))
    (tmp_path / "reviews.csv").write_bytes(reviews())
    return tmp_path


def test_a_folder_means_every_csv_and_xml_in_it(folder: Path) -> None:
    (folder / "notes.txt").write_text("not read")
    (folder / "~$header.csv").write_bytes(b"\x00lock")
    (folder / ".hidden.csv").write_bytes(b"\x00")
    (folder / "below").mkdir()
    (folder / "below" / "x.csv").write_text("not read")
    extract = read_files([folder], TODAY)
    assert [r.file for r in extract.recognised] == ["EPISODES.CSV", "header.csv", "reviews.csv"]
    assert len(extract.children["A"].periods) == 1
    assert extract.problems == []


def test_a_file_named_twice_is_read_once(folder: Path) -> None:
    extract = read_files([folder / "header.csv", folder, folder / "header.csv"], TODAY)
    assert [r.file for r in extract.recognised] == ["header.csv", "EPISODES.CSV", "reviews.csv"]


def test_files_of_several_folders_are_told_apart(folder: Path) -> None:
    for year in ("2016", "2017"):
        (folder / year).mkdir()
        (folder / year / "header.csv").write_bytes(header())
    extract = read_files([folder / "2016", folder / "2017"], TODAY)
    assert [r.file for r in extract.recognised] == ["2016/header.csv", "2017/header.csv"]


def test_what_is_wrong_with_one_file_stops_no_other(folder: Path) -> None:
    (folder / "a.csv").write_bytes(b"%PDF-1.7")
    (folder / "b.csv").write_bytes(b"Rule code,Message\n1,x\n")
    (folder / "c.xml").write_bytes(b"<!DOCTYPE x><EXPSSDA903/>")
    (folder / "d.csv").write_bytes(b"")
    (folder / "e.csv").symlink_to(folder / "gone.csv")
    extract = read_files([folder], TODAY)
    assert len(extract.children["A"].periods) == 1
    told = {p.file: p.message for p in extract.problems}
    assert told["b.csv"] == readers.NOT_RECOGNISED
    assert "PDF" in told["a.csv"]
    assert "document type" in told["c.xml"]
    assert told["d.csv"] == "This file is empty. Nothing in it was used."
    assert "is not there" in told["e.csv"]
    assert len(told) == 5


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("gone.csv", "gone.csv: is not there"),
        ("pipe", "pipe: is not an ordinary file"),
        ("empty", "empty: is a folder"),
    ],
)
def test_a_path_that_cannot_be_read_is_refused(folder: Path, name: str, part: str) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "empty").mkdir()
    with pytest.raises(UnreadableFile, match=part):
        read_files([folder / "header.csv", folder / name], TODAY)


def test_a_file_that_may_not_be_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableFile, match=r"header\.csv: cannot be opened"):
        read_files([folder / "header.csv"], TODAY)


@pytest.mark.parametrize(
    ("limit", "part"), [("MAX_BYTES", "larger than"), ("MAX_TOTAL", "more than 400"), ("MAX_FILES", "Load fewer")]
)
def test_reading_is_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch, limit: str, part: str) -> None:
    monkeypatch.setattr(readers, limit, 2)
    with pytest.raises(UnreadableFile, match=part):
        read_files([folder / "header.csv", folder / "EPISODES.CSV", folder / "reviews.csv"], TODAY)


def test_nothing_given_is_nothing_found() -> None:
    assert read_files([], TODAY) == Extract()


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_is_recognised(folder: Path, codec: str) -> None:
    big = header("A,1,01/01/2006,WBRI,Zoë", *(f"B{n},1,01/01/2006,WBRI" for n in range(4000))).decode()
    (folder / "header.csv").write_bytes(big.encode(codec))
    extract = read_files([folder / "header.csv"], TODAY)
    assert extract.recognised[0].rows == 4001


def test_another_format_is_one_line_of_the_registry(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_lists(
        files: Iterable[OpenFile],
        reading: Basis,
    ) -> Extract:
        assert (reading.before, reading.year, dict(reading.spelling)) == ([], None, {})
        assert [file.name for file in files] == ["list.csv"]
        known = ChildFacts("A", sex="F", need="N1", workers=[WorkerFact("SW", reading.today)])
        span, told_in = Span(date(2015, 4, 1), date(2015, 5, 1)), ("List", 2015)
        return Extract(
            children={"A": known, "B": ChildFacts("B")},
            reviews_known_from=date(2015, 4, 1),
            spans={"A": span, "B": span},
            told_in={"A": told_in, "B": told_in},
        )

    lists = Format("List", lambda file: file.head.startswith("list"), read_lists)
    monkeypatch.setattr(readers, "FORMATS", (*readers.FORMATS, lists))
    (folder / "list.csv").write_text("list,x\n")
    extract = read_files([folder], TODAY)
    facts = extract.children["A"]
    assert (facts.sex, facts.need, len(facts.workers)) == ("M", "N1", 1)
    assert facts.periods == [PeriodFact(date(2016, 5, 1), True, reviews_known_from=date(2016, 5, 1))]
    assert "B" in extract.children
    assert extract.reviews_known_from == date(2016, 4, 1)
