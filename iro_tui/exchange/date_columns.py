"""In which order the columns of a file write day and month: settled for the file, by proof or by a person's word.

A file of which every date in figures could be either is taken day first, as it is written here; one that a
spreadsheet has rewritten, that proves month first, or whose column is half text and half real dates, is asked about.
Never is an order decided row by row. Source: domain reference 3.1, security.md 3.5.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from iro_tui.exchange.dates import DateOrder, day_in_order, order_of
from iro_tui.exchange.extract import FileQuestion

MONTH_FIRST = "{proof} can only be month first. Is every date of {what} written so: month, day, year?"
DOUBTFUL = "No date of {what} shows whether day or month comes first ({proof}). Is the day first?"
HALF_TEXT = (
    "{what}: some dates are text, all after the 12th ({proof}), others real dates up to the 12th ({real}): a "
    "spreadsheet may have turned those round. Are the real ones right?"
)
BOTH_ORDERS = (
    "This date can only be month first, another of the same column only day first, so the days of the rest are in "
    "doubt; nothing in the column was used. Have the file made with dates as dd/mm/yyyy."
)


@dataclass(slots=True)
class Dated:
    """The dates of one column: those that are text, and the spreadsheet's own, each with its row."""

    title: str
    texts: list[tuple[int, str]] = field(default_factory=list)
    real: list[tuple[int, datetime]] = field(default_factory=list)

    def orders(self) -> Mapping[DateOrder, tuple[int, str]]:
        """The first cell that shows each order."""
        shown: dict[DateOrder, tuple[int, str]] = {}
        for number, text in self.texts:
            order = order_of(text)
            if order is not None:
                shown.setdefault(order, (number, text))
        return shown


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a column is read; `month_first` None: not at all, for it is not settled yet, or never can be."""

    month_first: bool | None = False
    turn_round: bool = False
    """Whether its real dates have day and month the wrong way round."""
    contradicts: tuple[int, str] | None = None
    """The cell that speaks against the rest of its column."""


def settle(
    file: str, columns: Iterable[Dated], answers: Mapping[str, bool]
) -> tuple[dict[str, Verdict], list[FileQuestion]]:
    """How each column of a file is read, by its title, and what a person has to say first.

    `answers` are those there are, by the keys of the questions. Proof in any column holds for all; in a file with
    proof of both orders, be it in one column, each column is settled by itself.
    """
    there = list(columns)
    orders = {dated.title: dated.orders() for dated in there}
    kinds = _PROOFS & {order for shown in orders.values() for order in shown}
    questions: list[FileQuestion] = []
    verdicts: dict[str, Verdict] = {}
    whole = _whole(file, orders, answers, questions) if len(kinds) < 2 else None
    for dated in there:
        shown = orders[dated.title]
        if DateOrder.MONTH_FIRST in shown and DateOrder.DAY_FIRST in shown:
            verdicts[dated.title] = Verdict(None, contradicts=shown[DateOrder.MONTH_FIRST])
            continue
        order = _one_column(file, dated.title, shown, answers, questions) if len(kinds) > 1 else whole
        half = _half_text(dated, shown) if order is not None else None
        if half:
            right = _ask(
                questions, answers, FileQuestion(f"half:{file}:{dated.title}", file, half, None, "right", "turned")
            )
            verdicts[dated.title] = Verdict(None if right is None else order, turn_round=right is False)
        else:
            verdicts[dated.title] = Verdict(order)
    return verdicts, questions


_PROOFS = {DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST}


def _whole(
    file: str,
    orders: Mapping[str, Mapping[DateOrder, tuple[int, str]]],
    answers: Mapping[str, bool],
    questions: list[FileQuestion],
) -> bool | None:
    """Whether the whole file is month first; None where somebody has to say."""
    shown: dict[DateOrder, tuple[str, tuple[int, str]]] = {}
    for title, of_column in orders.items():
        for order, cell in of_column.items():
            shown.setdefault(order, (title, cell))
    if DateOrder.DAY_FIRST in shown:
        return False
    if DateOrder.MONTH_FIRST in shown:
        text = MONTH_FIRST.format(proof=_place(*shown[DateOrder.MONTH_FIRST]), what="the file")
        return _ask(questions, answers, FileQuestion(f"order:{file}", file, text)) or None
    if DateOrder.REWRITTEN in shown:
        text = DOUBTFUL.format(proof=_place(*shown[DateOrder.REWRITTEN]), what="the file")
        day_first = _ask(questions, answers, FileQuestion(f"order:{file}", file, text, None, "day", "month"))
        return None if day_first is None else not day_first
    return False


def _one_column(
    file: str,
    title: str,
    shown: Mapping[DateOrder, tuple[int, str]],
    answers: Mapping[str, bool],
    questions: list[FileQuestion],
) -> bool | None:
    """Whether a column is month first, in a file with proof of both orders."""
    if not shown:
        return False
    if DateOrder.DAY_FIRST in shown:
        return False
    if DateOrder.MONTH_FIRST in shown:
        text = MONTH_FIRST.format(proof=_place(title, shown[DateOrder.MONTH_FIRST]), what=f"“{title}”")
        return _ask(questions, answers, FileQuestion(f"order:{file}:{title}", file, text)) or None
    cell = shown.get(DateOrder.REWRITTEN) or next(iter(shown.values()))
    text = DOUBTFUL.format(proof=_place(title, cell), what=f"“{title}”")
    day_first = _ask(questions, answers, FileQuestion(f"order:{file}:{title}", file, text, None, "day", "month"))
    return None if day_first is None else not day_first


def _half_text(dated: Dated, shown: Mapping[DateOrder, tuple[int, str]]) -> str:
    """What is to be asked of a column whose text is all after the 12th and whose real dates may be turned round."""
    doubtful = [(number, day) for number, day in dated.real if day.day <= 12 and day.day != day.month]
    if len(doubtful) < sum(day.day != day.month for _, day in dated.real):
        return ""  # one after the 12th was never turned round
    if not doubtful or set(shown) != {DateOrder.DAY_FIRST}:
        return ""
    number, day = doubtful[0]
    real = f"{day:%d/%m/%Y} in row {number}"
    return HALF_TEXT.format(what=f"“{dated.title}”", proof=_place("", shown[DateOrder.DAY_FIRST]), real=real)


def _place(title: str, cell: tuple[int, str]) -> str:
    return f"{cell[1][:20]} in row {cell[0]}" + (f" of “{title}”" if title else "")


def _ask(questions: list[FileQuestion], answers: Mapping[str, bool], question: FileQuestion) -> bool | None:
    questions.append(question)
    return answers.get(question.key, question.take)


def iso(text: str, verdict: Verdict) -> str:
    """A cell of text as yyyy-mm-dd where it is a date in the settled order; else as it stands."""
    day = day_in_order(text, month_first=bool(verdict.month_first)) if verdict.month_first is not None else None
    return day.isoformat() if day else text


def iso_of_real(day: datetime, verdict: Verdict) -> str:
    """A spreadsheet's own date as yyyy-mm-dd, put right where the column's are turned round."""
    if verdict.turn_round and day.day <= 12:
        return day.replace(day=day.month, month=day.day).date().isoformat()
    return day.date().isoformat()
