"""What docs/hub.md tells the council's IT, followed to the letter on a server of its own, from nothing to Power BI."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub.test_verbs import Desk, desk, joined, made_once
from tests.support.commands import Printed
from tests.support.postgres import Cluster, cluster

__all__ = ["desk", "made_once"]
pytestmark = pytest.mark.hub
PAGE = (Path(__file__).parents[2] / "docs" / "hub.md").read_text("utf-8")
PASSWORD = "the owner’s"


def block(containing: str) -> str:
    """The block of the page that holds these words."""
    return next(str(text) for text in re.findall(r"```\n(.*?)```", PAGE, re.DOTALL) if containing in text)


@pytest.fixture(scope="module")
def by_the_page() -> Iterator[Cluster]:
    """A server whose rules and owner are the page's own; of it only the network and the password are other ones."""
    lines = block("hostssl").replace("10.0.0.0/8", "127.0.0.0/8")
    with cluster(hba=f"local all all scram-sha-256\n{lines}") as running:
        running.psql(block("create role").replace("'…'", f"'{PASSWORD}'"))
        yield running


@pytest.fixture
def owners(by_the_page: Cluster, tmp_path: Path) -> tuple[str, ...]:
    (tmp_path / "council-ca.pem").write_text(by_the_page.authority.pem)
    (tmp_path / "owner").write_text(PASSWORD)
    url = f"postgresql://iro_owner@{by_the_page.host}:{by_the_page.port}/iro"
    return (url, "--authority", str(tmp_path / "council-ca.pem"), "--owner-password-file", str(tmp_path / "owner"))


def test_the_page_followed_to_the_letter_works(
    desk: Desk, by_the_page: Cluster, owners: tuple[str, ...], tmp_path: Path
) -> None:
    laying = shlex.split(block("iro hub init").replace("\\\n", " "))
    here = {"council-ca.pem": owners[2], "elmshire.iro-safe": str(tmp_path / "elmshire.iro-safe")}
    words = [
        here.get(word, word).replace("server.council.gov.uk:5432", f"{by_the_page.host}:{by_the_page.port}")
        for word in laying
    ]
    card = ("--card", here["elmshire.iro-safe"])
    desk("head", *words[1:], *owners[3:])

    def head(*words: str, code: int = 0) -> Printed:
        return desk("head", *words, code=code)

    joined(desk, head, "patel", "A. Patel", "--team", "North")
    head("hub", "invite", "D. Hughes")
    assert "up to date" in desk("head", "hub", "init", *owners, "--upgrade").out
    for who in ("patel", "head"):
        desk(who, "hub", "exchange")
    watched = by_the_page.psql(block("as last_entry"), database="iro").strip().split("|")
    assert watched[:6] == ["Elmshire", watched[1], "1", "2", "1", "0"], "two laptops, one invited, none waits"
    reads_figures(desk, by_the_page, owners[2])
    assert "is head of the service" in desk("new", "hub", "recover", *owners, *card, "--name", "N. Banks").out
    assert "Exchanged" in desk("new", "hub", "exchange").out


def reads_figures(desk: Desk, server: Cluster, authority: str) -> None:
    """The login of Power BI sees the one view, and nothing else; another password voids the first, and it ends."""
    told = desk("head", "hub", "invite", "Power BI", "--role", "figures", "--json").json
    assert (told["server"], told["database"]) == (f"{server.host}:{server.port}", "iro")
    assert int(asked(server, told, authority, f"select count(*) from {told['view']}")) > 100
    for forbidden in ("hub.entry", "hub.figure", "hub.member", "hub.changed(null, null, null, null)"):
        assert "permission denied" in asked(server, told, authority, f"select * from {forbidden}", code=1)
    assert "permission denied" in asked(server, told, authority, "select lo_from_bytea(0, 'x')", code=1)
    again = desk("head", "hub", "invite", "Power BI", "--role", "figures").out
    password = re.search(r"^password +(\S+)$", again, re.MULTILINE)
    assert password
    assert "authentication failed" in asked(server, told, authority, "select 1", code=2)
    told["password"] = password[1]
    assert asked(server, told, authority, "select 1") == "1"
    assert ("Power BI", "figures") in {
        (each["name"], each["role"]) for each in desk("head", "hub", "status", "--json").json["awaited"]
    }
    assert "The login of Power BI is void" in desk("head", "hub", "revoke", "Power BI", "--yes").out
    assert "authentication failed" in asked(server, told, authority, "select 1", code=2)


def asked(server: Cluster, told: dict[str, str], authority: str, statement: str, code: int = 0) -> str:
    """What PostgreSQL's own client answers, which takes the certificate by name as Power BI does."""
    where = f"host={server.host} port={server.port} dbname={told['database']} user={told['login']}"
    done = subprocess.run(
        ["psql", f"{where} sslmode=verify-full sslrootcert={authority}", "--no-psqlrc", "-Atc", statement],
        env={"PATH": os.environ["PATH"], "PGPASSWORD": told["password"]}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    return (done.stdout + done.stderr).strip()
