"""One child's case, printed: as text or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from iro_tui.caseload.lines import CaseLine, ChildCard, ChildLine
from iro_tui.caseload.lists.base import record
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.kinds import STATUS_WORDS
from iro_tui.caseload.lists.today import DUTIES, asked_of, line_of
from iro_tui.caseload.people import PersonOfCase
from iro_tui.caseload.reading.passage import LABEL_WIDTH, Reading, plain
from iro_tui.caseload.reading.subject import PEOPLE
from iro_tui.caseload.sheets import shown
from iro_tui.cli.printing import NOTHING, print_json, table, width, wrapped
from iro_tui.cli.streams import say
from iro_tui.domain.duty import Duty
from iro_tui.domain.timescales import LOCAL
from iro_tui.domain.typed_booking import TypedBooking
from iro_tui.domain.words import day_words, heading, joined


def print_child(
    card: ChildCard, record: Sequence[tuple[CaseLine, Reading]], today: date, *, as_json: bool, names: bool = False
) -> None:
    """`record`: every line of the child's page, with what is read there in full.

    The child's name, the birth date, and the names of carers and parents are printed with `names` alone.
    """
    if as_json:
        print_json(child_data(card, today, names=names) | {"record": [_line_data(*each) for each in record]})
        return
    row = card.row
    say(f"{row.ref} {(names and row.who.name) or row.who.initials}".rstrip())
    facts = [
        ("Status", STATUS_WORDS[row.status]),
        ("Age", "not on record" if row.age is None else str(row.age)),
        ("Looked after", _since(card, today)),
        ("Legal status", card.legal_status_words or row.legal_status or NOTHING),
        ("Placement", _placement(card, today)),
        ("Social worker", row.worker or NOTHING),
        ("Manager", card.manager or NOTHING),
        ("RAG", " ".join(value[0].upper() for value in row.rag_trail) or "not rated yet"),
        ("Last review", day_words(card.last_review, today) if card.last_review else NOTHING),
        ("Next review", _next(row, today)),
        ("Mid-point", day_words(row.midpoint, today) if row.midpoint else NOTHING),
        ("Last seen", day_words(row.last_seen, today) if row.last_seen else NOTHING),
    ]
    for label, text in facts:
        _say_fact(label, text)
    for detail in shown(card.details, names):
        _say_fact(detail.label, detail.words)
    if card.siblings:
        _say_fact("Siblings", joined(card.siblings))
    for person in card.people:
        until = f", until {day_words(person.until, today)}" if person.until else ""
        _say_fact(heading(person.part), f"{person.words(names=names)}{until}")
    for alert in row.alerts:
        _say_fact("Note", alert)
    for text in card.escalations:
        _say_fact("Escalation", text)
    say("\nWhat comes next" if card.duties else "\nNothing is asked of you for this child.")
    cells = [(day_words(d.due, today), d.distance, asked_of(d, today), _authority(d)) for d in card.duties]
    flexible, last = (False, False, True, True), (False, False, False, True)
    for line in table(("due", "when", "what", ""), cells, flexible, "  ", last, width())[1:]:
        say(line)
    section = ""
    for entry, reading in record:
        if entry.section != PEOPLE and (entry.duty is None or entry.duty.is_review):
            if entry.section != section:
                section = entry.section
                say(f"\n{section.upper()}")
            _say_reading(entry, reading, today)


def _say_reading(entry: CaseLine, reading: Reading, today: date) -> None:
    """A line of the page, and what is read there, indented under it."""
    day = f"{day_words(entry.on, today)}  " if entry.on else ""
    say(f"  {day}{entry.kind}  {entry.text if not reading else ''}".rstrip())
    for words in plain(reading):
        indent = " " * (LABEL_WIDTH + 5)
        for printed in wrapped(words, first="    ", rest=indent) if words else [""]:
            say(printed)


def _line_data(entry: CaseLine, reading: Reading) -> dict[str, Any]:
    return {
        "key": entry.key,
        "section": entry.section,
        "on": entry.on,
        "kind": entry.kind or "asked",
        "text": entry.text,
        "reading": [
            {
                "heading": passage.heading,
                "beside": "".join(words for words, _ in passage.aside),
                "lines": [{"label": line.label, "text": line.words} for line in passage.lines],
            }
            for passage in reading
        ],
    }


def _say_fact(label: str, text: str) -> None:
    for line in wrapped(text, first=f"  {label:<14} ", rest=" " * 17):
        say(line)


def _since(card: ChildCard, today: date) -> str:
    if card.looked_after_since is None:
        return "no"
    words = day_words(card.looked_after_since, today)
    return f"since {words}" if card.start_known else f"since before {words} (the start is not on record)"


def _placement(card: ChildCard, today: date) -> str:
    if not card.row.placement:
        return NOTHING
    since = f", since {day_words(card.placement_since, today)}" if card.placement_since else ""
    return f"{card.placement_words or card.row.placement}{since}"


def _next(row: ChildLine, today: date) -> str:
    upcoming = row.next_review
    if upcoming is None:
        return NOTHING
    sentence = f"{upcoming.when(today)} ({upcoming.authority})"
    booked = TypedBooking(upcoming.booked, upcoming.booked_time, upcoming.place).words(today) if upcoming.booked else ""
    sentence += f", booked {booked}" if booked else ", not booked"
    if upcoming.inferred:
        sentence += "; inferred, confirm it"
    return f"{sentence}; {upcoming.note}" if upcoming.note else sentence


def _authority(duty: Duty) -> str:
    return "" if duty.authority == LOCAL else f"[{duty.authority}]"


def _person(person: PersonOfCase, *, names: bool) -> dict[str, Any]:
    """Somebody of the case for scripts; what is private is never printed unasked."""
    hidden = person.is_private and not names
    return {
        "role": person.role,
        "name": None if hidden else person.name or None,
        "organisation": person.organisation or None,
        "phone": person.phone or None,
        "email": None if hidden else person.email or None,
        "since": person.since,
        "until": person.until,
    }


def child_data(card: ChildCard, today: date, *, names: bool) -> dict[str, Any]:
    """A child for scripts: what the caseload says, and more; who it is and when born only with `names`."""
    who = card.row.who
    return {
        **record(CHILDREN.columns, card.row),
        "name": (names and who.name) or None,
        "born": card.born if names else None,
        "looked_after_since": card.looked_after_since,
        "start_known": card.start_known,
        "legal_status_words": card.legal_status_words or None,
        "placement_words": card.placement_words or None,
        "placement_since": card.placement_since,
        "manager": card.manager or None,
        "last_review": card.last_review,
        "details": {detail.name: detail.value for detail in shown(card.details, names)},
        "people": [_person(person, names=names) for person in card.people],
        "duties": [record(DUTIES.columns, line_of(duty, who, today)) for duty in card.duties],
        "escalations": list(card.escalations),
        "siblings": list(card.siblings),
    }
