"""One sitting for siblings: what they share is asked once, what differs for each of them, and each has her own record.

A verb about one child is turned into one about siblings by naming what differs between them. Everything else, its
questions, refusals, rows and notes, stays the verb's own: each child's record is planned by it, and all of them are
written as one operation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, fields, make_dataclass, replace
from typing import TYPE_CHECKING, Any

from iro_tui.actions.act import NotBefore
from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.questions import AnswersSoFar, Condition, Question, checked
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.siblings import are_siblings, sitting_of
from iro_tui.domain.words import joined

if TYPE_CHECKING:
    from datetime import date

    from iro_tui.caseload.caseload import Caseload
    from iro_tui.domain.calendar import WorkingCalendar
    from iro_tui.store.connection import Connection

PLACES = "abcdef"
"""How many siblings have room in one form, and the letter that their questions end in."""


def sitting(caseload: Caseload, child_ids: Sequence[str]) -> tuple[str, ...]:
    """The children of a sitting: one stands for all her siblings. Raises Refused where they are not known as such."""
    children = sitting_of(caseload, child_ids)
    refs = joined([caseload.children[child_id].ref for child_id in children if child_id in caseload.children])
    if len(children) == 1:
        raise Refused(f"No siblings of {refs} are known: say who they are first (S).")
    if children and not are_siblings(caseload, children):
        raise Refused(f"{refs} are not known as siblings: say so first (S).")
    if len(children) > len(PLACES):
        raise Refused(f"One form has room for {len(PLACES)} siblings: mark fewer with space.")
    return children


class Together(Action[Any]):
    """A verb done for siblings in one sitting."""

    about = About.CHILDREN
    wide = True
    keeps_choices = True
    one: Action[Any]
    """The verb of one child."""
    differs: frozenset[str]
    """The names of its questions that are asked for each child."""

    own_first = True
    """Whether what differs is asked before what is shared."""

    def whom(self, caseload: Caseload, child_ids: Sequence[str]) -> tuple[str, ...]:
        return sitting(caseload, child_ids)

    def alone(self, scene: Scene, child_id: str) -> Scene:
        """The scene with one of them alone."""
        known = scene.known.get(child_id) if scene.known else None
        return replace(scene, child_ids=(child_id,), known=known)

    def look(self, connection: Connection, scene: Scene) -> Mapping[str, Any]:
        return {child: self.one.look(connection, self.alone(scene, child)) for child in scene.child_ids}

    def each(self, scene: Scene) -> Sequence[str]:
        asides = ((who.ref, self.one.aside(self.alone(scene, who.child_id))) for who in scene.who)
        return [f"{ref}: {aside}" for ref, aside in asides if aside]

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        asked = [self.one.questions(self.alone(scene, child_id)) for child_id in scene.child_ids]
        own = [
            self._own(question, at, who.ref)
            for at, who in enumerate(scene.who)
            for question in asked[at]
            if question.name in self.differs
        ]
        # The day of the act is the last of what is shared, and of all.
        *shared, last = self._shared(asked, [who.ref for who in scene.who])
        return (*own, *shared, last) if self.own_first else (*shared, *own, last)

    def _own(self, question: Question, at: int, ref: str) -> Question:
        """A question of one of them, under a name of its own, which says whose it is wherever it is named."""
        view = self._view(at)
        changed: dict[str, Any] = {"whose": ref, "count": None}
        if callable(question.missing):
            missing = question.missing
            changed["missing"] = lambda so_far: missing(view(so_far))
        return replace(
            question,
            name=f"{question.name}_{PLACES[at]}",
            label=f"{ref} {question.label}" if question.label else "",
            asked=_over(question.asked, view),
            needed=_over(question.needed, view),
            **changed,
        )

    def _shared(self, asked: Sequence[Sequence[Question]], refs: Sequence[str]) -> Iterator[Question]:
        """What is asked once: as it is asked of the first of them, where it is asked of any."""
        of_each = [{question.name: question for question in questions} for questions in asked]
        for name in dict.fromkeys(name for names in of_each for name in names if name not in self.differs):
            theirs = [(at, names[name]) for at, names in enumerate(of_each) if name in names]
            conditions = [_over(question.asked, self._view(at)) for at, question in theirs]
            needs = [_over(question.needed, self._view(at)) for at, question in theirs]
            first = theirs[0][1]
            means = _means({refs[at]: each for at, each in theirs}) if first.kind == "day" else first.means
            yield replace(first, asked=_any(conditions), needed=_any(needs), means=means)

    def _view(self, at: int) -> Any:
        """How one of them sees the answers: her own, and the shared ones, by the names of the verb of one child."""

        def view(so_far: AnswersSoFar) -> dict[str, Any]:
            names = (item.name for item in fields(self.one.asks))
            return {name: so_far.get(f"{name}_{PLACES[at]}" if name in self.differs else name) or "" for name in names}

        return view

    def answers_of(self, answers: Any, at: int) -> Any:
        """The input of the verb of one child, from that of all."""
        names = (item.name for item in fields(self.one.asks))
        return self.one.asks(**{n: getattr(answers, f"{n}_{PLACES[at]}" if n in self.differs else n) for n in names})

    def not_before(self, scene: Scene, answers: Any) -> Iterable[NotBefore]:
        for at, child_id in enumerate(scene.child_ids):
            yield from self.one.not_before(self.alone(scene, child_id), self.answers_of(answers, at))

    def plan(self, scene: Scene, answers: Any) -> Plan:
        plans = []
        for at, child_id in enumerate(scene.child_ids):
            own = self.alone(scene, child_id)
            plans.append(self.one.plan(own, checked(self.answers_of(answers, at), self.one.questions(own))))
        return Plan(
            name=self.title,
            sentence=" ".join(plan.sentence for plan in plans),
            writes=tuple(write for plan in plans for write in plan.writes),
            notes=tuple(note for plan in plans for note in plan.notes),
            warning=" ".join(dict.fromkeys(plan.warning for plan in plans if plan.warning)),
            asks=" ".join(dict.fromkeys(plan.asks for plan in plans if plan.asks)),
            says_day=plans[0].says_day,
        )


def asks_together(name: str, one: type[Any], differs: frozenset[str]) -> type[Any]:
    """The input of a sitting: the fields of one child's that differ once for each place, then the shared ones."""
    own = [item for item in fields(one) if item.name in differs]
    shared = [item for item in fields(one) if item.name not in differs]
    made = [(f"{item.name}_{place}", item) for place in PLACES for item in own] + [(i.name, i) for i in shared]
    return make_dataclass(
        name,
        [(called, Any, _field(item)) for called, item in made],
        frozen=True,
        namespace={"__doc__": "What a sitting of siblings is told.", "__module__": __name__},
    )


def _field(item: Any) -> Any:
    if callable(item.default_factory):
        return field(default_factory=item.default_factory, metadata=item.metadata)
    return field(default=item.default, metadata=item.metadata)


def _over(condition: Condition, view: Any) -> Condition:
    return lambda so_far: condition(view(so_far))


def _means(asked: Mapping[str, Question]) -> Callable[[str, date, WorkingCalendar], str] | None:
    """What an answer comes to for each of them, by reference; said once where it is the same for all."""
    if not any(question.means for question in asked.values()):
        return None

    def means(value: str, today: date, office: WorkingCalendar) -> str:
        words = {ref: question.means(value, today, office) for ref, question in asked.items() if question.means}
        if len(set(words.values())) == 1:
            return next(iter(words.values()))
        return "; ".join(f"{ref} {each}" for ref, each in words.items() if each)

    return means


def _any(conditions: Sequence[Condition]) -> Condition:
    return lambda so_far: any(condition(so_far) for condition in conditions)
