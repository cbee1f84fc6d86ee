"""A file that was opened: its bytes, and what can be known of it before a format claims it."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from iro_tui.exchange.decoding import UnreadableFile, decode, unmarked_utf16

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from iro_tui.exchange.extract import Intake
    from iro_tui.exchange.workbook import Workbook

HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file by the name that is shown, its bytes, and the workbook in it or the beginning of its text."""

    name: str
    data: bytes
    book: Workbook | None = None
    head: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """What reading rests on beside the files: the day, what was brought in before, and what a person answers."""

    today: date
    before: Sequence[tuple[Intake, Mapping[str, str]]] = ()
    """The returns and extracts on record of this format, the earliest brought in first, with what was kept of each."""
    year: int | None = None
    """The collection year of a return, where a person names it."""
    spelling: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """By `ref_key` the identifier that another one stands for."""
    answers: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    """What was answered to questions about files, by their keys."""


def opened(name: str, data: bytes) -> OpenFile:
    """The file, looked into as far as it takes to know whose it is. Raises UnreadableFile."""
    from iro_tui.exchange.workbook import is_workbook, read_workbook

    if not data.strip():
        raise UnreadableFile(name, "is empty.")
    if is_workbook(data):
        return OpenFile(name, data, read_workbook(name, data))
    head = data[:HEAD]
    if len(data) > HEAD:
        # Whole lines only, so that no character and no heading is cut in two.
        head = head[: head.rfind(b"\n") + 1] or head
    return OpenFile(name, data, head=_head_text(name, head))


def _head_text(name: str, head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore").lstrip("\ufeff")
    unmarked = unmarked_utf16(head[: len(head) // 2 * 2])
    return head.decode(unmarked, "ignore") if unmarked else decode(name, head)[0]
