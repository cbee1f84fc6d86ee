"""Passphrase, council's key and keyring, as commands."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from iro_tui.caseload.refusals import Refused
from iro_tui.cli import stores
from iro_tui.cli.asking import chosen_passphrase, first_line, passphrase, typed_code
from iro_tui.cli.printing import print_json
from iro_tui.cli.streams import say, tell
from iro_tui.typed_path import as_path

_LONGEST = 16_384


def arguments(verb: Callable[[str, str], ArgumentParser]) -> None:
    """The words of these commands."""
    change = verb("passphrase", "change the passphrase; or make a new key, where someone may know it")
    how = change.add_mutually_exclusive_group()
    how.add_argument("--new-key", action="store_true", help="a new key and recovery code too: someone may know them")
    how.add_argument("--recovery-code", action="store_true", help="ask for the code in place of the passphrase now")
    how.add_argument("--with-council-key", type=as_path, metavar="FILE", help="open it with the council's private key")
    change.add_argument("--new-passphrase-file", type=as_path, metavar="FILE", help="read the new one from a file")
    council = verb("council-key", "let your council's key open the caseload too, where you cannot")
    council.add_argument("key", nargs="?", metavar="KEY", help="the council's public key: its file, or the line in it")
    council.add_argument("--remove", metavar="FINGERPRINT", help="the beginning of the one to take away")
    keyring = verb("keyring", "let this computer's keyring open the caseload without the passphrase: on or off")
    keyring.add_argument("turn", nargs="?", choices=("on", "off"))


def change_passphrase(options: Namespace) -> None:
    """Another passphrase; with --new-key another root and recovery code too."""
    from iro_tui.caseload import keys, opening

    folder = stores.folder(options)
    opening.require(folder)  # before anything is asked for in vain
    if options.with_council_key:
        pem = _read(options.with_council_key)
        password = _password(pem)
        say(keys.recover_with_council_key(folder, pem, password, chosen_passphrase(options)))
        return
    if options.recovery_code:
        code = typed_code()
        opening.recover(folder, code, chosen_passphrase(options), stores.today(options)).close()
        say(keys.CHANGED)
        return
    old = passphrase(options, "Passphrase now: ")
    keys.prove(folder, old)  # before a new one is thought of in vain
    new = chosen_passphrase(options)
    if not options.new_key:
        say(keys.change_passphrase(folder, old, new))
        return
    done = keys.make_new_key(folder, old, new)
    session = opening.unlock(folder, new, stores.today(options))
    try:
        say(done)
        from iro_tui.cli.safekeeping import show_code

        show_code(session, options)
    finally:
        session.close()


def council_key(options: Namespace) -> None:
    """List the council's keys, add one or take one away."""
    from iro_tui.caseload import keys

    folder = stores.folder(options)
    if options.key:
        say(keys.add_council_key(folder, passphrase(options), _key_text(options.key)))
    elif options.remove:
        say(keys.remove_council_key(folder, passphrase(options), options.remove))
    else:
        fingerprints = [key.fingerprint for key in keys.council_keys(folder)]
        if getattr(options, "json", False):
            print_json({"council_keys": fingerprints})
        else:
            for fingerprint in fingerprints:
                say(fingerprint)
            say("These council keys open it too." if fingerprints else
                "No council key opens it. Add the one your council gives you with: iro council-key FILE")  # fmt: skip


def keyring(options: Namespace) -> None:
    """Turn the system's keyring on or off as a way in, or say which it is."""
    from iro_tui.caseload import keys, opening

    folder = stores.folder(options)
    opening.require(folder)
    turn = {"on": keys.turn_keyring_on, "off": keys.turn_keyring_off}.get(options.turn)
    if turn:
        say(turn(folder, passphrase(options)))
    else:
        on = keys.opens_by_keyring(folder)
        say(f"This computer's keyring {'opens' if on else 'does not open'} the caseload.")


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as content:
            return content.read(_LONGEST)
    except OSError as error:
        raise Refused(f"The file {file} cannot be read: {(error.strerror or 'unknown reason').lower()}.") from None


def _key_text(typed: str) -> str:
    """The text of a key: of a file, or the one line typed."""
    if len(typed) < 200 and as_path(typed).is_file():
        return _read(as_path(typed)).decode("utf-8", "replace")
    return typed


def _password(pem: bytes) -> str:
    if b"ENCRYPTED" not in pem:
        return ""
    if not sys.stdin.isatty():
        return first_line("")
    from getpass import getpass

    tell("The private key's file has a password of its own.")
    return getpass("Password of the key file: ")
