"""Who is in the made-up caseload: ordinary first names, and surnames that nobody bears."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any


def _words(line: str) -> tuple[str, ...]:
    return tuple(line.split())


OFFICER = "Iona Reviewell"
OFFICER_BEFORE = "Owen Yesterby"
SERVICE_MANAGER = "Grace Overview"
COLLEAGUE_AWAY = "Rowan Elsewhere"
SERVICE: dict[str, dict[str, Any]] = {
    OFFICER: {"team": "North"},
    OFFICER_BEFORE: {"agency": True},
    "Delia Nextdoor": {"team": "North"},
    COLLEAGUE_AWAY: {"team": "North", "fte": 0.6},
    "Tariq Stopover": {"team": "South", "agency": True},
    "Maud Chairwell": {"team": "South", "role": "chair", "fte": 0.8},
    SERVICE_MANAGER: {"role": "head", "team": None},
}
"""The people of the service, and what is on record of each."""

GIRLS = _words(
    "Abigail Aisha Alice Amber Amelia Anya Bethany Carys Chloe Daisy Eden Ella Erin Esme Fatima Freya Grace Hannah "
    "Holly Imogen Isla Jasmine Kayla Keira Layla Leah Lily Lola Maisie Maya Megan Mia Nia Orla Paige Poppy Rosie Ruby "
    "Sadia Scarlett Skye Sofia Summer Tia Willow Yasmin Zara Zoe"
)
BOYS = _words(
    "Aaron Adam Alfie Archie Arlo Ayaan Ben Billy Caleb Callum Charlie Connor Dylan Elijah Ethan Finley Freddie George "
    "Harley Harry Hassan Ibrahim Isaac Jack Jaden Jayden Joseph Josh Kai Kian Kyle Leo Liam Logan Louis Mason Max "
    "Mohammed Noah Oliver Oscar Reece Riley Ryan Sam Theo Toby Tyler"
)
ARRIVED = _words(
    "Abdul Abel Amanuel Amir Arman Awet Dawit Farhad Filmon Hamid Karwan Khalid Mohsen Nahom Omid Rebin Samuel Sherzad "
    "Tesfay Yonas Yusuf Zahir"
)
"""First names of unaccompanied young people, most of them boys."""

SURNAMES = _words(
    "Anyford Bogusworth Conjecturby Contrivell Draftwell Dummerley Ersatzby Examplar Fableton Fabricott Fauxley "
    "Fictor Figmentley Fillerby Guessington Hypothet Illustrell Imaginby Instancey Inventon Jottingley Likelyford "
    "Madeupton Makebeliff Maybeley Mockridge Modelby Mythwick Notionby Novelton Paragonby Patternley Perhapston "
    "Pretendham Proxyford Quotewick Sampleton Schemaby Shamworth Sketchley Specimenby Storyford Supposeton Surrogatt "
    "Templatt Testwick Trialby Unrealby Vignetteley Whatifford"
)
WORKER_FIRSTS = _words(
    "Ade Alison Bea Carl Dawn Dev Emeka Farah Gill Hugh Ines Jas Kath Lena Mark Nadia Olu Priya Rob Sam Tess Uma "
    "Vic Wendy"
)
WORKER_SURNAMES = _words(
    "Anybody Caseley Goodenough-Test Helpwright Insteadman Mentionby Nameless Nonsuch Placeholder Standinger Stopgap "
    "Substitutt Temporell Whoever"
)
TEAMS = (
    ("Children in Care 1", "Morag Managerby"),
    ("Children in Care 2", "Desmond Leadwell"),
    ("Safeguarding East", "Pauline Chargehand"),
    ("Safeguarding West", "Yinka Steersworth"),
    ("Permanence", "Colin Headly"),
)
"""Each team with its manager."""
CARE_LEAVERS = ("Leaving Care", "Bridget Onwards")


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up child: who, not what happened."""

    first: str
    surname: str
    sex: str
    number: int
    """Four digits that no other child of the caseload has."""
    family: str | None = None
    """Names the group of brothers and sisters."""
    uasc: bool = False

    @property
    def initials(self) -> str:
        return self.first[0] + self.surname[0]

    @property
    def ref(self) -> str:
        return f"{self.initials} {self.number}"

    @property
    def name(self) -> str:
        return f"{self.first} {self.surname}"


def someone(
    rng: Random, number: int, *, uasc: bool = False, family: str | None = None, sibling: Person | None = None
) -> Person:
    """A person at random; a sibling settles the surname, and has the first name already."""
    surname = sibling.surname if sibling else rng.choice(SURNAMES)
    if uasc:
        return Person(rng.choice(ARRIVED), surname, "M", number, family, uasc=True)
    sex = "M" if rng.random() < 0.56 else "F"
    firsts = [first for first in (BOYS if sex == "M" else GIRLS) if not sibling or first != sibling.first]
    return Person(rng.choice(firsts), surname, sex, number, family)


def worker(rng: Random, pool: int) -> str:
    """One of the social workers of a service with `pool` of them."""
    at = rng.randrange(min(pool, len(WORKER_FIRSTS) * len(WORKER_SURNAMES)))
    # Steps of two numbers without a common divisor, so that the first of the pool differ in both names.
    return f"{WORKER_FIRSTS[at % len(WORKER_FIRSTS)]} {WORKER_SURNAMES[(at * 5 + at // 24) % len(WORKER_SURNAMES)]}"
