"""A fair share of children among IROs: few moves, siblings together, localities kept."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_tui.domain.fair_share import WITHIN, FairShare, Family, Sharer, fair_range, fair_share


def ones(holder: str, number: int, *teams: str) -> list[Family]:
    """So many children, each alone."""
    return [Family((f"{holder}{n}",), holder, teams=frozenset(teams)) for n in range(number)]


@pytest.mark.parametrize(
    ("parts", "numbers", "moved", "after"),
    [
        ((1.0, 1.0), (60, 60), 0, (60, 60)),
        ((1.0, 1.0), (65, 55), 0, (65, 55)),  # within five of sixty
        ((1.0, 1.0), (70, 50), 5, (65, 55)),
        ((1.0, 0.5), (90, 45), 0, (90, 45)),  # half the time, half the children
        ((1.0, 0.5), (100, 35), 8, (92, 43)),  # mean 90: 85 to 95, and 43 to 47
        ((1.0, 1.0, 1.0), (90, 60, 30), 25, (65, 60, 55)),
        ((1.0, 1.0), (40, 0), 15, (25, 15)),  # somebody new
    ],
)
def test_worked_examples(
    parts: tuple[float, ...], numbers: tuple[int, ...], moved: int, after: tuple[int, ...]
) -> None:
    keys = "abc"[: len(parts)]
    families = [child for key, number in zip(keys, numbers, strict=True) for child in ones(key, number)]
    share = fair_share([Sharer(*each) for each in zip(keys, parts, strict=True)], families)
    assert (len(share.moves), tuple(share.after.values()), share.outside) == (moved, after, ())


def test_siblings_stay_together_and_count_as_many_as_they_are() -> None:
    three = Family(("x", "y", "z"), "a", 3)
    share = fair_share([Sharer("a", 1.0), Sharer("b", 1.0)], [*ones("a", 17), three, *ones("b", 4)])
    assert {move.family.ids for move in share.moves if len(move.family.ids) > 1} <= {("x", "y", "z")}
    assert (share.mean, dict(share.after)) == (12, {"a": 17, "b": 7})
    assert sum(move.family.weight for move in share.moves) == 3


def test_a_child_goes_only_where_her_team_is_known() -> None:
    families = [*ones("a", 30, "North"), *ones("b", 10, "South"), *ones("c", 20, "North")]
    share = fair_share([Sharer(key, 1.0) for key in "abc"], families)
    assert {move.to for move in share.moves} == {"c"}
    assert share.outside == ("b",), "no child of the North goes to the South: it is said who stays without"


def test_who_is_away_is_given_nobody() -> None:
    share = fair_share([Sharer("a", 1.0), Sharer("b", 1.0, takes=False)], [*ones("a", 30), *ones("b", 10)])
    assert (share.moves, share.outside) == ((), ("a", "b"))


def test_children_are_passed_on_where_no_locality_is_shared() -> None:
    families = [*ones("a", 30, "North"), *ones("b", 10, "North"), *ones("b", 10, "South"), *ones("c", 10, "South")]
    share = fair_share([Sharer(key, 1.0) for key in "abc"], families)
    assert share.outside == ()
    assert {(move.family.holder, move.to) for move in share.moves} == {("a", "b"), ("b", "c")}


def test_nobody_and_nothing() -> None:
    assert fair_share([], ones("a", 3)) == FairShare((), 0.0, {}, {}, ())
    assert fair_share([Sharer("a", 0.5)], []).outside == ()


KEYS = "abcd"
sharers_of = st.lists(
    st.tuples(st.sampled_from((0.4, 0.5, 0.8, 1.0)), st.booleans() | st.just(True)), min_size=1, max_size=4
).map(lambda each: [Sharer(KEYS[n], part, takes) for n, (part, takes) in enumerate(each)])
family = st.tuples(
    st.sampled_from(KEYS), st.integers(0, 4), st.frozensets(st.sampled_from(("N", "S", "E")), max_size=2)
)


@st.composite
def services(draw: st.DrawFn, most: int = 60) -> tuple[list[Sharer], list[Family]]:
    sharers = draw(sharers_of)
    drawn = draw(st.lists(family, max_size=most))
    families = [
        Family(tuple(f"{at}.{n}" for n in range(max(1, weight))), holder, weight, teams)
        for at, (holder, weight, teams) in enumerate(drawn)
    ]
    return sharers, families


@given(services())
def test_what_is_moved_keeps_the_rules(service: tuple[list[Sharer], list[Family]]) -> None:
    sharers, families = service
    share = fair_share(sharers, families)
    by_key = {sharer.key: sharer for sharer in sharers}
    ids = [move.family.ids for move in share.moves]
    assert len(ids) == len(set(ids)), "nobody is moved twice"
    worked = {key: frozenset[str]().union(*(each.teams for each in families if each.holder == key)) for key in by_key}
    load = dict(share.before)
    for moved, to in share.moves:
        assert moved in families
        assert moved.holder != to
        assert moved.weight
        assert by_key[to].takes
        assert moved.teams <= worked[to]
        load[moved.holder] -= moved.weight
        load[to] += moved.weight
    assert load == share.after
    assert sum(load.values()) == sum(each.weight for each in families if each.holder in by_key)
    for key, sharer in by_key.items():
        low, high = fair_range(sharer.part, share.mean)
        fair_before, fair_after = low <= share.before[key] <= high, low <= load[key] <= high
        assert fair_after or key in share.outside
        distances = [max(0, number - high, low - number) for number in (share.before[key], load[key])]
        assert not fair_before or distances[1] <= 4, "who had a fair share is at most a family off it"
    assert fair_share(sharers, list(reversed(families))) == share, "in whatever order they are told"


@given(
    st.lists(st.tuples(st.sampled_from((0.5, 0.6, 0.8, 1.0)), st.integers(0, 90)), min_size=1, max_size=6).map(tuple)
)
def test_of_children_alone_the_fewest_possible_are_moved(service: tuple[tuple[float, int], ...]) -> None:
    sharers = [Sharer(str(n), part) for n, (part, _) in enumerate(service)]
    share = fair_share(sharers, [child for n, (_, many) in enumerate(service) for child in ones(str(n), many)])
    ranges = [fair_range(part, share.mean) for part, _ in service]
    over = sum(max(0, many - high) for (_, many), (_, high) in zip(service, ranges, strict=True))
    under = sum(max(0, low - many) for (_, many), (low, _) in zip(service, ranges, strict=True))
    assert len(share.moves) == max(over, under)
    assert share.outside == ()


@settings(max_examples=60)
@given(st.data())
def test_no_other_choice_of_children_alone_moves_fewer(data: st.DataObject) -> None:
    """Every way to share a few children among three with localities, tried."""
    teams = data.draw(st.lists(st.frozensets(st.sampled_from("NS"), max_size=1), min_size=0, max_size=7))
    holders = data.draw(st.lists(st.sampled_from("abc"), min_size=len(teams), max_size=len(teams)))
    families = [Family((str(n),), key, teams=each) for n, (key, each) in enumerate(zip(holders, teams, strict=True))]
    sharers = [Sharer(key, part) for key, part in zip("abc", (0.1, 0.1, 0.2), strict=True)]
    share = fair_share(sharers, families)
    worked = {key: frozenset[str]().union(*(f.teams for f in families if f.holder == key)) for key in "abc"}
    ranges = {sharer.key: fair_range(sharer.part, share.mean) for sharer in sharers}
    fewest = None
    for choice in product("abc", repeat=len(families)):
        moved = sum(key != each.holder for key, each in zip(choice, families, strict=True))
        allowed = all(
            key == each.holder or each.teams <= worked[key] for key, each in zip(choice, families, strict=True)
        )
        if allowed and all(low <= choice.count(key) <= high for key, (low, high) in ranges.items()):
            fewest = moved if fewest is None else min(fewest, moved)
    assert (not share.outside) == (fewest is not None)
    assert fewest is None or len(share.moves) == fewest


def test_the_range_is_five_to_a_full_time_iro() -> None:
    assert fair_range(1.0, 60) == (60 - WITHIN, 60 + WITHIN)
    assert fair_range(0.6, 75) == (42, 48)
    assert fair_range(1.0, 3) == (0, 8)
