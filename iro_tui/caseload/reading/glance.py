"""A child at a glance: who it is, what is known, the next review, and what comes next; for card, page and print."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from iro_tui.caseload.lines import ChildCard, ChildLine
from iro_tui.caseload.lists.kinds import STATUS_WORDS
from iro_tui.caseload.people import to_ring
from iro_tui.caseload.reading.passage import LATE, QUIET, STRONG, TODAY, Passage, Piece, Reading, ReadLine, free, line
from iro_tui.caseload.sheets import shown
from iro_tui.domain.duty import Duty
from iro_tui.domain.typed_booking import TypedBooking
from iro_tui.domain.words import clock_sign, clock_tone, day_words, in_a_sentence, joined

RAG_LETTERS = {"red": "R", "amber": "A", "green": "G"}
BADGES = ("red", "amber")
"""The newest rating, where it is one of these, has a ground of its own."""
TRAIL = 4
"""How many of the latest ratings are shown."""
NEXT_FEW = 6
"""How many of the things that come next stand beside a list."""


def clock_piece(clock: str, words: str, weight: str = "law") -> Piece:
    """How far off a limit is, with its sign: `▲ 3 wd late`."""
    return f"{clock_sign(clock, words)} {words}", clock_tone(clock, weight) or QUIET * (clock == "on_time")


def who_words(row: ChildLine, *, names: bool) -> str:
    """The reference with the name, or with initials that do not stand in it already."""
    who = row.who
    also = who.name if names and who.name else "" if who.initials in who.ref else who.initials
    return f"{who.ref}  {also}".rstrip()


def age_words(row: ChildLine, sex: str = "") -> str:
    """`girl, 14`; `14` where the sex is not on record."""
    child = {"female": "girl", "male": "boy"}.get(sex, "")
    years = "" if row.age is None else "a baby" if row.age == 0 else str(row.age)
    return ", ".join(filter(None, (child, years)))


def trail(row: ChildLine) -> tuple[Piece, ...]:
    """The last ratings, the newest on the right and with its word: `G G A amber`."""
    if not row.rag_trail:
        return (("not rated yet", QUIET),)
    *before, newest = row.rag_trail[-TRAIL:]
    letters = [(f"{RAG_LETTERS.get(value, '?')} ", f"rag-{value}") for value in before]
    letter = RAG_LETTERS.get(newest, "?")
    badge = [(f" {letter} ", f"badge-{newest}"), (" ", "")] if newest in BADGES else [(f"{letter} ", f"rag-{newest}")]
    return (*letters, *badge, (newest, f"rag-{newest}"))


def sex_of(card: ChildCard) -> str:
    return next((detail.words for detail in card.details if detail.name == "sex"), "")


def status_words(card: ChildCard) -> str:
    """`full care order`, and a plan beside it; where there is no order, what the child is to the officer."""
    if not card.legal_status_words:
        return STATUS_WORDS[card.row.status]
    return f"{card.legal_status_words}{' · child protection plan' * (card.row.status == 'both')}"


def who_passage(card: ChildCard, *, names: bool) -> Passage:
    row = card.row
    words = " · ".join(filter(None, (age_words(row, sex_of(card)), status_words(card))))
    alerts = tuple(ReadLine("", (("! ", TODAY), (alert, TODAY))) for alert in row.alerts)
    return Passage(who_words(row, names=names), (free(words, QUIET), *alerts), trail(row), head=True)


def ring_passage(card: ChildCard, asked: Duty | None, *, names: bool) -> Passage:
    """Whom to ring about what the highlighted row asks, and how; without lines where nobody in particular is."""
    person = to_ring(asked, card.people)
    first, *more = person.reached(names=names) if person else ("",)
    if not first:
        return Passage("", ())
    return Passage("", (line("Ring", first, STRONG), *(line("", words) for words in more)))


def facts_passage(card: ChildCard, today: date) -> Passage:
    """Order, placement, care, plan and workers."""
    row = card.row
    lines = []
    if card.legal_status_words:
        lines.append(line("Order", card.legal_status_words))
    if card.placement_words:
        since = f", since {day_words(card.placement_since, today)}" if card.placement_since else ""
        lines.append(line("Placed", card.placement_words, "", since))
    if card.looked_after_since:
        before = "" if card.start_known else "before "
        lines.append(line("In care", f"since {before}{day_words(card.looked_after_since, today)}"))
    if card.plan:
        lines.append(line("Plan", card.plan))
    if card.siblings:
        lines.append(line("Siblings", joined(card.siblings)))
    if row.worker or card.manager:
        team = f", {row.team}" if row.team else ""
        lines.append(line("Worker", f"{row.worker or 'not on record'}{team if row.worker else ''}"))
    if card.manager:
        lines.append(line("Manager", card.manager))
    return Passage("", tuple(lines))


def review_passage(card: ChildCard, today: date) -> Passage:
    """The next review: limit, authority, booking; the last one, the mid-point check, open escalations."""
    return Passage("", tuple(_review(card, today)))


def _review(card: ChildCard, today: date) -> Iterator[ReadLine]:
    row, upcoming = card.row, card.row.next_review
    if upcoming is not None:
        duty = next((duty for duty in card.duties if duty.is_review), None)
        clock = row.next_clock or "on_time"
        left, tone = clock_piece(clock, duty.distance) if duty else ("", "")
        yield line("Review", upcoming.when(today), STRONG, left and f"  {left.strip()}", tone)
        yield line("", f"{upcoming.authority}{', worked out' if upcoming.inferred else ''}", QUIET)
        amiss = "beyond the limit" if upcoming.beyond_limit else "too early to count" if upcoming.too_early else ""
        yield _booked(upcoming.booked or upcoming.unrecorded, upcoming.booked_time, upcoming.place, amiss, today)
    if card.last_review:
        yield line("Last", day_words(card.last_review, today))
    if row.midpoint:
        yield line("Mid-point", day_words(row.midpoint, today))
    for words in card.escalations:
        yield line("Escalated", words)


def _booked(day: date | None, time: str, place: str, amiss: str, today: date) -> ReadLine:
    """A booking with its hour and place; of one for a day that has passed, that nothing was recorded."""
    if day is None:
        return line("Booked", "not yet", TODAY)
    amiss = "not recorded yet" if day < today else amiss
    return line(
        "Booked", TypedBooking(day, time, place).words(today), LATE if amiss else "", amiss and f", {amiss}", LATE
    )


def conference_passage(card: ChildCard, today: date) -> Passage:
    """The next conference: limit, authority, booking; without lines where none is asked."""
    duty = next((duty for duty in card.duties if duty.kind == "conference"), None)
    if duty is None:
        return Passage("", ())
    left, tone = clock_piece(duty.clock, duty.distance, duty.weight)
    amiss = "beyond the limit" if duty.booked and duty.booked > (duty.latest_limit or duty.limit) else ""
    return Passage(
        f"Next {in_a_sentence(duty.meeting or duty.what)}",
        (
            line("Conference", duty.when(today), STRONG, f"  {left.strip()}", tone),
            line("", f"{duty.authority}{', worked out' if duty.inferred else ''}", QUIET),
            _booked(duty.booked, duty.time, duty.place, amiss, today),
        ),
    )


def next_passage(card: ChildCard, most: int = NEXT_FEW) -> Passage:
    """What is asked of the officer for this child, the most pressing first."""
    lines = []
    for duty in card.duties[:most]:
        words, tone = clock_piece(duty.clock, duty.distance, duty.weight)
        lines.append(ReadLine("", ((f"{words:<14}", tone), (duty.what, ""))))
    if not lines:
        lines = [free("Nothing is asked of you for this child.", QUIET)]
    if len(card.duties) > most:
        lines.append(free(f"and {len(card.duties) - most} more: Enter", QUIET))
    return Passage("Comes next", tuple(lines))


def details_passage(card: ChildCard, *, names: bool) -> Passage:
    """Everything else that is kept of the child, but for the name; the date of birth only with `names`."""
    return Passage("Also on record", tuple(line(detail.label, detail.words) for detail in shown(card.details, names)))


def glance(
    card: ChildCard,
    today: date,
    *,
    names: bool,
    about: Reading = (),
    words: Reading = (),
    asked: Duty | None = None,
) -> Reading:
    """The card beside a list: who, what the highlighted row is about, the facts, and the last words.

    Where the row is about nothing that is read, the next review and what comes next stand there.
    """
    beside = about or (review_passage(card, today), next_passage(card))
    ring = ring_passage(card, asked, names=names)
    return (who_passage(card, names=names), *beside, ring, facts_passage(card, today), *words)
