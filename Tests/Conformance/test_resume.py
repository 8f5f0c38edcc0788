"""A kernel that is killed: %resume brings back every line that was answered, and everything goes on as in a kernel that never was."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_interrupt_commands import write_customers
from wire import Execution, Kernel, Wire

NOTEBOOK = {"JPY_SESSION_NAME": "/notebooks/a.ipynb"}
ROWS = 400

SCRIPT = [
    "%config progress=no formats=html,svg", "%load {data}/customers.csv as=customers", "%head 3", "low = 100",
    "%derive ratio = BALANCE / (PAYMENTS + 1)", "%role TENURE=code", "%prepare scale=robust", "%cluster k=4 method=kmeans",
    '%name 1 "First"', "%tsne iterations=60", "%hist BALANCE by=segment", "%stability resamples=5", "%filter BALANCE > $low", "%profile",
    "%undo", "%seed 7", "%cluster k=3", "%agree previous", "%sql as=some SELECT *, segment AS piece FROM customers WHERE PURCHASES > 50",
    "%load {data}/other.csv as=other", "%cluster k=2", "%use customers", "%profile", "%connect {data}/shop.db as=shop", "%load shop.visits",
    "%use shop.visits", "%filter amount > 3", "%use customers", "%drop TENURE", "%reset", "%undo", "%next", "%status", "%tables",
    "%tsne color=PAYMENTS", "%insights 1", "%undo", "%undo", "%undo", "%status",
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    write_customers(folder / "customers.csv", ROWS, random.Random(1))
    write_customers(folder / "other.csv", 60, random.Random(2))
    with sqlite3.connect(folder / "shop.db") as shop:
        shop.execute("CREATE TABLE visits (customer TEXT, amount REAL)")
        shop.executemany("INSERT INTO visits VALUES (?, ?)", [(f"C{i}", i % 7) for i in range(50)])
    return folder


def shown(execution: Execution) -> list[tuple]:
    """All that a notebook keeps of a cell."""
    kept = []
    for message in execution.outputs:
        content = dict(message["content"])
        for key in ("transient", "execution_count"):
            content.pop(key, None)
        kept.append((message["msg_type"], content))
    return kept


def kill(kernel: Kernel, wire: Wire) -> None:
    os.kill(kernel.process.pid, signal.SIGKILL)
    kernel.wait()
    wire.close()


STARTED: list[tuple[Kernel, Wire]] = []


def start(program: Path, folder: Path, **environment: str) -> tuple[Kernel, Wire]:
    kernel = Kernel(program, folder, environment=NOTEBOOK | environment)
    wire = kernel.connect()
    STARTED.append((kernel, wire))
    return kernel, wire.ready()


@pytest.fixture(autouse=True)
def none_left() -> Iterator[None]:
    """Ends what a test that fails leaves running."""
    yield
    for kernel, wire in STARTED:
        kernel.process.kill()
        kernel.wait()
        wire.close()
    STARTED.clear()


def test_after_each_line_a_killed_kernel_goes_on_as_one_that_lives(program: Path, tmp_path: Path, data: Path) -> None:
    living, whole = start(program, tmp_path / "whole")
    with living:
        kernel, wire = start(program, tmp_path / "killed")
        changed = False
        for line in SCRIPT:
            line = line.format(data=data)
            expected, found = whole.execute(line), wire.execute(line)
            assert shown(found) == shown(expected), line
            assert found.content["status"] == "ok", found.content["traceback"]
            kill(kernel, wire)
            kernel, wire = start(program, tmp_path / "killed")
            text = wire.succeed("%resume").text()
            assert "Back as on" in text and "not back" not in text, text
        kill(kernel, wire)
        whole.close()


def test_an_interrupted_map_is_back_as_far_as_it_was(program: Path, tmp_path: Path, data: Path) -> None:
    kernel, wire = start(program, tmp_path)
    wire.succeed(f"%load {data}/customers.csv as=customers\n%cluster k=3\n%config progress=yes hints=no")
    cell = wire.submit("%tsne iterations=100000")
    while True:
        message = wire.receive("iopub")
        # The second picture of the map: it forms.
        if message["parent_header"].get("msg_id") == cell and message["msg_type"] == "update_display_data":
            break
    wire.request("interrupt_request", channel="control")
    wire.until_idle(cell)
    assert "the map is kept" in wire.reply(cell)["content"]["evalue"]
    before = [shown(wire.succeed(line)) for line in ("%tsne color=BALANCE", "%status")]
    kill(kernel, wire)
    kernel, wire = start(program, tmp_path)
    wire.succeed("%resume")
    assert [shown(wire.succeed(line)) for line in ("%tsne color=BALANCE", "%status")] == before
    kill(kernel, wire)


def is_answered(kernel: Kernel, wire: Wire, cell: str) -> bool:
    """Whether a cell is answered before the kernel is gone."""
    while True:
        was_running = kernel.is_running
        try:
            return wire.reply(cell, timeout=0.05)["content"]["status"] == "ok"
        except TimeoutError:
            if not was_running:
                return False


def test_what_was_answered_is_there_whenever_the_kernel_is_killed(program: Path, tmp_path: Path, data: Path) -> None:
    moments = random.Random(3)
    for turn in range(20):
        folder = tmp_path / str(turn)
        kernel, wire = start(program, folder)
        wire.succeed(f"%load {data}/other.csv as=other\n%config progress=no")
        killer = threading.Timer(moments.uniform(0.005, 0.12), os.kill, (kernel.process.pid, signal.SIGKILL))
        answered = 0
        killer.start()
        for number in range(1, 10_000):
            cell = wire.submit(f"number = {number}" if number % 2 else f"%cluster k={2 + number // 2 % 3}")
            if not is_answered(kernel, wire, cell):
                break
            answered = number
        killer.join()
        kernel.wait()
        wire.close()
        kernel, wire = start(program, folder)
        assert "not back" not in wire.succeed("%resume").text()
        if answered:
            last = answered if answered % 2 else answered - 1
            # The line behind the last answered one may have been committed, too.
            found = int(wire.succeed("number").outputs[-1]["content"]["data"]["text/plain"])
            assert found in (last, last + 2), (answered, found)
        if answered > 1:
            clusters = [number for number in (answered - answered % 2, answered + 1) if number % 2 == 0]
            assert any(f"k = {2 + number // 2 % 3}" in wire.shown("%status") for number in clusters)
        kill(kernel, wire)


def test_who_watches_is_offered_the_session_in_the_first_cell(program: Path, tmp_path: Path, data: Path) -> None:
    kernel, wire = start(program, tmp_path)
    wire.succeed(f"%load {data}/other.csv as=other\n%cluster k=2")
    kill(kernel, wire)

    kernel, wire = start(program, tmp_path)
    assert wire.execute("%echo hello", allow_stdin=False).outputs[0]["msg_type"] == "stream"
    first = wire.execute("%echo hello").outputs
    assert "other (60 rows, 2 segments): %resume brings it back" in first[0]["content"]["data"]["text/plain"]
    assert [m["msg_type"] for m in wire.execute("%echo hello").outputs] == ["stream"]
    wire.succeed("%resume")
    wire.request("shutdown_request", {"restart": True}, channel="control")
    assert kernel.wait() == 0
    wire.close()

    kernel, wire = start(program, tmp_path)
    assert "%resume brings it back" in wire.shown("%echo hello")
    wire.succeed("%resume")
    kernel.process.terminate()
    kernel.wait()
    wire.close()

    kernel, wire = start(program, tmp_path)
    assert wire.shown("%echo hello") == ""
    assert "other (60 rows, 2 segments)" in wire.succeed("%resume").text()
    kill(kernel, wire)


def test_two_kernels_of_one_notebook_leave_each_other_alone(program: Path, tmp_path: Path, data: Path) -> None:
    first, wire = start(program, tmp_path / "first", XDG_STATE_HOME=str(tmp_path))
    second, other = start(program, tmp_path / "second", XDG_STATE_HOME=str(tmp_path))
    wire.succeed(f"%load {data}/other.csv as=other")
    assert other.error("%resume")[0] == "NothingToResume"
    other.succeed(f"%load {data}/customers.csv as=customers")
    assert len(list((tmp_path / "cohort/sessions").glob("*.journal"))) == 2
    kill(first, wire)
    other.succeed("%resume replace=yes")
    assert "other: 60 rows" in other.shown("%status")
    kill(second, other)


def test_journals_are_their_owners_alone(program: Path, tmp_path: Path, data: Path) -> None:
    kernel, wire = start(program, tmp_path)
    wire.succeed(f"%load {data}/other.csv as=other")
    folder = tmp_path / "cohort/sessions"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()] == [0o600]
    wire.succeed("%config journal=no")
    assert list(folder.iterdir()) == []
    kill(kernel, wire)


def test_a_full_disk_stops_the_journal_and_no_command(program: Path, tmp_path: Path, data: Path) -> None:
    kernel, wire = start(program, tmp_path)
    wire.succeed(f"%load {data}/other.csv as=other\nnumber = 1")
    journal = next((tmp_path / "cohort/sessions").glob("*.journal"))
    # The history would not fit either; it has a file of its own, and says so itself.
    resource.prlimit(kernel.process.pid, resource.RLIMIT_FSIZE, (journal.stat().st_size + 100, resource.RLIM_INFINITY))
    assert "the journal is not written any more" in wire.succeed("number = 2").text("stderr")
    assert "journal" not in wire.succeed("number = 3").text("stderr")
    resource.prlimit(kernel.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert "the journal is written again" in wire.succeed("number = 4").text("stderr")
    assert "journal" not in wire.succeed("number = 5").text("stderr")
    kill(kernel, wire)
    kernel, wire = start(program, tmp_path)
    wire.succeed("%resume")
    assert wire.succeed("number").outputs[-1]["content"]["data"]["text/plain"] == "5"
    kill(kernel, wire)


def test_relative_paths_begin_where_the_kernel_that_is_gone_ran(program: Path, tmp_path: Path, data: Path) -> None:
    first, second, other = tmp_path / "first", tmp_path / "second", data / "other.csv"
    state = str(tmp_path / "state")
    first.mkdir()
    second.mkdir()
    (first / "c.csv").write_bytes(other.read_bytes())
    (first / "shop.db").write_bytes((data / "shop.db").read_bytes())
    # Another of the same name where the next kernel runs.
    (second / "c.csv").write_text("id,amount\na,1\n")
    kernel, wire = start(program, first, XDG_STATE_HOME=state)
    wire.succeed("%load c.csv as=other\n%connect sqlite:shop.db as=shop\n%load shop.visits")
    kill(kernel, wire)
    kernel, wire = start(program, second, XDG_STATE_HOME=state)
    assert "not back" not in wire.succeed("%resume").text()
    assert "other: 60 rows" in wire.shown("%use other\n%status")
    kill(kernel, wire)
    (first / "c.csv").unlink()
    kernel, wire = start(program, second, XDG_STATE_HOME=state)
    assert f"c.csv is not there any more, in {first}" in wire.succeed("%resume").text()
    kill(kernel, wire)


def test_a_query_of_chance_is_said_never_to_come_back(program: Path, tmp_path: Path, data: Path) -> None:
    kernel, wire = start(program, tmp_path)
    wire.succeed(f"%load {data}/other.csv as=other\n%connect sqlite:{data}/shop.db as=crm")
    wire.succeed('%load crm query="SELECT random() AS face FROM visits" as=dice')
    kill(kernel, wire)
    kernel, wire = start(program, tmp_path)
    words = wire.succeed("%resume").text()
    assert "dice is not back" in words
    assert "it came out otherwise than before the kernel ended, as random(), now() and their like do each time" in words
    assert "can never come back" in words and "Once it can be had" not in words
    kill(kernel, wire)


def test_a_state_folder_that_cannot_be_written_is_no_matter(program: Path, tmp_path: Path, data: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    kernel, wire = start(program, tmp_path / "k", XDG_STATE_HOME=str(tmp_path / "file"))
    execution = wire.succeed(f"%load {data}/other.csv as=other")
    assert execution.text("stderr") == ""
    assert "not written" in wire.shown("%status")
    kill(kernel, wire)
