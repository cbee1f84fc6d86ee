"""What bringing files in would take back or set against what stands here: each asked about, one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from iro_tui.domain.near_reviews import KEYS, ONE, TWO


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the files tell otherwise than the record. `take` is what is done where nobody answers.

    None: it is not settled then, and is asked again elsewhere.
    """

    key: str
    ref: str
    subject: str
    """The field, or the kind of fact, as an officer calls it: `Review`."""
    text: str
    """A sentence: what stands here, what the files say, and what taking it does."""
    take: bool | None
    asks: bool = True
    """False where it is only told: the two are one fact, and the person's stands."""
    yes: str = "take"
    """The answer yes in a word of eight letters at most, and no."""
    no: str = "refuse"

    def answer_words(self, take: bool | None) -> str:
        """The answer in a word: `take`, `refuse`, or that it is asked later."""
        return "later" if take is None else self.yes if take else self.no

    @property
    def by_key(self) -> Mapping[str, bool]:
        """By its key each answer: `y` and `n`; of what says by itself what it is the figure that its text names."""
        of_reviews = (self.yes, self.no) == (TWO, ONE)
        return {KEYS[TWO]: True, KEYS[ONE]: False} if of_reviews else {"y": True, "n": False}


@dataclass(slots=True)
class Choices:
    """The differences met so far, and what a person answered to each by its key."""

    answers: Mapping[str, bool] = field(default_factory=dict)
    met: dict[str, Difference] = field(default_factory=dict)

    def take(self, difference: Difference) -> bool | None:
        """Note a difference, each key once; whether the files are followed in it, None where that stays open."""
        difference = self.met.setdefault(difference.key, difference)
        return self.answers.get(difference.key, difference.take) if difference.asks else difference.take
