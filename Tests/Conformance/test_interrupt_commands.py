"""Every command, interrupted at random moments: it stops at once or is done, and the session is what it was."""

from __future__ import annotations

import csv
import os
import random
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from wire import Kernel, Wire

LIMIT = 0.1
ROWS = 20_000

# Columns of card customers, so that %kpi and %insights have something to read.
AMOUNTS = [
    "BALANCE", "PURCHASES", "ONEOFF_PURCHASES", "INSTALLMENTS_PURCHASES", "CASH_ADVANCE", "CREDIT_LIMIT", "PAYMENTS",
    "MINIMUM_PAYMENTS",
]
COUNTS = ["CASH_ADVANCE_TRX", "PURCHASES_TRX", "TENURE"]

PREPARATION = [
    "%load other.csv as=other", "%load customers.csv as=customers", "%prepare", "%cluster k=4 method=kmeans starts=2",
    '%name 1 "First"', "%tsne iterations=20", "%save model.json", "%hist BALANCE", "%connect shop.db as=there",
]

# A line for each command; those that SQL answers come with several, since it can be met in the midst of many things.
LINES = [
    "%load customers.csv as=again", "%connect shop.db as=shop", "%head 50", "%tail 50", "%sample 50", "%describe", "%missing", "%corr", "%corr method=kendall", "%kpi", "%roles", "%role TENURE=ordered",
    "%filter BALANCE > 100 AND PURCHASES < (SELECT avg(PURCHASES) FROM customers)",
    "%filter ID IN (SELECT ID FROM customers ORDER BY PAYMENTS DESC LIMIT 9000)",
    "%derive rank = rank() OVER (ORDER BY BALANCE)", "%derive label = ID || '-' || TENURE",
    "%sql as=result SELECT a.TENURE, count(*), avg(b.BALANCE) FROM customers a JOIN customers b USING (ID) GROUP BY a.TENURE",
    "%sql as=result SELECT * FROM customers ORDER BY BALANCE DESC",
    "%sql as=result SELECT count(*) FROM customers a, customers b WHERE a.BALANCE < b.PURCHASES",
    "%rename TENURE=months", "%fill MINIMUM_PAYMENTS=median", "%export table table.csv", "%export table table.parquet", "%drop TENURE", "%reset", "%rfm customer=ID date=DAY amount=BALANCE", "%tables", "%use other", "%status", "%undo",
    "%prepare scale=robust pca=0.9", "%cluster k=auto", "%cluster k=5 method=kmeans", "%compare k=2..4 resamples=3 references=2",
    "%elbow", "%silhouette 50", "%stability resamples=5", "%dendrogram", "%tsne iterations=400", "%pca", "%explore", "%app",
    "%profile", "%hist BALANCE by=segment", "%box BALANCE PAYMENTS", "%scatter BALANCE PAYMENTS", "%insights", "%explain", "%diff 1 2",
    "%agree ward", "%check k=4 stable>0.5 facts=no", "%name auto", "%customer C5",
    "%save again.json", "%restore model.json", "%resume list", "%score customers to=scored.csv as=scored", "%score customers.csv model=model.json", "%export segments segments.csv", "%export model model.sql", "%export embedding map.csv",
    "%export figure figure.png", "%export figure figure.pdf", "%export notebook again.ipynb", "%export rules rules.yaml", "%report report.html",
    "%use there.customers", "%score there.customers to=there.scored model=model.json replace=yes",
    "%help cluster", "%next", "%history", "%seed 7", "%time %describe", "%echo text", "%clear", "%config rows=20", "%version",
    "%echo " + 200_000 * "y",
]

# Of a table that stays in its database.
THERE = [
    "%describe", "%missing", "%corr", "%corr method=spearman", "%hist BALANCE", "%hist BALANCE PURCHASES",
    "%filter BALANCE > 100", "%sample 500 as=drawn", "%cluster k=4 method=kmeans", "%cluster k=4",
    "%hist BALANCE PURCHASES by=TENURE",
]


def name(line: str) -> str:
    return line.split(maxsplit=1)[0]


def label(line: str) -> str:
    return line if len(line) < 60 else line[:57] + "…"


def write_customers(path: Path, rows: int, randoms: random.Random) -> None:
    lines = [",".join(["ID", *AMOUNTS, *COUNTS, "DAY"])]
    for row in range(rows):
        kind = randoms.randrange(4)
        amounts = [f"{randoms.lognormvariate(5 + (kind + place) % 4, 1):.6f}" for place in range(len(AMOUNTS))]
        counts = [str(randoms.randrange(1, 6 + 4 * kind)) for _ in COUNTS]
        if randoms.random() < 0.03:
            amounts[-1] = ""
        lines.append(",".join([f"C{row}", *amounts, *counts, f"2024-{1 + row % 12:02}-{1 + row % 28:02}"]))
    path.write_text("\n".join(lines) + "\n")


# MARK: time that no program can help


def stolen() -> float:
    """Seconds that the host has taken of the processors so far."""
    with open("/proc/stat") as file:
        return int(file.readline().split()[8]) / os.sysconf("SC_CLK_TCK")


def waits(process: int) -> dict[str, float]:
    """Seconds that each thread of a process has waited for a processor that others had."""
    found = {}
    for path in Path(f"/proc/{process}/task").glob("*/schedstat"):
        try:
            found[path.parent.name] = int(path.read_text().split()[1]) / 1e9
        except (OSError, IndexError):
            continue
    return found


@dataclass
class Clock:
    """Measures what a kernel takes, less what it and this process waited for a processor."""

    process: int

    def __post_init__(self) -> None:
        self.stolen = stolen()
        self.waits = [waits(self.process), waits(os.getpid())]
        self.start = time.perf_counter()

    def seconds(self) -> float:
        total = time.perf_counter() - self.start
        taken = stolen() - self.stolen
        for before, now in zip(self.waits, [waits(self.process), waits(os.getpid())], strict=True):
            taken += max((seconds - before.get(thread, 0) for thread, seconds in now.items()), default=0)
        return max(0.0, total - taken)


# MARK: the kernel


@pytest.fixture(scope="module")
def session(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Kernel, Wire]]:
    """A session with everything that a command may ask for."""
    folder = tmp_path_factory.mktemp("interrupts")
    write_customers(folder / "customers.csv", ROWS, random.Random(1))
    write_customers(folder / "other.csv", 50, random.Random(2))
    with sqlite3.connect(folder / "shop.db") as shop:
        shop.execute("CREATE TABLE visits (customer TEXT, day TEXT)")
        with open(folder / "customers.csv", newline="") as file:
            head, *rows = list(csv.reader(file))
        types = ", ".join(f"{name} {'REAL' if name in AMOUNTS + COUNTS else 'TEXT'}" for name in head)
        shop.execute(f"CREATE TABLE customers ({types})")
        marks = ", ".join("?" for _ in head)
        shop.executemany(f"INSERT INTO customers VALUES ({marks})", [[value or None for value in row] for row in rows])
    with Kernel(program, folder) as kernel:
        wire = kernel.connect().ready()
        for line in PREPARATION:
            wire.succeed(line)
        yield kernel, wire
        wire.close()


def status(wire: Wire) -> str:
    return str([message["content"].get("data") for message in wire.succeed("%status").outputs])


def restore(wire: Wire, before: str) -> None:
    """Takes back what a command that was done has changed."""
    for _ in range(3):
        if status(wire) == before:
            return
        wire.succeed("%undo")
    assert status(wire) == before


def idle_within(wire: Wire, cell: str, seconds: float) -> bool:
    """Whether a cell is done before a while has passed."""
    deadline = time.perf_counter() + seconds
    while (left := deadline - time.perf_counter()) > 0:
        if wire.silent("iopub", left):
            return False
        message = wire.receive("iopub")
        content = message["content"]
        if message["parent_header"].get("msg_id") == cell and content.get("execution_state") == "idle":
            return True
    return False


def test_every_command_is_tried(session: tuple[Kernel, Wire]) -> None:
    _, wire = session
    matches = wire.request("complete_request", {"code": "%", "cursor_pos": 1})["matches"]
    assert {name(line) for line in LINES} == set(matches)


@pytest.mark.parametrize("line", LINES, ids=label)
def test_a_command_stops_at_once_or_is_done(session: tuple[Kernel, Wire], line: str) -> None:
    interrupt(session, line)


@pytest.mark.parametrize("line", THERE, ids=label)
def test_a_command_on_a_table_in_a_database_stops_too(session: tuple[Kernel, Wire], line: str) -> None:
    _, wire = session
    wire.succeed("%use there.customers")
    try:
        interrupt(session, line)
    finally:
        wire.succeed("%use customers")


def interrupt(session: tuple[Kernel, Wire], line: str) -> None:
    """Runs a line again and again, and stops it at random moments."""
    kernel, wire = session
    if line in ("%reset", "%undo"):
        wire.succeed("%filter BALANCE > 10")
    before = status(wire)
    # Longer than that is not waited for: moments are drawn from what was seen.
    start = time.perf_counter()
    cell = wire.submit(line)
    if not idle_within(wire, cell, 1.5):
        wire.request("interrupt_request", channel="control")
        wire.until_idle(cell)
    length = time.perf_counter() - start
    wire.reply(cell)
    if line not in ("%reset", "%undo"):
        restore(wire, before)

    moments = random.Random(line)
    late = []
    for _ in range(12 if name(line) in ("%filter", "%derive", "%sql") else 5):
        if line in ("%reset", "%undo") and status(wire) != before:
            wire.succeed("%filter BALANCE > 10")
        cell = wire.submit(line)
        if idle_within(wire, cell, moments.uniform(0, length)):
            # Faster than the first time, and done before the moment came.
            length *= 0.8
            reply = wire.reply(cell)["content"]
        else:
            clock = Clock(kernel.process.pid)
            interrupt = wire.send("interrupt_request", channel="control")
            wire.until_idle(cell)
            delay = clock.seconds()
            # Shell orders nothing behind it: whatever it does has been done once it is answered.
            wire.reply(interrupt, channel="control")
            reply = wire.reply(cell)["content"]
            if delay > LIMIT:
                late.append(delay)
        if reply["status"] == "ok":
            if line not in ("%reset", "%undo"):
                restore(wire, before)
        else:
            assert reply["ename"] == "Interrupted", reply["traceback"]
            if "the map is kept" in reply["evalue"]:
                restore(wire, before)
            assert status(wire) == before
    # One moment may meet a machine that is busy with something else.
    assert len(late) < 2, late
    if line in ("%reset", "%undo"):
        restore_filter(wire)


def restore_filter(wire: Wire) -> None:
    if "filtered" in status(wire):
        wire.succeed("%undo")
