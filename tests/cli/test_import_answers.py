"""What is asked of a file is answered on the command line too: each question says by which option."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.support.annex_a import ONE, table
from tests.support.commands import Iro
from tests.support.returns import make_return
from tests.support.workbooks import csv_of, xlsx

DAY = "2026-04-20"
HALF = [{**ONE, "REVIEW": "25/03/2026"}, {**ONE, "CHILD": "A2", "REVIEW": date(2026, 2, 4)}]
FILES = {
    "half.xlsx": xlsx({"List 8": table(HALF)}),
    "hidden.xlsx": xlsx(
        {"List 8": table([ONE]), "List 8 (old)": table([{**ONE, "CHILD": "OLD"}])}, hidden=["List 8 (old)"]
    ),
    "us.csv": csv_of([["Child ID", "DOB", "Last review"], ["100", "5/6/2013", "1/15/2026"]]),
    "years.xlsx": xlsx({"Feb": [["Ref", "DOB", "Last review"], ["100", date(2013, 6, 5), "3 Feb"]]}),
}
ASKED = {
    "half.xlsx": (
        "half:List 8, Date of Latest Statutory Review=right",
        "half:List 8, Date of Latest Statutory Review=turned",
    ),
    "hidden.xlsx": ("sheet:List 8 (old)=read", "sheet:List 8 (old)=leave"),
    "us.csv": ("order=yes", "order=no"),
    "years.xlsx": ("year:Feb=2026", "year:Feb=ask"),
}


@pytest.fixture
def store(iro: Iro) -> Iro:
    assert iro("init", today=DAY).code == 0
    return iro


def _written(folder: Path, *names: str) -> list[str]:
    for name in names:
        (folder / name).write_bytes(FILES[name])
    return [str(folder / name) for name in names]


@pytest.mark.parametrize("name", FILES)
def test_each_question_says_its_option_and_the_option_answers_it(store: Iro, tmp_path: Path, name: str) -> None:
    files = _written(tmp_path, name)
    asks = store("import", *files, "--dry-run", "--json", today=DAY)
    assert tuple(asks.json["asked"][0]["answer"]) == ASKED[name]
    for way in ASKED[name]:
        shown = store("import", *files, "--dry-run", today=DAY)
        assert f'--answer "{way}"' in shown.err
        answered = store("import", *files, "--dry-run", "--json", "--answer", way, today=DAY)
        assert answered.json["asked"][0]["taken"] is (way == ASKED[name][0])
    assert store("import", *files, "--yes", "--answer", ASKED[name][0].replace("=", " = ").upper(), today=DAY).code == 0


@pytest.mark.parametrize(("word", "held"), [("right", "2026-02-04"), ("turned", "2026-04-02")])
def test_a_column_half_text_is_read_as_it_was_answered(store: Iro, tmp_path: Path, word: str, held: str) -> None:
    files = _written(tmp_path, "half.xlsx")
    assert (
        store(
            "import", *files, "--yes", "--answer", f"half:list 8, date of latest statutory review={word}", today=DAY
        ).code
        == 0
    )
    assert held in str(store("child", "A2", "--json", today=DAY).json)


def test_a_sheet_that_is_read_by_option_tells_of_its_children(store: Iro, tmp_path: Path) -> None:
    files = _written(tmp_path, "hidden.xlsx")
    both = store("import", *files, "--yes", "--answer", "sheet:List 8 (old)=y", "--json", today=DAY)
    assert (both.code, both.json["new"]) == (0, 2)


def test_of_two_files_that_ask_the_same_each_is_named(store: Iro, tmp_path: Path) -> None:
    files = _written(tmp_path, "us.csv")
    (tmp_path / "other.csv").write_bytes(FILES["us.csv"].replace(b"100", b"200"))
    ways = store("import", *files, str(tmp_path / "other.csv"), "--dry-run", today=DAY).err
    assert sorted(re.findall(r'--answer "(order[^"]+=yes)"', ways)) == ["order:other.csv=yes", "order:us.csv=yes"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [("half:DOB=right", "Asked: order."), ("order=perhaps", "answer it with yes or no"), ("order", "not asked")],
)
def test_an_answer_that_is_none_is_refused_and_changes_nothing(
    store: Iro, tmp_path: Path, answer: str, told: str
) -> None:
    refused = store("import", *_written(tmp_path, "us.csv"), "--yes", "--answer", answer, today=DAY)
    assert refused.code == 1
    assert told in refused.err
    assert "Nothing was brought in." in refused.err
    assert store("undo").code == 1


LIST = [
    ["Child ID", "Initials", "DOB", "LAC since", "Last review", "Next review"],
    ["T1", "AA", "15/6/2012", "1/9/2025", "25/3/2026", "14/8/2026"],
    ["T2", "BB", "15/6/2013", "1/9/2025", "25/3/2026", "w/c 17/8/2026"],
]


def test_what_a_row_asks_is_answered_by_its_number(store: Iro, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_bytes(csv_of(LIST))
    asks = store("import", str(file), "--dry-run", today=DAY).err
    assert '--answer "row 2=1"' in asks
    assert '--answer "row 2=0"' in asks
    done = store("import", str(file), "--yes", "--answer", "row 2=3", today=DAY)
    assert done.code == 0, done.err
    assert "2026-08-19" in str(store("child", "T2", "--json", today=DAY).json)
    file.write_bytes(csv_of([LIST[0], [*LIST[1][:5], "20/8/2026"]]))
    kept = store("import", str(file), "--dry-run", "--json", today=DAY).json["asked"]
    assert (kept[0]["answer"], kept[0]["taken"]) == (["row 1=y", "row 1=n"], False)
    assert store("import", str(file), "--yes", "--answer", "row 1=y", today=DAY).code == 0
    assert "2026-08-20" in str(store("child", "T1", "--json", today=DAY).json)


@pytest.mark.parametrize("answer", ["row 1=y", "row 9=y", "list 2 row 2=1"])
def test_an_answer_to_a_row_that_asks_nothing_is_refused(store: Iro, tmp_path: Path, answer: str) -> None:
    file = tmp_path / "mine.csv"
    file.write_bytes(csv_of(LIST))
    refused = store("import", str(file), "--yes", "--answer", answer, today=DAY)
    assert refused.code == 1
    assert "--answer" in refused.err
    assert store("undo").code == 1


def test_an_answer_that_does_not_settle_a_row_leaves_it_out(store: Iro, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_bytes(csv_of(LIST))
    assert store("import", str(file), "--yes", "--answer", "row 2=y", today=DAY).code == 0
    children = store("caseload", "--json", today=DAY).json["children"]
    assert [child["ref"] for child in children] == ["T1"]


UNKNOWN = [
    ["Child ID", "LAC since", "Legal", "Placement", "RAG", "Last review"],
    ["T1", "1/9/2025", "s20", "Tardis", "blue", "25/3/2026"],
    ["T2", "1/9/2025", "s99", "res unit", "amber?", "25/3/2026"],
]


def test_a_word_that_means_no_code_is_left_blank_or_typed_by_option(store: Iro, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_bytes(csv_of(UNKNOWN))
    asks = " ".join(store("import", str(file), "--dry-run", today=DAY).err.split())
    for each in ("placement “Tardis”: not certain", "RAG “blue”: not certain", '--answer "row 2 Legal=…"'):
        assert each in asks
    [asked] = store("import", str(file), "--dry-run", "--json", today=DAY).json["asked"]
    assert (asked["about"], asked["answer"], asked["taken"]) == ("row 2", ["row 2 Legal=…"], False)
    done = store("import", str(file), "--yes", "--answer", "row 2 legal = C2", today=DAY)
    assert done.code == 0, done.err
    children = store("caseload", "--json", today=DAY).json["children"]
    told = {child["ref"]: (child["legal_status"], child["placement"], child["rag"]) for child in children}
    assert told == {"T1": ("V2", None, None), "T2": ("C2", "K2", None)}


@pytest.mark.parametrize("answer", ["row 2 Leagl=C2", "row 9 Legal=C2", "row 1=y"])
def test_a_cell_that_there_is_none_of_is_refused(store: Iro, tmp_path: Path, answer: str) -> None:
    file = tmp_path / "mine.csv"
    file.write_bytes(csv_of(UNKNOWN))
    refused = store("import", str(file), "--yes", "--answer", answer, today=DAY)
    assert (refused.code, "Nothing was brought in" in refused.err) == (1, True)
    assert store("undo").code == 1


def test_of_two_lists_each_row_is_named_with_its_list(store: Iro, tmp_path: Path) -> None:
    for name, of in (("a.csv", "T"), ("b.csv", "B")):
        rows = [LIST[0], *([ref.replace("T", of), of, *rest] for ref, _, *rest in LIST[1:])]
        (tmp_path / name).write_bytes(csv_of(rows))
    files = [str(tmp_path / name) for name in ("a.csv", "b.csv")]
    assert '--answer "list 2 row 2=1"' in store("import", *files, "--dry-run", today=DAY).err
    assert store("import", *files, "--yes", "--answer", "list 2 row 2=1", today=DAY).code == 0
    refs = [child["ref"] for child in store("caseload", "--json", today=DAY).json["children"]]
    assert sorted(refs) in (["B1", "B2", "T1"], ["B1", "T1", "T2"])


NEAR = {"episodes": "A7,02/03/2026,S,C2,N1,U6,PR1,,,,,,\n", "reviews": "A7,05/06/2012,30/03/2026,PN1\n"}


@pytest.mark.parametrize(("word", "apart"), [("two", True), ("one", False), (" Two", True)])
def test_what_a_return_asks_of_a_child_is_answered_by_option(
    store: Iro, tmp_path: Path, word: str, apart: bool
) -> None:
    """Two reviews on neighbouring days, each with its code; a correction; the same name twice."""
    both = NEAR | {"reviews": NEAR["reviews"] + NEAR["reviews"].replace("30/03", "31/03")}
    folder = make_return(tmp_path / "return", "A7,M,05/06/2012,WBRI,,,\n", both["episodes"], both["reviews"])
    shown = store("import", str(folder), "--dry-run", today=DAY).err
    assert '--answer "A7 Review=two"  or  --answer "A7 Review=one"' in shown
    assert store("import", str(folder), "--yes", "--answer", f"a7  review={word}", today=DAY).code == 0
    shown = store("today", today=DAY).out
    assert "one review in two meetings, or two?" not in shown, "answered"
    written = store(
        "export", "reviews903", str(tmp_path / "out.csv"), "--yes", "--as-it-is", "--year", "2025", today=DAY
    )
    assert written.out.startswith("2 reviews" if apart else "1 review")


@pytest.mark.parametrize("second", ["31/3/2026", "8/4/2026"])
@pytest.mark.parametrize(
    ("answer", "days", "reviews"),
    [("a7  review=two", 2, 2), ("A7 Review=one", 2, 1), ("row 2=1", 2, 1), ("row 2=2", 2, 2), ("row 2=n", 1, 1)],
)
def test_what_a_list_asks_of_reviews_near_each_other_is_answered_as_a_return_s_is(
    store: Iro, tmp_path: Path, second: str, answer: str, days: int, reviews: int
) -> None:
    """On neighbouring days, and further apart; the words mean the same as of a return, and as in `iro do apart`."""
    file = tmp_path / "mine.csv"
    heading = ["Child ID", "LAC since", "Last review"]
    file.write_bytes(csv_of([heading, ["A7", "2/3/2026", "30/3/2026"], ["A7", "", second]]))
    shown = store("import", str(file), "--dry-run", today=DAY).err
    assert '--answer "A7 Review=two"  or  --answer "A7 Review=one"' in shown
    refused = store("import", str(file), "--yes", "--answer", "A8 Review=two", today=DAY)
    assert (refused.code, "A8 Review" in refused.err or "a8 review" in refused.err) == (1, True)
    assert store("import", str(file), "--yes", "--answer", answer, today=DAY).code == 0
    written = store(
        "export", "reviews903", str(tmp_path / "out.csv"), "--yes", "--as-it-is", "--year", "2025", today=DAY
    )
    near = second == "31/3/2026"  # the other is of the year after
    assert written.out.startswith("2 reviews" if reviews == 2 and near else "1 review"), written
    assert ("one review in two meetings, or two?" in store("today", today=DAY).out) is False
    held = [row["held"] for row in store("reviews", "--held", "--json", today=DAY).json["reviews"]]
    assert len(held) == days


@pytest.mark.parametrize("word", ["y", "no", "1"])
def test_what_two_reviews_are_is_said_by_its_own_words_alone(store: Iro, tmp_path: Path, word: str) -> None:
    """A yes to “two reviews, or one?” says neither; of a return and of a list."""
    near = NEAR | {"reviews": NEAR["reviews"] + NEAR["reviews"].replace("30/03", "31/03")}
    folder = make_return(tmp_path / "return", "A7,M,05/06/2012,WBRI,,,\n", near["episodes"], near["reviews"])
    file = tmp_path / "mine.csv"
    file.write_bytes(csv_of([["Child ID", "LAC since", "Last review"], ["A7", "2/3/2026", "30/3/2026"],
                             ["A7", "", "31/3/2026"]]))  # fmt: skip
    for each in (folder, file):
        refused = store("import", str(each), "--yes", "--answer", f"A7 Review={word}", today=DAY)
        assert (refused.code, "A7 Review" in refused.err) == (1, True), refused.err
    assert store("undo").code == 1


def test_what_a_later_file_takes_off_is_kept_by_option(store: Iro, tmp_path: Path) -> None:
    head = "A7,M,05/06/2012,WBRI,,,\n"
    first = make_return(
        tmp_path / "1", head, NEAR["episodes"],
        "".join(NEAR["reviews"].replace("30/03", day) for day in ("09/03", "25/03", "30/03")),
    )  # fmt: skip
    assert store("import", str(first), "--yes", "--answer", "A7 Review=two", today=DAY).code == 0
    second = make_return(tmp_path / "2", head, NEAR["episodes"], NEAR["reviews"])
    asks = store("import", str(second), "--dry-run", "--json", today=DAY).json["asked"]
    names = [each["answer"][1] for each in asks]
    assert names == ["A7 Review=refuse", "A7 Review 2=refuse"]
    done = store("import", str(second), "--yes", "--answer", names[1], "--json", today=DAY)
    assert [each["taken"] for each in done.json["asked"]] == [True, False]
    refused = store("import", str(second), "--yes", "--answer", "A8 Review=two", today=DAY)
    assert refused.code == 1
    assert "A8 Review=two" in refused.err


@pytest.mark.parametrize(("answer", "adds"), [([], 1), (["row 3=n"], 1), (["row 3=y"], 2)])
def test_a_row_that_stays_out_for_where_it_stands_is_taken_by_option(
    store: Iro, tmp_path: Path, answer: list[str], adds: int
) -> None:
    file = tmp_path / "mine.csv"
    heading = ["Child ID", "LAC since", "Last review"]
    file.write_bytes(csv_of([heading, ["A7", "2/3/2026", "30/3/2026"], ["CLOSED"], ["A8", "2/3/2026", "30/3/2026"]]))
    shown = store("import", str(file), "--dry-run", today=DAY).err
    assert "y takes it all the same" in shown
    assert '--answer "row 3=y"' in shown
    ways = [part for each in answer for part in ("--answer", each)]
    assert store("import", str(file), "--yes", *ways, today=DAY).code == 0
    assert len(store("caseload", "--json", today=DAY).json["children"]) == adds
    assert store("import", str(file), "--yes", "--answer", "row 2=y", today=DAY).code == 1
