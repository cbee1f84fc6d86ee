"""A fair share of the service's children, suggested: who would go from whom to whom. Nothing is moved by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from iro_tui.caseload.lines import AboutChild
from iro_tui.caseload.lists.base import BY_THE_RULES, QUIET, Column, List, View, child_column, only_data, rag_column
from iro_tui.caseload.lists.kinds import TEXT
from iro_tui.caseload.lists.service import is_due_some
from iro_tui.caseload.who import who_of
from iro_tui.domain.fair_share import WITHIN, FairShare, Family, Sharer, fair_share
from iro_tui.domain.words import amount_words, joined

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class ShareLine(AboutChild):
    """A child who would go to another IRO."""

    giver: str
    taker: str
    """By name."""
    gives: str
    """`98 to 89`: how many whoever gives has now, and would have then."""
    gets: str
    together: tuple[str, ...] = field(default=(), hash=False)
    """The keys of all who go together, siblings: the child among them."""
    siblings: str = ""
    """The references of the others."""
    team: str = ""


def shared(caseload: Caseload) -> FairShare:
    """The share that would be fair: of the children looked after whom IROs hold, covers apart."""
    today = caseload.today
    sharers = {
        key: Sharer(key, each.part, each.away_on(today) is None and each.ended is None)
        for key, each in caseload.colleagues.items()
        if is_due_some(caseload, each)
    }
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for child_id, carried in caseload.carried.items():
        if carried.holder in sharers:
            groups[carried.holder, caseload.cases[child_id].sibling_group or child_id].append(child_id)
    return fair_share(
        list(sharers.values()),
        [
            Family(
                tuple(ids),
                holder,
                sum(caseload.status.get(child_id) in ("looked_after", "both") for child_id in ids),
                frozenset(team for child_id in ids if (team := _team(caseload, child_id))),
            )
            for (holder, _), ids in groups.items()
        ],
    )


def _team(caseload: Caseload, child_id: str) -> str:
    worker = caseload.workers.get(child_id)
    return worker.team if worker else ""


def suggested(_connection: Connection | None, caseload: Caseload) -> Iterator[ShareLine]:
    """The moves, by who gives and who takes. None in an officer's store."""
    if not caseload.manages:
        return
    share = shared(caseload)
    for family, to in sorted(
        share.moves, key=lambda move: (caseload.name_of(move[0].holder), caseload.name_of(move[1]))
    ):
        for child_id in family.ids:
            others = [caseload.children[other].ref for other in family.ids if other != child_id]
            yield ShareLine(
                who=who_of(caseload, child_id),
                giver=caseload.name_of(family.holder),
                taker=caseload.name_of(to),
                gives=_loads(share, family.holder),
                gets=_loads(share, to),
                together=family.ids,
                siblings=", ".join(others),
                team=_team(caseload, child_id),
            )


def _loads(share: FairShare, person: str) -> str:
    return f"{share.before[person]} to {share.after[person]}"


def fairness(caseload: Caseload) -> str:
    """What the share comes to, in a sentence: the mean, how many move, whose share no move makes fair."""
    share = shared(caseload)
    number = sum(len(move.family.ids) for move in share.moves)
    outside = joined(sorted(map(caseload.name_of, share.outside)))
    moves = f"{amount_words(number, 'children')} would move" if number else "nobody need move"
    without = f" Still outside: {outside}; siblings, localities or leave allow no more." if outside else ""
    return f"{share.mean:.0f} to a full-time IRO, give or take {WITHIN}: {moves}.{without}"


FAIR_SHARE = List(
    id="fair_share",
    title="A fair share",
    help="which children would go to another IRO for a fair share, in a manager's store; moves nobody",
    json="moves",
    unit="children",
    reads=BY_THE_RULES,
    verb="fair-share",
    rows=suggested,
    columns=(
        *child_column(),
        rag_column(),
        Column("siblings", "With siblings", TEXT, lambda row: row.siblings or None, 16, flex=True, json="with",
               means="the references of the siblings who go too"),
        Column("team", "Team", TEXT, lambda row: row.team or None, 16, from_width=70, tone=QUIET, json="team",
               means="the social worker's team"),
        only_data("gives", "how many looked after whoever gives holds now, and would hold then: `82 to 67`"),
        only_data("gets", "the same of who takes"),
        only_data("from", "who holds the child", lambda row: row.giver),
        only_data("to", "who would", lambda row: row.taker),
    ),
    key=lambda row: row.child_id,
    heading=lambda row, _today, _view: f"{row.giver} to {row.taker} · {row.gives}, {row.gets}",
    views=(
        View(
            None,
            "Who would go to another IRO for a fair share.",
            "Nobody need move, or this is an officer's store.",
        ),
    ),
    hints=("facts", "open", "write", "sort"),
    signs=(
        ("82 to 67", "how many looked after the one holds now, and would hold then; and the other"),
        ("siblings", "stay together, and i asks for them at once"),
    ),
)  # fmt: skip
"""The suggestion: `i` opens the allocation of the highlighted child and her siblings, filled in."""
