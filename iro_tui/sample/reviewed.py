"""What a made-up child's reviews left behind: ratings, decisions, records, checks and talks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from iro_tui.domain import codes
from iro_tui.domain.calendar import age_on, birthday
from iro_tui.domain.footprint import BEFORE
from iro_tui.domain.rag import consequence
from iro_tui.sample import people, wording
from iro_tui.sample.care import Care
from iro_tui.sample.told import Values
from iro_tui.store import tables

REMEMBERED = 420
"""Days back to which a review has its preparation, its record and its rating."""
NOTED = 14
"""Days back to which a contact left a case note."""

_DAY = timedelta(days=1)


class Reviewed(Care):
    """Reviews held, and what came of each."""

    def hold(self, days: Sequence[date]) -> None:
        """Reviews held on these days, with all that went with those that are remembered."""
        for at, day in enumerate(days):
            until = days[at + 1] if at + 1 < len(days) else None
            self._hold(day, until)

    def _hold(self, day: date, until: date | None) -> None:
        chair = people.OFFICER if (self.today - day).days < 900 else people.OFFICER_BEFORE
        review = self.last = self.add(
            tables.ReviewRow, booked=day, held=day, completed=day, chair=chair, chaired_by="own IRO",
            participation=self.participation(day), form="meeting", venue=self.rng.choice(wording.VENUES),
            late_reason=self.rng.choice(wording.LATE_REASONS) if day in self._late else None,
        )  # fmt: skip
        if (self.today - day).days > REMEMBERED:
            return
        later = self.days.add(day, 6)
        if self.rng.random() < 0.05 and later <= self.today and (until is None or later < until):
            review.update(form="series", completed=later)
        review.update(
            booked_time=self.rng.choice(("09:30", "10:00", "11:00", "13:30", "15:30", "16:00")),
            mode=self.rng.choice(("in person", "in person", "in person", "hybrid", "video")),
            talked_on=self.days.add(day, -self.rng.randint(15, 18)),
            invited_on=self.days.add(day, -self.rng.randint(10, 14)),
            report_on=self.days.add(day, -self.rng.choice((1, 2, 3, 3, 4, 4, 5, 5, 6, 7))),
            papers_on=self.days.add(day, -self.rng.choice((2, 3, 3, 4, 5, 6))),
            child_chaired=self.rng.random() < 0.08 and age_on(self.born, day) >= 10,
        )
        started = max(row["started"] for row in self.tables[tables.CarePeriodRow] if row["started"] < day)
        for name in ("talked_on", "invited_on", "report_on", "papers_on"):
            review[name] = max(review[name], started)
        if review["participation"] != codes.UNDER_FOUR:
            review["child_words"] = self.rng.choice(wording.CHILD_WORDS)
        self._speak(review, max(self.days.add(day, -self.rng.randint(1, 5)), started))
        if self.rng.random() < 0.15:
            self.move_booking(review, day - timedelta(days=self.rng.randint(4, 12)), requested=day - timedelta(days=20))
        self.write_up(review)
        self._rate_at(review, until)
        self.decide(review, until, 2 if until else 3)
        if until:
            self._check(review, day, until)
        elif (self.today - day).days < 60:
            for item in wording.CHECKLIST:
                answer = self.rng.choice(("y", "y", "y", "y", "n", "na"))
                source = self.rng.choice(("seen on file", "reported"))
                self.add(tables.ChecklistAnswerRow, review_id=review["id"], item=item, answer=answer, source=source)
            self._seat(review, day)

    def _seat(self, review: Values, day: date) -> None:
        """Who was there. It goes by the day, so that what comes after in the caseload stays as it was."""
        for at, (who, report) in enumerate(wording.ASKED):
            attended = wording.CAME[(day.toordinal() + 3 * at) % len(wording.CAME)]
            self.add(tables.AttendanceRow, review_id=review["id"], who=who, attended=attended, report=report)

    def participation(self, day: date) -> str:
        """A code that fits the age at a review."""
        return codes.UNDER_FOUR if day < birthday(self.born, 4) else self.pick(wording.PARTICIPATION)

    def write_up(self, review: Values) -> None:
        """The record of a review, in time; of those long past a few were late."""
        record = self.practice.record
        done: date = review["completed"]
        review["follow_record"] = True

        def by(start: date | None, earliest: int, limit: int) -> date | None:
            if start is None:
                return None
            days = self.rng.randint(min(earliest, limit), limit)
            if self.rng.random() < 0.12 and self.days.add(start, limit + 9) < self.today:
                days = limit + self.rng.randint(1, 8)
            day = self.days.add(start, days)
            return day if day <= self.today else None

        review["decisions_on"] = by(done, 1, record.decisions)
        review["manager_replied_on"] = by(review["decisions_on"], 1, record.manager_reply)
        review["manager_reply"] = "agrees" if review["manager_replied_on"] else None
        review["care_plan_on"] = by(done, 4, record.care_plan_update)
        review["record_on"] = review["signed_off_on"] = by(done, 6, record.full_record)
        distributed = by(done, record.full_record, record.distribution) if review["record_on"] else None
        review["distributed_on"] = max(distributed, review["record_on"]) if distributed else None

    # RAG, decisions, mid-point checks

    def rate(self, review: Values | None, value: str, day: date, theme: str | None = None) -> Values:
        """A rating on a day; amber and red with their reason, and told at once."""
        row = self.add(tables.RatingRow, review_id=review["id"] if review else None, value=value, rated_on=day)
        if value != "green":
            themes = self.practice.rag.themes
            theme = theme if theme in themes else self.rng.choice(themes)
            row.update(theme=theme, reason=wording.REASONS.get(theme, "To be watched."), told_manager_on=day)
            row["told_service_on"] = day if value == "red" else None
        return row

    def _rate_at(self, review: Values, until: date | None) -> None:
        day: date = review["held"]
        chance = self.rng.random()
        earlier = self.tables[tables.RatingRow][-1:]
        row = self.rate(review, "red" if chance < 0.011 else "amber" if chance < 0.088 else "green", day)
        if row["value"] == "green" and earlier and earlier[0]["value"] != "green":
            row["what_changed"] = wording.CHANGED[day.day % len(wording.CHANGED)]
        due = consequence(row["value"], day, self.practice).follow_up
        if due:
            seen = self.worked(self.within(day + _DAY, due))
            seen = min(seen, due, until or due)
            row["followed_up_on"] = seen if seen <= self.today and seen > day else None

    def re_rate(self, value: str, theme: str | None = None, followed_up: date | None = None) -> Values:
        """Let the last review's rating be another."""
        ratings = self.tables[tables.RatingRow]
        ratings[:] = [row for row in ratings if row["review_id"] != self.last["id"]]
        row = self.rate(self.last, value, self.last["held"], theme)
        row["followed_up_on"] = followed_up
        return row

    def decide(self, review: Values, until: date | None, count: int) -> list[Values]:
        """Decisions of a review: those of an earlier one are settled, those of the last go on in good order."""
        rows = []
        held: date = review["held"]
        for text, owner in self.rng.sample(wording.DECISIONS, count):
            due = self.worked(held + timedelta(days=self.rng.randint(21, 85)))
            row = self.add(
                tables.DecisionRow, review_id=review["id"], text=text, owner=owner, due=due, made_on=review["held"]
            )
            rows.append(row)
            if until and self.rng.random() < 0.06:
                row.update(dropped_on=until, reason="no longer needed")
            elif until or due <= self.day(2):
                row["done_on"] = self.within(held + _DAY, min(due, until or self.today, self.today))
        if not until and self.rng.random() < 0.3:
            rows[-1]["due"], rows[-1]["done_on"] = None, None  # by the next review
        return rows

    def check(self, review: Values | None, day: date) -> None:
        """A mid-point check on a day, with the talk it rests on."""
        action = self.rng.choice(wording.MIDPOINT_ACTIONS)
        note = self.rng.choice(wording.TALKED_ABOUT)
        self.add(
            tables.MidpointCheckRow, review_id=review["id"] if review else None, done_on=day, with_whom="social worker",
            action=action, note=note,
        )  # fmt: skip
        self.contact(day, "social worker", "mid-point", note)
        self.note(day, "Mid-point check", f"Mid-point check with the social worker. {note} Action: {action}.")

    def _check(self, review: Values, day: date, until: date) -> None:
        """The check of an interval long past; now and then it was forgotten."""
        if self.rng.random() < 0.92:
            self.check(review, self.days.on_or_before(day + (until - day) / 2))

    # Contacts and notes

    def contact(self, day: date, who: str, reason: str, note: str, *, alone: bool | None = None) -> None:
        how = self.rng.choice(("phone", "phone", "email", "video") if alone is None else ("visit", "visit", "video"))
        minutes = self.rng.choice((5, 10, 15, 20) if alone is None else (20, 30, 40, 60))
        self.add(
            tables.ContactRow, on_day=day, who=who, how=how, reason=reason, note=note, minutes=minutes, seen_alone=alone
        )

    def note(self, day: date, title: str, body: str, *, filed: bool | None = None) -> None:
        """A case note; unless told, it was filed the same day, or still waits where that was these days."""
        if (self.today - day).days > NOTED:
            return
        if filed is None:
            filed = (self.today - day).days > 5 or self.rng.random() < 0.4
        at = datetime.combine(day, time(16, self.rng.randint(0, 59)), UTC) if filed else None
        self.add(tables.CaseNoteRow, on_day=day, title=title, body=body, filed_at=at)

    def _speak(self, review: Values, day: date) -> None:
        """The IRO's talk with the child before a review, or why there was none."""
        age = age_on(self.born, day)
        if age >= 4 and self.rng.random() < 0.06:
            review["not_spoken_reason"] = wording.NOT_SPOKEN
            return
        words = self.rng.choice(wording.TALKED) if age >= 4 else "Seen at home with the carer: well, curious, on track."
        review.update(spoken_on=day, spoken_alone=age >= 4, spoken_where=self.rng.choice(wording.SPOKEN_WHERE))
        self.contact(day, "child", BEFORE, words, alone=age >= 4)
        self.note(day, "Talk with the child before the review", words)

    def move_booking(self, review: Values, old: date, *, requested: date, asked_by: str | None = None) -> None:
        """Let a review's day be the second one that was agreed."""
        self.add(
            tables.DateChangeRow, review_id=review["id"], requested_on=min(requested, self.today),
            asked_by=asked_by or self.rng.choice(wording.ASKED_BY), reason=self.rng.choice(wording.MOVE_REASONS),
            old_date=old, new_date=review["booked"], approved_by=people.SERVICE_MANAGER,
        )  # fmt: skip
