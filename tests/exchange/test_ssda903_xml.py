"""The XML form, and hostile XML."""

from __future__ import annotations

import pytest

from iro_tui.exchange.extract import Extract
from iro_tui.exchange.ssda903 import read_ssda903, words, xml_form
from tests.support.ssda903 import TODAY, day, episodes, header, missing, reviews, said, uasc

GOOD = """<?xml version="1.0" encoding="UTF-8"?>
<EXPSSDA903>
  <!-- made up -->
  <CHILD>
    <HEADER>
      <CHILDID>A</CHILDID><UPN/><SEX>1</SEX><DOB>01/01/2006</DOB><ETHNIC>WBRI</ETHNIC>
      <UASC>1</UASC><DUC>01/01/2024</DUC><MOTHER/>
      <AREVIEW><REVIEW>01/06/2017</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
      <AREVIEW><REVIEW>xx</REVIEW><REVIEW_CODE>PN2</REVIEW_CODE></AREVIEW>
      <AMISSING><MISSING>M</MISSING><MIS_START>01/02/2018</MIS_START><MIS_END>02/02/2018</MIS_END></AMISSING>
      <OC2><SDQ_SCORE>3</SDQ_SCORE></OC2>
    </HEADER>
    <EPISODE>
      <DECOM>01/05/2016</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U6</PL><PLACE_PROVIDER>PR1</PLACE_PROVIDER>
      <DEC>01/06/2017</DEC><REC>X1</REC><REASON_PLACE_CHANGE>CARPL</REASON_PLACE_CHANGE>
    </EPISODE>
    <EPISODE><DECOM>01/06/2017</DECOM><RNE>P</RNE><LS>C2</LS><CIN>N1</CIN><PL>K2</PL></EPISODE>
  </CHILD>
  <CHILD>
    <HEADER><CHILDID>B</CHILDID><SEX>2</SEX><DOB>01/01/2007</DOB><ETHNIC>WBRI</ETHNIC><UASC/></HEADER>
    <EPISODE><DECOM>01/05/2017</DECOM><RNE>S</RNE><LS>C2</LS><PL>U6</PL></EPISODE>
  </CHILD>
</EXPSSDA903>
"""


def read(text: str | bytes) -> Extract:
    return read_ssda903([("r.xml", text.encode() if isinstance(text, str) else text)], TODAY)


def test_xml_and_csv_give_the_same_facts() -> None:
    from_xml = read(GOOD)
    cin = episodes("01/05/2016 S C2 U6 01/06/2017 X1 CARPL", "01/06/2017 P C2 K2", "B: 01/05/2017 S C2 U6").replace(
        b"C2,,U6,,01", b"C2,N1,U6,PR1,01"
    )
    from_csv = read_ssda903(
        [
            ("h.csv", header("A,1,01/01/2006,WBRI", "B,2,01/01/2007,WBRI")),
            ("e.csv", cin),
            ("r.csv", reviews("A,,01/06/2017,PN1", "A,,xx,PN2")),
            ("u.csv", uasc("A,,,01/01/2024")),
            ("m.csv", missing("A,,M,01/02/2018,02/02/2018")),
            ("o.csv", b"CHILD,DOB,SDQ_SCORE,HEALTH_CHECK\nA,,3,\n"),
        ],
        TODAY,
    )
    assert from_xml.children == from_csv.children
    assert from_xml.reviews_known_from == from_csv.reviews_known_from
    assert from_xml.children["A"].uasc_until == day("01/01/24")
    assert {r.format: r.rows for r in from_xml.recognised} == {
        "SSDA903 Header": 2,
        "SSDA903 Episodes": 3,
        "SSDA903 Reviews": 2,
        "SSDA903 UASC": 1,
        "SSDA903 Missing": 1,
        "SSDA903 OC2": 1,
    }
    # The second AREVIEW of the file is row 2.
    assert [(p.row, p.field, p.value, p.message) for p in from_xml.problems] == [
        (2, "REVIEW", "xx", words.NO_REVIEW_DATE)
    ]


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig", "iso-8859-1", "cp1252"])
def test_xml_says_its_own_encoding(codec: str) -> None:
    declared = {"utf-8-sig": "utf-8", "cp1252": "windows-1252"}.get(codec, codec)
    data = GOOD.replace('encoding="UTF-8"', f'encoding="{declared}"').replace(">A<", ">Zoë<").encode(codec)
    assert "Zoë" in read(data).children


def test_unknown_elements_are_told_once() -> None:
    extract = read(GOOD.replace("<UPN/>", "<NAME>x</NAME>").replace("<!-- made up -->", "<LA>1</LA>"))
    assert [p.value for p in extract.problems if p.message == words.EXTRA_COLUMNS] == ["NAME"]


def test_a_namespace_does_not_matter() -> None:
    assert "A" in read(GOOD.replace("<EXPSSDA903>", '<EXPSSDA903 xmlns="urn:x">')).children


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE EXPSSDA903 [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{"&" + chr(97 + n) + ";" * 1}&{chr(97 + n)};">' for n in range(20))
    + "]><EXPSSDA903><CHILD><HEADER><CHILDID>&u;</CHILDID></HEADER></CHILD></EXPSSDA903>"
)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        pytest.param(LAUGHS, "document type or entities", id="billion laughs"),
        pytest.param(
            '<!DOCTYPE x [<!ENTITY e SYSTEM "secret.txt">]><EXPSSDA903><CHILD>&e;</CHILD></EXPSSDA903>',
            "document type or entities",
            id="outside entity",
        ),
        pytest.param(
            '<!DOCTYPE EXPSSDA903 SYSTEM "x.dtd"><EXPSSDA903/>', "document type or entities", id="outside DTD"
        ),
        pytest.param(
            '<!DOCTYPE EXPSSDA903 [<!ENTITY % p "x"> %p;]><EXPSSDA903/>', "document type", id="parameter entity"
        ),
        pytest.param(
            "<EXPSSDA903><CHILD>&nope;</CHILD></EXPSSDA903>", "not whole or not correct", id="undefined entity"
        ),
        pytest.param(GOOD[:-40], "not whole or not correct", id="broken off"),
        pytest.param("<", "not whole or not correct", id="one character"),
        pytest.param("<EXPSSDA903>\x00</EXPSSDA903>", "not whole or not correct", id="NUL"),
        pytest.param('<?xml version="1.0" encoding="nope"?><EXPSSDA903/>', "not whole or not correct", id="encoding"),
        pytest.param('<?xml version="1.0" encoding="shift_jis"?><EXPSSDA903/>', "not whole", id="multi-byte encoding"),
        pytest.param("<a><b/></a>", "not an SSDA903 return", id="other XML"),
        pytest.param("<html><body/></html>", "web page", id="web page"),
        pytest.param("<EXPSSDA903>" + "<a>" * 100_000, "nests too deep", id="deep"),
        pytest.param(
            "<EXPSSDA903><CHILD>" + "<a/>" * 30_000 + "</CHILD></EXPSSDA903>", "too large", id="one huge child"
        ),
    ],
)
def test_hostile_xml_is_refused_in_a_plain_sentence(text: str, part: str) -> None:
    extract = read(text)
    assert extract.children == {}
    assert extract.recognised == []
    (message,) = said(extract)
    assert part in message
    assert message.endswith("Nothing in it was used.")


def test_xml_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_form, "MAX_ROWS", 3)
    assert "500,000 rows" in said(read(GOOD))[0]
    monkeypatch.setattr(xml_form, "MAX_BYTES", 3)
    assert "200 MB" in said(read(GOOD))[0]


def test_text_in_xml_is_cleaned() -> None:
    extract = read(GOOD.replace(">A<", ">A\u202e&#x85;\u200b1<"))
    assert "A 1" in extract.children
