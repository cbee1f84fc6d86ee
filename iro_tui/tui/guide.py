"""The officers' guide, read from its pages: the same text as in docs/guide, laid out for the help.

A page is Markdown of a small kind: one title, headings, paragraphs, lists, pictures (left out here) and fenced blocks
of the kind `try`, whose lines are `keys:`, `type:` and `says:`; a test does them in the real program. `code` is a key,
or a command, *italics* what is typed, and “quoted” what the program says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from iro_tui.tui.widgets.telling import Line

_PACKAGE = Path(__file__).parent.parent
FOLDERS = (_PACKAGE / "guide", _PACKAGE.parent / "docs" / "guide")
"""Where the pages lie: within the installed package, or in a checkout."""

HEADING, KEY, STRONG, QUIET = "bold $accent", "bold $accent", "bold", "$muted"
_MARKED = re.compile(r"`(?P<key>[^`]+)`|\*\*(?P<strong>[^*]+)\*\*|\*(?P<typed>[^*]+)\*|\[(?P<link>[^]]+)\]\([^)]+\)")
_STYLES = {"key": KEY, "strong": STRONG, "typed": "underline", "link": ""}
_WEIGHTS = {"law": "bold $law", "guidance": "bold $guidance", "habit": "bold $muted"}
"""How binding a limit is, in the ink that it has on the lists."""
_SHORT = re.compile(r"<!-- (managers' )?short: (.+) -->")
_ITEM = re.compile(r"(- |\d\. )")
_TRY = {"keys": "press", "type": "type", "says": "it says"}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the guide."""

    title: str
    short: str
    """One or two words, for a line of all pages."""
    blocks: tuple[str, ...]
    """What stands between empty lines, in the order of the file, without the title."""
    of_managers: bool = False
    """Whether it is shown in a manager's store alone."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A line of a block that can be tried: `keys`, `type` or `says`, and what."""

    kind: str
    what: str


@cache
def pages(*, managers: bool = False) -> tuple[Page, ...]:
    """The pages in their order, with those of `managers` or without; none where the guide was not installed."""
    folder = next((folder for folder in FOLDERS if folder.is_dir()), None)
    every = (read(path.read_text("utf-8")) for path in sorted(folder.glob("[0-9]*.md"))) if folder else ()
    return tuple(page for page in every if managers or not page.of_managers)


def read(text: str) -> Page:
    """A page from its text. Raises ValueError where it has no title or no short one."""
    short = _SHORT.search(text)
    blocks = [block for block in re.split(r"\n\s*\n", _SHORT.sub("", text).strip()) if block.strip()]
    if not short or not blocks or not blocks[0].startswith("# "):
        raise ValueError("a page of the guide begins with its short title in a comment, and its title")
    return Page(blocks[0][2:].strip(), short[2], tuple(blocks[1:]), bool(short[1]))


def trials(page: Page) -> list[list[Trial]]:
    """The blocks of a page that can be tried, each from Today on."""
    return [_trials(block) for block in page.blocks if block.startswith("```try")]


def lines(page: Page) -> Iterator[Line]:
    """A page as lines of pieces with their styles, an empty one between two blocks; without the title."""
    for number, block in enumerate(block for block in page.blocks if not block.startswith("![")):
        if number:
            yield []
        yield from _laid_out(block)


def _laid_out(block: str) -> Iterator[Line]:
    if block.startswith("#"):
        yield [(block.lstrip("#").strip(), HEADING)]
    elif block.startswith("```try"):
        for number, trial in enumerate(_trials(block)):
            lead = f"{'Try' if not number else '':<4}{_TRY[trial.kind]:<8}"
            yield [(lead, QUIET), (trial.what, KEY if trial.kind == "keys" else "")]
    elif _ITEM.match(block):
        for item in re.split(r"\n(?=- |\d\. )", block):
            mark, rest = item.split(" ", 1)
            yield [("• " if mark == "-" else f"{mark} ", QUIET), *_pieces(rest)]
    else:
        yield _pieces(block)


def _trials(block: str) -> list[Trial]:
    split = [line.split(": ", 1) for line in block.splitlines()[1:-1]]
    return [Trial(kind, what.strip()) for kind, what in split]


def _pieces(text: str) -> Line:
    """Prose in pieces; none of them ends in a blank, which would make the lines hang under what follows."""
    text = " ".join(text.split())
    pieces: Line = []
    at = 0
    for marked in _MARKED.finditer(text):
        pieces.append((text[at : marked.start()], ""))
        kind = marked.lastgroup or ""
        words = marked[kind]
        pieces.append((words, _WEIGHTS.get(words, STRONG) if kind == "strong" else _STYLES[kind]))
        at = marked.end()
    pieces.append((text[at:], ""))
    for number, (words, style) in enumerate(pieces[:-1]):
        if words.endswith(" "):
            after, its = pieces[number + 1]
            pieces[number : number + 2] = [(words[:-1], style), (f" {after}", its)]
    return [piece for piece in pieces if piece[0]]
