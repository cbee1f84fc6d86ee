"""The adoption clocks: authorised and not placed, placed, and returned to the agency. Source: AAR 36, reference 1.1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from iro_tui.domain.care_status import CareStatus
from iro_tui.domain.counting import MAY_BE_MISSING, Start, count, held_since
from iro_tui.domain.practice import Practice
from iro_tui.domain.running import ADOPTION, Running, Unknown
from iro_tui.domain.timescales import ADO0_LATER, RULES, Rule

_AUTHORISED = (RULES["ado0"], ADO0_LATER)
_PLACED = (RULES["ado1"], RULES["ado2"], RULES["ado3+"])
_AFTER_RETURN = (ADO0_LATER,)
_RETURN = RULES["ado-return"]
EARLIEST_AFTER_RETURN = timedelta(days=28)
"""From when on a review answers a return to the agency: AAR 36(10)."""


def adoption_clocks(care: CareStatus, every_held: Sequence[date], practice: Practice) -> Iterator[Running]:
    """The clocks of regulation 36 that run; none for a child who may not be placed and never was."""
    if care.placed_since and not care.placed_known:
        yield _placed(care, care.placed_since, every_held, practice)
    elif care.placed_since:
        yield _counted(care, care.placed_since, _PLACED, every_held, practice)
    elif care.returned_on:
        if care.authority_since:
            yield _authorised_again(care, care.authority_since, every_held, practice)
        yield from _after_return(care, care.returned_on, every_held, practice)
    elif care.authority_since:
        yield _authorised(care, care.authority_since, every_held, practice)


def _counted(
    care: CareStatus, start: date, steps: Sequence[Rule], every_held: Sequence[date], practice: Practice
) -> Running:
    """The clock that a placing or an authority sets off."""
    # One as old as the record itself may have begun before it.
    known = care.since_known or start > care.since
    held = held_since(every_held, start if known else care.counts_from)
    return count(ADOPTION, steps, Start(start, known, care.reviews_known_from), held, practice)


def _placed(care: CareStatus, since: date, every_held: Sequence[date], practice: Practice) -> Running:
    """The clock of a placing on a day not on record: it may be as late as the last review, and older than any."""
    plain = _counted(care, since, _PLACED, every_held, practice)
    return plain if plain.unknown else _of_an_unknown_day(plain, _PLACED, "placed_day", practice)


def _of_an_unknown_day(plain: Running, steps: Sequence[Rule], asks: Unknown, practice: Practice) -> Running:
    """The clock where its start lies on an unknown day: from the first limit after the last review to the last one."""
    earliest, latest = (rule.limit(plain.since, practice) for rule in (steps[0], steps[-1]))
    return plain._replace(rule=steps[0], limit=earliest, latest=latest, inferred=True, unknown=True, asks=asks, note="")


def _authorised(care: CareStatus, since: date, every_held: Sequence[date], practice: Practice) -> Running:
    """Three months from the authority, then six from each review.

    No order is made on the day on which care begins: one as old as that was made on a day not on record, and where a
    review is, the earliest limit is that of an order made since. Source: domain reference 1.7.
    """
    plain = _counted(care, since, _AUTHORISED, every_held, practice)
    if since > care.since or not plain.held:
        return plain
    return plain if plain.unknown else _of_an_unknown_day(plain, _AUTHORISED, "order_day", practice)


def _authorised_again(care: CareStatus, since: date, every_held: Sequence[date], practice: Practice) -> Running:
    """After a return six months run from the last review held, in the placing or before; without any, as at first."""
    held = held_since(every_held, care.counts_from)
    if not held:
        return _counted(care, since, _AUTHORISED, held, practice)
    return count(ADOPTION, _AFTER_RETURN, Start(care.since, care.since_known, care.reviews_known_from), held, practice)


def _after_return(
    care: CareStatus, returned: date, every_held: Sequence[date], practice: Practice
) -> Iterator[Running]:
    """The review after a return, until one is held that is not too early for it. Source: AAR 36(10)."""
    earliest, limit = returned + EARLIEST_AFTER_RETURN, _RETURN.limit(returned, practice)
    known_from = care.reviews_known_from or date.min
    if limit < known_from or held_since(every_held, earliest):
        return
    inferred = earliest < known_from
    note = MAY_BE_MISSING if inferred else ""
    yield Running(ADOPTION, _RETURN, limit, returned, inferred=inferred, note=note, not_before=earliest)
