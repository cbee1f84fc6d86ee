"""What waits between two laptops: a file that nobody has confirmed yet, values that two had otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from iro_tui.domain.allocation import BY_FILE, Whose, covers_of, whose
from iro_tui.domain.case import Case
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.colleagues import Colleague
from iro_tui.domain.duty import Duty
from iro_tui.domain.words import MONTHS, amount_words, day_words


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A file that was written for a colleague, whose receipt is not there."""

    key: str
    person: str
    on_day: date
    children: int
    back: bool = False
    """Whether it brings work to who holds them, who stays the same."""


_STAYS = {
    False: "They stay yours until the receipt is typed.",
    True: "What you did is with you alone until the receipt.",
}


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What waits between the officer and colleagues; nothing of one who works alone."""

    unconfirmed: tuple[Unconfirmed, ...] = ()
    differing: Mapping[str, int] = field(default_factory=dict)
    """By child the values that two laptops had otherwise, and of which nobody has chosen one yet."""
    went_back: Mapping[tuple[str, str], date] = field(default_factory=dict)
    """By child and by colleague the day of the last file in which the child was written back."""
    came: Mapping[tuple[str, str], date] = field(default_factory=dict)
    """The same of the last file that came from the colleague."""
    not_there: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """By child and by the colleague to whom it went how much was done here that no file has brought there."""
    notes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By child and by colleague how many notes are the colleague's to file still."""

    def notes_words(self, child_id: str, colleagues: Mapping[str, Colleague]) -> Iterator[str]:
        """`2 notes of D. Hughes not filed yet.`"""
        for person, count in self.notes.get(child_id, {}).items():
            name = colleagues[person].name if person in colleagues else "a colleague"
            yield f"{amount_words(count, 'notes')} of {name} not filed yet."


NOTHING = Exchanged()


@dataclass(frozen=True, slots=True)
class OverCovers:
    """Covers between the officer and one colleague whose last day is past, and nothing came or went since."""

    by_officer: bool
    """Whether the officer covered; else the colleague did."""
    person: str
    until: date
    children: tuple[str, ...]
    handed_on: bool = False
    """Whether the officer handed them on to another colleague while they were covered."""

    @property
    def amount(self) -> str:
        return amount_words(len(self.children), "children")


def covers_over(cases: Mapping[str, Case], own: str | None, exchanged: Exchanged, today: date) -> Iterator[OverCovers]:
    """What is not back yet from covers by file: by whom, and with whom, the last day of the last of them."""
    over: dict[tuple[bool, str, bool], list[tuple[date, str]]] = {}
    for child_id, case in cases.items() if own else ():
        has = whose(case, own, today)
        for last in {(each.iro_id, each.previous_iro_id): each for each in covers_of(case)}.values():
            officer, before = last.iro_id in (None, own), last.previous_iro_id in (None, own)
            person = (last.previous_iro_id if officer else last.iro_id) or ""
            handed_on = not officer and has.handed_over and has.colleague != person
            if last.reason != BY_FILE or officer is before or not last.until:
                continue
            if last.until > today or (last.until == today and not handed_on):
                continue
            since = (exchanged.went_back if officer else exchanged.came).get((child_id, person), date.min)
            stays_out = has.mine if officer else has.colleague == person
            # A file back ends the cover on its day: one that is over later went on after it, as by a file that crossed.
            if not stays_out and since < ((last.allocated or date.min) if officer else last.until):
                over.setdefault((officer, person, handed_on), []).append((last.until, child_id))
    for (officer, person, handed_on), ended in over.items():
        until = max(until for until, _ in ended)
        yield OverCovers(officer, person, until, tuple(child_id for _, child_id in ended), handed_on)


@dataclass(frozen=True, slots=True)
class SendOn:
    """What was done here of children whom a colleague has, for good, again or to cover, and is in no file that arrived
    there."""

    person: str
    things: int
    children: tuple[str, ...]


def to_send_on(whose_each: Mapping[str, Whose], exchanged: Exchanged) -> Iterator[SendOn]:
    """What is to follow the children after a hand-over, by the colleague who has them, or covers them."""
    behind: dict[str, dict[str, int]] = {}
    for (child_id, person), things in exchanged.not_there.items():
        has = whose_each.get(child_id)
        if has and has.colleague == person:
            behind.setdefault(person, {})[child_id] = things
    for person, of_child in behind.items():
        yield SendOn(person, sum(of_child.values()), tuple(of_child))


def send_on_duties(view: CaseOnDay, send_on: Iterable[SendOn], colleagues: Mapping[str, Colleague]) -> Iterator[Duty]:
    """A row for each colleague to whom something is to be sent after the children."""
    for each in send_on:
        name = colleagues[each.person].name if each.person in colleagues else "a colleague"
        yield view.duty(
            "send_on",
            each.person,
            view.today,
            what=f"Send on to {name}",
            place=f"{amount_words(each.things, 'things')} done since the file, "
            f"{amount_words(len(each.children), 'children')}",
            authority="a hand-over",
            note=f"It was done here after the file was written, and {name} has not got it. Enter writes the file.",
            subject=each.person,
        )


_NOT_THERE_EITHER = ", and who has them now goes without it"


def over_duties(view: CaseOnDay, over: Iterable[OverCovers], colleagues: Mapping[str, Colleague]) -> Iterator[Duty]:
    """A row for each colleague to whom something is to go back, and for each from whom nothing is back yet."""
    for each in over:
        name = colleagues[each.person].name if each.person in colleagues else "a colleague"
        ended = f"The cover ended {day_words(each.until, view.today)}."
        if each.by_officer:
            yield view.duty(
                "give_back",
                each.person,
                view.today,
                what=f"Give back to {name}",
                place=f"what you did since, {each.amount}",
                authority="a hand-over",
                note=f"{ended} Enter writes the file.",
                subject=each.person,
            )
        else:
            are = "is" if len(each.children) == 1 else "are"
            yield view.duty(
                "not_back",
                f"{each.person} on" if each.handed_on else each.person,
                view.today,
                what=f"{each.amount} handed on" if each.handed_on else f"{each.amount} {are} back with you",
                place=f"nothing came from {name} yet",
                authority="a hand-over",
                note=f"{ended} What was done in it is on the colleague’s laptop still"
                f"{_NOT_THERE_EITHER if each.handed_on else ''}: Enter takes the file in.",
            )


def exchange_duties(view: CaseOnDay, exchanged: Exchanged) -> Iterator[Duty]:
    """A row for each file that is not confirmed, and one for all that differs."""
    for file in exchanged.unconfirmed:
        yield view.duty(
            "receipt",
            file.key,
            view.today,
            what=f"Handed to {file.person}",
            place=f"{file.on_day.day} {MONTHS[file.on_day.month - 1]}, not confirmed",
            authority="a hand-over",
            note=f"{amount_words(file.children, 'children')}. {_STAYS[file.back]} Enter asks for it, or withdraws.",
            subject=file.key,
        )
    if differing := sum(exchanged.differing.values()):
        yield view.duty(
            "differing",
            "all",
            view.today,
            what=f"{amount_words(differing, 'values')} to choose",
            place="a colleague has otherwise",
            authority="a hand-over",
            note="Enter shows yours and your colleague’s side by side.",
        )
