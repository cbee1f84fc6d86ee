"""A connection to the service's hub: a database of the council's own, reached over TLS and nothing else.

The driver (asyncpg) is an extra and is loaded here, when something is asked. It has no calls that wait: so a connection
has a loop of its own, and is used in one thread only.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import os
import ssl
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

ITERATIONS = 4096
"""What PostgreSQL takes itself; the passwords are 32 random bytes, which nobody guesses at any price."""


class HubSilent(Exception):
    """The hub cannot be reached, is not the council's, or went away: try again later, say nothing."""


class HubUnproved(HubSilent):
    """What answers does not prove to be the council's: another authority's, another name's, or without TLS."""


class HubRefused(Exception):
    """The hub answers, and says no; its reason is the text."""


@dataclass(frozen=True, slots=True)
class HubAddress:
    """Where a hub is, and who one is there; the authority is the council's, in PEM, and the only one believed."""

    host: str
    port: int
    database: str
    login: str
    password: str = field(repr=False)
    authority: str = field(repr=False)

    def trust(self) -> ssl.SSLContext:
        """TLS 1.3, and a server that the council's authority names for this host."""
        context = ssl.create_default_context(cadata=self.authority)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        return context


class _Loop(asyncio.ProactorEventLoop if sys.platform == "win32" else asyncio.SelectorEventLoop):  # type: ignore[misc]
    """The system's own, which can hang up: a driver that gives up in the midst of signing in waits for a good-bye."""

    _line: Any = None

    async def create_connection(self, *where: Any, **how: Any) -> Any:
        self._line, protocol = await super().create_connection(*where, **how)
        return self._line, protocol

    def hang_up(self) -> None:
        if self._line is not None:
            self._line.abort()


class HubLink:
    """One connection; what it asks are the functions of hub.sql, with the device it asks from in front."""

    def __init__(self, address: HubAddress, *, patience: float = 3.0) -> None:
        """Raises HubSilent where nothing trustworthy answers within that many seconds, HubRefused for a wrong login."""
        import asyncpg

        self._runner = asyncio.Runner(loop_factory=_Loop)
        self._silent = (
            OSError, asyncpg.InterfaceError, asyncpg.InternalClientError, asyncpg.PostgresConnectionError,
            asyncpg.InvalidCachedStatementError,  # the hub was brought up to date meanwhile
            asyncpg.OperatorInterventionError, asyncpg.InsufficientResourcesError, asyncpg.TransactionRollbackError,
        )  # fmt: skip
        self._refused = asyncpg.PostgresError
        try:
            self._connection: Any = self._wait(
                asyncpg.connect(
                    host=address.host, port=address.port, database=address.database, user=address.login,
                    password=address.password, ssl=address.trust(), timeout=patience, command_timeout=60,
                    server_settings={"application_name": "iro-tui"},
                )
            )  # fmt: skip
        except BaseException as error:
            self._hang_up()
            if isinstance(error, HubSilent) and _is_unproved(error.__cause__):
                raise HubUnproved(str(error)) from error
            raise

    def ask(self, function: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows that one of the hub's functions answers. Raises HubSilent, HubRefused."""
        places = ", ".join(f"${number}" for number, _ in enumerate(values, start=1))
        return self.rows(f"select * from hub.{function}({places})", *values)  # noqa: S608 - the name is the program's own

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a statement. Raises HubSilent, HubRefused."""
        return [tuple(row) for row in self._wait(self._connection.fetch(statement, *values))]

    def run(self, script: str) -> None:
        """Do the statements of a script, all or none. Raises HubSilent, HubRefused."""
        self._wait(self._connection.execute(script))

    def new_password(self, login: str, password: str) -> None:
        """Change one's own password; the server is told its verifier alone."""
        quoted = '"' + login.replace('"', '""') + '"'
        self.rows(f"alter role {quoted} password '{verifier(password)}'")

    def _wait(self, asked: Any) -> Any:
        try:
            return self._runner.run(_awaited(asked))
        except self._silent as error:
            raise HubSilent(type(error).__name__) from error
        except self._refused as error:
            raise HubRefused(error.args[0] if error.args else type(error).__name__) from error

    def cut_short(self) -> None:
        """Go at once, out of another thread: who waits for an answer is told that the hub is silent."""
        with suppress(RuntimeError):  # it is closed already
            self._runner.get_loop().call_soon_threadsafe(self._connection.terminate)

    def close(self) -> None:
        """Go; what was not acknowledged by now has not been taken."""
        self._connection.terminate()
        self._hang_up()

    def _hang_up(self) -> None:
        with suppress(RuntimeError):  # it is closed already
            loop: Any = self._runner.get_loop()
            loop.hang_up()
        self._runner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _is_unproved(why: BaseException | None) -> bool:
    """Whether somebody answered, and could not show to be the council's."""
    gone = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError)
    return (isinstance(why, ssl.SSLError) and not isinstance(why, gone)) or "rejected SSL upgrade" in str(why)


async def _awaited(asked: Any) -> Any:
    return await asked


def verifier(password: str, salt: bytes | None = None) -> str:
    """What a server keeps of a password (SCRAM-SHA-256, RFC 5802): it proves the password, and does not tell it."""
    salt = salt or os.urandom(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode("ascii"), salt, ITERATIONS)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    coded: Sequence[str] = [base64.b64encode(part).decode() for part in (salt, stored, server)]
    return f"SCRAM-SHA-256${ITERATIONS}:{coded[0]}${coded[1]}:{coded[2]}"
