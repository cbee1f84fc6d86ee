"""XML of endless parts is refused before it costs time or memory."""

from __future__ import annotations

import pytest

from iro_tui.exchange.ssda903 import read_ssda903
from iro_tui.exchange.ssda903.xml_form import MAX_TOKEN
from tests.faults.table import Tries, rounds
from tests.support.ssda903 import TODAY, said

MEGABYTE = 1024 * 1024
ENDLESS = {
    "a comment": b"<EXPSSDA903><!--%s--></EXPSSDA903>",
    "a comment before the root": b"<!--%s--><EXPSSDA903/>",
    "a comment after the root": b"<EXPSSDA903/><!--%s-->",
    "a comment that never ends": b"<EXPSSDA903><!--%s",
    "an attribute": b'<EXPSSDA903><CHILD a="%s"/></EXPSSDA903>',
    "a name": b"<EXPSSDA903><%s/></EXPSSDA903>",
    "an instruction": b"<EXPSSDA903><?x %s?></EXPSSDA903>",
    "a value": b"<EXPSSDA903><CHILD><HEADER><UPN>%s</UPN></HEADER></CHILD></EXPSSDA903>",
    "a value in CDATA": b"<EXPSSDA903><CHILD><HEADER><UPN><![CDATA[%s]]></UPN></HEADER></CHILD></EXPSSDA903>",
}


@pytest.mark.parametrize("part", ENDLESS)
def test_an_endless_part_is_refused(tries: Tries, part: str) -> None:
    for megabytes in (2, 100)[: rounds("endless XML")]:
        for filling in (b"x", b"x >"):
            with tries.one(f"{part} of {megabytes} MB"):
                data = ENDLESS[part] % (filling * (megabytes * MEGABYTE // len(filling) + 1))
                if b" " in filling and part == "a name":
                    continue  # that is many attributes without values, which is not XML
                (message,) = said(read_ssda903([("r.xml", data)], TODAY))
                assert "more than a million characters" in message


def test_what_is_long_and_no_more_is_read() -> None:
    remark = b"<!--%s-->" % (b"x" * (MAX_TOKEN - 10_000))
    child = b"<CHILD><HEADER><CHILDID>A</CHILDID></HEADER></CHILD>"
    extract = read_ssda903([("r.xml", b"<EXPSSDA903>" + remark * 3 + child + b"</EXPSSDA903>")], TODAY)
    assert extract.recognised
