"""Passages as a screen draws them: headings in accent, labels in a column, words in the colours of their tones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from iro_tui.caseload.reading.glance import BADGES
from iro_tui.caseload.reading.passage import LABEL_WIDTH, Passage, Piece, Reading, ReadLine
from iro_tui.tui.widgets.telling import Line, Telling

ACCENT = "bold $accent"
STYLES = {"": "", "strong": "bold"} | {f"badge-{name}": f"bold $on-badge-{name} on $badge-{name}" for name in BADGES}
"""The tones that are no colours of their own."""


class Pane(Telling):
    """What the highlighted line says, in full; the arrows and PgDn scroll it."""

    def read(self, passages: Reading) -> None:
        self.tell(drawn(passages) or [[("Nothing is under the cursor.", "$muted")]])


def drawn(passages: Iterable[Passage]) -> list[Line]:
    """The lines of a reading; what is longer than the pane hangs under its own beginning."""
    lines: list[Line] = []
    for passage in passages:
        of_it = list(_passage(passage))
        if lines and of_it:
            lines.append([])
        lines += of_it
    return lines


def in_brief(passages: Reading) -> list[Line]:
    """The first passage in running lines, where there are only a few: its labels, and what they name."""
    pieces: Line = []
    for passage in passages[:2]:
        if passage.heading and passage is not passages[0]:
            pieces += [(f"{passage.heading}  ", ACCENT)]
        for line in passage.lines:
            label: Line = [(f"{line.label} ", "$muted")] if line.label else []
            pieces += [
                *label,
                *((" ".join(words.split("\n")), style) for words, style in styled(line.pieces)),
                (" · ", "$muted"),
            ]
    return [pieces[:-1]] if pieces else []


def styled(pieces: Iterable[Piece]) -> Line:
    """Pieces in the colours of their tones."""
    return [(words, STYLES.get(tone, f"${tone}")) for words, tone in pieces]


def _passage(passage: Passage) -> Iterator[Line]:
    if passage.heading:
        heading = passage.heading if passage.head else passage.heading.upper()
        yield [(heading, ACCENT), *([("   ", ""), *styled(passage.aside)] if passage.aside else [])]
    for line in passage.lines:
        yield from _line(line)


def _line(line: ReadLine) -> Iterator[Line]:
    """The words after their label; where they were typed as several lines, so they stand, each under the first."""
    labelled = bool(line.label)
    # A label that is longer than its column runs on, and is parted from its words by a sign.
    label = f"{line.label}:" if len(line.label) > LABEL_WIDTH else line.label
    now: Line = [(f"{label:<{LABEL_WIDTH}} ", "$muted")] if labelled else []
    for words, style in styled(line.pieces):
        first, *more = words.split("\n")
        now.append((first, style))
        for typed in more:
            yield now
            now = [*([(" " * (LABEL_WIDTH + 1), "")] if labelled else []), (typed, style)]
    yield now
