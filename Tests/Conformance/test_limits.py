"""Where memory, files or threads are limited: a refusal in words before the start, or an error of the cell, and never a signal."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from wire import PATIENCE, Kernel, Wire

MEGABYTE = 1 << 20


def limited(kind: int, amount: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(kind, (amount, amount))


def started(program: Path, folder: Path, limit: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> Kernel:
    """A kernel under a limit of its own."""
    original = subprocess.Popen
    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "Popen", lambda *a, **keys: original(*a, preexec_fn=limit, **keys))
        return Kernel(program, folder)


def connected(kernel: Kernel) -> Wire | None:
    """A client that is ready; nil where the kernel ends before it welcomes anybody."""
    wire = kernel.connect()
    deadline = time.monotonic() + PATIENCE
    while not wire.sockets["iopub"].poll(50):
        if not kernel.is_running or time.monotonic() > deadline:
            wire.close()
            return None
    return wire.ready()


SMALL = {
    "250 MB of addresses": (resource.RLIMIT_AS, 250 * MEGABYTE, "address space"),
    "400 MB of addresses": (resource.RLIMIT_AS, 400 * MEGABYTE, "address space"),
    "16 files": (resource.RLIMIT_NOFILE, 16, "files and sockets"),
    "32 files": (resource.RLIMIT_NOFILE, 32, "files and sockets"),
    "a stack of 256 KB": (resource.RLIMIT_STACK, 256 << 10, "of stack"),
}


@pytest.mark.parametrize("case", SMALL)
def test_a_kernel_that_has_too_little_says_so_and_does_not_start(program, tmp_path, monkeypatch, case):
    kind, amount, words = SMALL[case]
    with started(program, tmp_path, limited(kind, amount), monkeypatch) as kernel:
        assert kernel.wait() == 1
    assert re.fullmatch(rf"cohort cannot start: it needs about .*{words}.*\.\n", kernel.log.read_text())


def test_a_run_that_has_too_little_says_so(program, tmp_path):
    (tmp_path / "a.txt").write_text("%version\n")
    run = subprocess.run(
        [program, "run", "a.txt"], cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE,
        preexec_fn=limited(resource.RLIMIT_AS, 250 * MEGABYTE),
    )
    assert run.returncode == 1 and "of address space" in run.stderr and not run.stdout


@pytest.mark.parametrize("megabytes", [550, 600, 650, 700, 800])
def test_a_kernel_with_little_memory_refuses_or_works(program, tmp_path, monkeypatch, megabytes):
    limit = limited(resource.RLIMIT_AS, megabytes * MEGABYTE)
    with started(program, tmp_path, limit, monkeypatch) as kernel:
        wire = connected(kernel)
        if wire is None:
            assert kernel.wait() == 1 and "of address space" in kernel.log.read_text()
            return
        for cell in ["%load sample", "%describe", "%cluster k=4", "%hist BALANCE"]:
            content = wire.execute(cell).content
            assert content["status"] == "ok" or content["ename"] in ("NotEnoughMemory", "NoPicture"), content
        wire.close()
        assert kernel.is_running


@pytest.fixture
def tight(program, tmp_path, monkeypatch):
    """A client of a kernel with 1.2 GB of addresses."""
    with started(program, tmp_path, limited(resource.RLIMIT_AS, 1200 * MEGABYTE), monkeypatch) as kernel:
        wire = connected(kernel)
        assert wire is not None, kernel.log.read_text()
        yield wire
        assert kernel.is_running
        wire.close()


ENDLESS = "WITH RECURSIVE t(x) AS (SELECT hex(zeroblob(100000)) UNION ALL SELECT x || '' FROM t) SELECT x FROM t"


@pytest.mark.parametrize("cell", [
    "%derive T = replace(hex(zeroblob(500000)), '0', 'x')",
    "%sql " + ENDLESS,
    "%load big.csv.gz",
])
def test_what_a_cell_makes_grow_is_refused_in_words(tight, tmp_path, cell):
    """The session is as it was."""
    if "big" in cell:
        write_bomb(tmp_path / "big.csv.gz")
    tight.succeed("%config sql=sqlite")
    tight.succeed("%load sample")
    tight.succeed("k = 4")
    before = tight.shown("%status")
    name, words = tight.error(cell)
    assert name == "NotEnoughMemory" and "MB" in words
    assert tight.shown("%status") == before
    tight.succeed("%sql SELECT count(*) AS n FROM sample")


def write_bomb(path: Path) -> None:
    """A table of less than a megabyte that expands to one gigabyte."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b"1,2\n" * (1 << 18)
    with open(path, "wb") as file:
        file.write(packer.compress(b"a,b\n"))
        # Full flushes make each block the same bytes, whatever came before.
        file.write(packer.flush(zlib.Z_FULL_FLUSH))
        piece = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
        for _ in range(1024):
            file.write(piece)


def test_wide_lines_and_long_fields_are_refused_in_words(wire, tmp_path):
    (tmp_path / "wide.csv").write_text("," * 5_000_000 + "\n" + "," * 5_000_000 + "\n")
    (tmp_path / "field.csv").write_text("a,b\n1," + "x" * 60_000_000 + "\n2,y\n")
    (tmp_path / "name.csv").write_text("a," + "x" * 60_000_000 + "\n2,3\n")
    for name in ["wide", "field", "name"]:
        assert wire.error(f"%load {name}.csv")[0] == "TooLarge"
    wire.succeed("%load sample")


@pytest.mark.parametrize("number", [signal.SIGILL, signal.SIGABRT, signal.SIGSEGV])
def test_an_end_that_nobody_asked_for_has_a_last_word(kernel, wire, number):
    kernel.process.send_signal(number)
    assert kernel.wait() == -number
    assert "cohort: ended" in kernel.log.read_text()


# Of 300,000 customers: what is in the way of the first may leave room for the last.
WORK = [
    "%load many.csv", "%describe", "%missing", "%hist BALANCE", "%corr", "%prepare", "%pca", "%derive HALF = BALANCE / 2", "%filter BALANCE > 50",
    "%sql as=copy SELECT * FROM many", "%export table out.csv", "%undo", "%head 3",
]


def write_many(path: Path) -> None:
    block = "".join(f"{row % 97}.25,{row * 7 % 1013},{row % 13},{row * 31 % 5003}.5,{row % 29},{row * 3 % 677}\n" for row in range(10_000))
    with open(path, "w") as file:
        file.write("BALANCE,PURCHASES,VISITS,PAYMENTS,TENURE,LIMIT\n")
        for _ in range(30):
            file.write(block)


def work_or_words(kernel: Kernel, wire: Wire) -> list[str]:
    """Every command works or says what it needs; what was refused, and the kernel lives."""
    refused = []
    for cell in WORK:
        content = wire.execute(cell).content
        if content["status"] == "error":
            assert content["ename"] in ("NotEnoughMemory", "NoPicture", "NoTable", "NothingToUndo"), (cell, content)
            refused.append(cell)
    assert kernel.is_running
    return refused


@pytest.mark.parametrize("megabytes", [100, 150, 200, 300])
def test_commands_need_no_more_than_the_process_may_have(program, tmp_path, monkeypatch, megabytes):
    limit = limited(resource.RLIMIT_DATA, megabytes * MEGABYTE)
    with started(program, tmp_path, limit, monkeypatch) as kernel:
        wire = connected(kernel)
        if wire is None:
            assert kernel.wait() == 1 and "cannot start" in kernel.log.read_text()
            return
        write_many(tmp_path / "many.csv")
        work_or_words(kernel, wire)
        wire.close()


@pytest.fixture
def group(tmp_path):
    """A control group of this test's own, of version 1 or 2."""
    for root, name in [("/sys/fs/cgroup/memory", "memory.limit_in_bytes"), ("/sys/fs/cgroup", "memory.max")]:
        folder = Path(root, f"cohort-{os.getpid()}")
        try:
            folder.mkdir()
        except OSError:
            continue
        if (folder / name).exists():
            yield folder, folder / name
            folder.rmdir()
            return
        folder.rmdir()
    pytest.skip("nobody may make control groups here")


@pytest.mark.parametrize("megabytes", [48, 72, 80, 96, 128, 192])
def test_commands_need_no_more_than_a_container_may_have(program, tmp_path, monkeypatch, group, megabytes):
    """Where more is taken than its control group has, the system kills the kernel."""
    folder, limit = group
    limit.write_text(str(megabytes * MEGABYTE))
    enter = lambda: (folder / "cgroup.procs").write_text(str(os.getpid()))
    with started(program, tmp_path, enter, monkeypatch) as kernel:
        wire = connected(kernel)
        if wire is None:
            assert kernel.wait() == 1 and "the container (cgroup)" in kernel.log.read_text()
            return
        write_many(tmp_path / "many.csv")
        refused = work_or_words(kernel, wire)
        print(f"group: {megabytes} MB, refused: {', '.join(refused) or 'nothing'}")
        wire.close()
