"""The verbs of the service's hub: laying it, coming in, exchanging, leaving."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused
from iro_tui.cli.asking import first_line, go_ahead, words_in
from iro_tui.cli.hub_printed import print_values
from iro_tui.cli.printing import table, width, wrapped
from iro_tui.cli.stores import opened
from iro_tui.cli.streams import say, tell
from iro_tui.clock import now
from iro_tui.domain.words import day_words, joined
from iro_tui.typed_path import as_path

if TYPE_CHECKING:
    from pathlib import Path

    from iro_tui.actions.hub_members import HubStatus
    from iro_tui.caseload.session import Session
    from iro_tui.sharing.devices import DeviceAtHub


def arguments(verb: Callable[[str, str], ArgumentParser], common: ArgumentParser) -> None:
    """The words of these commands."""
    hub = verb("hub", "the service's hub: exchange with colleagues over a server of the council")
    what = hub.add_subparsers(
        dest="hub_verb", metavar="exchange|status|join|leave|invite|admit|revoke|init|recover", required=True
    )
    what.add_parser("exchange", help="exchange now", parents=[common])
    what.add_parser("status", help="how this laptop is at the hub; for managers all laptops", parents=[common])
    join = what.add_parser("join", help="join by the line of your invitation", parents=[common])
    join.add_argument("line", nargs="?", default="-", metavar="LINE",
                      help="the line; without it, it is read from standard input")  # fmt: skip
    what.add_parser("leave", help="leave the hub; the children stay here", parents=[common])
    invite = what.add_parser("invite", help="a line for somebody who is to join, shown once", parents=[common])
    invite.add_argument("name", metavar="NAME", help="as colleagues know the person")
    invite.add_argument(
        "--role",
        default="iro",
        choices=("iro", "support", "manager", "head", "figures"),
        help="what (iro); figures: a login for Power BI, without a laptop",
    )
    invite.add_argument("--team", default="", metavar="NAME", help="the team")
    invite.add_argument("--login", default="", metavar="LOGIN",
                        help="a login of the council's own (Kerberos): the line has no password then")  # fmt: skip
    admit = what.add_parser("admit", help="admit a laptop whose four words you hear by telephone", parents=[common])
    admit.add_argument("name", nargs="?", default="", metavar="NAME", help="whose; without it all that wait")
    revoke = what.add_parser(
        "revoke", help="refuse a lost laptop, or void an invitation, from now on", parents=[common]
    )
    revoke.add_argument("name", metavar="NAME", help="whose laptops, or whose invitation or login")
    revoke.add_argument("--card", type=as_path, metavar="FILE",
                        help="of 'Card in the safe': a new file, .iro-safe, the card in its place")  # fmt: skip
    init = what.add_parser("init", help="lay the hub in an empty database, or bring one up to date", parents=[common])
    recover = what.add_parser(
        "recover", help="where every laptop is lost: by the card out of the safe", parents=[common]
    )
    for owners in (init, recover):
        owners.add_argument("url", metavar="URL", help="postgresql://OWNER@SERVER:5432/DATABASE, without a password")
        owners.add_argument("--authority", type=as_path, required=True, metavar="FILE",
                            help="the certificate of the council's authority, PEM")  # fmt: skip
        owners.add_argument("--owner-password-file", type=as_path, metavar="FILE", help="the owner's password")
        owners.add_argument("--name", default="", metavar="NAME", help="the head of service, who works on this laptop")
    recover.add_argument("--card", type=as_path, required=True, metavar="FILE", help="the card out of the safe")
    init.add_argument("--council", default="", metavar="NAME", help="what the council is called")
    init.add_argument("--card", type=as_path, metavar="FILE", help="a new file, .iro-safe: the card for the safe")
    init.add_argument("--upgrade", action="store_true", help="only bring the hub up to date")


def hub(options: Namespace) -> None:
    """Do what `iro hub` says."""
    {
        "exchange": _exchange, "status": _status, "join": _join, "leave": _leave, "invite": _invite, "admit": _admit,
        "revoke": _revoke, "init": _init, "recover": _recover,
    }[options.hub_verb](options)  # fmt: skip


def _wants_json(options: Namespace) -> bool:
    return getattr(options, "json", False)


def _say(options: Namespace, sentence: str, **more: object) -> None:
    if _wants_json(options):
        print_values(options.hub_verb, did=sentence, **more)
    else:
        for line in wrapped(sentence):
            say(line)


def _exchange(options: Namespace) -> None:
    from iro_tui.actions.at_hub import exchange_now

    with opened(options) as session:
        done = exchange_now(session, _may_many_leave)
        _say(options, done.sentence, waits=list(done.waits), asks=done.asks or None)
        if not _wants_json(options):
            for sentence in done.waits:
                tell(sentence)
    if done.asks and sys.stdin.isatty():
        tell("They stay here. It is asked again with the next exchange.")
    elif done.asks:
        raise Refused(
            f"{done.asks} They stay here until somebody says so on a terminal, where it is asked: iro hub exchange. "
            "--yes does not answer it."
        )


def _may_many_leave(question: str) -> bool:
    """Whether so many may leave at once: only a person at a terminal says so, `--yes` does not."""
    if not sys.stdin.isatty():
        return False
    tell(f"{question} [y/N] ")
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _status(options: Namespace) -> None:
    from iro_tui.actions.hub_members import FIGURES, ROLES, hub_status, seen_words

    with opened(options) as session:
        status = hub_status(session)
    today = now().astimezone()
    if _wants_json(options):
        _print_status(status)
        return
    say(f"Hub of {status.council or 'a council'}: {status.name}, {ROLES.get(status.role, status.role)}.")
    at = f"{status.exchanged_at.astimezone():%d %b %Y %H:%M}" if status.exchanged_at else "never"
    say(f"Exchanged: {at}. Children there: {status.children}.")
    for sentence in (*status.waits, status.silent):
        for line in wrapped(sentence) if sentence else ():
            tell(line)
    rows = [
        (each.name, ROLES.get(each.role, each.role), each.team, each.label, each.state, seen_words(each, today))
        for each in status.devices
    ]
    rows += [
        (each.name, ROLES.get(each.role, each.role), each.team, "", "login" if each.role == FIGURES else "invited",
         f"since {day_words(each.invited.astimezone().date(), today.date())}")
        for each in status.awaited
    ]  # fmt: skip
    for text in table(("who", "what", "team", "laptop", "state", "last there"), rows, room=width()) if rows else ():
        say(text)
    if any(each.state == "asked" for each in status.devices):
        say("Somebody waits to be admitted: iro hub admit")


def _print_status(status: HubStatus) -> None:
    devices = [
        {"name": each.name, "role": each.role, "team": each.team, "laptop": each.label, "state": each.state,
         "seen_at": each.seen_at, "program": each.program}
        for each in status.devices
    ]  # fmt: skip
    awaited = [
        {"name": each.name, "role": each.role, "team": each.team, "invited_at": each.invited} for each in status.awaited
    ]
    print_values(
        "status", council=status.council, name=status.name, role=status.role, state=status.state,
        exchanged_at=status.exchanged_at, children=status.children, waits=list(status.waits),
        unreached=status.silent or None, devices=devices, awaited=awaited,
    )  # fmt: skip


def _join(options: Namespace) -> None:
    from iro_tui.actions.hub_members import join

    line = first_line("The line of your invitation: ") if options.line == "-" else options.line
    with opened(options) as session:
        sentence, four = join(session, line)
    _say(options, sentence, words=four)
    if not _wants_json(options):
        say(f"Read these four words to your manager by telephone: {four}")


def _leave(options: Namespace) -> None:
    from iro_tui.actions.at_hub import require_joined
    from iro_tui.actions.hub_members import leave

    with opened(options) as session:
        joined = require_joined(session.engine)
        if not go_ahead(options, f"Leave the hub of {joined.council_name}? What is not sent yet stays here alone."):
            raise Refused("The hub was not left.")
        _say(options, leave(session))


def _invite(options: Namespace) -> None:
    from iro_tui.actions.hub_members import FIGURES, invite

    if options.role == FIGURES:
        _figures_login(options)
        return
    with opened(options) as session:
        may = partial(go_ahead, options)
        line = invite(session, options.name, options.role, options.team, options.login, may)
    if _wants_json(options):
        print_values("invite", name=options.name, line=line)
        return
    tell(f"The invitation of {options.name}, shown this once. Pass the whole line on, to that person alone:")
    sys.stdout.write(f"{line}\n")
    tell("It is used with: iro hub join. Then compare the four words by telephone: iro hub admit")


def _figures_login(options: Namespace) -> None:
    """What a program such as Power BI is told, once."""
    from iro_tui.actions.hub_members import figures_login

    with opened(options) as session:
        address = figures_login(session, options.name, options.login)
    shown = {
        "server": f"{address.host}:{address.port}", "database": address.database, "login": address.login,
        "password": address.password or None, "view": "hub.published",
    }  # fmt: skip
    if _wants_json(options):
        print_values("invite --role figures", name=options.name, **shown)
        return
    tell(f"The login of {options.name}, shown this once. It reads that view, and nothing else:")
    for what, value in shown.items():
        sys.stdout.write(f"{what:<9} {value or 'as the council knows it'}\n")


def _admit(options: Namespace) -> None:
    from iro_tui.actions.hub_members import waiting

    with opened(options) as session:
        wait = [
            each for each in waiting(session) if not options.name or each.name.casefold() == options.name.casefold()
        ]
        if not wait:
            who = f" of {options.name}" if options.name else ""
            raise Refused(f"No laptop{who} waits to be admitted. Nothing was done.")
        admitted = [each for each in wait if _admit_one(session, options, each)]
    if not admitted:
        raise Refused("No laptop was admitted.")
    if _wants_json(options):
        whose = joined(sorted({each.name for each in admitted}))
        laptops = [{"name": each.name, "words": each.words} for each in admitted]
        print_values("admit", did=f"Admitted: {whose}.", laptops=laptops)


def _admit_one(session: Session, options: Namespace, device: DeviceAtHub) -> bool:
    from iro_tui.actions.hub_members import admit

    tell(f"{device.name}, {device.label}: {device.words}")
    if not go_ahead(options, f"Do you hear the same four words from {device.name} by telephone?"):
        return False
    sentence = admit(session, device)
    if not _wants_json(options):
        say(sentence)
    return True


def _revoke(options: Namespace) -> None:
    from iro_tui.actions.hub_members import is_safe_card, replace_card, revoke

    card = is_safe_card(options.name) and options.card
    if options.card and not card:
        raise Refused("--card goes with 'Card in the safe' alone. Nothing was done.")
    question = (
        "Replace the card in the safe? The former one brings nothing back from now on, and the service's key is turned."
        if card
        else f"Refuse {options.name} at the hub from now on? For a laptop the service's key is turned."
    )
    with opened(options) as session:
        if not go_ahead(options, question):
            raise Refused("Nothing was revoked.")
        _say(options, replace_card(session, card) if card else revoke(session, options.name))
    if card and not _wants_json(options):
        _into_the_safe(card)


def _into_the_safe(card: Path) -> None:
    say(f"The card for the safe is in {card}: put it on paper or a stick into the council's safe, and")
    say("remove it here. Whoever has it and the database reads everything.")


def _init(options: Namespace) -> None:
    from iro_tui.actions.hub_laying import lay_hub, owner_address, read_authority, upgrade_hub

    owner_address(options.url, "", "")  # before a password is asked for in vain
    authority = read_authority(options.authority)
    if not options.upgrade and options.card is None:
        raise Refused(
            "The card for the safe is missing: --card FILE, a new file that ends in .iro-safe. With it the service's "
            "words can be read again where every laptop is lost. Nothing was done."
        )
    address = owner_address(options.url, authority, _owner_password(options.owner_password_file))
    if options.upgrade:
        _say(options, upgrade_hub(address), card=None)
        return
    with opened(options) as session:
        may = partial(go_ahead, options)
        sentence = lay_hub(session, address, options.council, options.name, options.card, may)
    _say(options, sentence, card=str(options.card))
    if not _wants_json(options):
        _into_the_safe(options.card)
        say("Next: iro hub invite NAME")


def _recover(options: Namespace) -> None:
    from iro_tui.actions.hub_laying import owner_address, read_authority, recover_hub

    owner_address(options.url, "", "")
    authority = read_authority(options.authority)
    address = owner_address(options.url, authority, _owner_password(options.owner_password_file))
    with opened(options) as session:
        _say(options, recover_hub(session, address, options.name, options.card))


def _owner_password(file: Path | None) -> str:
    if file is not None:
        return words_in(file)
    if not sys.stdin.isatty():
        raise Refused(
            "The password of the database's owner is asked for on a terminal, and there is none: give "
            "--owner-password-file FILE. Nothing was done."
        )
    from iro_tui.cli.unseen import ask_unseen

    return ask_unseen("Password of the database's owner: ")
