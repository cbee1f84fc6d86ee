"""The encrypted database: every trap of the research, every refusal, every fault said in a sentence."""

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlcipher3
from sqlalchemy.exc import DBAPIError, IntegrityError

from iro_tui.store import engine as module
from iro_tui.store.connection import MOST, Connection, Engine, StoreBusy
from iro_tui.store.engine import (
    APPLICATION_ID,
    LATEST,
    EngineUnfit,
    StoreDamaged,
    StoreDenied,
    StoreEmpty,
    StoreExists,
    StoreForeign,
    StoreFull,
    StoreMissing,
    StoreNewer,
    StoreReadOnly,
    StoreUnencrypted,
    WrongKey,
    check_cipher,
    check_library,
    connect,
    new_engine,
    open_engine,
    reading,
    typed,
    writing,
)
from iro_tui.store.place import StoreError
from iro_tui.store.secret import RootSecret, SecretWiped

MARKER = "SECRETNAME Child"
STRANGER = RootSecret(b"another root 16b")


def add(connection: Connection, text: str = MARKER) -> None:
    connection.exec_driver_sql("INSERT INTO note (text) VALUES (?)", (text,))


def count(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT count(*) FROM note").scalar_one())


def test_the_settings_of_every_connection(engine: Engine) -> None:
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "temp_store": 2,
        "application_id": APPLICATION_ID,
    }
    with reading(engine) as first, reading(engine) as second:
        for connection in (first, second):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected}
            assert found == expected
            assert connection.exec_driver_sql("PRAGMA cipher_version").scalar()
            assert connection.exec_driver_sql("PRAGMA mmap_size").scalar() in (0, None)


def test_a_connection_is_given_back_for_the_next_and_there_are_never_too_many(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine.connect() as first:
        pass
    with engine.connect() as again:
        assert again is first
    monkeypatch.setattr("iro_tui.store.connection.BUSY_SECONDS", 0.01)
    with ExitStack() as used:
        for _ in range(MOST):
            used.enter_context(engine.connect())
        with pytest.raises(StoreBusy, match="try again"):
            engine.connect()
    with reading(engine) as connection:
        assert count(connection) == 0


def test_what_is_read_and_what_is_written_stand_in_one_transaction(engine: Engine) -> None:
    def half(connection: Connection) -> None:
        add(connection)
        assert connection.value("SELECT count(*) FROM note") == 1
        connection.raw.execute("INSERT INTO note (text) VALUES ('b')")
        assert count(connection) == 2
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), writing(engine) as connection:
        half(connection)
    with reading(engine) as connection:
        assert connection.value("SELECT count(*) FROM note") == count(connection) == 0


def test_errors_carry_no_values(engine: Engine) -> None:
    with pytest.raises(IntegrityError) as caught, writing(engine) as connection:
        connection.exec_driver_sql("INSERT INTO note (id, text) VALUES (1, ?1), (1, ?1)", (MARKER,))
    assert MARKER not in str(caught.value)
    with reading(engine) as connection:
        assert count(connection) == 0


def test_the_key_is_not_in_the_engine(engine: Engine, secret: RootSecret) -> None:
    shown = repr(engine) + str(vars(engine))
    assert secret.database_key().hex() not in shown


def test_no_plain_text_on_the_disk(engine: Engine, database: Path) -> None:
    with writing(engine) as connection:
        for _ in range(500):
            add(connection)
    wal = database.with_name("caseload.db-wal")
    assert wal.stat().st_size > 0
    engine.dispose()
    assert not wal.exists()
    with writing(engine) as connection:
        add(connection)
    for path in database.parent.iterdir():
        content = path.read_bytes()
        assert MARKER.encode() not in content
        assert b"CREATE TABLE" not in content
        assert b"SQLite format" not in content


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_files_are_their_owners_only(database: Path, secret: RootSecret) -> None:
    before = os.umask(0)
    try:
        engine = new_engine(database, secret)
        with engine.connect() as connection:
            with connection.transaction(write=True):
                connection.exec_driver_sql("CREATE TABLE t (a)")
            files = {path.name: stat.S_IMODE(path.stat().st_mode) for path in database.parent.iterdir()}
        engine.dispose()
    finally:
        os.umask(before)
    assert files == dict.fromkeys(["caseload.db", "caseload.db-wal", "caseload.db-shm"], 0o600)
    assert [path.name for path in database.parent.iterdir()] == ["caseload.db"]


def child(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )


OPEN = """
import sys
from pathlib import Path
from iro_tui.store.engine import open_engine, reading
from iro_tui.store.secret import RootSecret
try:
    with reading(open_engine(Path(sys.argv[1]), RootSecret(bytes.fromhex(sys.argv[2])))) as connection:
        print(connection.exec_driver_sql("SELECT count(*) FROM note").scalar())
except Exception as error:
    print(type(error).__name__)
"""


def test_the_program_itself_wipes_what_the_library_lets_go_of(
    engine: Engine, database: Path, secret: RootSecret
) -> None:
    engine.dispose()
    asked = OPEN.replace("SELECT count(*) FROM note", "PRAGMA cipher_memory_security")
    assert child(asked, str(database), secret.reveal().hex()).stdout.strip() == "1"


def test_a_wrong_key_writes_nothing_on_the_screen(engine: Engine, database: Path) -> None:
    engine.dispose()
    done = child(OPEN, str(database), STRANGER.reveal().hex())
    assert (done.stdout, done.stderr) == ("StoreDamaged\n", "")


def test_nor_does_a_damaged_page(engine: Engine, database: Path, secret: RootSecret) -> None:
    with writing(engine) as connection:
        for _ in range(500):
            add(connection)
    engine.dispose()
    content = bytearray(database.read_bytes())
    for at in range(4096, len(content), 4096):
        content[at + 100] ^= 1
    database.write_bytes(content)
    done = child(OPEN, str(database), secret.reveal().hex())
    assert (done.stdout, done.stderr) == ("StoreDamaged\n", "")


def test_a_stranger_is_refused_and_the_file_untouched(engine: Engine, database: Path) -> None:
    engine.dispose()
    before = database.read_bytes()
    with pytest.raises(StoreDamaged, match="another key file"):
        open_engine(database, STRANGER)
    with pytest.raises(WrongKey, match="another caseload's"):
        open_engine(database, STRANGER, proven=False)
    assert database.read_bytes() == before


def plain(path: Path) -> None:
    connection = sqlcipher3.connect(str(path))
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda path: None, StoreMissing),
        (lambda path: path.touch(), StoreEmpty),
        (plain, StoreUnencrypted),
        (lambda path: path.write_bytes(b"x"), StoreDamaged),
        (lambda path: path.write_bytes(b"x" * 100), StoreDamaged),
        (lambda path: path.write_bytes(b"Dear Ann, " * 1000), StoreDamaged),
    ],
)
def test_what_is_no_store_is_refused_and_left(
    database: Path, secret: RootSecret, make: Callable[[Path], None], kind: type[StoreError]
) -> None:
    make(database)
    before = database.read_bytes() if database.exists() else None
    with pytest.raises(kind) as caught:
        open_engine(database, secret)
    assert type(caught.value) is kind
    assert str(database) in str(caught.value)
    assert (database.read_bytes() if database.exists() else None) == before
    assert {path.name for path in database.parent.iterdir()} <= {"caseload.db"}


def test_a_new_store_never_goes_over_another(database: Path, secret: RootSecret) -> None:
    database.touch()
    with pytest.raises(StoreExists):
        new_engine(database, secret)
    assert database.read_bytes() == b""


def test_a_draft_left_by_a_crash_is_in_nobodys_way(database: Path, secret: RootSecret) -> None:
    database.with_name("caseload.db.new").write_bytes(b"half")
    engine = new_engine(database, secret)
    with reading(engine):
        pass
    engine.dispose()
    assert [path.name for path in database.parent.iterdir()] == ["caseload.db"]


def test_a_name_with_odd_characters(tmp_path: Path, secret: RootSecret) -> None:
    folder = tmp_path / ("Añn's 100% #1? store" if os.name == "posix" else "Añn's 100% #1 store")
    folder.mkdir()
    engine = new_engine(folder / "caseload.db", secret)
    with reading(engine) as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == 0
    engine.dispose()
    assert [path.name for path in folder.iterdir()] == ["caseload.db"]


@pytest.mark.parametrize(
    ("pragma", "kind"),
    [(f"user_version={LATEST + 1}", StoreNewer), ("application_id=7", StoreForeign)],
)
@pytest.mark.parametrize("crashed", [False, True])
def test_a_newer_or_foreign_file_keeps_every_byte(
    database: Path, tmp_path: Path, secret: RootSecret, pragma: str, kind: type[StoreError], crashed: bool
) -> None:
    """Also with work of a crashed session still in the -wal: looking must not fold it in."""
    new_engine(database, secret).dispose()
    connection = connect(database, secret)
    connection.execute(f"PRAGMA {pragma}")
    wal = database.with_name("caseload.db-wal")
    kept = {path: path.read_bytes() for path in (database, wal)}
    connection.close()
    if crashed:
        for path, content in kept.items():
            path.write_bytes(content)
    before = {path: path.read_bytes() for path in (database, wal) if path.exists()}
    assert len(before) == 1 + crashed
    with pytest.raises(kind):
        open_engine(database, secret)
    assert {path: path.read_bytes() for path in before} == before


def test_an_old_or_plain_library_is_refused() -> None:
    check_library((3, 51, 3))
    check_library(sqlcipher3.sqlite_version_info)
    check_cipher(("4.19.0 community",))
    with pytest.raises(EngineUnfit, match=r"3\.51\.2"):
        check_library((3, 51, 2))
    for version in (None, ("",)):
        with pytest.raises(EngineUnfit, match="does not encrypt"):
            check_cipher(version)


def test_only_writing_writes(engine: Engine) -> None:
    with pytest.raises(StoreReadOnly), reading(engine) as connection:
        add(connection)
    with pytest.raises(DBAPIError), engine.connect() as connection, connection.transaction():
        add(connection)
    with writing(engine) as connection:
        add(connection)
    with reading(engine) as connection:
        assert count(connection) == 1


def test_any_error_undoes_the_whole(engine: Engine) -> None:
    def half(connection: Connection) -> None:
        add(connection)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), writing(engine) as connection:
        half(connection)
    with writing(engine) as connection:
        assert count(connection) == 0


def test_an_error_about_another_file_stays_itself(engine: Engine) -> None:
    with pytest.raises(PermissionError), writing(engine):
        raise PermissionError(13, "not ours")


def test_reads_go_on_while_another_writes(engine: Engine, database: Path, secret: RootSecret) -> None:
    other = open_engine(database, secret)
    with writing(engine) as writer:
        add(writer)
        with reading(other) as reader:
            assert count(reader) == 0
    with reading(other) as reader:
        assert count(reader) == 1
    other.dispose()


def test_a_second_writer_is_told_to_wait(engine: Engine, database: Path, secret: RootSecret) -> None:
    other = open_engine(database, secret)
    with other.connect() as connection:
        connection.raw.execute("PRAGMA busy_timeout=20")
    with writing(engine) as writer:
        add(writer)
        with pytest.raises(StoreBusy, match="Another window is writing"), writing(other):
            pass
    with writing(other) as writer:
        add(writer)
        assert count(writer) == 2
    other.dispose()


def test_a_full_disk_loses_nothing(engine: Engine) -> None:
    with writing(engine) as connection:
        add(connection)
        connection.raw.execute("PRAGMA max_page_count=3")  # the one connection of the pool so far
    with pytest.raises(StoreFull, match="nothing was lost"), writing(engine) as connection:
        add(connection, MARKER * 1000)
    with reading(engine) as connection:
        assert count(connection) == 1


def test_damage_is_said(engine: Engine, database: Path, secret: RootSecret) -> None:
    with writing(engine) as connection:
        for _ in range(2000):
            add(connection)
    engine.dispose()
    content = bytearray(database.read_bytes())
    content[-2000] ^= 1
    database.write_bytes(content)
    again = open_engine(database, secret)
    with pytest.raises(StoreDamaged, match="newest good backup"), reading(again) as connection:
        connection.exec_driver_sql("SELECT text FROM note").fetchall()
    again.dispose()


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_a_read_only_folder(ordinary_folder: Path, secret: RootSecret) -> None:
    database = ordinary_folder / "caseload.db"
    engine = new_engine(database, secret)
    with reading(engine):
        pass
    engine.dispose()
    ordinary_folder.chmod(0o500)
    with pytest.raises(StoreReadOnly, match="its folder is read-only"):
        open_engine(database, secret)
    with pytest.raises(StoreDenied, match="may write in its folder"):
        new_engine(ordinary_folder / "second.db", secret)


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_a_read_only_file(ordinary_folder: Path, secret: RootSecret) -> None:
    database = ordinary_folder / "caseload.db"
    new_engine(database, secret).dispose()
    database.chmod(0o400)
    engine = open_engine(database, secret)
    with reading(engine) as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == 0
    with pytest.raises(StoreReadOnly, match="nothing can be saved"), writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (a)")
    engine.dispose()
    database.chmod(0)
    with pytest.raises(StoreDenied):
        open_engine(database, secret)


def test_sentences() -> None:
    assert "disk is full" in str(typed(OSError(28, "No space left on device")))
    assert typed(ValueError()) is None
    error = StoreBusy("as it is")
    assert typed(error) is error
    for _kind, sentence in module._BY_CODE.values():
        assert sentence.format(file="F").endswith(".")


def test_a_wiped_secret_opens_nothing_more(database: Path) -> None:
    secret = RootSecret.generate()
    engine = new_engine(database, secret)
    with reading(engine):
        pass
    engine.dispose()
    secret.wipe()
    with pytest.raises(SecretWiped), reading(engine):
        pass


def test_soak(engine: Engine) -> None:
    """Twenty-four threads; the default pool dies of this."""
    errors: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(8):
                with writing(engine) as connection:
                    add(connection, f"{number}.{turn}")
                    add(connection, f"{number}.{turn}")
                with reading(engine) as connection:
                    assert count(connection) % 2 == 0
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with reading(engine) as connection:
        assert count(connection) == 24 * 8 * 2
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
