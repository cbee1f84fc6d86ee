"""A page as HTML that prints well on A4: one file, no script, nothing fetched; every word of it is escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from iro_tui.caseload.outgoing.page import (  # fmt: skip
    GridCell,
    Labelled,
    PageChart,
    PageGrid,
    PageHead,
    Paragraph,
    Part,
    Points,
    PrintedPage,
    Toned,
    lines_of,
    words_of,
)

_STYLE = """
:root { color-scheme: light; }
body { font: 10.5pt/1.4 "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif; color: #1a1a1a;
  background: #fff; margin: 1.5rem auto; max-width: 62rem; padding: 0 1rem; }
h1 { font-size: 16pt; margin: 0 0 .6rem; border-bottom: 2px solid #1f4e79; padding-bottom: .2rem; }
h2 { font-size: 12pt; margin: 1.1rem 0 .3rem; color: #1f4e79; break-after: avoid; }
h3 { font-size: 10.5pt; margin: .8rem 0 .2rem; break-after: avoid; }
.aside { font-weight: normal; font-size: 9.5pt; color: #555; margin-left: .8rem; }
p { margin: .3rem 0; }
table { border-collapse: collapse; width: 100%; margin: .3rem 0 .6rem; font-size: 9.5pt; }
thead { display: table-header-group; }
th { text-align: left; border-bottom: 1.5px solid #1f4e79; padding: .15rem .4rem; vertical-align: bottom; }
td { border-bottom: 1px solid #d0d0d0; padding: .15rem .4rem; vertical-align: top; overflow-wrap: anywhere; }
tr { break-inside: avoid; }
td.short { white-space: nowrap; overflow-wrap: normal; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .9rem; margin: .2rem 0 .4rem; }
dt { color: #555; } dd { margin: 0; white-space: pre-wrap; }
dd.only { grid-column: 1 / -1; } dd.more { grid-column: 2; }
ul { margin: .2rem 0 .5rem; padding-left: 1.2rem; } ul.boxes { list-style: "☐  "; }
li { break-inside: avoid; }
.red, .amber, .green { font-weight: 600; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.red { background: #f8c9c4; } .amber { background: #ffe3a3; } .green { background: #cfe8cf; }
.late { color: #a3130a; font-weight: 600; } .quiet { color: #555; }
figure { margin: .4rem 0; break-inside: avoid; } figure svg { width: 100%; height: auto; display: block; }
td.number { text-align: right; white-space: nowrap; }
footer { margin-top: 1.5rem; border-top: 1px solid #d0d0d0; padding-top: .3rem; font-size: 8.5pt; color: #555; }
@page { size: A4 PORTRAIT; margin: 14mm; }
@media print { body { margin: 0; max-width: none; padding: 0; } }
"""
_SHORT = 16
"""Characters of a cell that is not broken into lines: a date, a reference."""


def page_html(page: PrintedPage) -> bytes:
    """The page as a document of its own; no name stands in its title, which browsers keep in their history."""
    title = f"{escape(words_of(page.title))}{_aside(page.aside)}"
    style = _STYLE.replace("PORTRAIT", "landscape" if page.wide else "portrait")
    parts = "\n".join(line for part in page.parts for line in _html(part))
    foot = f"<footer>{escape(words_of(page.foot))}</footer>\n" if page.foot else ""
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n<meta name="referrer" content="no-referrer">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(words_of(page.tab))}</title>\n<style>{style}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{parts}\n{foot}</body>\n</html>\n"
    ).encode()


def _aside(words: str) -> str:
    return f' <span class="aside">{escape(words_of(words))}</span>' if words else ""


def _lines(words: str) -> str:
    return "<br>".join(map(escape, lines_of(words)))


def _toned(tone: str, *more: str) -> str:
    names = " ".join(filter(None, (tone, *more)))
    return f' class="{names}"' if names else ""


def _html(part: Part) -> Iterator[str]:
    match part:
        case PageHead():
            yield f"<h{part.rank}>{escape(words_of(part.words))}{_aside(part.aside)}</h{part.rank}>"
        case Paragraph():
            yield f"<p{_toned(part.tone)}>{_lines(part.words)}</p>"
        case Labelled():
            without = "more" if any(label for label, _ in part.lines) else "only"
            yield "<dl>"
            for label, words in part.lines:
                term = f"<dt>{escape(words_of(label))}</dt>" if label else ""
                yield f"{term}<dd{_toned('' if label else without)}>{_lines(words)}</dd>"
            yield "</dl>"
        case Points():
            yield f"<ul{_toned('boxes' if part.boxes else '')}>"
            yield from (f"<li>{_lines(item)}</li>" for item in part.items)
            yield "</ul>"
        case PageChart():
            yield f"<figure>{part.svg}</figure>"
        case PageGrid():
            yield "<table>"
            if any(part.titles):
                heads = "".join(f'<th scope="col">{escape(words_of(title))}</th>' for title in part.titles)
                yield f"<thead><tr>{heads}</tr></thead>"
            yield "<tbody>"
            yield from (f"<tr>{''.join(map(_cell, row))}</tr>" for row in part.rows)
            yield "</tbody></table>"


def _cell(cell: GridCell) -> str:
    words = words_of(cell)
    tone = cell.tone if isinstance(cell, Toned) else ""
    return f"<td{_toned(tone, 'short' if len(words) <= _SHORT else '')}>{escape(words)}</td>"
