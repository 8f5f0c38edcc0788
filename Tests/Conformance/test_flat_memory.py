"""A kernel that works all day takes no more memory in the evening than in the morning.

COHORT_SOAK=1 asks for 20,000 cells and 200 rounds of loading, clustering and drawing (`make soak`).
"""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

from wire import Kernel, Wire

IS_SOAK = "COHORT_SOAK" in os.environ
# Changes that `%undo` can take back keep what they replaced: memory grows until there are so many.
UNDONE = 20
# Of what is resident.
GROWTH = 0.05
# What a cell leaves for as long as the kernel lives, in bytes: its text, for the history, and its signature.
LEFT = 256


def resident(kernel: Kernel, kind: str = "VmRSS") -> float:
    """In MiB: all of it, or what is the kernel's own (RssAnon); pages of programs and libraries come and go as the system likes."""
    lines = Path(f"/proc/{kernel.process.pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(f"{kind}:")).split()[1]) / 1024


def settled(kernel: Kernel) -> float:
    """In MiB, once the kernel has given back what it does not need: a second after its last cell, and nothing tells when."""
    least, since = resident(kernel, "RssAnon"), time.monotonic()
    while time.monotonic() < since + 3:
        if (now := resident(kernel, "RssAnon")) < least:
            least, since = now, time.monotonic()
        time.sleep(0.1)
    return least


def check(what: str, kernel: Kernel, run, warm: int, rounds: int, left: int = 0) -> None:
    """Looked at four times on the way: what lies scattered takes some more or less, and what is left behind takes more each time."""
    for number in range(warm):
        run(number)
    readings, whole = [settled(kernel)], resident(kernel)
    for quarter in range(4):
        for number in range(rounds * quarter // 4, rounds * (quarter + 1) // 4):
            run(warm + number)
        readings.append(settled(kernel))
    # Something of 10 MiB that is made once may come as late as in the first quarter.
    growth = min(readings[-2:]) - max(readings[:2])
    shown = ", ".join(f"{reading:.1f}" for reading in readings)
    print(f"memory: {rounds:,} {what}: {shown} MiB of its own, {growth / whole:+.1%} of the {whole:.1f} MiB resident")
    assert growth < GROWTH * whole + left * rounds / (1 << 20), readings


def write_customers(path: Path, rows: int = 800) -> None:
    draws = random.Random(7)
    lines = ["ID,BALANCE,PURCHASES,PAYMENTS,VISITS"]
    for row in range(rows):
        kind = 1 + row % 4
        lines.append(
            f"C{row},{draws.lognormvariate(5 + kind, 1):.2f},{draws.lognormvariate(8 - kind, 1):.2f},{draws.lognormvariate(6, 1):.2f},"
            f"{draws.randrange(5 * kind)}")
    path.write_text("\n".join(lines) + "\n")


def test_cells_leave_no_memory_behind(kernel: Kernel, wire: Wire, tmp_path: Path) -> None:
    write_customers(tmp_path / "customers.csv")
    wire.succeed("%load customers.csv\n%cluster k=3")
    cells = [
        "%echo a line", "%describe BALANCE", "%head 3", "%hist PURCHASES", "k = 4", "%describ BALANCE", "%profile", "%status",
        "%help cluster", "%missing",
    ]
    run = lambda number: wire.execute(cells[number % len(cells)])
    check("cells", kernel, run, 2_000 if IS_SOAK else 1_000, 20_000 if IS_SOAK else 1_000, LEFT)


def test_rounds_of_loading_clustering_and_drawing_leave_no_memory_behind(kernel: Kernel, wire: Wire, tmp_path: Path) -> None:
    write_customers(tmp_path / "customers.csv")
    cell = "%load customers.csv\n%cluster k=4\n%hist BALANCE by=segment\n%profile\n%derive half = BALANCE / 2\n%filter BALANCE > 10"
    check("rounds", kernel, lambda _: wire.succeed(cell), UNDONE + 40, 200 if IS_SOAK else 30)


def test_what_a_command_took_is_given_back_when_the_kernel_rests(kernel: Kernel, wire: Wire, tmp_path: Path) -> None:
    write_customers(tmp_path / "customers.csv", rows=300_000)
    wire.succeed("%load customers.csv\n%describe\n%prepare")
    peak = resident(kernel, "RssAnon")
    after = settled(kernel)
    print(f"memory: {peak:.1f} MiB after the last cell, {after:.1f} MiB at rest")
    assert after < peak - 10
