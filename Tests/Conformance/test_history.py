"""Inputs that are kept from one run to the next."""

from __future__ import annotations

import resource
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from wire import PATIENCE, Kernel, Wire


@contextmanager
def run(program: Path, folder: Path, environment: dict[str, str] | None = None) -> Iterator[Wire]:
    """One run of the kernel; all of them in `folder` share their history."""
    with Kernel(program, folder, environment=environment) as kernel:
        wire = kernel.connect().ready()
        yield wire
        wire.request("shutdown_request", {"restart": False}, "control")
        kernel.wait()
        wire.close()


def history(wire: Wire, access: str, **content) -> list:
    request = {"output": False, "raw": True, "hist_access_type": access} | content
    return wire.request("history_request", request)["history"]


def test_the_next_run_finds_what_the_last_one_typed(program: Path, tmp_path: Path) -> None:
    with run(program, tmp_path) as wire:
        for code in ("%echo one", "%echo two", "%no-such-command", "k = 4\nk"):
            wire.execute(code)
    with run(program, tmp_path) as wire:
        wire.succeed("%echo three")
        tail = history(wire, "tail", n=4)
        assert [entry[2] for entry in tail] == ["%echo two", "%no-such-command", "k = 4\nk", "%echo three"]
        first, second = tail[0][0], tail[-1][0]
        assert second == first + 1
        assert [entry[1] for entry in tail] == [2, 3, 4, 1]
        assert history(wire, "range", session=first, start=2, stop=4) == [
            [first, 2, "%echo two"], [first, 3, "%no-such-command"],
        ]
        assert history(wire, "range", session=-1, start=1, stop=2) == [[first, 1, "%echo one"]]
        assert history(wire, "range", session=0, start=1, stop=None) == [[second, 1, "%echo three"]]
        assert [entry[2] for entry in history(wire, "search", pattern="%echo t*")] == ["%echo two", "%echo three"]
        (entry,) = history(wire, "search", pattern="k = *", output=True)
        assert entry[2] == ["k = 4\nk", "4"]


def test_two_kernels_at_once_keep_both_of_their_inputs(program: Path, tmp_path: Path) -> None:
    shared = {"XDG_STATE_HOME": str(tmp_path)}
    with run(program, tmp_path / "a", shared) as a, run(program, tmp_path / "b", shared) as b:
        for i in range(20):
            a.succeed(f"%echo a{i}")
            b.succeed(f"%echo b{i}")
    with run(program, tmp_path / "c", shared) as wire:
        entries = history(wire, "tail", n=100)
        for name in "ab":
            mine = [entry for entry in entries if entry[2].startswith(f"%echo {name}")]
            assert [entry[1:] for entry in mine] == [[i + 1, f"%echo {name}{i}"] for i in range(20)]
            assert len({entry[0] for entry in mine}) == 1
        assert len({entry[0] for entry in entries}) == 2


def test_a_history_that_is_no_database_is_moved_aside_and_another_begun(program: Path, tmp_path: Path) -> None:
    (tmp_path / "cohort").mkdir()
    junk = b"this is no database" * 100
    (tmp_path / "cohort" / "history.sqlite").write_bytes(junk)
    with run(program, tmp_path) as wire:
        wire.succeed("%echo one")
        assert [entry[2] for entry in history(wire, "tail", n=5)] == ["%echo one"]
    assert (tmp_path / "cohort" / "history.sqlite.damaged-1").read_bytes() == junk
    assert "history.sqlite.damaged-1" in (tmp_path / "log").read_text()
    with run(program, tmp_path) as wire:
        assert [entry[2] for entry in history(wire, "tail", n=5)] == ["%echo one"]


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program has the file for itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        connection.execute("COMMIT")
        connection.close()


def end(kernel: Kernel, wire: Wire, how: str) -> None:
    if how == "shutdown_request":
        wire.request("shutdown_request", {"restart": False}, "control")
    else:
        kernel.process.send_signal(getattr(signal, how))
    kernel.wait()
    wire.close()


@pytest.mark.parametrize("first", [True, False], ids=["from the first cell on", "later"])
@pytest.mark.parametrize("how", ["shutdown_request", "SIGTERM", "SIGHUP"])
def test_cells_run_while_the_file_is_locked_are_there_afterwards(
    program: Path, tmp_path: Path, first: bool, how: str
) -> None:
    path = tmp_path / "cohort" / "history.sqlite"
    if not first:
        with run(program, tmp_path) as wire:
            wire.succeed("%echo before")
    codes = [f"%echo {i}" for i in range(8)]
    with Kernel(program, tmp_path) as kernel:
        wire = kernel.connect().ready()
        with locked(path):
            for code in codes:
                wire.succeed(code)
                start = time.monotonic()
                assert history(wire, "tail", n=1)[0][2] == code
                assert time.monotonic() - start < 1
        end(kernel, wire, how)
    with run(program, tmp_path) as wire:
        assert [entry[2] for entry in history(wire, "range", session=-1, start=1)] == codes


def test_cells_are_kept_where_the_file_is_locked_to_the_end(program: Path, tmp_path: Path) -> None:
    with run(program, tmp_path) as wire:
        wire.succeed("%echo before")
    with locked(tmp_path / "cohort" / "history.sqlite"), Kernel(program, tmp_path) as kernel:
        wire = kernel.connect().ready()
        wire.succeed("%echo locked")
        start = time.monotonic()
        end(kernel, wire, "SIGTERM")
        assert time.monotonic() - start < 2.5
    with run(program, tmp_path) as wire:
        wire.succeed("%echo after")
    with run(program, tmp_path) as wire:
        inputs = [entry[2] for entry in history(wire, "tail", n=9)]
        assert sorted(inputs) == ["%echo after", "%echo before", "%echo locked"]


def test_cells_are_written_once_the_lock_is_gone_without_being_asked(program: Path, tmp_path: Path) -> None:
    path = tmp_path / "cohort" / "history.sqlite"
    with run(program, tmp_path) as wire:
        wire.succeed("%echo before")
    with run(program, tmp_path) as wire:
        with locked(path):
            wire.succeed("%echo one")
            # Longer than the kernel waits for company, so that it has tried.
            time.sleep(1)
        deadline = time.monotonic() + PATIENCE
        with sqlite3.connect(path) as connection:
            while not connection.execute("SELECT 1 FROM cell WHERE input = '%echo one'").fetchone():
                assert time.monotonic() < deadline
                time.sleep(0.05)


def test_cells_run_while_the_disk_is_full_are_there_afterwards(program: Path, tmp_path: Path) -> None:
    codes = [f"%echo {i} " + "x" * 1000 for i in range(20)]
    with run(program, tmp_path) as wire:
        wire.succeed("%echo before")
    with Kernel(program, tmp_path) as kernel:
        wire = kernel.connect().ready()
        # Files may grow no further, as on a full disk; the kernel's log is not among those that matter.
        limits = resource.prlimit(kernel.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(kernel.process.pid, resource.RLIMIT_FSIZE, (0, limits[1]))
        for code in codes:
            wire.succeed(code)
        time.sleep(1)
        assert [entry[2] for entry in history(wire, "range", session=0, start=1)] == codes
        resource.prlimit(kernel.process.pid, resource.RLIMIT_FSIZE, limits)
        end(kernel, wire, "SIGTERM")
    with run(program, tmp_path) as wire:
        assert [entry[2] for entry in history(wire, "range", session=-1, start=1)] == codes


def test_no_request_waits_for_a_file_that_is_locked(program: Path, tmp_path: Path) -> None:
    with run(program, tmp_path) as wire:
        wire.succeed("%echo before")
        with locked(tmp_path / "cohort" / "history.sqlite"):
            wire.succeed("%echo one")
            start = time.monotonic()
            history(wire, "tail", n=5)
            assert wire.request("complete_request", {"code": "%ech", "cursor_pos": 4})["matches"] == ["%echo"]
            assert time.monotonic() - start < 1


def test_the_history_is_the_owners_alone(program: Path, tmp_path: Path) -> None:
    with run(program, tmp_path) as wire:
        wire.succeed("%echo secret")
        history(wire, "tail", n=1)
    assert (tmp_path / "cohort" / "history.sqlite").exists()
    assert (tmp_path / "cohort").stat().st_mode & 0o077 == 0
