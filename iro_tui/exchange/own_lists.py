"""The lists that this program writes itself, known by their headings: what of them there is to bring in.

Most of their columns tell what is asked or counted, and so nothing to bring in: the `When` of Today is the day of a
duty, the `Mid-point` of the caseload the day by which it is due, the `Booked` of Conferences no review.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

_WHO: Mapping[str, str] = {"child": "ref", "initials": "initials", "name": "", "rag": "rag"}
_OWN: tuple[tuple[Set[str], Mapping[str, str]], ...] = (
    ({"when", "where or how binding"}, {}),
    ({"review by", "mid point", "esc", "dec", "legal code"},
     {"rag": "", "rag now": "rag", "review by": "next_due", "booked": "next_review", "status": "case_kind",
      "cp": "conference_due", "cp plan": "plan", "social worker": "worker", "in care since": "since",
      "last review": "last_review", "mid point done": "midpoint_done", "plan since": "plan_since",
      "last conference": "last_conference", "conference booked": "next_conference", "legal code": "status",
      "placement code": "placement"}),
    ({"review by", "mid point", "esc", "dec"},
     {"rag now": "rag", "review by": "next_due", "booked": "next_review", "status": "status",
      "cp": "conference_due", "cp plan": "plan", "placed": "placement", "social worker": "worker"}),
    ({"clock", "plan since", "category"},
     {"due by": "conference_due", "booked": "next_conference", "plan since": "plan_since", "category": "plan"}),
    ({"clock", "due by", "booked"}, {"due by": "next_due", "booked": "next_review"}),
    ({"clock", "what to look at"}, {"last review": "last_review"}),
    ({"clock", "decision"}, {"social worker": "worker"}),
    ({"clock", "chased on"}, {}),
    ({"clock", "filing"}, {}),
    ({"held", "waits for"}, {"held": "last_review"}),
    ({"clock", "days used", "next step"},
     {"reply by": "reply_due", "issue": "issue", "who answers": "to_whom", "raised": "raised_on"}),
)  # fmt: skip
"""By some of its headings each list, and what its columns say beside who the child is."""


def own_columns(words: Set[str]) -> Mapping[str, str] | None:
    """What the columns of one of these lists say, by its headings; None where it is none of them."""
    says = next((says for known, says in _OWN if known <= words), None)
    return None if says is None else {**_WHO, **says}
