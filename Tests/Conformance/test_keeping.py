"""What becomes of files when the disk is full or the program is killed while it writes: the old file or the new one, never half of one."""

from __future__ import annotations

import csv
import hashlib
import os
import random
import resource
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from wire import Kernel, Wire

PREPARATION = "%load\n%cluster k=3\n%tsne iterations=250\n%hist BALANCE"
# A line for each way to keep something, with the file that it writes.
LINES = {
    "model.json": "%save model.json",
    "table.csv": "%export table table.csv",
    "segments.csv": "%export segments segments.csv",
    "tree.csv": "%export tree tree.csv",
    "model.sql": "%export model model.sql",
    "map.csv": "%export embedding map.csv",
    "figure.svg": "%export figure figure.svg",
    "figure.png": "%export figure figure.png",
    "again.ipynb": "%export notebook again.ipynb",
    "rules.yaml": "%export rules rules.yaml",
    "report.html": "%report report.html",
}
OLD = b"what stood there before\n"


def refused(wire: Wire, folder: Path, reason: str) -> None:
    """Every line says why, and leaves the old file and nothing else."""
    # The kernel's own history is there from the first cell on.
    before = {*os.listdir(folder), "cohort"}
    for name, line in LINES.items():
        ename, words = wire.error(line)
        assert ename == "UnwritableFile" and f"{name} could not be written: {reason}" in words, f"{line}: {words}"
        assert (folder / name).read_bytes() == OLD
        assert set(os.listdir(folder)) <= before
    assert "k = 3 · Ward" in str([m["content"] for m in wire.succeed("%status").outputs])


def written(wire: Wire, folder: Path) -> None:
    """With room again, every line writes its file."""
    for name, line in LINES.items():
        wire.succeed(line)
        assert (folder / name).read_bytes() != OLD


@pytest.fixture(scope="module")
def session(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Kernel, Wire, Path]]:
    folder = tmp_path_factory.mktemp("keeping")
    with Kernel(program, folder) as kernel:
        wire = kernel.connect().ready()
        wire.succeed("%config progress=no")
        wire.succeed(PREPARATION)
        yield kernel, wire, folder
        wire.close()


def test_where_files_may_not_grow_the_old_file_stays_and_the_session_goes_on(session: tuple[Kernel, Wire, Path]) -> None:
    kernel, wire, folder = session
    for name in LINES:
        (folder / name).write_bytes(OLD)
    most = resource.prlimit(kernel.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(kernel.process.pid, resource.RLIMIT_FSIZE, (512, most[1]))
    try:
        refused(wire, folder, "File too large")
    finally:
        resource.prlimit(kernel.process.pid, resource.RLIMIT_FSIZE, most)
    written(wire, folder)


def test_on_a_full_disk_the_old_file_stays_and_the_session_goes_on(program: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True, text=True)
    if mounted.returncode != 0:
        pytest.skip(f"no small disk can be mounted here ({mounted.stderr.strip()}): a full one was not tried, files that may not grow were")
    try:
        with Kernel(program, disk) as kernel:
            wire = kernel.connect().ready()
            wire.succeed(PREPARATION)
            for name in LINES:
                (disk / name).write_bytes(OLD)
            with open(disk / "filler", "wb") as filler, pytest.raises(OSError):
                while True:
                    filler.write(bytes(1 << 16))
                    filler.flush()
            refused(wire, disk, "No space left on device")
            (disk / "filler").unlink()
            wire.succeed("%export segments segments.csv")
            wire.close()
    finally:
        subprocess.run(["umount", disk], check=True)


# MARK: killed in the midst of it

# Two sessions whose files differ, written in turn over one name, for longer than anybody waits.
TURNS = {
    "%save": ["%use one\n%save {file}.json", "%use two\n%save {file}.json"],
    "%export": ["%export table {file}.csv of=one", "%export table {file}.csv of=two"],
}


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def large(program: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with a table of 10,000 customers, and the lines that make two segmentations of it."""
    folder = tmp_path_factory.mktemp("large")
    (folder / "sample.txt").write_text("%load\n%export table sample.csv\n")
    subprocess.run([program, "run", "sample.txt"], cwd=folder, check=True, capture_output=True)
    with open(folder / "sample.csv", newline="") as file:
        head, *rows = csv.reader(file)
    with open(folder / "customers.csv", "w", newline="") as file:
        csv.writer(file).writerows([head, *([f"C{turn}-{row[0]}", *row[1:]] for turn in range(2) for row in rows)])
    make = (
        "%load customers.csv as=one\n%cluster k=3\n%load customers.csv as=two\n%derive more = BALANCE + 1\n"
        "%cluster k=4\n"
    )
    return folder, make


@pytest.mark.parametrize("command", TURNS)
def test_a_kill_leaves_the_old_file_or_the_new_one(program: Path, large: tuple[Path, str], command: str) -> None:
    folder, make = large
    lines = TURNS[command]
    kind = ".json" if command == "%save" else ".csv"
    whole = "\n".join(line.format(file=name) for line, name in zip(lines, ("first", "second"), strict=True))
    (folder / "whole.txt").write_text(make + whole + "\n")
    subprocess.run([program, "run", "--force", "whole.txt"], cwd=folder, check=True, capture_output=True)
    # Told by their digests: bytes that differ take long to be shown.
    expected = [digest(folder / f"{name}{kind}") for name in ("first", "second")]
    assert expected[0] != expected[1] and min((folder / f"{name}{kind}").stat().st_size for name in ("first", "second")) > 20_000

    (folder / "turns.txt").write_text(make + "%export rules ready.yaml\n" + "\n".join(line.format(file="out") for line in lines * 2000) + "\n")
    out, moments = folder / f"out{kind}", random.Random(1)
    left = 0
    for _ in range(10):
        (folder / "ready.yaml").unlink(missing_ok=True)
        process = subprocess.Popen([program, "run", "turns.txt"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not (folder / "ready.yaml").exists():
            assert process.poll() is None
            time.sleep(0.01)
        # Any moment is one to be killed at.
        time.sleep(moments.uniform(0.05, 0.6))
        assert process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert not out.exists() or digest(out) in expected
        left = max(left, sum(name.endswith(".tmp") for name in os.listdir(folder)))
    # Half files are never more than the last kill left, and the next write takes them away.
    assert left <= 1
    (folder / "whole.txt").write_text(make + lines[0].format(file="out") + "\n")
    subprocess.run([program, "run", "--force", "whole.txt"], cwd=folder, check=True, capture_output=True)
    assert digest(out) == expected[0]
    assert not [name for name in os.listdir(folder) if name.endswith(".tmp")]
