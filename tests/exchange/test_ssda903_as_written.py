"""The same return however a council's tools write it: headings, signs, blanks, and lines that are no rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from iro_tui.exchange.extract import Extract
from iro_tui.exchange.opened import opened
from iro_tui.exchange.readers import FORMATS
from iro_tui.exchange.ssda903 import read_ssda903, words
from tests.support.ssda903 import TODAY, episodes, header, reviews

TABLES = {
    "h.csv": header("A1,1,13/01/2006,WBRI", "B2,2,14/01/2006,WBRI").decode(),
    "e.csv": episodes("A1: 01/05/2016 S C2 U6", "B2: 15/05/2016 S V2 U6").decode(),
    "r.csv": reviews("A1,13/01/2006,01/02/2017,PN1").decode(),
}


def read(write: Callable[[str], bytes]) -> Extract:
    """The return with every table written so; each is claimed by its beginning too."""
    files = [(name, write(text)) for name, text in TABLES.items()]
    return read_ssda903(files, TODAY)


def lines(text: str, *, above: str = "", below: str = "", heading: Callable[[str], str] = str) -> bytes:
    first, rest = text.split("\n", 1)
    return (above + heading(first) + "\n" + rest + below).encode()


AS_WRITTEN: dict[str, Callable[[str], bytes]] = {
    "as it should be": str.encode,
    "title lines": lambda t: lines(t, above="SSDA903 return 2016-17,,,\nProduced 02/04/2017 by Performance,,\n\n"),
    "a title in one cell": lambda t: lines(t, above='"Looked after children, 2016-17"\n\n\n'),
    "thirty lines above": lambda t: lines(t, above="about,this\n" * 29),
    "headings in words": lambda t: lines(t, heading=lambda h: h.title().replace("_", " ")),
    "headings with signs": lambda t: lines(t, heading=lambda h: h.lower().replace("_", "-").replace(",", " , ")),
    "pipes": lambda t: t.replace(",", "|").encode(),
    "pipes with blanks": lambda t: t.replace(",", " | ").encode(),
    "UTF-16 without mark": lambda t: t.encode("utf-16-le"),
    "UTF-16, the other way": lambda t: t.encode("utf-16-be"),
    "protected zeros": lambda t: "\n".join(
        ",".join(f'="{c}"' for c in row.split(",")) for row in t.splitlines()
    ).encode(),
    "single quotes": lambda t: "\n".join(",".join(f"'{c}'" for c in row.split(",")) for row in t.splitlines()).encode(),
    "an apostrophe before": lambda t: "\n".join(
        row if row.startswith("CHILD") else "'" + row for row in t.splitlines()
    ).encode(),
    "NULL": lambda t: t.replace(",,", ",NULL,").replace(",,", ",NULL,").replace(",\n", ",NULL\n").encode(),
    "blanks of many tools": lambda t: (
        t.replace(",,", ",#N/A,").replace(",,", ",(blank),").replace(",\n", ",nan\n").encode()
    ),
    "dashes for nothing": lambda t: t.replace(",,", ",-,").replace(",,", ",--,").replace(",\n", ",-\n").encode(),
    "a rule under the heading": lambda t: t.replace("\n", "\n-----,---,--------,---\n", 1).encode(),
    "months in words": lambda t: t.replace("/01/2006", "-Jan-2006").replace("/05/2016", " May 2016").encode(),
    "with a time": lambda t: t.replace("/2016", "/2016 00:00:00").encode(),
}


@pytest.mark.parametrize("write", AS_WRITTEN.values(), ids=AS_WRITTEN.keys())
def test_it_is_read_alike_and_nothing_is_to_look_at(write: Callable[[str], bytes]) -> None:
    plain, extract = read(str.encode), read(write)
    assert list(extract.children) == ["A1", "B2"]
    assert extract.children == plain.children
    assert extract.problems == plain.problems == []


@pytest.mark.parametrize("write", AS_WRITTEN.values(), ids=AS_WRITTEN.keys())
def test_it_is_claimed_by_its_beginning(write: Callable[[str], bytes]) -> None:
    files = [opened(name, write(text)) for name, text in TABLES.items()]
    assert all(next(form for form in FORMATS if form.claims(file)) is FORMATS[0] for file in files)


FOOTERS = {
    "Total": ["Total,,,"],
    "Grand total with its count": ["Grand Total,2,,"],
    "rows affected": ["", "(2 rows affected)"],
    "rows of psql": ["(2 rows)"],
    "filters": ["Applied filters: Year is 2017,Team is any"],
    "filters of many words": ["Applied filters: Year is 2017" + ",x is y" * 20],
    "filters over lines": ['"Applied filters:', 'Year is 2017"'],
    "a page": ["Page 1 of 1"],
    "a line of text": ["Children of other authorities are left out,,,"],
    "a heading again": ["CHILD,x,,"],
    "signs": ["***,,,", "?,,,"],
}


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=FOOTERS.keys())
def test_lines_that_are_no_rows_make_no_child_and_are_said_once_a_file(footer: list[str]) -> None:
    extract = read(lambda text: (text + "\n".join(footer) + "\n").encode())
    assert list(extract.children) == ["A1", "B2"]
    assert len(extract.problems) <= len(TABLES)
    assert {p.message for p in extract.problems} <= {words.NOT_A_CHILD}


@pytest.mark.parametrize("junk", ["NULL", "#N/A", "#REF!", "nan", "none", "(blank)", "-", "N/A", "Total", "Sub-total"])
def test_a_row_with_data_and_no_identifier_is_left_out_and_said_once(junk: str) -> None:
    data = header("A1,1,01/01/2006,WBRI", f"{junk},1,01/01/2006,WBRI", f"{junk},2,01/01/2007,WBRI")
    extract = read_ssda903(
        [("h.csv", data), ("e.csv", episodes("A1: 01/05/2016 S C2 U6")), ("r.csv", reviews())], TODAY
    )
    assert list(extract.children) == ["A1"]
    [problem] = extract.problems
    assert (problem.file, problem.row) == ("h.csv", 3)
    assert problem.message in {words.NO_CHILD, words.NOT_A_CHILD}


def test_identifiers_without_a_figure_are_children_where_all_are_so_or_where_they_tell_a_day() -> None:
    data = episodes("Ann: 01/05/2016 S C2 U6", "C3: 01/05/2016 S C2 U6", "C4: 01/05/2016 S C2 U6")
    assert list(read_ssda903([("e.csv", data)], TODAY).children) == ["Ann", "C3", "C4"]
    data = header("Ann,1,,WBRI", "Bob,1,,WBRI")
    assert list(read_ssda903([("h.csv", data)], TODAY).children) == ["Ann", "Bob"]


@pytest.mark.parametrize("before", [b"\n\n", b" \r\n", b"\xef\xbb\xbf\n", b"\t"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be"])
def test_white_space_before_xml(before: bytes, codec: str) -> None:
    text = (
        "<EXPSSDA903><CHILD><HEADER><CHILDID>A1</CHILDID><DOB>01/01/2006</DOB></HEADER><EPISODE><DECOM>01/05/2016</DECOM>"
        "<RNE>S</RNE><LS>C2</LS><PL>U6</PL></EPISODE></CHILD></EXPSSDA903>"
    )
    data = before.decode("utf-8").encode(codec) + text.encode(codec)
    if codec == "utf-8":
        data = before + b'<?xml version="1.0"?>' + text.encode()
    extract = read_ssda903([("r.xml", data)], TODAY)
    assert extract.children["A1"].periods[0].started == date(2016, 5, 1)
