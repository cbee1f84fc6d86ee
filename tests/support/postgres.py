"""A PostgreSQL of the tests' own: a temporary cluster with its own authority, TLS 1.3 and SCRAM, gone afterwards.

PostgreSQL is never run as root: whoever is root steps down to the user of Debian's package first.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

OWNER, PASSWORD = "keeper", secrets.token_urlsafe(16)
"""Who owns the databases: no superuser, but one who may make logins, as on a managed service."""
CONFIG = """\
listen_addresses = '127.0.0.1'
max_connections = 120
ssl = on
ssl_min_protocol_version = 'TLSv1.3'
ssl_cert_file = 'server.crt'
ssl_key_file = 'server.key'
password_encryption = 'scram-sha-256'
logging_collector = off
"""
HBA = f"""\
local   all all                                    scram-sha-256
hostssl all +hub_member,+hub_figures 127.0.0.1/32  scram-sha-256
hostssl all {OWNER}                  127.0.0.1/32  scram-sha-256
"""


def binaries() -> Path | None:
    """Where the newest PostgreSQL of this system has its programs, if there is one."""
    there = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    if not there and (found_on_path := shutil.which("postgres")):
        there = [Path(found_on_path).parent]
    return max(there, key=lambda path: [int(part) for part in path.parts if part.isdigit()], default=None)


class Authority:
    """A certificate authority, as a council has one."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A council's authority")])
        self.certificate = self._signed(self._name, self._key, x509.BasicConstraints(ca=True, path_length=0))

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    def server(self, address: str) -> tuple[str, str]:
        """The certificate and key of a server at an address."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))])
        certificate = self._signed(name, key, x509.BasicConstraints(ca=False, path_length=None), names)
        return certificate.public_bytes(serialization.Encoding.PEM).decode(), key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()

    def _signed(
        self, name: x509.Name, key: ec.EllipticCurvePrivateKey, *extensions: x509.ExtensionType
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        builder = x509.CertificateBuilder(
            self._name, name, key.public_key(), x509.random_serial_number(),
            now - timedelta(days=1), now + timedelta(days=2),
        )  # fmt: skip
        for extension in extensions:
            builder = builder.add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
        return builder.sign(self._key, hashes.SHA256())


class Cluster:
    """A running server; `kill` is kill -9, and `start` brings it back over what it had acknowledged."""

    host = "127.0.0.1"

    def __init__(self, programs: Path, folder: Path, *, tls: bool = True, hba: str = HBA) -> None:
        self._programs = programs
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "log"
        self.authority = Authority()
        self.port = _free_port()
        folder.chmod(0o755)
        self.data.mkdir(mode=0o700)
        (folder / "password").write_text(PASSWORD)
        self._hand_over()
        self.run(
            "initdb", "--pgdata", self.data, "--username", "postgres", "--pwfile", folder / "password", "--no-sync",
            "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8",
        )  # fmt: skip
        certificate, key = self.authority.server(self.host)
        (self.data / "server.crt").write_text(certificate)
        (self.data / "server.key").write_text(key)
        (self.data / "server.key").chmod(0o600)
        config = CONFIG if tls else CONFIG.replace("ssl = on", "ssl = off")
        with (self.data / "postgresql.conf").open("a") as written:
            written.write(f"{config}port = {self.port}\nunix_socket_directories = '{folder}'\n")
        (self.data / "pg_hba.conf").write_text(hba if tls else hba.replace("hostssl", "host"))
        self._hand_over()
        self.start()
        self.psql(f"create role {OWNER} login createrole createdb password '{PASSWORD}'")

    def _hand_over(self) -> None:
        if os.getuid() == 0:
            user = pwd.getpwnam("postgres")
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, user.pw_uid, user.pw_gid)

    def run(self, program: str, *arguments: str | Path, text: str | None = None) -> str:
        """One of PostgreSQL's programs, as its user. Raises AssertionError with what it said."""
        down = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
        done = subprocess.run(
            [*down, str(self._programs / program), *map(str, arguments)], cwd=self.folder, input=text,
            env={"PATH": os.environ["PATH"], "PGPASSWORD": PASSWORD, "LC_ALL": "C.UTF-8"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{program}: {done.stderr}"
        return done.stdout

    def psql(self, text: str, *, database: str = "postgres", user: str = "postgres") -> str:
        """What the administrator's own program answers."""
        return self.run(
            "psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1",
            "--single-transaction" if "create database" not in text else "--quiet", "--host", self.folder,
            "--port", str(self.port), "--username", user, "--dbname", database, "--file", "-", text=text,
        )  # fmt: skip

    def start(self) -> None:
        self.run("pg_ctl", "start", "--pgdata", self.data, "--log", self.log, "--wait", "--silent")

    def stop(self) -> None:
        self.run("pg_ctl", "stop", "--pgdata", self.data, "--mode", "immediate", "--wait", "--silent")

    @property
    def pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def kill(self) -> None:
        """Kill the server and every process of its own, at once, and leave everything as it lies."""
        parent = self.pid
        of_its_own = [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
        for pid in (parent, *of_its_own):
            os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 20
        while any(_runs(pid) for pid in (parent, *of_its_own)):
            assert time.monotonic() < deadline, "the server does not die"
            time.sleep(0.01)
        # What a machine clears when it starts anew; else a process of that number that nobody has buried is waited for.
        for left in (self.data / "postmaster.pid", *self.folder.glob(".s.PGSQL.*")):
            left.unlink()


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


@contextmanager
def cluster(*, tls: bool = True, hba: str = HBA) -> Iterator[Cluster]:
    """A server for as long as this lasts. Skips the test where no PostgreSQL is installed."""
    programs = binaries()
    if programs is None:
        pytest.skip("no PostgreSQL is installed here (Debian: the package postgresql)")
    with tempfile.TemporaryDirectory(prefix="iro-hub-") as folder:
        running = Cluster(programs, Path(folder), tls=tls, hba=hba)
        try:
            yield running
        finally:
            running.stop()
