"""Inputs that are kept from one run to the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wire import Kernel, Wire


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


def test_a_history_that_cannot_be_opened_costs_the_memory_not_the_kernel(program: Path, tmp_path: Path) -> None:
    (tmp_path / "cohort").mkdir()
    (tmp_path / "cohort" / "history.sqlite").write_bytes(b"this is no database" * 100)
    with run(program, tmp_path) as wire:
        wire.succeed("%echo one")
        assert [entry[2] for entry in history(wire, "tail", n=5)] == ["%echo one"]


def test_the_history_is_the_owners_alone(program: Path, tmp_path: Path) -> None:
    with run(program, tmp_path) as wire:
        wire.succeed("%echo secret")
        history(wire, "tail", n=1)
    assert (tmp_path / "cohort" / "history.sqlite").exists()
    assert (tmp_path / "cohort").stat().st_mode & 0o077 == 0
