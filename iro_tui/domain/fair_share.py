"""A fair share: which children would go to another IRO, so that all have about as many to a full-time IRO.

Nothing is moved by it. Siblings whom one IRO has stay together, and a child goes only to an IRO who works with the
child's social work team already, so that localities are kept. Source: Lancashire 2015-16, lines 71 and 82.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import NamedTuple

WITHIN = 5
"""By how many to a full-time IRO a share may lie off the mean, and still be fair."""
_SLIP = 1e-9


@dataclass(frozen=True, slots=True)
class Sharer:
    """An IRO among whom children are shared."""

    key: str
    part: float
    """Of full time."""
    takes: bool = True
    """Whether the IRO can be given more: not while away, nor who leaves."""


@dataclass(frozen=True, slots=True)
class Family:
    """Children of one IRO who go together: siblings, or one child."""

    ids: tuple[str, ...]
    holder: str
    weight: int = 1
    """How many of them count; of whom none do, they are not moved."""
    teams: frozenset[str] = frozenset()
    """Their social workers' teams, as far as they are on record."""


class FairMove(NamedTuple):
    """A family that would go to another IRO."""

    family: Family
    to: str


@dataclass(frozen=True, slots=True)
class FairShare:
    """What would make the shares fair."""

    moves: tuple[FairMove, ...]
    mean: float
    """To a full-time IRO."""
    before: Mapping[str, int]
    after: Mapping[str, int]
    outside: tuple[str, ...]
    """Whose share would still not be fair: siblings, localities or absence leave no way."""


def fair_range(part: float, mean: float) -> tuple[int, int]:
    """The fewest and the most that are a fair share of an IRO."""
    low, high = (mean - WITHIN) * part, (mean + WITHIN) * part
    return max(0, ceil(low - _SLIP)), floor(high + _SLIP)


def fair_share(sharers: Sequence[Sharer], families: Iterable[Family]) -> FairShare:
    """The moves by which everybody comes within `WITHIN` of the mean, as far as that can be: as few as it finds.

    Of children who go one by one no fewer would do. A family is moved once at most.
    """
    held = {sharer.key for sharer in sharers}
    every = sorted((each for each in families if each.holder in held), key=lambda each: (-each.weight, each.ids))
    whole = sum(sharer.part for sharer in sharers)
    mean = sum(each.weight for each in every) / whole if whole else 0.0
    sharing = _Sharing(sharers, every, mean)
    before = dict(sharing.load)
    while moves := sharing.next_moves():
        for move in moves:
            sharing.take(move)
    outside = (key for key, (low, high) in sharing.range.items() if not low <= sharing.load[key] <= high)
    return FairShare(tuple(sharing.moves), mean, before, dict(sharing.load), tuple(outside))


class _Sharing:
    """How many everybody has by now, and the families who stay with whom they were, the largest first."""

    def __init__(self, sharers: Sequence[Sharer], families: Sequence[Family], mean: float) -> None:
        self.part = {sharer.key: sharer.part for sharer in sharers}
        self.range = {sharer.key: fair_range(sharer.part, mean) for sharer in sharers}
        self.takers = [sharer.key for sharer in sharers if sharer.takes]
        self.load = dict.fromkeys(self.part, 0)
        self.stay: defaultdict[str, list[Family]] = defaultdict(list)
        self.teams: defaultdict[str, set[str]] = defaultdict(set)
        self.moves: list[FairMove] = []
        for family in families:
            self.load[family.holder] += family.weight
            self.teams[family.holder] |= family.teams
            if family.weight:
                self.stay[family.holder].append(family)

    def take(self, move: FairMove) -> None:
        family, to = move
        self.load[family.holder] -= family.weight
        self.load[to] += family.weight
        self.stay[family.holder].remove(family)
        self.moves.append(move)

    def next_moves(self) -> Sequence[FairMove]:
        """What is moved next; nothing where nothing helps any more.

        First from who has too many to who has too few, then from or to those in between: so no child is moved who need
        not be. Where no family fits so, what helps at all; and at last over others, who pass on one for one.
        """
        over, under = self._most(self._over), self._fewest(self._under)
        for givers, takers, gives, gets in (
            (over, under, self._over, self._under),
            (over, self._fewest(self._room), self._over, self._room),
            (self._most(self._spare), under, self._spare, self._under),
        ):
            for giver in givers:
                for taker in takers:
                    if family := self._fitting(giver, taker, min(gives(giver), gets(taker))):
                        return (FairMove(family, taker),)
        return self._any_better(over, under) or self._passed_on(over, under)

    def _over(self, key: str) -> int:
        return self.load[key] - self.range[key][1]

    def _under(self, key: str) -> int:
        return self.range[key][0] - self.load[key]

    def _room(self, key: str) -> int:
        return self.range[key][1] - self.load[key]

    def _spare(self, key: str) -> int:
        return self.load[key] - self.range[key][0]

    def _most(self, by: Callable[[str], int]) -> list[str]:
        """Those of whom this is any, who have the most to a full-time IRO first."""
        return sorted(
            (key for key in self.part if by(key) > 0), key=lambda key: (-self.load[key] / self.part[key], key)
        )

    def _fewest(self, by: Callable[[str], int]) -> list[str]:
        """Those who can be given some and of whom this is any, who have the fewest to a full-time IRO first."""
        return sorted(
            (key for key in self.takers if by(key) > 0), key=lambda key: (self.load[key] / self.part[key], key)
        )

    def _fitting(self, giver: str, taker: str, most: int) -> Family | None:
        """The largest family of no more than so many that may go from one to the other."""
        if giver == taker or most <= 0:
            return None
        teams = self.teams[taker]
        return next((each for each in self.stay[giver] if each.weight <= most and each.teams <= teams), None)

    def _any_better(self, over: Sequence[str], under: Sequence[str]) -> Sequence[FairMove]:
        """The family whose going leaves the fewest too many or too few, for each child that is moved."""

        def off(key: str, load: int) -> int:
            low, high = self.range[key]
            return max(0, load - high, low - load)

        best: tuple[float, FairMove] | None = None
        for giver in self.part:
            for taker in self.takers if giver in over else [key for key in self.takers if key in under]:
                for family in self.stay[giver]:
                    if giver == taker or not family.teams <= self.teams[taker]:
                        continue
                    was = off(giver, self.load[giver]) + off(taker, self.load[taker])
                    now = off(giver, self.load[giver] - family.weight) + off(taker, self.load[taker] + family.weight)
                    gain = (was - now) / family.weight
                    if gain > 0 and (best is None or gain > best[0]):
                        best = gain, FairMove(family, taker)
        return (best[1],) if best else ()

    def _passed_on(self, over: Sequence[str], under: Sequence[str]) -> Sequence[FairMove]:
        """The shortest way over others from who has too many to who has room, or from who can spare one to too few."""
        roomy, ways = set(self._fewest(self._room)), []
        ways += [self._way(giver, roomy) for giver in over]
        ways += [self._way(giver, set(under)) for giver in self._most(self._spare)] if under else []
        return min(filter(None, ways), key=len, default=())

    def _way(self, giver: str, ends: set[str]) -> tuple[FairMove, ...]:
        """The shortest way on which children go one by one from an IRO to one of these."""
        ways: dict[str, tuple[FairMove, ...]] = {giver: ()}
        for here in (queue := [giver]):
            ones = [family for family in self.stay[here] if family.weight == 1]
            for taker in self._fewest(lambda _: 1):
                if taker in ways or not (family := next((f for f in ones if f.teams <= self.teams[taker]), None)):
                    continue
                ways[taker] = (*ways[here], FairMove(family, taker))
                if taker in ends:
                    return ways[taker]
                queue.append(taker)
        return ()
