"""The form of a verb that gives a meeting its day, with the diary beside it: PgUp and PgDn walk through days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from iro_tui.actions.base import Action
from iro_tui.domain.typed_day import typed
from iro_tui.tui.form import Form
from iro_tui.tui.widgets.day_beside import DayBeside

if TYPE_CHECKING:
    from datetime import date

    from iro_tui.tui.filling import Values


class BookingForm(Form):
    """A day is typed, or turned to; what lies on it stands beside it as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "turn(-1)", "Day before", show=False),
        Binding("pagedown", "turn(1)", "Day after", show=False),
    ]

    own_keys = (("PgUp PgDn", "Day"),)

    def frame(self) -> Vertical:
        return Vertical(classes="dialog booking")

    def body(self) -> Iterator[Widget]:
        with Horizontal(id="booking"):
            yield from super().body()
            yield DayBeside()

    def _show(self) -> None:
        super()._show()
        values = dict(self.filling.values)
        self.run_worker(cast("Any", partial(self._look, values)), exclusive=True, group="diary")

    async def _look(self, values: Values) -> None:
        if self.iro.session is None:
            return
        beside = await self.iro.ask(lambda _session: self.action.beside(self.scene, values))
        if self.is_current:
            self.query_one(DayBeside).show(beside, self.scene.today)

    def action_turn(self, by: int) -> None:
        """To the working day before or after the one that is typed; from none, to the first that can be booked."""
        office, today = self.scene.practice.office, self.scene.today
        day: date = self.scene.day(self.filling.values, self.action.books, "ahead") or today
        day += timedelta(days=by)
        while not office.is_working_day(day):
            day += timedelta(days=by)
        if day >= today:
            field = self.query_one(f"#{self.action.books}", Input)
            field.value = typed(day)  # heard of as if it had been typed
            field.focus()


def form_of(
    action: Action[Any],
    child_ids: Sequence[str] = (),
    keys: Sequence[str] = (),
    answers: Mapping[str, str] | None = None,
    at: str = "",
) -> Form:
    """The form of a verb: the one, or that with the diary beside it."""
    return (BookingForm if action.books else Form)(action, child_ids, keys, answers, at)
