"""A list of a period, which `<` and `>` turn: it begins with the last quarter that is over, the one reported on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from iro_tui.caseload.refusals import Refused
from iro_tui.figures import Period
from iro_tui.tui.screens.list_screen import ListScreen

R = TypeVar("R")


class OfPeriod(ListScreen[R]):
    """Which period it is, turning it, and finding it again after a lock."""

    period: Period | None = None

    def period_on(self, today: date) -> Period:
        """The period that shows; at first the quarter before this one."""
        return self.period or Period.usual(today)

    @property
    def _now(self) -> Period:
        return self.period_on(self.today)

    async def do_more(self) -> None:
        """The period after."""
        following = self._now.following
        if following.first > self.today:
            raise Refused(f"{following.words} has not begun yet.")
        await self._turn(following)

    async def do_earlier(self) -> None:
        """The period before."""
        await self._turn(self._now.previous)

    async def _turn(self, period: Period) -> None:
        self.period = period
        await self.reload()

    def stand(self) -> dict[str, Any]:
        period = self._now
        return {**super().stand(), "period": [f"{period.first}", f"{period.last}", period.kind]}

    async def stand_as(self, stand: Mapping[str, Any]) -> None:
        await super().stand_as(stand)
        first, last, kind = stand["period"]
        self.period = Period(date.fromisoformat(first), date.fromisoformat(last), kind)
