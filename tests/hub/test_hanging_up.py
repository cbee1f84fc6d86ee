"""A connection that came to nothing is gone at once: a server that never says good-bye holds none open."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from iro_tui.sharing.link import HubAddress, HubLink, HubRefused, HubSilent
from tests.support.postgres import Authority

pytestmark = pytest.mark.hub
HOST = "127.0.0.1"
STARTING = b"SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0"
WRONG = b"SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed\0\0"


def said(message: bytes) -> bytes:
    return b"E" + (len(message) + 4).to_bytes(4, "big") + message


@contextmanager
def answering(folder: Path, answer: Callable[[socket.socket], object]) -> Iterator[tuple[HubAddress, list[bytes]]]:
    """A server that answers one call as it is told to and then says nothing; what it reads once the caller is done."""
    authority, last = Authority(), [b"nothing"]
    certificate, key = authority.server(HOST)
    (folder / "both.pem").write_text(certificate + key)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "both.pem")

    def serve() -> None:
        plain, _ = listening.accept()
        with plain:
            plain.recv(8)
            plain.sendall(b"S")
            with context.wrap_socket(plain, server_side=True, suppress_ragged_eofs=True) as line:
                line.recv(1000)
                answer(line)
                raw = socket.socket(fileno=line.detach())
            with raw:
                raw.settimeout(5)
                while last[0]:
                    try:
                        last[0] = raw.recv(1000)
                    except ConnectionResetError:
                        last[0] = b""
                    except TimeoutError:
                        break

    with socket.create_server((HOST, 0)) as listening:
        thread = threading.Thread(target=serve)
        thread.start()
        address = HubAddress(HOST, listening.getsockname()[1], "iro", "nobody", "wrong", authority.pem)
        yield address, last
        thread.join()


@pytest.mark.parametrize("sentence", [STARTING, WRONG], ids=["starting up", "wrong password"])
def test_a_server_that_refuses_and_does_not_hang_up_holds_no_line_open(tmp_path: Path, sentence: bytes) -> None:
    with (
        answering(tmp_path, lambda line: line.sendall(said(sentence))) as (address, last),
        pytest.raises((HubRefused, HubSilent)),
    ):
        HubLink(address)
    assert last == [b""], "the line is held open"


def test_a_server_that_says_nothing_holds_no_line_open(tmp_path: Path) -> None:
    with answering(tmp_path, lambda line: None) as (address, last), pytest.raises(HubSilent):
        HubLink(address, patience=0.5)
    assert last == [b""], "the line is held open"
