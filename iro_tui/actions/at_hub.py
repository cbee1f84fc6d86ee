"""The service's hub as a face asks for it: the connection, its refusals as sentences, an exchange, and who leaves.

No `Action`s: what went to others is not taken back by undo, and who one is at the hub stands in no journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from iro_tui import __version__
from iro_tui.actions.hub_refusals import EXCHANGING, MEMBER, NO_HUB, refusal_words, speaking, waiting_words
from iro_tui.caseload.refusals import Refused, refusals
from iro_tui.domain.allocation import more_than_a_fifth, namings
from iro_tui.domain.words import amount_words

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.sharing.at_hub import AtHub, ExchangeDone
    from iro_tui.sharing.joined import Joined
    from iro_tui.sharing.link import HubLink
    from iro_tui.store.connection import Engine

_MOST_NAMED = 3


def joined_here(engine: Engine) -> Joined | None:
    """The hub that was joined; None where none was."""
    from iro_tui.store.engine import reading
    from iro_tui.store.hub_log import joined_body

    with refusals(), reading(engine) as connection:
        body = joined_body(connection)
    if body is None:
        return None
    from iro_tui.sharing.joined import Joined

    return Joined.of(body)


def require_joined(engine: Engine) -> Joined:
    """The hub that was joined. Raises Refused where none was."""
    if (joined := joined_here(engine)) is None:
        raise Refused(NO_HUB)
    return joined


# The connection


@contextmanager
def connected(engine: Engine, joined: Joined, who: str = MEMBER) -> Iterator[HubLink]:
    """A connection to the hub that was joined; a password that was being set when the line broke is settled first.

    The password of an invitation is changed at first contact. Raises Refused, HubAway.
    """
    from iro_tui.sharing.joined import renew_joined
    from iro_tui.sharing.laying import new_password
    from iro_tui.sharing.link import HubLink, HubRefused
    from iro_tui.store.engine import writing

    def keep(**values: object) -> None:
        nonlocal joined
        with writing(engine) as connection:
            joined = renew_joined(connection, joined, **values)

    with speaking(joined.address, who):
        address = replace(joined.address, password=joined.login_ahead or joined.address.password)
        try:
            link = HubLink(address)
        except HubRefused:
            if not joined.login_ahead:
                raise
            address, link = joined.address, HubLink(joined.address)
        with link:
            if address != joined.address:
                keep(address=address, login_ahead="", first_password=False)
            if joined.first_password:
                password = new_password()
                keep(login_ahead=password)
                link.new_password(joined.address.login, password)
                keep(address=replace(joined.address, password=password), login_ahead="", first_password=False)
            yield link


@contextmanager
def at_hub(session: Session) -> Iterator[AtHub]:
    """This laptop at the hub, its own log read: for what a manager does there. Raises Refused."""
    from iro_tui.sharing.at_hub import AtHub
    from iro_tui.sharing.bringing import Bringing
    from iro_tui.sharing.exchanging import greeted
    from iro_tui.sharing.joined import ACTIVE
    from iro_tui.store.migrations import LATEST

    with connected(session.engine, require_joined(session.engine)) as link:
        at = AtHub(session.engine, link, session.today)
        greeted(at, at.hub.hello(f"iro-tui {__version__}", LATEST))
        if at.joined.state != ACTIVE:
            raise Refused(waiting_words(at.joined.state, at.keys.card.words))
        Bringing(at).service()
        yield at


# An exchange


@dataclass(frozen=True, slots=True)
class ExchangeWords:
    """What an exchange did, in words."""

    sentence: str
    waits: tuple[str, ...]
    child_ids: frozenset[str]
    """Children of whom something came or who left."""
    asks: str = ""
    """What is to be asked before more of the caseload leaves."""
    moved: str = ""
    """Who came to this laptop and who left it; empty where nobody did."""


@dataclass(frozen=True, slots=True)
class ExchangeBegun:
    """What an exchange goes by, read where the session is asked."""

    engine: Engine
    own: tuple[str, ...]
    """The children whom the officer holds."""
    today: date


def begin_exchange(session: Session) -> ExchangeBegun | None:
    """What an exchange goes by; None where no hub was joined, and then nothing more is loaded. Raises Refused."""
    from iro_tui.store.engine import reading
    from iro_tui.store.hub_log import hub_standing

    with refusals(), reading(session.engine) as connection:
        standing = hub_standing(connection)
    if standing is None:
        return None
    caseload = session.caseload()
    held = (key for key, whose in caseload.whose.items() if whose.mine)
    own = (key for key in held if not standing.manages or namings(caseload.cases[key]))  # a manager's: named alone
    return ExchangeBegun(session.engine, tuple(own), caseload.today)


def run_exchange(
    begun: ExchangeBegun,
    opened: Callable[[HubLink], None] = lambda _: None,
    moment: Callable[[str], None] = lambda _: None,
) -> ExchangeDone:
    """Exchange: in any thread, for it asks nothing of the session. `opened` is given the connection.

    Raises Refused; HubAway where the hub cannot be reached.
    """
    from iro_tui.sharing.exchanging import exchange

    with connected(begun.engine, require_joined(begun.engine), EXCHANGING) as link:
        opened(link)
        done = exchange(begun.engine, link, begun.today, begun.own, program=f"iro-tui {__version__}", moment=moment)
        joined = require_joined(begun.engine)
        if done.state == "active" and joined.manages and joined.published != begun.today:
            _publish(begun, joined, link, done, moment)
        return done


def _publish(
    begun: ExchangeBegun, joined: Joined, link: HubLink, done: ExchangeDone, moment: Callable[[str], None]
) -> None:
    """Put the day's counts to the hub, under the teams that it knows; where it does not answer, the next time."""
    from iro_tui.sharing.joined import renew_joined
    from iro_tui.sharing.link import HubRefused, HubSilent
    from iro_tui.store.engine import writing

    try:
        teams = {name: team for _, _, name, _, team, *_ in link.ask("devices", joined.device)}
        link.ask("publish", joined.device, begun.today, *_counts(begun, joined, teams, moment))
    except HubSilent:
        return
    except HubRefused as error:
        done.waits.append(f"The figures were not taken: {refusal_words(str(error), MEMBER, joined.address.login)}")
        return
    with writing(begun.engine) as connection:
        renew_joined(connection, joined, published=begun.today)


def _counts(
    begun: ExchangeBegun, joined: Joined, teams: Mapping[str, str], moment: Callable[[str], None]
) -> Iterable[list[object]]:
    """What `hub.publish` takes: of a manager the team's counts, of a head of service all."""
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.caseload.in_force import Practices
    from iro_tui.figures.for_hub import as_arguments, carriers, published_counts
    from iro_tui.figures.reading import service_of
    from iro_tui.store.engine import reading

    with reading(begun.engine) as connection:
        practice = Practices.read(connection).practice(begun.today)
        caseload = Caseload.read(connection, practice, begun.today)
        caseload.derive()
        service = service_of(connection, caseload)
    holders = [each._replace(team=teams.get(each.name) or each.team) for each in carriers(caseload)]
    rows = []
    for row in published_counts(service, holders, joined.team if joined.role == "manager" else ""):
        moment("counting")  # seconds, where a service is large: who leaves does not wait for them
        rows.append(row)
    return as_arguments(rows).values()


def end_exchange(
    session: Session, done: ExchangeDone, may_leave: Callable[[str], bool] = lambda _: False
) -> ExchangeWords:
    """What an exchange did, in words; who is not this officer's any more leaves. Raises Refused.

    `may_leave` is asked where more than a fifth of the caseload would leave at once.
    """
    from iro_tui.sharing.own import own_keys
    from iro_tui.store.engine import reading

    if done.state != "active":
        with reading(session.engine) as connection:
            keys = own_keys(connection)
        return ExchangeWords(waiting_words(done.state, keys.card.words if keys else ""), (), frozenset())
    session.keep_up()
    asks, left = _left(session, done, may_leave)
    children = session.caseload().children
    arrived = [children[child_id].ref for child_id in done.arrived if child_id in children]
    moved = [*_named(arrived, "came"), *_named(left, "left")]
    about = len(done.came - done.arrived - done.leaving.keys())
    parts = (
        *moved,
        f"news of {amount_words(about, 'children')}" if about else "",
        f"{amount_words(done.removed, 'children')} removed for good at the hub" if done.removed else "",
        f"{amount_words(done.went, 'entries')} went" if done.went else "",
        f"{amount_words(done.differ, 'values')} differ" if done.differ else "",
    )
    sentence = f"Exchanged: {', '.join(filter(None, parts)) or 'nothing new'}."
    there = frozenset({*done.came, *done.leaving})
    return ExchangeWords(sentence, tuple(done.waits), there, asks, f"{', '.join(moved)}." if moved else "")


def _named(refs: Iterable[str], did: str) -> Iterator[str]:
    """`1 child came (AB 1042)`; none where there is nobody."""
    in_order = sorted(refs)
    more = f", and {len(in_order) - _MOST_NAMED} more" if len(in_order) > _MOST_NAMED else ""
    if in_order:
        yield f"{amount_words(len(in_order), 'children')} {did} ({', '.join(in_order[:_MOST_NAMED])}{more})"


def exchange_now(session: Session, may_leave: Callable[[str], bool] = lambda _: False) -> ExchangeWords:
    """Exchange with the hub, and wait for it. Raises Refused; HubAway where the hub cannot be reached."""
    begun = begin_exchange(session)
    if begun is None:
        raise Refused(NO_HUB)
    return end_exchange(session, run_exchange(begun), may_leave)


def _leave_question(done: ExchangeDone) -> str:
    removed = sum(mode == "purged" for mode in done.leaving.values())
    amount = f"{amount_words(len(done.leaving), 'children')} of {done.held}"
    if removed == len(done.leaving):
        return f"{amount} removed for good by the service. Remove them from this laptop too?"
    there = f"Everything of them is at the hub{f', but {removed} removed for good by the service' if removed else ''}."
    are = "is" if len(done.leaving) == 1 else "are"
    return f"{amount} {are} not yours at the hub any more. Let them leave this laptop? {there}"


def _left(session: Session, done: ExchangeDone, may_leave: Callable[[str], bool]) -> tuple[str, list[str]]:
    """Let those leave who are not this officer's any more: the question where too many would; and who left."""
    if not done.leaving:
        return "", []
    many = more_than_a_fifth(len(done.leaving), done.held)
    if many and not may_leave(question := _leave_question(done)):
        return question, []
    from iro_tui.actions.purging import leaving_of
    from iro_tui.store import cleaning, purging
    from iro_tui.store.entries import LEFT

    caseload = session.caseload()
    today = caseload.today
    leaving = [
        replace(leaving_of(caseload, child_id), handed_over_on=None if mode == "purged" else today)
        for child_id, mode in done.leaving.items()
        if child_id in caseload.children
    ]
    refs = [caseload.children[each.child_id].ref for each in leaving]
    amount = amount_words(len(leaving), "children")
    with refusals():
        words = f"{amount} left with the service's hub."
        purging.purge(session.engine, leaving, words, today, caseload.seen, LEFT)
        cleaning.clean(session.engine)
    session.keep_up()
    return "", refs
